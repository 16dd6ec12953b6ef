"""The canvas's scroll bars lie on its sunken ground, inside the margin beside the pages."""

from PySide6.QtGui import QPainter, QPaintEvent

from ui.theme import current
from ui.widgets.scroll_bar import SlimScrollBar


class CanvasScrollBar(SlimScrollBar):
    """A slim bar that paints the canvas's ground below its thumb."""

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.fillRect(self.rect(), current.color("sunken"))
        painter.end()
        super().paintEvent(event)
