"""The two-line list row, 50 px: box · name unit … date / item … flags or pill (LOOK.md "Two-line row").

Reads the roles of `ui.widgets.roles` from any model. `show_pills` for the tab 全部, flags elsewhere. A click on
the box sets Qt.CheckStateRole; the row itself only becomes current.
"""

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

from ui.theme import shapes
from ui.widgets import pills, roles, row_paint

HEIGHT = 50
_INSET = 6
_EDGE = 16
_Index = QModelIndex | QPersistentModelIndex


class TwoLineDelegate(QStyledItemDelegate):
    """Paints a row of a review list."""

    def __init__(self, parent: QObject | None = None, *, show_pills: bool = False) -> None:
        super().__init__(parent)
        self.show_pills = show_pills

    def sizeHint(self, option: QStyleOptionViewItem, index: _Index) -> QSize:
        return QSize(200, HEIGHT)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: _Index) -> None:
        rect = option.rect
        ground = rect.adjusted(_INSET, 1, -_INSET, -2)
        row_paint.paint_inset_ground(painter, option, ground)
        shapes.hairline(painter, rect.x() + _EDGE, rect.bottom(), rect.width() - 2 * _EDGE)
        left = self._paint_box(painter, option, index)
        self._paint_first_line(painter, option, index, left)
        self._paint_second_line(painter, option, index, left)

    def _paint_box(self, painter: QPainter, option: QStyleOptionViewItem, index: _Index) -> int:
        ticked = index.data(Qt.ItemDataRole.CheckStateRole)
        if ticked is None:
            return option.rect.x() + _EDGE
        hovered = row_paint.is_hovered(option)
        shapes.draw_check_box(painter, box_rect(option.rect), Qt.CheckState(ticked), True, hovered)
        return option.rect.x() + _EDGE + 28

    def _paint_first_line(
        self, painter: QPainter, option: QStyleOptionViewItem, index: _Index, left: int
    ) -> None:
        chosen = row_paint.is_current(option)
        top, right = option.rect.y() + 7, option.rect.right() - _EDGE
        date = index.data(roles.DATE) or ""
        if date:
            width = shapes.text_width(date, "caption")
            line = QRect(right - width + 1, top, width + 2, 18)
            shapes.draw_text(painter, line, date, "caption", "muted")
            right -= width + 10
        mark = index.data(roles.SYNC_MARK)
        if mark:
            shapes.draw_icon(painter, QPoint(right - 14, top + 2), mark[0], mark[1], 14)
            right -= 22
        ink = "muted" if index.data(roles.MUTED) else "text"
        name = str(index.data(Qt.ItemDataRole.DisplayRole) or "")
        room = right - left
        role = "body_bold" if chosen else "body"
        width = shapes.draw_text(painter, QRect(left, top, room, 18), name, role, ink)
        unit = index.data(roles.UNIT)
        if unit and room - width > 40:
            # The bold width is kept free, so that the unit does not move when the row becomes current.
            offset = max(width, shapes.text_width(name, "body_bold")) + 10
            shapes.draw_text(painter, QRect(left + offset, top, room - offset, 18), unit, "caption", "muted")

    def _paint_second_line(
        self, painter: QPainter, option: QStyleOptionViewItem, index: _Index, left: int
    ) -> None:
        middle, right = option.rect.y() + 35, option.rect.right() - _EDGE
        right -= self._paint_tail(painter, index, right, middle)
        tint = "text" if row_paint.is_current(option) else "muted"
        line = QRect(left, middle - 10, right - left, 20)
        shapes.draw_text(painter, line, str(index.data(roles.ITEM) or ""), "detail", tint)

    def _paint_tail(self, painter: QPainter, index: _Index, right: int, middle: int) -> int:
        """Draw what stands at the end of the second line and return its width with the gap."""
        state = index.data(roles.STATE)
        if self.show_pills and state:
            word = str(index.data(roles.STATE_WORD) or "")
            width = pills.pill_width(word, state)
            at = QPoint(right - width + 1, middle - pills.HEIGHT // 2)
            pills.paint_pill(painter, at, state, word, index.data(roles.STATE_ICON))
            return width + 8
        trailing = index.data(roles.TRAILING_ICON)
        if trailing:
            shapes.draw_icon(painter, QPoint(right - 14, middle - 7), trailing[0], trailing[1], 14)
            return 24
        flags = index.data(roles.FLAGS) or 0
        if flags:
            width = pills.flag_count_width(flags)
            pills.paint_flag_count(painter, right - width + 1, middle, flags)
            return width + 8
        return 0

    def _is_elided(self, option: QStyleOptionViewItem, index: _Index) -> bool:
        room = option.rect.width() - 2 * _EDGE
        if index.data(Qt.ItemDataRole.CheckStateRole) is not None:
            room -= 28
        state = index.data(roles.STATE)
        tail = 0
        if self.show_pills and state:
            tail = pills.pill_width(str(index.data(roles.STATE_WORD) or ""), state) + 8
        elif index.data(roles.TRAILING_ICON):
            tail = 24
        elif index.data(roles.FLAGS):
            tail = pills.flag_count_width(index.data(roles.FLAGS)) + 8
        if shapes.text_width(str(index.data(roles.ITEM) or ""), "detail") > room - tail:
            return True
        name = shapes.text_width(str(index.data(Qt.ItemDataRole.DisplayRole) or ""), "body_bold")
        unit = shapes.text_width(str(index.data(roles.UNIT) or ""), "caption")
        date = shapes.text_width(str(index.data(roles.DATE) or ""), "caption")
        return name + 10 + unit > room - date - 10

    def editorEvent(
        self, event: QEvent, model: QAbstractItemModel, option: QStyleOptionViewItem, index: _Index
    ) -> bool:
        if isinstance(event, QMouseEvent) and index.data(Qt.ItemDataRole.CheckStateRole) is not None:
            hit = box_rect(option.rect).adjusted(-8, -12, 6, 12).contains(event.position().toPoint())
            if hit and event.button() == Qt.MouseButton.LeftButton:
                if event.type() == QEvent.Type.MouseButtonRelease:
                    toggle_check(model, index)
                return True
        return False

    def helpEvent(
        self, event: QHelpEvent, view: QAbstractItemView, option: QStyleOptionViewItem, index: _Index
    ) -> bool:
        if event.type() != QEvent.Type.ToolTip:
            return super().helpEvent(event, view, option, index)
        text = index.data(roles.TOOLTIP)
        if not text and self._is_elided(option, index):
            name, unit = index.data(Qt.ItemDataRole.DisplayRole) or "", index.data(roles.UNIT) or ""
            text = f"{name}　{unit}\n{index.data(roles.ITEM) or ''}"
        QToolTip.showText(event.globalPos(), text or "", view)
        return True


def box_rect(row: QRect) -> QRect:
    """Return where the tick box stands in a row."""
    return QRect(row.x() + _EDGE, row.y() + (row.height() - 1 - shapes.BOX_SIZE) // 2, 16, 16)


def toggle_check(model: QAbstractItemModel, index: _Index) -> bool:
    """Turn the box of a row: what a click and the key X do."""
    ticked = index.data(Qt.ItemDataRole.CheckStateRole)
    if ticked is None or not index.flags() & Qt.ItemFlag.ItemIsEnabled:
        return False
    on = Qt.CheckState(ticked) == Qt.CheckState.Checked
    state = Qt.CheckState.Unchecked if on else Qt.CheckState.Checked
    return model.setData(index, state, Qt.ItemDataRole.CheckStateRole)
