"""Desks with copies of their own at a real server: what one decides the others see, and nothing is lost or done twice."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from app.domain.archive import ArchiveStatus
from app.domain.decision import Action
from app.domain.declaration import Stage
from app.domain.errors import RuleError
from app.domain.organisation import Role
from tests.server.exchange_world import (
    ExchangeWorld,
    assert_agrees,
    begin_draft,
    drop,
    enter_item,
    judge,
    judge_item,
    passed_person,
    publicise,
    stored,
    stored_item,
    submit,
    submitted,
    take_back_,
    withdraw,
)
from tests.server.world import NEAR, StandardWorld, World
from tests.sync.exchange_desk import ExchangeDesk
from tests.sync.losing_gateway import LosingGateway


@pytest.fixture
def exchange(
    world: World, standard: StandardWorld, empty_copy: Path, tmp_path: Path
) -> Iterator[ExchangeWorld]:
    made = ExchangeWorld(world, standard, empty_copy, tmp_path)
    yield made
    made.close()


@pytest.fixture
def employer(exchange: ExchangeWorld) -> ExchangeDesk:
    return exchange.open(exchange.standard.employers[NEAR][0])


def office(exchange: ExchangeWorld, role: Role) -> ExchangeDesk:
    return exchange.open(exchange.standard.near[role])


def test_what_the_unit_enters_and_submits_stands_at_the_server_and_at_its_second_desk(
    exchange: ExchangeWorld, employer: ExchangeDesk
) -> None:
    second = exchange.open(exchange.standard.employers[NEAR][0])
    declaration_id = submitted(employer)
    report = employer.round()
    assert (report.problem, report.refused, report.conflicts) == ("", 0, 0)
    assert report.pushed == 4
    second.round()
    here, there = stored(employer, declaration_id), stored(second, declaration_id)
    assert here.stage is there.stage is Stage.EMPLOYER_REVIEW
    assert here == there or (here.items, here.rev, here.materials) == (
        there.items,
        there.rev,
        there.materials,
    )
    assert_agrees(exchange, employer, second)


def test_a_dossier_goes_up_comes_back_and_goes_up_again(
    exchange: ExchangeWorld, employer: ExchangeDesk
) -> None:
    acceptance, bureau = office(exchange, Role.ACCEPTANCE), office(exchange, Role.HR_BUREAU)
    declaration_id = submitted(employer)
    judge(employer, declaration_id, Action.CONFIRM)
    publicise(employer, declaration_id)
    assert employer.round().refused == 0
    assert acceptance.round().pulled == 0, "the unit has it still"
    exchange.advance(days=12)
    judge(employer, declaration_id, Action.PASS)
    employer.round()
    acceptance.round()
    seen = stored(acceptance, declaration_id)
    assert (seen.stage, seen.items) == (Stage.ACCEPTANCE_REVIEW, stored(employer, declaration_id).items)
    assert acceptance.one("SELECT name FROM applicant") == "陈晓东"
    assert acceptance.one("SELECT count(*) FROM archive_item") == 0, "the archive is the unit's"
    assert bureau.round().pulled == 0

    judge(acceptance, declaration_id, Action.RETURN)
    acceptance.round()
    employer.round()
    returned = stored(employer, declaration_id)
    assert returned.stage is Stage.RETURNED
    with employer.new_uow() as uow:
        decisions = uow.decisions.of_subject(declaration_id)
    assert [d.action for d in decisions] == [Action.CONFIRM, Action.PASS, Action.RETURN]
    assert decisions[-1].actor.organisation_id == acceptance.actor.organisation_id
    assert decisions[-1].defects

    submit(employer, declaration_id)
    judge(employer, declaration_id, Action.CONFIRM)
    assert stored(employer, declaration_id).stage is Stage.IN_PUBLICITY, "the publicity counts on"
    judge(employer, declaration_id, Action.PASS)
    assert employer.round().pushed == 3
    acceptance.round()
    judge(acceptance, declaration_id, Action.PASS)
    acceptance.round()
    bureau.round()
    employer.round()
    assert {stored(desk, declaration_id).stage for desk in (employer, acceptance, bureau)} == {
        Stage.HR_BUREAU_REVIEW
    }
    assert {stored(desk, declaration_id).submit_no for desk in (employer, acceptance, bureau)} == {2}
    assert bureau.one("SELECT count(*) FROM submission") == 2
    assert_agrees(exchange, employer, acceptance, bureau)


def test_of_two_desks_of_one_unit_the_first_verdict_stands_and_the_second_is_told(
    exchange: ExchangeWorld, employer: ExchangeDesk
) -> None:
    second = exchange.open(exchange.standard.employers[NEAR][0])
    person, _ = passed_person(employer)
    award = enter_item(employer, person, "award", name="优质工程奖")
    employer.round()
    second.round()
    judge_item(employer, award.id, Action.RETURN)
    late = judge_item(second, award.id, Action.PASS)
    employer.round()
    assert stored_item(second, award.id).status is ArchiveStatus.PASSED, (
        "as decided here, until it is answered"
    )
    report = second.round()
    assert (report.conflicts, award.id in report.changed.items) == (1, True)
    assert second.state_of(late.op_id) == "conflict"
    assert stored_item(second, award.id).status is ArchiveStatus.RETURNED
    with second.new_uow() as uow:
        standing = uow.decisions.of_subject(award.id)
    assert [(d.action, d.actor.account_id) for d in standing] == [(Action.RETURN, employer.actor.account_id)]
    assert second.one("SELECT count(*) FROM audit WHERE act = 'sync.conflict'") == 1
    assert second.one("SELECT kind FROM sync_log ORDER BY key DESC LIMIT 1 OFFSET 1") == "conflict"
    assert_agrees(exchange, employer, second)


def test_what_stands_on_a_refused_act_is_refused_here_and_what_was_typed_is_kept(
    exchange: ExchangeWorld, employer: ExchangeDesk
) -> None:
    second = exchange.open(exchange.standard.employers[NEAR][0])
    person, basic = passed_person(employer)
    employer.round()
    second.round()
    # The other desk enters something that waits for review: this one does not know of it.
    enter_item(second, person, "award", name="优质工程奖")
    second.round()
    draft = begin_draft(employer, person, (basic,))
    first = submit(employer, draft.id)
    then = judge(employer, draft.id, Action.CONFIRM)
    report = employer.round()
    assert (report.refused, report.conflicts) == (2, 0)
    assert employer.rows("SELECT state, code FROM outbox WHERE op_id IN (?, ?)", first.op_id, then.op_id) == [
        ("refused", "G-106"),
        ("refused", "Y-104"),
    ]
    kept = stored(employer, draft.id)
    assert (kept.stage, kept.submit_no, kept.statement) == (Stage.DRAFT, 1, draft.statement)
    assert employer.one("SELECT count(*) FROM decision WHERE subject_id = ?", draft.id) == 0
    assert employer.one("SELECT count(*) FROM submission") == 0
    # Put right, it goes the same way again.
    (award_id,) = (employer.one("SELECT id FROM archive_item WHERE section = 'award'"),)
    judge_item(employer, award_id)
    submit(employer, draft.id)
    judge(employer, draft.id, Action.CONFIRM)
    assert employer.round().refused == 0
    assert stored(employer, draft.id).stage is Stage.AWAITING_PUBLICITY
    assert_agrees(exchange, employer, second)


def test_a_verdict_rests_until_z_is_too_late(exchange: ExchangeWorld, employer: ExchangeDesk) -> None:
    employer.rest(120)
    _, basic = passed_person(employer)
    assert employer.round(everything=False).pushed == 2
    outcome = employer.one("SELECT op_id FROM outbox WHERE state = 'resting'")
    withdraw(employer, outcome)
    assert employer.state_of(outcome) == "withdrawn"
    again = judge_item(employer, basic.id, Action.RETURN)
    exchange.advance(seconds=121)
    assert employer.round(everything=False).pushed == 1
    with pytest.raises(RuleError, match="U-106"):
        withdraw(employer, again.op_id)
    assert exchange.world.one("SELECT count(*) FROM rd.decision") == 1
    assert stored_item(employer, basic.id).status is ArchiveStatus.RETURNED
    assert [row[0] for row in employer.rows("SELECT withdrawn FROM decision ORDER BY key")] == [1, 0]


def test_answers_that_are_lost_lose_nothing_and_do_nothing_twice(exchange: ExchangeWorld) -> None:
    losing = LosingGateway.every(2)
    employer = exchange.open(exchange.standard.employers[NEAR][0], over=losing)
    declaration_id = submitted(employer)
    judge(employer, declaration_id, Action.CONFIRM)
    problems = [employer.round().problem for _ in range(12)]
    assert problems[0] == "Y-101" and problems[-1] == ""
    assert employer.rows("SELECT DISTINCT state FROM outbox_part") == [("applied",)]
    assert stored(employer, declaration_id).stage is Stage.AWAITING_PUBLICITY
    assert exchange.world.one("SELECT count(*) FROM rd.decision") == 2
    assert exchange.world.one("SELECT max(asked) FROM rd.op_result") == 2
    assert_agrees(exchange, employer)


def test_while_an_own_act_is_unanswered_the_newer_state_of_others_is_held(
    exchange: ExchangeWorld, employer: ExchangeDesk
) -> None:
    employer.rest(120)
    second = exchange.open(exchange.standard.employers[NEAR][0])
    person, _ = passed_person(second)
    award = enter_item(second, person, "award", name="优质工程奖")
    second.round()
    employer.round()
    judge_item(employer, award.id, Action.PASS)
    enter_item(second, person, "award", name="科技进步奖")
    second.round()
    employer.round(everything=False)
    assert employer.one("SELECT count(*) FROM archive_item WHERE section = 'award'") == 1, "held"
    assert employer.one("SELECT count(*) FROM mirror WHERE held IS NOT NULL") == 1
    employer.round()
    assert employer.one("SELECT count(*) FROM archive_item WHERE section = 'award'") == 2
    assert employer.one("SELECT count(*) FROM mirror WHERE held IS NOT NULL") == 0
    second.round()
    assert_agrees(exchange, employer, second)


def test_a_dossier_that_was_taken_back_and_given_up_is_gone_at_both_desks(
    exchange: ExchangeWorld, employer: ExchangeDesk
) -> None:
    second = exchange.open(exchange.standard.employers[NEAR][0])
    declaration_id = submitted(employer)
    employer.round()
    second.round()
    take_back_(second, declaration_id)
    second.round()
    employer.round()
    assert stored(employer, declaration_id).stage is Stage.DRAFT
    assert employer.one("SELECT count(*) FROM submission") == 0
    drop(employer, declaration_id)
    employer.round()
    second.round()
    for desk in (employer, second):
        assert desk.one("SELECT count(*) FROM declaration") == 0
        assert desk.one("SELECT name FROM applicant") == "陈晓东", "of the own unit"
    assert_agrees(exchange, employer, second)


def test_another_epoch_is_pulled_anew_and_what_the_server_lost_is_sent_again(
    exchange: ExchangeWorld, employer: ExchangeDesk
) -> None:
    person, _ = passed_person(employer)
    award = enter_item(employer, person, "award", name="优质工程奖")
    employer.round()
    judge_item(employer, award.id)
    employer.round()
    # Restored to before the verdict on the award.
    owner = exchange.world.owner
    owner.execute("DELETE FROM rd.decision WHERE subject_id = %s", [award.id])
    owner.execute("UPDATE rd.archive_item SET status = 'pending', rev = rev - 1 WHERE id = %s", [award.id])
    owner.execute(
        "DELETE FROM rd.op_result WHERE new_rev = 2 AND op_id IN (SELECT max(op_id) FROM rd.op_result)"
    )
    owner.execute("UPDATE rd.district SET epoch = 'restored' WHERE district_id = %s", [NEAR])
    report = employer.round()
    assert (report.problem, report.reload, report.refused, report.conflicts) == ("", True, 0, 0)
    assert exchange.world.one("SELECT status FROM rd.archive_item WHERE id = %s", award.id) == "passed"
    assert stored_item(employer, award.id).status is ArchiveStatus.PASSED
    assert_agrees(exchange, employer)


def test_an_empty_server_of_a_new_epoch_deletes_nothing(
    exchange: ExchangeWorld, employer: ExchangeDesk
) -> None:
    passed_person(employer)
    employer.round()
    owner = exchange.world.owner
    for table in ("decision", "archive_item", "applicant", "employer", "file_ref", "op_result"):
        owner.execute(f"DELETE FROM rd.{table}")
    owner.execute("UPDATE rd.district SET epoch = 'anew', head = 0 WHERE district_id = %s", [NEAR])
    report = employer.round()
    assert report.problem == "" and "Y-123" in report.warnings
    assert employer.one("SELECT count(*) FROM archive_item") == 1
    assert employer.rows("SELECT DISTINCT state FROM outbox") == [("applied",)]
