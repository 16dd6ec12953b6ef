"""What went wrong while keeping, over the steps. What was typed is still there; 再保存 writes it again."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from app.domain.errors import KnownError
from ui.tabs.entry.wizard.strip import Strip
from ui.texts.errors import describe
from ui.widgets.callout import Callout, CalloutLine

_RETRY = "retry"


class ProblemStrip(Strip):
    """``retry_wanted``: 再保存."""

    retry_wanted = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        callout = Callout("error")
        super().__init__([callout], parent)
        self.callout = callout
        self.setObjectName("entry.wizard.problem")
        self.callout.link_activated.connect(self._follow)

    def show_error(self, error: KnownError, *, waits: bool) -> None:
        """``waits``: something typed is not kept yet."""
        link = (self.tr("再保存"), _RETRY) if waits else ("", "")
        self.callout.set_content("", [CalloutLine(describe(error), *link)])
        self.fit()
        self.show()

    def clear(self) -> None:
        self.callout.set_content("")
        self.setAccessibleName("")
        self.hide()

    def _follow(self, target: str) -> None:
        self.retry_wanted.emit()
