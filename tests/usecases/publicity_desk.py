"""A unit's persons in 待公示 on a real working copy, and the acts of their publicity. For the tests beside this file."""

from dataclasses import dataclass
from datetime import UTC, date, datetime
from typing import Any

from app.domain.commands import (
    CancelPublicity,
    RecordObjection,
    ResolveObjection,
    ReviewDeclaration,
    StartPublicity,
)
from app.domain.decision import Action
from app.domain.declaration import Declaration, Stage
from app.domain.publicity import EndRule, Publicity
from app.services.holiday_data import OfficeCalendar, read_shipped_years
from app.usecases.handle_objection import record_objection, resolve_objection
from app.usecases.record_publicity import cancel_publicity, start_publicity
from app.usecases.review_declaration import review_declaration
from resources import holidays_dir
from tests.copies import NewUow, Office
from tests.factories import FixedClock, FixedPlanKits, make_applicant, make_declaration, make_id


@dataclass
class PublicityDesk:
    """Tuesday 2026-09-01; the publicity runs from Monday 08-31 to 09-07 unless a test says otherwise."""

    new_uow: NewUow
    office: Office
    clock: FixedClock
    kits: FixedPlanKits
    members: list[Declaration]

    def member(self, place: int = 0) -> Declaration:
        with self.new_uow() as uow:
            return uow.declarations.get(self.members[place].id)

    def publicity(self, publicity_id: str) -> Publicity:
        with self.new_uow() as uow:
            return uow.publicities.get(publicity_id)

    def start(self, **changes: Any) -> str:
        values: dict[str, Any] = {
            "members": tuple((m.id, m.rev) for m in self.members),
            "body": self.office.unit.name,
            "place": "一楼公告栏",
            "start": date(2026, 8, 31),
            "end": date(2026, 9, 7),
            "end_rule": EndRule.START_EXCLUDED,
        } | changes
        command = StartPublicity(make_id(), self.office.actor, make_id(), **values)
        calendar = OfficeCalendar(read_shipped_years(holidays_dir()))
        start_publicity(command, self.new_uow, self.clock, self.kits, calendar)
        return command.publicity_id

    def cancel(self, publicity_id: str, reason: str) -> None:
        rev = self.publicity(publicity_id).rev
        command = CancelPublicity(make_id(), self.office.actor, publicity_id, rev, reason)
        cancel_publicity(command, self.new_uow, self.clock)

    def object(self, publicity_id: str, **changes: Any) -> str:
        values: dict[str, Any] = {
            "declaration_id": self.members[0].id,
            "who": "匿名来信",
            "received_on": date(2026, 9, 1),
            "what": "反映获奖排名与事实不符",
        } | changes
        rev = self.publicity(publicity_id).rev
        command = RecordObjection(make_id(), self.office.actor, publicity_id, rev, **values)
        record_objection(command, self.new_uow, self.clock, self.kits)
        return command.op_id

    def settle(self, publicity_id: str, objection_id: str, upheld: bool, handling: str = "已核实") -> None:
        rev = self.publicity(publicity_id).rev
        command = ResolveObjection(
            make_id(), self.office.actor, publicity_id, rev, objection_id, upheld, handling
        )
        resolve_objection(command, self.new_uow, self.clock)

    def review(self, action: Action, place: int = 0, **more: Any) -> None:
        member = self.member(place)
        command = ReviewDeclaration(make_id(), self.office.actor, member.id, member.rev, action, **more)
        review_declaration(command, self.new_uow, self.clock, self.kits)

    def go_to(self, day: date, hour: int = 10) -> None:
        """``hour`` in Shanghai."""
        moment = datetime(day.year, day.month, day.day, tzinfo=UTC)
        self.clock.set_now(moment)
        self.clock.advance(hours=hour - 8)


def make_publicity_desk(
    new_uow: NewUow, office: Office, kits: FixedPlanKits, people: int = 2
) -> PublicityDesk:
    persons = [make_applicant(office.unit, name=f"陈晓东{n}") for n in range(people)]
    members = [make_declaration(person, stage=Stage.AWAITING_PUBLICITY) for person in persons]
    with new_uow() as uow:
        for person, member in zip(persons, members, strict=True):
            uow.applicants.add(person)
            uow.declarations.add(member)
        uow.commit()
    return PublicityDesk(new_uow, office, FixedClock(), kits, members)
