"""The office's working-day calendar: the years that ship with the program and those an office imported.

Implements app.ports.calendar.Calendar; built by app/main.py. An imported year replaces the shipped file of the
same year, so that a correction of a notice can be taken in without a new program.
"""

from collections.abc import Iterable
from pathlib import Path

from app.domain.errors import EnvironmentFault
from app.domain.holiday_years import CheckedHolidayYear, parse_holiday_year
from app.domain.working_days import HolidayYear, WorkingDayCalendar


class OfficeCalendar:
    """``working_days()`` may be called from any thread: the calendar is frozen and replaced as a whole."""

    def __init__(self, shipped: Iterable[HolidayYear], imported_texts: Iterable[str] = ()) -> None:
        """``imported_texts``: contents of files kept by the working copy, in the order of their import.

        Raises RuleError("H-1xx") for an imported text that does not hold; whoever kept it had checked it.
        """
        self._years = list(shipped)
        self._years += [parse_holiday_year(text).year for text in imported_texts]
        self._calendar = WorkingDayCalendar.from_years(self._years)

    def working_days(self) -> WorkingDayCalendar:
        return self._calendar

    def check_year_file(self, content: str) -> int:
        """The year of a holiday file. Raises RuleError("H-101" … "H-106"), see app.domain.holiday_years."""
        return self.examine_year_file(content).year.year

    def examine_year_file(self, content: str) -> CheckedHolidayYear:
        """Like ``check_year_file``, with the days and with make-up days that are odd enough to be shown first."""
        return parse_holiday_year(content)

    def add_year(self, content: str) -> None:
        self._years.append(parse_holiday_year(content).year)
        self._calendar = WorkingDayCalendar.from_years(self._years)


def read_shipped_years(folder: Path) -> tuple[HolidayYear, ...]:
    """Every ``YYYY.json`` in ``folder``, oldest first.

    Raises EnvironmentFault("H-111", file=…) for a file that cannot be read and RuleError("H-1xx") for one that
    does not hold: both mean a damaged installation, since the shipped files are tested.
    """
    return tuple(read_year_file(path).year for path in sorted(folder.glob("[0-9][0-9][0-9][0-9].json")))


def read_year_file(path: Path) -> CheckedHolidayYear:
    """Read and check one file. Raises EnvironmentFault("H-111", file=…) and RuleError("H-1xx")."""
    try:
        text = path.read_text(encoding="utf-8-sig")
    except (OSError, UnicodeDecodeError) as fault:
        raise EnvironmentFault("H-111", file=path.name) from fault
    return parse_holiday_year(text)
