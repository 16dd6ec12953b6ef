"""The working-day calendar of one working copy: shipped years, then those its office imported. Called by app/main.py.

`import_holiday_year` keeps an imported file in the copy's settings, one entry a year; this reads them back at the
start. A kept file that no longer holds does not stop the start: its year is as if it had not been imported
(尚未公布, or the shipped file), which is safe because nothing is guessed, and the log says so.
"""

import logging
from collections.abc import Callable, Iterator
from pathlib import Path

from app.domain.errors import RuleError
from app.domain.holiday_years import parse_holiday_year
from app.services.holiday_data import OfficeCalendar, read_shipped_years

KEPT_YEARS = range(2000, 2101)
"""Settings can be asked for by name only. A file of another year is used until the program ends."""

_log = logging.getLogger(__name__)


def setting_of_year(year: int) -> str:
    """The name under which `app.usecases.import_holiday_year` keeps a year's file."""
    return f"holidays.{year}"


def open_calendar(shipped_folder: Path, get_setting: Callable[[str], str | None]) -> OfficeCalendar:
    """The calendar (app.ports.calendar). ``get_setting``: settings of the working copy, asked once for each of
    KEPT_YEARS on the calling thread. Raises EnvironmentFault("H-111") for a damaged installation."""
    return OfficeCalendar(read_shipped_years(shipped_folder), _read_kept(get_setting))


def _read_kept(get_setting: Callable[[str], str | None]) -> Iterator[str]:
    for year in KEPT_YEARS:
        text = get_setting(setting_of_year(year))
        if text is None:
            continue
        try:
            parse_holiday_year(text)
        except RuleError as fault:
            _log.warning("the imported holidays of %s do not hold: %s", year, fault.code)
        else:
            yield text
