"""The rows of 缺件矩阵 for the view: name, qualification, tiles, how many are missing, next act, date, link."""

from collections.abc import Sequence
from datetime import date
from typing import Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt

from ui.tabs.entry.matrix.materials import Tile
from ui.tabs.entry.matrix.words import state_of, word_of_cell
from ui.tabs.entry.progress.columns import icon_of, say_link
from ui.tabs.entry.progress.lines import Line
from ui.texts.next_acts import ink_of_act_day, say_act_day
from ui.widgets import roles
from ui.widgets.table_columns import Column, ColumnKind
from ui.widgets.tile_matrix.head import Group

_Index = QModelIndex | QPersistentModelIndex
_NOWHERE = QModelIndex()
_DISPLAY = int(Qt.ItemDataRole.DisplayRole)
_SPOKEN = int(Qt.ItemDataRole.AccessibleTextRole)
_TIP = int(Qt.ItemDataRole.ToolTipRole)

NAME, TITLE, FIRST_TILE = 0, 1, 2
GAP = 10
TILE_WIDTHS = (44, 64)
_NEXT_LEAST = 200
_NARROW = 1180


class MatrixModel(QAbstractTableModel):
    """``tiles``: steps first. One empty column stands between steps and materials."""

    def __init__(self, today: date, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.today = today
        self._lines: list[Line] = []
        self._tiles: list[Tile | None] = []

    @property
    def lines(self) -> Sequence[Line]:
        return self._lines

    @property
    def tiles(self) -> list[Tile]:
        return [tile for tile in self._tiles if tile is not None]

    def show(self, lines: Sequence[Line], steps: Sequence[Tile], materials: Sequence[Tile]) -> None:
        self.beginResetModel()
        self._lines = list(lines)
        self._tiles = [*steps, None, *materials]
        self.endResetModel()

    def line(self, row: int) -> Line | None:
        return self._lines[row] if 0 <= row < len(self._lines) else None

    def tile(self, column: int) -> Tile | None:
        """None beside the tiles."""
        place = column - FIRST_TILE
        return self._tiles[place] if 0 <= place < len(self._tiles) else None

    def find(self, line_id: str) -> int:
        """The row of a declaration, -1 when it is not shown."""
        return next((n for n, line in enumerate(self._lines) if line.id == line_id), -1)

    def find_tile(self, key: str) -> int:
        """The column of a step or material, -1 when it is not shown."""
        places = [n for n, tile in enumerate(self._tiles) if tile is not None and tile.key == key]
        return places[0] + FIRST_TILE if places else -1

    def first_missing(self, line: Line) -> int:
        """The column of the first tile that is 缺, else of the first tile."""
        keys = [c.key for c in line.progress.cells if c.state.value == "missing"]
        return next((place for key in keys if (place := self.find_tile(key)) >= 0), FIRST_TILE)

    # ---- how it looks

    def looks(self, width: int) -> list[Column]:
        """The columns for a view of this width; below 1180 the qualification steps back."""
        narrow = width < _NARROW
        name, title = (92, 0) if narrow else (132, 106)
        missing, day, link = (44, 96, 56) if narrow else (50, 104, 64)
        tiles = max(1, len(self.tiles))
        room = width - name - title - GAP - missing - day - link - _NEXT_LEAST
        tile_width = max(TILE_WIDTHS[0], min(TILE_WIDTHS[1], room // tiles))
        return [
            Column(self.tr("姓名"), name, ColumnKind.NAME),
            Column(self.tr("申报"), title, muted=True),
            *(
                Column(t.head, tile_width, ColumnKind.TILE) if t is not None else Column("", GAP)
                for t in self._tiles
            ),
            Column(self.tr("缺"), missing, ColumnKind.COUNT),
            Column(self.tr("下一步"), _NEXT_LEAST, ColumnKind.ACT, stretch=True),
            Column(self.tr("日期"), day, ColumnKind.ACT),
            Column("", link, ColumnKind.LINK),
        ]

    def groups(self) -> list[Group]:
        """申报步骤 | 18 申报材料附件信息."""
        if not self._tiles:
            return []
        gap, last = self._tiles.index(None) + FIRST_TILE, len(self._tiles) + FIRST_TILE - 1
        groups = [Group(self.tr("申报步骤"), FIRST_TILE, gap - 1)]
        if last > gap:
            groups.append(Group(self.tr("18 申报材料附件信息"), gap + 1, last))
        return groups

    # ---- Qt's side

    def rowCount(self, parent: _Index = _NOWHERE) -> int:
        return 0 if parent.isValid() else len(self._lines)

    def columnCount(self, parent: _Index = _NOWHERE) -> int:
        return 0 if parent.isValid() else FIRST_TILE + len(self._tiles) + 4

    def data(self, index: _Index, role: int = _DISPLAY) -> Any:
        line = self.line(index.row())
        if line is None:
            return None
        column = index.column()
        end = column - FIRST_TILE - len(self._tiles)
        if column >= FIRST_TILE and end < 0:
            return self._tile_data(line, self._tiles[column - FIRST_TILE], role)
        if role == _DISPLAY:
            return self._text(line, column, end)
        if role == roles.INK:
            if end == 0:
                return "failed" if line.progress.missing else "muted"
            return ink_of_act_day(line.progress.next, self.today) if end == 2 else None
        if role == roles.ICON and end == 1:
            return icon_of(line)
        return None

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = _DISPLAY) -> Any:
        tile = self.tile(section)
        if orientation is Qt.Orientation.Horizontal and tile is not None:
            if role == _DISPLAY:
                return tile.head
            if role == _TIP:
                return tile.title
        return None

    def _tile_data(self, line: Line, tile: Tile | None, role: int) -> Any:
        if tile is None:
            return None
        if role == roles.TILE:
            return state_of(line, tile.key).value
        if role == _SPOKEN:
            return f"{line.applicant.name} {tile.title} {word_of_cell(state_of(line, tile.key))}"
        return None

    def _text(self, line: Line, column: int, end: int) -> str:
        if column == NAME:
            return line.applicant.name
        if column == TITLE:
            return line.kit.title
        missing = line.progress.missing
        texts = (
            str(missing) if missing else self.tr("齐"),
            line.act.text,
            say_act_day(line.progress.next, self.today),
            say_link(line),
        )
        return texts[end]
