"""重开 until the next has decided (DOMAIN facts §4): what was taken back, or settled since, does not count as decided."""

from dataclasses import replace

import pytest

from app.domain.commands import ResolveObjection
from app.domain.decision import Action
from app.domain.declaration import Stage
from app.domain.errors import ConflictError, RuleError
from app.domain.gates import has_in_hand, reopening_asked
from app.domain.organisation import Role
from app.usecases.handle_objection import resolve_objection
from app.usecases.request_reopening import request_reopening
from tests.copies import NewUow
from tests.factories import make_id
from tests.usecases.road_desk import SHORT_CHAIN, RoadDesk, make_road_desk


@pytest.fixture
def passed(new_uow: NewUow) -> RoadDesk:
    """Passed by the 受理点."""
    desk = make_road_desk(new_uow)
    desk.through_employer()
    desk.act(Action.PASS, Role.ACCEPTANCE)
    return desk


def take_back(desk: RoadDesk, role: Role) -> None:
    desk.withdraw(desk.decisions()[-1], role)


def test_a_verdict_of_the_next_level_that_it_took_back_has_decided_nothing(passed: RoadDesk) -> None:
    passed.act(Action.PASS, Role.HR_BUREAU)
    take_back(passed, Role.HR_BUREAU)
    assert passed.act(Action.REOPEN, Role.ACCEPTANCE) is Stage.ACCEPTANCE_REVIEW


def test_a_reopening_that_was_taken_back_may_be_made_again(passed: RoadDesk) -> None:
    passed.act(Action.REOPEN, Role.ACCEPTANCE)
    take_back(passed, Role.ACCEPTANCE)
    assert passed.act(Action.REOPEN, Role.ACCEPTANCE) is Stage.ACCEPTANCE_REVIEW
    assert passed.act(Action.PASS, Role.ACCEPTANCE) is Stage.HR_BUREAU_REVIEW


def test_who_gave_up_and_thought_better_of_it_twice_goes_on(passed: RoadDesk) -> None:
    passed.act(Action.GIVE_UP, Role.EMPLOYER)
    passed.act(Action.REOPEN, Role.EMPLOYER)
    take_back(passed, Role.EMPLOYER)
    assert passed.stored().stage is Stage.WITHDRAWN
    assert passed.act(Action.REOPEN, Role.EMPLOYER) is Stage.HR_BUREAU_REVIEW
    assert passed.act(Action.PASS, Role.HR_BUREAU) is Stage.AWAITING_PAYMENT


def test_a_return_that_the_person_began_to_correct_is_not_reopened_even_after_giving_up(
    passed: RoadDesk,
) -> None:
    passed.act(Action.RETURN, Role.HR_BUREAU)
    with passed.new_uow() as uow:
        stored = uow.declarations.get(passed.declaration_id)
        uow.declarations.save(replace(stored, rev=stored.rev + 1, statement="改过的述职。"))
        uow.commit()
    passed.act(Action.GIVE_UP, Role.EMPLOYER)
    assert passed.act(Action.REOPEN, Role.EMPLOYER) is Stage.RETURNED
    with pytest.raises(RuleError, match="G-110"):
        passed.act(Action.REOPEN, Role.HR_BUREAU)


@pytest.mark.req("B11.1")
def test_a_failure_is_reopened_when_the_objection_behind_it_was_not_upheld(new_uow: NewUow) -> None:
    desk = make_road_desk(new_uow, SHORT_CHAIN)
    desk.through_employer()
    desk.act(Action.PASS, Role.COMMITTEE)
    desk.publish(Role.COMMITTEE)
    desk.pass_days(2)
    desk.object(Role.COMMITTEE)
    publicity = desk.publicity()
    assert publicity is not None
    desk.act(Action.FAIL, Role.COMMITTEE)
    (objection,) = publicity.open_objections(desk.declaration_id)
    command = ResolveObjection(
        *(make_id(), desk.offices[Role.COMMITTEE].actor, publicity.id, publicity.rev, objection.id, False),
        "查无此事",
    )
    resolve_objection(command, new_uow, desk.clock)
    assert desk.act(Action.REOPEN, Role.COMMITTEE) is Stage.COMMITTEE_REVIEW
    assert desk.act(Action.PASS, Role.COMMITTEE) is Stage.IN_APPLICANTS_PUBLICITY


def ask(desk: RoadDesk, role: Role) -> Stage:
    return desk.act(Action.REQUEST_REOPEN, role, reason="学历证书与备案表不一致")


def test_asking_for_a_reopening_moves_nothing_and_stands_in_nobodys_way(passed: RoadDesk) -> None:
    assert ask(passed, Role.EMPLOYER) is Stage.HR_BUREAU_REVIEW
    assert reopening_asked(passed.decisions())[0].opinion == "学历证书与备案表不一致"
    assert passed.act(Action.REOPEN, Role.ACCEPTANCE) is Stage.ACCEPTANCE_REVIEW
    assert reopening_asked(passed.decisions()) == ()


def test_it_is_addressed_to_whoever_has_the_dossier_in_hand(passed: RoadDesk) -> None:
    ask(passed, Role.EMPLOYER)
    addressed = {
        role
        for role, office in passed.offices.items()
        if has_in_hand(passed.stored(), passed.decisions(), office.actor)
    }
    assert addressed == {Role.ACCEPTANCE, Role.HR_BUREAU}


def test_a_request_that_was_taken_back_or_repeated_blocks_no_reopening(passed: RoadDesk) -> None:
    ask(passed, Role.EMPLOYER)
    take_back(passed, Role.EMPLOYER)
    assert reopening_asked(passed.decisions()) == ()
    ask(passed, Role.HR_BUREAU)
    ask(passed, Role.EMPLOYER)
    assert passed.act(Action.REOPEN, Role.ACCEPTANCE) is Stage.ACCEPTANCE_REVIEW


def test_a_request_needs_its_reason_and_a_dossier_that_one_sees(passed: RoadDesk) -> None:
    with pytest.raises(RuleError, match="G-109"):
        passed.act(Action.REQUEST_REOPEN, Role.EMPLOYER, reason=" ")
    with pytest.raises(RuleError, match="N-404"):
        ask(passed, Role.COMMITTEE)


def test_a_request_is_made_on_what_stands_now_whatever_was_seen(passed: RoadDesk) -> None:
    office = passed.offices[Role.EMPLOYER]
    before = passed.stored()
    passed.act(Action.PASS, Role.HR_BUREAU)
    outcome = request_reopening(
        *(make_id(), office.actor, before.id, "学历证书与备案表不一致"),
        new_unit_of_work=passed.new_uow,
        clock=passed.clock,
        plan_kits=passed.kits,
    )
    assert outcome.changed.declarations == (before.id,)
    assert passed.stored().stage is Stage.AWAITING_PAYMENT
    assert [d.opinion for d in reopening_asked(passed.decisions())] == ["学历证书与备案表不一致"]


def test_a_request_throws_out_nothing_that_was_decided_on_what_was_seen(passed: RoadDesk) -> None:
    seen = passed.stored().rev
    ask(passed, Role.EMPLOYER)
    ask(passed, Role.ACCEPTANCE)
    assert passed.act(Action.PASS, Role.HR_BUREAU, base_rev=seen) is Stage.AWAITING_PAYMENT
    with pytest.raises(ConflictError, match="C-101"):
        passed.act(Action.RECORD_PAYMENT, Role.EMPLOYER, base_rev=seen)
