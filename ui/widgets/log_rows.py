"""Rows of the review log as data, and their list model (picture 19)."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Final

from PySide6.QtCore import QAbstractListModel, QModelIndex, QObject, QPersistentModelIndex, Qt

LOG_ROW: Final = int(Qt.ItemDataRole.UserRole) + 80
_Index = QModelIndex | QPersistentModelIndex


@dataclass(frozen=True)
class LogEntry:
    """An act: time, icon on a disc, title bold, who, one line of text, something at the right.

    `tone` is "accent" or a name for `state_style`; a filled disc marks acts that move the dossier.
    """

    time: str
    icon: str
    title: str
    meta: str = ""
    text: str = ""
    right: str = ""
    tone: str = "pending"
    filled: bool = False
    key: str = ""


@dataclass(frozen=True)
class LogWait:
    """A muted line between two acts: 等了 1 个工作日，还剩 4 个."""

    text: str


@dataclass(frozen=True)
class LogSpan:
    """A period beside the axis, from row `first` to row `last` (both inclusive): 改正 1 日, 公示 5 / 5."""

    first: int
    last: int
    icon: str
    words: tuple[str, str]
    state: str  # a name for state_style: "returned", "info" …


LogRow = LogEntry | LogWait


class LogModel(QAbstractListModel):
    """Newest first, as given."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._rows: list[LogRow] = []
        self.spans: list[LogSpan] = []

    def set_rows(self, rows: Sequence[LogRow], spans: Sequence[LogSpan] = ()) -> None:
        """Replace everything."""
        self.beginResetModel()
        self._rows = list(rows)
        self.spans = list(spans)
        self.endResetModel()

    def rowCount(self, parent: _Index = QModelIndex()) -> int:  # noqa: B008 - Qt's signature
        return 0 if parent.isValid() else len(self._rows)

    def data(self, index: _Index, role: int = 0) -> Any:
        if not index.isValid():
            return None
        row = self._rows[index.row()]
        if role == LOG_ROW:
            return row
        if role in (0, Qt.ItemDataRole.AccessibleTextRole):
            return _spoken(row)
        return None


def _spoken(row: LogRow) -> str:
    if isinstance(row, LogWait):
        return row.text
    return " ".join(part for part in (row.time, row.title, row.meta, row.text, row.right) if part)
