"""One declaration with every office of its road on a real working copy, and a hand for each act. For the tests beside this file."""

from dataclasses import dataclass, field
from datetime import timedelta
from typing import Any

from app.domain.archive import ArchiveStatus
from app.domain.commands import (
    AdvanceDeclaration,
    CancelPublicity,
    KeepMeeting,
    RecordObjection,
    ResolveObjection,
    ReviewDeclaration,
    StartPublicity,
    SubmitDeclaration,
    WithdrawDecision,
)
from app.domain.decision import Action, Decision
from app.domain.declaration import Declaration, Route, Stage
from app.domain.organisation import Role
from app.domain.paper_forms import FormStep, next_leg, steps_taken
from app.domain.plan import PlanKit
from app.domain.publicity import EndRule, Publicity, counting_publicity
from app.domain.road import Station
from app.services.holiday_data import OfficeCalendar, read_shipped_years
from app.usecases.advance_declaration import advance_declaration
from app.usecases.handle_objection import record_objection, resolve_objection
from app.usecases.keep_meeting import keep_meeting
from app.usecases.record_publicity import cancel_publicity, start_publicity
from app.usecases.review_declaration import review_declaration
from app.usecases.submit_declaration import submit_declaration
from app.usecases.withdraw_decision import withdraw_decision
from resources import holidays_dir
from tests.copies import NewUow, Office, add_office
from tests.factories import (
    FixedClock,
    FixedPlanKits,
    make_applicant,
    make_declaration,
    make_defect,
    make_id,
    make_item,
    make_kit,
)

CALENDAR = OfficeCalendar(read_shipped_years(holidays_dir()), ())
REVIEWS = frozenset({Action.CONFIRM, Action.PASS, Action.RETURN, Action.FAIL})
BODIES = ("市人力社保局", "市建委")
WHOLE_ROAD = make_kit(stations=tuple(Station), city_bodies=BODIES)
SHORT_CHAIN = make_kit(levels=(Role.EMPLOYER, Role.COMMITTEE))


@dataclass
class RoadDesk:
    new_uow: NewUow
    kit: PlanKit
    offices: dict[Role, Office]
    second_city: Office
    declaration_id: str
    clock: FixedClock = field(default_factory=FixedClock)
    acknowledged: list[str] = field(default_factory=list)
    """op_ids of the decisions that were confirmed."""

    @property
    def kits(self) -> FixedPlanKits:
        return FixedPlanKits((self.kit,))

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

    def act(self, action: Action, role: Role, office: Office | None = None, **more: Any) -> Stage:
        """One act as its office does it, with a record that holds. Returns the stage it led to."""
        actor, stored = (office or self.offices[role]).actor, self.stored()
        seen = more.pop("base_rev", stored.rev)
        if action in REVIEWS:
            if action in (Action.RETURN, Action.FAIL):
                more.setdefault("defects", (make_defect(),))
            elif role is Role.EMPLOYER:
                more.setdefault("opinion", "同意推荐")
            review = ReviewDeclaration(make_id(), actor, stored.id, seen, action, **more)
            review_declaration(review, self.new_uow, self.clock, self.kits)
            self.acknowledged.append(review.op_id)
        else:
            more.setdefault("record", self.record_for(action, stored))
            more.setdefault("reason", "按规定办理")
            step = AdvanceDeclaration(make_id(), actor, stored.id, seen, action, **more)
            advance_declaration(step, self.new_uow, self.clock, self.kits)
            self.acknowledged.append(step.op_id)
        return self.stored().stage

    def record_for(self, action: Action, stored: Declaration) -> dict[str, str]:
        today = self.clock.today().isoformat()
        match action:
            case Action.RECORD_PAYMENT:
                return {"amount": "450.00", "receipt": "2026000123", "paid_on": today}
            case Action.EXTEND_PAYMENT:
                return {"pay_until": (self.clock.today() + timedelta(days=7)).isoformat()}
            case Action.FORM_STEP | Action.RECEIVE_FORMS | Action.GIVE_FORMS:
                leg = next_leg(steps_taken(self.decisions(), stored.submit_no), stored.route.municipal_id)
                step = leg.step if leg else FormStep.GIVEN
                return {"step": step.value, "on": today, "copies": "2", "watermark": "yes"}
            case Action.REFUSE_FORMS:
                return {"on": today}
            case Action.MEETING_PASS | Action.MEETING_FAIL:
                return {"meeting": self.meet(), "votes_for": "11", "votes_against": "2"}
            case Action.REPORT:
                return {"to": BODIES[0], "on": today}
            case Action.ENDORSE | Action.ENDORSE_LAST:
                return {"body": BODIES[0], "on": today}
            case Action.RECORD_DOCUMENT:
                return {"number": "杭人社发〔2026〕88号", "issued_on": today}
            case Action.RECORD_CERTIFICATE:
                return {"number": "ZG33012026000123", "issued_on": today}
        return {}

    def meet(self) -> str:
        """A meeting with the person on its list."""
        command = KeepMeeting(
            *(make_id(), self.offices[Role.COMMITTEE].actor, make_id(), "2026年度中评会"),
            *(self.clock.today(), "一楼会议室", (self.declaration_id,)),
        )
        keep_meeting(command, self.new_uow, self.clock)
        return command.meeting_id

    def publish(self, role: Role) -> None:
        """Begin the publicity that is awaited, tomorrow, long enough under either rule."""
        stored, start = self.stored(), self.clock.today() + timedelta(days=1)
        command = StartPublicity(
            *(make_id(), self.offices[role].actor, make_id(), ((stored.id, stored.rev),)),
            *(self.offices[role].unit.name, "一楼公告栏", start, start + timedelta(days=20)),
            EndRule.START_EXCLUDED,
        )
        start_publicity(command, self.new_uow, self.clock, self.kits, CALENDAR)

    def cancel(self, role: Role) -> None:
        publicity = self._counting()
        command = CancelPublicity(
            make_id(), self.offices[role].actor, publicity.id, publicity.rev, "贴错了位置"
        )
        cancel_publicity(command, self.new_uow, self.clock)

    def object(self, role: Role) -> None:
        publicity = self._counting()
        command = RecordObjection(
            *(make_id(), self.offices[role].actor, publicity.id, publicity.rev, self.declaration_id),
            *("匿名来信", self.clock.today(), "反映获奖排名与事实不符"),
        )
        record_objection(command, self.new_uow, self.clock, self.kits)

    def settle(self, role: Role, upheld: bool) -> None:
        publicity = self._counting()
        (objection, *_) = publicity.open_objections(self.declaration_id)
        command = ResolveObjection(
            *(make_id(), self.offices[role].actor, publicity.id, publicity.rev, objection.id, upheld),
            "已核实",
        )
        resolve_objection(command, self.new_uow, self.clock)

    def submit(self) -> None:
        stored = self.stored()
        command = SubmitDeclaration(
            make_id(), self.offices[Role.EMPLOYER].actor, self.declaration_id, stored.rev
        )
        submit_declaration(command, self.new_uow, self.clock, self.kits)

    def withdraw(self, decision: Decision, role: Role) -> None:
        command = WithdrawDecision(make_id(), self.offices[role].actor, decision.id)
        withdraw_decision(command, self.new_uow, self.clock, self.kits)

    def pass_days(self, days: int) -> None:
        self.clock.advance(days=days)

    def publish_through(self, role: Role) -> None:
        self.publish(role)
        self.pass_days(22)

    def _counting(self) -> Publicity:
        found = self.publicity()
        assert found is not None
        return found

    # ---- whole stretches of the road

    def through_employer(self) -> Stage:
        self.act(Action.CONFIRM, Role.EMPLOYER)
        self.publish_through(Role.EMPLOYER)
        return self.act(Action.PASS, Role.EMPLOYER)

    def through_paper_forms(self) -> Stage:
        """Every step by the desk that has the forms in hand, until the committee's office has them."""
        while self.stored().stage is Stage.AWAITING_FORMS:
            self.next_form_act()
        return self.stored().stage

    def next_form_act(self) -> Stage:
        stored = self.stored()
        leg = next_leg(steps_taken(self.decisions(), stored.submit_no), stored.route.municipal_id)
        assert leg is not None
        act = Action.FORM_STEP
        if stored.stage is Stage.AWAITING_FORMS and leg.role is Role.COMMITTEE:
            act = Action.RECEIVE_FORMS
        elif leg.step is FormStep.GIVEN:
            act = Action.GIVE_FORMS
        return self.act(act, leg.role)

    def through_committee(self) -> Stage:
        """Review, publicity, meeting, publicity of the result."""
        self.act(Action.PASS, Role.COMMITTEE)
        self.publish_through(Role.COMMITTEE)
        self.act(Action.CONCLUDE_PUBLICITY, Role.COMMITTEE)
        self.act(Action.MEETING_PASS, Role.COMMITTEE)
        self.publish_through(Role.COMMITTEE)
        return self.act(Action.CONCLUDE_PUBLICITY, Role.COMMITTEE)


def make_road_desk(new_uow: NewUow, kit: PlanKit = WHOLE_ROAD, *, municipal: bool = False) -> RoadDesk:
    """The declaration stands in the employer's 待审."""
    levels = [role for role in Role if role not in (Role.EMPLOYER, Role.ADMIN)]
    offices: dict[Role, Office] = {
        role: add_office(new_uow, name=f"示例{role.value}", role=role) for role in levels
    }
    second_city = add_office(new_uow, name="示例市建委", role=Role.CITY)
    under = offices[Role.MUNICIPAL_UNIT].unit.id if municipal else None
    offices[Role.EMPLOYER] = add_office(new_uow, name="示例设计院", municipal_unit_id=under)
    person = make_applicant(offices[Role.EMPLOYER].unit)
    basic = make_item(person, section="basic", fields={"name": person.name}, status=ArchiveStatus.PASSED)
    route = Route(
        acceptance_id=offices[Role.ACCEPTANCE].unit.id,
        hr_bureau_id=offices[Role.HR_BUREAU].unit.id,
        municipal_id=under or "",
        committee_id=offices[Role.COMMITTEE].unit.id,
    )
    declaration = make_declaration(person, (basic,), route=route)
    with new_uow() as uow:
        uow.applicants.add(person)
        uow.archive.add(basic)
        uow.declarations.add(declaration)
        uow.declarations.add_submission(declaration)
        uow.commit()
    return RoadDesk(new_uow, kit, offices, second_city, declaration.id)
