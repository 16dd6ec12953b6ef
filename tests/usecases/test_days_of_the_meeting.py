"""公示期满无异议后,组织专家评审; 评审结束后公示 (B11.2, B12.1): the days that are recorded say so too."""

from datetime import date, timedelta

import pytest

from app.domain.commands import KeepMeeting, StartPublicity
from app.domain.decision import Action
from app.domain.declaration import Stage
from app.domain.errors import RuleError
from app.domain.organisation import Role
from app.domain.publicity import EndRule
from app.usecases.keep_meeting import keep_meeting
from app.usecases.record_publicity import start_publicity
from tests.copies import NewUow
from tests.factories import make_id
from tests.usecases.road_desk import CALENDAR, SHORT_CHAIN, RoadDesk, make_road_desk

OFFICE = Role.COMMITTEE


@pytest.fixture
def desk(new_uow: NewUow) -> RoadDesk:
    """Before the experts, the publicity of the applicants over since yesterday."""
    found = make_road_desk(new_uow, SHORT_CHAIN)
    found.through_employer()
    found.act(Action.PASS, OFFICE)
    found.publish_through(OFFICE)
    assert found.act(Action.CONCLUDE_PUBLICITY, OFFICE) is Stage.AWAITING_MEETING
    return found


def meet(desk: RoadDesk, day: date) -> dict[str, str]:
    command = KeepMeeting(
        *(make_id(), desk.offices[OFFICE].actor, make_id(), "2026年度中评会"),
        *(day, "一楼会议室", (desk.declaration_id,)),
    )
    keep_meeting(command, desk.new_uow, desk.clock)
    return {"meeting": command.meeting_id}


def refused(desk: RoadDesk, code: str, record: dict[str, str]) -> None:
    for verdict in (Action.MEETING_PASS, Action.MEETING_FAIL):
        with pytest.raises(RuleError, match=code):
            desk.act(verdict, OFFICE, record=record)
    assert desk.stored().stage is Stage.AWAITING_MEETING


@pytest.mark.req("B11.2")
def test_a_meeting_that_is_still_to_come_has_decided_nothing(desk: RoadDesk) -> None:
    record = meet(desk, desk.clock.today() + timedelta(days=1))
    refused(desk, "M-105", record)
    desk.pass_days(1)
    assert desk.act(Action.MEETING_PASS, OFFICE, record=record) is Stage.AWAITING_RESULTS_PUBLICITY


@pytest.mark.req("B11.2")
def test_the_experts_meet_after_the_last_day_of_the_publicity(desk: RoadDesk) -> None:
    publicity = desk.publicity()
    assert publicity is not None
    refused(desk, "M-106", meet(desk, publicity.end))
    record = meet(desk, publicity.end + timedelta(days=1))
    assert desk.act(Action.MEETING_PASS, OFFICE, record=record) is Stage.AWAITING_RESULTS_PUBLICITY


@pytest.mark.req("B12.1")
def test_a_result_was_not_posted_before_the_experts_met(desk: RoadDesk) -> None:
    met = desk.clock.today()
    desk.act(Action.MEETING_PASS, OFFICE, record=meet(desk, met))
    desk.pass_days(30)
    with pytest.raises(RuleError, match="P-115"):
        post(desk, met - timedelta(days=1))
    post(desk, met)
    assert desk.act(Action.CONCLUDE_PUBLICITY, OFFICE) is Stage.AWAITING_DOCUMENT


@pytest.mark.req("B11.2", "B12.1")
def test_the_experts_vote_anew_at_another_meeting(desk: RoadDesk) -> None:
    first = meet(desk, desk.clock.today())
    desk.act(Action.MEETING_PASS, OFFICE, record=first)
    desk.act(Action.RECONVENE, OFFICE)
    refused(desk, "M-107", first)
    again = meet(desk, desk.clock.today())
    assert desk.act(Action.MEETING_FAIL, OFFICE, record=again) is Stage.NOT_APPROVED


def test_a_verdict_that_was_reopened_is_given_again_by_the_same_meeting(desk: RoadDesk) -> None:
    record = meet(desk, desk.clock.today())
    desk.act(Action.MEETING_FAIL, OFFICE, record=record)
    desk.act(Action.REOPEN, OFFICE)
    assert desk.act(Action.MEETING_PASS, OFFICE, record=record) is Stage.AWAITING_RESULTS_PUBLICITY


def post(desk: RoadDesk, start: date) -> None:
    """Entered after it took place."""
    stored = desk.stored()
    command = StartPublicity(
        make_id(),
        desk.offices[OFFICE].actor,
        make_id(),
        ((stored.id, stored.rev),),
        "中评委办公室",
        "一楼公告栏",
        start,
        start + timedelta(days=20),
        EndRule.START_EXCLUDED,
        held_before=True,
    )
    start_publicity(command, desk.new_uow, desk.clock, desk.kits, CALENDAR)


@pytest.mark.req("B11.2")
def test_the_experts_cannot_become_fewer_than_the_votes_that_stand(desk: RoadDesk) -> None:
    record = meet(desk, desk.clock.today())
    desk.act(Action.MEETING_PASS, OFFICE, record=record | {"votes_for": "4", "votes_against": "1"})

    def keep(experts: int, rev: int) -> None:
        command = KeepMeeting(
            *(make_id(), desk.offices[OFFICE].actor, record["meeting"], "2026年度中评会"),
            *(desk.clock.today(), "一楼会议室", (desk.declaration_id,), experts),
            base_rev=rev,
        )
        keep_meeting(command, desk.new_uow, desk.clock)

    with pytest.raises(RuleError, match="M-108"):
        keep(2, 1)
    keep(5, 1)
    keep(0, 2)
