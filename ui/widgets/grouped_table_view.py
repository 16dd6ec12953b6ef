"""A table with group rows: 32 px, window fill, box, name bold, count and longest wait across all columns (LOOK).

The model says which rows they are (``ui.models.grouped_table.GROUP``) and what they say (Qt.DisplayRole in the column of
names, roles.ITEM for what follows it).
"""

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRect, QSize, Qt
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QStyleOptionViewItem, QWidget

from ui.models.grouped_table import GROUP, GroupedTable
from ui.theme import current, shapes
from ui.widgets import roles, row_paint
from ui.widgets.table_columns import ColumnKind
from ui.widgets.table_delegate import PADDING, TableDelegate, check_rect
from ui.widgets.table_view import TableView

GROUP_HEIGHT = 32
_Index = QModelIndex | QPersistentModelIndex


class _GroupedDelegate(TableDelegate):
    """Paints a group row as one: every cell shows its part of the whole."""

    def __init__(self, view: "GroupedTableView") -> None:
        super().__init__(view.column, view)
        self._view = view

    def sizeHint(self, option: QStyleOptionViewItem, index: _Index) -> QSize:
        size = super().sizeHint(option, index)
        return QSize(size.width(), GROUP_HEIGHT) if index.data(GROUP) else size

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: _Index) -> None:
        if not index.data(GROUP):
            super().paint(painter, option, index)
            return
        cell = option.rect
        painter.save()
        painter.setClipRect(cell)
        whole = QRect(0, cell.y(), self._view.viewport().width(), cell.height())
        self._paint_group(painter, option, index, whole)
        painter.restore()

    def _paint_group(
        self, painter: QPainter, option: QStyleOptionViewItem, index: _Index, whole: QRect
    ) -> None:
        chosen = row_paint.is_current(option)
        lit = row_paint.is_pane_active(option.widget)
        ground = ("accent_soft" if lit else "hover") if chosen else "window"
        painter.fillRect(whole, current.color(ground))
        if chosen:
            bar = QRect(whole.x(), whole.y(), row_paint.BAR, whole.height() - 1)
            painter.fillRect(bar, current.color("accent" if lit else "control"))
        shapes.hairline(painter, whole.x(), whole.bottom(), whole.width())
        left = whole.x() + PADDING
        name, model = index, index.model()
        for place in range(model.columnCount()):
            kind = self._view.column(place).kind
            if kind is ColumnKind.CHECK:
                box = check_rect(
                    QRect(self._view.columnViewportPosition(place), whole.y(), 44, whole.height())
                )
                ticked = model.index(index.row(), place).data(Qt.ItemDataRole.CheckStateRole)
                if ticked is not None:
                    shapes.draw_check_box(painter, box, Qt.CheckState(ticked))
                left = box.right() + 1 + PADDING + 2
            elif kind is ColumnKind.NAME:
                name = model.index(index.row(), place)
        words = QRect(left, whole.y(), whole.right() - left - PADDING, whole.height() - 1)
        end = shapes.draw_text(painter, words, str(name.data() or ""), "body_bold")
        words.setLeft(words.x() + end + 14)
        shapes.draw_text(painter, words, str(name.data(roles.ITEM) or ""), "caption", "muted")


class GroupedTableView(TableView):
    """Set a GroupedTable, then the columns."""

    def __init__(self, model: GroupedTable, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._model = model
        self.setModel(model)
        self.setItemDelegate(_GroupedDelegate(self))
        for signal in (model.modelReset, model.rowsInserted, model.rowsRemoved, model.layoutChanged):
            signal.connect(self._size_groups)

    def _size_groups(self) -> None:
        rows = self.verticalHeader()
        groups = set(self._model.group_places())
        for place in groups:
            if rows.sectionSize(place) != GROUP_HEIGHT:
                rows.resizeSection(place, GROUP_HEIGHT)
