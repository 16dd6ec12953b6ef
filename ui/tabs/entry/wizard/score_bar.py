"""The running total against the points that are needed: a bar with the line at 105 (B5.6)."""

from PySide6.QtCore import QRect, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from ui.theme import current, shapes

_BAR = 8
_TOP = 4
_HEIGHT = 34
_WORD = 60


class ScoreBar(QWidget):
    """``most``: the points the whole sheet can give, the bar's end."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._total = self._needed = 0
        self._most = 1
        self.setObjectName("entry.score.bar")
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def show_total(self, total: int, needed: int, most: int) -> None:
        self._total, self._needed, self._most = total, needed, max(most, needed, total, 1)
        self.setAccessibleName(
            self.tr("自评 {0} 分，需达到 {1} 分").replace("{0}", str(total)).replace("{1}", str(needed))
        )
        self.update()

    def line_at(self) -> int:
        """x of the line."""
        return round(self.width() * self._needed / self._most)

    def sizeHint(self) -> QSize:
        return QSize(300, _HEIGHT)

    def minimumSizeHint(self) -> QSize:
        return QSize(160, _HEIGHT)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        track = QRect(0, _TOP, self.width(), _BAR)
        shapes.fill_round(painter, track, current.color("line"), _BAR / 2)
        reached = self._total >= self._needed
        if self._total > 0:
            filled = QRect(track)
            filled.setWidth(max(_BAR, round(track.width() * self._total / self._most)))
            shapes.fill_round(painter, filled, current.color("passed" if reached else "accent"), _BAR / 2)
        line = min(self.line_at(), self.width() - 2)
        painter.fillRect(QRect(line, 0, 2, _TOP + _BAR + 4), current.color("text"))
        left = max(0, min(line - _WORD // 2, self.width() - _WORD))
        words = QRect(left, _TOP + _BAR + 4, _WORD, 16)
        middle = Qt.AlignmentFlag.AlignHCenter
        shapes.draw_text(painter, words, str(self._needed), "caption", "muted", middle)
