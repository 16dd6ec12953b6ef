"""What a person typed into a field, read as a date or a number. Pure; prechecks and screens call.

Fields keep the text as typed; nothing here changes it.
"""

import re
import unicodedata
from datetime import date

from app.domain.plan import FieldKind

OPEN_END = "至今"
"""May stand for the end of a period that still runs."""

_DIGITS_ONLY = re.compile(r"(\d{4})(\d{2})(\d{2})?")
_DATE_TEXT = re.compile(r"(\d{4})(?:[-/.年](\d{1,2})(?:[-/.月](\d{1,2})日?|月?)|年?)")


def read_date(text: str) -> date | None:
    """The first day of what is meant: 2024-11-05, 2024-11, 2024 (also with / . or 年月日, or 20241105). None = no such day."""
    tidy = _tidy(text)
    match = _DATE_TEXT.fullmatch(tidy) or _DIGITS_ONLY.fullmatch(tidy)
    if match is None:
        return None
    year, month, day = match.groups()
    try:
        return date(int(year), int(month or 1), int(day or 1))
    except ValueError:
        return None


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
