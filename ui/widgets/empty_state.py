"""An empty list or a finished one: 72 px disc icon, 15 pt sentence, one primary to the next work."""

from PySide6.QtCore import QPoint, QRect, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QAbstractButton, QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from ui.theme import current, shapes
from ui.widgets.key_chip import KeyHint
from ui.widgets.labels import TextLabel

_DISC = 72


class _Disc(QWidget):
    """The icon on its tinted disc."""

    def __init__(self, icon: str, state: str, parent: QWidget) -> None:
        super().__init__(parent)
        self._icon, self._state = icon, state
        self.setFixedSize(_DISC, _DISC)

    def set_look(self, icon: str, state: str) -> None:
        """Show another icon in another state's tint."""
        self._icon, self._state = icon, state
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        style = current.state_style(self._state)
        fill = style.fill if style.fill is not None else current.color("line")
        shapes.fill_round(painter, QRect(0, 0, _DISC, _DISC), fill, _DISC / 2)
        shapes.draw_icon(painter, QPoint(18, 18), self._icon, style.mark, 36)


class EmptyState(QWidget):
    """Centred in the room it gets. Say what happened, then where to go."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._disc = _Disc("circle-check", "passed", self)
        self._sentence = TextLabel("", "empty")
        self._detail = TextLabel("", "body", "muted", wrap=True)
        self._buttons = QHBoxLayout()
        self._buttons.setSpacing(10)
        self._hint = KeyHint([], "", self)
        column = QVBoxLayout(self)
        column.setSpacing(0)
        column.addStretch(2)
        middle = Qt.AlignmentFlag.AlignHCenter
        column.addWidget(self._disc, 0, middle)
        column.addSpacing(18)
        column.addWidget(self._sentence, 0, middle)
        column.addSpacing(8)
        column.addWidget(self._detail)
        column.addSpacing(16)
        column.addLayout(self._buttons)
        column.addSpacing(18)
        column.addWidget(self._hint, 0, middle)
        column.addStretch(3)
        self._detail.setAlignment(Qt.AlignmentFlag.AlignHCenter)
        self._hint.hide()
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)

    def set_content(
        self, sentence: str, detail: str = "", *, icon: str = "circle-check", state: str = "passed"
    ) -> None:
        """Show the words; `state` tints the disc (passed for done, info for nothing yet, flag for a problem)."""
        self._sentence.setText(sentence)
        self._detail.setText(detail)
        self._detail.setVisible(bool(detail))
        self._disc.set_look(icon, state)
        self.setAccessibleName(f"{sentence} {detail}".strip())

    def set_buttons(self, buttons: list[QAbstractButton]) -> None:
        """Replace the buttons; the first should be the primary."""
        while (item := self._buttons.takeAt(0)) is not None:
            widget = item.widget()
            if widget is not None:
                widget.hide()
                widget.deleteLater()
        self._buttons.addStretch(1)
        for button in buttons:
            self._buttons.addWidget(button)
        self._buttons.addStretch(1)

    def set_hint(self, keys: list[str], text: str) -> None:
        """Show a key with its meaning below; an empty text hides it."""
        self._hint.set_content(keys, text)
        self._hint.setVisible(bool(text))

    def minimumSizeHint(self) -> QSize:
        return QSize(240, 260)
