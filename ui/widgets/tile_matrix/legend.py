"""The tiles with their words: 已有, 缺, 需留意 … in one line."""

from collections.abc import Sequence

from PySide6.QtCore import QRect, QSize
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from ui.theme import shapes
from ui.widgets.tile_matrix import tiles

_TILE = 28
_ICON_ONLY = 20
_GAPS = (8, 14)
_COMPACT_GAPS = (5, 9)
"""Before a word, after it."""


class TileLegend(QWidget):
    """``entries``: (state, word) in order; ``compact`` for a bar that holds buttons too."""

    def __init__(
        self, entries: Sequence[tuple[str, str]], parent: QWidget | None = None, *, compact: bool = False
    ) -> None:
        super().__init__(parent)
        self._gap_word, self._gap = _COMPACT_GAPS if compact else _GAPS
        self._entries = tuple(entries)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.setAccessibleName("　".join(word for _, word in self._entries))

    def sizeHint(self) -> QSize:
        widths = [
            _width(state) + self._gap_word + shapes.text_width(word, "caption")
            for state, word in self._entries
        ]
        return QSize(sum(widths) + self._gap * max(0, len(widths) - 1), tiles.HEIGHT)

    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()

    def paintEvent(self, event: QPaintEvent) -> None:
        painter, x = QPainter(self), 0
        for state, word in self._entries:
            rect = QRect(x, (self.height() - 20) // 2, _width(state), 20)
            tiles.paint_tile(painter, rect, state)
            x += rect.width() + self._gap_word
            width = shapes.text_width(word, "caption")
            shapes.draw_text(painter, QRect(x, 0, width, self.height()), word, "caption", "muted")
            x += width + self._gap


def _width(state: str) -> int:
    return _TILE if tiles.LOOKS[state].ground else _ICON_ONLY
