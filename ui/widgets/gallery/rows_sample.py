"""A small list model with invented people, for the gallery and the widgets' tests."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any

from PySide6.QtCore import QAbstractListModel, QModelIndex, QObject, QPersistentModelIndex, Qt

from ui.widgets import roles

_Index = QModelIndex | QPersistentModelIndex


@dataclass(frozen=True)
class SampleRow:
    """One row of a two-line list."""

    name: str
    unit: str
    date: str
    item: str
    state: str = "pending"
    word: str = "待审核"
    flags: int = 0
    ticked: bool = False


class SampleListModel(QAbstractListModel):
    """Answers the roles of `ui.widgets.roles`; boxes can be ticked."""

    def __init__(self, rows: Sequence[SampleRow], parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.rows = list(rows)

    def rowCount(self, parent: _Index = QModelIndex()) -> int:  # noqa: B008 - Qt's signature
        return 0 if parent.isValid() else len(self.rows)

    def data(self, index: _Index, role: int = 0) -> Any:
        if not index.isValid():
            return None
        row = self.rows[index.row()]
        if role == 0:
            return row.name
        if role == Qt.ItemDataRole.CheckStateRole:
            return Qt.CheckState.Checked if row.ticked else Qt.CheckState.Unchecked
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return f"{row.name} {row.unit} {row.item} {row.word}"
        return {
            roles.UNIT: row.unit,
            roles.DATE: row.date,
            roles.ITEM: row.item,
            roles.STATE: row.state,
            roles.STATE_WORD: row.word,
            roles.FLAGS: row.flags,
        }.get(role)

    def setData(self, index: _Index, value: Any, role: int = 0) -> bool:
        if role != Qt.ItemDataRole.CheckStateRole or not index.isValid():
            return False
        ticked = Qt.CheckState(value) == Qt.CheckState.Checked
        self.rows[index.row()] = replace(self.rows[index.row()], ticked=ticked)
        self.dataChanged.emit(index, index)
        return True

    def flags(self, index: _Index) -> Qt.ItemFlag:
        return super().flags(index) | Qt.ItemFlag.ItemIsUserCheckable
