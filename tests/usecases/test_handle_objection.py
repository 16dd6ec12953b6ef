"""Objections during a publicity on a real working copy (A4.4 无异议; DOMAIN facts §4, §6)."""

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest

from app.domain.decision import Action
from app.domain.declaration import Stage
from app.domain.errors import RuleError
from tests.copies import NewUow, Office
from tests.factories import FixedPlanKits, make_defect
from tests.usecases.publicity_desk import PublicityDesk, make_publicity_desk

AFTER = date(2026, 9, 8)
"""The day after the last day of the publicity."""


@pytest.fixture
def desk(new_uow: NewUow, office: Office) -> PublicityDesk:
    return make_publicity_desk(new_uow, office, FixedPlanKits())


def refusal(act: Callable[..., Any], *args: Any, **kwargs: Any) -> str:
    with pytest.raises(RuleError) as refused:
        act(*args, **kwargs)
    return refused.value.code


@pytest.mark.req("A4.4")
def test_an_objection_sends_only_the_named_person_back_to_review(desk: PublicityDesk) -> None:
    publicity_id = desk.start()
    desk.object(publicity_id)
    assert (desk.member(0).stage, desk.member(0).open_objections) == (Stage.EMPLOYER_REVIEW, 1)
    assert (desk.member(1).stage, desk.member(1).open_objections) == (Stage.IN_PUBLICITY, 0)
    (objection,) = desk.publicity(publicity_id).open_objections()
    assert (objection.who, objection.what) == ("匿名来信", "反映获奖排名与事实不符")


@pytest.mark.req("A4.4")
def test_an_open_objection_stops_the_confirmation(desk: PublicityDesk) -> None:
    desk.object(desk.start())
    assert refusal(desk.review, Action.CONFIRM) == "G-103"


@pytest.mark.req("A4.4")
def test_a_rejected_objection_resumes_the_same_publicity(desk: PublicityDesk) -> None:
    publicity_id = desk.start()
    desk.settle(publicity_id, desk.object(publicity_id), upheld=False, handling="已向证人核实")
    desk.review(Action.CONFIRM)
    assert (desk.member().stage, desk.member().publicity_id) == (Stage.IN_PUBLICITY, publicity_id)
    desk.go_to(AFTER)
    desk.review(Action.PASS, opinion="经审核,异议不成立,同意推荐")
    assert desk.member().stage is Stage.ACCEPTANCE_REVIEW


@pytest.mark.req("A4.4")
def test_an_upheld_objection_ends_the_publicity_for_that_person(desk: PublicityDesk) -> None:
    publicity_id = desk.start()
    desk.settle(publicity_id, desk.object(publicity_id), upheld=True)
    desk.review(Action.CONFIRM)
    assert desk.member().stage is Stage.AWAITING_PUBLICITY


@pytest.mark.req("A4.2")
def test_an_upheld_objection_can_end_in_a_return(desk: PublicityDesk) -> None:
    publicity_id = desk.start()
    desk.settle(publicity_id, desk.object(publicity_id), upheld=True)
    desk.review(Action.RETURN, defects=(make_defect(),))
    assert desk.member().stage is Stage.RETURNED


def test_a_second_objection_keeps_the_first_one_open(desk: PublicityDesk) -> None:
    publicity_id = desk.start()
    first = desk.object(publicity_id)
    desk.object(publicity_id, who="王师傅")
    assert desk.member().open_objections == 2
    desk.settle(publicity_id, first, upheld=False)
    assert desk.member().open_objections == 1
    assert refusal(desk.review, Action.CONFIRM) == "G-103"


def test_an_objection_settled_once_cannot_be_settled_again(desk: PublicityDesk) -> None:
    publicity_id = desk.start()
    objection = desk.object(publicity_id)
    assert refusal(desk.settle, publicity_id, objection, True, " ") == "B-105"
    desk.settle(publicity_id, objection, upheld=True)
    assert refusal(desk.settle, publicity_id, objection, False) == "B-106"


@pytest.mark.parametrize(
    ("changes", "code"),
    [
        ({"who": ""}, "B-101"),
        ({"what": " "}, "B-101"),
        ({"declaration_id": "nobody"}, "B-102"),
        ({"received_on": date(2026, 8, 30)}, "B-103"),
        ({"received_on": date(2026, 9, 2)}, "B-103"),
    ],
)
def test_what_does_not_fit_is_refused_and_changes_nothing(
    desk: PublicityDesk, changes: dict[str, Any], code: str
) -> None:
    publicity_id = desk.start()
    assert refusal(desk.object, publicity_id, **changes) == code
    assert desk.member().stage is Stage.IN_PUBLICITY
    assert desk.publicity(publicity_id).objections == ()


def test_an_objection_against_somebody_who_has_left_is_refused(desk: PublicityDesk) -> None:
    publicity_id = desk.start()
    desk.cancel(publicity_id, "重贴")
    assert refusal(desk.object, publicity_id) == "B-104"
