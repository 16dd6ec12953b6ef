"""The push buttons of LOOK.md: primary, secondary, quiet, danger, icon and link; verdicts are in verdict_button.

All are QPushButtons that override only painting and size hints, so keys and accessibility stay Qt's. A key chip
inside the button only shows the key; the shortcut itself belongs to the desk (`ui/shortcuts.py`).
"""

from PySide6.QtCore import QEvent, QPoint, QRect, QSize, Qt
from PySide6.QtGui import QColor, QEnterEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QPushButton, QSizePolicy, QWidget

from ui.theme import current, shapes
from ui.widgets.keyboard_focus import KeyboardFocus

ICON = 16
_GAP_ICON = 6
_GAP_KEY = 8


class KeyButton(KeyboardFocus, QPushButton):
    """What every button shares: icon, words, key chip in one centred run."""

    _HEIGHT = 32
    _PADDING = 13
    _ROLE = "body"
    _GAP_WORD = _GAP_ICON

    def __init__(
        self,
        text: str = "",
        icon: str | None = None,
        key: str | None = None,
        parent: QWidget | None = None,
        *,
        icon_token: str | None = None,
    ) -> None:
        super().__init__(text, parent)
        self._icon_name = icon
        self._icon_token = icon_token
        self._key = key
        self._hovered = False
        self.setSizePolicy(QSizePolicy.Policy.Minimum, QSizePolicy.Policy.Fixed)
        self.setAutoDefault(False)
        self._describe_key()

    def set_icon_name(self, name: str | None, token: str | None = None) -> None:
        """Show another Lucide icon, in `token`'s colour when given."""
        self._icon_name = name
        self._icon_token = token or self._icon_token
        self.updateGeometry()
        self.update()

    def icon_name(self) -> str | None:
        """Return the Lucide name shown."""
        return self._icon_name

    def set_key(self, key: str | None) -> None:
        """Show another key on the chip, or none."""
        self._key = key
        self._describe_key()
        self.updateGeometry()
        self.update()

    def key(self) -> str | None:
        """Return the key shown on the chip."""
        return self._key

    def _describe_key(self) -> None:
        self.setAccessibleDescription(self.tr("按键 {0}").replace("{0}", self._key) if self._key else "")

    def _ground(self, painter: QPainter, rect: QRect) -> None:
        raise NotImplementedError

    def _ink(self) -> QColor:
        return current.color("text" if self.isEnabled() else "muted")

    def _icon_ink(self) -> QColor:
        if not self.isEnabled():
            return current.color("muted")
        return current.color(self._icon_token) if self._icon_token else self._ink()

    def _chip_edge(self) -> QColor:
        return current.color("control")

    def _chip_ink(self) -> QColor:
        return current.color("muted")

    def _ring_token(self) -> str:
        return "focus"

    def _content_width(self) -> int:
        width = ICON if self._icon_name else 0
        text = self.text()
        if text:
            width += shapes.text_width(text, self._ROLE) + (self._GAP_WORD if width else 0)
        if self._key:
            width += shapes.key_chip_width(self._key) + (_GAP_KEY if width else 0)
        return width

    def sizeHint(self) -> QSize:
        return QSize(self._content_width() + 2 * self._PADDING, self._HEIGHT)

    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()

    def enterEvent(self, event: QEnterEvent) -> None:
        self._hovered = True
        self.update()
        super().enterEvent(event)

    def leaveEvent(self, event: QEvent) -> None:
        self._hovered = False
        self.update()
        super().leaveEvent(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        rect = self.rect()
        self._ground(painter, rect)
        x = rect.x() + max((rect.width() - self._content_width()) // 2, 2)
        middle = rect.y() + rect.height() // 2
        if self._icon_name:
            shapes.draw_icon(painter, QPoint(x, middle - ICON // 2), self._icon_name, self._icon_ink(), ICON)
            x += ICON + self._GAP_WORD
        if self.text():
            room = rect.right() - x
            if self._key:
                room -= shapes.key_chip_width(self._key) + _GAP_KEY
            x += shapes.draw_text(
                painter, QRect(x, rect.y(), room, rect.height()), self.text(), self._ROLE, self._ink()
            )
            x += _GAP_KEY
        if self._key:
            shapes.draw_key_chip(painter, x, middle, self._key, self._chip_ink(), self._chip_edge())
        if self.shows_ring():
            shapes.focus_ring(painter, rect, shapes.RADIUS_CONTROL, self._ring_token())


class PrimaryButton(KeyButton):
    """The one accent button of a view, 34 px, bold."""

    _HEIGHT = 34
    _ROLE = "body_bold"

    def _ground(self, painter: QPainter, rect: QRect) -> None:
        token = "accent"
        if not self.isEnabled():
            token = "line"
        elif self.isDown() or self._hovered:
            token = "accent_ink"
        shapes.fill_round(painter, rect, current.color(token), shapes.RADIUS_CONTROL)
        if self.shows_ring():
            # The accent ring would drown in the accent fill: a gap in on_accent inside it.
            inner = rect.adjusted(2, 2, -2, -2)
            shapes.frame_round(painter, inner, current.color("on_accent"), shapes.RADIUS_CONTROL - 2, 1.5)

    def _ink(self) -> QColor:
        return current.color("on_accent" if self.isEnabled() else "muted")

    def _icon_ink(self) -> QColor:
        return self._ink()

    def _chip_edge(self) -> QColor:
        edge = self._ink()
        edge.setAlphaF(0.6)
        return edge

    def _chip_ink(self) -> QColor:
        return self._ink()


class SecondaryButton(KeyButton):
    """Control border on surface, 32 px; the icon may wear a state's colour (退回, 不通过)."""

    def _ground(self, painter: QPainter, rect: QRect) -> None:
        fill = "surface"
        if self.isEnabled() and (self.isDown() or self.isChecked()):
            fill = "accent_soft"
        elif self.isEnabled() and self._hovered:
            fill = "hover"
        edge = "control" if self.isEnabled() else "line"
        shapes.frame_round(
            painter, rect, current.color(edge), shapes.RADIUS_CONTROL, 1.0, current.color(fill)
        )


class TallSecondaryButton(SecondaryButton):
    """A secondary beside a primary: 34 px, so that the two stand on one line."""

    _HEIGHT = 34


class DangerButton(SecondaryButton):
    """Deletes something: failed ink on a control border."""

    def _ink(self) -> QColor:
        return current.color("failed" if self.isEnabled() else "muted")


class QuietButton(KeyButton):
    """No border, 28 px, for tool bars; checkable: accent_soft ground and accent ink when on."""

    _HEIGHT = 28
    _PADDING = 8
    _GAP_WORD = 8

    def _ground(self, painter: QPainter, rect: QRect) -> None:
        if not self.isEnabled():
            return
        if self.isChecked() or self.isDown():
            shapes.fill_round(painter, rect, current.color("accent_soft"), shapes.RADIUS_CONTROL)
        elif self._hovered:
            shapes.fill_round(painter, rect, current.color("hover"), shapes.RADIUS_CONTROL)

    def _ink(self) -> QColor:
        if self.isChecked() and self.isEnabled():
            return current.color("accent_ink")
        return super()._ink()

    def _icon_ink(self) -> QColor:
        if self.isChecked() and self.isEnabled():
            return current.color("accent_ink")
        if self._icon_token and self.isEnabled():
            return current.color(self._icon_token)
        return current.color("muted")


class IconButton(QuietButton):
    """28×28 with an icon only. `name` is the accessible name and the tooltip (with the key, when given)."""

    _PADDING = 6

    def __init__(
        self,
        icon: str,
        name: str,
        parent: QWidget | None = None,
        *,
        key: str | None = None,
        token: str = "text",
    ) -> None:
        super().__init__("", icon, None, parent, icon_token=token)
        self.set_name(name, key)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)

    def set_name(self, name: str, key: str | None = None) -> None:
        """Give the button another meaning (a switch that tells what it would do next)."""
        self.setAccessibleName(name)
        self.setToolTip(f"{name}（{key}）" if key else name)

    def sizeHint(self) -> QSize:
        return QSize(28, 28)


class FrameIconButton(SecondaryButton):
    """32×32 with a border and an icon only, beside a field (picture 02, the filter)."""

    def __init__(self, icon: str, name: str, parent: QWidget | None = None) -> None:
        super().__init__("", icon, None, parent)
        self.setAccessibleName(name)
        self.setToolTip(name)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)

    def sizeHint(self) -> QSize:
        return QSize(32, 32)


class MenuButton(KeyButton):
    """A quiet 9 pt word with a chevron behind it that opens a menu (最近提交在前). Give it `setMenu`."""

    _HEIGHT = 24
    _PADDING = 4
    _ROLE = "caption"
    _CHEVRON = 18

    def _content_width(self) -> int:
        return super()._content_width() + self._CHEVRON

    def _ground(self, painter: QPainter, rect: QRect) -> None:
        if self.isEnabled() and (self._hovered or self.isDown()):
            shapes.fill_round(painter, rect, current.color("hover"), shapes.RADIUS_CONTROL)
        at = QPoint(rect.right() - self._PADDING - 14, rect.center().y() - 6)
        shapes.draw_icon(painter, at, "chevron-down", "muted", 14)

    def _ink(self) -> QColor:
        return current.color("muted")


class LinkButton(KeyButton):
    """Words in accent_ink that jump somewhere (看第 1 页); underlined under the mouse."""

    _HEIGHT = 20
    _PADDING = 3
    _ROLE = "caption"

    def __init__(self, text: str, parent: QWidget | None = None, *, body: bool = False) -> None:
        if body:
            self._ROLE = "body"
        super().__init__(text, None, None, parent)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)

    def _ground(self, painter: QPainter, rect: QRect) -> None:
        if self._hovered and self.isEnabled():
            width = self._content_width()
            x = rect.x() + (rect.width() - width) // 2
            painter.fillRect(x, rect.center().y() + 8, width, 1, current.color("accent_ink"))

    def _ink(self) -> QColor:
        return current.color("accent_ink" if self.isEnabled() else "muted")
