"""Something that lies over a host widget: fills it, paints the scrim, keeps Tab inside, closes with Esc.

The base of the side sheet and of in-window dialogs. The host stays alive below; the desk decides which of its
shortcuts rest while `is_open()`.
"""

import shiboken6
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
        if self.isHidden():
            QApplication.instance().focusChanged.connect(self._keep_focus)  # type: ignore[union-attr]
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
        QApplication.instance().focusChanged.disconnect(self._keep_focus)  # type: ignore[union-attr]
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

    def _controls(self) -> list[QWidget]:
        """What Tab goes through, in the order things were put in.

        Not by nextInFocusChain: PySide takes its answer for a child of the widget that was asked, so that deleting any
        widget of the chain later makes menus and actions of the whole window unusable.
        """
        return [widget for widget in self.findChildren(QWidget) if _takes_tab(widget)]

    def _first_control(self) -> QWidget | None:
        controls = self._controls()
        return controls[0] if controls else None

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

    def _keep_focus(self, before: QWidget | None, now: QWidget | None) -> None:
        """A page below that refreshes itself must not draw the keys away from what lies over it."""
        if now is None or not self._host().isAncestorOf(now) or self.isAncestorOf(now) or now is self:
            return
        if _is_in_an_overlay(now):
            return
        inside = (
            before is not None and self.isAncestorOf(before) and before.isVisible() and before.isEnabled()
        )
        (before if inside and before is not None else self).setFocus(Qt.FocusReason.OtherFocusReason)

    def focusNextPrevChild(self, forward: bool) -> bool:
        # Stay inside: round and round through the controls of ours that take Tab.
        controls = self._controls()
        if not controls:
            return False
        here = QApplication.focusWidget()
        place = controls.index(here) if here in controls else (-1 if forward else 0)
        reason = Qt.FocusReason.TabFocusReason if forward else Qt.FocusReason.BacktabFocusReason
        controls[(place + (1 if forward else -1)) % len(controls)].setFocus(reason)
        return True

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


def _is_in_an_overlay(widget: QWidget) -> bool:
    place: QWidget | None = widget
    while place is not None:
        if isinstance(place, Overlay) and place.is_open():
            return True
        place = place.parentWidget()
    return False


def _takes_tab(widget: QWidget) -> bool:
    takes = bool(widget.focusPolicy() & Qt.FocusPolicy.TabFocus)
    return takes and widget.isVisible() and widget.isEnabled()


def _is_alive_in(widget: QWidget, window: QWidget) -> bool:
    # A form below may have been made anew while the overlay was open.
    return shiboken6.isValid(widget) and widget.isVisible() and widget.window() is window
