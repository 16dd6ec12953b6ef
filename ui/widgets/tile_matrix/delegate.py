"""Cells of the matrix: tiles with the ring of the current one, the number of what is missing, else as in every table."""

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRect, Qt
from PySide6.QtGui import QPainter

from ui.theme import shapes
from ui.widgets import roles
from ui.widgets.table_columns import Column, ColumnKind
from ui.widgets.table_delegate import TableDelegate
from ui.widgets.tile_matrix import tiles

_Index = QModelIndex | QPersistentModelIndex


class TileDelegate(TableDelegate):
    """``ring_at`` is set by the view: the current cell as (row, column), and whether the view has the focus."""

    ring_at: tuple[int, int] = (-1, -1)
    ring_focused = False

    def _paint_text(
        self, painter: QPainter, rect: QRect, index: _Index, column: Column, chosen: bool
    ) -> None:
        if column.kind is ColumnKind.TILE:
            tile = tiles.tile_rect(rect)
            tiles.paint_tile(painter, tile, str(index.data(roles.TILE) or ""))
            if (index.row(), index.column()) == self.ring_at:
                tiles.paint_ring(painter, tile, self.ring_focused)
        elif column.kind is ColumnKind.COUNT:
            ink = index.data(roles.INK) or "muted"
            role = "body" if ink == "muted" else "body_bold"
            text = str(index.data(Qt.ItemDataRole.DisplayRole) or "")
            shapes.draw_text(
                painter, rect.adjusted(0, 0, 0, -1), text, role, ink, Qt.AlignmentFlag.AlignHCenter
            )
        else:
            super()._paint_text(painter, rect, index, column, chosen)
