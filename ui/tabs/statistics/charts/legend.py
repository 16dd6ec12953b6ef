"""What the marks of a picture mean, at the right of its title."""

from enum import Enum

from PySide6.QtCore import QRect, QRectF, QSize
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from ui.tabs.statistics.charts.bar_paint import fill_bar, hatch_bar
from ui.theme import current, shapes

_SWATCH, _THIN, _DISC = 18, 4, 10
_GAP, _BETWEEN = 6, 14


class Mark(Enum):
    GONE = "gone"
    HERE = "here"
    ENDED = "ended"
    MEDIAN = "median"
    BAND = "band"
    BOUND = "bound"


class Legend(QWidget):
    """One line; leaves out at its end what has no room."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._entries: tuple[tuple[Mark, str], ...] = ()
        self.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Fixed)

    def set_entries(self, *entries: tuple[Mark, str]) -> None:
        self._entries = entries
        self.setAccessibleName("，".join(words for _, words in entries))
        self.updateGeometry()
        self.update()

    def is_empty(self) -> bool:
        return not self._entries

    def sizeHint(self) -> QSize:
        widths = (_width_of(mark, words) for mark, words in self._entries)
        return QSize(sum(widths) + _BETWEEN * max(len(self._entries) - 1, 0) + 2, 20)

    def minimumSizeHint(self) -> QSize:
        return QSize(0, 20)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        x, middle = 0, self.height() // 2
        for mark, words in self._entries:
            width, swatch = _width_of(mark, words), _swatch_of(mark)
            if x + width > self.width():
                break
            _paint_mark(painter, mark, QRect(x, middle - 5, swatch, 10))
            at = QRect(x + swatch + _GAP, 0, width, self.height())
            shapes.draw_text(painter, at, words, "caption", "muted")
            x += width + _BETWEEN


def _swatch_of(mark: Mark) -> int:
    return {Mark.MEDIAN: _DISC, Mark.BOUND: _THIN}.get(mark, _SWATCH)


def _width_of(mark: Mark, words: str) -> int:
    return _swatch_of(mark) + _GAP + shapes.text_width(words, "caption")


def _paint_mark(painter: QPainter, mark: Mark, rect: QRect) -> None:
    match mark:
        case Mark.GONE:
            fill_bar(painter, QRectF(rect), "accent")
        case Mark.ENDED:
            fill_bar(painter, QRectF(rect), "control")
        case Mark.HERE:
            hatch_bar(painter, QRectF(rect))
        case Mark.MEDIAN:
            shapes.fill_round(painter, rect, current.color("accent"), _DISC / 2)
        case Mark.BAND:
            shapes.frame_round(painter, rect, current.color("control"), 5, 1.0, current.color("hover"))
        case Mark.BOUND:
            painter.fillRect(rect.x() + 1, rect.y() - 3, 2, 16, current.color("text"))
