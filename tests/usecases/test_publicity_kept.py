"""No publicity is skipped, no objection lost, where dossiers are returned, failed, reopened or voted on anew behind it
(A4.4, B11, B12; DOMAIN facts §4, §6)."""

from collections.abc import Callable

import pytest

from app.domain.commands import CancelPublicity, ResolveObjection
from app.domain.decision import Action
from app.domain.declaration import Stage
from app.domain.errors import RuleError
from app.domain.organisation import Role
from app.domain.road import Station
from app.usecases.handle_objection import resolve_objection
from app.usecases.record_publicity import cancel_publicity
from tests.copies import NewUow
from tests.factories import make_id, make_kit
from tests.usecases.road_desk import BODIES, SHORT_CHAIN, RoadDesk, make_road_desk

OFFICE = Role.COMMITTEE
CITY = (Station.CITY, Station.DOCUMENT, Station.ARCHIVED)
WITH_REPORT = make_kit(
    levels=(Role.EMPLOYER, OFFICE), stations=(*SHORT_CHAIN.road[:5], *CITY), city_bodies=BODIES
)


@pytest.fixture
def desk(new_uow: NewUow) -> RoadDesk:
    """The road of the water plan: the committee is the next level."""
    return make_road_desk(new_uow, SHORT_CHAIN)


def cancel(desk: RoadDesk, role: Role) -> None:
    """The last publicity of the desk, wherever the dossier stands."""
    stored = desk.stored()
    publicity_id = stored.publicity_id if role is Role.EMPLOYER else stored.office_publicity_id
    assert publicity_id is not None
    with desk.new_uow() as uow:
        rev = uow.publicities.get(publicity_id).rev
    command = CancelPublicity(make_id(), desk.offices[role].actor, publicity_id, rev, "贴错了位置")
    cancel_publicity(command, desk.new_uow, desk.clock)


def to_applicants_publicity(desk: RoadDesk) -> None:
    desk.through_employer()
    desk.act(Action.PASS, OFFICE)
    desk.publish(OFFICE)


def to_meeting(desk: RoadDesk) -> None:
    to_applicants_publicity(desk)
    desk.pass_days(22)
    assert desk.act(Action.CONCLUDE_PUBLICITY, OFFICE) is Stage.AWAITING_MEETING


class TestReopenedAfterTheCancelling:
    """What was returned out of a publicity that was cancelled since waits for a new one: it could not go on otherwise."""

    @pytest.mark.req("A4.4")
    @pytest.mark.parametrize("verdict", [Action.RETURN, Action.FAIL])
    def test_at_the_unit(self, desk: RoadDesk, verdict: Action) -> None:
        desk.act(Action.CONFIRM, Role.EMPLOYER)
        desk.publish(Role.EMPLOYER)
        desk.act(verdict, Role.EMPLOYER)
        cancel(desk, Role.EMPLOYER)
        assert desk.act(Action.REOPEN, Role.EMPLOYER) is Stage.AWAITING_PUBLICITY
        desk.publish_through(Role.EMPLOYER)
        assert desk.act(Action.PASS, Role.EMPLOYER) is Stage.COMMITTEE_REVIEW

    @pytest.mark.req("B11.1")
    def test_at_the_committee(self, desk: RoadDesk) -> None:
        to_applicants_publicity(desk)
        desk.act(Action.FAIL, OFFICE)
        cancel(desk, OFFICE)
        assert desk.act(Action.REOPEN, OFFICE) is Stage.AWAITING_APPLICANTS_PUBLICITY
        desk.publish_through(OFFICE)
        assert desk.act(Action.CONCLUDE_PUBLICITY, OFFICE) is Stage.AWAITING_MEETING

    @pytest.mark.req("A4.4")
    def test_and_goes_back_into_one_that_still_runs(self, desk: RoadDesk) -> None:
        desk.act(Action.CONFIRM, Role.EMPLOYER)
        desk.publish(Role.EMPLOYER)
        desk.act(Action.FAIL, Role.EMPLOYER)
        assert desk.act(Action.REOPEN, Role.EMPLOYER) is Stage.IN_PUBLICITY


def failed_above(desk: RoadDesk) -> Role:
    desk.through_employer()
    desk.act(Action.FAIL, OFFICE)
    return Role.EMPLOYER


def given_up_above(desk: RoadDesk) -> Role:
    desk.through_employer()
    desk.act(Action.GIVE_UP, Role.EMPLOYER)
    return Role.EMPLOYER


def failed_by_the_experts(desk: RoadDesk) -> Role:
    to_meeting(desk)
    desk.act(Action.MEETING_FAIL, OFFICE)
    return OFFICE


def reconvened(desk: RoadDesk) -> Role:
    to_meeting(desk)
    desk.act(Action.MEETING_PASS, OFFICE)
    desk.publish_through(OFFICE)
    assert desk.act(Action.CONCLUDE_PUBLICITY, OFFICE) is Stage.AWAITING_REPORT
    assert desk.act(Action.RECONVENE, OFFICE) is Stage.AWAITING_MEETING
    return OFFICE


@pytest.mark.req("A4.4", "B11.1", "B12.1")
@pytest.mark.parametrize("behind", [failed_above, given_up_above, failed_by_the_experts, reconvened])
def test_a_publicity_somebody_went_on_by_is_not_cancelled_even_if_he_was_refused_since(
    new_uow: NewUow, behind: Callable[[RoadDesk], Role]
) -> None:
    desk = make_road_desk(new_uow, WITH_REPORT)
    role = behind(desk)
    with pytest.raises(RuleError) as refused:
        cancel(desk, role)
    assert refused.value.code == "P-111"


@pytest.mark.req("A4.4")
def test_a_resubmission_that_waits_before_its_publicity_again_may_be_published_anew(desk: RoadDesk) -> None:
    desk.through_employer()
    desk.act(Action.RETURN, OFFICE)
    desk.submit()
    cancel(desk, Role.EMPLOYER)
    assert desk.act(Action.CONFIRM, Role.EMPLOYER) is Stage.AWAITING_PUBLICITY


@pytest.mark.req("B11.1")
def test_an_objection_that_the_committee_has_not_settled_does_not_end_with_a_resubmission(
    desk: RoadDesk,
) -> None:
    to_applicants_publicity(desk)
    desk.pass_days(2)
    desk.object(OFFICE)
    publicity = desk.publicity()
    assert publicity is not None
    desk.act(Action.RETURN, OFFICE)
    with pytest.raises(RuleError) as refused:
        desk.submit()
    assert (refused.value.code, refused.value.params) == ("G-116", {"count": 1})
    settle_at_the_office(desk, publicity.id)
    desk.submit()
    assert desk.stored().stage is Stage.EMPLOYER_REVIEW


def settle_at_the_office(desk: RoadDesk, publicity_id: str) -> None:
    with desk.new_uow() as uow:
        publicity = uow.publicities.get(publicity_id)
    (objection,) = publicity.open_objections()
    command = ResolveObjection(
        *(make_id(), desk.offices[OFFICE].actor, publicity.id, publicity.rev, objection.id, True),
        "已核实",
    )
    resolve_objection(command, desk.new_uow, desk.clock)
