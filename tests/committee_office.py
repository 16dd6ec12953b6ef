"""A committee's office at a real desk, with persons of several units at any stage of the road. For widget tests."""

from dataclasses import dataclass, field
from datetime import date
from typing import Any

from app.domain.archive import ArchiveStatus
from app.domain.commands import (
    AdvanceDeclaration,
    KeepMeeting,
    RecordObjection,
    ResolveObjection,
    StartPublicity,
)
from app.domain.decision import Action
from app.domain.declaration import Declaration, Route, Stage
from app.domain.meeting import Meeting
from app.domain.organisation import Role
from app.domain.publicity import EndRule, Publicity
from app.usecases.advance_declaration import advance_declaration
from app.usecases.handle_objection import record_objection, resolve_objection
from app.usecases.keep_meeting import keep_meeting
from app.usecases.record_publicity import start_publicity
from tests.copies import Office, add_office
from tests.desk_fixtures import RealDesk
from tests.factories import make_applicant, make_declaration, make_id, make_item

PLAN = "hz-construction-engineer-2026"
LONG_UNIT = "杭州钱塘江新城示例建筑工程总承包与市政公用设施养护集团股份有限公司"


@dataclass
class CommitteeOffice:
    """2026-10-09 10:32 in Shanghai at 示例中评委办公室."""

    real: RealDesk
    units: list[Office] = field(default_factory=list)

    @property
    def office(self) -> Office:
        return self.real.office

    def add(self, name: str, stage: Stage, unit: int = 0, **changes: Any) -> Declaration:
        """Somebody whose dossier has come as far as ``stage``."""
        person = make_applicant(self.units[unit].unit, name=name)
        work = {"start": "2014-07", "end": "至今", "employer": "示例", "specialty": "建筑施工"}
        school = {"start": "2008-09", "end": "2012-06", "level": "大学本科", "school": "示例大学"}
        items = [
            make_item(person, section=key, fields=fields, status=ArchiveStatus.PASSED)
            for key, fields in (("work", work), ("education", school))
        ]
        default = {"plan_id": PLAN, "stage": stage, "route": Route(committee_id=self.office.unit.id)}
        declaration = make_declaration(person, items, **(default | changes))
        with self.real.uow() as uow:
            uow.applicants.add(person)
            for item in items:
                uow.archive.add(item)
            uow.declarations.add(declaration)
            uow.commit()
        return declaration

    def stored(self, declaration: Declaration) -> Declaration:
        with self.real.uow() as uow:
            found: Declaration = uow.declarations.get(declaration.id)
        return found

    def publicity_of(self, declaration: Declaration) -> Publicity:
        publicity_id = self.stored(declaration).office_publicity_id
        assert publicity_id is not None
        with self.real.uow() as uow:
            found: Publicity = uow.publicities.get(publicity_id)
        return found

    def publish(self, *members: Declaration, **changes: Any) -> str:
        """From 2026-09-30 to 10-13 (start not counted) unless told otherwise."""
        values: dict[str, Any] = {
            "body": self.office.unit.name,
            "place": "评委会办公室网站",
            "start": date(2026, 9, 30),
            "end": date(2026, 10, 13),
            "end_rule": EndRule.START_EXCLUDED,
        } | changes
        pairs = tuple((m.id, self.stored(m).rev) for m in members)
        command = StartPublicity(make_id(), self.office.actor, make_id(), pairs, **values)
        desk = self.real.desk
        start_publicity(command, self.real.new_uow, desk.clock, desk.plan_kits, desk.calendar)
        return command.publicity_id

    def publish_held(self, *members: Declaration) -> str:
        """One that is over."""
        return self.publish(*members, start=date(2026, 9, 17), end=date(2026, 9, 23), held_before=True)

    def object_to(self, declaration: Declaration) -> str:
        publicity = self.publicity_of(declaration)
        command = RecordObjection(
            *(make_id(), self.office.actor, publicity.id, publicity.rev, declaration.id),
            *("匿名来信", publicity.start, "反映工程业绩与事实不符"),
        )
        record_objection(command, self.real.new_uow, self.real.clock, self.real.kits)
        return command.op_id

    def settle(self, declaration: Declaration, upheld: bool) -> None:
        publicity = self.publicity_of(declaration)
        (objection, *_) = publicity.open_objections(declaration.id)
        command = ResolveObjection(
            *(make_id(), self.office.actor, publicity.id, publicity.rev, objection.id, upheld),
            "已向单位核实合同原件",
        )
        resolve_objection(command, self.real.new_uow, self.real.clock)

    def meet(self, *members: Declaration, **changes: Any) -> str:
        """A meeting with these on its list."""
        values: dict[str, Any] = {
            "title": "2026年度建设工程专业中评会",
            "held_on": self.real.clock.today(),
            "place": "三楼会议室",
            "members": tuple(m.id for m in members),
            "experts": 13,
        } | changes
        command = KeepMeeting(make_id(), self.office.actor, make_id(), **values)
        keep_meeting(command, self.real.new_uow, self.real.clock)
        return command.meeting_id

    def meeting(self, meeting_id: str) -> Meeting:
        with self.real.uow() as uow:
            found: Meeting | None = uow.meetings.find(meeting_id)
        assert found is not None
        return found

    def vote(self, declaration: Declaration, meeting_id: str, *, passed: bool = True) -> None:
        record = {"meeting": meeting_id, "votes_for": "11" if passed else "3", "votes_against": "2"}
        action = Action.MEETING_PASS if passed else Action.MEETING_FAIL
        self.act(declaration, action, record=record)

    def act(self, declaration: Declaration, action: Action, **more: Any) -> None:
        stored = self.stored(declaration)
        command = AdvanceDeclaration(make_id(), self.office.actor, stored.id, stored.rev, action, **more)
        advance_declaration(command, self.real.new_uow, self.real.clock, self.real.kits)

    def pass_days(self, days: int) -> None:
        self.real.clock.advance(days=days)


def seat_committee(real: RealDesk) -> CommitteeOffice:
    """Put the committee's office at the desk; the unit that sat there becomes one of its units."""
    units = [real.office, add_office(real.new_uow, name=LONG_UNIT)]
    real.office = add_office(real.new_uow, name="示例中评委办公室", role=Role.COMMITTEE)
    return CommitteeOffice(real, units)
