"""The rows of 附件矩阵 for ``TileMatrix``: name, unit, a tile a material, how many are missing."""

from collections.abc import Sequence
from typing import Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QPersistentModelIndex, Qt

from ui.dialogs.attachment_matrix.lines import MaterialColumn, MatrixLine, word_of_state
from ui.widgets import roles
from ui.widgets.table_columns import Column, ColumnKind

_Index = QModelIndex | QPersistentModelIndex
_NOWHERE = QModelIndex()
_DISPLAY = int(Qt.ItemDataRole.DisplayRole)
_SPOKEN = int(Qt.ItemDataRole.AccessibleTextRole)
_TIP = int(Qt.ItemDataRole.ToolTipRole)

NAME, UNIT, FIRST_TILE = 0, 1, 2
_NAME_WIDTH, _UNIT_LEAST, _MISSING_WIDTH = 104, 120, 50
_TILE_WIDTHS = (44, 66)


class AttachmentModel(QAbstractTableModel):
    """``with_unit`` False where all are of one unit: the desk of an employer."""

    def __init__(self, with_unit: bool, parent: Any = None) -> None:
        super().__init__(parent)
        self.with_unit = with_unit
        self._lines: Sequence[MatrixLine] = ()
        self._columns: Sequence[MaterialColumn] = ()

    def show(self, lines: Sequence[MatrixLine], columns: Sequence[MaterialColumn]) -> None:
        self.beginResetModel()
        self._lines, self._columns = lines, columns
        self.endResetModel()

    def line(self, row: int) -> MatrixLine | None:
        return self._lines[row] if 0 <= row < len(self._lines) else None

    def material(self, column: int) -> MaterialColumn | None:
        """None beside the tiles."""
        place = column - FIRST_TILE
        return self._columns[place] if 0 <= place < len(self._columns) else None

    def looks(self, width: int) -> list[Column]:
        """The columns for a view of this width."""
        room = width - _NAME_WIDTH - _UNIT_LEAST - _MISSING_WIDTH
        tile = max(_TILE_WIDTHS[0], min(_TILE_WIDTHS[1], room // max(1, len(self._columns))))
        second = self.tr("单位") if self.with_unit else self.tr("申报")
        return [
            Column(self.tr("姓名"), _NAME_WIDTH, ColumnKind.NAME),
            Column(second, _UNIT_LEAST, stretch=True, muted=True),
            *(Column(c.head, tile, ColumnKind.TILE) for c in self._columns),
            Column(self.tr("缺"), _MISSING_WIDTH, ColumnKind.COUNT),
        ]

    # ---- Qt's side

    def rowCount(self, parent: _Index = _NOWHERE) -> int:
        return 0 if parent.isValid() else len(self._lines)

    def columnCount(self, parent: _Index = _NOWHERE) -> int:
        return 0 if parent.isValid() else FIRST_TILE + len(self._columns) + 1

    def data(self, index: _Index, role: int = _DISPLAY) -> Any:
        line, material = self.line(index.row()), self.material(index.column())
        if line is None:
            return None
        if material is not None:
            state = line.state(material.key)
            if role == roles.TILE:
                return state.value
            if role == _SPOKEN:
                return f"{line.attached.name} {material.title} {word_of_state(state)}"
            return None
        if role == _DISPLAY:
            return self._text(line, index.column())
        if role == roles.INK and index.column() > UNIT:
            return "failed" if line.missing else "muted"
        return None

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = _DISPLAY) -> Any:
        material = self.material(section)
        if orientation is Qt.Orientation.Horizontal and material is not None:
            if role == _DISPLAY:
                return material.head
            if role == _TIP:
                return material.title
        return None

    def _text(self, line: MatrixLine, column: int) -> str:
        if column == NAME:
            return line.attached.name
        if column == UNIT:
            return line.attached.unit if self.with_unit else line.kit.title
        return str(line.missing) if line.missing else self.tr("齐")
