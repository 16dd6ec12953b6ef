"""Something that lies over a host widget: fills it, paints the scrim, keeps Tab inside, closes with Esc.

The base of the side sheet and of in-window dialogs. The host stays alive below; the desk decides which of its
shortcuts rest while `is_open()`.
"""

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QKeyEvent, QMouseEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QApplication, QWidget

from ui.theme import current


class Overlay(QWidget):
    """Created hidden. `open` shows it and takes the focus, `close_overlay` gives the focus back."""

    closed = Signal()
    _count = 0

    def __init__(self, host: QWidget) -> None:
        super().__init__(host)
        self.order = 0
        """When it was opened last: the one with the highest number lies on top."""
        self._returns_to: QWidget | None = None
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        host.installEventFilter(self)
        self.hide()

    def open(self) -> None:
        """Cover the host, put the focus on the first control inside."""
        Overlay._count += 1
        self.order = Overlay._count
        self._returns_to = QApplication.focusWidget()
        self.setGeometry(self._host().rect())
        self.show()
        self.raise_()
        first = self._first_control()
        (first or self).setFocus(Qt.FocusReason.OtherFocusReason)

    def is_open(self) -> bool:
        """Tell whether it covers the host now."""
        return not self.isHidden()

    def close_overlay(self) -> None:
        """Uncover the host and emit `closed`."""
        if self.isHidden():
            return
        self.hide()
        back = self._returns_to
        self._returns_to = None
        if back is not None and _is_alive_in(back, self._host().window()):
            back.setFocus(Qt.FocusReason.OtherFocusReason)
        self.closed.emit()

    def _host(self) -> QWidget:
        # Asked each time, not kept: the filter still runs while Python is already taking this object apart.
        host = self.parentWidget()
        if host is None:
            raise RuntimeError("an overlay lies over a host widget")
        return host

    def _place(self) -> None:
        """Lay the content out after the host changed its size."""

    def _first_control(self) -> QWidget | None:
        widget = self.nextInFocusChain()
        while widget is not None and widget is not self:
            if self.isAncestorOf(widget) and _takes_tab(widget):
                return widget
            widget = widget.nextInFocusChain()
        return None

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.Resize and watched is self._host() and not self.isHidden():
            self.setGeometry(self._host().rect())
        return super().eventFilter(watched, event)

    def event(self, event: QEvent) -> bool:
        if event.type() in (QEvent.Type.Resize, QEvent.Type.Show):
            self._place()
        if event.type() == QEvent.Type.ShortcutOverride and isinstance(event, QKeyEvent):
            # The page below may bind these too; it rests, but its shortcut would still swallow the key.
            if event.key() in (Qt.Key.Key_Escape, Qt.Key.Key_Space) and not event.modifiers():
                event.accept()
                return True
        return super().event(event)

    def focusNextPrevChild(self, forward: bool) -> bool:
        # Stay inside: walk the focus chain until the next control of ours that takes Tab.
        here = QApplication.focusWidget() or self
        widget: QWidget | None = here
        while widget is not None:
            widget = widget.nextInFocusChain() if forward else widget.previousInFocusChain()
            if widget is None or widget is here:
                return False
            if self.isAncestorOf(widget) and _takes_tab(widget):
                reason = Qt.FocusReason.TabFocusReason if forward else Qt.FocusReason.BacktabFocusReason
                widget.setFocus(reason)
                return True
        return False

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.close_overlay()
            return
        super().keyPressEvent(event)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        # A click on the scrim is not a decision: it neither closes nor reaches the host.
        event.accept()

    def paintEvent(self, event: QPaintEvent) -> None:
        QPainter(self).fillRect(self.rect(), current.color("scrim"))


def _takes_tab(widget: QWidget) -> bool:
    takes = bool(widget.focusPolicy() & Qt.FocusPolicy.TabFocus)
    return takes and widget.isVisible() and widget.isEnabled()


def _is_alive_in(widget: QWidget, window: QWidget) -> bool:
    return widget.isVisible() and widget.window() is window
