"""Shown over the pane while files are dragged above it: 2 px accent frame and what letting go does."""

from PySide6.QtCore import QRect, Qt
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QWidget

from ui.theme import current, shapes


class DropFrame(QWidget):
    """Covers its parent, takes no mouse."""

    def __init__(self, host: QWidget, words: str = "") -> None:
        super().__init__(host)
        self._host = host
        self._words = words or self.tr("松开鼠标，加到佐证材料")
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self.hide()

    def cover(self) -> None:
        """Show it over the whole parent."""
        self.setGeometry(self._host.rect())
        self.raise_()
        self.show()

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        rect = self.rect().adjusted(3, 3, -3, -3)
        fill = current.color("accent_soft")
        fill.setAlphaF(0.85)
        shapes.frame_round(painter, rect, current.color("accent"), shapes.RADIUS_CONTROL, 2.0, fill)
        place = QRect(rect.left(), rect.center().y() - 20, rect.width(), 40)
        shapes.draw_text(
            painter, place, self._words, "body_bold", "accent_ink", Qt.AlignmentFlag.AlignHCenter
        )
