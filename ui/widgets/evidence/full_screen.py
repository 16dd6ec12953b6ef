"""The evidence on the whole screen: a window of its own that borrows the pane's content and gives it back."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QCloseEvent, QKeyEvent
from PySide6.QtWidgets import QVBoxLayout, QWidget

from ui.widgets.pane import Pane


class FullScreenWindow(Pane):
    """Esc, F11 or closing the window ends it; `closed` tells so once."""

    closed = Signal()

    def __init__(self, content: QWidget, owner: QWidget) -> None:
        super().__init__("surface", "", owner)
        self.setWindowFlag(Qt.WindowType.Window)
        self.setWindowTitle(owner.window().windowTitle())
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.addWidget(content)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Escape, Qt.Key.Key_F11):
            self.close()
            return
        super().keyPressEvent(event)

    def closeEvent(self, event: QCloseEvent) -> None:
        super().closeEvent(event)
        self.closed.emit()
