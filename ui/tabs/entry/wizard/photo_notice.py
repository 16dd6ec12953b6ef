"""A word over the canvas, where the file was let go: why it was not taken, or what to look at. Nothing moves for it."""

from collections.abc import Sequence

from PySide6.QtCore import QEvent, QObject
from PySide6.QtWidgets import QWidget

from ui.widgets.callout import Callout, CalloutLine

_MARGIN = 10


class PhotoNotice(Callout):
    """Lies on its host's upper edge, as wide as the host."""

    def __init__(self, host: QWidget) -> None:
        super().__init__("error", host)
        self._host = host
        self.setObjectName("photo.notice")
        host.installEventFilter(self)

    def say(self, kind: str, title: str, lines: Sequence[CalloutLine | str] = ()) -> None:
        """Show it; replaces what was said before."""
        self.set_kind(kind)
        self.set_content(title, lines)
        self._settle()
        self.raise_()

    def clear(self) -> None:
        """Say nothing any more."""
        self.set_content("")

    def said(self) -> str:
        """Everything it says; "" while it is away."""
        return self.accessibleName() if not self.isHidden() else ""

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if watched is self._host and event.type() == QEvent.Type.Resize:
            self._settle()
        return super().eventFilter(watched, event)

    def _settle(self) -> None:
        width = max(self._host.width() - 2 * _MARGIN, 120)
        height = self.heightForWidth(width)
        if height <= 0:
            height = self.sizeHint().height()
        self.setGeometry(_MARGIN, _MARGIN, width, height)
