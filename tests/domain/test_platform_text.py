"""What of a decision is typed into the web platform, and which decisions are (DOMAIN facts §9)."""

from dataclasses import replace
from datetime import UTC, datetime

import pytest

from app.domain.decision import Action
from app.domain.platform_text import (
    INSIDE_ONLY,
    PLATFORM_ACTS,
    PlatformSubject,
    is_for_platform,
    needs_entering,
    platform_lines,
)
from tests.factories import (
    NOW,
    make_actor,
    make_applicant,
    make_decision,
    make_declaration,
    make_organisation,
)

EMPLOYER = make_organisation()
DECLARATION = make_declaration(make_applicant(EMPLOYER))
PASSED = make_decision(DECLARATION, make_actor(EMPLOYER), opinion=" 同意推荐 ")
PERSON = PlatformSubject("林致远", plan="水利工程专业工程师职务任职资格评审计划")


def test_a_pass_is_typed_in_the_order_of_the_platform() -> None:
    assert platform_lines(PASSED, PERSON, "通过") == (
        ("name", "林致远"),
        ("plan", "水利工程专业工程师职务任职资格评审计划"),
        ("verdict", "通过"),
        ("date", "2026-09-01"),
        ("opinion", "同意推荐"),
    )


def test_a_return_carries_its_notice_and_an_item_its_section() -> None:
    returned = replace(PASSED, action=Action.RETURN, opinion="", notice="1. 获奖情况：证书不清晰。")
    item = PlatformSubject("林致远", section="获奖情况", entry="2024-05 城北泵站")
    assert platform_lines(returned, item, "退回")[1:] == (
        ("section", "获奖情况"),
        ("entry", "2024-05 城北泵站"),
        ("verdict", "退回"),
        ("date", "2026-09-01"),
        ("notice", "1. 获奖情况：证书不清晰。"),
    )


def test_what_was_recorded_stands_before_the_date_as_the_screen_words_it() -> None:
    paid = replace(PASSED, action=Action.RECORD_PAYMENT, opinion="", record={"amount": "450"})
    assert ("amount", "450") in platform_lines(paid, PERSON, "登记缴费")
    assert ("amount", "450 元") in platform_lines(paid, PERSON, "登记缴费", {"amount": "450 元"})


def test_the_date_is_that_of_shanghai() -> None:
    late = replace(PASSED, at=datetime(2026, 12, 31, 17, 0, tzinfo=UTC))
    assert ("date", "2027-01-01") in platform_lines(late, PERSON, "通过")


@pytest.mark.parametrize("action", sorted(INSIDE_ONLY))
def test_steps_of_the_desk_are_not_entered(action: Action) -> None:
    assert not is_for_platform(replace(PASSED, action=action))


def test_a_verdict_is_entered_while_it_stands_and_was_not_yet() -> None:
    assert {Action.PASS, Action.RETURN, Action.FAIL, Action.MEETING_PASS} <= PLATFORM_ACTS
    assert needs_entering(PASSED)
    assert not needs_entering(replace(PASSED, entered_at=NOW))
    assert not needs_entering(replace(PASSED, withdrawn=True))
