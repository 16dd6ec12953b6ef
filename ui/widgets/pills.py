"""State pills: fill style + icon + word, 20 px high (LOOK.md principle 4).

`paint_pill` serves delegates, `PillLabel` stands in panes. A publicity pill is the same with its own icon:
`paint_pill(painter, at, "pending", "第 2 / 5 日", icon="calendar-clock")`.
"""

from PySide6.QtCore import QPoint, QRect, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from ui.theme import current, shapes, tokens

HEIGHT = 20
ICON = 13
_LEFT = 8
_GAP = 4
_RIGHT = 9


def pill_width(word: str, state: str = "pending") -> int:
    """Return the width of a pill; solid ones are bold."""
    return _LEFT + ICON + _GAP + shapes.text_width(word, _role(state)) + _RIGHT


def paint_pill(painter: QPainter, at: QPoint, state: str, word: str, icon: str | None = None) -> QRect:
    """Draw a pill with its left top corner at `at`; return its rectangle. `state` as in `state_style`."""
    style = current.state_style(state)
    rect = QRect(at, QSize(pill_width(word, state), HEIGHT))
    if style.outline is not None:
        shapes.frame_round(painter, rect, style.outline, HEIGHT / 2)
    elif style.fill is not None:
        shapes.fill_round(painter, rect, style.fill, HEIGHT / 2)
    shapes.draw_icon(painter, at + QPoint(_LEFT, (HEIGHT - ICON) // 2), icon or style.icon, style.ink, ICON)
    words = rect.adjusted(_LEFT + ICON + _GAP, 0, 0, 0)
    shapes.draw_text(painter, words, word, _role(state), style.ink, elide=Qt.TextElideMode.ElideNone)
    return rect


def paint_flag_count(painter: QPainter, left: int, center_y: int, count: int, text: str = "") -> int:
    """Draw the triangle and the number of pre-check flags; return the width."""
    ink = current.state_style("flag").mark
    shapes.draw_icon(painter, QPoint(left, center_y - 7), "triangle-alert", ink, 14)
    word = text or str(count)
    rect = QRect(left + 18, center_y - 10, 80, 20)
    return 18 + shapes.draw_text(painter, rect, word, "caption", ink)


def flag_count_width(count: int) -> int:
    """Return the width that `paint_flag_count` needs."""
    return 18 + shapes.text_width(str(count), "caption")


def _role(state: str) -> str:
    return "caption_bold" if tokens.STATES[state].solid else "caption"


class PillLabel(QWidget):
    """A pill standing in a pane. The word is the accessible name."""

    def __init__(
        self, state: str = "pending", word: str = "", icon: str | None = None, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._state, self._word, self._icon = state, word, icon
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.setAccessibleName(word)

    def set_pill(self, state: str, word: str, icon: str | None = None) -> None:
        """Show another state."""
        self._state, self._word, self._icon = state, word, icon
        self.setAccessibleName(word)
        self.updateGeometry()
        self.update()

    def state(self) -> str:
        """Return the state shown."""
        return self._state

    def word(self) -> str:
        """Return the word shown."""
        return self._word

    def sizeHint(self) -> QSize:
        return QSize(pill_width(self._word, self._state) if self._word else 0, HEIGHT)

    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()

    def paintEvent(self, event: QPaintEvent) -> None:
        if self._word:
            paint_pill(
                QPainter(self), QPoint(0, (self.height() - HEIGHT) // 2), self._state, self._word, self._icon
            )
