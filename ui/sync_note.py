"""The line in the head of a dossier that says how its last own act stands with the server; hidden where there is nothing."""

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QHBoxLayout, QWidget

from ui.sync_marks import SyncMarks
from ui.widgets.icon_mark import IconMark
from ui.widgets.labels import TextLabel

COUNT_MS = 5_000
"""2 分钟内可撤销 counts down."""


class SyncNote(QWidget):
    """``follow`` once, then ``set_subject`` for each dossier."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._marks: SyncMarks | None = None
        self._subject_id = ""
        self._icon = IconMark("cloud-upload", "muted", 14)
        self._words = TextLabel("", "caption", "muted")
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(5)
        row.addWidget(self._icon)
        row.addWidget(self._words)
        self._timer = QTimer(self)
        self._timer.setInterval(COUNT_MS)
        self._timer.timeout.connect(self.refresh)
        self.hide()

    def follow(self, marks: SyncMarks) -> None:
        self._marks = marks
        marks.changed.connect(self.refresh)

    def set_subject(self, subject_id: str) -> None:
        self._subject_id = subject_id
        self.refresh()

    def text(self) -> str:
        return self._words.text() if not self.isHidden() else ""

    def refresh(self) -> None:
        icon, token, words = self._marks.say(self._subject_id) if self._marks is not None else ("", "", "")
        self.setVisible(bool(words))
        self.setAccessibleName(words)
        if words:
            self._icon.set_icon(icon, token)
            self._words.setText(words)
            self._words.set_token(token)
        if bool(words) != self._timer.isActive():
            (self._timer.start if words else self._timer.stop)()
