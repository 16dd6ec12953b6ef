"""How a row of the list says where the declaration stands: pill word, look and icon (picture 14). Pure."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

from app.domain.declaration import (
    BEYOND_EMPLOYER,
    EMPLOYER_STAGES,
    FINAL_STAGES,
    DeclarationTab,
    EmployerStep,
    Stage,
)
from app.domain.organisation import Role
from app.domain.road import (
    REVIEW_STAGES,
    STAGES,
    STATION_OF_LEVEL,
    STATION_OF_STAGE,
    Station,
    stages_after,
)
from app.ports.queries import DeclarationRow
from ui.texts.translate import translate
from ui.texts.words import state_of_stage, word, word_of_stage

OBJECTED_AT_COMMITTEE = frozenset(
    {
        *STAGES[Station.COMMITTEE],
        *STAGES[Station.APPLICANTS_PUBLICITY],
        *STAGES[Station.RESULTS_PUBLICITY],
    }
)
"""Where an objection to the committee's publicity holds the dossier up."""


@dataclass(frozen=True, slots=True)
class StatePill:
    state: str
    word: str
    icon: str | None = None


@dataclass(frozen=True, slots=True)
class Standing:
    """What the pill depends on, of a row or of a dossier."""

    stage: Stage
    step: EmployerStep | None
    open_objections: int
    publicity_to: date | None
    publicity_day: tuple[int, int] | None = None


def standing_of(row: DeclarationRow) -> Standing:
    return Standing(row.stage, row.step, row.open_objections, row.publicity_to, row.publicity_day)


def make_pill(standing: Standing, role: Role, today: date) -> StatePill:
    """公示中 第 2 / 5 日, 公示中 有异议 1, 期满待通过, 审查通过 … as the desk of ``role`` sees it."""
    if role is not Role.EMPLOYER:
        return _pill_above(standing, role)
    step, objections = standing.step, standing.open_objections
    if objections and standing.stage in EMPLOYER_STAGES:
        runs = standing.publicity_to is not None and today <= standing.publicity_to
        head = word(EmployerStep.RUNNING if runs else EmployerStep.REVIEW)
        words = translate("declarations", "{0} 有异议 {1}")
        return StatePill("flag", words.replace("{0}", head).replace("{1}", str(objections)))
    if step is EmployerStep.RUNNING and standing.publicity_day is not None:
        counted, needed = standing.publicity_day
        words = translate("declarations", "公示中 第 {0} / {1} 日")
        shown = words.replace("{0}", str(counted)).replace("{1}", str(needed))
        return StatePill("pending", shown, "calendar-clock")
    icon = "calendar-check" if step is EmployerStep.READY else None
    return StatePill(state_of_stage(standing.stage, step=step), word_of_stage(standing.stage, step), icon)


def _pill_above(standing: Standing, role: Role) -> StatePill:
    stage = standing.stage
    if standing.open_objections and role is Role.COMMITTEE and stage in OBJECTED_AT_COMMITTEE:
        words = translate("declarations", "{0} 有异议 {1}").replace("{0}", word(stage))
        return StatePill("flag", words.replace("{1}", str(standing.open_objections)))
    if stage is REVIEW_STAGES.get(role):
        return StatePill("pending", word(DeclarationTab.PENDING))
    if is_before(stage, role):
        # Returned once, handed in again: on its way through the levels below.
        return StatePill("pending", word(STATION_OF_STAGE[stage]), "clock")
    if stage in BEYOND_EMPLOYER:
        return StatePill("passed", word(stage))
    return StatePill(state_of_stage(stage), word_of_stage(stage, standing.step))


def is_before(stage: Stage, role: Role) -> bool:
    """Whether it stands at a station that comes before this level's review."""
    own, station = STATION_OF_LEVEL.get(role), STATION_OF_STAGE.get(stage)
    if own is None or station is None:
        return station is Station.EMPLOYER
    return own is not Station.EMPLOYER and stage not in stages_after(own) and station is not own


def say_status(stage: Stage, role: Role) -> str:
    """The status in the preview's title 申报信息预览-待审查 (A4.9): the word of the tab it stands under."""
    waits = stage in EMPLOYER_STAGES if role is Role.EMPLOYER else stage is REVIEW_STAGES.get(role)
    if waits:
        return word(DeclarationTab.PENDING)
    if is_before(stage, role):
        return word(STATION_OF_STAGE[stage])
    if stage in BEYOND_EMPLOYER and role in REVIEW_STAGES:
        return word(DeclarationTab.PASSED)
    return word(stage)


def say_where(stage: Stage) -> str:
    """Where a declaration is by now, for the log; "" when nobody has to act any more."""
    if stage in FINAL_STAGES:
        return ""
    if stage in EMPLOYER_STAGES:
        return f"{word(STATION_OF_STAGE[stage])}（{word(stage)}）"
    return translate("declarations", "等改正后重新提交") if stage is Stage.RETURNED else word(stage)


def flags_of(row: DeclarationRow, role: Role = Role.EMPLOYER) -> int:
    """Only what waits for a look is flagged: afterwards the notices are history."""
    waits = row.step is EmployerStep.REVIEW if role is Role.EMPLOYER else row.stage is REVIEW_STAGES.get(role)
    return row.flags if waits or row.stage is Stage.RETURNED else 0


PillOf = Callable[[DeclarationRow], StatePill]
