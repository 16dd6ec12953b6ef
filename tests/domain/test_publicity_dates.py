"""Which dates of a publicity hold: blocked, flagged or stated by a person (A4.4; DOMAIN §6)."""

from datetime import date

import pytest

from app.domain.errors import RuleError
from app.domain.plan import CalendarRule
from app.domain.publicity import EndRule
from app.domain.publicity_dates import binding_rule, check_dates
from app.domain.working_days import HolidayYear, WorkingDayCalendar

# A little of the real autumn of 2026: enough for 09-30 → 10-12 / 10-13 (golden vector of DOMAIN §6).
AUTUMN = WorkingDayCalendar.from_years(
    [
        HolidayYear(
            2026,
            "国务院办公厅通知",
            {date(2026, 10, d): "国庆节" for d in range(1, 8)},
            frozenset({date(2026, 10, 10)}),
        )
    ]
)
OPEN_RULE = CalendarRule(5, None)
START = date(2026, 9, 30)


def check(end: date, rule: EndRule, kit: CalendarRule = OPEN_RULE, **stated: str):
    return check_dates(AUTUMN, kit, start=START, end=end, rule=rule, **stated)


@pytest.mark.req("A4.4")
def test_the_later_end_holds_without_a_flag() -> None:
    assert not check(date(2026, 10, 13), EndRule.START_EXCLUDED).early


@pytest.mark.req("A4.4")
def test_an_end_before_the_chosen_rules_end_is_refused_and_says_which_day_is_needed() -> None:
    with pytest.raises(RuleError) as refused:
        check(date(2026, 10, 12), EndRule.START_EXCLUDED)
    assert refused.value.code == "P-102"
    assert refused.value.params["needed"] == date(2026, 10, 13)


def test_an_end_between_the_two_rules_is_flagged() -> None:
    assert check(date(2026, 10, 12), EndRule.START_COUNTED).early


def test_the_kits_rule_binds_whatever_the_person_chose() -> None:
    strict = CalendarRule(5, start_counts=False)
    assert binding_rule(strict, EndRule.START_COUNTED) is EndRule.START_EXCLUDED
    with pytest.raises(RuleError) as refused:
        check(date(2026, 10, 12), EndRule.START_COUNTED, kit=strict)
    assert refused.value.code == "P-102"


def test_an_end_before_the_start_is_refused() -> None:
    with pytest.raises(RuleError) as refused:
        check(date(2026, 9, 29), EndRule.START_COUNTED)
    assert refused.value.code == "P-101"


def test_a_published_year_leaves_nothing_to_state() -> None:
    with pytest.raises(RuleError) as refused:
        check(date(2026, 10, 20), EndRule.STATED, source="通知", reason="本年安排")
    assert refused.value.code == "P-104"


class TestBeyondThePublishedYears:
    start = date(2026, 12, 28)

    def check(self, end: date, rule: EndRule, **stated: str):
        return check_dates(AUTUMN, OPEN_RULE, start=self.start, end=end, rule=rule, **stated)

    def test_no_end_is_guessed(self) -> None:
        with pytest.raises(RuleError) as refused:
            self.check(date(2027, 1, 10), EndRule.START_EXCLUDED)
        assert refused.value.code == "P-103"
        assert refused.value.params["year"] == 2027

    def test_a_stated_end_needs_source_and_reason(self) -> None:
        with pytest.raises(RuleError) as refused:
            self.check(date(2027, 1, 10), EndRule.STATED, source="办公厅通知")
        assert refused.value.code == "P-105"

    def test_a_stated_end_with_source_and_reason_holds(self) -> None:
        self.check(date(2027, 1, 10), EndRule.STATED, source="国办发明电", reason="2027 年安排尚未导入")
