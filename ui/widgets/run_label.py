"""One line of words in several type roles on one baseline: 当前共有 142 条业绩档案 和 17 份职称申报申请 待您审查."""

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QPointF, QSize
from PySide6.QtGui import QFontMetrics, QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from ui.theme import current, shapes


@dataclass(frozen=True)
class Run:
    """Words in one look."""

    text: str
    role: str = "sentence"
    token: str = "text"


_GAP = 6


class RunLabel(QWidget):
    """Reads as one sentence."""

    def __init__(self, runs: Sequence[Run] = (), parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._runs: list[Run] = []
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        self.set_runs(runs)

    def set_runs(self, runs: Sequence[Run]) -> None:
        """Show other words."""
        self._runs = list(runs)
        self.setAccessibleName(" ".join(run.text for run in runs))
        self.updateGeometry()
        self.update()

    def text(self) -> str:
        """Return the whole sentence."""
        return self.accessibleName()

    def sizeHint(self) -> QSize:
        width = sum(shapes.text_width(run.text, run.role) + _GAP for run in self._runs)
        height = max((QFontMetrics(current.font(run.role)).height() for run in self._runs), default=20)
        return QSize(width, round(height * 0.9))

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        tallest = max((QFontMetrics(current.font(run.role)).capHeight() for run in self._runs), default=10)
        baseline = (self.height() + tallest) / 2
        x = 0.0
        for run in self._runs:
            painter.setFont(current.font(run.role))
            painter.setPen(current.color(run.token))
            painter.drawText(QPointF(x, baseline), run.text)
            x += shapes.text_width(run.text, run.role) + _GAP
