"""What the line below the matrix says of a tile, and the words of its states. Pure."""

from collections.abc import Mapping

from app.domain.archive import ArchiveStatus
from app.domain.declaring import Step
from app.domain.materials import judge_materials, read_facts
from app.domain.next_acts import Cell, CellState
from app.domain.prechecks.notice import Notice
from app.domain.submit_stops import Stop
from ui.tabs.entry.progress.lines import Line
from ui.texts.notices import describe_notice
from ui.texts.stops import advise_stop, describe_stop
from ui.texts.translate import fill, translate

_WORDS: Mapping[CellState, str] = {
    CellState.DONE: "已有",
    CellState.MISSING: "缺",
    CellState.NOTICED: "需留意",
    CellState.IN_REVIEW: "在审",
    CellState.NOT_APPLICABLE: "不适用",
}
_MOST_FILES = 3


def word_of_cell(state: CellState) -> str:
    return _t(_WORDS[state])


def state_of(line: Line, key: str) -> CellState:
    """A material that the plan does not know is 不适用."""
    cell = line.cell(key)
    return CellState.NOT_APPLICABLE if cell is None else cell.state


def explain_cell(line: Line, key: str) -> str:
    """One line: what is wrong and what to do, what is there, or why nothing is needed."""
    cell = line.cell(key)
    if cell is None:
        return _t("这个计划没有这项材料")
    told = [_explain_stop(stop, line) for stop in cell.stops]
    stopped = {stop.code for stop in cell.stops}
    told += [_explain_notice(notice, line) for notice in cell.notices if notice.code not in stopped]
    if told:
        return "；".join(told)
    match cell.state:
        case CellState.IN_REVIEW:
            pending = sum(status is ArchiveStatus.PENDING for _, status in line.case.archive)
            return fill(_t("{count} 条业绩等单位审核"), {"count": str(pending)})
        case CellState.NOT_APPLICABLE:
            return _explain_absence(line, key)
        case CellState.DONE:
            return _explain_presence(line, cell)
    if key == Step.ACHIEVEMENTS:
        return _t("没有选择相关业绩，在已通过的业绩里选代表性的")
    return word_of_cell(cell.state)


def _explain_stop(stop: Stop, line: Line) -> str:
    if stop.code == "material_missing":
        # The tile is named beside this: its rule and hint say more than "缺".
        material = line.kit.material(stop.material)
        return "；".join(filter(None, (material.rule, material.hint))) or advise_stop(stop, line.kit)
    return f"{describe_stop(stop, line.kit)}，{advise_stop(stop, line.kit)}"


def _explain_notice(notice: Notice, line: Line) -> str:
    fields = (f for s in line.kit.sections if s.key == notice.section for f in s.fields)
    title = next((f.title for f in fields if f.key == notice.field), "")
    return describe_notice(notice, title)


def _explain_absence(line: Line, key: str) -> str:
    needs = judge_materials(line.kit, read_facts(line.declaration))
    reason = next((n.verdict.reason for n in needs if n.material.key == key), "")
    return line.kit.notices.get(f"material.reason.{reason}", word_of_cell(CellState.NOT_APPLICABLE))


def _explain_presence(line: Line, cell: Cell) -> str:
    names = [ref.name for ref in line.declaration.files_of(cell.key)]
    if not names:
        return word_of_cell(CellState.DONE)
    shown = "、".join(names[:_MOST_FILES])
    more = fill(_t(" 等 {count} 个文件"), {"count": str(len(names))}) if len(names) > _MOST_FILES else ""
    return shown + more


def _t(text: str) -> str:
    return translate("entry", text)
