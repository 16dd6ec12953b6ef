"""A short list whose rows are at hand: a base for the models of lists with a delegate of their own (names, meetings)."""

from collections.abc import Sequence
from typing import Any, Final

from PySide6.QtCore import QAbstractListModel, QModelIndex, QObject, QPersistentModelIndex, Qt

ROW: Final = int(Qt.ItemDataRole.UserRole) + 60
"""The row object itself, for the delegate."""
TEXT: Final = frozenset({int(Qt.ItemDataRole.DisplayRole), int(Qt.ItemDataRole.AccessibleTextRole)})
"""What a list shows of its own and what a screen reader says."""
_Index = QModelIndex | QPersistentModelIndex


class RowList(QAbstractListModel):
    """Rows as given; a subclass says what stands of one under a role."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.rows: Sequence[Any] = ()

    def set_rows(self, rows: Sequence[Any]) -> None:
        self.beginResetModel()
        self.rows = tuple(rows)
        self.endResetModel()

    def value(self, row: Any, role: int) -> Any:
        """None where nothing is known under the role."""
        raise NotImplementedError

    # ---- Qt's side

    def rowCount(self, parent: _Index = QModelIndex()) -> int:  # noqa: B008 - Qt's signature
        return 0 if parent.isValid() else len(self.rows)

    def data(self, index: _Index, role: int = int(Qt.ItemDataRole.DisplayRole)) -> Any:
        if not index.isValid() or index.row() >= len(self.rows):
            return None
        row = self.rows[index.row()]
        return row if role == ROW else self.value(row, role)
