"""The read side of 统计 (issue 5, 7): counts only, no row names a person.

Scoped like ``app.ports.queries``: an employer counts its own declarations, a level above what has reached it. Drafts
count nowhere. Read thread only.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Protocol

from app.domain.declaration import DeclareMode
from app.domain.statistics_counts import Counts
from app.ports.queries import Scope


@dataclass(frozen=True, slots=True)
class StatisticsFilter:
    """One set of declarations for every picture of the page."""

    year: int | None = None
    plan_id: str | None = None
    unit_id: str | None = None
    """Above the employer only: an employer's own unit is its scope."""
    mode: DeclareMode | None = None
    submitted_from: date | None = None
    """Days in Asia/Shanghai, both inclusive, of the last submission (申报时间)."""
    submitted_to: date | None = None


@dataclass(frozen=True, slots=True)
class StatisticsChoices:
    """What the filters offer: only what occurs within the scope."""

    years: tuple[int, ...]
    """Newest first."""
    plans: tuple[tuple[str, int, str], ...]
    """(plan id, year, plan name)."""
    units: tuple[tuple[str, str], ...]
    """(organisation id, name), by name; empty at an employer's desk."""


@dataclass(frozen=True, slots=True)
class Portion:
    """Declarations whose row keys lie from ``first`` to ``last``: counted in one go, so that the read thread is never held for
    long and a page that is left stops counting."""

    first: int
    last: int


class StatisticsQueries(Protocol):
    def choices(self, scope: Scope) -> StatisticsChoices: ...
    def portions(self, scope: Scope) -> Sequence[Portion]:
        """Together all declarations that the scope can see; one portion at an employer's desk."""
        ...

    def count(self, scope: Scope, wanted: StatisticsFilter, portion: Portion) -> Counts:
        """``sum_counts`` of all portions is what the page shows."""
        ...
