"""A column of widgets that scrolls when it does not fit; transparent, slim bar, no frame."""

from PySide6.QtCore import Qt
from PySide6.QtGui import QPalette
from PySide6.QtWidgets import QFrame, QScrollArea, QVBoxLayout, QWidget

from ui.widgets.scroll_bar import slim


class ScrollColumn(QScrollArea):
    """Put content into ``body``. A focused control below the edge is scrolled into view by Qt."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setWidgetResizable(True)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        slim(self)
        content = QWidget()
        self.body = QVBoxLayout(content)
        self.body.setContentsMargins(0, 0, 0, 0)
        self.setWidget(content)
        # The ground is whoever holds the column.
        for ground in (self.viewport(), content):
            ground.setAutoFillBackground(False)
            ground.setBackgroundRole(QPalette.ColorRole.NoRole)
