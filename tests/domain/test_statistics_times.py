"""统计 counts the working days of each step from acts that stand, and what waits too long (issue 5, 7)."""

import statistics
from collections import Counter
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.domain.declaration import Stage
from app.domain.statistics_counts import Stay, Wait
from app.domain.statistics_steps import LEG_OF_STEP, STEP_OF_STAGE, Step
from app.domain.statistics_times import DayScale, median_of, middle_of, time_steps
from app.domain.working_days import HolidayYear, WorkingDayCalendar

CALENDAR = WorkingDayCalendar.from_years(
    [
        HolidayYear(
            2026,
            "test",
            {date(2026, 10, day): "国庆节" for day in range(1, 8)},
            frozenset({date(2026, 9, 20), date(2026, 10, 10)}),
        )
    ]
)
TODAY = date(2026, 10, 9)
days_of_2026 = st.dates(date(2026, 1, 1), date(2026, 12, 31))


@given(days_of_2026, days_of_2026)
def test_the_scale_counts_as_the_calendar_does(since, until):
    scale = DayScale(CALENDAR, date(2026, 1, 1), date(2026, 12, 31))
    counted = CALENDAR.counted_days(since, until, start_counts=False) if until > since else {}
    assert scale.between(since, until) == len(counted)


def test_a_year_that_is_not_published_is_not_guessed():
    scale = DayScale(CALENDAR, date(2026, 12, 1), date(2027, 1, 31))
    assert scale.between(date(2026, 12, 30), date(2027, 1, 4)) is None
    assert scale.between(date(2026, 12, 30), date(2026, 12, 31)) == 1


lengths = st.lists(st.integers(0, 60), max_size=60)


@given(lengths)
def test_the_median_is_the_median(cases):
    assert median_of(Counter(cases)) == (statistics.median(cases) if cases else None)


@given(lengths)
def test_the_middle_leaves_a_tenth_out_at_either_end(cases):
    middle = middle_of(Counter(cases))
    if len(cases) < 10:
        assert middle is None
        return
    assert middle is not None
    low, high = middle
    assert sum(case < low for case in cases) <= len(cases) // 10
    assert sum(case > high for case in cases) <= len(cases) // 10
    assert 10 * sum(low <= case <= high for case in cases) >= 8 * len(cases)


def test_a_step_shows_how_long_it_took_and_who_waits():
    stays = [
        Stay(Step.ACCEPTANCE, date(2026, 9, 1), date(2026, 9, 3), 2),
        Stay(Step.ACCEPTANCE, date(2026, 9, 1), date(2026, 9, 8), 1),
    ]
    waits = [
        Wait(Stage.ACCEPTANCE_REVIEW, date(2026, 9, 30), None, 3),
        Wait(Stage.ACCEPTANCE_REVIEW, date(2026, 9, 14), None, 1),
    ]
    (line,) = time_steps(stays, waits, CALENDAR, TODAY, late_after=10)
    assert (line.left, line.median, line.longest) == (3, 2, 5)
    assert (line.low, line.high) == (None, None)
    # 14 September to 9 October: 13 to the 30th with the make-up Sunday, then the 8th and the 9th.
    assert (line.waiting, line.longest_wait, line.late) == (4, 15, 1)


def test_ten_working_days_are_not_late_yet():
    since = TODAY
    while len(CALENDAR.counted_days(since, TODAY, start_counts=False)) < 10:
        since -= timedelta(days=1)
    (line,) = time_steps([], [Wait(Stage.RETURNED, since, None, 1)], CALENDAR, TODAY, late_after=10)
    assert (line.step, line.longest_wait, line.late) == (Step.CORRECTING, 10, 0)
    (line,) = time_steps([], [Wait(Stage.RETURNED, since, None, 1)], CALENDAR, TODAY, late_after=9)
    assert line.late == 1


@pytest.mark.parametrize(("last_day", "late"), [(TODAY, 0), (TODAY - timedelta(days=1), 1)])
@pytest.mark.req("B9")
def test_a_payment_is_late_from_the_day_after_its_last_day(last_day, late):
    waits = [Wait(Stage.AWAITING_PAYMENT, date(2026, 9, 1), last_day, 1)]
    (line,) = time_steps([], waits, CALENDAR, TODAY, late_after=10)
    assert (line.step, line.late) == (Step.PAYMENT, late)


def test_nobody_is_late_while_a_publicity_runs():
    long_ago = date(2026, 8, 3)
    running = [Wait(Stage.IN_PUBLICITY, long_ago, TODAY, 1)]
    (line,) = time_steps([], running, CALENDAR, TODAY, late_after=10)
    assert (line.longest_wait, line.late) == (0, 0)
    over = [Wait(Stage.IN_PUBLICITY, long_ago, date(2026, 9, 11), 1)]
    (line,) = time_steps([], over, CALENDAR, TODAY, late_after=10)
    assert line.late == 1


def test_what_lies_in_an_unpublished_year_is_counted_but_not_measured():
    stays = [Stay(Step.CITY, date(2026, 12, 30), date(2027, 1, 8), 2)]
    (line,) = time_steps(stays, [], CALENDAR, TODAY, late_after=10)
    assert (line.left, line.median, line.longest) == (2, None, None)


def test_steps_stand_in_the_order_of_the_road_and_each_belongs_to_one_leg():
    assert set(LEG_OF_STEP) == set(Step)
    order = [list(LEG_OF_STEP.values()).index(leg) for leg in LEG_OF_STEP.values()]
    assert order == sorted(order)
    waiting_for_nobody = {Stage.DRAFT, Stage.FAILED, Stage.NOT_APPROVED, Stage.WITHDRAWN, Stage.ARCHIVED}
    assert set(Stage) - set(STEP_OF_STAGE) == waiting_for_nobody
