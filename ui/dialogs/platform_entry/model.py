"""The list of decisions beside the fields: who, which act, when; ticks by decision id."""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from PySide6.QtCore import QAbstractListModel, QModelIndex, QObject, QPersistentModelIndex, Qt, Signal

from app.domain.decision import Decision
from app.ports.entering_queries import EnteringRow
from ui.dialogs.platform_entry.lines import what_of
from ui.texts.dates import format_short_day
from ui.texts.translate import translate
from ui.widgets import roles

_Index = QModelIndex | QPersistentModelIndex
_NOWHERE = QModelIndex()
_TICK = int(Qt.ItemDataRole.CheckStateRole)


class EnteringModel(QAbstractListModel):
    """``titles``: of the archive's sections, by key."""

    ticks_changed = Signal()

    def __init__(self, titles: Mapping[str, str], parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._titles = titles
        self._rows: list[EnteringRow] = []
        self._ticked: set[str] = set()
        self._today = date.min

    @property
    def rows(self) -> Sequence[EnteringRow]:
        return self._rows

    def show(self, rows: Sequence[EnteringRow], today: date) -> None:
        """Other rows; ticks of those that stay are kept."""
        self.beginResetModel()
        self._rows, self._today = list(rows), today
        self._ticked &= {row.decision.id for row in rows}
        self.endResetModel()
        self.ticks_changed.emit()

    def row(self, place: int) -> EnteringRow | None:
        return self._rows[place] if 0 <= place < len(self._rows) else None

    def find(self, decision_id: str) -> int:
        """-1 when it is not there."""
        return next((n for n, row in enumerate(self._rows) if row.decision.id == decision_id), -1)

    def find_subject(self, subject_id: str) -> int:
        """The first decision on a dossier, -1 when there is none."""
        return next((n for n, row in enumerate(self._rows) if row.decision.subject_id == subject_id), -1)

    def ticked(self) -> list[EnteringRow]:
        """In the order of the list."""
        return [row for row in self._rows if row.decision.id in self._ticked]

    def toggle(self, place: int) -> None:
        """X: tick the row or not."""
        row = self.row(place)
        if row is not None:
            self._ticked ^= {row.decision.id}
            self.dataChanged.emit(self.index(place), self.index(place))
            self.ticks_changed.emit()

    def tick_all(self, on: bool) -> None:
        self._ticked = {row.decision.id for row in self._rows} if on else set()
        if self._rows:
            self.dataChanged.emit(self.index(0), self.index(len(self._rows) - 1))
        self.ticks_changed.emit()

    # ---- Qt's side

    def rowCount(self, parent: _Index = _NOWHERE) -> int:
        return 0 if parent.isValid() else len(self._rows)

    def data(self, index: _Index, role: int = 0) -> Any:
        row = self.row(index.row()) if index.isValid() else None
        if row is None:
            return None
        decision = row.decision
        if role == 0:
            return row.name
        if role == roles.KEY:
            return decision.id
        if role == roles.UNIT:
            return row.unit
        if role == roles.DATE:
            return format_short_day(decision.at, self._today)
        if role == roles.ITEM:
            return what_of(row, self._titles)
        if role in (roles.STATE, roles.STATE_WORD, roles.STATE_ICON):
            return state_of(decision)[role - roles.STATE]
        if role == _TICK:
            on = decision.id in self._ticked
            return Qt.CheckState.Checked if on else Qt.CheckState.Unchecked
        if role == Qt.ItemDataRole.AccessibleTextRole:
            state = state_of(decision)[1]
            return "　".join((row.name, row.unit, what_of(row, self._titles), state))
        return None

    def setData(self, index: _Index, value: Any, role: int = int(Qt.ItemDataRole.EditRole)) -> bool:
        if role != _TICK or not index.isValid():
            return False
        self.toggle(index.row())
        return True

    def flags(self, index: _Index) -> Qt.ItemFlag:
        base = super().flags(index)
        return base | Qt.ItemFlag.ItemIsUserCheckable if index.isValid() else base


def state_of(decision: Decision) -> tuple[str, str, str]:
    """State, word and icon of the pill: 未录入 or 已录入."""
    if decision.entered_at is not None:
        return "passed", translate("platform", "已录入"), "cloud-check"
    return "pending", translate("platform", "未录入"), "cloud-upload"
