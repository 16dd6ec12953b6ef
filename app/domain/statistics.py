"""统计: where the declarations are, why they came back, by what they differ, and the one sentence above. Pure (issue 5, 7).

Counts are in ``app.domain.statistics_counts``; nothing here knows a person. Times are in ``app.domain.statistics_times``.
"""

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

from app.domain.declaration import DeclareMode, Stage
from app.domain.organisation import Role
from app.domain.statistics_counts import DossierCount, ReasonCount
from app.domain.statistics_steps import LEG_OF_STEP, STEP_OF_STAGE, Leg, Step
from app.domain.statistics_times import FEW, StepTime

MOST_ROWS = 8
"""Bars of one picture; what is rarer stands together as 其他 (LOOK "Charts")."""


@dataclass(frozen=True, slots=True)
class LegCount:
    """One bar of 申报走到哪里. ``reached`` = passed on + ``here`` + ``failed`` + ``withdrawn``."""

    leg: Leg
    reached: int
    here: int
    failed: int
    withdrawn: int


_LEGS = tuple(Leg)
_WHERE_ENDED: Mapping[Stage, Stage] = {
    Stage.NOT_APPROVED: Stage.AWAITING_MEETING,
    Stage.FAILED: Stage.EMPLOYER_REVIEW,
    Stage.WITHDRAWN: Stage.EMPLOYER_REVIEW,
}
"""Where an ended dossier is taken to have stood when that was not recorded."""


def count_legs(dossiers: Iterable[DossierCount]) -> tuple[LegCount, ...]:
    """Every leg of the road. A dossier has reached the leg it is in and all before it; a returned one is with the
    person again, and stands at the first."""
    reached: Counter[Leg] = Counter()
    here: Counter[Leg] = Counter()
    failed: Counter[Leg] = Counter()
    withdrawn: Counter[Leg] = Counter()
    for one in dossiers:
        leg = _leg_of(one)
        for passed in _LEGS[: _LEGS.index(leg) + 1]:
            reached[passed] += one.count
        if one.stage in (Stage.FAILED, Stage.NOT_APPROVED):
            failed[leg] += one.count
        elif one.stage is Stage.WITHDRAWN:
            withdrawn[leg] += one.count
        elif one.stage is not Stage.ARCHIVED:
            here[leg] += one.count
    return tuple(LegCount(leg, reached[leg], here[leg], failed[leg], withdrawn[leg]) for leg in Leg)


def _leg_of(one: DossierCount) -> Leg:
    stood: Stage = one.stage
    if stood is Stage.ARCHIVED:
        return Leg.RESULTS
    if stood in _WHERE_ENDED:
        stood = one.stopped_at or _WHERE_ENDED[stood]
    step = STEP_OF_STAGE.get(stood)
    return Leg.DECLARED if step is None else LEG_OF_STEP[step]


@dataclass(frozen=True, slots=True)
class RankedReason:
    """``code`` "" = 其他: ``kinds`` rarer reasons together."""

    code: str
    places: int
    kinds: int = 1


def rank_reasons(
    counts: Iterable[ReasonCount], level: Role | None = None, most: int = MOST_ROWS
) -> tuple[RankedReason, ...]:
    """The commonest first, of the level's returns (None: of all levels), at most ``most`` lines."""
    places: Counter[str] = Counter()
    for count in counts:
        if level is None or count.level is level:
            places[count.code] += count.places
    ranked = sorted(places.items(), key=lambda one: (-one[1], one[0]))
    if len(ranked) <= most:
        return tuple(RankedReason(code, number) for code, number in ranked)
    kept, rest = ranked[: most - 1], ranked[most - 1 :]
    others = RankedReason("", sum(number for _, number in rest), len(rest))
    return (*(RankedReason(code, number) for code, number in kept), others)


class Grouping(StrEnum):
    MODE = "mode"  # 申报方式
    PLAN = "plan"  # 计划
    UNIT = "unit"  # 单位


@dataclass(frozen=True, slots=True)
class GroupCount:
    """One line of 按申报方式 …; ``smooth`` + ``returned`` + ``failed`` = ``total``."""

    key: str
    """Value of the mode, id of the plan or unit."""
    total: int
    smooth: int
    """Never returned, not failed."""
    returned: int
    """退回 at least once, not failed."""
    failed: int


def count_groups(dossiers: Iterable[DossierCount], grouping: Grouping) -> tuple[GroupCount, ...]:
    """The fullest first; the three modes in the order of B5.11, also those with none."""
    total: Counter[str] = Counter()
    returned: Counter[str] = Counter()
    failed: Counter[str] = Counter()
    for one in dossiers:
        key = _key_of(one, grouping)
        total[key] += one.count
        if one.stage in (Stage.FAILED, Stage.NOT_APPROVED):
            failed[key] += one.count
        elif one.returned:
            returned[key] += one.count
    keys: Sequence[str] = sorted(total, key=lambda key: (-total[key], key))
    if grouping is Grouping.MODE:
        keys = [mode.value for mode in DeclareMode]
    return tuple(
        GroupCount(key, total[key], total[key] - returned[key] - failed[key], returned[key], failed[key])
        for key in keys
    )


def _key_of(one: DossierCount, grouping: Grouping) -> str:
    match grouping:
        case Grouping.MODE:
            return one.mode.value
        case Grouping.PLAN:
            return one.plan_id
        case Grouping.UNIT:
            return one.unit_id


def percent_of(part: int, whole: int) -> int | None:
    """Whole per cent, halves upwards; None below ``FEW`` cases, where only counts are said."""
    return None if whole < FEW else (200 * part + whole) // (2 * whole)


@dataclass(frozen=True, slots=True)
class Finding:
    """What the sentence on top names."""

    reasons: tuple[str, ...]
    """The commonest reason, two where they are level, none where more are or nothing was returned."""
    places: int
    late_step: Step | None
    """Where most wait too long; of equals, where one waits longest."""
    late: int


_MOST_NAMED = 2


def find_finding(reasons: Sequence[RankedReason], times: Sequence[StepTime]) -> Finding:
    """``reasons`` ranked."""
    named = [one for one in reasons if one.code]
    most = max((one.places for one in named), default=0)
    leaders = tuple(one.code for one in named if one.places == most)
    late = [one for one in times if one.late]
    worst = max(late, key=lambda one: (one.late, one.longest_wait or 0), default=None)
    return Finding(
        reasons=leaders if len(leaders) <= _MOST_NAMED else (),
        places=most,
        late_step=worst.step if worst else None,
        late=worst.late if worst else 0,
    )


def levels_that_returned(counts: Iterable[ReasonCount]) -> Mapping[Role, int]:
    """How many places each level ticked, in the order of the road."""
    places: dict[Role, int] = defaultdict(int)
    for count in counts:
        places[count.level] += count.places
    return {role: places[role] for role in Role if places[role]}
