"""A year's holiday file as text: the check of its content. Pure; usecases (import) and services (shipped) call.

File: ``{"year": 2026, "source": "…通知", "holidays": [{"date": "2026-01-01", "name": "元旦"}, …],
"workdays": ["2026-01-04", …]}``. Codes, all RuleError: H-101 not JSON, H-102 a field is missing or malformed
(param field), H-103 a date outside the year, H-104 a date twice, H-105 a day both off and worked,
H-106 the year is incomplete (param missing: names of holidays).
"""

import json
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import cast

from app.domain.errors import RuleError
from app.domain.working_days import SATURDAY, HolidayYear

# Statutory days that carry a fixed date in the Gregorian calendar, and the windows of those that move.
_FIXED_DAYS: dict[str, tuple[tuple[int, int], ...]] = {
    "元旦": ((1, 1),),
    "劳动节": ((5, 1),),
    "国庆节": ((10, 1), (10, 2), (10, 3)),
}
_MOVING_DAYS: dict[str, tuple[tuple[int, int], tuple[int, int], int]] = {
    "春节": ((1, 21), (2, 23), 3),
    "清明": ((4, 4), (4, 6), 1),
    "端午": ((5, 26), (6, 26), 1),
    "中秋": ((9, 7), (10, 9), 1),
}
# 中秋 may fall into the National Day days (2020) and then has no name of its own: eight days off instead of seven.
_NATIONAL_DAYS_WITH_AUTUMN = 8


@dataclass(frozen=True, slots=True)
class CheckedHolidayYear:
    """A file that may be used. ``odd_workdays`` are make-up days on a Monday to Friday: usually a slip of the
    pen, shown to the person before the import, harmless in the count."""

    year: HolidayYear
    odd_workdays: tuple[date, ...]


def parse_holiday_year(text: str) -> CheckedHolidayYear:
    """Read and check the text of one year's file. Raises RuleError (codes in the module's docstring)."""
    raw = _load_object(text)
    year = raw.get("year")
    if not isinstance(year, int) or isinstance(year, bool) or not 1949 <= year <= 9998:
        raise RuleError("H-102", field="year")
    source = raw.get("source")
    if not isinstance(source, str) or not source.strip():
        raise RuleError("H-102", field="source")
    named = [_read_holiday(entry, n) for n, entry in enumerate(_read_list(raw, "holidays"))]
    workdays = [_read_date(entry, f"workdays[{n}]") for n, entry in enumerate(_read_list(raw, "workdays"))]
    _check_dates(year, [day for day, _ in named], workdays)
    holidays = dict(sorted(named))
    missing = find_missing_holidays(year, holidays)
    if missing:
        raise RuleError("H-106", year=year, missing=missing)
    checked = HolidayYear(year, source.strip(), holidays, frozenset(workdays))
    return CheckedHolidayYear(checked, tuple(sorted(d for d in workdays if d.weekday() < SATURDAY)))


def find_missing_holidays(year: int, holidays: dict[date, str]) -> tuple[str, ...]:
    """Names of statutory holidays for which the year has no day off: a half-finished file is not a calendar."""
    missing = [
        name for name, days in _FIXED_DAYS.items() if any(date(year, m, d) not in holidays for m, d in days)
    ]
    for name, (first, last, least) in _MOVING_DAYS.items():
        days = (day for day, title in holidays.items() if name in title)
        if sum(date(year, *first) <= day <= date(year, *last) for day in days) < least:
            missing.append(name)
    if sum("国庆" in title for title in holidays.values()) >= _NATIONAL_DAYS_WITH_AUTUMN:
        missing = [name for name in missing if name != "中秋"]
    return tuple(missing)


def write_holiday_year(year: HolidayYear) -> str:
    """The text of the year's file, one day a line so that a review reads well. Inverse of parsing."""
    holidays = [
        json.dumps({"date": day.isoformat(), "name": name}, ensure_ascii=False)
        for day, name in sorted(year.holidays.items())
    ]
    workdays = [json.dumps(day.isoformat()) for day in sorted(year.workdays)]
    lines = [
        "{",
        f'  "year": {year.year},',
        f'  "source": {json.dumps(year.source, ensure_ascii=False)},',
        '  "holidays": [',
        ",\n".join(f"    {h}" for h in holidays),
        "  ],",
        '  "workdays": [',
        ",\n".join(f"    {w}" for w in workdays),
        "  ]",
        "}",
    ]
    return "\n".join(lines) + "\n"


def _load_object(text: str) -> dict[str, object]:
    try:
        # A file saved by Windows Notepad may begin with a byte order mark.
        raw = json.loads(text.removeprefix("\ufeff"))
    except (ValueError, RecursionError):
        raise RuleError("H-101") from None
    if not isinstance(raw, dict):
        raise RuleError("H-101")
    return cast(dict[str, object], raw)


def _read_list(raw: dict[str, object], field: str) -> list[object]:
    value = raw.get(field)
    if not isinstance(value, list):
        raise RuleError("H-102", field=field)
    return cast(list[object], value)


def _read_holiday(entry: object, number: int) -> tuple[date, str]:
    place = f"holidays[{number}]"
    if not isinstance(entry, dict):
        raise RuleError("H-102", field=place)
    name = entry.get("name")
    if not isinstance(name, str) or not name.strip():
        raise RuleError("H-102", field=f"{place}.name")
    return _read_date(entry.get("date"), f"{place}.date"), name.strip()


def _read_date(value: object, field: str) -> date:
    # fromisoformat also takes 20260101 and 2026-W01-1: one form only, so that files stay comparable.
    if isinstance(value, str) and len(value) == 10 and value[4] == value[7] == "-":
        try:
            return date.fromisoformat(value)
        except ValueError:
            pass
    raise RuleError("H-102", field=field)


def _check_dates(year: int, holidays: Iterable[date], workdays: Iterable[date]) -> None:
    seen: dict[date, str] = {}
    for kind, days in (("holidays", holidays), ("workdays", workdays)):
        for day in days:
            if day.year != year:
                raise RuleError("H-103", date=day.isoformat(), year=year)
            if day in seen:
                raise RuleError("H-104" if seen[day] == kind else "H-105", date=day.isoformat())
            seen[day] = kind
