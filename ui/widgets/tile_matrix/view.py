"""People × things as a table of tiles (LOOK picture 21): one current cell, arrows move it, one view paints all.

The model answers ``roles.TILE`` in the columns of kind TILE (``tiles.DONE`` …) and text elsewhere. A click beside the tiles
makes the row current and keeps the column.
"""

from collections.abc import Sequence

from PySide6.QtCore import QEvent, QItemSelectionModel, QModelIndex, QPersistentModelIndex, Qt, Signal
from PySide6.QtGui import QFocusEvent
from PySide6.QtWidgets import QAbstractItemView, QWidget

from ui.widgets.table_columns import Column, ColumnKind
from ui.widgets.table_view import TableView
from ui.widgets.tile_matrix.delegate import TileDelegate
from ui.widgets.tile_matrix.head import Group, MatrixHead

ROW_HEIGHT = 32
_LEAST_SECTION = 8
"""A gap between groups is a narrow column."""
_Index = QModelIndex | QPersistentModelIndex
_Action = QAbstractItemView.CursorAction

_STEPS = {
    _Action.MoveLeft: (0, -1),
    _Action.MovePrevious: (0, -1),
    _Action.MoveRight: (0, 1),
    _Action.MoveNext: (0, 1),
    _Action.MoveUp: (-1, 0),
    _Action.MoveDown: (1, 0),
}
_PAGES = {_Action.MovePageUp: -1, _Action.MovePageDown: 1}
_ENDS = {_Action.MoveHome: -1, _Action.MoveEnd: 1}
"""In the row; with Ctrl in the column."""


class TileMatrix(TableView):
    """``cell_changed``: another current cell, or other words in it."""

    cell_changed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._place = -1
        self._tiles: list[int] = []
        self.head: MatrixHead = MatrixHead(self.column, self)
        self.head.setMinimumSectionSize(_LEAST_SECTION)
        self.setHorizontalHeader(self.head)
        self._delegate = TileDelegate(self.column, self)
        self.setItemDelegate(self._delegate)
        rows = self.verticalHeader()
        rows.setMinimumSectionSize(ROW_HEIGHT)
        rows.setDefaultSectionSize(ROW_HEIGHT)

    def set_columns(self, columns: Sequence[Column]) -> None:
        super().set_columns(columns)
        self._tiles = [n for n, column in enumerate(columns) if column.kind is ColumnKind.TILE]
        for place in self._tiles:
            self.head.setSectionResizeMode(place, self.head.ResizeMode.Fixed)
        if self._place not in self._tiles:
            self._place = self._tiles[0] if self._tiles else -1
        self._show_ring()

    def set_groups(self, groups: Sequence[Group]) -> None:
        self.head.set_groups(groups)

    def current_cell(self) -> tuple[int, int]:
        """(row, column of the tile); (-1, -1) when there is no row."""
        row = self.current_row()
        return (row, self._place) if row >= 0 and self._place >= 0 else (-1, -1)

    def set_current_cell(self, row: int, column: int) -> None:
        """Make a tile current and bring it into view; a column without tiles keeps the one before."""
        if column in self._tiles:
            self._place = column
        model = self.model()
        if model is None:
            return
        if row < 0 or self._place < 0:
            super().set_current_row(-1)
        else:
            index = model.index(row, self._place)
            self.setCurrentIndex(index)
            self.scrollTo(index)
        self._show_ring()

    def set_current_row(self, row: int) -> None:
        if row >= 0 and self._place >= 0:
            self.set_current_cell(row, self._place)
        else:
            super().set_current_row(row)

    def _show_ring(self) -> None:
        self._delegate.ring_at = self.current_cell()
        self._delegate.ring_focused = self.hasFocus()
        self.viewport().update()
        self.cell_changed.emit()

    # ---- Qt's side

    def currentChanged(self, current: _Index, previous: _Index) -> None:
        if current.column() in self._tiles:
            self._place = current.column()
        super().currentChanged(current, previous)
        self._show_ring()

    def moveCursor(self, cursorAction: _Action, modifiers: Qt.KeyboardModifier) -> QModelIndex:
        model, (row, column) = self.model(), self.current_cell()
        if not self._tiles or not model.rowCount():
            return QModelIndex()
        if row < 0:
            return model.index(0, self._tiles[0])
        place, last = self._tiles.index(column), model.rowCount() - 1
        page = max(1, self.viewport().height() // ROW_HEIGHT - 1)
        control = bool(modifiers & Qt.KeyboardModifier.ControlModifier)
        if cursorAction in _STEPS:
            down, right = _STEPS[cursorAction]
            row, place = row + down, place + right
        elif cursorAction in _PAGES:
            row += _PAGES[cursorAction] * page
        elif cursorAction in _ENDS:
            far = _ENDS[cursorAction] * (last + len(self._tiles))
            row, place = (row + far, place) if control else (row, place + far)
        row, place = max(0, min(last, row)), max(0, min(len(self._tiles) - 1, place))
        return model.index(row, self._tiles[place])

    def selectionCommand(
        self, index: _Index, event: QEvent | None = None
    ) -> QItemSelectionModel.SelectionFlag:
        # Ctrl with an arrow or a click would take the selection off the current row.
        if not index.isValid():
            return QItemSelectionModel.SelectionFlag.NoUpdate
        return QItemSelectionModel.SelectionFlag.ClearAndSelect | QItemSelectionModel.SelectionFlag.Rows

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        self._delegate.ring_focused = True
        self.viewport().update()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        self._delegate.ring_focused = False
        self.viewport().update()
