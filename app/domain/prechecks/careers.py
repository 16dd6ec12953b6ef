"""工作经历 beside itself: two full-time posts at once, and months of which nothing is said (DOMAIN facts §7). Pure.

Periods are stated by the month, so a post may begin in the month in which the one before ended.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from app.domain.archive import FrozenItem
from app.domain.prechecks.notice import Notice, Severity
from app.domain.typed_values import OPEN_END, read_date

_WORK, _EDUCATION = "work", "education"
LONGEST_GAP = 3
"""Whole months between two posts that are not pointed out: looking for work, moving."""


@dataclass(frozen=True, slots=True)
class _Period:
    """``first`` and ``last``: numbers of months, both worked in."""

    first: int
    last: int
    item: FrozenItem


def check_overlaps(items: Sequence[FrozenItem], today: date) -> Iterator[Notice]:
    """work_overlaps (employer, start, end: of the earlier post), at the start of the later one."""
    periods = _list_periods(items, _WORK, today)
    longest: _Period | None = None
    for period in periods:
        if longest is not None and period.first < longest.last:
            fields = longest.item.fields
            params = {key: fields.get(key, "").strip() for key in ("employer", "start", "end")}
            yield Notice("work_overlaps", params, _WORK, "start", period.item.item_id)
        if longest is None or period.last > longest.last:
            longest = period


def check_gaps(items: Sequence[FrozenItem], today: date) -> Iterator[Notice]:
    """work_gap (months, start: last month before, end: first month after), a hint; study in between is no gap."""
    studies = _list_periods(items, _EDUCATION, today)
    reached: int | None = None
    for period in _list_periods(items, _WORK, today):
        if reached is not None:
            covered = _follow(reached, studies)
            months = period.first - covered - 1
            if months > LONGEST_GAP:
                params = {"months": str(months), "start": _name(covered), "end": _name(period.first)}
                yield Notice("work_gap", params, _WORK, "start", period.item.item_id, severity=Severity.HINT)
        reached = period.last if reached is None else max(reached, period.last)


def _follow(reached: int, studies: Sequence[_Period]) -> int:
    """The month up to which studies carry on from ``reached`` without a gap of their own."""
    for study in studies:
        if study.first <= reached + 1 + LONGEST_GAP:
            reached = max(reached, study.last)
    return reached


def _list_periods(items: Sequence[FrozenItem], section: str, today: date) -> list[_Period]:
    """Those whose months can be read and are in order, by their beginning."""
    found = []
    for item in items:
        if item.section != section:
            continue
        start = read_date(item.fields.get("start", ""))
        end_text = item.fields.get("end", "").strip()
        end = today if end_text == OPEN_END else read_date(end_text)
        if start is not None and end is not None and start <= end:
            found.append(_Period(_month(start), _month(end), item))
    return sorted(found, key=_place)


def _place(period: _Period) -> tuple[int, int]:
    return period.first, period.last


def _month(day: date) -> int:
    return day.year * 12 + day.month - 1


def _name(month: int) -> str:
    return f"{month // 12:04d}-{month % 12 + 1:02d}"
