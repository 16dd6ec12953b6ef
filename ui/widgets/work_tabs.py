"""The window's top tab bar, 44 px, with badge counts (待审 142)."""

from PySide6.QtGui import QPainter

from ui.theme import shapes
from ui.widgets.tabs import CountTabBar

_GAP = 8


class WorkTabs(CountTabBar):
    """Work tabs; the badge stands right of the word and keeps its room."""

    _HEIGHT = 44
    _PADDING = 13

    def _count_width(self, index: int) -> int:
        count = self.count_of(index)
        return 0 if count is None else _GAP + shapes.badge_width(str(count))

    def _paint_count(self, painter: QPainter, left: int, middle: int, index: int, current_tab: bool) -> None:
        text = str(self.count_of(index))
        right = left + _GAP + shapes.badge_width(text)
        shapes.draw_badge(painter, right, middle, text, "text" if current_tab else "muted")
