"""Words on a pane: a label with a type role and a colour token, and one that elides.

Both follow a theme switch to the pixel. In a pane whose background role is Base a label paints role Text, so a
state's colour is set on WindowText **and** Text (LOOK.md "Trap").
"""

from PySide6.QtCore import QEvent, QRect, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent, QPalette
from PySide6.QtWidgets import QLabel, QSizePolicy, QWidget

from ui.theme import current, shapes

# Tokens that a palette role already carries: no local palette, so nothing to refresh.
_ROLES = {
    "muted": QPalette.ColorRole.PlaceholderText,
    "accent_ink": QPalette.ColorRole.Link,
    "failed": QPalette.ColorRole.BrightText,
}


class TextLabel(QLabel):
    """A plain-text QLabel in a type role and a colour token; wraps when told."""

    def __init__(
        self,
        text: str = "",
        role: str = "body",
        token: str = "text",
        parent: QWidget | None = None,
        *,
        wrap: bool = False,
    ) -> None:
        super().__init__(text, parent)
        self._token = token
        self._local = False
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setFont(current.font(role))
        self.setWordWrap(wrap)
        self._apply_token()

    def set_token(self, token: str) -> None:
        """Change the colour."""
        if token != self._token:
            self._token = token
            self._apply_token()

    def set_role(self, role: str) -> None:
        """Change the type role."""
        self.setFont(current.font(role))

    def token(self) -> str:
        """Return the colour token."""
        return self._token

    def _apply_token(self) -> None:
        if self._token == "text" or self._token in _ROLES:
            if self._local:
                self.setPalette(QPalette())
                self._local = False
                current.signals.changed.disconnect(self._apply_token)
            self.setForegroundRole(_ROLES.get(self._token, QPalette.ColorRole.WindowText))
            return
        palette = QPalette()
        ink = current.color(self._token)
        palette.setColor(QPalette.ColorRole.WindowText, ink)
        palette.setColor(QPalette.ColorRole.Text, ink)
        self.setForegroundRole(QPalette.ColorRole.WindowText)
        self.setPalette(palette)
        if not self._local:
            self._local = True
            current.signals.changed.connect(self._apply_token)


class ElidedLabel(QWidget):
    """One line that elides at the right; the tooltip shows the whole text only when it is cut."""

    def __init__(
        self, text: str = "", role: str = "body", token: str = "text", parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._text = ""
        self._role = role
        self._token = token
        self._mode = Qt.TextElideMode.ElideRight
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        self.set_text(text)

    def set_text(self, text: str) -> None:
        """Show another text."""
        self._text = text
        self.setAccessibleName(text)
        self.updateGeometry()
        self._refresh_tip()
        self.update()

    def set_token(self, token: str) -> None:
        """Change the colour."""
        self._token = token
        self.update()

    def set_elide_mode(self, mode: Qt.TextElideMode) -> None:
        """Cut in the middle instead (file names)."""
        self._mode = mode
        self.update()

    def text(self) -> str:
        """Return the whole text."""
        return self._text

    def is_elided(self) -> bool:
        """Tell whether part of the text is not shown."""
        return shapes.text_width(self._text, self._role) > self.width()

    def _refresh_tip(self) -> None:
        self.setToolTip(self._text if self.is_elided() else "")

    def sizeHint(self) -> QSize:
        return QSize(shapes.text_width(self._text, self._role), self._line())

    def minimumSizeHint(self) -> QSize:
        return QSize(min(24, shapes.text_width(self._text, self._role)), self._line())

    def _line(self) -> int:
        return round(current.font(self._role).pointSizeF() * 96 / 72 * 1.45)

    def event(self, event: QEvent) -> bool:
        if event.type() == QEvent.Type.Resize:
            self._refresh_tip()
        return super().event(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        tint = self._token if self.isEnabled() else "muted"
        shapes.draw_text(
            painter, QRect(0, 0, self.width(), self.height()), self._text, self._role, tint, elide=self._mode
        )
