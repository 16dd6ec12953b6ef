"""A table over rows that are all at hand: the lists of 人员与申报, some hundred lines. Columns as in ``ui.models.columns``.

For lists of any length there is ``ui.models.windowed_table``.
"""

from collections.abc import Callable, Mapping, Sequence
from typing import Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt

from ui.models.columns import DISPLAY, DataColumn, RowFunction

_Index = QModelIndex | QPersistentModelIndex
_NOWHERE = QModelIndex()


class RowsTable(QAbstractTableModel):
    """``identity`` names a row, so that the current one is found again after a refresh."""

    def __init__(
        self,
        columns: Sequence[DataColumn],
        identity: Callable[[Any], str],
        row_roles: Mapping[int, RowFunction] | None = None,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._columns = list(columns)
        self._functions = [column.functions() for column in columns]
        self._row_roles = dict(row_roles or {})
        self._identity = identity
        self._rows: list[Any] = []

    @property
    def rows(self) -> Sequence[Any]:
        return self._rows

    def set_rows(self, rows: Sequence[Any]) -> None:
        """Other rows; the view's current row is the caller's to set again (``find``)."""
        self.beginResetModel()
        self._rows = list(rows)
        self.endResetModel()

    def row(self, place: int) -> Any:
        """The row object, None outside."""
        return self._rows[place] if 0 <= place < len(self._rows) else None

    def find(self, identity: str) -> int:
        """The place of a row, -1 when it is not there."""
        return next((n for n, row in enumerate(self._rows) if self._identity(row) == identity), -1)

    def rowCount(self, parent: _Index = _NOWHERE) -> int:
        return 0 if parent.isValid() else len(self._rows)

    def columnCount(self, parent: _Index = _NOWHERE) -> int:
        return 0 if parent.isValid() else len(self._columns)

    def data(self, index: _Index, role: int = DISPLAY) -> Any:
        row = self.row(index.row())
        if row is None:
            return None
        column = self._columns[index.column()]
        if column.is_number and role == DISPLAY:
            return str(index.row() + 1)
        function = self._functions[index.column()].get(role) or self._row_roles.get(role)
        return function(row) if function is not None else None

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = DISPLAY) -> Any:
        if orientation is Qt.Orientation.Horizontal and role == DISPLAY:
            return self._columns[section].title
        return None
