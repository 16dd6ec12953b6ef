"""Side lists: CategoryList (29 px rows, counts) and SectionList (26 px rows, state icons).

QListViews over `SideModel` with one delegate. The current row says where the clerk is, so it stays accent even
while another pane has the focus.
"""

from collections.abc import Sequence
from typing import Any

from PySide6.QtCore import (
    QEvent,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    QPoint,
    QRect,
    QSize,
    Qt,
    Signal,
)
from PySide6.QtGui import QHelpEvent, QPainter, QPalette
from PySide6.QtWidgets import QAbstractItemView, QStyledItemDelegate, QStyleOptionViewItem, QToolTip, QWidget

from ui.theme import current, shapes
from ui.widgets import row_paint
from ui.widgets.row_view import RowView
from ui.widgets.side_rows import ROW, SideModel, SideRow

_Index = QModelIndex | QPersistentModelIndex
_INSET = 6
_NUMBER_RIGHT = 32
_NAME_LEFT = 40
_ICON = 14


class SideDelegate(QStyledItemDelegate):
    """number · name … count, badge (current) or state icon."""

    def __init__(self, height: int, ground: str, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._height = height
        self._ground = ground

    def sizeHint(self, option: QStyleOptionViewItem, index: _Index) -> QSize:
        return QSize(120, self._height)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: _Index) -> None:
        row: SideRow = index.data(ROW)
        rect, chosen = option.rect, row_paint.is_current(option)
        row_paint.paint_inset_ground(painter, option, rect.adjusted(_INSET, 1, -_INSET, -1), 6)
        number = QRect(rect.x() + _INSET, rect.y(), _NUMBER_RIGHT - _INSET, rect.height())
        shapes.draw_text(painter, number, row.number, "body", "muted", Qt.AlignmentFlag.AlignRight)
        right = self._paint_end(painter, rect, row, chosen)
        name = QRect(rect.x() + _NAME_LEFT, rect.y(), right - rect.x() - _NAME_LEFT, rect.height())
        ink = "muted" if row.muted and not chosen else "text"
        shapes.draw_text(painter, name, row.name, "body_bold" if chosen else "body", ink)

    def _paint_end(self, painter: QPainter, rect: QRect, row: SideRow, chosen: bool) -> int:
        """Draw what stands at the right; return where the name must end."""
        right = rect.right() + 1 - 18
        middle = rect.y() + rect.height() // 2
        for state in _states_of(row):
            style = current.state_style(state)
            shapes.draw_icon(painter, QPoint(right - _ICON, middle - 7), style.icon, style.mark, _ICON)
            right -= _ICON + 4
        if _states_of(row):
            return right
        if not row.count:
            return right
        text = str(row.count)
        if chosen:
            width = shapes.draw_badge(painter, right + 4, middle, text, "on_accent", "accent", bold=True)
            return right + 4 - width - 4
        width = shapes.text_width(text)
        line = QRect(right - width, rect.y(), width + 1, rect.height())
        ink = "muted" if row.muted else "text"
        shapes.draw_text(painter, line, text, "body", ink, elide=Qt.TextElideMode.ElideNone)
        return right - width - 6

    def room_for_name(self, rect: QRect, row: SideRow) -> int:
        """Return the px that the name has, for the tooltip."""
        end = 18
        end += (_ICON + 4) * len(_states_of(row))
        if not _states_of(row) and row.count:
            end += shapes.badge_width(str(row.count)) + 4
        return rect.width() - _NAME_LEFT - end

    def helpEvent(
        self, event: QHelpEvent, view: QAbstractItemView, option: QStyleOptionViewItem, index: _Index
    ) -> bool:
        if event.type() != QEvent.Type.ToolTip or not index.isValid():
            return super().helpEvent(event, view, option, index)
        row: SideRow = index.data(ROW)
        role = "body_bold" if row_paint.is_current(option) else "body"
        cut = shapes.text_width(row.name, role) > self.room_for_name(option.rect, row)
        QToolTip.showText(event.globalPos(), row.name if cut else "", view)
        return True


def _states_of(row: SideRow) -> list[str]:
    """The icons at the end, the last one first."""
    done = ["passed"] if row.done and row.state != "passed" else []
    return [*done, *([row.state] if row.state is not None else [])]


class _SideList(RowView):
    """Common to both lists. `current_changed` carries the key; only a person's move emits it."""

    current_changed = Signal(str)
    _ROW_HEIGHT = 29

    def __init__(self, parent: QWidget | None = None, *, ground: str = "window") -> None:
        super().__init__(parent)
        self._silent = False
        self._rows = SideModel(self)
        self.setModel(self._rows)
        self.setItemDelegate(SideDelegate(self._ROW_HEIGHT, ground, self))
        self.set_pane_active(True)
        role = QPalette.ColorRole.Window if ground == "window" else QPalette.ColorRole.Base
        self.viewport().setBackgroundRole(role)
        self.selectionModel().currentChanged.connect(self._tell)

    def set_rows(self, rows: Sequence[SideRow]) -> None:
        """Show these rows; the current key stays current when it is still there."""
        kept = self.current_key()
        self._silent = True
        self._rows.set_rows(rows)
        self._silent = False
        if kept and self.current_key() != kept:
            self.set_current_key(kept)

    def change_row(self, key: str, **changes: Any) -> None:
        """Change fields of one row: `change_row("5", count=11)`."""
        self._rows.change(key, **changes)

    def current_key(self) -> str:
        """Return the key of the current row, "" when there is none."""
        index = self.currentIndex()
        return index.data(ROW).key if index.isValid() else ""

    def set_current_key(self, key: str) -> None:
        """Make a row current without a signal; an unknown key changes nothing."""
        place = self._rows.row_of(key)
        if place >= 0:
            self._silent = True
            self.set_current_row(place)
            self._silent = False

    def _tell(self, now: QModelIndex, before: QModelIndex) -> None:
        if not self._silent and now.isValid():
            self.current_changed.emit(now.data(ROW).key)

    def sizeHint(self) -> QSize:
        return QSize(196, self._ROW_HEIGHT * max(self._rows.rowCount(), 4))


class CategoryList(_SideList):
    """The archive's categories: count at the right, badge at the current one, empty ones muted."""

    _ROW_HEIGHT = 29


class SectionList(_SideList):
    """The 19 sections of a declaration: state icon at the right."""

    _ROW_HEIGHT = 26
