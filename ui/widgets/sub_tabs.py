"""Status tabs inside a pane, 40 px: a word and a 9 pt count, hairline below the whole bar."""

from PySide6.QtCore import QRect
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from ui.theme import shapes
from ui.widgets.tabs import CountTabBar

_GAP = 6


class SubTabs(CountTabBar):
    """待审核 12 | 通过 86 | …; `set_tabs` fills it, counts come later without moving anything before them."""

    _HEIGHT = 40
    _PADDING = 9

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def set_tabs(self, words: list[str]) -> None:
        """Replace the tabs; the first becomes current. Emits currentChanged like QTabBar does."""
        while self.count():
            self.removeTab(0)
        for word in words:
            self.addTab(word)

    def _count_width(self, index: int) -> int:
        count = self.count_of(index)
        return 0 if count is None else _GAP + shapes.text_width(str(count), "caption")

    def _paint_count(self, painter: QPainter, left: int, middle: int, index: int, current_tab: bool) -> None:
        rect = QRect(left + _GAP, middle - 10, self._count_width(index), 20)
        shapes.draw_text(
            painter, rect, str(self.count_of(index)), "caption", "accent_ink" if current_tab else "muted"
        )

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        shapes.hairline(painter, 0, self.height() - 1, self.width())
        painter.end()
        super().paintEvent(event)
