"""What Z would take back, second by second; hidden while there is nothing."""

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QWidget

from ui.session import Session
from ui.undo import UndoStack
from ui.widgets.buttons import QuietButton

_COUNTDOWN_MS = 1000


class UndoButton(QuietButton):
    """``show_last`` after every act and every withdrawal."""

    def __init__(self, session: Session, stack: UndoStack, parent: QWidget | None = None) -> None:
        super().__init__("", "rotate-ccw", "Z", parent)
        self._session, self._stack = session, stack
        self._countdown = QTimer(self)
        self._countdown.setInterval(_COUNTDOWN_MS)
        self._countdown.timeout.connect(self.show_last)
        self.hide()

    def show_last(self) -> None:
        now = self._session.now()
        entry = self._stack.last(now)
        self.setVisible(entry is not None)
        if entry is None:
            self._countdown.stop()
            return
        words = self.tr("撤销“{0}”（{1} 秒）").replace("{0}", entry.words)
        self.setText(words.replace("{1}", str(self._stack.seconds_left(entry, now))))
        if not self._countdown.isActive():
            self._countdown.start()
