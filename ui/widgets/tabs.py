"""What the two tab bars share: underline, counts, reserved bold widths, focus ring.

QTabBar keeps its keys (left, right) and its accessibility; only painting and size hints are ours.
"""

from PySide6.QtCore import QEvent, QRect, QSize, Qt
from PySide6.QtGui import QMouseEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QTabBar, QWidget

from ui.theme import current, shapes
from ui.widgets.keyboard_focus import KeyboardFocus

UNDERLINE = 3


class CountTabBar(KeyboardFocus, QTabBar):
    """Tabs with a number. Subclasses give the measures and paint the number."""

    _HEIGHT = 40
    _PADDING = 9
    _LEFT = 0

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._counts: dict[int, int] = {}
        self._hovered = -1
        self.setDrawBase(False)
        self.setExpanding(False)
        self.setElideMode(Qt.TextElideMode.ElideNone)
        self.setUsesScrollButtons(True)
        self.setMouseTracking(True)
        self.setFont(current.font("body"))
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)

    def set_count(self, index: int, count: int | None) -> None:
        """Show a number at a tab, or none. The accessible name says both."""
        if self._counts.get(index) == count:
            return
        if count is None:
            self._counts.pop(index, None)
        else:
            self._counts[index] = count
        name = self.tabText(index)
        self.setAccessibleTabName(index, name if count is None else f"{name} {count}")
        self._relayout(index)

    def count_of(self, index: int) -> int | None:
        """Return the number shown at a tab."""
        return self._counts.get(index)

    def set_bar_height(self, height: int) -> None:
        """Another height than the usual (40 in a window below 1280 px)."""
        if height != self._HEIGHT:
            self._HEIGHT = height
            for index in range(self.count()):
                self._relayout(index)
            self.updateGeometry()

    def _relayout(self, index: int) -> None:
        # QTabBar caches tab sizes; setting the text again is the public way to ask for new ones.
        self.setTabText(index, self.tabText(index))
        self.update()

    def _count_width(self, index: int) -> int:
        raise NotImplementedError

    def _paint_count(self, painter: QPainter, left: int, middle: int, index: int, current_tab: bool) -> None:
        raise NotImplementedError

    def _content(self, index: int) -> int:
        return shapes.text_width(self.tabText(index), "body_bold") + self._count_width(index)

    def tabSizeHint(self, index: int) -> QSize:
        return QSize(self._content(index) + 2 * self._PADDING, self._HEIGHT)

    def minimumTabSizeHint(self, index: int) -> QSize:
        return self.tabSizeHint(index)

    def sizeHint(self) -> QSize:
        return QSize(super().sizeHint().width(), self._HEIGHT)

    def minimumSizeHint(self) -> QSize:
        return QSize(min(super().minimumSizeHint().width(), 120), self._HEIGHT)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        over = self.tabAt(event.position().toPoint())
        if over != self._hovered:
            self._hovered = over
            self.update()
        super().mouseMoveEvent(event)

    def leaveEvent(self, event: QEvent) -> None:
        self._hovered = -1
        self.update()
        super().leaveEvent(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        for index in range(self.count()):
            if self.isTabVisible(index):
                self._paint_tab(painter, index, self.tabRect(index))

    def _paint_tab(self, painter: QPainter, index: int, rect: QRect) -> None:
        on = index == self.currentIndex()
        tint = "text" if on or index == self._hovered else "muted"
        left = rect.x() + self._PADDING
        words = QRect(left, rect.y(), shapes.text_width(self.tabText(index), "body_bold"), rect.height())
        if not self.isTabEnabled(index):
            tint = "control"
        shapes.draw_text(painter, words, self.tabText(index), "body_bold" if on else "body", tint)
        if index in self._counts:
            self._paint_count(painter, words.right() + 1, rect.center().y() + 1, index, on)
        if on:
            bar = QRect(left - 2, rect.bottom() + 1 - UNDERLINE, self._content(index) + 4, UNDERLINE)
            shapes.fill_round(painter, bar, current.color("accent"), UNDERLINE / 2)
            if self.shows_ring():
                shapes.focus_ring(painter, rect.adjusted(2, 5, -2, -5))

    def tabRemoved(self, index: int) -> None:
        self._counts = {(i if i < index else i - 1): n for i, n in self._counts.items() if i != index}
        super().tabRemoved(index)

    def tabInserted(self, index: int) -> None:
        self._counts = {(i if i < index else i + 1): n for i, n in self._counts.items()}
        super().tabInserted(index)
