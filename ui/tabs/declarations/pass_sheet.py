"""The sheet of 通过: what the pass rests on, the opinion to edit, the last day to pay, where it goes, who answers for it.

The proposal is ``pass_proposal``'s and is the person's own words afterwards; what was typed is kept when the sheet is
closed. The kit's texts on duty and responsibility stand in it (A5.1, A5.3).
"""

from datetime import date

from PySide6.QtCore import QDate, Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from app.domain.decision import UNDO_WITHIN
from ui.shortcuts import bind_key
from ui.tabs.declarations.pass_proposal import PassProposal
from ui.widgets.buttons import PrimaryButton, QuietButton, TallSecondaryButton
from ui.widgets.callout import Callout
from ui.widgets.date_edit import DateEdit
from ui.widgets.fields import TextEdit
from ui.widgets.form_blocks import FormBlock
from ui.widgets.form_view import FormView
from ui.widgets.labels import TextLabel
from ui.widgets.side_sheet import SideSheet

WIDTH, LABEL_WIDTH, DAY_WIDTH = 476, 92, 140


class PassSheet(SideSheet):
    """``confirmed`` carries (declaration id, opinion, what is recorded with it)."""

    confirmed = Signal(str, str, object)

    def __init__(self, host: QWidget) -> None:
        super().__init__(host, WIDTH)
        self.setObjectName("declarations.pass_sheet")
        self._proposal: PassProposal | None = None
        self._drafts: dict[str, str] = {}
        self._facts = FormView()
        self._heading = TextLabel(self.tr("审查意见"), "section")
        self._again = QuietButton(self.tr("恢复生成的意见"), "rotate-ccw")
        self._again.setObjectName("declarations.opinion_again")
        self._again.clicked.connect(self._restore)
        self.opinion = TextEdit("", self, lines=6, most_lines=12)
        self.opinion.setObjectName("declarations.opinion")
        self.opinion.setAccessibleName(self.tr("审查意见"))
        self.opinion.textChanged.connect(self._typed)
        self._hint = TextLabel("", "caption", "muted")
        self._pays = QWidget()
        self.pay_until = DateEdit()
        self.pay_until.setObjectName("declarations.pay_until")
        self.pay_until.setAccessibleName(self.tr("缴费截止日"))
        self.pay_until.dateChanged.connect(self._show_state)
        self._pay_note = TextLabel("", "caption", "muted", wrap=True)
        self._failure = Callout("error")
        self._failure.setObjectName("declarations.pass_failure")
        self._duty = TextLabel("", "caption", "muted", wrap=True)
        self._duty.setObjectName("declarations.pass_duty")
        head = QHBoxLayout()
        head.addWidget(self._heading)
        head.addStretch(1)
        head.addWidget(self._again)
        inner = QVBoxLayout()
        inner.setSpacing(8)
        inner.addWidget(self._facts)
        inner.addWidget(self._make_pays())
        inner.addSpacing(8)
        inner.addLayout(head)
        inner.addWidget(self.opinion)
        inner.addWidget(self._hint)
        inner.addWidget(self._failure)
        inner.addStretch(1)
        inner.addWidget(self._duty)
        self.body.addLayout(inner, 1)
        self._confirm = PrimaryButton(self.tr("通过"), "check", "Ctrl Enter", self)
        self._confirm.setObjectName("declarations.pass_confirm")
        self._confirm.clicked.connect(self.confirm)
        self._cancel = TallSecondaryButton(self.tr("取消"), None, "Esc", self)
        self._cancel.setObjectName("declarations.pass_cancel")
        self._cancel.clicked.connect(self.close_overlay)
        self.footer.add_button(self._confirm)
        self.footer.add_button(self._cancel)
        seconds = str(int(UNDO_WITHIN.total_seconds()))
        self.footer.set_hints([((), self.tr("{0} 秒内可按 Z 撤销").replace("{0}", seconds))])
        self._busy = False
        bind_key(self, "Ctrl+Return", self.confirm)
        bind_key(self, "Ctrl+Enter", self.confirm)

    def open_for(self, proposal: PassProposal) -> None:
        """Show the proposal, or what was typed over it before."""
        self._proposal, self._busy = proposal, False
        self._show_payment(proposal)
        self.set_title(self.tr("通过 {0}").replace("{0}", proposal.name), proposal.plan)
        blocks: list[FormBlock] = list(proposal.facts)
        self._facts.set_blocks(blocks)
        self._duty.setText("\n".join(proposal.duties))
        self._failure.set_content("")
        self._hint.setText(
            self.tr("按计划的示例生成，可以改。")
            if proposal.needs_opinion
            else self.tr("可以改，也可以不写。")
        )
        self.opinion.setPlainText(self._drafts.get(proposal.declaration_id, proposal.opinion))
        self._show_state()
        self.open()
        self._confirm.setFocus(Qt.FocusReason.OtherFocusReason)

    def confirm(self) -> None:
        """Ctrl+Enter."""
        proposal = self._proposal
        if proposal is not None and self._confirm.isEnabled() and self.is_open():
            self._busy = True
            self._show_state()
            day = self._day_to_pay()
            record = {"pay_until": day.isoformat()} if day is not None else {}
            self.confirmed.emit(proposal.declaration_id, self.opinion.toPlainText().strip(), record)

    def settle(self, declaration_id: str) -> None:
        """The verdict is stored: forget what was typed and go."""
        self._drafts.pop(declaration_id, None)
        self._busy = False
        if self._proposal is not None and self._proposal.declaration_id == declaration_id:
            self.close_overlay()

    def release(self, sentence: str) -> None:
        """The verdict was not stored: say why; the words are still there."""
        self._busy = False
        self._failure.set_content(sentence)
        self._show_state()

    def _restore(self) -> None:
        if self._proposal is not None:
            self.opinion.setPlainText(self._proposal.opinion)

    def _typed(self) -> None:
        proposal = self._proposal
        if proposal is None:
            return
        text = self.opinion.toPlainText()
        if text == proposal.opinion:
            self._drafts.pop(proposal.declaration_id, None)
        else:
            self._drafts[proposal.declaration_id] = text
        self._show_state()

    def _show_state(self) -> None:
        text, proposal = self.opinion.toPlainText(), self._proposal
        missing = self._say_missing(text.strip(), proposal) if proposal is not None else ""
        self._confirm.setEnabled(proposal is not None and not missing and not self._busy)
        self._again.setEnabled(proposal is not None and text != proposal.opinion)
        self.footer.set_reason(missing)

    def _say_missing(self, opinion: str, proposal: PassProposal) -> str:
        if proposal.needs_opinion and not opinion:
            return self.tr("还没有写审查意见")
        day = self._day_to_pay()
        return self.tr("缴费截止日已过") if day is not None and day < proposal.today else ""

    # ---- the last day to pay (B9)

    def _make_pays(self) -> QWidget:
        row = QHBoxLayout()
        row.setSpacing(8)
        label = TextLabel(self.tr("缴费截止日"), "body", "muted")
        label.setFixedWidth(LABEL_WIDTH)
        self.pay_until.setMaximumWidth(DAY_WIDTH)
        row.addWidget(label)
        row.addWidget(self.pay_until)
        row.addWidget(self._pay_note, 1)
        self._pays.setLayout(row)
        row.setContentsMargins(0, 0, 0, 0)
        return self._pays

    def _show_payment(self, proposal: PassProposal) -> None:
        day = proposal.pay_until
        self._pays.setVisible(day is not None)
        self._pay_note.setText(proposal.pay_note)
        if day is not None:
            self.pay_until.setDate(QDate(day.year, day.month, day.day))

    def _day_to_pay(self) -> date | None:
        if self._proposal is None or self._proposal.pay_until is None:
            return None
        shown = self.pay_until.date()
        return date(shown.year(), shown.month(), shown.day())
