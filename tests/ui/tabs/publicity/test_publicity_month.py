"""The days of the calendar picture and the judgement of typed dates, without widgets (pictures 07, 08; A4.4)."""

from datetime import date

import pytest

from app.domain.plan import CalendarRule
from app.domain.publicity import EndRule
from app.domain.working_days import WorkingDayCalendar
from app.services.holiday_data import read_shipped_years
from resources import holidays_dir
from ui.tabs.publicity.draft import Typed, judge, open_rules
from ui.tabs.publicity.month import Period, choose_month, lay_out_month, shift_month
from ui.widgets.calendar_days import DayFrame, DayKind

TODAY = date(2026, 10, 9)
OPEN = CalendarRule(5, None)


@pytest.fixture(scope="module")
def calendar() -> WorkingDayCalendar:
    return WorkingDayCalendar.from_years(read_shipped_years(holidays_dir()))


def picture(calendar: WorkingDayCalendar, rule: EndRule = EndRule.START_EXCLUDED) -> dict:
    start = date(2026, 9, 30)
    ends = calendar.both_ends(start)
    end = ends.start_excluded if rule is EndRule.START_EXCLUDED else ends.start_counted
    period = Period(start, end, rule, ends)
    assert choose_month(period, TODAY) == date(2026, 10, 1)
    return {cell.day: cell for cell in lay_out_month(date(2026, 10, 1), calendar, period, TODAY)}


@pytest.mark.req("A4.4")
def test_the_picture_of_october_2026(calendar: WorkingDayCalendar) -> None:
    cells = picture(calendar)
    counted = {day: cell.counted for day, cell in cells.items() if cell.counted}
    assert counted == {date(2026, 10, day): n for n, day in enumerate((8, 9, 10, 12, 13), 1)}
    start, other, end = cells[date(2026, 9, 30)], cells[date(2026, 10, 12)], cells[date(2026, 10, 13)]
    assert (start.caption, start.frame) == ("开始 不计", DayFrame.SOLID)
    assert (other.caption, other.frame) == ("或此日止", DayFrame.DASHED)
    assert end.caption == "截止日"
    assert cells[date(2026, 10, 1)].caption == "国庆节" and cells[date(2026, 10, 2)].caption == ""
    assert (cells[date(2026, 10, 10)].kind, cells[date(2026, 10, 10)].caption) == (
        DayKind.MAKEUP,
        "调休上班",
    )
    assert cells[TODAY].today and cells[date(2026, 10, 1)].label == "10月1日"


@pytest.mark.req("A4.4")
def test_the_start_is_counted_under_the_other_rule(calendar: WorkingDayCalendar) -> None:
    cells = picture(calendar, EndRule.START_COUNTED)
    assert cells[date(2026, 9, 30)].counted == 1
    assert cells[date(2026, 10, 12)].caption == "截止日"
    assert cells[date(2026, 10, 13)].caption == "或此日止"


def test_days_of_a_year_that_was_not_announced_say_so(calendar: WorkingDayCalendar) -> None:
    cells = lay_out_month(date(2027, 1, 1), calendar, None, TODAY)
    january = [cell for cell in cells if cell.day.year == 2027]
    assert {cell.kind for cell in january} == {DayKind.UNKNOWN}
    assert "尚未公布" in {cell.caption for cell in january}
    assert len(cells) % 7 == 0 and cells[0].day.weekday() == 0


def test_months_are_counted_over_the_turn_of_the_year() -> None:
    assert shift_month(date(2026, 12, 1), 1) == date(2027, 1, 1)
    assert shift_month(date(2026, 1, 1), -1) == date(2025, 12, 1)


@pytest.mark.req("A4.4")
def test_the_later_end_is_the_default_and_the_kit_decides_where_it_does(calendar: WorkingDayCalendar) -> None:
    ends = calendar.both_ends(date(2026, 9, 30))
    assert open_rules(OPEN, ends) == (EndRule.START_EXCLUDED, EndRule.START_COUNTED)
    assert open_rules(CalendarRule(5, start_counts=True), ends) == (EndRule.START_COUNTED,)
    assert open_rules(CalendarRule(5, start_counts=False), ends) == (EndRule.START_EXCLUDED,)


@pytest.mark.req("A4.4")
def test_beyond_the_announced_years_the_end_is_stated(calendar: WorkingDayCalendar) -> None:
    typed = Typed("一楼公告栏", date(2026, 12, 28), EndRule.START_EXCLUDED)
    judged = judge(typed, OPEN, calendar, TODAY)
    assert (judged.rule, judged.computed) == (EndRule.STATED, None)
    assert judged.error is not None and judged.error.code == "P-105"
    partly = calendar.both_ends(date(2026, 12, 25))
    assert open_rules(OPEN, partly) == (EndRule.STATED, EndRule.START_COUNTED)


@pytest.mark.req("A4.4")
@pytest.mark.parametrize(
    ("rule", "end", "code", "early"),
    [
        (EndRule.START_EXCLUDED, date(2026, 10, 12), "P-102", False),
        (EndRule.START_COUNTED, date(2026, 10, 12), None, True),
        (EndRule.START_COUNTED, date(2026, 10, 10), "P-102", False),
        (EndRule.START_EXCLUDED, date(2026, 10, 20), None, False),
        (EndRule.START_EXCLUDED, date(2026, 9, 29), "P-101", False),
    ],
)
def test_what_blocks_and_what_only_flags(
    calendar: WorkingDayCalendar, rule: EndRule, end: date, code: str | None, early: bool
) -> None:
    judged = judge(Typed("一楼", date(2026, 9, 30), rule, end), OPEN, calendar, TODAY)
    assert (judged.error.code if judged.error else None) == code
    assert judged.early is early
