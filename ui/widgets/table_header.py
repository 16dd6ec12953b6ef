"""The head of a table: 30 px, 9 pt muted on surface, and the tri-state box over a check column."""

from collections.abc import Callable

from PySide6.QtCore import QPoint, QRect, QSize, Qt, Signal
from PySide6.QtGui import QMouseEvent, QPainter
from PySide6.QtWidgets import QHeaderView, QWidget

from ui.theme import current, shapes
from ui.widgets.table_columns import Column, ColumnKind
from ui.widgets.table_delegate import CHECK_LEFT, PADDING

HEAD_HEIGHT = 30


class TableHeader(QHeaderView):
    """`all_toggled(bool)`: the box was clicked; True asks to tick everything."""

    all_toggled = Signal(bool)

    def __init__(self, column_of: Callable[[int], Column], parent: QWidget | None = None) -> None:
        super().__init__(Qt.Orientation.Horizontal, parent)
        self._column_of = column_of
        self._check = Qt.CheckState.Unchecked
        self.setHighlightSections(False)
        self.setMinimumSectionSize(28)
        self.setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        self.setFont(current.font("caption"))

    def set_check_state(self, state: Qt.CheckState) -> None:
        """Show none, some or all ticked."""
        if state != self._check:
            self._check = state
            self.viewport().update()

    def check_state(self) -> Qt.CheckState:
        """Return what the box shows."""
        return self._check

    def sizeHint(self) -> QSize:
        return QSize(super().sizeHint().width(), HEAD_HEIGHT)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        at = self.logicalIndexAt(event.position().toPoint())
        if at >= 0 and self._column_of(at).kind is ColumnKind.CHECK:
            self.all_toggled.emit(self._check != Qt.CheckState.Checked)
            return
        super().mouseReleaseEvent(event)

    def paintSection(self, painter: QPainter, rect: QRect, logicalIndex: int) -> None:
        painter.fillRect(rect, current.color("surface"))
        shapes.hairline(painter, rect.x(), rect.bottom(), rect.width())
        column = self._column_of(logicalIndex)
        if column.kind is ColumnKind.CHECK:
            box = QRect(rect.x() + CHECK_LEFT, rect.y() + (rect.height() - 17) // 2, 16, 16)
            shapes.draw_check_box(painter, box, self._check)
            return
        align = Qt.AlignmentFlag.AlignRight if column.kind is ColumnKind.COUNT else Qt.AlignmentFlag.AlignLeft
        words = rect.adjusted(PADDING, 0, -PADDING, -1)
        width = shapes.draw_text(painter, words, column.title, "caption", "muted", align)
        if self.isSortIndicatorShown() and self.sortIndicatorSection() == logicalIndex:
            up = self.sortIndicatorOrder() == Qt.SortOrder.AscendingOrder
            at = QPoint(words.x() + width + 4, rect.center().y() - 6)
            shapes.draw_icon(painter, at, "chevron-up" if up else "chevron-down", "muted", 13)
