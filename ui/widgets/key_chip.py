"""A key as a chip (18 px), a hint of several chips with a word, and the reason beside a disabled button."""

from PySide6.QtCore import QPoint, QRect, QSize
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from ui.theme import current, shapes

_GAP_CHIP = 4
_GAP_WORD = 6


class KeyHint(QWidget):
    """Chips and a word after them: [K] [J] 上 / 下一条. Read as one text by a screen reader."""

    def __init__(self, keys: list[str], text: str = "", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._keys = keys
        self._text = text
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.setAccessibleName(" ".join([*keys, text]).strip())

    def set_content(self, keys: list[str], text: str) -> None:
        """Show other keys and another word."""
        self._keys = keys
        self.set_text(text)

    def set_text(self, text: str) -> None:
        """Change the word (第 1 / 12 条)."""
        self._text = text
        self.setAccessibleName(" ".join([*self._keys, text]).strip())
        self.updateGeometry()
        self.update()

    def text(self) -> str:
        """Return the word."""
        return self._text

    def sizeHint(self) -> QSize:
        width = sum(shapes.key_chip_width(key) + _GAP_CHIP for key in self._keys) - (
            _GAP_CHIP if self._keys else 0
        )
        if self._text:
            width += shapes.text_width(self._text, "caption") + (_GAP_WORD if self._keys else 0)
        return QSize(width, 20)

    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        x, middle = 0, self.height() // 2
        for key in self._keys:
            x += shapes.draw_key_chip(
                painter, x, middle, key, current.color("muted"), current.color("control")
            )
            x += _GAP_CHIP
        if self._text:
            x += _GAP_WORD - _GAP_CHIP if self._keys else 0
            rect = QRect(x, 0, self.width() - x, self.height())
            shapes.draw_text(painter, rect, self._text, "caption", "muted")


class KeyChip(KeyHint):
    """One key."""

    def __init__(self, key: str, parent: QWidget | None = None) -> None:
        super().__init__([key], "", parent)


class LockReason(QWidget):
    """Lock icon and the reason why the button left of it is disabled, with the day it opens.

    `icon` and `token` may say something milder than a lock (a flag, 1 处未改正，按 R 会写进意见).
    """

    def __init__(self, text: str = "", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._text = text
        self._icon = "lock"
        self._token = "muted"
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        self.setAccessibleName(text)

    def set_reason(self, text: str, icon: str = "lock", token: str = "muted") -> None:
        """Show another reason; an empty text leaves the room free and draws nothing."""
        self._text, self._icon, self._token = text, icon, token
        self.setAccessibleName(text)
        self.updateGeometry()
        self.update()

    def text(self) -> str:
        """Return the reason shown."""
        return self._text

    def sizeHint(self) -> QSize:
        width = 22 + shapes.text_width(self._text, "caption") if self._text else 0
        return QSize(width, 20)

    def minimumSizeHint(self) -> QSize:
        return QSize(22 if self._text else 0, 20)

    def paintEvent(self, event: QPaintEvent) -> None:
        if not self._text:
            return
        painter = QPainter(self)
        shapes.draw_icon(painter, QPoint(0, self.height() // 2 - 8), self._icon, self._token, 15)
        rect = QRect(21, 0, self.width() - 21, self.height())
        shapes.draw_text(painter, rect, self._text, "caption", self._token)
        shown_whole = shapes.text_width(self._text, "caption") <= rect.width()
        self.setToolTip("" if shown_whole else self._text)
