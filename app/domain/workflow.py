"""Who may do what when: the transition tables of archive items and declarations.

Stage × action × role → stage, with named guards. This issue's rooms: the employer's level (seed A step 3-4)
and the arrival at the next level of the plan's chain (A4.8, B0); the levels above add rows here.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

from app.domain.archive import ArchiveStatus
from app.domain.decision import Action
from app.domain.declaration import Stage
from app.domain.errors import RuleError
from app.domain.organisation import Role


class Guard(StrEnum):
    """Named conditions a usecase must hold before the row may be used (``app.domain.gates``)."""

    NOTHING_STOPS = "nothing_stops"  # B3-B7: app.domain.submit_stops
    ARCHIVE_REVIEWED = "archive_reviewed"  # A3.6
    NO_OPEN_OBJECTION = "no_open_objection"
    PUBLICITY_COMPLETE = "publicity_complete"  # A4.4
    PUBLICITY_STILL_COUNTS = "publicity_still_counts"  # an objection that was not upheld
    OPINION_GIVEN = "opinion_given"  # A4.6
    DEFECTS_NAMED = "defects_named"  # A4.2
    NOT_OPENED = "not_opened"  # 撤回 until the unit has opened it


@dataclass(frozen=True, slots=True)
class Transition:
    stage: Stage
    action: Action
    role: Role
    target: Stage | None
    """None = the first stage of the next level in the plan's chain."""
    guards: frozenset[Guard] = frozenset()


ARRIVAL: Mapping[Role, Stage] = {
    Role.EMPLOYER: Stage.EMPLOYER_REVIEW,
    Role.ACCEPTANCE: Stage.ACCEPTANCE_REVIEW,
    Role.HR_BUREAU: Stage.HR_BUREAU_REVIEW,
    Role.COMMITTEE: Stage.COMMITTEE_REVIEW,
}
"""The stage in which a dossier arrives at a level."""

_NAMED = frozenset({Guard.DEFECTS_NAMED})
_EMPLOYER = Role.EMPLOYER

DECLARATION_TABLE: tuple[Transition, ...] = (
    Transition(
        Stage.DRAFT,
        Action.SUBMIT,
        _EMPLOYER,
        Stage.EMPLOYER_REVIEW,
        frozenset({Guard.NOTHING_STOPS, Guard.ARCHIVE_REVIEWED}),
    ),
    Transition(
        Stage.RETURNED,
        Action.SUBMIT,
        _EMPLOYER,
        Stage.EMPLOYER_REVIEW,
        # The publicity it was raised in ends with the resubmission: an open objection must not end with it.
        frozenset({Guard.NOTHING_STOPS, Guard.ARCHIVE_REVIEWED, Guard.NO_OPEN_OBJECTION}),
    ),
    # Back to where it came from: a draft, or RETURNED when it was a resubmission (app.usecases.take_back).
    Transition(
        Stage.EMPLOYER_REVIEW, Action.TAKE_BACK, _EMPLOYER, Stage.DRAFT, frozenset({Guard.NOT_OPENED})
    ),
    Transition(
        Stage.EMPLOYER_REVIEW,
        Action.CONFIRM,
        _EMPLOYER,
        Stage.AWAITING_PUBLICITY,
        frozenset({Guard.NO_OPEN_OBJECTION}),
    ),
    Transition(
        Stage.EMPLOYER_REVIEW,
        Action.RESUME_PUBLICITY,
        _EMPLOYER,
        Stage.IN_PUBLICITY,
        frozenset({Guard.NO_OPEN_OBJECTION, Guard.PUBLICITY_STILL_COUNTS}),
    ),
    Transition(Stage.AWAITING_PUBLICITY, Action.START_PUBLICITY, _EMPLOYER, Stage.IN_PUBLICITY),
    Transition(Stage.IN_PUBLICITY, Action.CANCEL_PUBLICITY, _EMPLOYER, Stage.AWAITING_PUBLICITY),
    Transition(Stage.IN_PUBLICITY, Action.OBJECT, _EMPLOYER, Stage.EMPLOYER_REVIEW),
    Transition(
        Stage.IN_PUBLICITY,
        Action.PASS,
        _EMPLOYER,
        None,
        frozenset({Guard.PUBLICITY_COMPLETE, Guard.NO_OPEN_OBJECTION, Guard.OPINION_GIVEN}),
    ),
    *(
        Transition(stage, action, _EMPLOYER, target, _NAMED)
        for stage in (Stage.EMPLOYER_REVIEW, Stage.AWAITING_PUBLICITY, Stage.IN_PUBLICITY)
        for action, target in ((Action.RETURN, Stage.RETURNED), (Action.FAIL, Stage.FAILED))
    ),
)

ARCHIVE_TABLE: Mapping[tuple[ArchiveStatus, Action, Role], ArchiveStatus] = {
    (ArchiveStatus.DRAFT, Action.SAVE, _EMPLOYER): ArchiveStatus.PENDING,
    (ArchiveStatus.RETURNED, Action.SAVE, _EMPLOYER): ArchiveStatus.PENDING,
    # What is corrected is reviewed again; a declaration keeps the revision that it froze.
    (ArchiveStatus.PENDING, Action.SAVE, _EMPLOYER): ArchiveStatus.PENDING,
    (ArchiveStatus.PASSED, Action.SAVE, _EMPLOYER): ArchiveStatus.PENDING,
    (ArchiveStatus.PENDING, Action.PASS, _EMPLOYER): ArchiveStatus.PASSED,
    (ArchiveStatus.PENDING, Action.RETURN, _EMPLOYER): ArchiveStatus.RETURNED,
    (ArchiveStatus.PENDING, Action.FAIL, _EMPLOYER): ArchiveStatus.FAILED,
}


def find_transition(stage: Stage, action: Action, role: Role) -> Transition:
    """The row that allows the act. Raises RuleError("W-101") when the table has none."""
    for row in DECLARATION_TABLE:
        if row.stage is stage and row.action is action and row.role is role:
            return row
    raise RuleError("W-101", stage=stage.value, action=action.value, role=role.value)


def next_level(levels: tuple[Role, ...], level: Role) -> Role:
    """The level after ``level`` in the plan's chain (A4.8). Raises RuleError("W-102") at its end."""
    place = levels.index(level) if level in levels else -1
    if place < 0 or place + 1 >= len(levels):
        raise RuleError("W-102", level=level.value)
    return levels[place + 1]


def target_stage(row: Transition, levels: tuple[Role, ...]) -> Stage:
    """The stage the act leads to in a plan whose chain of levels is ``levels``."""
    return row.target if row.target is not None else ARRIVAL[next_level(levels, row.role)]


def next_archive_status(status: ArchiveStatus, action: Action, role: Role) -> ArchiveStatus:
    """The status the act leads to. Raises RuleError("W-103") when the table has no such row."""
    try:
        return ARCHIVE_TABLE[status, action, role]
    except KeyError:
        raise RuleError("W-103", status=status.value, action=action.value, role=role.value) from None


def allowed_actions(stage: Stage, role: Role) -> frozenset[Action]:
    """What the role may do in the stage, guards aside: for enabling buttons."""
    return frozenset(row.action for row in DECLARATION_TABLE if row.stage is stage and row.role is role)
