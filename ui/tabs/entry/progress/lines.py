"""The unit's declarations judged: one Line each, for 申报进度 and 缺件矩阵. Read on the read lane, ready to show.

Once a declaration was handed in nothing can be put right in it: what find_stops would name is pointed out then, not missing.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import date

from app.domain.applicant import Applicant
from app.domain.declaration import BEYOND_EMPLOYER, Declaration, EmployerStep, Stage, employer_step
from app.domain.declaring import FILLED_IN
from app.domain.errors import EnvironmentFault
from app.domain.next_acts import Cell, CellState, Progress, judge_progress
from app.domain.plan import PlanKit
from app.domain.publicity import EndRule, Publicity
from app.domain.working_days import WorkingDayCalendar
from app.ports.entry_queries import UnitCase
from app.ports.plan_kits import PlanKits
from ui.session import Session
from ui.tabs.entry.progress.deadlines import find_deadline
from ui.texts.next_acts import ActWords, describe_act

_ONLY_WHILE_FILLING = frozenset({"photo_unmeasured", "photo_ground_unjudged"})
"""Questions to the one who fills in; a declaration that came from the web platform never answered them."""


@dataclass(frozen=True, slots=True)
class Line:
    """A declaration of the unit with what comes next. ``step``: where it stands in the employer's 待审查, if there."""

    case: UnitCase
    kit: PlanKit
    progress: Progress
    act: ActWords
    step: EmployerStep | None

    @property
    def id(self) -> str:
        return self.case.declaration.id

    @property
    def declaration(self) -> Declaration:
        return self.case.declaration

    @property
    def applicant(self) -> Applicant:
        return self.case.applicant

    @property
    def is_open(self) -> bool:
        """Whether it may be filled in."""
        return self.declaration.stage in FILLED_IN

    @property
    def is_over(self) -> bool:
        """The unit has nothing to do with it now: it pays and brings the paper forms when it has left its review."""
        return self.is_sent and not self.progress.next.is_ours

    @property
    def is_sent(self) -> bool:
        """It has left the unit's review: nothing in it can be lacking any more."""
        return self.declaration.stage in BEYOND_EMPLOYER or self.declaration.stage is Stage.FAILED

    def cell(self, key: str) -> Cell | None:
        """The tile of a step or a material; None where the plan knows no such material."""
        return next((c for c in self.progress.cells if c.key == key), None)


def make_reader(session: Session, text: str) -> Callable[[], tuple[Line, ...]]:
    """What the read lane runs: the lines of the unit in the order of names; ``text`` as in EntryQueries."""
    desk, scope, today = session.desk, session.scope, session.today()

    def act() -> tuple[Line, ...]:
        cases = desk.entry.unit_cases(scope, text)
        return judge_lines(cases, desk.plan_kits, desk.calendar.working_days(), today)

    return act


def judge_lines(
    cases: Sequence[UnitCase], kits: PlanKits, calendar: WorkingDayCalendar, today: date
) -> tuple[Line, ...]:
    """Cases whose plan is not at hand are left out: nothing could be said about them."""
    found: dict[tuple[str, int], PlanKit | None] = {}
    lines = []
    for case in cases:
        plan = (case.declaration.plan_id, case.declaration.plan_version)
        if plan not in found:
            found[plan] = _find_kit(kits, *plan)
        kit = found[plan]
        if kit is not None:
            lines.append(_judge(case, kit, calendar, today))
    return tuple(lines)


def sort_by_date(lines: Sequence[Line]) -> list[Line]:
    """Dates first, the nearest on top; the same day, and those without one, by name as they came. Over ones last."""
    return sorted(lines, key=_urgency)


def _urgency(line: Line) -> tuple[bool, date]:
    return line.is_over, line.progress.next.on or date.max


def _judge(case: UnitCase, kit: PlanKit, calendar: WorkingDayCalendar, today: date) -> Line:
    found = case.declaration
    progress = judge_progress(
        kit,
        found,
        archive=case.archive,
        notices=case.flags,
        today=today,
        deadline=find_deadline(case.last_return) if case.last_return else None,
    )
    if found.stage not in FILLED_IN:
        progress = _point_out(progress)
    day = _count_days(case.publicity, calendar, today)
    act = describe_act(progress, kit, today, archive=case.archive, publicity_day=day)
    return Line(case, kit, progress, act, employer_step(found.stage, found.publicity_to, today))


def _point_out(progress: Progress) -> Progress:
    """Nothing is missing any more; the tile says what to look at."""
    return replace(progress, cells=tuple(_soften(cell) for cell in progress.cells), stops=())


def _soften(cell: Cell) -> Cell:
    if cell.state is CellState.IN_REVIEW:
        # What was extracted is frozen; what the archive holds beside it does not matter any more.
        return replace(cell, state=CellState.NOTICED if cell.notices else CellState.DONE)
    if cell.state is not CellState.MISSING:
        return cell
    stops = tuple(s for s in cell.stops if s.code not in _ONLY_WHILE_FILLING)
    state = CellState.NOTICED if stops or cell.notices or not cell.stops else CellState.DONE
    return replace(cell, state=state, stops=stops)


def _count_days(
    publicity: Publicity | None, calendar: WorkingDayCalendar, today: date
) -> tuple[int, int] | None:
    """(working days counted up to today, needed); as the declaration list counts them."""
    if publicity is None or publicity.cancelled_at is not None:
        return None
    counts = publicity.end_rule is EndRule.START_COUNTED
    counted = calendar.counted_days(publicity.start, min(today, publicity.end), start_counts=counts)
    return min(len(counted), publicity.working_days), publicity.working_days


def _find_kit(kits: PlanKits, plan_id: str, version: int) -> PlanKit | None:
    try:
        return kits.get(plan_id, version)
    except EnvironmentFault as fault:
        if fault.code != "K-101":
            raise
        return None
