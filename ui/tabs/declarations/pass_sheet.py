"""The sheet of 通过: the publicity it rests on, the opinion to edit, where the declaration goes, who answers for it.

The opinion is proposed letter by letter from the kit's template (A4.6) and is the person's own words afterwards; what
was typed is kept when the sheet is closed. The kit's texts on duty and responsibility stand in it (A5.1, A5.3).
"""

from dataclasses import dataclass

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from app.domain.decision import UNDO_WITHIN
from app.domain.opinions import render_pass_opinion
from app.domain.organisation import Role
from app.domain.plan import PlanKit
from app.domain.workflow import next_level
from app.ports.queries import DeclarationDossier
from ui.shortcuts import bind_key
from ui.texts.dates import say_day
from ui.texts.translate import translate
from ui.texts.words import word
from ui.widgets.buttons import PrimaryButton, QuietButton, TallSecondaryButton
from ui.widgets.callout import Callout
from ui.widgets.fields import TextEdit
from ui.widgets.form_blocks import FormBlock, FormField
from ui.widgets.form_view import FormView
from ui.widgets.labels import TextLabel
from ui.widgets.side_sheet import SideSheet

WIDTH = 476


@dataclass(frozen=True, slots=True)
class PassProposal:
    """What the sheet shows for one person."""

    declaration_id: str
    name: str
    plan: str
    opinion: str
    facts: tuple[FormField, ...]
    duties: tuple[str, ...]


def propose_pass(kit: PlanKit, dossier: DeclarationDossier) -> PassProposal:
    """The proposal for a declaration whose publicity is complete."""
    publicity, declaration = dossier.publicity, dossier.declaration
    if publicity is None:
        raise ValueError("通过 rests on a publicity")
    objections = sum(o.declaration_id == declaration.id for o in publicity.objections)
    opinion = render_pass_opinion(
        kit.opinions,
        name=dossier.applicant.name,
        title=kit.opinion_title,
        start=publicity.start,
        end=publicity.end,
        place=publicity.place,
        working_days=publicity.working_days,
        objections=objections,
        unit_name=dossier.employer.name,
    )
    period = _t("{0} 至 {1}").replace("{0}", say_day(publicity.start)).replace("{1}", say_day(publicity.end))
    heard = _t("收到 {0} 件，都已处理").replace("{0}", str(objections)) if objections else _t("无异议")
    facts = (
        FormField(_t("公示地点"), publicity.place),
        FormField(_t("公示时间"), period),
        FormField(_t("公示异议"), heard),
        FormField(_t("通过后提交"), word(next_level(kit.levels, Role.EMPLOYER))),
    )
    duties = tuple(kit.notices[key] for key in ("review_duty", "responsibility") if kit.notices.get(key))
    return PassProposal(declaration.id, dossier.applicant.name, kit.name, opinion, facts, duties)


class PassSheet(SideSheet):
    """``confirmed`` carries (declaration id, opinion)."""

    confirmed = Signal(str, str)

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
        self._hint = TextLabel(self.tr("按计划的示例生成，可以改。"), "caption", "muted")
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
        self.set_title(self.tr("通过 {0}").replace("{0}", proposal.name), proposal.plan)
        blocks: list[FormBlock] = list(proposal.facts)
        self._facts.set_blocks(blocks)
        self._duty.setText("\n".join(proposal.duties))
        self._failure.set_content("")
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
            self.confirmed.emit(proposal.declaration_id, self.opinion.toPlainText().strip())

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
        self._confirm.setEnabled(bool(text.strip()) and not self._busy)
        self._again.setEnabled(proposal is not None and text != proposal.opinion)
        self.footer.set_reason("" if text.strip() else self.tr("还没有写审查意见"))


def _t(text: str) -> str:
    return translate("declarations", text)
