"""The list view below our row lists: uniform rows, slim bar, no frame, ring only for keyboard focus.

Rows keep Qt's keys (arrows, Home, End, type-ahead off). Space is left to the desk: it neither ticks a box nor
selects (DESIGN §6); Enter emits `activated` like everywhere in Qt.
"""

from PySide6.QtCore import QModelIndex, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QAbstractItemView, QFrame, QListView, QWidget

from ui.widgets.keyboard_focus import KeyboardFocus
from ui.widgets.scroll_bar import slim


class RowView(KeyboardFocus, QListView):
    """A QListView with one selected row."""

    def __init__(self, parent: QWidget | None = None, *, uniform: bool = True) -> None:
        super().__init__(parent)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setUniformItemSizes(uniform)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setMouseTracking(True)
        self.viewport().setAttribute(Qt.WidgetAttribute.WA_Hover)
        slim(self)

    def set_pane_active(self, active: bool | None) -> None:
        """Draw the selection as active, as inactive, or (None) as the focus says."""
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
        index = model.index(row, self.modelColumn()) if row >= 0 else QModelIndex()
        self.setCurrentIndex(index)
        if index.isValid():
            self.scrollTo(index)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        # Printable keys belong to the desk's shortcuts; Qt's type-ahead would move the row instead.
        if event.key() == Qt.Key.Key_Space or (event.text().isprintable() and event.text()):
            event.ignore()
            return
        super().keyPressEvent(event)
