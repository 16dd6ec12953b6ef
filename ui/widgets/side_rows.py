"""Rows and model of the side lists: categories of the archive, sections of a declaration, stages.

Plain data in, one small list model; at most a few dozen rows, so a change repaints the list.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any, Final

from PySide6.QtCore import QAbstractListModel, QModelIndex, QObject, QPersistentModelIndex, Qt

from ui.widgets import roles

ROW: Final = int(Qt.ItemDataRole.UserRole) + 40  # the SideRow itself, for the delegate
_Index = QModelIndex | QPersistentModelIndex


@dataclass(frozen=True)
class SideRow:
    """One row: its key for the desk, the number shown, the name; then a count or a state icon at the right.

    `count` None or 0 shows nothing. `state` is a name for `state_style` (passed, flag, failed …); `done` puts a check
    behind it (read, whatever was noticed).
    """

    key: str
    number: str
    name: str
    count: int | None = None
    state: str | None = None
    muted: bool = False
    done: bool = False

    def spoken(self) -> str:
        """Return the row in words, for a screen reader."""
        return f"{self.number} {self.name} {self.count or ''}".strip()


class SideModel(QAbstractListModel):
    """Holds the rows."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._rows: list[SideRow] = []

    def rowCount(self, parent: _Index = QModelIndex()) -> int:  # noqa: B008 - Qt's signature
        return 0 if parent.isValid() else len(self._rows)

    def data(self, index: _Index, role: int = 0) -> Any:
        if not index.isValid():
            return None
        row = self._rows[index.row()]
        if role == 0:
            return row.name
        if role == ROW:
            return row
        if role == roles.KEY:
            return row.key
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return row.spoken()
        return None

    def set_rows(self, rows: Sequence[SideRow]) -> None:
        """Replace the rows; a list with the same keys keeps its current row."""
        if [row.key for row in rows] == [row.key for row in self._rows]:
            self._rows = list(rows)
            if rows:
                self.dataChanged.emit(self.index(0), self.index(len(rows) - 1))
            return
        self.beginResetModel()
        self._rows = list(rows)
        self.endResetModel()

    def row_of(self, key: str) -> int:
        """Return the row that carries `key`, -1 when there is none."""
        return next((place for place, row in enumerate(self._rows) if row.key == key), -1)

    def change(self, key: str, **changes: Any) -> None:
        """Replace fields of one row (count=…, state=…)."""
        place = self.row_of(key)
        if place >= 0:
            self._rows[place] = replace(self._rows[place], **changes)
            self.dataChanged.emit(self.index(place), self.index(place))
