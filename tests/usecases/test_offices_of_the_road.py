"""The offices of the road (B5.2-B5.4): one that a resubmission chose anew sees it from its arrival on (DESIGN §4), one that
was not known at the submission is found later."""

from dataclasses import replace

import pytest

from app.domain.decision import Action
from app.domain.declaration import Stage
from app.domain.errors import RuleError
from app.domain.organisation import Role
from tests.copies import NewUow, add_office
from tests.usecases.road_desk import RoadDesk, make_road_desk

CHOSEN = "330102"


def choose_point(desk: RoadDesk) -> None:
    """The person was told to choose another 受理点."""
    with desk.new_uow() as uow:
        stored = uow.declarations.get(desk.declaration_id)
        uow.declarations.save(replace(stored, rev=stored.rev + 1, acceptance_point=CHOSEN))
        uow.commit()


@pytest.mark.req("B5.2")
def test_another_acceptance_point_sees_a_resubmission_when_it_comes_there(new_uow: NewUow) -> None:
    desk = make_road_desk(new_uow)
    desk.through_employer()
    desk.act(Action.RETURN, Role.ACCEPTANCE)
    choose_point(desk)
    other = add_office(new_uow, name="示例上城受理点", role=Role.ACCEPTANCE, region=CHOSEN)
    desk.submit()
    assert desk.stored().route.acceptance_id == other.unit.id
    for office in (other, desk.offices[Role.ACCEPTANCE]):
        with pytest.raises(RuleError, match="N-404"):
            desk.act(Action.PASS, Role.ACCEPTANCE, office)
    desk.act(Action.CONFIRM, Role.EMPLOYER)
    if desk.stored().stage is Stage.AWAITING_PUBLICITY:
        desk.publish_through(Role.EMPLOYER)
    desk.act(Action.PASS, Role.EMPLOYER)
    assert desk.act(Action.PASS, Role.ACCEPTANCE, other) is Stage.HR_BUREAU_REVIEW


@pytest.mark.req("B5.2", "B5.4")
def test_a_point_that_was_not_known_at_the_submission_is_found_when_the_pass_is_given_again(
    new_uow: NewUow,
) -> None:
    desk = make_road_desk(new_uow)
    with new_uow() as uow:
        stored = uow.declarations.get(desk.declaration_id)
        nowhere = replace(stored.route, acceptance_id="")
        uow.declarations.save(replace(stored, rev=stored.rev + 1, route=nowhere, acceptance_point=CHOSEN))
        uow.commit()
    point = add_office(new_uow, name="示例上城受理点", role=Role.ACCEPTANCE, region=CHOSEN)
    desk.through_employer()
    assert desk.stored().route == replace(nowhere, acceptance_id=point.unit.id)
    assert desk.act(Action.PASS, Role.ACCEPTANCE, point) is Stage.HR_BUREAU_REVIEW


@pytest.mark.req("B5.2")
def test_nobody_hands_in_to_a_point_that_has_no_office_here(new_uow: NewUow) -> None:
    desk = make_road_desk(new_uow)
    desk.through_employer()
    desk.act(Action.RETURN, Role.ACCEPTANCE)
    choose_point(desk)
    add_office(new_uow, name="示例西湖受理点", role=Role.ACCEPTANCE, region="330106")
    before = desk.stored()
    with pytest.raises(RuleError, match="W-106"):
        desk.submit()
    assert desk.stored() == before
