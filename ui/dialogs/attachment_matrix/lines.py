"""People × required materials of the declarations in a list: what each tile is and what is said of it (DOMAIN facts §5, §7).

Read on the read lane, judged there. A material that was asked for and has no file is 缺 for a reviewer, whoever may mend it.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from app.domain.errors import EnvironmentFault
from app.domain.materials import MaterialNeed, judge_materials, read_facts
from app.domain.next_acts import Cell, CellState, judge_attachments
from app.domain.plan import PlanKit
from app.ports.check_queries import AttachedFiles
from app.ports.plan_kits import PlanKits
from ui.session import Session
from ui.texts.next_acts import shorten_material
from ui.texts.notices import describe_notice
from ui.texts.translate import fill, translate

MOST_PEOPLE = 300
"""Of a longer list the first ones: more nobody looks through in a matrix."""
_MOST_FILES = 3
_WORDS = {
    CellState.DONE: "已有",
    CellState.MISSING: "缺",
    CellState.NOTICED: "需留意",
    CellState.NOT_APPLICABLE: "不适用",
}


@dataclass(frozen=True, slots=True)
class MatrixLine:
    """One declaration of the list."""

    attached: AttachedFiles
    kit: PlanKit
    cells: tuple[Cell, ...]

    @property
    def id(self) -> str:
        return self.attached.declaration.id

    @property
    def missing(self) -> int:
        return sum(cell.state is CellState.MISSING for cell in self.cells)

    @property
    def noticed(self) -> int:
        return sum(cell.state is CellState.NOTICED for cell in self.cells)

    def cell(self, key: str) -> Cell | None:
        """None where the plan knows no such material."""
        return next((c for c in self.cells if c.key == key), None)

    def state(self, key: str) -> CellState:
        cell = self.cell(key)
        return CellState.NOT_APPLICABLE if cell is None else cell.state


@dataclass(frozen=True, slots=True)
class MatrixAnswer:
    """``total``: how many declarations the list has; ``lines``: the first ones, in its order."""

    lines: tuple[MatrixLine, ...]
    total: int


@dataclass(frozen=True, slots=True)
class MaterialColumn:
    """``head``: short, ``title``: as the plan words it."""

    key: str
    head: str
    title: str


def make_reader(session: Session, keys: Callable[[], Sequence[int]]) -> Callable[[], MatrixAnswer]:
    """What the read lane runs; ``keys`` gives the list's row keys there."""
    desk, scope = session.desk, session.scope

    def act() -> MatrixAnswer:
        wanted = keys()
        rows = desk.checks.attachments(scope, wanted[:MOST_PEOPLE])
        return MatrixAnswer(judge_lines(rows, desk.plan_kits), len(wanted))

    return act


def judge_lines(rows: Sequence[AttachedFiles], kits: PlanKits) -> tuple[MatrixLine, ...]:
    """Rows whose plan is not at hand are left out: nothing could be said about them."""
    lines = []
    for row in rows:
        found = row.declaration
        try:
            kit = kits.get(found.plan_id, found.plan_version)
        except EnvironmentFault as fault:
            if fault.code != "K-101":
                raise
            continue
        lines.append(MatrixLine(row, kit, judge_attachments(kit, found, row.stored)))
    return tuple(lines)


def make_columns(lines: Sequence[MatrixLine]) -> list[MaterialColumn]:
    """Materials that somebody needs or has, in the order of the plans; a number where all plans agree on it."""
    used = {c.key for line in lines for c in line.cells if c.state is not CellState.NOT_APPLICABLE}
    kits = {(line.kit.id, line.kit.version): line.kit for line in lines}.values()
    columns: dict[str, MaterialColumn] = {}
    for kit in kits:
        for material in kit.materials:
            if material.key in used and material.key not in columns:
                head = shorten_material(material.key, material.title)
                numbers = {m.no for k in kits for m in k.materials if m.key == material.key}
                number = f"{material.no} " if len(numbers) == 1 else ""
                columns[material.key] = MaterialColumn(material.key, number + head, number + material.title)
    return list(columns.values())


def word_of_state(state: CellState) -> str:
    return _t(_WORDS[state])


def explain_cell(line: MatrixLine, key: str) -> str:
    """One line: what is wrong, what is there, or why nothing is needed."""
    cell, found = line.cell(key), line.attached.declaration
    need = next((n for n in judge_materials(line.kit, read_facts(found)) if n.material.key == key), None)
    if cell is None or need is None:
        return _t("这个计划没有这项材料")
    reason = line.kit.notices.get(f"material.reason.{need.verdict.reason}", "")
    if cell.state is CellState.MISSING and not found.files_of(key):
        return "，".join(part for part in (_t("没有上传"), reason, _say_papers(line.kit, need)) if part)
    told = [describe_notice(notice) for notice in cell.notices if notice.code != "paper_missing"]
    if cell.state is CellState.MISSING:
        told.insert(0, _t("要求的几份没有附全"))
    if told:
        return "；".join(dict.fromkeys(told))
    if cell.state is CellState.NOT_APPLICABLE:
        return reason or word_of_state(cell.state)
    names = [ref.name for ref in found.files_of(key)]
    more = fill(_t(" 等 {count} 个文件"), {"count": str(len(names))}) if len(names) > _MOST_FILES else ""
    return "、".join(names[:_MOST_FILES]) + more


def _say_papers(kit: PlanKit, need: MaterialNeed) -> str:
    papers = (*need.verdict.any_of, *need.verdict.all_of)
    joint = _t("或") if need.verdict.any_of else "、"
    return joint.join(filter(None, (kit.notices.get(f"material.paper.{p}", "") for p in papers)))


def _t(text: str) -> str:
    return translate("attachment_matrix", text)
