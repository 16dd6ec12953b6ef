"""The guards of the workflow table as pure functions: what still stands between a dossier and an act.

Each answers with blockers (code and parameters) so that a disabled button can say why and until when.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date

from app.domain.decision import Decision, Defect
from app.domain.declaration import Declaration
from app.domain.errors import RuleError
from app.domain.publicity import Publicity
from app.domain.submit_stops import Stop
from app.domain.workflow import Guard, Transition


@dataclass(frozen=True, slots=True)
class Blocker:
    """One reason why an act is not open. Codes G-1xx; ``ui/texts`` words them."""

    code: str
    params: Mapping[str, object] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class GuardFacts:
    """What guards look at. ``publicity`` is the one the declaration names, if any."""

    declaration: Declaration
    publicity: Publicity | None
    today: date
    """In Asia/Shanghai."""
    opinion: str = ""
    defects: tuple[Defect, ...] = ()
    archive_reviewed: bool = True
    stops: tuple[Stop, ...] = ()
    """Of the declaration (``app.domain.submit_stops``), for a submit."""
    opened: bool = False
    """The unit has opened it since it was handed in."""


def was_opened(declaration: Declaration, decisions: Sequence[Decision], *, looked_at: bool) -> bool:
    """Whether the unit has opened this submission: somebody looked at it, or decided on it, taken back or not."""
    return looked_at or any(d.submit_no == declaration.submit_no for d in decisions)


def publicity_still_counts(declaration: Declaration, publicity: Publicity | None) -> bool:
    """Whether the publicity begun for this submission still stands: not cancelled, no objection upheld or open."""
    if publicity is None or publicity.cancelled_at is not None:
        return False
    named = publicity.open_objections(declaration.id) + publicity.upheld_objections(declaration.id)
    return publicity.id == declaration.publicity_id and not named


def _publicity_complete(facts: GuardFacts) -> Blocker | None:
    """通过 opens at 00:00 of the day after the last day (A4.4)."""
    if facts.publicity is None or facts.publicity.cancelled_at is not None:
        return Blocker("G-101")
    if not facts.publicity.is_over(facts.today):
        return Blocker("G-102", {"end": facts.publicity.end})
    return None


def _no_open_objection(facts: GuardFacts) -> Blocker | None:
    open_ones = facts.publicity.open_objections(facts.declaration.id) if facts.publicity else ()
    return Blocker("G-103", {"count": len(open_ones)}) if open_ones else None


def _still_counts(facts: GuardFacts) -> Blocker | None:
    return None if publicity_still_counts(facts.declaration, facts.publicity) else Blocker("G-101")


def _opinion_given(facts: GuardFacts) -> Blocker | None:
    return None if facts.opinion.strip() else Blocker("G-104")


def defects_named(defects: tuple[Defect, ...]) -> bool:
    """A return or a failure says what is wrong, in every line of it (A4.2). Archive and declarations ask this."""
    return bool(defects) and all(d.text.strip() for d in defects)


def _defects_named(facts: GuardFacts) -> Blocker | None:
    return None if defects_named(facts.defects) else Blocker("G-105")


def _archive_reviewed(facts: GuardFacts) -> Blocker | None:
    """申报人员的业绩档案未完成审核前,无法进行职称申报 (A3.6)."""
    return None if facts.archive_reviewed else Blocker("G-106")


def _nothing_stops(facts: GuardFacts) -> Blocker | None:
    """B3-B7: what the seeds demand of a declaration before 提交."""
    if not facts.stops:
        return None
    return Blocker("G-107", {"count": len(facts.stops), "codes": [stop.code for stop in facts.stops]})


def _not_opened(facts: GuardFacts) -> Blocker | None:
    return Blocker("G-108") if facts.opened else None


CHECKS: Mapping[Guard, Callable[[GuardFacts], Blocker | None]] = {
    Guard.NOTHING_STOPS: _nothing_stops,
    Guard.ARCHIVE_REVIEWED: _archive_reviewed,
    Guard.NOT_OPENED: _not_opened,
    Guard.NO_OPEN_OBJECTION: _no_open_objection,
    Guard.PUBLICITY_COMPLETE: _publicity_complete,
    Guard.PUBLICITY_STILL_COUNTS: _still_counts,
    Guard.OPINION_GIVEN: _opinion_given,
    Guard.DEFECTS_NAMED: _defects_named,
}


def blockers(row: Transition, facts: GuardFacts) -> tuple[Blocker, ...]:
    """Everything that stands in the way of the row, in the order of ``Guard``."""
    found = (CHECKS[guard](facts) for guard in Guard if guard in row.guards)
    return tuple(b for b in found if b is not None)


def require_open(row: Transition, facts: GuardFacts) -> None:
    """Raises RuleError with the first blocker's code and parameters."""
    for blocker in blockers(row, facts):
        raise RuleError(blocker.code, **blocker.params)
