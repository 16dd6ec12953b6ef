"""The working-day calendar: DOMAIN facts §6 with its golden vectors, and 尚未公布 beyond the data."""

from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

import resources
from app.domain.working_days import (
    DayKind,
    HolidayYear,
    NotPublishedError,
    PublicityEnds,
    WorkingDayCalendar,
    opens_at,
)
from app.services.holiday_data import read_shipped_years

CALENDAR = WorkingDayCalendar.from_years(read_shipped_years(resources.holidays_dir()))


def day(text: str) -> date:
    return date.fromisoformat(text)


GOLDEN = [
    ("2026-02-10", "2026-02-14", "2026-02-24"),  # Saturday make-up day; Spring Festival behind it
    ("2026-02-13", "2026-02-26", "2026-02-27"),
    ("2026-04-02", "2026-04-09", "2026-04-10"),
    ("2026-04-30", "2026-05-09", "2026-05-11"),  # ends on a Saturday make-up day
    ("2026-09-18", "2026-09-23", "2026-09-24"),
    ("2026-09-30", "2026-10-12", "2026-10-13"),
    ("2026-01-05", "2026-01-09", "2026-01-12"),
]


@pytest.mark.req("A4.4")
@pytest.mark.parametrize(("start", "counted", "excluded"), GOLDEN)
def test_golden_vectors_of_five_working_days(start: str, counted: str, excluded: str) -> None:
    assert CALENDAR.both_ends(day(start)) == PublicityEnds(day(counted), day(excluded))
    assert CALENDAR.publicity_end(day(start), start_counts=True) == day(counted)
    assert CALENDAR.publicity_end(day(start), start_counts=False) == day(excluded)


@pytest.mark.parametrize(
    ("start", "ends"),
    [
        ("2026-12-24", PublicityEnds(day("2026-12-30"), day("2026-12-31"))),
        ("2026-12-25", PublicityEnds(day("2026-12-31"), None)),
        ("2026-12-26", PublicityEnds(None, None)),
        ("2027-03-01", PublicityEnds(None, None)),
        ("2019-12-31", PublicityEnds(None, None)),
    ],
)
def test_beyond_the_known_years_nothing_is_guessed(start: str, ends: PublicityEnds) -> None:
    assert CALENDAR.both_ends(day(start)) == ends


def test_the_error_names_the_year_that_is_not_published() -> None:
    with pytest.raises(NotPublishedError) as caught:
        CALENDAR.publicity_end(day("2026-12-28"), start_counts=True)
    assert (caught.value.code, caught.value.params) == ("H-107", {"year": 2027})
    with pytest.raises(NotPublishedError):
        CALENDAR.is_working_day(day("2027-01-01"))


def test_a_start_in_an_unknown_year_is_unknown_even_when_only_known_days_would_count() -> None:
    with pytest.raises(NotPublishedError):
        CALENDAR.publicity_end(day("2019-12-31"), start_counts=False)


def test_a_year_added_later_opens_the_end_and_a_later_file_replaces_an_earlier() -> None:
    shipped = read_shipped_years(resources.holidays_dir())
    first = HolidayYear(2027, "样例", {day("2027-01-01"): "元旦"}, frozenset())
    extended = WorkingDayCalendar.from_years([*shipped, first])
    assert extended.publicity_end(day("2026-12-28"), start_counts=True) == day("2027-01-04")
    corrected = HolidayYear(2027, "样例更正", {day("2027-01-01"): "元旦"}, frozenset({day("2027-01-02")}))
    again = WorkingDayCalendar.from_years([*shipped, first, corrected])
    assert again.publicity_end(day("2026-12-28"), start_counts=True) == day("2027-01-02")


def test_kinds_and_names_of_days() -> None:
    kinds = {
        "2026-10-01": DayKind.HOLIDAY,
        "2026-10-03": DayKind.HOLIDAY,  # a Saturday inside the holiday
        "2026-10-10": DayKind.MAKE_UP,
        "2026-10-11": DayKind.WEEKEND,
        "2026-10-12": DayKind.WORKING,
        "2027-01-01": DayKind.UNKNOWN,
    }
    assert {text: CALENDAR.kind_of(day(text)) for text in kinds} == kinds
    assert CALENDAR.holiday_name(day("2026-10-01")) == "国庆节"
    assert CALENDAR.holiday_name(day("2026-10-12")) == ""


@pytest.mark.req("A4.4")
def test_numbered_discs_of_the_calendar_picture() -> None:
    """The picture of the publicity desk: 9月30日 to 10月13日, the start not counted."""
    assert CALENDAR.counted_days(day("2026-09-30"), day("2026-10-13"), start_counts=False) == {
        day("2026-10-08"): 1,
        day("2026-10-09"): 2,
        day("2026-10-10"): 3,
        day("2026-10-12"): 4,
        day("2026-10-13"): 5,
    }
    assert CALENDAR.counted_days(day("2026-09-30"), day("2026-09-30"), start_counts=True) == {
        day("2026-09-30"): 1
    }
    assert CALENDAR.counted_days(day("2026-09-30"), day("2026-09-30"), start_counts=False) == {}
    assert CALENDAR.counted_days(day("2026-10-13"), day("2026-09-30"), start_counts=True) == {}


def test_discs_leave_out_days_that_are_not_published() -> None:
    assert list(CALENDAR.counted_days(day("2026-12-30"), day("2027-01-06"), start_counts=True)) == [
        day("2026-12-30"),
        day("2026-12-31"),
    ]


@pytest.mark.req("A4.4")
def test_pass_opens_at_midnight_in_shanghai_after_the_last_day() -> None:
    assert opens_at(day("2026-10-13")) == datetime(2026, 10, 13, 16, 0, tzinfo=UTC)
    assert opens_at(day("2026-10-13")).date() == day("2026-10-14")


def test_a_publicity_of_no_days_is_a_bug() -> None:
    with pytest.raises(ValueError, match="at least one"):
        CALENDAR.publicity_end(day("2026-01-05"), 0, start_counts=True)


@given(
    start=st.dates(day("2020-01-01"), day("2026-11-30")),
    length=st.integers(1, 15),
    start_counts=st.booleans(),
)
def test_the_end_is_the_working_day_that_completes_the_number(
    start: date, length: int, start_counts: bool
) -> None:
    end = CALENDAR.publicity_end(start, length, start_counts=start_counts)
    counted = CALENDAR.counted_days(start, end, start_counts=start_counts)
    assert len(counted) == length
    assert max(counted) == end
    assert CALENDAR.is_working_day(end)
    before = CALENDAR.counted_days(start, end - timedelta(days=1), start_counts=start_counts)
    assert len(before) == length - 1


@given(st.dates(day("2020-01-01"), day("2026-11-30")))
def test_the_end_with_the_start_excluded_is_never_earlier(start: date) -> None:
    counted, excluded = CALENDAR.both_ends(start)
    assert counted is not None and excluded is not None
    assert excluded >= counted
    assert (excluded > counted) is CALENDAR.is_working_day(start)
