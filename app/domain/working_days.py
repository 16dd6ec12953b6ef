"""Working days, and the days on which a publicity (公示) may end. Pure; any layer may call.

The statutory holidays and make-up days (调休上班) are announced year by year. Outside the years whose
announcement is known nothing is guessed: the answer is 尚未公布, typed as NotPublishedError or None
(DOMAIN facts §6). Whether the first day of a publicity counts is unsettled, so both ends are offered.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta, timezone
from enum import StrEnum
from typing import NamedTuple

from app.domain.errors import RuleError

SHANGHAI = timezone(timedelta(hours=8), "Asia/Shanghai")
"""China has kept UTC+8 without summer time since 1992; a fixed offset needs no time zone database on Windows."""

ONE_DAY = timedelta(days=1)
SATURDAY = 5


class NotPublishedError(RuleError):
    """尚未公布: the holidays of ``year`` are not known here. Code H-107, params: year."""

    def __init__(self, year: int) -> None:
        super().__init__("H-107", year=year)
        self.year = year


class DayKind(StrEnum):
    """What a day is in the calendar picture."""

    WORKING = "working"
    WEEKEND = "weekend"
    HOLIDAY = "holiday"  # 休
    MAKE_UP = "make_up"  # 班, 调休上班
    UNKNOWN = "unknown"  # 尚未公布


@dataclass(frozen=True, slots=True)
class HolidayYear:
    """One year's announcement. ``holidays`` lists every day off, the weekends inside a holiday too."""

    year: int
    source: str
    holidays: Mapping[date, str]
    workdays: frozenset[date]
    """Make-up days: 调休上班."""


class PublicityEnds(NamedTuple):
    """Last day of a publicity under both rules; None = 尚未公布. ``start_excluded`` is never the earlier one."""

    start_counted: date | None
    start_excluded: date | None


@dataclass(frozen=True, slots=True)
class WorkingDayCalendar:
    """Built by ``from_years``; knows the years it was given and no other."""

    known_years: frozenset[int]
    holidays: Mapping[date, str] = field(hash=False)
    make_up_days: frozenset[date]

    @classmethod
    def from_years(cls, years: Iterable[HolidayYear]) -> "WorkingDayCalendar":
        """A later entry for the same year replaces an earlier one (an imported file corrects the shipped)."""
        by_year = {year.year: year for year in years}
        return cls(
            known_years=frozenset(by_year),
            holidays={day: name for year in by_year.values() for day, name in year.holidays.items()},
            make_up_days=frozenset(day for year in by_year.values() for day in year.workdays),
        )

    def kind_of(self, day: date) -> DayKind:
        if day.year not in self.known_years:
            return DayKind.UNKNOWN
        if day in self.holidays:
            return DayKind.HOLIDAY
        if day in self.make_up_days:
            return DayKind.MAKE_UP
        return DayKind.WEEKEND if day.weekday() >= SATURDAY else DayKind.WORKING

    def holiday_name(self, day: date) -> str:
        """国庆节 … for a day off that was announced, else empty."""
        return self.holidays.get(day, "")

    def is_working_day(self, day: date) -> bool:
        """Raises NotPublishedError outside the known years."""
        kind = self.kind_of(day)
        if kind is DayKind.UNKNOWN:
            raise NotPublishedError(day.year)
        return kind in (DayKind.WORKING, DayKind.MAKE_UP)

    def publicity_end(self, start: date, working_days: int = 5, *, start_counts: bool) -> date:
        """The day, itself a working day, that completes ``working_days`` (at least 1) from ``start``.

        ``start_counts``: the first day counts when it is a working day; otherwise counting begins on the
        day after. Raises NotPublishedError when a day that has to be looked at lies outside the known years.
        """
        if working_days < 1:
            raise ValueError("a publicity lasts at least one working day")
        # The start is looked at under both rules: nothing begins in a year that nobody has announced.
        count = int(self.is_working_day(start) and start_counts)
        day = start
        while count < working_days:
            day += ONE_DAY
            count += self.is_working_day(day)
        return day

    def both_ends(self, start: date, working_days: int = 5) -> PublicityEnds:
        """The ends under both rules, None where 尚未公布 (DOMAIN facts §6: show both, default to the later)."""
        return PublicityEnds(
            self._end_or_none(start, working_days, start_counts=True),
            self._end_or_none(start, working_days, start_counts=False),
        )

    def earliest_end(self, start: date, working_days: int = 5, *, start_counts: bool) -> date:
        """A day before which a publicity cannot be over, whatever will be announced for the years not known yet.

        No guess of the end: days outside the known years are taken for working days, so it can only be later.
        """
        day = start
        count = int(start_counts and self._may_be_worked(start))
        while count < working_days:
            day += ONE_DAY
            count += self._may_be_worked(day)
        return day

    def _may_be_worked(self, day: date) -> bool:
        return self.kind_of(day) in (DayKind.WORKING, DayKind.MAKE_UP, DayKind.UNKNOWN)

    def _end_or_none(self, start: date, working_days: int, *, start_counts: bool) -> date | None:
        try:
            return self.publicity_end(start, working_days, start_counts=start_counts)
        except NotPublishedError:
            return None

    def counted_days(self, start: date, end: date, *, start_counts: bool) -> Mapping[date, int]:
        """Each counted working day from ``start`` to ``end`` (inclusive) with its number, 1 first.

        For the numbered discs of the calendar picture. Days outside the known years are left out: the
        picture shows them as 尚未公布, it does not fail.
        """
        first = start if start_counts else start + ONE_DAY
        days = (first + timedelta(days=n) for n in range((end - first).days + 1))
        counted = (d for d in days if self.kind_of(d) in (DayKind.WORKING, DayKind.MAKE_UP))
        return {day: number for number, day in enumerate(counted, 1)}


def opens_at(end: date) -> datetime:
    """When 通过 opens: 00:00 in Asia/Shanghai of the day after the last day (A4.4)."""
    return datetime.combine(end + ONE_DAY, time(), SHANGHAI)
