"""One declaration under both authorities: every command is given to the usecases on a real working copy and to the server.

After each the two must have said the same and must stand the same. ``Sides`` is what many examples share (the server's
offices), ``TwinDesk`` one example.
"""

import shutil
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from app.domain.commands import (
    AddPublicityEvidence,
    AdvanceDeclaration,
    CancelPublicity,
    Command,
    KeepMeeting,
    MarkEntered,
    MarkSheetExported,
    Outcome,
    RecordObjection,
    ResolveObjection,
    ReviewDeclaration,
    StartPublicity,
    SubmitDeclaration,
    TakeBack,
)
from app.domain.decision import Decision, SubjectKind
from app.domain.declaration import Declaration, Route, Stage
from app.domain.errors import ConflictError, RuleError
from app.domain.looks import Look, LookAct
from app.domain.organisation import Role
from app.domain.plan import PlanKit
from app.domain.publicity import Publicity, counting_publicity
from app.domain.routes import find_route
from app.services.holiday_data import OfficeCalendar, read_shipped_years
from app.usecases.advance_declaration import advance_declaration
from app.usecases.handle_objection import record_objection, resolve_objection
from app.usecases.keep_meeting import keep_meeting
from app.usecases.mark_entered import mark_entered
from app.usecases.record_looks import record_looks
from app.usecases.record_publicity import (
    add_publicity_evidence,
    cancel_publicity,
    mark_sheet_exported,
    start_publicity,
)
from app.usecases.review_declaration import review_declaration
from app.usecases.submit_declaration import publicity_that_stands, submit_declaration
from app.usecases.take_back import take_back
from app.usecases.within_reach import declaration_within_reach
from db.name_readings import read_name
from db.unit_of_work import SqlUnitOfWork
from db.working_copy import WorkingCopy
from resources import holidays_dir
from tests.copies import NewUow, create_test_copy
from tests.factories import (
    NOW,
    FixedClock,
    make_id,
)
from tests.server.cluster import MEMORY
from tests.server.pushes import Answer, advance_doc, call, publicity_push, review_doc, submission_doc
from tests.server.seats import Draft, Seat, Sides, enter_person, upload
from tests.server.world import EVERYWHERE, NEAR

CALENDAR = OfficeCalendar(read_shipped_years(holidays_dir()), ())
BEGUN = datetime(2026, 1, 5, 2, 0, tzinfo=UTC)
"""Room for a whole road before the first year without announced holidays."""
UNKNOWN = "N-404"
Told = tuple[str, str]
"""Outcome and code."""


@dataclass(frozen=True)
class Ground:
    """The server with its offices, and one working copy with the same: every twin stands on it, one after another."""

    sides: Sides
    copy: WorkingCopy
    new_uow: NewUow

    def forget_audit(self) -> None:
        """The chain of a copy goes forward in time only, and each twin begins in January anew."""
        with self.copy.write_engine.begin() as connection:
            connection.exec_driver_sql("DELETE FROM audit_content")
            connection.exec_driver_sql("DELETE FROM audit")


@contextmanager
def lay_ground(sides: Sides) -> Iterator[Ground]:
    folder = Path(tempfile.mkdtemp(dir=MEMORY if MEMORY.is_dir() else None))
    copy = create_test_copy(folder / "copy")

    def new_uow() -> SqlUnitOfWork:
        return copy.new_unit_of_work(sides.kits, read_name)

    try:
        with new_uow() as uow:
            for seat in sides.seats.values():
                uow.organisations.add(seat.unit)
                uow.accounts.add(seat.account)
            uow.commit()
        yield Ground(sides, copy, new_uow)
    finally:
        copy.close()
        shutil.rmtree(folder)


@dataclass
class TwinDesk:
    sides: Sides
    copy: WorkingCopy
    new_uow: NewUow
    kit: PlanKit
    employer: Seat
    declaration_id: str
    companion_id: str
    """Somebody else before the meeting, in the copy only: a list needs one (M-102) when the person leaves it."""
    clock: FixedClock = field(default_factory=FixedClock)

    # ---- what there is

    def stored(self) -> Declaration:
        with self.new_uow() as uow:
            return uow.declarations.get(self.declaration_id)

    def decisions(self) -> tuple[Decision, ...]:
        with self.new_uow() as uow:
            return tuple(uow.decisions.of_subject(self.declaration_id))

    def publicity(self) -> Publicity | None:
        publicity_id = counting_publicity(self.stored())
        with self.new_uow() as uow:
            return uow.publicities.get(publicity_id) if publicity_id else None

    def seat_of(self, role: Role, *, other: bool = False) -> Seat:
        """Of the road; ``other``: the second office of the level, where there is one."""
        if role is Role.EMPLOYER:
            return self.sides.seat("stranger") if other else self.employer
        if other:
            return self.sides.seat("second_city" if role is Role.CITY else f"far_{role}")
        return self.sides.seat(role)

    # ---- both are asked

    def give(
        self, command: Command, local: Callable[[], Outcome], seat: Seat, function: str, *arguments: Any
    ) -> Told:
        """What the usecases say, after the server has said the same of the same state."""
        self.sides.set_now(self.clock)
        reaches = self.reaches(seat)
        told = answer_of(local)
        answer = self.push(seat, function, command.op_id, *arguments)
        if answer.code == UNKNOWN and told[0] == "refused" and not reaches:
            # The server looks for the dossier before it looks at the words of the act; a desk shows none that it does not reach.
            return answer.outcome, answer.code
        assert (answer.outcome, answer.code) == told, (command, told, answer)
        return told

    def reaches(self, seat: Seat) -> bool:
        with self.new_uow() as uow:
            try:
                declaration_within_reach(uow, seat.actor, self.declaration_id)
            except RuleError:
                return False
        return True

    def push(self, seat: Seat, function: str, op_id: str, *arguments: Any, district: str = NEAR) -> Answer:
        return call(seat.desk, function, district, op_id, *arguments)

    def server_rev(self) -> int:
        found = self.sides.world.one("SELECT rev FROM rd.declaration WHERE id = %s", self.declaration_id)
        return int(found or 0)

    # ---- the acts

    def review(self, seat: Seat, command: ReviewDeclaration, stale: int = 0) -> Told:
        return self.give(
            command,
            lambda: review_declaration(command, self.new_uow, self.clock, self.sides.kits),
            *(seat, "push_declaration", command.declaration_id, self.server_rev() - stale),
            *(command.action.value, review_doc(command)),
        )

    def advance(self, seat: Seat, command: AdvanceDeclaration, stale: int = 0) -> Told:
        return self.give(
            command,
            lambda: advance_declaration(command, self.new_uow, self.clock, self.sides.kits),
            *(seat, "push_declaration", command.declaration_id, self.server_rev() - stale),
            *(command.action.value, advance_doc(command)),
        )

    def submit(self, seat: Seat | None = None) -> Told:
        seat, declaration = seat or self.employer, self.stored()
        command = SubmitDeclaration(make_id(), seat.actor, declaration.id, declaration.rev)
        with self.new_uow() as uow:
            former = uow.declarations.submissions(declaration.id)
            route = find_route(declaration, self.employer.unit, self.kit, uow.organisations.offices())
        stands = publicity_that_stands(declaration, former[-1] if former else None, self.kit)
        return self.give(
            command,
            lambda: submit_declaration(command, self.new_uow, self.clock, self.sides.kits),
            *(seat, "push_declaration", declaration.id, self.server_rev(), "submit"),
            submission_doc(declaration, route, stands),
        )

    def take_back(self, seat: Seat | None = None) -> Told:
        seat, declaration = seat or self.employer, self.stored()
        command = TakeBack(make_id(), seat.actor, declaration.id, declaration.rev)
        return self.give(
            command,
            lambda: take_back(command, self.new_uow, self.clock),
            *(seat, "push_declaration", declaration.id, self.server_rev(), "take_back", {}),
        )

    def publicise(
        self,
        seat: Seat,
        command: StartPublicity
        | CancelPublicity
        | RecordObjection
        | ResolveObjection
        | AddPublicityEvidence
        | MarkSheetExported,
    ) -> Told:
        action, doc = publicity_push(command)
        if isinstance(command, AddPublicityEvidence):
            upload(self.sides.world, seat, command.files)
        return self.give(
            command,
            lambda: self._publicise(command),
            *(seat, "push_declaration", self.declaration_id, self.server_rev(), action, doc),
        )

    def _publicise(self, command: Any) -> Outcome:
        match command:
            case StartPublicity():
                return start_publicity(command, self.new_uow, self.clock, self.sides.kits, CALENDAR)
            case CancelPublicity():
                return cancel_publicity(command, self.new_uow, self.clock)
            case RecordObjection():
                return record_objection(command, self.new_uow, self.clock, self.sides.kits)
            case ResolveObjection():
                return resolve_objection(command, self.new_uow, self.clock)
            case AddPublicityEvidence():
                return add_publicity_evidence(command, self.new_uow, self.clock)
        return mark_sheet_exported(command, self.new_uow, self.clock)

    def keep_meeting(self, command: KeepMeeting, *, listed: bool) -> Told:
        """The meeting, then this person's place on its list (docs/protocol.md: two pushes).

        What only the second refuses is given to the second alone: the desk asks the usecases first and would send neither.
        """
        self.sides.set_now(self.clock)
        seat = self.sides.seat(Role.COMMITTEE)
        told = answer_of(lambda: keep_meeting(command, self.new_uow, self.clock))
        common = {"held_on": command.held_on, "experts": command.experts}
        head = common | {"title": command.title, "place": command.place, "note": command.note}
        member = common | {"meeting_id": command.meeting_id, "declaration_id": self.declaration_id}
        answers = []
        if told[1] in ("", "M-101", "C-101"):
            arguments = (command.op_id, command.meeting_id, command.base_rev or 0, head)
            answers.append(self.push(seat, "push_meeting", *arguments, district=EVERYWHERE))
        if told[1] not in ("M-101", "C-101"):
            row_id, doc = (
                f"{command.meeting_id}:{self.declaration_id}",
                member | {"position": 0, "listed": listed},
            )
            answers.append(self.push(seat, "push_member", make_id(), row_id, doc))
        assert (answers[-1].outcome, answers[-1].code) == told, (command, told, answers)
        return told

    def mark_entered(self, seat: Seat, decision: Decision, entered: bool) -> Told:
        command = MarkEntered(make_id(), seat.actor, decision.id, entered)
        return self.give(
            command,
            lambda: mark_entered(command, self.new_uow, self.clock),
            *(seat, "push_entered", decision.id, {"entered": entered}),
        )

    def look(self, seat: Seat) -> None:
        self.sides.set_now(self.clock)
        look = Look(
            *(self.clock.now(), seat.actor.account_id, LookAct.LOOK),
            *(SubjectKind.DECLARATION, self.declaration_id),
        )
        seen = self.sides.world.one(
            "SELECT count(*) FROM rd.declaration WHERE id = %s AND reached & %s <> 0",
            *(self.declaration_id, BITS[seat.unit.role]),
        )
        doc = {"at": look.at, "act": "look", "subject_kind": "declaration", "subject_id": look.subject_id}
        answer = self.push(seat, "push_looks", make_id(), {"looks": [doc]})
        assert answer.outcome == "applied"
        # A window shows nobody what the server would not: only looks that can be go into the copy.
        if answer.detail["kept"]:
            assert seen
            record_looks([look], self.new_uow)

    def move_to(self, region: str) -> None:
        """The person chooses another acceptance point while the dossier is in hand: a draft, no matter of the server's."""
        with self.copy.write_engine.begin() as connection:
            connection.exec_driver_sql(
                "UPDATE declaration SET acceptance_point = ? WHERE id = ?", (region, self.declaration_id)
            )

    def restate(self, statement: str) -> None:
        with self.copy.write_engine.begin() as connection:
            connection.exec_driver_sql(
                "UPDATE declaration SET statement = ? WHERE id = ?", (statement, self.declaration_id)
            )


BITS = {
    Role.EMPLOYER: 1,
    Role.ACCEPTANCE: 2,
    Role.HR_BUREAU: 4,
    Role.MUNICIPAL_UNIT: 8,
    Role.COMMITTEE: 16,
    Role.CITY: 32,
}


def answer_of(local: Callable[[], Outcome]) -> Told:
    try:
        return local().kind.value, ""
    except ConflictError as error:
        return "conflict", error.code
    except RuleError as error:
        return "refused", error.code


def begin_twin(ground: Ground, kit: PlanKit, *, municipal: bool) -> TwinDesk:
    """A draft in the copy; on the server what it stands on."""
    sides, new_uow = ground.sides, ground.new_uow
    ground.forget_audit()
    employer = sides.seat("municipal_employer" if municipal else Role.EMPLOYER)
    draft, other = Draft.of(employer, kit), Draft.of(employer, kit)
    companion = replace(
        other.declaration,
        stage=Stage.AWAITING_MEETING,
        submitted_at=NOW,
        route=Route(committee_id=sides.seat(Role.COMMITTEE).unit.id),
    )
    other = replace(other, declaration=companion)
    with new_uow() as uow:
        uow.applicants.add(draft.person)
        uow.archive.add(draft.basic)
        uow.declarations.add(draft.declaration)
        uow.applicants.add(other.person)
        uow.archive.add(other.basic)
        uow.declarations.add(other.declaration)
        uow.commit()
    enter_person(sides.world, employer, draft)
    twin = TwinDesk(sides, ground.copy, new_uow, kit, employer, draft.declaration.id, companion.id)
    twin.clock.set_now(BEGUN)
    sides.set_now(twin.clock)
    return twin
