"""The facts that decide which materials are asked for, one control a fact (seed B 二(五); DOMAIN facts §5)."""

from collections.abc import Collection, Mapping, Sequence
from datetime import date

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from app.domain.declaration import DeclareMode, PersonCategory
from app.domain.field_checks import FieldProblem
from app.domain.materials import (
    NO,
    TENURE_YEARS,
    YES,
    EducationRoute,
    FactKey,
    Staffing,
    complete_years,
    needs_tenure,
)
from app.domain.plan import PlanKit
from app.domain.typed_values import read_date
from ui.tabs.entry.wizard.information_combo import FormCombo
from ui.tabs.entry.wizard.information_row import LabelledRow
from ui.texts.dates import format_day
from ui.texts.field_problems import describe_field_problem
from ui.texts.words import word
from ui.widgets.fields import LineEdit, set_invalid
from ui.widgets.labels import TextLabel

_COMBO_WIDTH, _DATE_WIDTH = 300, 150
_APPOINTMENT = frozenset({"appointment", "appointment_for_all"})
_RULES: Mapping[FactKey, frozenset[str]] = {
    FactKey.EDUCATION: frozenset({"education"}),
    FactKey.STAFFING: frozenset({"post_form"}) | _APPOINTMENT,
    FactKey.OUTSIDE_INSURANCE: frozenset({"outside_insurance"}),
    FactKey.GRASSROOTS: frozenset({"grassroots"}),
}
"""Rules of ``app.domain.materials`` that look at the fact."""
_YES_NO = ((YES, YES), (NO, NO))


class FactFields(QWidget):
    """``changed``: some fact is another. Only facts that the kit's rules ask for are shown."""

    changed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._kept: dict[str, str] = {}
        self._today = date.min
        self._reference: date | None = None
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(6)
        self.combos: dict[FactKey, FormCombo] = {}
        self.dates: dict[FactKey, LineEdit] = {}
        self.notes: dict[FactKey, TextLabel] = {}
        self._rows: dict[FactKey, LabelledRow] = {}
        # A date stands right below the choice that asks for it.
        self._add_combo(FactKey.EDUCATION, [(route.value, word(route)) for route in EducationRoute])
        self._add_date(FactKey.RECORD_VALID_UNTIL)
        self._add_combo(FactKey.STAFFING, [(staffing.value, word(staffing)) for staffing in Staffing])
        self._add_date(FactKey.APPOINTED_ON)
        self._add_combo(FactKey.OUTSIDE_INSURANCE, _YES_NO)
        self._add_combo(FactKey.GRASSROOTS, _YES_NO)

    def show_facts(
        self, kit: PlanKit, facts: Mapping[str, str], today: date, open_facts: Collection[FactKey]
    ) -> None:
        """As stored; those not open can only be read. What is shown of them says ``show_asked``."""
        self._kept = dict(facts)
        self._today, self._reference = today, kit.reference_date
        for key, combo in self.combos.items():
            combo.blockSignals(True)
            combo.setCurrentIndex(max(0, combo.findData(facts.get(key.value, ""))))
            combo.blockSignals(False)
            combo.setEnabled(key in open_facts)
        for key, line in self.dates.items():
            text = facts.get(key.value, "")
            if line.text() != text:
                line.blockSignals(True)
                line.setText(text)
                line.blockSignals(False)
            line.setReadOnly(key not in open_facts)
        self._judge()

    def show_asked(self, kit: PlanKit, mode: DeclareMode, category: PersonCategory) -> bool:
        """Only the facts that matter for this 申报方式 and 人员类别; whether there are any."""
        rules = {material.applies for material in kit.materials}
        asked = {key for key, wanted in _RULES.items() if rules & wanted}
        if rules & _APPOINTMENT and needs_tenure(mode, category):
            asked.add(FactKey.APPOINTED_ON)
        route = self.combos[FactKey.EDUCATION].currentData()
        if FactKey.EDUCATION in asked and route == EducationRoute.REGISTERED.value:
            asked.add(FactKey.RECORD_VALID_UNTIL)
        for key, row in self._rows.items():
            row.setVisible(key in asked)
        return bool(asked)

    def facts(self) -> dict[str, str]:
        """Dates that can be read as YYYY-MM-DD, others as typed; facts that no control shows stay as they were."""
        stated = dict(self._kept)
        for key, combo in self.combos.items():
            stated[key.value] = str(combo.currentData() or "")
        for key, line in self.dates.items():
            day = read_date(line.text())
            stated[key.value] = format_day(day) if day else line.text().strip()
        return {key: value for key, value in stated.items() if value}

    def take_focus(self, key: FactKey) -> None:
        field = self.combos.get(key) or self.dates.get(key)
        if field is not None:
            field.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def take_first_open(self) -> bool:
        """The focus to the first fact that may be changed; whether there is one on the screen."""
        for key, row in self._rows.items():
            line = self.dates.get(key)
            may_change = not line.isReadOnly() if line is not None else self.combos[key].isEnabled()
            if may_change and row.isVisible():
                self.take_focus(key)
                return True
        return False

    # ---- inside

    def _judge(self) -> None:
        for key, line in self.dates.items():
            text, day = line.text().strip(), read_date(line.text())
            is_wrong = bool(text) and day is None
            set_invalid(line, is_wrong)
            note = self.notes[key]
            if is_wrong:
                note.set_token("failed")
                note.setText(describe_field_problem(FieldProblem("date_impossible")))
            elif day is None:
                note.set_token("muted")
                note.setText("")
            elif key is FactKey.APPOINTED_ON:
                self._show_tenure(note, day)
            else:
                self._show_validity(note, day)

    def _show_tenure(self, note: TextLabel, since: date) -> None:
        """助理级聘任满4年 (B7.2a): said, never a stop."""
        if self._reference is None:
            note.setText("")
            return
        years = max(0, complete_years(since, self._reference))
        words = self.tr("算到 {0} 满 {1} 年").replace("{0}", format_day(self._reference))
        words = words.replace("{1}", str(years))
        if years < TENURE_YEARS:
            words += self.tr("，不到 {0} 年，审核时会看到").replace("{0}", str(TENURE_YEARS))
        note.set_token("muted" if years >= TENURE_YEARS else "returned")
        note.setText(words)

    def _show_validity(self, note: TextLabel, until: date) -> None:
        """验证有效期内 (B7.1a): said, never a stop."""
        is_over = until < self._today
        note.set_token("returned" if is_over else "muted")
        note.setText(self.tr("已过验证有效期，请重新申请") if is_over else "")

    def _tell(self) -> None:
        self._judge()
        self.changed.emit()

    def _add_combo(self, key: FactKey, choices: Sequence[tuple[str, str]]) -> None:
        combo = FormCombo(dense=True)
        combo.setObjectName(f"entry.information.{key.value}")
        combo.setAccessibleName(word(key))
        combo.setFixedWidth(_COMBO_WIDTH)
        combo.setPlaceholderText(self.tr("请选择"))
        combo.addItem("", "")
        for value, words in choices:
            combo.addItem(words, value)
        combo.currentIndexChanged.connect(self._tell)
        self.combos[key] = combo
        self._add_row(key, combo, None)

    def _add_date(self, key: FactKey) -> None:
        line = LineEdit(dense=True)
        line.setObjectName(f"entry.information.{key.value}")
        line.setAccessibleName(word(key))
        # With 如 in front: a bare date is taken for one that is filled in.
        line.setPlaceholderText(self.tr("如 2026-05-06"))
        line.setFixedWidth(_DATE_WIDTH)
        line.textChanged.connect(self._tell)
        note = TextLabel("", "caption", "muted", wrap=True)
        note.setObjectName(f"entry.information.{key.value}.note")
        self.dates[key], self.notes[key] = line, note
        self._add_row(key, line, note)

    def _add_row(self, key: FactKey, field: QWidget, note: QWidget | None) -> None:
        control = QWidget()
        across = QHBoxLayout(control)
        across.setContentsMargins(0, 0, 0, 0)
        across.setSpacing(12)
        across.addWidget(field)
        if note is None:
            across.addStretch(1)
        else:
            across.addWidget(note, 1)
        row = LabelledRow(word(key), control, self)
        row.label.setBuddy(field)
        self._rows[key] = row
        self._column.addWidget(row)
