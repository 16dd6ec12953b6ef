"""Know whether focus came by the keyboard, so that the 2 px ring shows only then (LOOK.md "Focus").

Mix in before the Qt class: `class Button(KeyboardFocus, QPushButton)`. Fields do not use it: they always show
their ring.
"""

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtGui import QFocusEvent, QMouseEvent

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget as _Base
else:
    _Base = object

_SHOWS = (
    Qt.FocusReason.TabFocusReason,
    Qt.FocusReason.BacktabFocusReason,
    Qt.FocusReason.ShortcutFocusReason,
)
_KEEPS = (
    Qt.FocusReason.ActiveWindowFocusReason,
    Qt.FocusReason.PopupFocusReason,
    Qt.FocusReason.MenuBarFocusReason,
)


class KeyboardFocus(_Base):
    """Adds `shows_ring()`; remembers the reason over window changes and pop-ups, forgets it at a click."""

    _by_keyboard = False

    def shows_ring(self) -> bool:
        """Tell whether the ring is due: the widget has focus and got it by Tab, Backtab or a shortcut."""
        return self._by_keyboard and self.hasFocus()

    def focusInEvent(self, event: QFocusEvent) -> None:
        if event.reason() not in _KEEPS:
            self._by_keyboard = event.reason() in _SHOWS
        super().focusInEvent(event)
        self.update()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        self.update()

    def mousePressEvent(self, event: QMouseEvent) -> None:
        self._by_keyboard = False
        super().mousePressEvent(event)
        self.update()
