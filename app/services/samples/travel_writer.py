"""Carries dossiers above the unit through the program's own usecases: reviews, payment, paper forms, meeting, 发文 …

Callers: `build`. Write thread only.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import timedelta

from app.domain.commands import AdvanceDeclaration, KeepMeeting, ReviewDeclaration, StartPublicity
from app.domain.decision import Action
from app.domain.declaration import Declaration, Stage
from app.domain.organisation import Role
from app.domain.paper_forms import FormStep, next_leg, steps_taken
from app.domain.publicity import EndRule
from app.domain.road import Station
from app.services.samples.dossiers import Dossier
from app.services.samples.story import Step
from app.services.samples.writer import Desk
from app.usecases.advance_declaration import advance_declaration
from app.usecases.keep_meeting import keep_meeting
from app.usecases.record_publicity import start_publicity
from app.usecases.review_declaration import review_declaration

OFFICE_OF: Mapping[Role, str] = {
    Role.ACCEPTANCE: "shoulidian",
    Role.HR_BUREAU: "renshe",
    Role.MUNICIPAL_UNIT: "shuiwuju",
    Role.COMMITTEE: "pingweiban",
    Role.CITY: "shirenshe",
}
SECOND_CITY = "shijianwei"
_REVIEWS = {
    Stage.ACCEPTANCE_REVIEW: (Role.ACCEPTANCE, "材料齐全，同意上报。"),
    Stage.HR_BUREAU_REVIEW: (Role.HR_BUREAU, "经审核，同意上报。"),
    Stage.COMMITTEE_REVIEW: (Role.COMMITTEE, "经审核，符合申报条件，同意提交评审。"),
}
_PUBLICITIES = (Stage.AWAITING_APPLICANTS_PUBLICITY, Stage.AWAITING_RESULTS_PUBLICITY)
_RUNNING = (Stage.IN_APPLICANTS_PUBLICITY, Stage.IN_RESULTS_PUBLICITY)


@dataclass(slots=True)
class TravelWriter:
    """`declarations`: ids by person."""

    desk: Desk
    dossiers: Sequence[Dossier]
    declarations: Mapping[int, str]
    _meetings: dict[str, KeepMeeting] = field(default_factory=dict)
    """By plan and day: everybody of the plan goes before the experts at once."""

    def travel(self, step: Step) -> None:
        """The one act that brings the dossier further from where it stands."""
        stored = self._read(step.number)
        match stored.stage:
            case stage if stage in _REVIEWS:
                self._review(stored, *_REVIEWS[stage])
            case Stage.AWAITING_PAYMENT:
                paid = {"amount": "450.00", "receipt": f"ZJ{step.number:08d}", "paid_on": self._today()}
                self._advance(stored, Action.RECORD_PAYMENT, self._employer(step.number), paid)
            case Stage.AWAITING_FORMS | Stage.AWAITING_FORMS_BACK:
                self._move_forms(stored, step.number)
            case stage if stage in _PUBLICITIES:
                self._publish(stored)
            case stage if stage in _RUNNING:
                self._advance(stored, Action.CONCLUDE_PUBLICITY, OFFICE_OF[Role.COMMITTEE], {})
            case Stage.AWAITING_MEETING:
                votes = {"meeting": self._meet(stored), "votes_for": "11", "votes_against": "1"}
                self._advance(stored, Action.MEETING_PASS, OFFICE_OF[Role.COMMITTEE], votes)
            case Stage.AWAITING_REPORT:
                reported = {"to": "示例市人力资源和社会保障局", "on": self._today()}
                self._advance(stored, Action.REPORT, OFFICE_OF[Role.COMMITTEE], reported)
            case Stage.CITY_REVIEW:
                self._endorse(stored)
            case Stage.AWAITING_DOCUMENT:
                number = {"number": f"示人社发〔{self._today()[:4]}〕88号", "issued_on": self._today()}
                self._advance(stored, Action.RECORD_DOCUMENT, self._issuer(stored), number)
            case Stage.AWAITING_CERTIFICATE:
                number = {"number": f"SL{self._today()[:4]}{step.number:06d}", "issued_on": self._today()}
                self._advance(stored, Action.RECORD_CERTIFICATE, self._issuer(stored), number)

    def _review(self, stored: Declaration, role: Role, opinion: str) -> None:
        desk = self.desk
        record = {}
        if role is Role.HR_BUREAU:
            record["pay_until"] = (desk.clock.today() + timedelta(days=10)).isoformat()
        command = ReviewDeclaration(
            op_id=desk.new_id(),
            actor=desk.actors[OFFICE_OF[role]],
            declaration_id=stored.id,
            base_rev=stored.rev,
            action=Action.PASS,
            opinion=opinion,
            record=record,
        )
        review_declaration(command, desk.new_unit_of_work, desk.clock, desk.plan_kits)

    def _advance(self, stored: Declaration, action: Action, office: str, record: Mapping[str, str]) -> None:
        desk = self.desk
        command = AdvanceDeclaration(
            desk.new_id(), desk.actors[office], stored.id, stored.rev, action, record
        )
        advance_declaration(command, desk.new_unit_of_work, desk.clock, desk.plan_kits)

    def _move_forms(self, stored: Declaration, number: int) -> None:
        with self.desk.new_unit_of_work() as uow:
            taken = steps_taken(uow.decisions.of_subject(stored.id), stored.submit_no)
        leg = next_leg(taken, stored.route.municipal_id)
        if leg is None:
            return
        action = {
            FormStep.COMMITTEE_RECEIVED: Action.RECEIVE_FORMS,
            FormStep.GIVEN: Action.GIVE_FORMS,
        }.get(leg.step, Action.FORM_STEP)
        office = self._employer(number) if leg.role is Role.EMPLOYER else OFFICE_OF[leg.role]
        record = {"step": leg.step.value, "on": self._today(), "copies": "2", "watermark": "yes"}
        self._advance(stored, action, office, record)

    def _publish(self, stored: Declaration) -> None:
        desk = self.desk
        start = desk.clock.today()
        office = desk.actors[OFFICE_OF[Role.COMMITTEE]]
        command = StartPublicity(
            op_id=desk.new_id(),
            actor=office,
            publicity_id=desk.new_id(),
            members=((stored.id, stored.rev),),
            body=office.organisation_name,
            place="评委会办公室网站",
            start=start,
            end=desk.calendar.working_days().publicity_end(start, 5, start_counts=False),
            end_rule=EndRule.START_EXCLUDED,
        )
        start_publicity(command, desk.new_unit_of_work, desk.clock, desk.plan_kits, desk.calendar)

    def _meet(self, stored: Declaration) -> str:
        desk = self.desk
        key = f"{stored.plan_id} {desk.clock.today()}"
        former = self._meetings.get(key)
        kit = desk.plan_kits.get(stored.plan_id, stored.plan_version)
        command = KeepMeeting(
            op_id=desk.new_id(),
            actor=desk.actors[OFFICE_OF[Role.COMMITTEE]],
            meeting_id=former.meeting_id if former else desk.new_id(),
            title=f"{kit.year}年度{kit.opinion_title}评审会",
            held_on=desk.clock.today(),
            place="示例市人才大厦三楼",
            members=(*former.members, stored.id) if former else (stored.id,),
            experts=13,
            base_rev=len(former.members) if former else None,
        )
        keep_meeting(command, desk.new_unit_of_work, desk.clock)
        self._meetings[key] = command
        return command.meeting_id

    def _endorse(self, stored: Declaration) -> None:
        with self.desk.new_unit_of_work() as uow:
            last = uow.decisions.of_subject(stored.id)[-1]
        kit = self.desk.plan_kits.get(stored.plan_id, stored.plan_version)
        second = last.action is Action.ENDORSE
        office = SECOND_CITY if second else OFFICE_OF[Role.CITY]
        record = {"body": kit.city_bodies[1 if second else 0], "on": self._today()}
        self._advance(stored, Action.ENDORSE, office, record)

    def _issuer(self, stored: Declaration) -> str:
        kit = self.desk.plan_kits.get(stored.plan_id, stored.plan_version)
        return OFFICE_OF[Role.CITY if Station.CITY in kit.road else Role.COMMITTEE]

    def _employer(self, number: int) -> str:
        return self.dossiers[number].person.office.key

    def _today(self) -> str:
        return self.desk.clock.today().isoformat()

    def _read(self, number: int) -> Declaration:
        with self.desk.new_unit_of_work() as uow:
            return uow.declarations.get(self.declarations[number])
