"""Writes of the archive desk: one verdict, handing in, files (``ui.decision_writer`` for the rest). No widgets."""

from collections.abc import Sequence

from PySide6.QtCore import QObject, Signal

from app.domain.attachment import FileRef
from app.domain.commands import (
    AddEvidence,
    HandInItem,
    Outcome,
    OutcomeKind,
    ReopenArchiveItem,
    ReviewArchiveItem,
)
from app.domain.decision import Action
from app.ports.queries import ArchiveDossier
from app.usecases.reopen_archive_item import reopen_archive_item
from app.usecases.review_archive import add_evidence, hand_in_item, review_archive_item
from ui.decision_writer import DecisionWriter, say_done
from ui.dialogs.return_sheet.subject import ReturnVerdict
from ui.session import Session
from ui.undo import Undoable


class Verdicts(DecisionWriter):
    """GUI thread only."""

    handed_in = Signal(object)
    reopened = Signal(object)
    evidence_added = Signal(object)

    def __init__(self, session: Session, parent: QObject | None = None) -> None:
        super().__init__(session, parent)
        self._deciding: tuple[Action, ArchiveDossier] | None = None
        self._dossier: ArchiveDossier | None = None

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

    def reopen(self, dossier: ArchiveDossier, reason: str) -> None:
        """重开: what failed waits again (DOMAIN facts §4)."""
        if self.is_busy:
            return
        command = ReopenArchiveItem(
            self._session.new_op_id(), self._session.actor, dossier.item.id, dossier.item.rev, reason
        )
        desk = self._session.desk

        def act() -> Outcome:
            return reopen_archive_item(command, desk.new_unit_of_work, desk.clock)

        self._dossier = dossier
        self._write(act, self._tell_reopened)

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

    def _tell_reopened(self, outcome: Outcome) -> None:
        self.is_busy = False
        self.reopened.emit(self._dossier)

    def _tell_evidence(self, outcome: Outcome) -> None:
        self.is_busy = False
        self.evidence_added.emit(self._dossier)
