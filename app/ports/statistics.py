"""The read side of 统计 (issue 5, 7): counts only, no row names a person.

Scoped like ``app.ports.queries``: an employer counts its own declarations, a level above what has reached it. Drafts
count nowhere. Read thread only.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Protocol

from app.domain.declaration import DeclareMode
from app.domain.organisation import Role
from app.domain.statistics import DossierCount, ReasonCount
from app.domain.statistics_times import Stay, Wait
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
class ReturnCounts:
    """Of returns that stand."""

    reasons: tuple[ReasonCount, ...]
    dossiers: Mapping[Role | None, int]
    """How many declarations each level returned; None: how many were returned at all."""


class StatisticsQueries(Protocol):
    def choices(self, scope: Scope) -> StatisticsChoices: ...
    def dossiers(self, scope: Scope, wanted: StatisticsFilter) -> Sequence[DossierCount]: ...
    def waits(self, scope: Scope, wanted: StatisticsFilter) -> Sequence[Wait]:
        """Of those that somebody has to act on, or whose publicity runs."""
        ...

    def returns(self, scope: Scope, wanted: StatisticsFilter) -> ReturnCounts: ...
    def stays(self, scope: Scope, wanted: StatisticsFilter) -> Sequence[Stay]: ...
