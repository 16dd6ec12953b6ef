"""Writes of the archive desk: one verdict, a bulk of them, handing in, files, taking back. No widgets.

Every act is one usecase call on the write thread; signals come back on the GUI thread after the commit, so that 已保存
is never said too early. One act at a time: while ``is_busy`` another key press does nothing.
"""

from collections.abc import Callable, Sequence

from PySide6.QtCore import QObject, Signal

from app.domain.attachment import FileRef
from app.domain.commands import (
    AddEvidence,
    HandInItem,
    Outcome,
    OutcomeKind,
    ReviewArchiveItem,
    WithdrawDecision,
)
from app.domain.decision import Action
from app.domain.errors import KnownError, RuleError
from app.ports.clock import Clock
from app.ports.queries import ArchiveDossier
from app.ports.unit_of_work import NewUnitOfWork
from app.usecases.review_archive import add_evidence, hand_in_item, review_archive_item
from app.usecases.withdraw_decision import withdraw_decision
from ui.dialogs.return_sheet.subject import ReturnVerdict
from ui.session import Session
from ui.texts.words import word
from ui.undo import Undoable, UndoStack


class Verdicts(QObject):
    """GUI thread only."""

    decided = Signal(object, object)
    """(Action, ArchiveDossier as it was) after the commit."""
    handed_in = Signal(object)
    evidence_added = Signal(object)
    withdrawn = Signal(object)
    """Undoable."""
    failed = Signal(object)
    """KnownError; nothing was changed and nothing typed is lost."""

    def __init__(self, session: Session, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self.undo = UndoStack()
        self.is_busy = False
        self._deciding: tuple[Action, ArchiveDossier] | None = None
        self._dossier: ArchiveDossier | None = None
        self._withdrawing: Undoable | None = None

    def pass_item(self, dossier: ArchiveDossier, opinion: str) -> None:
        """通过."""
        self._decide(dossier, Action.PASS, opinion, None)

    def turn_down(self, dossier: ArchiveDossier, opinion: str, verdict: ReturnVerdict) -> None:
        """退回 or 不通过, as composed."""
        self._decide(dossier, verdict.action, opinion, verdict)

    def hand_in(self, dossier: ArchiveDossier) -> None:
        """保存: a returned item goes to review again (B1.2)."""
        if self.is_busy:
            return
        command = HandInItem(
            self._session.new_op_id(), self._session.actor, dossier.item.id, dossier.item.rev
        )
        desk = self._session.desk

        def act() -> Outcome:
            return hand_in_item(command, desk.new_unit_of_work, desk.clock)

        self._dossier = dossier
        self._write(act, self._tell_handed_in)

    def add_files(self, dossier: ArchiveDossier, files: Sequence[FileRef]) -> None:
        """Put stored files onto the item."""
        if self.is_busy:
            return
        command = AddEvidence(
            self._session.new_op_id(), self._session.actor, dossier.item.id, dossier.item.rev, tuple(files)
        )
        desk = self._session.desk

        def act() -> Outcome:
            return add_evidence(command, desk.new_unit_of_work, desk.clock, desk.plan_kits)

        self._dossier = dossier
        self._write(act, self._tell_evidence)

    def withdraw_last(self) -> bool:
        """Z. False when there is nothing to take back."""
        entry = self.undo.last(self._session.now())
        if entry is None or self.is_busy:
            return False
        desk, actor = self._session.desk, self._session.actor
        commands = [
            WithdrawDecision(self._session.new_op_id(), actor, decision) for decision in entry.decision_ids
        ]

        def act() -> list[Outcome]:
            return [_withdraw_one(command, desk.new_unit_of_work, desk.clock) for command in commands]

        self._withdrawing = entry
        self._write(act, self._tell_withdrawn)
        return True

    # ---- inside

    def _decide(
        self, dossier: ArchiveDossier, action: Action, opinion: str, verdict: ReturnVerdict | None
    ) -> None:
        if self.is_busy:
            return
        command = ReviewArchiveItem(
            self._session.new_op_id(),
            self._session.actor,
            dossier.item.id,
            dossier.item.rev,
            action,
            opinion.strip(),
            verdict.defects if verdict else (),
            verdict.notice if verdict else "",
        )
        desk = self._session.desk

        def act() -> Outcome:
            return review_archive_item(command, desk.new_unit_of_work, desk.clock)

        self._deciding = (action, dossier)
        self._write(act, self._tell_decided)

    def _write(self, act: Callable[[], object], done: Callable[..., object]) -> None:
        self.is_busy = True
        self._session.operations.write(act, done, self._tell_failure)

    def _tell_decided(self, outcome: Outcome) -> None:
        self.is_busy = False
        deciding, self._deciding = self._deciding, None
        if deciding is None or outcome.kind is not OutcomeKind.APPLIED:
            return
        action, dossier = deciding
        words = say_done(action, dossier.applicant.name)
        self.undo.push(
            Undoable((outcome.op_id,), words, dossier.item.id, dossier.item.section, self._session.now())
        )
        self.decided.emit(action, dossier)

    def _tell_handed_in(self, outcome: Outcome) -> None:
        self.is_busy = False
        self.handed_in.emit(self._dossier)

    def _tell_evidence(self, outcome: Outcome) -> None:
        self.is_busy = False
        self.evidence_added.emit(self._dossier)

    def _tell_withdrawn(self, outcomes: Sequence[Outcome]) -> None:
        self.is_busy = False
        entry, self._withdrawing = self._withdrawing, None
        if entry is None:
            return
        self.undo.take(entry)
        refused = [o for o in outcomes if o.kind is not OutcomeKind.APPLIED]
        if len(refused) < len(outcomes):
            self.withdrawn.emit(entry)
        if refused:
            self.failed.emit(RuleError(refused[0].code, **refused[0].params))

    def _tell_failure(self, error: KnownError) -> None:
        self.is_busy = False
        entry, self._withdrawing = self._withdrawing, None
        if entry is not None:
            # Somebody else's act or the clock came first: it cannot be taken back any more.
            self.undo.take(entry)
        self.failed.emit(error)


def _withdraw_one(command: WithdrawDecision, new_unit_of_work: NewUnitOfWork, clock: Clock) -> Outcome:
    """One of a bulk that cannot be taken back does not stop the others."""
    try:
        return withdraw_decision(command, new_unit_of_work, clock)
    except RuleError as error:
        return Outcome(command.op_id, OutcomeKind.REFUSED, error.code, dict(error.params))


def say_done(action: Action, name: str) -> str:
    """已通过 陈思远, 已退回 …, 已判不通过 …"""
    words = word(action)
    return f"已判{words} {name}" if action is Action.FAIL else f"已{words} {name}"
