"""Panes and the splitter between them: surface or window ground, hairlines at chosen edges.

A pane paints its ground from the tokens; labels on it need nothing. Fixed edges: nothing jumps.
"""

from PySide6.QtCore import Qt
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QSplitter, QWidget

from ui.theme import current, shapes


class Pane(QWidget):
    """A ground with hairlines. `edges` is any of "ltrb" (left, top, right, bottom)."""

    def __init__(self, token: str = "surface", edges: str = "", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._token = token
        self._edges = edges

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.fillRect(self.rect(), current.color(self._token))
        width, height = self.width(), self.height()
        if "t" in self._edges:
            shapes.hairline(painter, 0, 0, width)
        if "b" in self._edges:
            shapes.hairline(painter, 0, height - 1, width)
        if "l" in self._edges:
            shapes.vertical_hairline(painter, 0, 0, height)
        if "r" in self._edges:
            shapes.vertical_hairline(painter, width - 1, 0, height)


class Line(QWidget):
    """A hairline across a form."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setFixedHeight(1)

    def paintEvent(self, event: QPaintEvent) -> None:
        shapes.hairline(QPainter(self), 0, 0, self.width())


class PaneSplitter(QSplitter):
    """Panes side by side with a 1 px handle (Qt widens its grip by itself); nothing collapses."""

    def __init__(
        self, orientation: Qt.Orientation = Qt.Orientation.Horizontal, parent: QWidget | None = None
    ) -> None:
        super().__init__(orientation, parent)
        self.setHandleWidth(1)
        self.setChildrenCollapsible(False)
