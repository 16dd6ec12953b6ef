"""Writes of the declarations desk: 审核无误, 通过, 退回, 不通过, 重开, and ticks (``ui.decision_writer`` for the rest).

No widgets. A tick is written at once and shown at once; one that could not be written is told and taken back.
"""

from collections import deque
from collections.abc import Mapping

from PySide6.QtCore import QObject, Signal

from app.domain.commands import AdvanceDeclaration, Outcome, OutcomeKind, ReviewDeclaration, TickSection
from app.domain.decision import Action
from app.domain.errors import KnownError
from app.ports.queries import DeclarationDossier
from app.usecases.advance_declaration import advance_declaration
from app.usecases.review_declaration import review_declaration, tick_section
from ui.decision_writer import DecisionWriter, say_done
from ui.dialogs.return_sheet.subject import ReturnVerdict
from ui.session import Session
from ui.undo import Undoable


class Verdicts(DecisionWriter):
    """GUI thread only. ``decided`` carries (Action, DeclarationDossier as it was)."""

    reopened = Signal(object)
    """The DeclarationDossier as it was."""

    def __init__(self, session: Session, parent: QObject | None = None) -> None:
        super().__init__(session, parent)
        self._deciding: tuple[Action, DeclarationDossier] | None = None

    def accept(
        self,
        dossier: DeclarationDossier,
        action: Action,
        opinion: str = "",
        record: Mapping[str, str] | None = None,
    ) -> None:
        """审核无误 (CONFIRM) or 通过 (PASS, with its opinion; ``record``: until when to pay)."""
        self._decide(dossier, action, opinion, None, record)

    def turn_down(self, dossier: DeclarationDossier, verdict: ReturnVerdict) -> None:
        """退回 or 不通过, as composed."""
        self._decide(dossier, verdict.action, "", verdict)

    def reopen(self, dossier: DeclarationDossier, reason: str) -> None:
        """重开: what this level decided last no longer counts; the record stays."""
        if self.is_busy:
            return
        session, declaration = self._session, dossier.declaration
        command = AdvanceDeclaration(
            session.new_op_id(),
            session.actor,
            declaration.id,
            declaration.rev,
            Action.REOPEN,
            reason=reason.strip(),
        )
        desk = session.desk

        def act() -> Outcome:
            return advance_declaration(command, desk.new_unit_of_work, desk.clock, desk.plan_kits)

        self._deciding = (Action.REOPEN, dossier)
        self._write(act, self._tell_decided)

    def _decide(
        self,
        dossier: DeclarationDossier,
        action: Action,
        opinion: str,
        verdict: ReturnVerdict | None,
        record: Mapping[str, str] | None = None,
    ) -> None:
        if self.is_busy:
            return
        command = ReviewDeclaration(
            self._session.new_op_id(),
            self._session.actor,
            dossier.declaration.id,
            dossier.declaration.rev,
            action,
            opinion.strip(),
            verdict.defects if verdict else (),
            verdict.notice if verdict else "",
            record or {},
        )
        desk = self._session.desk

        def act() -> Outcome:
            return review_declaration(command, desk.new_unit_of_work, desk.clock, desk.plan_kits)

        self._deciding = (action, dossier)
        self._write(act, self._tell_decided)

    def _tell_decided(self, outcome: Outcome) -> None:
        self.is_busy = False
        deciding, self._deciding = self._deciding, None
        if deciding is None or outcome.kind is not OutcomeKind.APPLIED:
            return
        action, dossier = deciding
        words = say_done(action, dossier.applicant.name)
        self.undo.push(Undoable((outcome.op_id,), words, dossier.declaration.id, "", self._session.now()))
        if action is Action.REOPEN:
            self.reopened.emit(dossier)
        else:
            self.decided.emit(action, dossier)


class Ticks(QObject):
    """逐条逐项 (A4.1): which sections of the shown declaration this account has read."""

    changed = Signal()
    """A section was ticked, or no longer is."""
    failed = Signal(object)

    def __init__(self, session: Session, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self._dossier: DeclarationDossier | None = None
        self._writing: deque[TickSection] = deque()
        self.read: frozenset[str] = frozenset()

    def show(self, dossier: DeclarationDossier | None) -> None:
        """Another declaration, or the same as it is stored now."""
        self._dossier = dossier
        self.read = dossier.read_sections if dossier is not None else frozenset()

    def set_read(self, section: str, on: bool) -> None:
        """Tick a section or not."""
        dossier = self._dossier
        if dossier is None or on == (section in self.read):
            return
        declaration = dossier.declaration
        command = TickSection(self._session.actor, declaration.id, declaration.submit_no, section, read=on)
        new_unit_of_work = self._session.desk.new_unit_of_work

        def act() -> None:
            tick_section(command, new_unit_of_work)

        self._writing.append(command)
        self._show(section, on)
        self._session.operations.write(act, self._written, self._fail)

    def _show(self, section: str, on: bool) -> None:
        self.read = self.read | {section} if on else self.read - {section}
        self.changed.emit()

    def _written(self, nothing: None) -> None:
        """It stands; it was shown already. Writes are answered in order."""
        self._writing.popleft()

    def _fail(self, error: KnownError) -> None:
        lost = self._writing.popleft()
        declaration = self._dossier.declaration if self._dossier is not None else None
        if declaration is not None and declaration.id == lost.declaration_id:
            self._show(lost.section, not lost.read)
        self.failed.emit(error)
