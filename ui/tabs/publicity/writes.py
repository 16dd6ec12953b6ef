"""Writes of the publicity desk: begin, begin anew, photos, exports, objections, the conclusion of several, taking back. No widgets.

One usecase call on the write thread each; signals come after the commit. One act at a time: while ``is_busy`` another
click does nothing. ``failed`` carries the KnownError; nothing typed is lost because the fields belong to the panes.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date

from PySide6.QtCore import QObject, Signal, SignalInstance

from app.domain.attachment import FileRef
from app.domain.commands import (
    AddPublicityEvidence,
    AdvanceDeclaration,
    CancelPublicity,
    MarkSheetExported,
    Outcome,
    RecordObjection,
    ResolveObjection,
    ReviewDeclaration,
    StartPublicity,
)
from app.domain.decision import Action
from app.domain.errors import KnownError
from app.domain.organisation import Actor
from app.domain.publicity import Publicity
from app.ports.clock import Clock
from app.ports.plan_kits import PlanKits
from app.ports.queries import DeclarationDossier
from app.ports.unit_of_work import NewUnitOfWork
from app.usecases.advance_declaration import advance_declaration
from app.usecases.handle_objection import record_objection, resolve_objection
from app.usecases.record_publicity import (
    add_publicity_evidence,
    cancel_publicity,
    mark_sheet_exported,
    start_publicity,
)
from app.usecases.review_declaration import review_declaration
from ui.decision_writer import DecisionWriter
from ui.session import Session
from ui.tabs.publicity.draft import Judged, Typed
from ui.texts.words import word
from ui.undo import Undoable


@dataclass(frozen=True, slots=True)
class Passed:
    """What came of a 通过 of several: who is through, and who not with the reason."""

    through: tuple[str, ...]
    """Declaration ids in the order shown."""
    refused: tuple[tuple[str, KnownError], ...]


class PublicityWrites(DecisionWriter):
    """GUI thread only."""

    started = Signal(str)
    """Publicity id."""
    cancelled = Signal(str)
    photos_added = Signal(str)
    export_marked = Signal(str)
    objection_recorded = Signal(str)
    objection_resolved = Signal(str)
    passed = Signal(object)
    """Passed."""
    carried_on = Signal(object)
    """Action: 继续公示 or 重新评审 was recorded."""

    def __init__(self, session: Session, parent: QObject | None = None) -> None:
        super().__init__(session, parent)
        self._subject = ""
        self._names: dict[str, str] = {}
        self._passing: list[tuple[str, str]] = []
        self._said = ""
        self._action = Action.RESUME_PUBLICITY

    def start(self, members: Sequence[DeclarationDossier], typed: Typed, judged: Judged) -> None:
        """开始公示 or 录入公示情况."""
        session, desk = self._session, self._session.desk
        self._subject = desk.new_id()
        stated = judged.computed is None
        command = StartPublicity(
            session.new_op_id(),
            session.actor,
            self._subject,
            tuple((m.declaration.id, m.declaration.rev) for m in members),
            typed.body or session.actor.organisation_name,
            typed.place,
            typed.start,
            judged.end,
            judged.rule,
            typed.source if stated else "",
            typed.reason if stated else "",
            typed.held_before,
        )

        def act() -> Outcome:
            return start_publicity(command, desk.new_unit_of_work, desk.clock, desk.plan_kits, desk.calendar)

        self._write(act, self._tell_started)

    def cancel(self, publicity: Publicity, reason: str) -> None:
        """重新公示."""
        desk = self._session.desk
        command = CancelPublicity(*self._head(publicity), reason)

        def act() -> Outcome:
            return cancel_publicity(command, desk.new_unit_of_work, desk.clock)

        self._write(act, self._tell_cancelled)

    def add_photos(self, publicity: Publicity, files: Sequence[FileRef]) -> None:
        desk = self._session.desk
        command = AddPublicityEvidence(*self._head(publicity), tuple(files))

        def act() -> Outcome:
            return add_publicity_evidence(command, desk.new_unit_of_work, desk.clock)

        self._write(act, self._tell_photos)

    def mark_exported(self, publicity_id: str, rev: int) -> None:
        """The papers of this publicity were saved (A4.3). Never waits for another act of the desk."""
        session, desk = self._session, self._session.desk
        command = MarkSheetExported(session.new_op_id(), session.actor, publicity_id, rev)

        def act() -> Outcome:
            return mark_sheet_exported(command, desk.new_unit_of_work, desk.clock)

        session.operations.write(act, self._tell_exported, self._tell_export_failure)

    def record_objection(
        self, publicity: Publicity, declaration_id: str, who: str, received_on: date, what: str
    ) -> None:
        desk = self._session.desk
        command = RecordObjection(*self._head(publicity), declaration_id, who, received_on, what)

        def act() -> Outcome:
            return record_objection(command, desk.new_unit_of_work, desk.clock, desk.plan_kits)

        self._write(act, self._tell_recorded)

    def resolve_objection(self, publicity: Publicity, objection_id: str, upheld: bool, handling: str) -> None:
        desk = self._session.desk
        command = ResolveObjection(*self._head(publicity), objection_id, upheld, handling)

        def act() -> Outcome:
            return resolve_objection(command, desk.new_unit_of_work, desk.clock)

        self._write(act, self._tell_resolved)

    def pass_all(self, opinions: Sequence[tuple[DeclarationDossier, str]]) -> None:
        """通过 of each, in the order given; one that is refused does not stop the others (A4.7)."""
        if self.is_busy:
            return
        session, desk = self._session, self._session.desk
        commands = [
            ReviewDeclaration(
                session.new_op_id(),
                session.actor,
                member.declaration.id,
                member.declaration.rev,
                Action.PASS,
                opinion.strip(),
            )
            for member, opinion in opinions
        ]
        self._names = {member.declaration.id: member.applicant.name for member, _ in opinions}
        self._said = self.tr("已通过")

        def act() -> list[Outcome | KnownError]:
            return [_pass_one(c, desk.new_unit_of_work, desk.clock, desk.plan_kits) for c in commands]

        self._passing = [(c.op_id, c.declaration_id) for c in commands]
        self._write(act, self._tell_passed)

    def conclude_all(self, members: Sequence[DeclarationDossier]) -> None:
        """公示无异议 of each, by the committee's office (B11.2, B12.2); as ``pass_all``."""
        if self.is_busy:
            return
        desk = self._session.desk
        commands = [self._advance(member, Action.CONCLUDE_PUBLICITY) for member in members]
        self._names = {member.declaration.id: member.applicant.name for member in members}
        self._said = self.tr("公示无异议")

        def act() -> list[Outcome | KnownError]:
            return [_advance_one(c, desk.new_unit_of_work, desk.clock, desk.plan_kits) for c in commands]

        self._passing = [(c.op_id, c.declaration_id) for c in commands]
        self._write(act, self._tell_passed)

    def carry_on(self, member: DeclarationDossier, action: Action, reason: str = "") -> None:
        """继续公示 after an objection that was not upheld; 重新评审 after one that was (the committee's office)."""
        if self.is_busy:
            return
        desk, self._action = self._session.desk, action
        command = self._advance(member, action, reason)
        self._names = {member.declaration.id: member.applicant.name}
        self._passing = [(command.op_id, command.declaration_id)]

        def act() -> Outcome:
            return advance_declaration(command, desk.new_unit_of_work, desk.clock, desk.plan_kits)

        self._write(act, self._tell_carried_on)

    # ---- inside

    def _advance(self, member: DeclarationDossier, action: Action, reason: str = "") -> AdvanceDeclaration:
        session, declaration = self._session, member.declaration
        return AdvanceDeclaration(
            session.new_op_id(), session.actor, declaration.id, declaration.rev, action, reason=reason
        )

    def _head(self, publicity: Publicity) -> tuple[str, Actor, str, int]:
        if not self.is_busy:
            # What runs is told with its own subject; a second click writes nothing.
            self._subject = publicity.id
        return (self._session.new_op_id(), self._session.actor, publicity.id, publicity.rev)

    def _write(self, act: Callable[[], object], done: Callable[..., object]) -> None:
        if not self.is_busy:
            super()._write(act, done)

    def _tell_started(self, outcome: Outcome) -> None:
        self._tell(self.started)

    def _tell_cancelled(self, outcome: Outcome) -> None:
        self._tell(self.cancelled)

    def _tell_photos(self, outcome: Outcome) -> None:
        self._tell(self.photos_added)

    def _tell_exported(self, outcome: Outcome) -> None:
        self.export_marked.emit(outcome.changed.publicities[0])

    def _tell_export_failure(self, error: KnownError) -> None:
        self.failed.emit(error)

    def _tell_recorded(self, outcome: Outcome) -> None:
        self._tell(self.objection_recorded)

    def _tell_resolved(self, outcome: Outcome) -> None:
        self._tell(self.objection_resolved)

    def _tell(self, signal: SignalInstance) -> None:
        self.is_busy = False
        signal.emit(self._subject)

    def _tell_passed(self, answers: Sequence[Outcome | KnownError]) -> None:
        self.is_busy = False
        through: list[str] = []
        refused: list[tuple[str, KnownError]] = []
        decisions: list[str] = []
        for (op_id, declaration_id), answer in zip(self._passing, answers, strict=True):
            if isinstance(answer, KnownError):
                refused.append((declaration_id, answer))
            else:
                through.append(declaration_id)
                decisions.append(op_id)
        if through:
            self.undo.push(
                Undoable(tuple(decisions), self._say_passed(through), through[0], "", self._session.now())
            )
        self.passed.emit(Passed(tuple(through), tuple(refused)))

    def _tell_carried_on(self, outcome: Outcome) -> None:
        self.is_busy = False
        (op_id, declaration_id), action = self._passing[0], self._action
        said = self.tr("继续公示") if action is Action.RESUME_PUBLICITY else word(action)
        words = f"{said} {self._names[declaration_id]}"
        self.undo.push(Undoable((op_id,), words, declaration_id, "", self._session.now()))
        self.carried_on.emit(action)

    def _say_passed(self, through: Sequence[str]) -> str:
        if len(through) == 1:
            return f"{self._said} {self._names[through[0]]}"
        return self.tr("{0} {1} 份").format(self._said, len(through))


def _pass_one(
    command: ReviewDeclaration, new_unit_of_work: NewUnitOfWork, clock: Clock, plan_kits: PlanKits
) -> Outcome | KnownError:
    try:
        return review_declaration(command, new_unit_of_work, clock, plan_kits)
    except KnownError as error:
        return error


def _advance_one(
    command: AdvanceDeclaration, new_unit_of_work: NewUnitOfWork, clock: Clock, plan_kits: PlanKits
) -> Outcome | KnownError:
    try:
        return advance_declaration(command, new_unit_of_work, clock, plan_kits)
    except KnownError as error:
        return error
