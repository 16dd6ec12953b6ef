"""Who sees a dossier after an act was taken back or reopened: whoever had it before, nobody else (DESIGN §4; DOMAIN facts §4)."""

import pytest

from app.domain.decision import Action
from app.domain.declaration import Stage
from app.domain.organisation import Role
from app.domain.paper_forms import FormStep
from tests.copies import NewUow
from tests.usecases.road_desk import RoadDesk, make_road_desk


@pytest.fixture
def paid(new_uow: NewUow) -> RoadDesk:
    """The paper forms are to be handed in."""
    desk = make_road_desk(new_uow)
    desk.through_employer()
    desk.act(Action.PASS, Role.ACCEPTANCE)
    desk.act(Action.PASS, Role.HR_BUREAU)
    assert desk.act(Action.RECORD_PAYMENT, Role.EMPLOYER) is Stage.AWAITING_FORMS
    return desk


def sees(desk: RoadDesk, role: Role) -> bool:
    with desk.new_uow() as uow:
        return uow.declarations.has_reached(desk.declaration_id, role)


@pytest.mark.req("B10.6")
def test_a_receipt_taken_back_leaves_the_forms_with_the_committee(paid: RoadDesk) -> None:
    paid.through_paper_forms()
    paid.withdraw(paid.decisions()[-1], Role.COMMITTEE)
    assert paid.stored().stage is Stage.AWAITING_FORMS
    # They are in its hand: nobody else could receive them.
    assert paid.act(Action.RECEIVE_FORMS, Role.COMMITTEE) is Stage.COMMITTEE_REVIEW


@pytest.mark.req("B10.6")
def test_forms_that_were_not_forwarded_after_all_are_out_of_the_committees_sight(paid: RoadDesk) -> None:
    while paid.stored().form_step != FormStep.FORWARDED:
        paid.next_form_act()
    assert sees(paid, Role.COMMITTEE)
    paid.withdraw(paid.decisions()[-1], Role.ACCEPTANCE)
    assert not sees(paid, Role.COMMITTEE)
    assert sees(paid, Role.ACCEPTANCE)
    assert paid.through_paper_forms() is Stage.COMMITTEE_REVIEW


def test_a_level_that_returned_a_dossier_keeps_seeing_it_when_the_next_pass_is_reopened(
    new_uow: NewUow,
) -> None:
    desk = make_road_desk(new_uow)
    desk.through_employer()
    desk.act(Action.RETURN, Role.ACCEPTANCE)
    desk.submit()
    desk.act(Action.CONFIRM, Role.EMPLOYER)
    desk.act(Action.PASS, Role.EMPLOYER)
    desk.act(Action.REOPEN, Role.EMPLOYER)
    assert sees(desk, Role.ACCEPTANCE)


def test_a_first_pass_reopened_before_anybody_looked_is_out_of_the_next_levels_sight(new_uow: NewUow) -> None:
    desk = make_road_desk(new_uow)
    desk.through_employer()
    desk.act(Action.REOPEN, Role.EMPLOYER)
    assert not sees(desk, Role.ACCEPTANCE)
