"""Check box and radio button: Qt's own keys and accessibility, 16 px mark, 10 pt word, our focus ring.

Fusion's indicator is 14 px and clips a larger one at the widget's edge, so both paint themselves.
"""

from PySide6.QtCore import QPoint, QRect, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QAbstractButton, QCheckBox, QRadioButton, QSizePolicy, QWidget

from ui.theme import shapes
from ui.widgets.keyboard_focus import KeyboardFocus

_LEFT = 2
_GAP = 6
_HEIGHT = 24


def _wanted_size(button: QAbstractButton) -> QSize:
    word = shapes.text_width(button.text()) + _GAP + 4 if button.text() else 0
    return QSize(_LEFT + shapes.BOX_SIZE + word + _LEFT, _HEIGHT)


def _mark_rect(button: QAbstractButton) -> QRect:
    return QRect(QPoint(_LEFT, (button.height() - shapes.BOX_SIZE) // 2), QSize(16, 16))


def _paint_word(button: QAbstractButton, painter: QPainter) -> None:
    left = _LEFT + shapes.BOX_SIZE + _GAP
    rect = QRect(left, 0, button.width() - left, button.height())
    shapes.draw_text(painter, rect, button.text(), "body", "text" if button.isEnabled() else "muted")


class CheckBox(KeyboardFocus, QCheckBox):
    """A tick box; an empty word leaves the box alone (give it an accessible name then)."""

    def __init__(self, text: str = "", parent: QWidget | None = None) -> None:
        super().__init__(text, parent)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)

    def sizeHint(self) -> QSize:
        return _wanted_size(self)

    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()

    def hitButton(self, pos: QPoint) -> bool:
        return self.rect().contains(pos)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        state = self.checkState() if self.isTristate() else Qt.CheckState.Unchecked
        if not self.isTristate() and self.isChecked():
            state = Qt.CheckState.Checked
        shapes.draw_check_box(painter, _mark_rect(self), state, self.isEnabled(), self.underMouse())
        _paint_word(self, painter)
        if self.shows_ring():
            shapes.focus_ring(painter, self.rect())


class RadioButton(KeyboardFocus, QRadioButton):
    """One of several."""

    def __init__(self, text: str = "", parent: QWidget | None = None) -> None:
        super().__init__(text, parent)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)

    def sizeHint(self) -> QSize:
        return _wanted_size(self)

    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()

    def hitButton(self, pos: QPoint) -> bool:
        return self.rect().contains(pos)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        shapes.draw_radio(painter, _mark_rect(self), self.isChecked(), self.isEnabled(), self.underMouse())
        _paint_word(self, painter)
        if self.shows_ring():
            shapes.focus_ring(painter, self.rect())


class RadioCard(KeyboardFocus, QRadioButton):
    """A radio button as a card with two lines (picture 07, the two end dates): accent frame when chosen."""

    def __init__(self, title: str, note: str, parent: QWidget | None = None) -> None:
        super().__init__(title, parent)
        self._note = note
        self.setAccessibleDescription(note)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def set_words(self, title: str, note: str) -> None:
        """Show other words."""
        self.setText(title)
        self._note = note
        self.setAccessibleDescription(note)
        self.update()

    def note(self) -> str:
        """Return the second line."""
        return self._note

    def sizeHint(self) -> QSize:
        width = max(shapes.text_width(self.text(), "body_bold"), shapes.text_width(self._note, "caption"))
        return QSize(width + 48, 49)

    def minimumSizeHint(self) -> QSize:
        return QSize(120, 49)

    def hitButton(self, pos: QPoint) -> bool:
        return self.rect().contains(pos)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        on, rect = self.isChecked(), self.rect()
        shapes.paint_choice_card(painter, rect, on, self.underMouse() and self.isEnabled())
        mark = QRect(10, (rect.height() - 16) // 2, 16, 16)
        shapes.draw_radio(painter, mark, on, self.isEnabled(), self.underMouse())
        tint = "text" if self.isEnabled() else "muted"
        shapes.draw_text(painter, QRect(36, 6, rect.width() - 44, 20), self.text(), "body_bold", tint)
        shapes.draw_text(painter, QRect(36, 25, rect.width() - 44, 18), self._note, "caption", "muted")
        if self.shows_ring():
            shapes.focus_ring(painter, rect)
