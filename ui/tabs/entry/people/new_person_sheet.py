"""新增人员: name, number and phone of a person of the unit, judged as they are typed (seed B 一; B1.1, B1.5).

A unit that has not bound its name sees why and what to do instead of the form.
"""

from dataclasses import replace
from datetime import date

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from app.domain.errors import KnownError
from app.domain.organisation import Organisation
from app.domain.plan import SectionSpec
from ui.dialogs.form_sheet import FormSheet
from ui.texts.errors import describe, describe_code
from ui.widgets.callout import Callout, CalloutLine
from ui.widgets.entry_form.form import EntryForm
from ui.widgets.labels import TextLabel

FIELDS = ("name", "id_type", "id_number", "phone")
_NEEDED = frozenset({"name", "id_type", "id_number"})
DUPLICATE = "R-102"


class NewPersonSheet(FormSheet):
    """``person_wanted``: the person who has this number already."""

    person_wanted = Signal(str)

    def __init__(self, host: QWidget, basic: SectionSpec, today: date) -> None:
        super().__init__(host, "people.new", "新增人员", "建立", "plus", 480)
        self._section = _take_fields(basic)
        self.form = EntryForm(today)
        self.form.setObjectName("people.new.form")
        self._unbound = Callout("flag")
        self._unbound.setObjectName("people.new.unbound")
        self._note = TextLabel(
            self.tr("建立后打开这个人的基本信息，现工作单位按已绑定的单位名称填好。"),
            "caption",
            "muted",
            wrap=True,
        )
        self.body.addWidget(self._unbound)
        self.body.addWidget(self.problem)
        self.body.addWidget(self.form)
        self.body.addWidget(self._note)
        self.body.addStretch(1)
        self.form.changed.connect(self._follow)
        self.form.finished.connect(self.confirm)
        self.problem.link_activated.connect(self._open_known)
        self._clear()

    def open_for(self, unit: Organisation) -> None:
        """Open; what was typed and closed with Esc still stands there."""
        bound = unit.bound
        sentence = describe_code("R-101", {"unit": unit.name})
        title = self.tr("还不能录入人员")
        self._unbound.set_content("" if bound else title, () if bound else [sentence])
        self.form.setVisible(bound)
        self._note.setVisible(bound)
        self.begin(unit.name)
        self.confirm_button.setVisible(bound)
        if bound:
            self._follow()
            self.form.focus_field("name")

    def values(self) -> dict[str, str]:
        """As typed, by field key."""
        return self.form.fields()

    def confirm(self) -> None:
        if self.confirm_button.isHidden():
            return
        missing = [key for key in _NEEDED if not self.values().get(key, "").strip()]
        if missing:
            self.form.show_required()
            return
        super().confirm()

    def show_running(self) -> None:
        self.confirm_button.setEnabled(False)

    def show_error(self, error: KnownError) -> None:
        super().show_error(error)
        if error.code == DUPLICATE:
            line = CalloutLine(describe(error), self.tr("打开档案"), str(error.params.get("applicant", "")))
            self.problem.set_content("", [line])

    def finish(self) -> None:
        """The person is there: the next one begins with empty fields."""
        self._clear()
        self.close_overlay()

    def _clear(self) -> None:
        choices = self._section.field("id_type").choices
        self.form.show_fields(self._section, {"id_type": choices[0]} if choices else {})

    def _follow(self) -> None:
        """Said beside the button: what is still missing, or what to look at. A check never decides."""
        values = self.values()
        titles = [s.title for s in self._section.fields if s.required and not values.get(s.key, "").strip()]
        if titles:
            words = self.tr("还没有填：{0}").replace("{0}", "、".join(titles))
            self.footer.set_reason(words, "info")
        elif problems := len(self.form.problems()):
            words = self.tr("有 {0} 处请核对").replace("{0}", str(problems))
            self.footer.set_reason(words, "triangle-alert", "returned")
        else:
            self.footer.set_reason("")

    def _open_known(self, applicant_id: str) -> None:
        if applicant_id:
            self.close_overlay()
            self.person_wanted.emit(applicant_id)


def _take_fields(basic: SectionSpec) -> SectionSpec:
    """The kit's own fields, so that titles, choices and checks are those of 基本信息."""
    fields = tuple(replace(basic.field(key), required=key in _NEEDED) for key in FIELDS)
    return replace(basic, fields=fields)
