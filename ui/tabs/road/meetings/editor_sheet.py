"""新建评审会 and 改评审会: name, day, place, number of experts, and who is on the list (B11.2)."""

from collections.abc import Sequence
from datetime import date

from PySide6.QtCore import QDate, QRegularExpression, Qt
from PySide6.QtGui import QKeyEvent, QPalette, QRegularExpressionValidator
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QWidget

from app.domain.commands import KeepMeeting
from app.domain.meeting import Meeting
from app.ports.road_queries import MeetingCase
from ui.dialogs.form_sheet import FormSheet
from ui.session import Session
from ui.shortcuts import bind_key
from ui.tabs.road.meetings.candidates import CandidateModel, list_candidates, make_looks
from ui.tabs.road.meetings.people import DeskView
from ui.widgets.date_edit import DateEdit
from ui.widgets.fields import LineEdit
from ui.widgets.labels import TextLabel
from ui.widgets.table_view import TableView

WIDTH = 860


class EditorSheet(FormSheet):
    """What was typed stays while it is closed and opened for the same meeting again."""

    def __init__(self, host: QWidget, session: Session) -> None:
        words = self.tr("保存评审会")
        super().__init__(host, "road.meetings.editor", self.tr("新建评审会"), words, "check", WIDTH)
        self._session = session
        self._meeting: Meeting | None = None
        self._opened_for: tuple[str, int] | None = None
        self._new_id = ""
        self.name, self.place, self.experts, self.note = LineEdit(), LineEdit(), LineEdit(), LineEdit()
        self.day = DateEdit()
        digits = QRegularExpression("[0-9]{0,3}")
        self.experts.setValidator(QRegularExpressionValidator(digits, self.experts))
        self.model = CandidateModel(self)
        self.table = TableView(self)
        self.table.setObjectName("road.meetings.candidates")
        self.table.setAccessibleName(self.tr("参加评审的人"))
        self.table.setModel(self.model)
        self.table.set_columns(make_looks())
        # It lies on a raised sheet; Light carries that token in our palette.
        self.table.viewport().setBackgroundRole(QPalette.ColorRole.Light)
        self._counted = TextLabel("", "body_bold")
        self._counted.setObjectName("road.meetings.count")
        self._lay_out()
        self.table.head.all_toggled.connect(self.model.tick_all)
        self.model.ticked_changed.connect(self._show_open)
        for field in (self.name, self.place):
            field.textChanged.connect(self._show_open)
        bind_key(self, "X", self._key_tick)

    # ---- opening

    def open_new(self, view: DeskView, ticked: Sequence[str]) -> None:
        """``ticked``: who is proposed for the list."""
        if self._opened_for != ("", len(view.meetings)):
            self._opened_for = ("", len(view.meetings))
            self._meeting, self._new_id = None, self._session.new_op_id()
            today, last = self._session.today(), next(iter(view.meetings), None)
            title = self.tr("{0}年第 {1} 次评审会").replace("{0}", str(today.year))
            number = sum(meeting.held_on.year == today.year for meeting in view.meetings) + 1
            experts = str(last.experts) if last is not None and last.experts else ""
            place = last.place if last is not None else ""
            self._fill(title.replace("{1}", str(number)), today, place, experts, "")
        self._open(self.tr("新建评审会"), view, None, ticked)

    def open_for(self, view: DeskView, case: MeetingCase, ticked: Sequence[str] = ()) -> None:
        """Another list or other facts; ``ticked``: who joins."""
        meeting = case.meeting
        if self._opened_for != (meeting.id, meeting.rev):
            self._opened_for = (meeting.id, meeting.rev)
            self._meeting = meeting
            experts = str(meeting.experts) if meeting.experts else ""
            self._fill(meeting.title, meeting.held_on, meeting.place, experts, meeting.note)
        self._open(self.tr("改评审会"), view, case, (*meeting.members, *ticked))

    def forget(self) -> None:
        """It was kept: the next one begins afresh."""
        self._opened_for = None

    def command(self) -> KeepMeeting:
        """Members of the list that this desk no longer sees stay on it."""
        meeting, day = self._meeting, self.day.date()
        shown = {candidate.row.id for candidate in self.model.rows}
        unseen = [m for m in meeting.members if m not in shown] if meeting is not None else []
        return KeepMeeting(
            self._session.new_op_id(),
            self._session.actor,
            meeting.id if meeting is not None else self._new_id,
            self.name.text(),
            date(day.year(), day.month(), day.day()),
            self.place.text(),
            (*self.model.ticked(), *unseen),
            int(self.experts.text() or 0),
            self.note.text(),
            meeting.rev if meeting is not None else None,
        )

    # ---- inside

    def _open(self, title: str, view: DeskView, case: MeetingCase | None, ticked: Sequence[str]) -> None:
        self.model.show(list_candidates(view, case), ticked)
        self._name = title
        self.begin("")
        self._show_open()
        self.table.set_current_row(0 if self.model.rowCount() else -1)
        self.name.setFocus(Qt.FocusReason.OtherFocusReason)

    def _fill(self, title: str, day: date, place: str, experts: str, note: str) -> None:
        self.name.setText(title)
        self.day.setDate(QDate(day.year, day.month, day.day))
        self.place.setText(place)
        self.experts.setText(experts)
        self.note.setText(note)

    def _lay_out(self) -> None:
        grid = QGridLayout()
        grid.setHorizontalSpacing(12)
        grid.setVerticalSpacing(3)
        fields: tuple[tuple[str, QWidget, str, int, int, int], ...] = (
            (self.tr("评审会名称"), self.name, "name", 0, 0, 2),
            (self.tr("日期"), self.day, "day", 0, 2, 1),
            (self.tr("地点"), self.place, "place", 2, 0, 1),
            (self.tr("备注（可不填）"), self.note, "note", 2, 1, 1),
            (self.tr("专家人数（可不填）"), self.experts, "experts", 2, 2, 1),
        )
        for label, field, name, row, column, span in fields:
            caption = TextLabel(label, "caption", "muted")
            caption.setBuddy(field)
            field.setObjectName(f"road.meetings.editor.{name}")
            field.setAccessibleName(label)
            grid.addWidget(caption, row, column, 1, span)
            grid.addWidget(field, row + 1, column, 1, span)
        for column, stretch in enumerate((5, 3, 2)):
            grid.setColumnStretch(column, stretch)
        grid.setRowMinimumHeight(2, 20)
        head = QHBoxLayout()
        head.setContentsMargins(0, 8, 0, 0)
        head.setSpacing(10)
        head.addWidget(self._counted)
        hint = self.tr("列的是待评审的人；空格或 X 勾选")
        head.addWidget(TextLabel(hint, "caption", "muted"), 1)
        self.body.addLayout(grid)
        self.body.addLayout(head)
        self.body.addWidget(self.table, 1)
        self.body.addWidget(self.problem)

    def _show_open(self) -> None:
        count = len(self.model.ticked())
        words = self.tr("名单 {0} 人，共 {1} 人可选").replace("{0}", str(count))
        self._counted.setText(words.replace("{1}", str(self.model.rowCount())))
        self.table.head.set_check_state(self.model.tick_state())
        missing = self._missing(count)
        self.confirm_button.setEnabled(not missing)
        self.footer.set_reason(missing)

    def _missing(self, count: int) -> str:
        if not self.name.text().strip():
            return self.tr("先写评审会名称")
        if not self.place.text().strip():
            return self.tr("先写地点")
        return "" if count else self.tr("名单里至少要有一位")

    def _key_tick(self) -> None:
        self.model.toggle(self.table.current_row())

    def keyPressEvent(self, event: QKeyEvent) -> None:
        # Space comes here from the table, which leaves it to the desk.
        if event.key() == Qt.Key.Key_Space and self.table.hasFocus():
            self._key_tick()
            return
        super().keyPressEvent(event)
