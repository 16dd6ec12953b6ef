"""评审会, the desk of a committee's office for 组织评审 (seed B 二(十); B11.2): meetings, their lists, the verdicts.

A sheet over 受理与评审. A verdict is written at once with P or F, or for many through a preview; Z takes the last back, whether it
was recorded here or in the list below (one stack).
"""

from collections.abc import Sequence

from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QStackedWidget, QWidget

from app.domain.commands import Changed, Outcome
from app.domain.decision import Action
from app.domain.errors import KnownError
from app.domain.meeting import Meeting
from app.domain.verdict_sheet import ReadSheet, ReadVerdict
from app.ports.queries import PublicityTab
from app.ports.road_queries import RoadRow
from app.usecases.keep_meeting import keep_meeting
from ui.session import Session
from ui.shortcuts import bind_key
from ui.tabs.road.acts.recorder import ActEntry, ActRecorder, ActResult
from ui.tabs.road.meetings.case_pane import CasePane
from ui.tabs.road.meetings.editor_sheet import EditorSheet
from ui.tabs.road.meetings.empty_desk import EmptyDesk
from ui.tabs.road.meetings.meeting_list import WIDTH as LIST_WIDTH
from ui.tabs.road.meetings.meeting_list import MeetingList
from ui.tabs.road.meetings.people import DeskView, is_open, make_view_reader
from ui.tabs.road.meetings.preview_sheet import PreviewSheet, Proposal, say_refused
from ui.tabs.road.meetings.undo_button import UndoButton
from ui.tabs.road.meetings.verdicts import make_entries, person_of, say_wrong
from ui.tabs.road.meetings.workbook import MeetingWorkbook
from ui.targets import PublicityTarget
from ui.undo import Undoable, UndoStack
from ui.widgets.side_sheet import SideSheet
from ui.widgets.verdict_button import VerdictButton, make_verdict_button

WIDTH, NARROW_BELOW = 1180, 1080
_INDENT_LESS = 13
"""The foot begins at 22 and leaves 8 between, the list of people begins at 17."""
_ENTERS = (Qt.Key.Key_Return, Qt.Key.Key_Enter)


class MeetingDesk(SideSheet):
    """``undo``: the stack of the tab, so that Z takes back whatever was done last."""

    def __init__(self, host: QWidget, session: Session, undo: UndoStack | None = None) -> None:
        super().__init__(host, WIDTH)
        self.setObjectName("road.meetings")
        self._session = session
        self._wanted_id = ""
        self._ticks_for_new: tuple[str, ...] | None = None
        """Who goes onto a new list once the meetings are read; None: no new one is asked for."""
        self._stand_on = ""
        self._running: PreviewSheet | None = None
        self.view = DeskView()
        self.recorder = ActRecorder(session, undo, self)
        self.workbook = MeetingWorkbook(session, self)
        self.editor = EditorSheet(host, session)
        self.preview = PreviewSheet(host)
        self.list = MeetingList(self)
        self.pane = CasePane(self)
        self.empty = EmptyDesk(self)
        self.passed = make_verdict_button("passed", self.tr("通过"), self)
        self.failed = VerdictButton("failed", self.tr("未通过"), self)
        self._undo_button = UndoButton(session, self.recorder.undo, self)
        for button, name in ((self.passed, "pass"), (self.failed, "fail"), (self._undo_button, "undo")):
            button.setObjectName(f"road.meetings.{name}")
        self._lay_out()
        self._connect()
        self._bind_keys()

    # ---- opening

    def open_all(self) -> None:
        """The meetings; the newest, or the one that was looked at last."""
        self._begin("", None)

    def open_for(self, rows: Sequence[RoadRow]) -> None:
        """These people: their meeting where they are on a list already, else a new one with them."""
        waiting = tuple(row.id for row in rows)
        self._begin(waiting[0] if waiting else "", waiting or None)

    def _begin(self, stand_on: str, ticks: tuple[str, ...] | None) -> None:
        self._stand_on, self._ticks_for_new = stand_on, ticks
        self.set_title(self.tr("评审会"), self.tr("建名单、登记评审结果"))
        self.open()
        self._read()

    # ---- reading

    def _read(self) -> None:
        reader = make_view_reader(self._session, self._wanted_id)
        self._session.operations.read(reader, self._show, key="road-meetings")

    def _show(self, view: DeskView) -> None:
        self.view = view
        case = view.case
        self._wanted_id = case.meeting.id if case is not None else ""
        found = view.meeting_of(self._stand_on, first=self._wanted_id) if self._stand_on else None
        home = found.id if found is not None else ""
        if self._stand_on and home and home != self._wanted_id:
            self._wanted_id = home
            self._read()
            return
        self.list.show_meetings(view.meetings, self._wanted_id, len(view.waiting), len(view.unlisted()))
        self.pane.show_case(case)
        self._stack.setCurrentIndex(0 if view.meetings else 1)
        self._place_list()
        if not view.meetings:
            self.empty.show_waiting(len(view.waiting))
        if self._stand_on and home:
            self.pane.table.set_current_row(self.pane.model.find(self._stand_on))
        ticks, self._ticks_for_new = self._ticks_for_new, None
        self._stand_on = ""
        self._show_bar()
        if ticks is not None and not home:
            self.new_meeting(ticks)
        elif not self.pane.strip.has_focus() and not self.editor.is_open() and not self.preview.is_open():
            self._focus_list()

    def _focus_list(self) -> None:
        """The list of people; without a meeting the sheet itself, which has the keys."""
        (self.pane.table if self.view.meetings else self).setFocus(Qt.FocusReason.OtherFocusReason)

    def _changed(self, changed: Changed) -> None:
        # Of many the last portion comes when nothing is running any more.
        if self.is_open() and self._running is None and (changed.declarations or changed.meetings):
            self._read()

    def _choose_meeting(self, meeting_id: str) -> None:
        self._wanted_id = meeting_id
        self._read()

    # ---- the meeting

    def new_meeting(self, ticks: Sequence[str] | None = None) -> None:
        """N: with everybody who is on no list yet, unless told otherwise."""
        proposed = [row.id for row in self.view.unlisted()]
        if self.view.waiting:
            self.editor.open_new(self.view, proposed if ticks is None else ticks)
        else:
            self._session.say(self.tr("没有人待评审，现在不能新建评审会"), "info")

    def edit_meeting(self) -> None:
        if self.view.case is not None:
            self.editor.open_for(self.view, self.view.case)

    def _keep(self) -> None:
        desk, command = self._session.desk, self.editor.command()
        self.editor.confirm_button.setEnabled(False)

        def act() -> Outcome:
            return keep_meeting(command, desk.new_unit_of_work, desk.clock)

        self._wanted_id = command.meeting_id
        self._session.operations.write(act, self._kept, self.editor.show_error)

    def _kept(self, outcome: Outcome) -> None:
        self.editor.forget()
        self.editor.close_overlay()
        self._session.say(self.tr("已保存评审会名单"), "passed")

    # ---- verdicts

    def pass_one(self) -> None:
        self._record_one(passed=True)

    def fail_one(self) -> None:
        self._record_one(passed=False)

    def _record_one(self, *, passed: bool) -> None:
        member, meeting = self.pane.current(), self._meeting()
        if member is None or meeting is None or not is_open(member) or self.recorder.is_busy:
            return
        strip, typed = self.pane.strip, self.pane.strip.typed()
        wrong = say_wrong(meeting, member, typed, passed=passed)
        if wrong:
            strip.say(wrong, wrong=True)
            strip.focus_votes()
            return
        verdict = ReadVerdict(
            *(person_of(member), passed, typed.votes_for, typed.votes_against, typed.note, 0)
        )
        done = self.tr("已登记通过") if passed else self.tr("已登记未通过")
        self.recorder.record(Action.MEETING_PASS, self._entries([verdict], meeting), done=done)

    def pass_rest(self) -> None:
        """其余都通过: everybody without a verdict, named before anything is written."""
        people = [person_of(member) for member in self.pane.undecided()]
        verdicts = tuple(ReadVerdict(person, True, "", "", "", 0) for person in people)
        if verdicts:
            title = self.tr("其余都通过")
            self.preview.open_for(Proposal(ReadSheet(verdicts, ())), title)

    def _show_preview(self, proposal: Proposal) -> None:
        self.preview.open_for(proposal, self.tr("导入评审结果"))

    def _record_many(self) -> None:
        proposal, meeting = self.preview.proposal, self._meeting()
        if proposal is None or meeting is None:
            return
        self._running = self.preview
        total = len(proposal.sheet.verdicts)
        done = self.tr("已登记评审结果")
        entries = self._entries(proposal.sheet.verdicts, meeting)
        if self.recorder.record(Action.MEETING_PASS, entries, done=done):
            self.preview.show_progress(0, total)

    def _entries(self, verdicts: Sequence[ReadVerdict], meeting: Meeting) -> list[ActEntry]:
        members = self.view.case.members if self.view.case is not None else ()
        return make_entries(verdicts, meeting, members)

    def _recorded(self, result: ActResult) -> None:
        sheet, self._running = self._running, None
        if sheet is not None:
            sheet.end_recording()
        refused = [say_refused(row.name, error) for row, error in result.refused]
        if result.fault is not None:
            refused += [say_refused(entry.row.name, result.fault) for entry in result.left]
        if sheet is not None and refused:
            sheet.show_refused(refused, len(result.applied))
        elif sheet is not None:
            sheet.close_overlay()
        elif refused:
            self._session.show_error(result.fault or result.refused[0][1])
        if refused:
            self._read()
        if result.applied:
            state = "flag" if refused else "passed"
            if sheet is not None:
                words = self.recorder.say(result)
                self._session.say(words, state, action=self.tr("撤销"), key="Z", act=self.undo)
            else:
                # No toast: it would lie over the votes of the next one. The foot says what Z takes back.
                self.pane.go_on(result.applied[0].id)
                if self.pane.strip.has_focus():
                    self.pane.strip.focus_votes()
        self._undo_button.show_last()

    def undo(self) -> None:
        """Z."""
        if not self.recorder.is_busy and not self.recorder.withdraw_last():
            self._session.say(self.tr("没有能撤销的，办完 120 秒内可以撤销"), "info")

    def _withdrawn(self, entry: Undoable) -> None:
        self._session.say(self.tr("已撤销：{0}").replace("{0}", entry.words), "pending")
        self._stand_on = entry.subject_id
        self._undo_button.show_last()

    # ---- the list out and in, and on to the publicity

    def export_list(self) -> None:
        meeting = self._meeting()
        if meeting is not None:
            self.workbook.export(meeting, self)

    def import_results(self) -> None:
        meeting = self._meeting()
        if meeting is not None and not self.recorder.is_busy:
            self.workbook.ask_file(meeting, self)

    def publish(self) -> None:
        """To 公示管理, with those who passed ticked."""
        passed = self.pane.to_publish()
        self.close_overlay()
        self._session.go_to(PublicityTarget(PublicityTab.WAITING, declaration_ids=passed))

    # ---- what is shown

    def _meeting(self) -> Meeting | None:
        return self.view.case.meeting if self.view.case is not None else None

    def _show_bar(self) -> None:
        member = self.pane.current()
        can = member is not None and is_open(member)
        for button in (self.passed, self.failed):
            button.setVisible(bool(self.view.meetings))
            button.setEnabled(can)
        self._undo_button.show_last()

    def _new_clicked(self) -> None:
        self.new_meeting()

    # ---- inside

    def _lay_out(self) -> None:
        self.body.setContentsMargins(1, 0, 0, 0)
        self.body.setSpacing(0)
        self.tools.setContentsMargins(22, 0, 20, 0)
        self.tools.addWidget(self.list.narrow)
        self._stack = QStackedWidget()
        page = QWidget()
        row = QHBoxLayout(page)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(0)
        row.addWidget(self.list)
        row.addWidget(self.pane, 1)
        self._stack.addWidget(page)
        self._stack.addWidget(self.empty)
        self.body.addWidget(self._stack, 1)
        self._indent = QWidget()
        self._indent.setFixedWidth(LIST_WIDTH - _INDENT_LESS)
        self.footer.add_button(self._indent)
        self.footer.add_button(self.passed)
        self.footer.add_button(self.failed)
        self.footer.add_right(self._undo_button)
        self.list.narrow.hide()

    def _connect(self) -> None:
        session = self._session
        session.operations.changed.connect(self._changed)
        self.list.chosen.connect(self._choose_meeting)
        self.list.new_wanted.connect(self._new_clicked)
        self.empty.new_wanted.connect(self._new_clicked)
        self.list.unlisted_wanted.connect(self._new_clicked)
        self.pane.person_changed.connect(self._show_bar)
        self.pane.edit_wanted.connect(self.edit_meeting)
        self.pane.export_wanted.connect(self.export_list)
        self.pane.import_wanted.connect(self.import_results)
        self.pane.rest_wanted.connect(self.pass_rest)
        self.pane.publish_wanted.connect(self.publish)
        self.passed.clicked.connect(self.pass_one)
        self.failed.clicked.connect(self.fail_one)
        self._undo_button.clicked.connect(self.undo)
        self.editor.confirmed.connect(self._keep)
        for sheet in (self.editor, self.preview):
            sheet.closed.connect(self._focus_list)
        self.preview.confirmed.connect(self._record_many)
        self.workbook.read.connect(self._show_preview)
        self.recorder.recorded.connect(self._recorded)
        self.recorder.progressed.connect(self._progressed)
        self.recorder.withdrawn.connect(self._withdrawn)
        self.recorder.failed.connect(self._failed)

    def _progressed(self, done: int, total: int) -> None:
        if self._running is not None:
            self._running.show_progress(done, total)

    def _failed(self, error: KnownError) -> None:
        self._session.show_error(error)
        self._undo_button.show_last()

    def _bind_keys(self) -> None:
        bind_key(self, "N", self._new_clicked)
        bind_key(self, "E", self.edit_meeting)
        bind_key(self, "I", self.import_results)
        bind_key(self, "P", self.pass_one)
        bind_key(self, "F", self.fail_one)
        bind_key(self, "Z", self.undo)
        bind_key(self, "J", self._key_next, repeats=True)
        bind_key(self, "K", self._key_previous, repeats=True)
        bind_key(self, "/", self._key_search)

    def _key_next(self) -> None:
        self.pane.step(1)

    def _key_previous(self) -> None:
        self.pane.step(-1)

    def _key_search(self) -> None:
        self.pane.search.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self.pane.search.selectAll()

    def _place_list(self) -> None:
        """Beside the meeting, or as a combo box over it. The verdicts stand under the list of people."""
        some, narrow = bool(self.view.meetings), self._narrow()
        self.list.setVisible(some and not narrow)
        self.list.narrow.setVisible(some and narrow)
        self._indent.setVisible(some and not narrow)
        self.footer.setVisible(some)

    def _narrow(self) -> bool:
        return self.width() < NARROW_BELOW

    # ---- Qt's side

    def event(self, event: QEvent) -> bool:
        if event.type() == QEvent.Type.ShortcutOverride and isinstance(event, QKeyEvent):
            # The list below binds Enter; it rests, but would still swallow it.
            if event.key() in _ENTERS and not event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier:
                event.accept()
                return True
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape and self.pane.search.hasFocus():
            self.pane.table.setFocus(Qt.FocusReason.OtherFocusReason)
            return
        super().keyPressEvent(event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._place_list()
        self.pane.set_narrow(self._narrow())
