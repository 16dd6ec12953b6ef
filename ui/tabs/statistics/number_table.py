"""A NumberSheet on the screen: the table alternative of a picture, and 按申报方式, 按计划, 按单位."""

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, QSize, Qt
from PySide6.QtWidgets import QWidget

from app.ports.documents import Cell, NumberSheet
from ui.models.columns import DISPLAY
from ui.theme import shapes
from ui.widgets.table_columns import Column, ColumnKind
from ui.widgets.table_delegate import PADDING
from ui.widgets.table_view import TableView

_Index = QModelIndex | QPersistentModelIndex
_NOWHERE = QModelIndex()
NOTHING = NumberSheet("", (), ())
ROW_HEIGHT = 28


class NumberModel(QAbstractTableModel):
    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._sheet = NOTHING

    @property
    def sheet(self) -> NumberSheet:
        return self._sheet

    def set_sheet(self, sheet: NumberSheet) -> None:
        self.beginResetModel()
        self._sheet = sheet
        self.endResetModel()

    def rowCount(self, parent: _Index = _NOWHERE) -> int:
        return 0 if parent.isValid() else len(self._sheet.rows)

    def columnCount(self, parent: _Index = _NOWHERE) -> int:
        return 0 if parent.isValid() else len(self._sheet.columns)

    def data(self, index: _Index, role: int = DISPLAY) -> object:
        if role == DISPLAY and index.isValid():
            return write_cell(self._sheet.rows[index.row()][index.column()])
        return None

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = DISPLAY) -> object:
        if orientation is Qt.Orientation.Horizontal and role == DISPLAY:
            return self._sheet.columns[section]
        return None


def write_cell(cell: Cell) -> str:
    """As it reads: 12, 2.5, – for what is not known."""
    if cell is None:
        return "–"
    return cell if isinstance(cell, str) else f"{cell:g}" if isinstance(cell, float) else str(cell)


class NumberTable(TableView):
    """The first column takes the room that is left, the others are as wide as their words."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.numbers = NumberModel(self)
        self.setModel(self.numbers)
        rows = self.verticalHeader()
        rows.setMinimumSectionSize(ROW_HEIGHT)
        rows.setDefaultSectionSize(ROW_HEIGHT)

    def show_sheet(self, sheet: NumberSheet) -> None:
        self.numbers.set_sheet(sheet)
        self.setAccessibleName(sheet.title)
        self.set_columns([self._column(sheet, place) for place in range(len(sheet.columns))])

    def sizeHint(self) -> QSize:
        """Not more than its card gives: what is longer scrolls."""
        return QSize(400, self.minimumHeight())

    def _column(self, sheet: NumberSheet, place: int) -> Column:
        title = sheet.columns[place]
        if place == 0:
            return Column(title, 160, ColumnKind.TEXT, stretch=True)
        cells = [row[place] for row in sheet.rows]
        widest = max((shapes.text_width(write_cell(cell)) for cell in cells), default=0)
        width = max(shapes.text_width(title, "caption"), widest) + 2 * PADDING + 2
        return Column(title, width, ColumnKind.COUNT if _is_counted(cells) else ColumnKind.TEXT)


def _is_counted(cells: list[Cell]) -> bool:
    """Numbers, also those written as 72% or 3 份."""
    return all(not isinstance(cell, str) or cell[:1].isdigit() for cell in cells)
