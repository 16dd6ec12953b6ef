"""The hands of tests/server/test_conformance.py: each makes one command as an office would, or badly, and gives it to both."""

from dataclasses import dataclass, field, replace
from datetime import timedelta
from typing import Any

from app.domain.commands import (
    AddPublicityEvidence,
    AdvanceDeclaration,
    CancelPublicity,
    KeepMeeting,
    MarkSheetExported,
    RecordObjection,
    ResolveObjection,
    ReviewDeclaration,
    StartPublicity,
)
from app.domain.decision import Action
from app.domain.declaration import Declaration, Stage
from app.domain.organisation import Role
from app.domain.paper_forms import FormStep, next_leg, steps_taken
from app.domain.publicity import EndRule
from app.domain.road import REVIEW_STAGES
from tests.factories import make_defect, make_file, make_id
from tests.server.twin_desk import Told, TwinDesk

BODIES = ("市人力社保局", "市建委")
BY_REVIEW = frozenset({Action.CONFIRM, Action.PASS, Action.RETURN, Action.FAIL})
REVIEWS = frozenset(REVIEW_STAGES)
"""Levels that review."""
FAULTS = (
    *(
        "nothing said",
        "drop first",
        "drop last",
        "blank",
        "unreadable",
        "tomorrow",
        "long ago",
        "written out",
    ),
    *("unknown field", "one copy", "no watermark", "other step", "spaces", "grouped", "digits", "pay until"),
)


@dataclass
class TwinActs:
    twin: TwinDesk
    codes: set[str] = field(default_factory=set)
    """Every code that both gave."""
    meetings: list[str] = field(default_factory=list)

    def told(self, told: Told) -> Told:
        self.codes.add(told[1])
        return told

    def stage(self) -> Stage:
        return self.twin.stored().stage

    def pass_days(self, days: int) -> None:
        self.twin.clock.advance(days=days)

    # ---- reviews and the acts beyond them

    def act(
        self, action: Action, role: Role, *, other: bool = False, fault: str = "", stale: int = 0, **more: Any
    ) -> Told:
        seat, stored = self.twin.seat_of(role, other=other), self.twin.stored()
        if action in BY_REVIEW:
            if action in (Action.RETURN, Action.FAIL):
                more.setdefault("defects", (make_defect(),))
            elif role is Role.EMPLOYER:
                more.setdefault("opinion", "同意推荐")
            review = ReviewDeclaration(
                make_id(),
                seat.actor,
                stored.id,
                stored.rev - stale,
                action,
                **spoil_review(more, fault, self),
            )
            return self.told(self.twin.review(seat, review, stale))
        more.setdefault("record", spoil(self.record_for(action, stored), fault, self))
        more.setdefault("reason", " " if fault == "nothing said" else " 按规定办理 ")
        step = AdvanceDeclaration(make_id(), seat.actor, stored.id, stored.rev - stale, action, **more)
        return self.told(self.twin.advance(seat, step, stale))

    def record_for(self, action: Action, stored: Declaration) -> dict[str, str]:
        today = self.day(0)
        match action:
            case Action.RECORD_PAYMENT:
                return {"amount": "450.00", "receipt": "2026000123", "paid_on": today}
            case Action.EXTEND_PAYMENT:
                return {"pay_until": self.day(7)}
            case Action.FORM_STEP | Action.RECEIVE_FORMS | Action.GIVE_FORMS:
                leg = next_leg(
                    steps_taken(self.twin.decisions(), stored.submit_no), stored.route.municipal_id
                )
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

    def day(self, later: int) -> str:
        return (self.twin.clock.today() + timedelta(days=later)).isoformat()

    def next_form_act(self) -> Told:
        stored = self.twin.stored()
        leg = next_leg(steps_taken(self.twin.decisions(), stored.submit_no), stored.route.municipal_id)
        assert leg is not None
        action = Action.FORM_STEP
        if stored.stage is Stage.AWAITING_FORMS and leg.role is Role.COMMITTEE:
            action = Action.RECEIVE_FORMS
        elif leg.step is FormStep.GIVEN:
            action = Action.GIVE_FORMS
        return self.act(action, leg.role)

    def endorse(self, body: int, *, other: bool) -> Told:
        return self.act(
            Action.ENDORSE, Role.CITY, other=other, record={"body": BODIES[body], "on": self.day(0)}
        )

    # ---- publicities

    def publisher(self) -> Role:
        return Role.EMPLOYER if self.stage() is Stage.AWAITING_PUBLICITY else Role.COMMITTEE

    def publish(
        self,
        role: Role,
        begin: int,
        days: int,
        rule: EndRule = EndRule.START_EXCLUDED,
        *,
        words: str = "whole",
        held: bool = False,
    ) -> Told:
        seat, stored = self.twin.seat_of(role), self.twin.stored()
        start = self.twin.clock.today() + timedelta(days=begin)
        stated = rule is EndRule.STATED and words != "no source"
        command = StartPublicity(
            *(make_id(), seat.actor, make_id(), ((stored.id, stored.rev),), seat.unit.name),
            *(" " if words == "no place" else "一楼公告栏 ", start, start + timedelta(days=days), rule),
            stated_source="市政府办公厅通知" if stated else "",
            stated_reason="已经公布" if stated else "",
            held_before=held,
        )
        return self.told(self.twin.publicise(seat, command))

    def cancel(self, role: Role, reason: str) -> None:
        publicity = self.twin.publicity()
        if publicity is not None:
            seat = self.twin.seat_of(role)
            command = CancelPublicity(make_id(), seat.actor, publicity.id, publicity.rev, reason)
            self.told(self.twin.publicise(seat, command))

    def object(self, role: Role, days: int, who: str) -> Told | None:
        publicity = self.twin.publicity()
        if publicity is not None:
            seat = self.twin.seat_of(role)
            command = RecordObjection(
                *(make_id(), seat.actor, publicity.id, publicity.rev, self.twin.declaration_id),
                *(who, self.twin.clock.today() + timedelta(days=days), "反映获奖排名与事实不符"),
            )
            return self.told(self.twin.publicise(seat, command))
        return None

    def settle(self, role: Role, upheld: bool, handling: str) -> None:
        publicity = self.twin.publicity()
        if publicity is not None and publicity.objections:
            seat = self.twin.seat_of(role)
            open_ones = publicity.open_objections()
            objection = open_ones[0] if open_ones else publicity.objections[0]
            command = ResolveObjection(
                *(make_id(), seat.actor, publicity.id, publicity.rev, objection.id, upheld, handling)
            )
            self.told(self.twin.publicise(seat, command))

    def add_evidence(self, role: Role, twice: bool) -> None:
        publicity = self.twin.publicity()
        if publicity is not None:
            seat = self.twin.seat_of(role)
            files = (
                publicity.evidence[:1] if twice and publicity.evidence else (make_file(name="公示照片.jpg"),)
            )
            command = AddPublicityEvidence(make_id(), seat.actor, publicity.id, publicity.rev, files * 2)
            self.told(self.twin.publicise(seat, command))

    def export_sheet(self, role: Role) -> None:
        publicity = self.twin.publicity()
        if publicity is not None:
            seat = self.twin.seat_of(role)
            command = MarkSheetExported(make_id(), seat.actor, publicity.id, publicity.rev)
            self.told(self.twin.publicise(seat, command))

    # ---- meetings

    def meet(self, days: int = 0, experts: int = 0, title: str = "2026年度中评会") -> str:
        """A new meeting with the person on its list."""
        seat = self.twin.seat_of(Role.COMMITTEE)
        command = KeepMeeting(
            *(make_id(), seat.actor, make_id(), title, self.twin.clock.today() + timedelta(days=days)),
            *("一楼会议室", (self.twin.declaration_id,), experts),
        )
        told = self.told(self.twin.keep_meeting(command, listed=True))
        if told[0] == "applied":
            self.meetings.append(command.meeting_id)
        return command.meeting_id

    def change_meeting(self, experts: int, *, listed: bool, stale: bool) -> None:
        if not self.meetings:
            return
        with self.twin.new_uow() as uow:
            former = uow.meetings.find(self.meetings[-1])
        assert former is not None
        seat = self.twin.seat_of(Role.COMMITTEE)
        member = self.twin.declaration_id if listed else self.twin.companion_id
        command = KeepMeeting(
            *(make_id(), seat.actor, former.id, former.title, former.held_on, former.place),
            *((member,), experts),
            base_rev=former.rev - stale,
        )
        self.told(self.twin.keep_meeting(command, listed=listed))

    def vote(self, passed: bool, own: bool) -> None:
        """By a meeting kept before; by one that the person is not on the list of, it is G-111."""
        if not self.meetings:
            return
        meeting = self.meetings[-1] if own else make_id()
        action = Action.MEETING_PASS if passed else Action.MEETING_FAIL
        self.act(action, Role.COMMITTEE, record={"meeting": meeting, "votes_for": "9", "votes_against": "2"})

    # ---- handing in

    def submit(self, *, other: bool = False) -> Told:
        return self.told(self.twin.submit(self.twin.seat_of(Role.EMPLOYER, other=other)))

    def take_back(self, *, other: bool = False) -> Told:
        return self.told(self.twin.take_back(self.twin.seat_of(Role.EMPLOYER, other=other)))

    def correct(self, region: str, statement: bool) -> None:
        """What a returned declaration may change before it is handed in again, past the wizard and without a new rev."""
        if self.stage() is Stage.RETURNED:
            self.twin.move_to(region)
            if statement:
                self.twin.restate(f"本人从事水利工程技术工作。{make_id()}")

    # ---- beside the road

    def look(self, role: Role) -> None:
        self.twin.look(self.twin.seat_of(role))

    def mark_entered(self, role: Role, entered: bool) -> None:
        made = self.twin.decisions()
        if made:
            self.told(self.twin.mark_entered(self.twin.seat_of(role), made[-1], entered))


def spoil_review(given: dict[str, Any], fault: str, acts: TwinActs) -> dict[str, Any]:
    match fault:
        case "nothing said":
            return given | ({"opinion": " "} if "opinion" in given else {})
        case "blank" if "defects" in given:
            return given | {"defects": (replace(make_defect(), text=" "),)}
        case "drop first" if "defects" in given:
            return given | {"defects": ()}
        case "pay until":
            return given | {"record": {"pay_until": acts.day(9)}}
        case "long ago":
            return given | {"record": {"pay_until": acts.day(-9)}}
        case "unknown field":
            return given | {"record": {"colour": "red"}}
    return given


def spoil(record: dict[str, str], fault: str, acts: TwinActs) -> dict[str, str]:
    """The record with one thing wrong, or oddly written."""
    keys = list(record)
    days = [key for key in keys if key in ("on", "issued_on", "paid_on", "pay_until")]
    match fault:
        case "drop first":
            return {key: record[key] for key in keys[1:]}
        case "drop last":
            return {key: record[key] for key in keys[:-1]}
        case "blank":
            return dict.fromkeys(keys, " ")
        case "unreadable":
            return record | dict.fromkeys(
                [*days, *(k for k in keys if k in ("amount", "votes_for"))], "2026-13-1x"
            )
        case "tomorrow":
            return record | dict.fromkeys(days, acts.day(1))
        case "long ago":
            return record | dict.fromkeys(days, acts.day(-60))
        case "written out":
            year, month, day = acts.day(0).split("-")
            return record | dict.fromkeys(days, f"{year}年{int(month)}月{int(day)}日")
        case "digits":
            return record | dict.fromkeys(days, acts.day(0).replace("-", ""))
        case "unknown field":
            return record | {"zebra": "1", "colour": "red"}
        case "one copy":
            return record | {"copies": "1"}
        case "no watermark":
            return record | {"watermark": "no"}
        case "other step":
            return record | ({"step": "given"} if "step" in record else {})
        case "spaces":
            return {key: f"　{value} " for key, value in record.items()}
        case "grouped" if "amount" in record:
            return record | {"amount": "1,450.5"}
    return record
