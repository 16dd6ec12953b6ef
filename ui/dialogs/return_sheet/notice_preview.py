"""The assembled notice as the person will read it, below the ticked defects, with its deadline (picture 06)."""

from datetime import date

from PySide6.QtCore import QDate, Qt, Signal
from PySide6.QtGui import QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QScrollArea, QVBoxLayout, QWidget

from ui.theme import current, shapes
from ui.widgets.buttons import IconButton
from ui.widgets.date_edit import DateEdit
from ui.widgets.labels import TextLabel
from ui.widgets.scroll_bar import slim

ROOM_FOR_NOTE = 460
"""Narrower than this, how the deadline was counted is only its tooltip."""


class _Paper(QWidget):
    """The ground of the notice."""

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.fillRect(self.rect(), current.color("surface"))
        shapes.fill_round(painter, self.rect(), current.color("hover"), shapes.RADIUS_CONTROL)


class NoticePreview(QWidget):
    """``deadline_changed`` when the person chose another last day."""

    deadline_changed = Signal()
    copy_wanted = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._notice = ""
        self._wants_note = False
        self._title = TextLabel(self.tr("通知预览"), "section")
        self._copy = IconButton("copy", self.tr("复制文字"), self, token="muted")
        self._copy.setObjectName("return.copy")
        self._copy.clicked.connect(self.copy_wanted)
        self._others = TextLabel("", "caption", "muted")
        self._deadline_word = TextLabel(self.tr("改正期限"), "caption", "muted")
        self._note = TextLabel("", "caption", "muted")
        self.deadline_edit = DateEdit(parent=self)
        self.deadline_edit.setObjectName("return.deadline")
        self.deadline_edit.setAccessibleName(self.tr("改正期限"))
        self.deadline_edit.setFixedWidth(128)
        self.deadline_edit.dateChanged.connect(self.deadline_changed)
        head = QHBoxLayout()
        head.setSpacing(8)
        head.addWidget(self._title)
        head.addWidget(self._copy)
        head.addWidget(self._others, 1)
        head.addWidget(self._deadline_word)
        head.addWidget(self.deadline_edit)
        head.addWidget(self._note)
        self._text = TextLabel("", "body", "text", wrap=True)
        self._text.setObjectName("return.notice")
        self._text.setAlignment(Qt.AlignmentFlag.AlignTop | Qt.AlignmentFlag.AlignLeft)
        self._text.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        paper = _Paper()
        inner = QVBoxLayout(paper)
        inner.setContentsMargins(12, 8, 12, 8)
        inner.addWidget(self._text)
        self._scroll = QScrollArea(self)
        self._scroll.setFrameShape(QFrame.Shape.NoFrame)
        self._scroll.setWidgetResizable(True)
        self._scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        slim(self._scroll)
        self._scroll.setWidget(paper)
        self._scroll.setFixedHeight(118)
        column = QVBoxLayout(self)
        column.setContentsMargins(16, 6, 16, 10)
        column.setSpacing(6)
        column.addLayout(head)
        column.addWidget(self._scroll)

    def show_deadline(self, deadline: date, note: str, first: date, *, wanted: bool) -> None:
        """The last day for a correction, hidden where no correction is asked for."""
        self.deadline_edit.blockSignals(True)
        self.deadline_edit.setMinimumDate(QDate(first.year, first.month, first.day))
        self.deadline_edit.setDate(QDate(deadline.year, deadline.month, deadline.day))
        self.deadline_edit.blockSignals(False)
        self._note.setText(note)
        for widget in (self._deadline_word, self.deadline_edit):
            widget.setVisible(wanted)
        self._wants_note = wanted and bool(note)
        self.deadline_edit.setToolTip(note)
        self._show_note()

    def deadline(self) -> date:
        """The day chosen."""
        chosen = self.deadline_edit.date()
        return date(chosen.year(), chosen.month(), chosen.day())

    def show_notice(self, text: str, others: int = 0) -> None:
        """The text; ``others``: how many more persons get it under their own name."""
        self._text.setText(text or self.tr("勾选问题后，通知在这里拼好。"))
        self._text.set_token("text" if text else "muted")
        self._notice = text
        self._copy.setEnabled(bool(text))
        self._others.setText(self.tr("另 {0} 人各一份").replace("{0}", str(others)) if others else "")
        self._show_note()

    def notice(self) -> str:
        """The text shown."""
        return self._notice

    def _show_note(self) -> None:
        room = self.width() >= ROOM_FOR_NOTE and not self._others.text()
        self._note.setVisible(self._wants_note and room)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._show_note()
