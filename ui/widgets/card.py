"""A card: surface, radius 8, hairline frame, 11 pt title, something at the right of the title."""

from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from ui.theme import current, shapes
from ui.widgets.labels import TextLabel


class Card(QWidget):
    """Put content into `body`. `accent=True` frames it in accent (the effective verdict of a conflict)."""

    def __init__(
        self, title: str = "", note: str = "", parent: QWidget | None = None, *, accent: bool = False
    ) -> None:
        super().__init__(parent)
        self._accent = accent
        outer = QVBoxLayout(self)
        outer.setContentsMargins(16, 12, 16, 14)
        outer.setSpacing(8)
        self.title = TextLabel(title, "section")
        self.note = TextLabel(note, "caption", "muted")
        self._head = QHBoxLayout()
        self._head.setSpacing(8)
        self._head.addWidget(self.title)
        self._head.addWidget(self.note)
        self._head.addStretch(1)
        if title:
            outer.addLayout(self._head)
        self.body = QVBoxLayout()
        self.body.setSpacing(8)
        outer.addLayout(self.body)

    def add_to_head(self, widget: QWidget) -> None:
        """Put a link, a count or a button at the right of the title."""
        self._head.addWidget(widget)

    def paintEvent(self, event: QPaintEvent) -> None:
        edge = current.color("accent" if self._accent else "line")
        shapes.frame_round(
            QPainter(self), self.rect(), edge, shapes.RADIUS_CARD, 1.0, current.color("surface")
        )
