"""The transition tables: what the seeds allow at the employer's level, and nothing else."""

import pytest

from app.domain.archive import ArchiveStatus
from app.domain.decision import Action
from app.domain.declaration import EMPLOYER_STAGES, Stage
from app.domain.errors import RuleError
from app.domain.organisation import Role
from app.domain.road import STATION_OF_LEVEL
from app.domain.workflow import (
    DECLARATION_TABLE,
    Guard,
    Way,
    allowed_actions,
    find_transition,
    next_archive_status,
    next_level,
    target_stage,
)

WATER_CHAIN = (Role.EMPLOYER, Role.COMMITTEE)
CITY_CHAIN = (Role.EMPLOYER, Role.ACCEPTANCE, Role.HR_BUREAU, Role.COMMITTEE)
WATER_ROAD = tuple(STATION_OF_LEVEL[level] for level in WATER_CHAIN)
CITY_ROAD = tuple(STATION_OF_LEVEL[level] for level in CITY_CHAIN)


@pytest.mark.req("A4.8")
def test_passing_sends_the_water_plan_by_affiliation_to_the_committee() -> None:
    row = find_transition(Stage.IN_PUBLICITY, Action.PASS, Role.EMPLOYER)
    assert target_stage(row, WATER_ROAD) is Stage.COMMITTEE_REVIEW


@pytest.mark.req("B0")
def test_passing_sends_the_construction_plan_to_the_acceptance_point() -> None:
    row = find_transition(Stage.IN_PUBLICITY, Action.PASS, Role.EMPLOYER)
    assert target_stage(row, CITY_ROAD) is Stage.ACCEPTANCE_REVIEW
    assert next_level(CITY_CHAIN, Role.ACCEPTANCE) is Role.HR_BUREAU


def test_there_is_one_row_for_each_stage_action_and_role() -> None:
    keys = [(row.stage, row.action, row.role) for row in DECLARATION_TABLE]
    assert len(keys) == len(set(keys))


@pytest.mark.parametrize("stage", [Stage.DRAFT, Stage.RETURNED, Stage.FAILED, Stage.COMMITTEE_REVIEW])
def test_nothing_can_be_passed_outside_the_employers_review(stage: Stage) -> None:
    with pytest.raises(RuleError) as refused:
        find_transition(stage, Action.PASS, Role.EMPLOYER)
    assert refused.value.code == "W-101"


@pytest.mark.req("A4.4")
def test_the_employers_pass_comes_only_out_of_its_publicity() -> None:
    passing = {r.stage for r in DECLARATION_TABLE if r.action is Action.PASS and r.role is Role.EMPLOYER}
    assert passing == {Stage.IN_PUBLICITY}
    into_publicity = {row.stage for row in DECLARATION_TABLE if row.target is Stage.IN_PUBLICITY}
    assert into_publicity == {Stage.AWAITING_PUBLICITY, Stage.EMPLOYER_REVIEW}


@pytest.mark.parametrize("role", [r for r in Role if r is not Role.EMPLOYER])
def test_only_the_employer_acts_at_the_employers_level(role: Role) -> None:
    """申请重开 asks the employer; it acts on nothing."""
    found = {action for stage in (*EMPLOYER_STAGES, Stage.DRAFT) for action in allowed_actions(stage, role)}
    assert found <= {Action.REQUEST_REOPEN}


def test_whoever_sees_a_declaration_may_ask_for_its_reopening_but_never_of_a_draft() -> None:
    asking = [row for row in DECLARATION_TABLE if row.action is Action.REQUEST_REOPEN]
    assert {row.role for row in asking} == set(Role) - {Role.ADMIN}
    assert {row.stage for row in asking} == set(Stage) - {Stage.DRAFT}
    assert {(row.target, row.guards) for row in asking} == {(Way.STAY, frozenset({Guard.REASON_GIVEN}))}


@pytest.mark.req("A3.12")
def test_a_pending_archive_item_can_be_passed_returned_or_failed() -> None:
    results = {
        action: next_archive_status(ArchiveStatus.PENDING, action, Role.EMPLOYER)
        for action in (Action.PASS, Action.RETURN, Action.FAIL)
    }
    assert results == {
        Action.PASS: ArchiveStatus.PASSED,
        Action.RETURN: ArchiveStatus.RETURNED,
        Action.FAIL: ArchiveStatus.FAILED,
    }


def test_a_verdict_is_not_decided_twice() -> None:
    with pytest.raises(RuleError) as refused:
        next_archive_status(ArchiveStatus.PASSED, Action.FAIL, Role.EMPLOYER)
    assert refused.value.code == "W-103"


def test_the_last_level_has_no_next() -> None:
    with pytest.raises(RuleError) as refused:
        next_level(WATER_CHAIN, Role.COMMITTEE)
    assert refused.value.code == "W-102"
