"""Who may be put on a meeting's list: those in 待评审 and those on it already, with a box each."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from PySide6.QtCore import QModelIndex, QObject, QPersistentModelIndex, Qt, Signal

from app.domain.meeting import Meeting
from app.ports.road_queries import MeetingCase, RoadRow
from ui.models.columns import TICK_COLUMN, DataColumn
from ui.models.rows_table import RowsTable
from ui.tabs.road.meetings.people import DeskView, has_passed, is_open
from ui.texts.translate import fill, translate
from ui.texts.words import word
from ui.widgets.table_columns import Column, ColumnKind

_Index = QModelIndex | QPersistentModelIndex
CHECK = int(Qt.ItemDataRole.CheckStateRole)


@dataclass(frozen=True, slots=True)
class Candidate:
    row: RoadRow
    said: str = ""
    """On another list, or why the box is locked."""
    locked: bool = False
    """Stays on the list: there is a verdict (M-104)."""


def list_candidates(view: DeskView, case: MeetingCase | None) -> list[Candidate]:
    """Those on the list of ``case`` first, in its order, then who waits, by unit and name; who is on another list last."""
    own = case.members if case is not None else ()
    found = [Candidate(m.row, *_say_member(m.row, m)) for m in own]
    taken = {c.row.id for c in found}
    here = case.meeting.id if case is not None else ""
    rest = [
        Candidate(row, _say_elsewhere(view.meeting_of(row.id, here)))
        for row in view.waiting
        if row.id not in taken
    ]
    rest.sort(key=_order)
    return found + rest


def _order(candidate: Candidate) -> tuple[bool, str, str, str]:
    row = candidate.row
    return bool(candidate.said), row.unit, row.title_with_rank, row.name


def _say_member(row: RoadRow, member: Any) -> tuple[str, bool]:
    if member.verdict is not None:
        words = _t("已登记通过，不能移出") if has_passed(member.verdict) else _t("已登记未通过，不能移出")
        return words, True
    return ("", False) if is_open(member) else (word(row.stage), False)


def _say_elsewhere(meeting: Meeting | None) -> str:
    return fill(_t("已列入“{title}”"), {"title": meeting.title}) if meeting is not None else ""


class CandidateModel(RowsTable):
    """``ticked_changed`` after every change of the boxes."""

    ticked_changed = Signal()

    def __init__(self, parent: QObject | None = None) -> None:
        columns = [
            TICK_COLUMN,
            DataColumn(_t("姓名"), _name),
            DataColumn(_t("单位"), _unit),
            DataColumn(_t("专业技术资格"), _title),
            DataColumn(_t("申报方式"), _mode),
            DataColumn(_t("说明"), _said),
        ]
        super().__init__(columns, _id, None, parent)
        self._ticked: set[str] = set()

    def show(self, candidates: Sequence[Candidate], ticked: Sequence[str]) -> None:
        self._ticked = {c.row.id for c in candidates if c.locked} | set(ticked)
        self.set_rows(candidates)
        self.ticked_changed.emit()

    def ticked(self) -> tuple[str, ...]:
        """Declaration ids in list order."""
        return tuple(c.row.id for c in self.rows if c.row.id in self._ticked)

    def set_ticked(self, place: int, on: bool) -> None:
        candidate = self.row(place)
        if candidate is None or candidate.locked or (candidate.row.id in self._ticked) == on:
            return
        self._ticked ^= {candidate.row.id}
        self.dataChanged.emit(self.index(place, 0), self.index(place, 0), [CHECK])
        self.ticked_changed.emit()

    def toggle(self, place: int) -> None:
        candidate = self.row(place)
        if candidate is not None:
            self.set_ticked(place, candidate.row.id not in self._ticked)

    def tick_all(self, on: bool) -> None:
        """Those who are on another list are left to the person."""
        free = {c.row.id for c in self.rows if not c.said or c.row.id in self._ticked}
        locked = {c.row.id for c in self.rows if c.locked}
        self._ticked = locked | (free if on else set())
        if self.rows:
            self.dataChanged.emit(self.index(0, 0), self.index(len(self.rows) - 1, 0), [CHECK])
        self.ticked_changed.emit()

    def tick_state(self) -> Qt.CheckState:
        count = len(self.ticked())
        if not count:
            return Qt.CheckState.Unchecked
        return Qt.CheckState.Checked if count == len(self.rows) else Qt.CheckState.PartiallyChecked

    # ---- Qt's side

    def data(self, index: _Index, role: int = 0) -> Any:
        if role == CHECK:
            candidate = self.row(index.row())
            if candidate is None or index.column() != 0 or candidate.locked:
                return None
            on = candidate.row.id in self._ticked
            return Qt.CheckState.Checked if on else Qt.CheckState.Unchecked
        return super().data(index, role)

    def setData(self, index: _Index, value: Any, role: int = int(Qt.ItemDataRole.EditRole)) -> bool:
        if role != CHECK or not index.isValid():
            return False
        self.set_ticked(index.row(), Qt.CheckState(value) == Qt.CheckState.Checked)
        return True

    def flags(self, index: _Index) -> Qt.ItemFlag:
        flags = super().flags(index)
        return flags | Qt.ItemFlag.ItemIsUserCheckable if index.column() == 0 else flags


def make_looks() -> list[Column]:
    return [
        Column("", 44, ColumnKind.CHECK),
        Column(_t("姓名"), 116, ColumnKind.NAME),
        Column(_t("单位"), 150, stretch=True),
        Column(_t("专业技术资格"), 124),
        Column(_t("申报方式"), 94),
        Column(_t("说明"), 216, muted=True),
    ]


def _id(candidate: Candidate) -> str:
    return candidate.row.id


def _name(candidate: Candidate) -> str:
    return candidate.row.name


def _unit(candidate: Candidate) -> str:
    return candidate.row.unit


def _title(candidate: Candidate) -> str:
    return candidate.row.title_with_rank


def _mode(candidate: Candidate) -> str:
    return word(candidate.row.mode)


def _said(candidate: Candidate) -> str:
    return candidate.said


def _t(text: str) -> str:
    return translate("road", text)
