"""职称申报资格审查: the tab with its two states 列表 and 审阅, its keys, log and export (seed A step 3-4; A3.5, A3.14-A3.19).

Every level that reviews declarations decides here: the employer, 受理点, 区县人社, 评委会办公室. 市直单位 and the city read
what has reached them; their own acts stand in 受理与评审.
"""

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QStackedWidget, QVBoxLayout, QWidget

from app.domain.commands import Changed
from app.domain.decision import Action
from app.domain.declaration import DeclarationTab, Stage
from app.domain.errors import KnownError
from app.ports.queries import DeclarationDossier, DeclarationFilter, DeclarationRow, HomeFacts, LogLine
from ui.dialogs.archive_package_sheet import ArchivePackageSheet
from ui.dialogs.attachment_matrix.sheet import AttachmentMatrixSheet
from ui.dialogs.package_check_sheet import PackageCheckSheet
from ui.dialogs.return_sheet.draft import DraftShelf
from ui.dialogs.review_log import ReviewLogSheet
from ui.roster_export import RosterExport
from ui.session import Session
from ui.shortcuts import bind_enter, bind_key
from ui.tab_page import TabPage
from ui.tabs.declarations.empty_guide import EmptyGuide
from ui.tabs.declarations.list_state import DeclarationList
from ui.tabs.declarations.list_view import ListView
from ui.tabs.declarations.pass_sheet import PassSheet
from ui.tabs.declarations.reopen_sheet import ReopenSheet
from ui.tabs.declarations.review_desk import ReviewDesk
from ui.tabs.declarations.review_view import ReviewView
from ui.tabs.declarations.row_words import say_where
from ui.tabs.declarations.unread_sheet import UnreadSheet
from ui.tabs.declarations.verdicts import Verdicts
from ui.targets import DeclarationTarget, PlatformTarget, Target
from ui.texts.errors import describe
from ui.texts.words import word
from ui.undo import Undoable

NARROW_BELOW = 1280


class DeclarationsTab(TabPage):
    """Wires the parts; each part has its own module."""

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(session, parent)
        self.setObjectName("declarations")
        self._started = False
        self._wanted_id = ""
        self.state = DeclarationList(session, self)
        self.verdicts = Verdicts(session, self)
        self.list = ListView(self.state, self)
        self.review = ReviewView(self.state, session.desk.preview, session.preferences, self)
        self.review.composer.keep_on(session.keep("declarations.returns", DraftShelf))
        self.states = QStackedWidget(self)
        self.states.addWidget(self.list)
        self.states.addWidget(self.review)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self.states)
        self.pass_sheet = PassSheet(self)
        self.unread_sheet = UnreadSheet(self)
        self.reopen_sheet = ReopenSheet(self, session, self.verdicts)
        self.log = ReviewLogSheet(self, self.tr("审查日志"))
        self.matrix = AttachmentMatrixSheet(self, session)
        self.package = ArchivePackageSheet(self, session)
        self.package_check = PackageCheckSheet(self, session)
        sheets = (self.pass_sheet, self.unread_sheet, self.reopen_sheet)
        self.desk = ReviewDesk(session, self.state, self.review, self.verdicts, sheets, self)
        self.export = RosterExport(session, self.state.roster, self)
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
        if not isinstance(target, DeclarationTarget):
            return
        self._wanted_id = target.declaration_id
        if self.in_review() and not target.declaration_id:
            self.open_list()
        self._start(
            DeclarationFilter(
                tab=target.tab,
                text=target.text,
                year=target.year,
                plan_id=target.plan_id,
                steps=target.steps,
                flagged_only=target.flagged_only,
                order=self.state.wanted.order,
            )
        )

    def enter(self) -> None:
        if not self._started:
            self._start(self.state.wanted)
        self.focus_list()

    def leave(self) -> None:
        """Drafts live in the composer and the pass sheet; nothing is lost."""

    # ---- states

    def in_review(self) -> bool:
        return self.states.currentWidget() is self.review

    def open_review(self) -> None:
        """Enter: the current row with its sections and evidence."""
        if self.state.model.rowCount():
            self._review_row(self.list.table.current_row())

    def open_list(self) -> None:
        """Esc, 关闭: back to the list, at the row one was at."""
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

    def _start(self, wanted: DeclarationFilter) -> None:
        self._started = True
        self.state.start(wanted)

    def _loaded(self, total: int) -> None:
        wanted_id, self._wanted_id = self._wanted_id, ""
        if wanted_id:
            self._open_wanted(wanted_id)
        elif not self.in_review():
            self.list.table.set_current_row(0 if total else -1)
        self._show_emptiness()

    def _open_wanted(self, declaration_id: str) -> None:
        """A link to one declaration: in the list asked for, else under its name in 全部."""
        place = self.state.model.find_id(declaration_id)
        if place >= 0:
            self._review_row(place)
        elif not (self.state.wanted.tab is DeclarationTab.ALL and self.state.wanted.text):
            self._wanted_id = declaration_id
            session = self.session
            queries, scope, actor, today = session.desk.queries, session.scope, session.actor, session.today()

            def act() -> DeclarationDossier:
                return queries.declaration_dossier(scope, declaration_id, actor, today)

            session.operations.read(act, self._find_by_name, session.show_error, key="declaration-link")

    def _find_by_name(self, dossier: DeclarationDossier) -> None:
        self._start(DeclarationFilter(tab=DeclarationTab.ALL, text=dossier.applicant.name))

    def _show_emptiness(self) -> None:
        self.list.show_empty(self.state.model.rowCount() == 0)

    def _show_facts(self, facts: HomeFacts) -> None:
        self.list.show_numbers(facts.decided_today[1], facts.declarations_pending)

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
        bind_key(self, "D", self._key_change)
        bind_key(self, "O", self._key_reopen)
        bind_key(self, "Z", self.desk.undo)
        bind_key(self, "I", self._key_reveal)
        bind_key(self, "L", self._key_log)
        bind_key(self, "M", self._key_matrix)
        bind_key(self, "S", self._key_platform)
        bind_key(self, "Ctrl+Return", self._key_confirm)
        bind_key(self, "Ctrl+Enter", self._key_confirm)
        # The evidence pane has Space to itself while it shows files.
        bind_key(self, "Space", self._key_space)

    def _key_enter(self) -> None:
        if self.state.model.rowCount() == 0:
            self._guides[1 if self.in_review() else 0].go_on()
        elif not self.in_review():
            self.open_review()

    def _key_escape(self) -> None:
        search = self.review.rows.search if self.in_review() else self.list.search
        if self.review.composes():
            self.review.composer.close_sheet()
        elif search.hasFocus():
            self.focus_list()
        elif self.in_review():
            self.open_list()

    def _key_next(self) -> None:
        self._move(1)

    def _key_previous(self) -> None:
        self._move(-1)

    def _key_space(self) -> None:
        if self.in_review() and self.review.shows_declaration():
            self.desk.reading.page_on()

    def _move(self, by: int) -> None:
        if self.in_review():
            self.desk.move(by)
            return
        place = self.list.table.current_row() + by
        if 0 <= place < self.state.model.rowCount():
            self.list.table.set_current_row(place)

    def _key_tick(self) -> None:
        if self.in_review():
            self.desk.reading.tick_here()

    def _key_search(self) -> None:
        search = self.review.rows.search if self.in_review() else self.list.search
        search.setFocus(Qt.FocusReason.ShortcutFocusReason)
        search.selectAll()

    def _key_pass(self) -> None:
        if self.in_review():
            self.desk.accept()

    def _key_return(self) -> None:
        if self.in_review():
            self.desk.compose(Action.RETURN)

    def _key_fail(self) -> None:
        if self.in_review():
            self.desk.compose(Action.FAIL)

    def _key_change(self) -> None:
        if self.in_review():
            self.desk.reading.open_next_change()

    def _key_reopen(self) -> None:
        if self.in_review():
            self.desk.reopen()

    def _key_reveal(self) -> None:
        if self.in_review():
            self.desk.reading.reveal_id()

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

    def _key_matrix(self) -> None:
        """附件矩阵 of the list on the screen."""
        if not self.in_review() and self.state.model.rowCount() and not self.state.shows_returns:
            self.matrix.open_for(self.state.source().keys, word(self.state.wanted.tab))

    def _key_platform(self) -> None:
        """省平台录入: of the declaration that is read; from the list the queue, beginning at the row."""
        row = self.state.row(self.list.table.current_row())
        if self.in_review() and self.desk.dossier is not None:
            self.session.go_to(PlatformTarget(self.desk.dossier.declaration.id))
        else:
            self.session.go_to(PlatformTarget(at=row.id if row is not None else ""))

    # ---- log

    def _open_log(self, row: DeclarationRow) -> None:
        self._read_log(row.id, row.name, row.plan_name, row.stage)

    def _open_log_of(self, dossier: DeclarationDossier) -> None:
        kit = self.desk.reading.kit
        declaration, plan = dossier.declaration, kit.name if kit is not None else ""
        self._read_log(declaration.id, dossier.applicant.name, plan, declaration.stage)

    def _read_log(self, declaration_id: str, name: str, plan: str, stage: Stage) -> None:
        self.session.looks.flush()
        calendar = self.session.desk.calendar.working_days()
        self.log.open_for(
            f"{name}　{plan}", self.session.today(), calendar, say_where(stage), subject_id=declaration_id
        )
        queries, scope = self.session.desk.queries, self.session.scope

        def act() -> Sequence[LogLine]:
            return queries.declaration_log(scope, declaration_id)

        self.session.operations.read(act, self.log.show_lines, self._log_failed, key="declaration-log")

    def _log_failed(self, error: KnownError) -> None:
        self.log.show_failure(describe(error))

    # ---- the rest

    def _enter_into_platform(self, declaration_id: str) -> None:
        self.session.go_to(PlatformTarget(declaration_id))

    def _begin_package(self, row: DeclarationRow) -> None:
        self.package.open_for(row.id, row.name, row.plan_name, row.stage)

    def _begin_export(self) -> None:
        self.export.begin(self)

    def _withdrawn(self, entry: Undoable) -> None:
        """Z brought something back: go where it stands, if the clerk has left that list."""
        if self.state.wanted.tab not in (DeclarationTab.PENDING, DeclarationTab.ALL):
            self._wanted_id = entry.subject_id if self.in_review() else ""
            self._start(DeclarationFilter(order=self.state.wanted.order))

    def _reopened(self, dossier: DeclarationDossier) -> None:
        """It stands in 待审查 again: go there with it."""
        self._wanted_id = dossier.declaration.id
        self._start(DeclarationFilter(order=self.state.wanted.order))

    def _connect(self) -> None:
        session, state = self.session, self.state
        state.model.loaded.connect(self._loaded)
        state.model.refreshed.connect(self._show_emptiness)
        state.model.failed.connect(session.show_error)
        session.facts.updated.connect(self._show_facts)
        session.looks.written.connect(state.refresh)
        self.list.open_wanted.connect(self.open_review)
        self.list.log_wanted.connect(self._open_log)
        self.list.export_wanted.connect(self._begin_export)
        self.list.matrix_wanted.connect(self._key_matrix)
        self.list.platform_wanted.connect(self._key_platform)
        self.desk.reading.platform_wanted.connect(self._key_platform)
        self.log.platform_wanted.connect(self._enter_into_platform)
        self.matrix.declaration_wanted.connect(self._open_wanted)
        self.list.package_wanted.connect(self._begin_package)
        self.package.check_wanted.connect(self.package_check.begin)
        self.export.busy_changed.connect(self.list.show_exporting)
        self.desk.log_wanted.connect(self._open_log_of)
        self.review.bar.close_wanted.connect(self.open_list)
        self.verdicts.withdrawn.connect(self._withdrawn)
        self.verdicts.reopened.connect(self._reopened)

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
        self.review.set_narrow(narrow)
