"""What a person typed into a field, read as a date or a number. Pure; prechecks and screens call.

Fields keep the text as typed; nothing here changes it.
"""

import re
import unicodedata
from calendar import monthrange
from datetime import date

from app.domain.plan import FieldKind

OPEN_END = "至今"
"""May stand for the end of a period that still runs."""

_DIGITS_ONLY = re.compile(r"(\d{4})(\d{2})(\d{2})?")
_DATE_TEXT = re.compile(r"(\d{4})(?:[-/.年](\d{1,2})(?:[-/.月](\d{1,2})日?|月?)|年?)")
_DATE_BEGUN = re.compile(r"\d{0,8}|\d{4}[-/.年]\d{0,2}|\d{4}[-/.年]\d{1,2}[-/.月]\d{0,2}")


def read_date(text: str) -> date | None:
    """The first day of what is meant: 2024-11-05, 2024-11, 2024 (also with / . or 年月日, or 20241105). None = no such day."""
    read = read_date_parts(text)
    return read[0] if read else None


def read_last_day(text: str) -> date | None:
    """The last day of what is meant: 2024 is 2024-12-31, 2024-02 is 2024-02-29. None = no such day."""
    read = read_date_parts(text)
    if read is None or read[1] == 3:
        return read[0] if read else None
    month = read[0].month if read[1] == 2 else 12
    return date(read[0].year, month, monthrange(read[0].year, month)[1])


def read_date_parts(text: str) -> tuple[date, int] | None:
    """The first day of what is meant and how much was written: 1 = a year, 2 = a month, 3 = a day. None = no such day."""
    tidy = _tidy(text)
    match = _DATE_TEXT.fullmatch(tidy) or _DIGITS_ONLY.fullmatch(tidy)
    if match is None:
        return None
    year, month, day = match.groups()
    try:
        first = date(int(year), int(month or 1), int(day or 1))
    except ValueError:
        return None
    return first, sum(part is not None for part in (year, month, day))


def is_date_begun(text: str, parts: int) -> bool:
    """Whether more typing can still make a date of so many parts (1 year, 2 month, 3 day) of the text.

    202, 2024-, 2024-0, 2024-11-3. Not 2024-13, not 4月, and not what is written to its end.
    """
    tidy = _tidy(text)
    if not _DATE_BEGUN.fullmatch(tidy):
        return False
    plain = tidy.isdigit()
    year, months, days = (tidy[:4], tidy[4:6], tidy[6:]) if plain else [*re.split(r"\D", tidy), "", ""][:3]
    if len((year, months, days)[parts - 1]) == (4 if parts == 1 else 2):
        return False
    if len(months) < 2 and not days:
        # Without separators a month has two digits, so that 2024 5 leads nowhere.
        return months in ("", "0", "1") or (not plain and read_date(f"{year}-{months}") is not None)
    return read_date(f"{year}-{months}") is not None and days in ("", "0", "1", "2", "3")


def read_number(text: str, kind: FieldKind) -> float | None:
    """A number of kind integer or money, not negative; thousands may be set apart by commas. None = unreadable."""
    tidy = _tidy(text).replace(",", "")
    pattern = r"\d+" if kind is FieldKind.INTEGER else r"\d+(\.\d+)?"
    return float(tidy) if re.fullmatch(pattern, tidy) else None


def count_characters(text: str) -> int:
    """Characters that count for a length limit: every one but white space (B5.1)."""
    return sum(not character.isspace() for character in text)


def _tidy(text: str) -> str:
    return "".join(unicodedata.normalize("NFKC", text).split())
