"""How long each step of the road takes, and what waits too long: working days, medians, bounds. Pure (issue 5, 7).

A stay is the time between two acts that still stand: the day a dossier came into a step and the day it left it. Days are
counted as everywhere in the program: the day of arrival not, the last day if it is a working day (DOMAIN facts §6).
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from app.domain.declaration import Stage
from app.domain.payment import is_overdue
from app.domain.statistics_counts import Stay, Wait
from app.domain.statistics_steps import PUBLISHING, STEP_OF_STAGE, Step
from app.domain.working_days import DayKind, WorkingDayCalendar

FEW = 10
"""Below this many cases counts are shown and nothing is made of them: no per cent, no middle 80 % (LOOK "Charts")."""
_OUTSIDE = 10
"""Per cent left out at either end of the middle 80 %."""


@dataclass(frozen=True, slots=True)
class StepTime:
    """One line of 每一步用几个工作日. Lengths in working days; None where nothing can be said."""

    step: Step
    left: int
    """Stays that ended."""
    median: float | None
    low: int | None
    """The middle 80 % lie from ``low`` to ``high``; None below ``FEW`` cases."""
    high: int | None
    longest: int | None
    waiting: int
    """There now."""
    longest_wait: int | None
    late: int
    """Of those how many wait longer than the goal, or past the last day to pay."""


class DayScale:
    """Counts working days between any two days of a span quickly; None where a year is not published."""

    def __init__(self, calendar: WorkingDayCalendar, first: date, last: date) -> None:
        self._first = first
        self._before: list[int] = [0]
        self._unknown: list[int] = [0]
        for number in range((last - first).days + 1):
            kind = calendar.kind_of(first + timedelta(days=number))
            self._before.append(self._before[-1] + (kind in (DayKind.WORKING, DayKind.MAKE_UP)))
            self._unknown.append(self._unknown[-1] + (kind is DayKind.UNKNOWN))

    def between(self, since: date, until: date) -> int | None:
        """Working days after ``since`` up to and with ``until``; 0 where ``until`` is not later."""
        begin, end = (since - self._first).days + 1, (until - self._first).days + 1
        if end <= begin:
            return 0
        if self._unknown[end] > self._unknown[begin]:
            return None
        return self._before[end] - self._before[begin]


def median_of(lengths: Mapping[int, int]) -> float | None:
    """``lengths`` counts the cases of each length. Between the two middle cases of an even number."""
    total = sum(lengths.values())
    if not total:
        return None
    lower, upper = _at_rank(lengths, (total + 1) // 2), _at_rank(lengths, total // 2 + 1)
    return (lower + upper) / 2


def middle_of(lengths: Mapping[int, int]) -> tuple[int, int] | None:
    """Between which lengths at least the middle 80 % lie; None below ``FEW`` cases."""
    total = sum(lengths.values())
    if total < FEW:
        return None
    outside = total * _OUTSIDE // 100
    return _at_rank(lengths, outside + 1), _at_rank(lengths, total - outside)


def _at_rank(lengths: Mapping[int, int], rank: int) -> int:
    """The length of the case that is ``rank``-th, the shortest first."""
    for length in sorted(lengths):
        rank -= lengths[length]
        if rank <= 0:
            return length
    raise ValueError("no such rank")


def time_steps(
    stays: Sequence[Stay],
    waits: Sequence[Wait],
    calendar: WorkingDayCalendar,
    today: date,
    late_after: int,
) -> tuple[StepTime, ...]:
    """Every step that has or had somebody in it, in the order of the road."""
    days = [day for s in stays for day in (s.since, s.until)] + [w.since for w in waits] + [today]
    days += [w.bound for w in waits if w.bound is not None]
    scale = DayScale(calendar, min(days), max(days))
    lengths: dict[Step, dict[int, int]] = defaultdict(lambda: defaultdict(int))
    left: dict[Step, int] = defaultdict(int)
    for stay in stays:
        left[stay.step] += stay.count
        length = scale.between(stay.since, stay.until)
        if length is not None:
            lengths[stay.step][length] += stay.count
    open_ones = _sum_waits(waits, scale, today, late_after)
    return tuple(
        _time_step(step, left[step], lengths[step], open_ones.get(step, _Open()))
        for step in Step
        if left[step] or step in open_ones
    )


@dataclass(slots=True)
class _Open:
    waiting: int = 0
    late: int = 0
    longest: int | None = None


def _sum_waits(waits: Iterable[Wait], scale: DayScale, today: date, late_after: int) -> Mapping[Step, _Open]:
    sums: dict[Step, _Open] = defaultdict(_Open)
    for wait in waits:
        step = STEP_OF_STAGE.get(wait.stage)
        if step is None:
            continue
        length = _length_of(wait, scale, today)
        one = sums[step]
        one.waiting += wait.count
        if length is not None:
            one.longest = max(one.longest or 0, length)
        if _is_late(wait, length, today, late_after):
            one.late += wait.count
    return sums


def _length_of(wait: Wait, scale: DayScale, today: date) -> int | None:
    if wait.stage in PUBLISHING and wait.bound is not None:
        # While it runs nobody is waited for; afterwards somebody is, from its last day on.
        return scale.between(wait.bound, today) if today > wait.bound else 0
    return scale.between(wait.since, today)


def _is_late(wait: Wait, length: int | None, today: date, late_after: int) -> bool:
    """逾期未缴费 goes by the last day to pay (B9), everything else by the goal of the desk."""
    if wait.stage is Stage.AWAITING_PAYMENT and wait.bound is not None:
        return is_overdue(wait.stage, wait.bound, today)
    return length is not None and length > late_after


def _time_step(step: Step, left: int, lengths: Mapping[int, int], now: _Open) -> StepTime:
    middle = middle_of(lengths)
    return StepTime(
        step=step,
        left=left,
        median=median_of(lengths),
        low=middle[0] if middle else None,
        high=middle[1] if middle else None,
        longest=max(lengths, default=None),
        waiting=now.waiting,
        longest_wait=now.longest,
        late=now.late,
    )
