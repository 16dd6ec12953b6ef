"""A dialog inside the window (picture 09): raised card, radius 10, scrim over its host, Esc."""

from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QVBoxLayout, QWidget

from ui.theme import current, shapes
from ui.widgets.overlay import Overlay

_SHADOW = 14


class DialogCard(Overlay):
    """A dialog inside the window (picture 09): raised card, radius 10, in the middle of the host."""

    def __init__(self, host: QWidget, width: int = 560) -> None:
        super().__init__(host)
        self._wanted = width
        self._card = QWidget(self)
        self.body = QVBoxLayout(self._card)
        self.body.setContentsMargins(24, 20, 24, 20)
        self.body.setSpacing(8)

    def _place(self) -> None:
        width = min(self._wanted, self.width() - 24)
        layout = self.body
        height = layout.heightForWidth(width) if layout.hasHeightForWidth() else layout.sizeHint().height()
        height = min(max(height, layout.sizeHint().height()), self.height() - 24)
        left, top = (self.width() - width) // 2, max(12, (self.height() - height) * 2 // 5)
        self._card.setGeometry(left, top, width, height)

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        painter = QPainter(self)
        rect = self._card.geometry()
        shade = current.color("shadow")
        for step in range(_SHADOW, 0, -2):
            shade.setAlphaF(0.016 if not current.is_dark() else 0.05)
            grown = rect.adjusted(-step, -step + 4, step, step + 4)
            shapes.fill_round(painter, grown, shade, shapes.RADIUS_DIALOG + step)
        shapes.frame_round(
            painter, rect, current.color("line"), shapes.RADIUS_DIALOG, 1.0, current.color("raised")
        )
