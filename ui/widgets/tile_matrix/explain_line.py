"""The line below a matrix, 34 px: the current tile in words (picture 21)."""

from PySide6.QtCore import QPoint, QRect
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QWidget

from ui.theme import current, shapes
from ui.widgets.tile_matrix import tiles

HEIGHT = 34
_LEFT, _GAP = 16, 12


class ExplainLine(QWidget):
    """Name and thing bold, the sentence muted and elided (whole as tooltip), a hint at the right."""

    def __init__(self, hint: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setFixedHeight(HEIGHT)
        self._hint = hint
        self._state, self._name, self._thing, self._sentence = "", "", "", ""

    def show_cell(self, state: str, name: str, thing: str, sentence: str) -> None:
        """Show another tile; an empty state leaves the line empty."""
        self._state, self._name, self._thing, self._sentence = state, name, thing, sentence
        self.setAccessibleName("　".join(filter(None, (name, thing, sentence))))
        self._follow_width()
        self.update()

    def sentence(self) -> str:
        """What is said of the tile."""
        return self._sentence

    def _follow_width(self) -> None:
        fits = shapes.text_width(self._sentence) <= self._room().width()
        self.setToolTip("" if fits else self._sentence)

    def _room(self) -> QRect:
        """Where the sentence stands."""
        left = _LEFT + tiles.ICON + 8
        left += shapes.text_width(self._name, "body_bold") + _GAP
        left += shapes.text_width(self._thing, "body_bold") + _GAP
        right = self.width() - _LEFT - shapes.text_width(self._hint, "caption") - 2 * _GAP
        return QRect(left, 1, max(0, right - left), HEIGHT - 1)

    def resizeEvent(self, event: object) -> None:
        self._follow_width()

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.fillRect(self.rect(), current.color("window"))
        shapes.hairline(painter, 0, 0, self.width())
        hint = shapes.text_width(self._hint, "caption")
        at_right = QRect(self.width() - _LEFT - hint, 1, hint, HEIGHT - 1)
        shapes.draw_text(painter, at_right, self._hint, "caption", "muted")
        look = tiles.LOOKS.get(self._state)
        if look is None:
            return
        shapes.draw_icon(painter, QPoint(_LEFT, 1 + (HEIGHT - 1 - 16) // 2), look.icon, look.ink)
        room = self._room()
        left = _LEFT + tiles.ICON + 8
        for words in (self._name, self._thing):
            width = shapes.text_width(words, "body_bold")
            shapes.draw_text(painter, QRect(left, 1, width, HEIGHT - 1), words, "body_bold")
            left += width + _GAP
        shapes.draw_text(painter, room, self._sentence, "body", "muted")
