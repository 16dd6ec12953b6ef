"""A short message over the desk: 已通过 陈思远, with 撤销 Z beside it. Fades within 120 ms, or not at all.

It never takes the focus. Where the desktop asks for no effects it appears and goes at once.
"""

from PySide6.QtCore import QEasingCurve, QEvent, QObject, QPropertyAnimation, Qt, QTimer, Signal
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QApplication, QGraphicsOpacityEffect, QHBoxLayout, QWidget

from ui.theme import current, shapes
from ui.theme.tokens import STATES
from ui.widgets.buttons import QuietButton
from ui.widgets.labels import TextLabel

FADE_MS = 120
_MARGIN = 16


class _Mark(QWidget):
    """The state icon."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.state = "passed"
        self.setFixedSize(16, 16)

    def paintEvent(self, event: QPaintEvent) -> None:
        style = current.state_style(self.state)
        shapes.draw_icon(QPainter(self), self.rect().topLeft(), style.icon, style.mark)


class Toast(QWidget):
    """One per window; a new message replaces the old. `acted` is emitted when its button is clicked."""

    acted = Signal()

    def __init__(self, host: QWidget, *, lift: int = 64) -> None:
        super().__init__(host)
        self._lift = lift
        self._mark = _Mark(self)
        self._text = TextLabel("")
        self._button = QuietButton("", "rotate-ccw", None, self)
        self._button.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._button.clicked.connect(self._act)
        row = QHBoxLayout(self)
        row.setContentsMargins(14, 6, 8, 6)
        row.setSpacing(8)
        row.addWidget(self._mark)
        row.addWidget(self._text)
        row.addWidget(self._button)
        self._effect = QGraphicsOpacityEffect(self)
        self._effect.setOpacity(1.0)
        self._effect.setEnabled(False)
        self.setGraphicsEffect(self._effect)
        self._fade = QPropertyAnimation(self._effect, b"opacity", self)
        self._fade.setDuration(FADE_MS)
        self._fade.setEasingCurve(QEasingCurve.Type.OutCubic)
        self._fade.finished.connect(self._faded)
        self._clock = QTimer(self)
        self._clock.setSingleShot(True)
        self._clock.timeout.connect(self.dismiss)
        host.installEventFilter(self)
        self.hide()

    def show_text(
        self, text: str, state: str = "passed", *, action: str = "", key: str = "", stay_ms: int = 6000
    ) -> None:
        """Show a message for `stay_ms`; with `action` a button (and its key) stands beside it."""
        self._mark.state = state
        self._text.setText(text)
        self._button.setText(action)
        self._button.set_key(key or None)
        self._button.setVisible(bool(action))
        self.setAccessibleName(text)
        self._clock.start(stay_ms)
        self.adjustSize()
        self._place()
        self._run(0.0, 1.0)

    def text(self) -> str:
        """Return the message shown."""
        return self._text.text()

    def state_icon(self) -> str:
        """Return the icon of the message."""
        return STATES[self._mark.state].icon

    def dismiss(self) -> None:
        """Take the message away."""
        self._clock.stop()
        if not self.isHidden():
            self._run(1.0, 0.0)

    def _act(self) -> None:
        self.dismiss()
        self.acted.emit()

    def _run(self, start: float, end: float) -> None:
        self._fade.stop()
        if end > 0:
            self.show()
            self.raise_()
        if not QApplication.isEffectEnabled(Qt.UIEffect.UI_General):
            if end == 0:
                self.hide()
            return
        self._effect.setEnabled(True)
        self._fade.setStartValue(start)
        self._fade.setEndValue(end)
        self._fade.start()

    def _faded(self) -> None:
        # A live effect renders the text through a pixmap; switched off, it is crisp again.
        if self._fade.endValue() == 0.0:
            self.hide()
        self._effect.setEnabled(False)

    def _place(self) -> None:
        host = self.parentWidget()
        if host is None:
            return
        left = (host.width() - self.width()) // 2
        self.move(max(left, _MARGIN), host.height() - self.height() - self._lift)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.Resize and watched is self.parentWidget() and not self.isHidden():
            self._place()
        return super().eventFilter(watched, event)

    def paintEvent(self, event: QPaintEvent) -> None:
        shapes.frame_round(
            QPainter(self), self.rect(), current.color("control"), 8, 1.0, current.color("raised")
        )
