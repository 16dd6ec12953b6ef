"""Cells of the list state's table (pictures 13, 14): row 36, hairlines, no grid, no zebra.

Reads Qt.DisplayRole for text, `roles.STATE`, `STATE_WORD`, `STATE_ICON` and `FLAGS` in a pill column and
Qt.CheckStateRole in the check column. The view owns the columns (`TableView.set_columns`).
"""

from collections.abc import Callable

from PySide6.QtCore import (
    QAbstractItemModel,
    QEvent,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    QPoint,
    QRect,
    QSize,
    Qt,
)
from PySide6.QtGui import QHelpEvent, QMouseEvent, QPainter
from PySide6.QtWidgets import QAbstractItemView, QStyledItemDelegate, QStyleOptionViewItem, QToolTip

from ui.theme import current, shapes
from ui.widgets import pills, roles, row_paint
from ui.widgets.table_columns import Column, ColumnKind
from ui.widgets.two_line_delegate import toggle_check

ROW_HEIGHT = 36
PADDING = 12
CHECK_LEFT = 14
ACT_ICON, ACT_GAP = 14, 8
_Index = QModelIndex | QPersistentModelIndex


class TableDelegate(QStyledItemDelegate):
    """Paints every cell; `column_of` tells which column an index shows."""

    def __init__(self, column_of: Callable[[int], Column], parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._column_of = column_of

    def sizeHint(self, option: QStyleOptionViewItem, index: _Index) -> QSize:
        return QSize(self._column_of(index.column()).width, ROW_HEIGHT)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: _Index) -> None:
        rect, chosen = option.rect, row_paint.is_current(option)
        column = self._column_of(index.column())
        if chosen:
            lit = row_paint.is_pane_active(option.widget)
            painter.fillRect(rect, current.color("accent_soft" if lit else "hover"))
            if index.column() == 0:
                bar = QRect(rect.x(), rect.y(), row_paint.BAR, rect.height() - 1)
                painter.fillRect(bar, current.color("accent" if lit else "control"))
        elif row_paint.is_hovered(option):
            painter.fillRect(rect, current.color("hover"))
        shapes.hairline(painter, rect.x(), rect.bottom(), rect.width())
        if column.kind is ColumnKind.CHECK:
            self._paint_check(painter, option, index)
        elif column.kind is ColumnKind.PILL:
            self._paint_state(painter, rect, index)
        elif column.kind is ColumnKind.ACT:
            self._paint_act(painter, rect, index)
        else:
            self._paint_text(painter, rect, index, column, chosen)

    def _paint_check(self, painter: QPainter, option: QStyleOptionViewItem, index: _Index) -> None:
        ticked = index.data(Qt.ItemDataRole.CheckStateRole)
        if ticked is not None:
            hovered = row_paint.is_hovered(option)
            shapes.draw_check_box(painter, check_rect(option.rect), Qt.CheckState(ticked), True, hovered)

    def _paint_state(self, painter: QPainter, rect: QRect, index: _Index) -> None:
        state = index.data(roles.STATE)
        left, middle = rect.x() + PADDING, rect.y() + rect.height() // 2
        if state:
            at = QPoint(left, middle - pills.HEIGHT // 2)
            word = str(index.data(roles.STATE_WORD) or "")
            left = pills.paint_pill(painter, at, state, word, index.data(roles.STATE_ICON)).right() + 9
        flags = index.data(roles.FLAGS) or 0
        if flags:
            left += pills.paint_flag_count(painter, left, middle, flags) + 8
        mark = index.data(roles.SYNC_MARK)
        if mark:
            shapes.draw_icon(painter, QPoint(left, middle - 7), mark[0], mark[1], 14)

    def _paint_act(self, painter: QPainter, rect: QRect, index: _Index) -> None:
        words = rect.adjusted(PADDING, 0, -PADDING, -1)
        icon = index.data(roles.ICON)
        if icon:
            at = QPoint(words.x(), rect.y() + (rect.height() - 1 - ACT_ICON) // 2)
            shapes.draw_icon(painter, at, icon[0], icon[1], ACT_ICON)
            words.setLeft(words.x() + ACT_ICON + ACT_GAP)
        shapes.draw_text(painter, words, _words(index), "body", index.data(roles.INK) or "text")

    def _paint_text(
        self, painter: QPainter, rect: QRect, index: _Index, column: Column, chosen: bool
    ) -> None:
        role, tint = _look(column, chosen)
        if index.data(roles.MUTED):
            tint = "muted"
        words = rect.adjusted(PADDING, 0, -PADDING, -1)
        align = Qt.AlignmentFlag.AlignRight if column.kind is ColumnKind.COUNT else Qt.AlignmentFlag.AlignLeft
        shapes.draw_text(painter, words, _words(index), role, tint, align)

    def editorEvent(
        self, event: QEvent, model: QAbstractItemModel, option: QStyleOptionViewItem, index: _Index
    ) -> bool:
        if self._column_of(index.column()).kind is not ColumnKind.CHECK or not isinstance(event, QMouseEvent):
            return False
        if event.button() == Qt.MouseButton.LeftButton:
            if event.type() == QEvent.Type.MouseButtonRelease:
                toggle_check(model, index)
            return True
        return False

    def helpEvent(
        self, event: QHelpEvent, view: QAbstractItemView, option: QStyleOptionViewItem, index: _Index
    ) -> bool:
        if event.type() != QEvent.Type.ToolTip or not index.isValid():
            return super().helpEvent(event, view, option, index)
        column = self._column_of(index.column())
        text = index.data(roles.TOOLTIP) or ""
        if not text and column.kind not in (ColumnKind.CHECK, ColumnKind.PILL):
            role, _ = _look(column, row_paint.is_current(option))
            icon = ACT_ICON + ACT_GAP if column.kind is ColumnKind.ACT and index.data(roles.ICON) else 0
            if shapes.text_width(_words(index), role) > option.rect.width() - 2 * PADDING - icon:
                text = _words(index)
        QToolTip.showText(event.globalPos(), text, view)
        return True


def check_rect(cell: QRect) -> QRect:
    """Return where the box stands in a check cell."""
    return QRect(cell.x() + CHECK_LEFT, cell.y() + (cell.height() - 1 - 16) // 2, 16, 16)


def _words(index: _Index) -> str:
    value = index.data(Qt.ItemDataRole.DisplayRole)
    return "" if value is None else str(value)


def _look(column: Column, chosen: bool) -> tuple[str, str]:
    if column.kind is ColumnKind.NAME:
        return ("body_bold" if chosen else "body"), "text"
    if column.kind is ColumnKind.LINK:
        return "body", "accent_ink"
    if column.kind is ColumnKind.NUMBER or column.muted:
        return "body", "muted"
    return "body", "text"
