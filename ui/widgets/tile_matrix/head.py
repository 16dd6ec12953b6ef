"""The matrix's head: two storeys, 58 px; groups span their columns in the upper one (picture 21)."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from PySide6.QtCore import QRect, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QWidget

from ui.theme import current, shapes
from ui.widgets.table_columns import Column, ColumnKind
from ui.widgets.table_header import TableHeader

HEIGHT = 58
STOREY = 24
_CENTRED = (ColumnKind.TILE, ColumnKind.COUNT)


@dataclass(frozen=True, slots=True)
class Group:
    """A title over the columns ``first`` to ``last``."""

    title: str
    first: int
    last: int


class MatrixHead(TableHeader):
    def __init__(self, column_of: Callable[[int], Column], parent: QWidget | None = None) -> None:
        super().__init__(column_of, parent)
        self._groups: tuple[Group, ...] = ()

    def set_groups(self, groups: Sequence[Group]) -> None:
        self._groups = tuple(groups)
        self.viewport().update()

    def sizeHint(self) -> QSize:
        return QSize(super().sizeHint().width(), HEIGHT)

    def paintSection(self, painter: QPainter, rect: QRect, logicalIndex: int) -> None:
        painter.fillRect(rect, current.color("surface"))
        lower = rect.adjusted(0, STOREY, 0, 0)
        column = self._column_of(logicalIndex)
        if column.kind not in _CENTRED:
            super().paintSection(painter, lower, logicalIndex)
            return
        shapes.hairline(painter, rect.x(), rect.bottom(), rect.width())
        words = lower.adjusted(2, 0, -2, 0)
        shapes.draw_text(painter, words, column.title, "caption", "muted", Qt.AlignmentFlag.AlignHCenter)

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        painter = QPainter(self.viewport())
        for group in self._groups:
            left = self.sectionViewportPosition(group.first)
            right = self.sectionViewportPosition(group.last) + self.sectionSize(group.last)
            span = QRect(left, 0, right - left, STOREY)
            shapes.hairline(painter, left + 4, STOREY - 1, right - left - 8, "control")
            shapes.draw_text(painter, span, group.title, "caption", "muted", Qt.AlignmentFlag.AlignHCenter)
