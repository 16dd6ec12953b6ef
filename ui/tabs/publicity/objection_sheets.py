"""登记异议 and 处理异议 (A4.4 无异议; DOMAIN facts §4, §6). The usecases judge; their sentences stand in the sheet."""

from datetime import date

from PySide6.QtCore import QDate
from PySide6.QtWidgets import QButtonGroup, QWidget

from app.domain.publicity import Objection, PublicityKind
from app.ports.queries import PublicityDossier
from ui.dialogs.form_sheet import FormSheet
from ui.texts.dates import format_day
from ui.widgets.choice import RadioCard
from ui.widgets.combo_box import ComboBox
from ui.widgets.date_edit import DateEdit
from ui.widgets.fields import LineEdit, TextEdit
from ui.widgets.labels import TextLabel


class ObjectionSheet(FormSheet):
    """Who objects, on which day it came in, against whom, what."""

    def __init__(self, host: QWidget) -> None:
        super().__init__(host, "publicity.objection", "登记异议", "登记异议", "message-square-plus")
        self._publicity_id = ""
        self.member, self.who = ComboBox(), LineEdit()
        self.received_on, self.what = DateEdit(), TextEdit(lines=4, most_lines=8)
        self.who.setPlaceholderText(self.tr("姓名、单位，或匿名"))
        self.add_field(self.tr("对谁有异议"), self.member, "member")
        self.add_field(self.tr("异议人"), self.who, "who")
        self.add_field(self.tr("收到日期"), self.received_on, "received_on")
        self.add_field(self.tr("异议内容"), self.what, "what")
        self._follows = TextLabel("", "caption", "muted", wrap=True)
        self._follows.setObjectName("publicity.objection.follows")
        self.body.addWidget(self._follows)
        self.body.addWidget(self.problem)
        self.body.addStretch(1)

    def open_for(self, dossier: PublicityDossier, declaration_id: str, today: date) -> None:
        """``declaration_id``: the person looked at."""
        publicity = dossier.publicity
        if publicity.id != self._publicity_id:
            self._publicity_id = publicity.id
            self.clear(today)
        self.member.clear()
        self._follows.setText(self._say_what_follows(publicity.kind))
        inside = [
            m
            for m in dossier.members
            if publicity.id in (m.declaration.publicity_id, m.declaration.office_publicity_id)
        ]
        for member in inside:
            self.member.addItem(member.applicant.name, member.declaration.id)
        self.member.setCurrentIndex(max(0, self.member.findData(declaration_id)))
        self.begin("、".join(m.applicant.name for m in inside))
        (self.who if len(inside) == 1 else self.member).setFocus()

    def _say_what_follows(self, kind: PublicityKind) -> str:
        match kind:
            case PublicityKind.EMPLOYER:
                return self.tr("登记后，这位申报人的申报回到待审。处理完异议，再按审核无误继续。")
            case PublicityKind.APPLICANTS:
                return self.tr("登记后，这位申报人的申报回到评委会审核。处理完异议，再继续公示或退回。")
            case PublicityKind.RESULTS:
                return self.tr("登记后，这个结果停在待结果公示。处理完异议，再继续公示或重新评审。")

    def clear(self, today: date) -> None:
        """After it was written."""
        self.who.clear()
        self.what.clear()
        self.received_on.setDate(QDate(today.year, today.month, today.day))

    def values(self) -> tuple[str, str, date, str]:
        """Declaration id, who, received on, what."""
        day = self.received_on.date()
        return (
            str(self.member.currentData() or ""),
            self.who.text(),
            date(day.year(), day.month(), day.day()),
            self.what.toPlainText(),
        )


class HandlingSheet(FormSheet):
    """成立 or 不成立, and how it was handled. Neither is preset: this is a judgement."""

    def __init__(self, host: QWidget) -> None:
        super().__init__(host, "publicity.handling", "处理异议", "写处理结果", "check")
        self.objection_id = ""
        self._said = TextLabel("", "body", wrap=True)
        self._said.setObjectName("publicity.handling.objection")
        self.rejected = RadioCard(self.tr("异议不成立"), self.tr("按审核无误后，这次公示继续有效"))
        self.upheld = RadioCard(self.tr("异议成立"), self.tr("之后退回或判不通过，这次公示对本人作废"))
        self._group = QButtonGroup(self)
        self.body.addWidget(self._said)
        for card, name in ((self.rejected, "rejected"), (self.upheld, "upheld")):
            card.setObjectName(f"publicity.handling.{name}")
            self._group.addButton(card)
            self.body.addWidget(card)
        self.handling = TextEdit(lines=4, most_lines=8)
        self.add_field(self.tr("处理情况"), self.handling, "text")
        self.body.addWidget(self.problem)
        self.body.addStretch(1)
        self._group.buttonToggled.connect(self._show_open)
        self.handling.textChanged.connect(self._show_open)

    def open_for(self, objection: Objection, name: str, kind: PublicityKind = PublicityKind.EMPLOYER) -> None:
        self._word_cards(kind)
        if objection.id != self.objection_id:
            self.objection_id = objection.id
            self.clear()
        self._said.setText(f"{objection.who}　{format_day(objection.received_on)}\n{objection.what}")
        self.begin(name)
        self._show_open()

    def _word_cards(self, kind: PublicityKind) -> None:
        on = self.tr("按审核无误后，这次公示继续有效")
        off = self.tr("之后退回或判不通过，这次公示对本人作废")
        if kind is not PublicityKind.EMPLOYER:
            on = self.tr("按继续公示后，这次公示继续有效")
        if kind is PublicityKind.RESULTS:
            off = self.tr("之后重新评审，新的结果另行公示")
        self.rejected.set_words(self.tr("异议不成立"), on)
        self.upheld.set_words(self.tr("异议成立"), off)

    def clear(self) -> None:
        self._group.setExclusive(False)
        for card in (self.rejected, self.upheld):
            card.setChecked(False)
        self._group.setExclusive(True)
        self.handling.clear()

    def is_upheld(self) -> bool:
        return self.upheld.isChecked()

    def _show_open(self) -> None:
        chosen = self._group.checkedButton() is not None
        missing = "" if chosen else self.tr("先选成立或不成立")
        if chosen and not self.handling.toPlainText().strip():
            missing = self.tr("先写处理情况")
        self.confirm_button.setEnabled(not missing)
        self.footer.set_reason(missing)
