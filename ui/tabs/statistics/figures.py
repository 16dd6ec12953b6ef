"""Everything that one look at 统计 shows, worked out from the counts. Pure; made on the work lane."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime

from app.domain.organisation import Role
from app.domain.statistics import (
    Finding,
    GroupCount,
    Grouping,
    LegCount,
    RankedReason,
    count_groups,
    count_legs,
    find_finding,
    levels_that_returned,
    rank_reasons,
)
from app.domain.statistics_counts import Counts
from app.domain.statistics_times import StepTime, time_steps
from app.domain.working_days import WorkingDayCalendar
from app.ports.road_queries import LATE_AFTER
from app.ports.statistics import StatisticsFilter


@dataclass(frozen=True, slots=True)
class Figures:
    wanted: StatisticsFilter
    as_of: datetime
    counts: Counts
    legs: tuple[LegCount, ...]
    times: tuple[StepTime, ...]
    groups: Mapping[Grouping, tuple[GroupCount, ...]]
    levels: Mapping[Role, int]
    """Places that each level ticked, in the order of the road."""
    finding: Finding

    @property
    def total(self) -> int:
        return self.counts.total

    def ranked(self, level: Role | None) -> tuple[RankedReason, ...]:
        """At most eight lines (LOOK "Charts")."""
        return rank_reasons(self.counts.reasons, level)

    def places(self, level: Role | None) -> int:
        return sum(self.levels.values()) if level is None else self.levels.get(level, 0)


def build_figures(
    counts: Counts, wanted: StatisticsFilter, calendar: WorkingDayCalendar, now: datetime, today: date
) -> Figures:
    """Late is what the queues of 受理与评审 call late: longer than ``LATE_AFTER`` working days."""
    times = time_steps(counts.stays, counts.waits, calendar, today, LATE_AFTER)
    return Figures(
        wanted=wanted,
        as_of=now,
        counts=counts,
        legs=count_legs(counts.dossiers),
        times=times,
        groups={grouping: count_groups(counts.dossiers, grouping) for grouping in Grouping},
        levels=levels_that_returned(counts.reasons),
        finding=find_finding(rank_reasons(counts.reasons), times),
    )
