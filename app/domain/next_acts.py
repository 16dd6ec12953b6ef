"""What HR does next for a person and by when (list 申报进度), and the row of 缺件矩阵. Pure.

Dates: a window of the plan that is running gives 止; a publicity gives the day after its end (起); the deadline of a return
gives 前. Where nothing sets a day there is none.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from app.domain.archive import ArchiveStatus
from app.domain.declaration import (
    BEYOND_EMPLOYER,
    FINAL_STAGES,
    Declaration,
    EmployerStep,
    Stage,
    employer_step,
)
from app.domain.declaring import Step
from app.domain.materials import Need, judge_materials, read_facts
from app.domain.organisation import Role
from app.domain.paper_forms import FormLeg, next_leg, steps_up_to
from app.domain.plan import PlanKit
from app.domain.prechecks.notice import Notice
from app.domain.submit_stops import Stop, find_stops

FORM_STAGES = frozenset({Stage.AWAITING_FORMS, Stage.AWAITING_FORMS_BACK})


class Act(StrEnum):
    """The next act; ui/texts words it."""

    FILL_STEP = "fill_step"  # one of the six steps: ``step``, ``material``
    WAIT_ARCHIVE = "wait_archive"  # 等 N 条业绩审核通过
    PASS_BASIC = "pass_basic"  # 基本信息还没有通过
    SUBMIT = "submit"  # 预览确认提交
    CORRECT = "correct"  # 退回待改
    REVIEW = "review"  # 单位审核
    START_PUBLICITY = "start_publicity"  # 发起公示
    WAIT_PUBLICITY = "wait_publicity"  # 公示第 N / M 日，等期满
    CONCLUDE = "conclude"  # 写结论
    PAY = "pay"  # 登记缴费 (B9)
    FORMS = "forms"  # the paper 评审表: the unit's step, or that of the desk that has it in hand (B10, B14)
    WITH_LEVEL = "with_level"  # 在上一级
    NONE = "none"  # 审查不通过


class DateKind(StrEnum):
    UNTIL = "until"  # 止
    BEFORE = "before"  # 前
    FROM = "from"  # 起


@dataclass(frozen=True, slots=True)
class NextAct:
    act: Act
    on: date | None = None
    on_kind: DateKind = DateKind.UNTIL
    step: Step | None = None
    material: str = ""
    count: int = 0
    is_ours: bool = True
    """False: somebody or something else is waited for."""


class CellState(StrEnum):
    """A tile of 缺件矩阵."""

    DONE = "done"  # 已有
    MISSING = "missing"  # 缺
    NOTICED = "noticed"  # 需留意
    IN_REVIEW = "in_review"  # 在审
    NOT_APPLICABLE = "not_applicable"  # 不适用


@dataclass(frozen=True, slots=True)
class Cell:
    """``key``: a Step of the first four, or a material's key. ``stops`` and ``notices`` explain the tile."""

    key: str
    state: CellState
    stops: tuple[Stop, ...] = ()
    notices: tuple[Notice, ...] = ()


MATRIX_STEPS = (Step.PHOTO, Step.COMMITMENT, Step.INFORMATION, Step.ACHIEVEMENTS)


@dataclass(frozen=True, slots=True)
class Progress:
    """One line of 申报进度 and of 缺件矩阵. ``missing``: how many tiles are 缺."""

    declaration: Declaration
    next: NextAct
    cells: tuple[Cell, ...]
    stops: tuple[Stop, ...]

    @property
    def missing(self) -> int:
        return sum(cell.state is CellState.MISSING for cell in self.cells)

    @property
    def noticed(self) -> int:
        return sum(cell.state is CellState.NOTICED for cell in self.cells)


def judge_progress(
    kit: PlanKit,
    declaration: Declaration,
    *,
    archive: Sequence[tuple[str, ArchiveStatus]],
    notices: Sequence[Notice] = (),
    today: date,
    deadline: date | None = None,
) -> Progress:
    """``archive``: (section, status) of every item of the person; ``notices``: stored pre-check notices;
    ``deadline``: of the return that stands, if it names one."""
    stops = find_stops(kit, declaration)
    cells = (
        *_step_cells(kit, declaration, stops, notices, archive),
        *_material_cells(kit, declaration, stops, notices),
    )
    return Progress(declaration, _find_next(kit, declaration, stops, archive, today, deadline), cells, stops)


def form_leg(declaration: Declaration) -> FormLeg | None:
    """The step of the paper forms that comes next, and whose it is."""
    municipal = declaration.route.municipal_id
    return next_leg(steps_up_to(declaration.form_step, municipal), municipal)


def _find_next(
    kit: PlanKit,
    declaration: Declaration,
    stops: Sequence[Stop],
    archive: Sequence[tuple[str, ArchiveStatus]],
    today: date,
    deadline: date | None,
) -> NextAct:
    if declaration.stage in FINAL_STAGES:
        return NextAct(Act.NONE, is_ours=False)
    if declaration.stage is Stage.AWAITING_PAYMENT:
        return NextAct(Act.PAY, declaration.pay_until)
    if declaration.stage in FORM_STAGES:
        leg = form_leg(declaration)
        return NextAct(Act.FORMS, is_ours=leg is not None and leg.role is Role.EMPLOYER)
    if declaration.stage in BEYOND_EMPLOYER:
        return NextAct(Act.WITH_LEVEL, is_ours=False)
    if declaration.stage is Stage.RETURNED:
        return NextAct(Act.CORRECT, deadline, DateKind.BEFORE, count=len(stops))
    if declaration.stage is Stage.DRAFT:
        return _find_next_of_draft(kit, stops, archive)
    match employer_step(declaration.stage, declaration.publicity_to, today):
        case EmployerStep.AWAITING:
            return NextAct(Act.START_PUBLICITY)
        case EmployerStep.RUNNING:
            end = declaration.publicity_to
            opens = end + timedelta(days=1) if end else None
            return NextAct(Act.WAIT_PUBLICITY, opens, DateKind.FROM, is_ours=False)
        case EmployerStep.READY:
            return NextAct(Act.CONCLUDE)
    return NextAct(Act.REVIEW)


def _find_next_of_draft(
    kit: PlanKit, stops: Sequence[Stop], archive: Sequence[tuple[str, ArchiveStatus]]
) -> NextAct:
    window = kit.window("declare")
    until = window.end if window else None
    if stops:
        first = stops[0]
        return NextAct(Act.FILL_STEP, until, step=first.step, material=first.material, count=len(stops))
    pending = sum(status is ArchiveStatus.PENDING for _, status in archive)
    if pending:
        return NextAct(Act.WAIT_ARCHIVE, until, count=pending)
    if ("basic", ArchiveStatus.PASSED) not in archive:
        return NextAct(Act.PASS_BASIC, until)
    return NextAct(Act.SUBMIT, until)


def _step_cells(
    kit: PlanKit,
    declaration: Declaration,
    stops: Sequence[Stop],
    notices: Sequence[Notice],
    archive: Sequence[tuple[str, ArchiveStatus]],
) -> tuple[Cell, ...]:
    cells: list[Cell] = []
    for step in MATRIX_STEPS:
        own = tuple(s for s in stops if s.step is step)
        noticed = tuple(n for n in notices if n.counts and step_of_notice(n) is step)
        if own:
            cells.append(Cell(step.value, CellState.MISSING, own, noticed))
        elif step is Step.ACHIEVEMENTS and any(s is ArchiveStatus.PENDING for _, s in archive):
            cells.append(Cell(step.value, CellState.IN_REVIEW, (), noticed))
        elif step is Step.ACHIEVEMENTS and len(declaration.items) <= 1:
            cells.append(Cell(step.value, CellState.MISSING, (), noticed))
        elif noticed:
            cells.append(Cell(step.value, CellState.NOTICED, (), noticed))
        else:
            cells.append(Cell(step.value, CellState.DONE))
    return tuple(cells)


def _material_cells(
    kit: PlanKit, declaration: Declaration, stops: Sequence[Stop], notices: Sequence[Notice]
) -> tuple[Cell, ...]:
    cells: list[Cell] = []
    for need in judge_materials(kit, read_facts(declaration)):
        key = need.material.key
        own = tuple(s for s in stops if s.material == key)
        noticed = tuple(n for n in notices if n.counts and n.material == key and n.code != "material_missing")
        if own:
            cells.append(Cell(key, CellState.MISSING, own, noticed))
        elif not declaration.files_of(key):
            cells.append(Cell(key, CellState.NOT_APPLICABLE))
        elif noticed:
            cells.append(Cell(key, CellState.NOTICED, (), noticed))
        elif need.verdict.need is Need.NOT_APPLICABLE:
            cells.append(Cell(key, CellState.NOT_APPLICABLE))
        else:
            cells.append(Cell(key, CellState.DONE))
    return tuple(cells)


def judge_attachments(kit: PlanKit, declaration: Declaration, notices: Sequence[Notice]) -> tuple[Cell, ...]:
    """The tiles of 附件矩阵: every material of the kit, as a reviewer finds it (A4.10, B7)."""
    return _material_cells(kit, declaration, find_stops(kit, declaration), notices)


def step_of_notice(notice: Notice) -> Step:
    """The step where a pre-check notice is looked after."""
    if notice.code.startswith("photo_"):
        return Step.PHOTO
    if notice.code == "commitment_missing":
        return Step.COMMITMENT
    if notice.material:
        return Step.MATERIALS
    if notice.item_id or notice.code == "projects_many":
        return Step.ACHIEVEMENTS
    return Step.INFORMATION
