"""Who may do what when: the transition tables of archive items and declarations.

Stage × action × role → stage, with named guards (``app.domain.gates``). The chain of stations is the plan's ``road``
(``app.domain.road``): NEXT and BACK are resolved against it and against the record. The rows of declarations stand in
``app.domain.workflow_rows``.
"""

from collections.abc import Mapping

from app.domain.archive import ArchiveStatus
from app.domain.decision import Action
from app.domain.declaration import Stage
from app.domain.errors import RuleError
from app.domain.organisation import Role
from app.domain.road import STATION_OF_STAGE, Road, arrival_stage, next_station
from app.domain.workflow_rows import DECLARATION_TABLE, Guard, Transition, Way

__all__ = ["ARCHIVE_TABLE", "DECLARATION_TABLE", "Guard", "Transition", "Way"]

_EMPLOYER = Role.EMPLOYER

ARCHIVE_TABLE: Mapping[tuple[ArchiveStatus, Action, Role], ArchiveStatus] = {
    (ArchiveStatus.DRAFT, Action.SAVE, _EMPLOYER): ArchiveStatus.PENDING,
    (ArchiveStatus.RETURNED, Action.SAVE, _EMPLOYER): ArchiveStatus.PENDING,
    # What is corrected is reviewed again; a declaration keeps the revision that it froze.
    (ArchiveStatus.PENDING, Action.SAVE, _EMPLOYER): ArchiveStatus.PENDING,
    (ArchiveStatus.PASSED, Action.SAVE, _EMPLOYER): ArchiveStatus.PENDING,
    (ArchiveStatus.PENDING, Action.PASS, _EMPLOYER): ArchiveStatus.PASSED,
    (ArchiveStatus.PENDING, Action.RETURN, _EMPLOYER): ArchiveStatus.RETURNED,
    (ArchiveStatus.PENDING, Action.FAIL, _EMPLOYER): ArchiveStatus.FAILED,
    # 重开 with a reason, by the level that decided (DOMAIN facts §4): it waits again, may be corrected, returned or passed.
    (ArchiveStatus.FAILED, Action.REOPEN, _EMPLOYER): ArchiveStatus.PENDING,
}


def find_transition(stage: Stage, action: Action, role: Role) -> Transition:
    """The row that allows the act. Raises RuleError("W-101") when the table has none."""
    for row in DECLARATION_TABLE:
        if row.stage is stage and row.action is action and row.role is role:
            return row
    raise RuleError("W-101", stage=stage.value, action=action.value, role=role.value)


def target_stage(row: Transition, road: Road, *, back: Stage | None = None, paid: bool = False) -> Stage:
    """The stage the act leads to on this road. ``back``: where the decision that is reopened was made.

    Raises RuleError: W-102 at the road's end, G-110 when nothing can be reopened.
    """
    match row.target:
        case Way.NEXT:
            return arrival_stage(next_station(road, STATION_OF_STAGE[row.stage], paid=paid))
        case Way.STAY:
            return row.stage
        case Way.BACK:
            if back is None:
                raise RuleError("G-110")
            return back
        case stage:
            return stage


def next_level(levels: tuple[Role, ...], level: Role) -> Role:
    """The level after ``level`` in the plan's chain (A4.8). Raises RuleError("W-102") at its end."""
    place = levels.index(level) if level in levels else -1
    if place < 0 or place + 1 >= len(levels):
        raise RuleError("W-102", level=level.value)
    return levels[place + 1]


def next_archive_status(status: ArchiveStatus, action: Action, role: Role) -> ArchiveStatus:
    """The status the act leads to. Raises RuleError("W-103") when the table has no such row."""
    try:
        return ARCHIVE_TABLE[status, action, role]
    except KeyError:
        raise RuleError("W-103", status=status.value, action=action.value, role=role.value) from None


def allowed_actions(stage: Stage, role: Role) -> frozenset[Action]:
    """What the role may do in the stage, guards aside: for enabling buttons."""
    return frozenset(row.action for row in DECLARATION_TABLE if row.stage is stage and row.role is role)
