"""A named bar with its number: 待审 by category on the home page (picture 01). Zero base, no axis."""

from PySide6.QtCore import QRect, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QPushButton, QSizePolicy, QWidget

from ui.theme import current, shapes
from ui.widgets.keyboard_focus import KeyboardFocus

_BAR = 6


class BarRow(KeyboardFocus, QPushButton):
    """A button: a click or Enter opens what the bar counts. `largest` is the value of a full bar."""

    def __init__(
        self, name: str, value: int, largest: int, parent: QWidget | None = None, *, name_width: int = 168
    ) -> None:
        super().__init__(parent)
        self._name_width = name_width
        self._name, self._value, self._largest = "", 0, 0
        self.setAutoDefault(False)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.set_bar(name, value, largest)

    def set_bar(self, name: str, value: int, largest: int) -> None:
        """Show another bar."""
        self._name, self._value, self._largest = name, value, largest
        self.setText(f"{name} {value}")
        self.update()

    def value(self) -> int:
        """Return the number shown."""
        return self._value

    def sizeHint(self) -> QSize:
        return QSize(self._name_width + 160, 26)

    def minimumSizeHint(self) -> QSize:
        return QSize(self._name_width + 100, 26)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        width, height = self.width(), self.height()
        if self.underMouse() or self.isDown():
            shapes.fill_round(painter, self.rect(), current.color("hover"), shapes.RADIUS_CONTROL)
        name = QRect(0, 0, self._name_width, height)
        shapes.draw_text(painter, name, self._name)
        self.setToolTip(self._name if shapes.text_width(self._name) > self._name_width else "")
        left, right = self._name_width + 8, width - 44
        track = QRect(left, (height - _BAR) // 2, max(right - left, 0), _BAR)
        shapes.fill_round(painter, track, current.color("hover" if not self.underMouse() else "line"), 3)
        if self._value > 0 and self._largest > 0:
            share = min(1.0, self._value / self._largest)
            track.setWidth(max(_BAR, round(track.width() * share)))
            shapes.fill_round(painter, track, current.color("accent"), 3)
        count = QRect(right, 0, width - right, height)
        shapes.draw_text(painter, count, str(self._value), "body", "text", Qt.AlignmentFlag.AlignRight)
        if self.shows_ring():
            shapes.focus_ring(painter, self.rect())
