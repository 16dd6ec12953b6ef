"""The table of the list state: fixed 36 px rows, one current row, painted head, link cells.

Rows are never sized to contents (25 s at 100,000) and nothing is sorted or filtered here: the model is a window
over SQL. Keys are QTableView's; left and right scroll nothing away because a row is selected as a whole.
"""

from collections.abc import Sequence

from PySide6.QtCore import QModelIndex, Qt, Signal
from PySide6.QtGui import QKeyEvent, QMouseEvent
from PySide6.QtWidgets import QAbstractItemView, QFrame, QHeaderView, QTableView, QWidget

from ui.widgets.keyboard_focus import KeyboardFocus
from ui.widgets.scroll_bar import slim
from ui.widgets.table_columns import Column, ColumnKind
from ui.widgets.table_delegate import ROW_HEIGHT, TableDelegate
from ui.widgets.table_header import TableHeader
from ui.widgets.two_line_delegate import toggle_check

_BLANK = Column("")


class TableView(KeyboardFocus, QTableView):
    """Set the model, then the columns. `link_activated` carries the cell whose link was clicked."""

    link_activated = Signal(QModelIndex)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._columns: list[Column] = []
        self.head = TableHeader(self.column, self)
        self.setHorizontalHeader(self.head)
        self.setItemDelegate(TableDelegate(self.column, self))
        rows = self.verticalHeader()
        rows.setVisible(False)
        rows.setMinimumSectionSize(ROW_HEIGHT)
        rows.setDefaultSectionSize(ROW_HEIGHT)
        rows.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setShowGrid(False)
        self.setWordWrap(False)
        self.setCornerButtonEnabled(False)
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setTabKeyNavigation(False)
        self.setMouseTracking(True)
        slim(self)
        self.clicked.connect(self._open_link)

    def set_columns(self, columns: Sequence[Column]) -> None:
        """Say how the model's columns look. Call after setModel; a person may resize all but the stretched."""
        self._columns = list(columns)
        for place, column in enumerate(columns):
            if column.stretch:
                self.head.setSectionResizeMode(place, QHeaderView.ResizeMode.Stretch)
            else:
                fixed = column.kind is ColumnKind.CHECK
                mode = QHeaderView.ResizeMode.Fixed if fixed else QHeaderView.ResizeMode.Interactive
                self.head.setSectionResizeMode(place, mode)
                self.head.resizeSection(place, column.width)
        self.viewport().update()

    def column(self, place: int) -> Column:
        """Return a column's description."""
        return self._columns[place] if 0 <= place < len(self._columns) else _BLANK

    def set_pane_active(self, active: bool | None) -> None:
        """Draw the current row as active, as inactive, or (None) as the focus says."""
        self.setProperty("pane_active", active)
        self.viewport().update()

    def current_row(self) -> int:
        """Return the current row, -1 when there is none."""
        return self.currentIndex().row()

    def set_current_row(self, row: int) -> None:
        """Make a row current and bring it into view; -1 clears."""
        model = self.model()
        if model is None:
            return
        index = model.index(row, 0) if row >= 0 else QModelIndex()
        self.setCurrentIndex(index)
        if index.isValid():
            self.scrollTo(index)

    def toggle_current(self) -> bool:
        """Tick or untick the current row (key X); False when the row has no box."""
        for place, column in enumerate(self._columns):
            if column.kind is ColumnKind.CHECK and self.currentIndex().isValid():
                return toggle_check(self.model(), self.model().index(self.current_row(), place))
        return False

    def _open_link(self, index: QModelIndex) -> None:
        if self.column(index.column()).kind is ColumnKind.LINK and index.data():
            self.link_activated.emit(index)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        # Printable keys belong to the desk's shortcuts; Qt's type-ahead would move the row instead.
        if event.key() == Qt.Key.Key_Space or (event.text().isprintable() and event.text()):
            event.ignore()
            return
        super().keyPressEvent(event)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        index = self.indexAt(event.position().toPoint())
        link = index.isValid() and self.column(index.column()).kind is ColumnKind.LINK and bool(index.data())
        shape = Qt.CursorShape.PointingHandCursor if link else Qt.CursorShape.ArrowCursor
        if self.viewport().cursor().shape() != shape:
            self.viewport().setCursor(shape)
        super().mouseMoveEvent(event)
