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


def wrap_title(title: str, width: int) -> tuple[str, ...]:
    """The title in one line, or in two where it is wider than its column: a narrow window cuts no head."""
    if shapes.text_width(title, "caption") <= width:
        return (title,)
    number, _, word = title.partition(" ")
    if word and shapes.text_width(word, "caption") <= width:
        return number, word
    fitting = [n for n in range(1, len(title)) if shapes.text_width(title[:n].strip(), "caption") <= width]
    half = next((n for n in fitting if 2 * n >= len(title)), fitting[-1] if fitting else 1)
    return title[:half].strip(), title[half:].strip()


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
        words = lower.adjusted(2, 0, -2, -1)
        lines = wrap_title(column.title, words.width())
        height = words.height() // len(lines)
        for place, line in enumerate(lines):
            at = QRect(words.x(), words.y() + place * height, words.width(), height)
            shapes.draw_text(painter, at, line, "caption", "muted", Qt.AlignmentFlag.AlignHCenter)

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        painter = QPainter(self.viewport())
        for group in self._groups:
            left = self.sectionViewportPosition(group.first)
            right = self.sectionViewportPosition(group.last) + self.sectionSize(group.last)
            span = QRect(left, 0, right - left, STOREY)
            shapes.hairline(painter, left + 4, STOREY - 1, right - left - 8, "control")
            shapes.draw_text(painter, span, group.title, "caption", "muted", Qt.AlignmentFlag.AlignHCenter)
