"""The committee's two publicities: of the applicants before the meeting, of the results after it (B11.1, B12.1)."""

from typing import Any

import pytest

from app.domain.decision import Action
from app.domain.declaration import Stage
from app.domain.errors import RuleError
from app.domain.organisation import Role
from tests.copies import NewUow
from tests.usecases.road_desk import SHORT_CHAIN, RoadDesk, make_road_desk

OFFICE = Role.COMMITTEE


def refused(code: str, desk: RoadDesk, action: Action, **more: Any) -> None:
    before = desk.stored()
    with pytest.raises(RuleError) as error:
        desk.act(action, OFFICE, **more)
    assert error.value.code == code
    assert desk.stored() == before


@pytest.fixture
def desk(new_uow: NewUow) -> RoadDesk:
    """At the committee's review."""
    found = make_road_desk(new_uow, SHORT_CHAIN)
    found.through_employer()
    return found


@pytest.fixture
def voted(desk: RoadDesk) -> RoadDesk:
    """Passed by the experts, the result not yet published."""
    desk.act(Action.PASS, OFFICE)
    desk.publish_through(OFFICE)
    desk.act(Action.CONCLUDE_PUBLICITY, OFFICE)
    assert desk.act(Action.MEETING_PASS, OFFICE) is Stage.AWAITING_RESULTS_PUBLICITY
    return desk


@pytest.mark.req("B11.1", "B11.2")
def test_the_meeting_waits_for_the_day_after_the_applicants_publicity(desk: RoadDesk) -> None:
    desk.act(Action.PASS, OFFICE)
    refused("W-101", desk, Action.CONCLUDE_PUBLICITY)
    desk.publish(OFFICE)
    desk.pass_days(21)  # its last day
    refused("G-102", desk, Action.CONCLUDE_PUBLICITY)
    desk.pass_days(1)
    assert desk.act(Action.CONCLUDE_PUBLICITY, OFFICE) is Stage.AWAITING_MEETING


@pytest.mark.req("B11.1")
@pytest.mark.parametrize("by_review", [True, False])
def test_an_applicants_publicity_goes_on_when_the_objection_was_not_upheld(
    desk: RoadDesk, by_review: bool
) -> None:
    desk.act(Action.PASS, OFFICE)
    desk.publish(OFFICE)
    desk.pass_days(2)
    desk.object(OFFICE)
    assert desk.stored().stage is Stage.COMMITTEE_REVIEW
    refused("G-103", desk, Action.PASS)
    refused("G-103", desk, Action.RESUME_PUBLICITY)
    desk.settle(OFFICE, upheld=False)
    action = Action.PASS if by_review else Action.RESUME_PUBLICITY
    assert desk.act(action, OFFICE) is Stage.IN_APPLICANTS_PUBLICITY
    desk.pass_days(20)
    assert desk.act(Action.CONCLUDE_PUBLICITY, OFFICE) is Stage.AWAITING_MEETING


@pytest.mark.req("B11.1")
def test_an_upheld_objection_to_an_applicant_ends_in_a_return_or_a_failure(desk: RoadDesk) -> None:
    desk.act(Action.PASS, OFFICE)
    desk.publish(OFFICE)
    desk.pass_days(2)
    desk.object(OFFICE)
    desk.settle(OFFICE, upheld=True)
    refused("G-101", desk, Action.RESUME_PUBLICITY)
    assert desk.act(Action.FAIL, OFFICE) is Stage.FAILED


@pytest.mark.req("B12.1", "B12.2")
def test_a_result_is_published_for_itself_before_it_is_reported(voted: RoadDesk) -> None:
    # The publicity of the applicants is over and free of objections, yet it says nothing about the result.
    refused("G-101", voted, Action.RESUME_PUBLICITY)
    refused("W-101", voted, Action.START_PUBLICITY)
    refused("W-101", voted, Action.REPORT)
    voted.publish(OFFICE)
    refused("G-102", voted, Action.CONCLUDE_PUBLICITY)
    voted.pass_days(22)
    assert voted.act(Action.CONCLUDE_PUBLICITY, OFFICE) is Stage.AWAITING_DOCUMENT


@pytest.mark.req("B12.1")
def test_a_results_publicity_goes_on_when_the_objection_was_not_upheld(voted: RoadDesk) -> None:
    voted.publish(OFFICE)
    voted.pass_days(2)
    voted.object(OFFICE)
    assert voted.stored().stage is Stage.AWAITING_RESULTS_PUBLICITY
    refused("G-103", voted, Action.RECONVENE)
    voted.settle(OFFICE, upheld=False)
    assert voted.act(Action.RESUME_PUBLICITY, OFFICE) is Stage.IN_RESULTS_PUBLICITY


@pytest.mark.req("B12.1")
def test_an_upheld_objection_to_a_result_goes_before_the_experts_again_and_is_published_anew(
    voted: RoadDesk,
) -> None:
    voted.publish(OFFICE)
    voted.pass_days(2)
    voted.object(OFFICE)
    voted.settle(OFFICE, upheld=True)
    refused("G-101", voted, Action.RESUME_PUBLICITY)
    with pytest.raises(RuleError, match="P-116"):
        voted.publish(OFFICE)
    assert voted.stored().stage is Stage.AWAITING_RESULTS_PUBLICITY
    refused("G-109", voted, Action.RECONVENE, reason=" ")
    assert voted.act(Action.RECONVENE, OFFICE) is Stage.AWAITING_MEETING
    voted.pass_days(3)
    assert voted.act(Action.MEETING_PASS, OFFICE) is Stage.AWAITING_RESULTS_PUBLICITY
    refused("G-101", voted, Action.RESUME_PUBLICITY)
    voted.publish(OFFICE)
    assert voted.stored().stage is Stage.IN_RESULTS_PUBLICITY
    refused("G-102", voted, Action.CONCLUDE_PUBLICITY)


@pytest.mark.req("B12.1")
def test_a_new_vote_after_the_publicity_does_not_live_on_the_old_one(new_uow: NewUow) -> None:
    desk = make_road_desk(new_uow)
    desk.through_employer()
    for role in (Role.ACCEPTANCE, Role.HR_BUREAU):
        desk.act(Action.PASS, role)
    desk.act(Action.RECORD_PAYMENT, Role.EMPLOYER)
    desk.through_paper_forms()
    assert desk.through_committee() is Stage.AWAITING_REPORT
    desk.act(Action.RECONVENE, OFFICE)
    desk.act(Action.MEETING_PASS, OFFICE)
    refused("G-101", desk, Action.RESUME_PUBLICITY)
