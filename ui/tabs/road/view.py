"""受理与评审 (above the employer), 缴费与评审表 (employer): queues by stage with their acts (picture 17; seed B 二(七)-(十二)).

Opening a dossier leads to 职称申报资格审查. What is done with the rows chosen is ``act_desk``'s.
"""

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QWidget

from app.domain.commands import Changed
from app.domain.declaration import DeclarationTab
from app.domain.organisation import Role
from app.domain.road import REVIEW_STAGES
from app.ports.queries import HomeFacts
from app.ports.road_queries import Queue, RoadFilter, RoadRow
from ui.dialogs.attachment_matrix.sheet import AttachmentMatrixSheet
from ui.roster_export import RosterExport
from ui.session import Session
from ui.shortcuts import bind_enter, bind_key
from ui.tab_page import TabPage
from ui.tabs.road.act_desk import ActDesk
from ui.tabs.road.empty_guide import EmptyGuide
from ui.tabs.road.list_state import RoadList
from ui.tabs.road.list_view import ListView
from ui.tabs.road.meetings.desk import MeetingDesk
from ui.tabs.road.queue_words import title_of
from ui.tabs.road.stage_list import StagePane
from ui.targets import DeclarationTarget, RoadTarget, Target

NARROW_BELOW = 1280


class RoadTab(TabPage):
    """Wires the parts; each part has its own module."""

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(session, parent)
        self.setObjectName("road")
        self._started = False
        self._seeks_work = False
        self._chosen: Sequence[RoadRow] = ()
        self.state = RoadList(session, self)
        self.stages = StagePane(self.state, self)
        self.list = ListView(self.state, self)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(0)
        row.addWidget(self.stages)
        row.addWidget(self.list, 1)
        self.desk = ActDesk(session, self.list.bar, self)
        self._meetings: MeetingDesk | None = None
        self.matrix = AttachmentMatrixSheet(self, session)
        self.export = RosterExport(session, self.state.roster, self)
        self._guide = EmptyGuide(session, self.state, self.list.empty, self)
        self.stages.hide()  # until the width is known
        self._connect()
        self._bind_keys()

    def chosen_rows(self) -> Sequence[RoadRow]:
        """The ticked rows, or without a tick the current one."""
        return self._chosen

    @property
    def meetings(self) -> MeetingDesk:
        """评审会 of the committee's office, made when it is first needed."""
        if self._meetings is None:
            self._meetings = MeetingDesk(self, self.session, self.desk.undo_stack)
        return self._meetings

    # ---- the window's calls

    def refresh(self, changed: Changed | None) -> None:
        if self._started:
            self.state.refresh(changed)

    def open_target(self, target: Target) -> None:
        if not isinstance(target, RoadTarget):
            return
        queue = Queue(target.queue) if target.queue else self.state.queues[0]
        if queue in self.state.queues:
            self._seeks_work = not target.queue
            self._start(
                RoadFilter(
                    queue,
                    text=target.text,
                    year=target.year,
                    plan_id=target.plan_id,
                    unit_id=target.unit_id,
                    mode=target.mode,
                    late_only=target.late_only,
                    order=self.state.wanted.order,
                )
            )

    def enter(self) -> None:
        # Whoever was opened elsewhere meanwhile is no longer left out of a bulk.
        self.session.looks.flush()
        if not self._started:
            self._seeks_work = True
            self._start(self.state.wanted)
        self.list.focus_list()

    # ---- the list

    def open_dossier(self) -> None:
        """Enter: the current row in 职称申报资格审查, among the others that wait for this level where it does."""
        row = self.state.row(self.list.table.current_row())
        if row is not None:
            waits = row.stage is REVIEW_STAGES.get(self.session.actor.role)
            tab = DeclarationTab.PENDING if waits else DeclarationTab.ALL
            self.session.go_to(DeclarationTarget(tab, declaration_id=row.id))

    def _read_dossier(self, declaration_id: str) -> None:
        self.session.go_to(DeclarationTarget(DeclarationTab.ALL, declaration_id=declaration_id))

    def _counted(self) -> None:
        """Opened without a wish: where the first queue has nothing, the next one that has."""
        seeks, self._seeks_work = self._seeks_work, False
        queue = self.state.next_queue()
        if seeks and queue is not None and not self.state.count_of(self.state.wanted.queue).count:
            self.state.set_queue(queue)
        self._show_numbers()

    def _open_matrix(self) -> None:
        """M: 附件矩阵 of the list on the screen."""
        if self.list.shows_rows() and self.state.model.rowCount():
            title = title_of(self.state.role, self.state.wanted.queue)
            self.matrix.open_for(self.state.source().keys, title)

    def _begin_export(self) -> None:
        self.export.begin(self)

    def _open_meetings(self) -> None:
        self.meetings.open_all()

    def _meet_about(self, rows: Sequence[RoadRow]) -> None:
        self.meetings.open_for(rows)

    def _start(self, wanted: RoadFilter) -> None:
        self._started = True
        self.state.start(wanted)

    def _loaded(self, total: int) -> None:
        first = next((place for place in range(total) if not self.state.model.is_group(place)), -1)
        self.list.table.set_current_row(first)
        self._show_emptiness()

    def _show_emptiness(self) -> None:
        self.list.show_empty(self.state.model.rowCount() == 0)
        self._choose_rows()

    def _choose_rows(self) -> None:
        """What the bar is about: read where ticked rows are not on the screen."""
        if self.state.model.tick_count():
            self.state.model.read_ticked(self._take_rows)
            return
        row = self.state.row(self.list.table.current_row()) if self.list.shows_rows() else None
        self._take_rows([row] if row is not None else [])

    def _take_rows(self, rows: Sequence[RoadRow]) -> None:
        self._chosen = rows
        ticked = self.state.model.tick_count()
        here = rows[0].name if rows else ""
        words = self.tr("已选 {0} 条").replace("{0}", str(ticked)) if ticked else here
        self.list.bar.show_about(words, ticked=bool(ticked), openable=bool(rows))
        self.desk.show_rows(rows)

    def _show_numbers(self) -> None:
        facts: HomeFacts | None = self.session.facts.facts
        decided = facts.decided_today[1] if facts is not None else 0
        self.list.bar.show_numbers(decided, self.state.waiting_count())

    # ---- keys

    def _bind_keys(self) -> None:
        bind_enter(self, self._key_enter)
        bind_key(self, "J", self._key_next, repeats=True)
        bind_key(self, "K", self._key_previous, repeats=True)
        bind_key(self, "X", self._key_tick)
        bind_key(self, "Space", self._key_tick)
        bind_key(self, "Ctrl+A", self._key_tick_all)
        bind_key(self, "M", self._open_matrix)
        bind_key(self, "/", self._key_search)
        if self.session.actor.role is Role.COMMITTEE:
            bind_key(self, "H", self._open_meetings)

    def _key_enter(self) -> None:
        if self.list.shows_rows():
            self.open_dossier()
        else:
            self._guide.go_on()

    def _key_next(self) -> None:
        self._move(1)

    def _key_previous(self) -> None:
        self._move(-1)

    def _move(self, by: int) -> None:
        place = self.list.table.current_row() + by
        if 0 <= place < self.state.model.rowCount():
            self.list.table.set_current_row(place)

    def _key_tick(self) -> None:
        self.list.table.toggle_current()

    def _key_tick_all(self) -> None:
        self.state.model.tick_all(self.state.model.tick_state() != Qt.CheckState.Checked)

    def _key_search(self) -> None:
        self.list.search.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self.list.search.selectAll()

    def _key_escape(self) -> None:
        if self.list.search.hasFocus():
            self.list.focus_list()
        else:
            self.state.model.clear_ticks()

    # ---- the rest

    def _connect(self) -> None:
        session, state, bar = self.session, self.state, self.list.bar
        state.model.loaded.connect(self._loaded)
        state.model.refreshed.connect(self._show_emptiness)
        state.model.failed.connect(session.show_error)
        state.model.ticks_changed.connect(self._choose_rows)
        state.counted.connect(self._counted)
        session.facts.updated.connect(self._show_numbers)
        session.looks.written.connect(state.refresh)
        self.list.table.selectionModel().currentRowChanged.connect(self._choose_rows)
        self.list.open_wanted.connect(self.open_dossier)
        self.list.matrix_wanted.connect(self._open_matrix)
        self.list.export_wanted.connect(self._begin_export)
        self.export.busy_changed.connect(self.list.show_exporting)
        self.matrix.declaration_wanted.connect(self._read_dossier)
        self.list.meetings.clicked.connect(self._open_meetings)
        self.desk.sheets.meeting_wanted.connect(self._meet_about)
        bar.open_wanted.connect(self.open_dossier)
        bar.clear_wanted.connect(state.model.clear_ticks)

    # ---- Qt's side

    def keyPressEvent(self, event: QKeyEvent) -> None:
        # Not a shortcut: fields and sheets take Esc first.
        if event.key() == Qt.Key.Key_Escape:
            self._key_escape()
            return
        super().keyPressEvent(event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        narrow = self.width() < NARROW_BELOW
        self.stages.setVisible(not narrow)
        self.list.set_narrow(narrow)
