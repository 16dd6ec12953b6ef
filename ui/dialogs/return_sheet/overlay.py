"""The composer over a list: for a bulk return, where no form and evidence stand beside it (right side, scrim)."""

from PySide6.QtCore import Qt
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QWidget

from app.domain.decision import Action
from ui.dialogs.return_sheet.sheet import WIDTH, ReturnSheet
from ui.dialogs.return_sheet.subject import ReturnSubject
from ui.theme import shapes
from ui.widgets.overlay import Overlay


class ReturnOverlay(Overlay):
    """``sheet`` is the composer; it goes when the overlay goes, and the other way round."""

    def __init__(self, host: QWidget) -> None:
        super().__init__(host)
        self.setObjectName("return.overlay")
        self.sheet = ReturnSheet(self)
        self.sheet.closed.connect(self.close_overlay)

    def open_for(self, subject: ReturnSubject, action: Action = Action.RETURN) -> None:
        """Open the composer; the focus goes to its first reason."""
        self.open()
        self.sheet.open_for(subject, action)
        self._place()
        if self.focusWidget() is self:
            self.sheet.setFocus(Qt.FocusReason.OtherFocusReason)

    def close_overlay(self) -> None:
        """Esc: the draft stays."""
        self.sheet.close_sheet()
        super().close_overlay()

    def _place(self) -> None:
        width = min(WIDTH, self.width())
        self.sheet.setGeometry(self.width() - width, 0, width, self.height())

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        shapes.vertical_hairline(QPainter(self), self.sheet.x() - 1, 0, self.height(), "control")
