"""What stands between a dossier and an act, and what the person is told."""

from dataclasses import replace
from datetime import UTC, date, datetime

import pytest

from app.domain.decision import Action, Defect
from app.domain.declaration import (
    Declaration,
    DeclareMode,
    EmployerStep,
    PersonCategory,
    Stage,
    employer_step,
)
from app.domain.errors import RuleError
from app.domain.gates import GuardFacts, blockers, publicity_still_counts, require_open
from app.domain.organisation import Actor, Role
from app.domain.publicity import EndRule, Objection, Publicity, PublicityKind
from app.domain.workflow import find_transition

NOW = datetime(2026, 10, 9, 2, 32, tzinfo=UTC)
HR = Actor("a1", "周敏", Role.EMPLOYER, "e1", "示例建设工程有限公司")
PUBLICITY = Publicity(
    id="p1",
    kind=PublicityKind.EMPLOYER,
    employer_id="e1",
    body="示例建设工程有限公司",
    place="一楼公告栏",
    start=date(2026, 9, 30),
    end=date(2026, 10, 13),
    end_rule=EndRule.START_EXCLUDED,
    working_days=5,
    members=("d1",),
    rev=1,
    created_by=HR,
    created_at=NOW,
)
DECLARATION = Declaration(
    id="d1",
    applicant_id="x1",
    employer_id="e1",
    plan_id="kit",
    plan_version=1,
    stage=Stage.IN_PUBLICITY,
    rev=3,
    mode=DeclareMode.NORMAL,
    person_category=PersonCategory.NORMAL,
    submit_no=1,
    submitted_at=NOW,
    items=(),
    materials=(),
    publicity_id="p1",
    publicity_to=date(2026, 10, 13),
)
OBJECTION = Objection("o1", "d1", "匿名来信", date(2026, 10, 8), "工作年限不实", HR, NOW)
PASS_ROW = find_transition(Stage.IN_PUBLICITY, Action.PASS, Role.EMPLOYER)


def codes(facts: GuardFacts) -> list[str]:
    return [b.code for b in blockers(PASS_ROW, facts)]


@pytest.mark.req("A4.4")
def test_pass_opens_at_the_start_of_the_day_after_the_last_day() -> None:
    last_day = GuardFacts(DECLARATION, PUBLICITY, date(2026, 10, 13), opinion="同意推荐")
    assert codes(last_day) == ["G-102"]
    assert blockers(PASS_ROW, last_day)[0].params["end"] == date(2026, 10, 13)
    assert codes(replace(last_day, today=date(2026, 10, 14))) == []


@pytest.mark.req("A4.4")
def test_pass_waits_for_an_open_objection() -> None:
    objected = replace(PUBLICITY, objections=(OBJECTION,))
    assert codes(GuardFacts(DECLARATION, objected, date(2026, 10, 20), opinion="同意推荐")) == ["G-103"]


def test_an_objection_against_somebody_else_does_not_hold_this_person_back() -> None:
    other = replace(PUBLICITY, objections=(replace(OBJECTION, declaration_id="d2"),))
    assert codes(GuardFacts(DECLARATION, other, date(2026, 10, 20), opinion="同意推荐")) == []


@pytest.mark.req("A4.6")
def test_pass_needs_the_opinion() -> None:
    assert codes(GuardFacts(DECLARATION, PUBLICITY, date(2026, 10, 20), opinion="  ")) == ["G-104"]


def test_pass_without_a_publicity_says_so_first() -> None:
    with pytest.raises(RuleError) as refused:
        require_open(PASS_ROW, GuardFacts(DECLARATION, None, date(2026, 10, 20), opinion="同意"))
    assert refused.value.code == "G-101"


@pytest.mark.req("A4.2")
def test_a_return_names_what_is_wrong() -> None:
    row = find_transition(Stage.EMPLOYER_REVIEW, Action.RETURN, Role.EMPLOYER)
    empty = GuardFacts(DECLARATION, None, date(2026, 10, 9), defects=(Defect("education", "E-03", " "),))
    assert [b.code for b in blockers(row, empty)] == ["G-105"]
    named = replace(empty, defects=(Defect("education", "E-03", "备案表已过期"),))
    assert blockers(row, named) == ()


@pytest.mark.parametrize(("upheld", "counts"), [(None, False), (True, False), (False, True)])
def test_a_publicity_counts_on_only_when_its_objection_was_not_upheld(
    upheld: bool | None, counts: bool
) -> None:
    publicity = replace(PUBLICITY, objections=(replace(OBJECTION, upheld=upheld),))
    under_review = replace(DECLARATION, stage=Stage.EMPLOYER_REVIEW)
    assert publicity_still_counts(under_review, publicity) is counts


def test_a_cancelled_publicity_does_not_count() -> None:
    assert not publicity_still_counts(DECLARATION, replace(PUBLICITY, cancelled_at=NOW))


@pytest.mark.parametrize(
    ("today", "step"),
    [(date(2026, 10, 13), EmployerStep.RUNNING), (date(2026, 10, 14), EmployerStep.READY)],
)
def test_the_chip_turns_to_ready_after_the_last_day(today: date, step: EmployerStep) -> None:
    assert employer_step(Stage.IN_PUBLICITY, date(2026, 10, 13), today) is step
