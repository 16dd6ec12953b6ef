"""The error below a field: icon and two lines in failed ink. Its room is kept while there is none (nothing jumps)."""

from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QWidget

from ui.theme import shapes
from ui.widgets.labels import TextLabel


class ErrorLine(QWidget):
    """``set_text("")`` clears it. The text is announced as the field's description by the form."""

    def __init__(self, parent: QWidget | None = None, *, lines: int = 2) -> None:
        super().__init__(parent)
        self._label = TextLabel("", "caption", "failed", wrap=True)
        self._label.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        row = QHBoxLayout(self)
        row.setContentsMargins(24, 0, 0, 0)
        row.addWidget(self._label, 1)
        self.setFixedHeight(lines * self._label.fontMetrics().lineSpacing() + 4)

    def set_text(self, text: str) -> None:
        self._label.setText(text)
        self.setAccessibleName(text)
        self.update()

    def text(self) -> str:
        return self._label.text()

    def paintEvent(self, event: QPaintEvent) -> None:
        if self._label.text():
            at = QPoint(0, (self.height() - 16) // 2)
            shapes.draw_icon(QPainter(self), at, "circle-alert", "failed")
