"""What 统计 is made of: numbers of declarations that share something, counted portion by portion. Pure (issue 5, 7).

Every record carries no person, so that no row can show anybody of another district.
"""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date
from typing import TypeVar

from app.domain.declaration import DeclareMode, Stage
from app.domain.organisation import Role
from app.domain.statistics_steps import Step


@dataclass(frozen=True, slots=True)
class DossierCount:
    """``count`` declarations that share all of this."""

    plan_id: str
    unit_id: str
    mode: DeclareMode
    stage: Stage
    stopped_at: Stage | None
    """Where an ended one (不通过, 评审未通过, 放弃申报) stood before; None where it was not recorded."""
    returned: bool
    """退回 at least once, by a decision that stands."""
    count: int


@dataclass(frozen=True, slots=True)
class ReasonCount:
    """``places``: how often the reason was ticked in returns of the level."""

    level: Role
    code: str
    places: int


@dataclass(frozen=True, slots=True)
class Stay:
    """``count`` dossiers came into the step on ``since`` and left it on ``until``."""

    step: Step
    since: date
    until: date
    count: int


@dataclass(frozen=True, slots=True)
class Wait:
    """``count`` dossiers are in the stage since ``since``; ``bound``: last day to pay, or of the publicity that runs."""

    stage: Stage
    since: date
    bound: date | None
    count: int


@dataclass(frozen=True, slots=True)
class Counts:
    """One filter's numbers."""

    dossiers: tuple[DossierCount, ...] = ()
    waits: tuple[Wait, ...] = ()
    """Of those that somebody has to act on, or whose publicity runs."""
    stays: tuple[Stay, ...] = ()
    reasons: tuple[ReasonCount, ...] = ()
    """Of returns that stand."""
    returned: Mapping[Role | None, int] | None = None
    """How many declarations each level returned; under None how many were returned at all."""

    @property
    def total(self) -> int:
        return sum(one.count for one in self.dossiers)

    def returned_by(self, level: Role | None = None) -> int:
        return (self.returned or {}).get(level, 0)


T = TypeVar("T", DossierCount, Wait, Stay)


def sum_counts(parts: Iterable[Counts]) -> Counts:
    """One Counts of portions that share no declaration."""
    parts = list(parts)
    places: Counter[tuple[Role, str]] = Counter()
    returned: Counter[Role | None] = Counter()
    for part in parts:
        for reason in part.reasons:
            places[reason.level, reason.code] += reason.places
        returned.update(part.returned or {})
    return Counts(
        dossiers=_sum_alike(one for part in parts for one in part.dossiers),
        waits=_sum_alike(one for part in parts for one in part.waits),
        stays=_sum_alike(one for part in parts for one in part.stays),
        reasons=tuple(ReasonCount(level, code, number) for (level, code), number in places.items()),
        returned=dict(returned),
    )


def _sum_alike(records: Iterable[T]) -> tuple[T, ...]:
    sums: Counter[T] = Counter()
    for one in records:
        sums[replace(one, count=0)] += one.count
    return tuple(replace(one, count=number) for one, number in sums.items())
