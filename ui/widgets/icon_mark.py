"""An icon standing in a row of words; says nothing to a screen reader, the words beside it do."""

from PySide6.QtCore import QPoint
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QWidget

from ui.theme import shapes


class IconMark(QWidget):
    """``size`` px square; ``token`` a colour or a state's mark."""

    def __init__(
        self, icon: str, token: str = "muted", size: int = 16, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._icon, self._token, self._size = icon, token, size
        self.setFixedSize(size, size)

    def set_icon(self, icon: str, token: str = "muted") -> None:
        self._icon, self._token = icon, token
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        shapes.draw_icon(QPainter(self), QPoint(0, 0), self._icon, self._token, self._size)
