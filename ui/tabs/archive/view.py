"""业绩档案审核: the tab with its two states 列表 and 审阅, its keys, log and bulk acts (seed A step 3; A3.4, A3.7-A3.13).

Only employers have it: a level above never sees archive items, only what a declaration froze.
"""

from collections.abc import Mapping, Sequence
from dataclasses import replace

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QStackedWidget, QWidget

from app.domain.archive import ArchiveStatus
from app.domain.commands import Changed
from app.domain.decision import Action
from app.domain.errors import KnownError
from app.ports.queries import ArchiveDossier, ArchiveFilter, ArchiveRow, HomeFacts, LogLine
from ui.dialogs.return_sheet.draft import DraftShelf
from ui.dialogs.review_log import ReviewLogSheet
from ui.session import Session
from ui.shortcuts import bind_enter, bind_key
from ui.tab_page import TabPage
from ui.tabs.archive.bulk_desk import BulkDesk
from ui.tabs.archive.category_pane import CategoryPane
from ui.tabs.archive.empty_guide import EmptyGuide
from ui.tabs.archive.item_files import ItemFiles
from ui.tabs.archive.list_state import ArchiveList
from ui.tabs.archive.list_view import ListView
from ui.tabs.archive.reopen_sheet import ReopenSheet
from ui.tabs.archive.review_desk import ReviewDesk
from ui.tabs.archive.review_view import ReviewView
from ui.tabs.archive.verdicts import Verdicts
from ui.targets import ArchiveTarget, PlatformTarget, Target
from ui.texts.errors import describe
from ui.undo import Undoable

NARROW_BELOW = 1280


class ArchiveTab(TabPage):
    """Wires the parts; each part has its own module."""

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(session, parent)
        self.setObjectName("archive")
        # Stated, so that the wide arrangement's room is not asked for before a narrow window is known to be narrow.
        self.setMinimumWidth(640)
        self._target: ArchiveTarget | None = None
        self._started = False
        self._review_next = False
        self._wanted_id = ""
        self.state = ArchiveList(session, self)
        self.verdicts = Verdicts(session, self)
        self.categories = CategoryPane(self.state, self)
        self.list = ListView(self.state, self)
        self.review = ReviewView(self.state, session.desk.preview, session.preferences, self)
        self.review.composer.keep_on(session.keep("archive.returns", DraftShelf))
        self.states = QStackedWidget(self)
        self.states.addWidget(self.list)
        self.states.addWidget(self.review)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(0)
        row.addWidget(self.categories)
        row.addWidget(self.states, 1)
        self.desk = ReviewDesk(session, self.state, self.review, self.verdicts, self)
        self.reopening = ReopenSheet(self, self.desk, self.verdicts)
        self.review.bar.reopen_wanted.connect(self.reopening.begin_item)
        self.files = ItemFiles(session, self.review, self.desk, self.verdicts, self)
        self.bulk = BulkDesk(session, self.state, self.verdicts, self, self)
        self.log = ReviewLogSheet(self, self.tr("审核日志"))
        self._guides = [
            EmptyGuide(session, self.state, self.list.empty, self),
            EmptyGuide(session, self.state, self.review.empty, self),
        ]
        self._connect()
        self._bind_keys()
        if session.facts.facts is not None:
            self._show_facts(session.facts.facts)

    # ---- the window's calls

    def refresh(self, changed: Changed | None) -> None:
        self.desk.forget(changed)
        if self._started:
            self.state.refresh(changed)

    def open_target(self, target: Target) -> None:
        if isinstance(target, ArchiveTarget):
            self._target = target
            self._start()

    def enter(self) -> None:
        if not self._started:
            self._target = self._target or ArchiveTarget()
            self._start()
        self.focus_list()

    def leave(self) -> None:
        self.desk.keep_drafts()

    # ---- states

    def in_review(self) -> bool:
        return self.states.currentWidget() is self.review

    def open_review(self) -> None:
        """Enter: the current row with form and evidence."""
        if self.state.model.rowCount():
            self._review_row(self.list.table.current_row())

    def open_list(self) -> None:
        """Esc: back to the list, at the row one was at."""
        place = self.desk.leave()
        self.states.setCurrentWidget(self.list)
        self.list.table.set_current_row(place)
        self.focus_list()

    def focus_list(self) -> None:
        if self.in_review():
            self.review.focus_list()
        else:
            self.list.focus_list()

    def _review_row(self, place: int) -> None:
        self.states.setCurrentWidget(self.review)
        self.desk.enter(place)
        self._place_panes()

    # ---- starting

    def _start(self) -> None:
        """Which category: that of the link, else the one the clerk is in, else the first with something in it."""
        queries, scope = self.session.desk.queries, self.session.scope

        def act() -> Mapping[str, int]:
            return queries.section_counts(scope)

        self.session.operations.read(act, self._begin, key="archive-start")

    def _begin(self, pending: Mapping[str, int]) -> None:
        target, self._target = self._target, None
        if target is None:
            return
        self.state.pending = pending
        section = target.section or self._choose_section(target)
        first, self._started = not self._started, True
        wanted = ArchiveFilter(
            section, target.status, target.text, target.flagged_only, self.state.wanted.order
        )
        self._review_next, self._wanted_id = target.review, target.item_id
        reviews = target.review or target.item_id != ""
        if self.in_review() and not reviews:
            self.open_list()
        if first or wanted != self.state.wanted or reviews:
            self.state.start(wanted)

    def _choose_section(self, target: ArchiveTarget) -> str:
        here = self.state.section.key
        if target.status is not ArchiveStatus.PENDING or self.state.pending.get(here):
            return here
        return self.state.first_waiting_section().key

    def _loaded(self, total: int) -> None:
        wanted_id, self._wanted_id = self._wanted_id, ""
        if wanted_id:
            self._open_wanted(wanted_id)
        elif self._review_next:
            self._review_next = False
            if not self.in_review():
                self._review_row(0)
        elif not self.in_review():
            self.list.table.set_current_row(0 if total else -1)
        self._show_emptiness()

    def _open_wanted(self, item_id: str) -> None:
        """A link to one item: in the list asked for, else in 全部; gone from there too, the list says what there is."""
        place = self.state.model.find_id(item_id)
        if place >= 0:
            self._review_row(place)
        elif self.state.wanted.status is not None:
            self._wanted_id = item_id
            self.state.start(replace(self.state.wanted, status=None, flagged_only=False))
        elif self.in_review():
            self.open_list()

    def _show_emptiness(self) -> None:
        self.list.show_empty(self.state.model.rowCount() == 0)

    def _show_facts(self, facts: HomeFacts) -> None:
        self.list.show_numbers(facts.decided_today[0], facts.archive_pending)

    # ---- keys

    def _bind_keys(self) -> None:
        bind_enter(self, self._key_enter)
        bind_key(self, "J", self._key_next, repeats=True)
        bind_key(self, "K", self._key_previous, repeats=True)
        bind_key(self, "X", self._key_tick)
        bind_key(self, "/", self._key_search)
        bind_key(self, "P", self._key_pass)
        bind_key(self, "R", self._key_return)
        bind_key(self, "F", self._key_fail)
        bind_key(self, "Z", self.desk.undo)
        bind_key(self, "I", self._key_reveal)
        bind_key(self, "E", self.desk.write_opinion)
        bind_key(self, "L", self._key_log)
        bind_key(self, "Ctrl+S", self.desk.hand_in)
        bind_key(self, "Ctrl+Return", self._key_confirm)
        bind_key(self, "Ctrl+Enter", self._key_confirm)
        # The evidence pane has Space to itself while it shows files.
        self._space = bind_key(self, "Space", self._key_space)

    def _key_enter(self) -> None:
        if self.in_review():
            if not self.review.shows_item():
                self._guides[1].go_on()
        elif self.state.model.rowCount():
            self.open_review()
        else:
            self._guides[0].go_on()

    def _key_escape(self) -> None:
        search = self.review.rows.search if self.in_review() else self.list.search
        if self.review.composes():
            self.review.composer.close_sheet()
        elif search.hasFocus() or self.review.item.opinion.hasFocus():
            self.focus_list()
        elif self.in_review():
            self.open_list()
        elif self.state.model.tick_count():
            self.state.model.clear_ticks()
        else:
            self.state.set_text("")

    def _key_next(self) -> None:
        self._move(1)

    def _key_previous(self) -> None:
        self._move(-1)

    def _key_space(self) -> None:
        if self.in_review():
            self.desk.move(1)

    def _move(self, by: int) -> None:
        if self.in_review():
            self.desk.move(by)
            return
        place = self.list.table.current_row() + by
        if 0 <= place < self.state.model.rowCount():
            self.list.table.set_current_row(place)

    def _key_tick(self) -> None:
        place = self.review.rows.view.current_row() if self.in_review() else self.list.table.current_row()
        if place >= 0:
            self.state.model.set_ticked(place, not self.state.model.is_ticked(place))

    def _key_search(self) -> None:
        search = self.review.rows.search if self.in_review() else self.list.search
        search.setFocus(Qt.FocusReason.ShortcutFocusReason)
        search.selectAll()

    def _key_pass(self) -> None:
        if self.in_review():
            self.desk.pass_item()
        else:
            self.bulk.begin(Action.PASS)

    def _key_return(self) -> None:
        if self.in_review():
            self.desk.compose(Action.RETURN)
        else:
            self.bulk.begin(Action.RETURN)

    def _key_fail(self) -> None:
        if self.in_review():
            self.desk.compose(Action.FAIL)

    def _key_reveal(self) -> None:
        if self.in_review():
            self.desk.reveal_id()

    def _key_confirm(self) -> None:
        if self.review.composes():
            self.review.composer.confirm()

    def _key_log(self) -> None:
        if self.in_review():
            self.desk.open_log()
            return
        row = self.state.row(self.list.table.current_row())
        if row is not None:
            self._open_log(row)

    def _bulk_pass(self) -> None:
        self.bulk.begin(Action.PASS)

    def _bulk_return(self) -> None:
        self.bulk.begin(Action.RETURN)

    # ---- log

    def _open_log(self, row: ArchiveRow) -> None:
        self._read_log(row.id, row.name)

    def _open_log_of(self, dossier: ArchiveDossier) -> None:
        self._read_log(dossier.item.id, dossier.applicant.name)

    def _read_log(self, item_id: str, name: str) -> None:
        self.session.looks.flush()
        self.log.open_for(f"{name}　{self.state.section.title}", self.session.today(), subject_id=item_id)
        queries, scope = self.session.desk.queries, self.session.scope

        def act() -> Sequence[LogLine]:
            return queries.archive_log(scope, item_id)

        self.session.operations.read(act, self.log.show_lines, self._log_failed, key="archive-log")

    def _enter_into_platform(self, item_id: str) -> None:
        self.session.go_to(PlatformTarget(item_id))

    def _log_failed(self, error: KnownError) -> None:
        self.log.show_failure(describe(error))

    # ---- the rest

    def _share_space(self, dossier: ArchiveDossier) -> None:
        """Without evidence Space goes straight to the next item."""
        self._space.setEnabled(not dossier.item.evidence)

    def _withdrawn(self, entry: Undoable) -> None:
        """Z brought something back: go where it stands, if the clerk has left that list."""
        wanted = self.state.wanted
        shows = wanted.section == entry.section and wanted.status in (ArchiveStatus.PENDING, None)
        if not shows:
            self.state.start(replace(ArchiveFilter(entry.section), order=wanted.order))

    def _place_panes(self) -> None:
        """The composer takes the categories' place too; a narrow window has no room for them."""
        narrow = self.width() < NARROW_BELOW
        self.categories.setVisible(not narrow and not self.review.composes())

    def _connect(self) -> None:
        self.state.model.loaded.connect(self._loaded)
        self.state.model.refreshed.connect(self._show_emptiness)
        self.state.model.failed.connect(self.session.show_error)
        self.session.facts.updated.connect(self._show_facts)
        self.session.looks.written.connect(self.state.refresh)
        self.list.open_wanted.connect(self.open_review)
        self.list.log_wanted.connect(self._open_log)
        self.list.pass_wanted.connect(self._bulk_pass)
        self.list.return_wanted.connect(self._bulk_return)
        self.desk.item_shown.connect(self._share_space)
        self.desk.log_wanted.connect(self._open_log_of)
        self.log.platform_wanted.connect(self._enter_into_platform)
        self.bulk.row_wanted.connect(self._review_row)
        self.bulk.finished.connect(self.focus_list)
        self.bulk.finished.connect(self.desk.show_undo)
        self.desk.undo_changed.connect(self.list.show_undo)
        for guide in self._guides:
            self.desk.undo_changed.connect(guide.show_undo)
        self.verdicts.withdrawn.connect(self._withdrawn)
        self.review.composer_changed.connect(self._place_panes)

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
        self.list.set_narrow(narrow)
        self.desk.set_narrow(narrow)
        self._place_panes()
