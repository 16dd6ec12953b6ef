"""公示管理: the tab (seed A step 4, seed B 二(九)-(十); A4.3-A4.7, B11.1, B12.1; pictures 07, 08).

Left what there is, right the one looked at. Employers have their unit's publicities, the committee's office those of the
applicants and of the results.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from app.domain.commands import Changed
from app.domain.errors import KnownError
from app.domain.organisation import Role
from app.ports.queries import DeclarationDossier, PublicityDossier, PublicityRow, PublicityTab, Queries, Scope
from ui.holiday_import import HolidayImport
from ui.session import Session
from ui.shortcuts import bind_enter, bind_key
from ui.tab_page import TabPage
from ui.tabs.publicity.actions import PublicityActions
from ui.tabs.publicity.list_pane import TABS, ListPane
from ui.tabs.publicity.rows import id_of
from ui.tabs.publicity.running_pane import RunningPane
from ui.tabs.publicity.start_pane import StartPane
from ui.targets import DeclarationTarget, PublicityTarget, Target
from ui.widgets.pane import Pane

NARROW_BELOW = 1280


@dataclass(frozen=True, slots=True)
class _Listed:
    tab: PublicityTab
    rows: Sequence[PublicityRow]
    counts: Mapping[PublicityTab, int]
    place: str
    """Where the latest publicity hung."""


class PublicityDeskTab(TabPage):
    """Reads the list and the dossier; ``actions`` does the rest."""

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(session, parent)
        self.setObjectName("publicity")
        self._wanted_id = ""
        self._tick_next: tuple[str, ...] = ()
        self._fields_next = False
        self._started = False
        self.list = ListPane(self, office=session.actor.role is Role.COMMITTEE)
        self.draft = StartPane(session)
        self.running = RunningPane(session)
        self._blank = Pane("window")
        empty = QVBoxLayout(self._blank)
        empty.addWidget(self.list.empty)
        self.panes = QStackedWidget()
        for pane in (self.draft, self.running, self._blank):
            self.panes.addWidget(pane)
        self.panes.setCurrentWidget(self._blank)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(0)
        row.addWidget(self.list)
        row.addWidget(self.panes, 1)
        self.actions_ = PublicityActions(session, self.draft, self.running, self)
        self.holiday_import = HolidayImport(session, self)
        self._connect()
        self._bind_keys()

    # ---- the window's calls

    def refresh(self, changed: Changed | None) -> None:
        if not self._started:
            return
        if changed is None or changed.publicities or changed.declarations:
            if changed is None:
                self.draft.judge_again()
            self._read_list()

    def open_target(self, target: Target) -> None:
        if not isinstance(target, PublicityTarget):
            return
        self._started = True
        self._wanted_id = target.publicity_id
        self._tick_next = target.declaration_ids
        self.list.clear_filters()
        self.list.set_tab(PublicityTab.WAITING if target.declaration_ids else target.tab)
        self._read_list()

    def enter(self) -> None:
        if not self._started:
            self._started = True
            self._read_list()
        self.list.table.setFocus()

    # ---- the list

    def _read_list(self) -> None:
        queries, scope, today = self.session.desk.queries, self.session.scope, self.session.today()
        tab, text, wanted = self.list.tab, self.list.search.text().strip(), self._wanted_id
        place_known = bool(self.draft.form.place.text())

        def act() -> _Listed:
            found, rows = tab, queries.publicity_rows(scope, tab, text, today)
            for other in TABS if wanted else ():
                if any(id_of(row) == wanted for row in rows):
                    break
                # It has moved on since the link was made.
                found, rows = other, queries.publicity_rows(scope, other, text, today)
            if wanted and not any(id_of(row) == wanted for row in rows):
                found, rows = tab, queries.publicity_rows(scope, tab, text, today)
            last = "" if place_known else _find_last_place(queries, scope, self.session)
            return _Listed(found, rows, queries.publicity_counts(scope, today), last)

        self.session.operations.read(act, self._listed, key="publicity-list")

    def _listed(self, answer: _Listed) -> None:
        wanted, self._wanted_id = self._wanted_id or self.list.current_id(), ""
        self.list.set_tab(answer.tab)
        self.list.show_counts(answer.counts)
        self.draft.propose_place(answer.place)
        self.list.show_rows(answer.tab, answer.rows, self.session.today(), wanted)
        if self._tick_next:
            ticks, self._tick_next = self._tick_next, ()
            self.list.model.tick_ids(ticks)
        if self._fields_next and answer.rows:
            self._fields_next = False
            self.draft.focus_fields()

    def _tab_chosen(self, tab: PublicityTab) -> None:
        self._read_list()

    def _text_changed(self, text: str) -> None:
        self._read_list()

    def _row_changed(self) -> None:
        """Read what the list stands on."""
        row = self.list.model.row_at(self.list.table.current_row())
        if row is None:
            self.draft.show_members(())
            self.panes.setCurrentWidget(self._blank)
        elif self.list.model.tab is PublicityTab.WAITING:
            self._read_members()
        else:
            self._read_dossier(row)

    def _read_members(self) -> None:
        ticked = self.list.model.ticked()
        row = self.list.model.row_at(self.list.table.current_row())
        wanted = [id_of(r) for r in ticked] or ([id_of(row)] if row is not None else [])
        queries, scope, actor = self.session.desk.queries, self.session.scope, self.session.actor
        today = self.session.today()

        def act() -> list[DeclarationDossier]:
            return [queries.declaration_dossier(scope, member, actor, today) for member in wanted]

        self.session.operations.read(act, self._members_read, self._read_failed, key="publicity-dossier")

    def _read_dossier(self, row: PublicityRow) -> None:
        queries, scope, actor = self.session.desk.queries, self.session.scope, self.session.actor
        publicity_id, today = id_of(row), self.session.today()

        def act() -> PublicityDossier:
            return queries.publicity_dossier(scope, publicity_id, actor, today)

        self.session.operations.read(act, self._dossier_read, self._read_failed, key="publicity-dossier")

    def _members_read(self, members: list[DeclarationDossier]) -> None:
        if self.list.model.tab is PublicityTab.WAITING:
            self.draft.show_members(members)
            self.panes.setCurrentWidget(self.draft)

    def _dossier_read(self, dossier: PublicityDossier) -> None:
        if self.list.model.tab is not PublicityTab.WAITING:
            self.running.show_dossier(dossier)
            self.panes.setCurrentWidget(self.running)

    def _read_failed(self, error: KnownError) -> None:
        self.session.show_error(error)

    # ---- what the parts ask for

    def start_one(self) -> None:
        """发起公示, N: the fields for the persons ticked; from another tab first 待发起."""
        if self.list.model.tab is PublicityTab.WAITING and self.list.tab is PublicityTab.WAITING:
            self.draft.focus_fields()
            return
        self._fields_next = True
        self.list.clear_filters()
        self.list.set_tab(PublicityTab.WAITING)
        self._read_list()

    def _begun(self, publicity_id: str, held_before: bool) -> None:
        self._wanted_id = publicity_id
        self.list.clear_filters()
        self.list.set_tab(PublicityTab.OVER_TODAY if held_before else PublicityTab.RUNNING)
        self._read_list()
        self.list.table.setFocus()

    def _export_draft(self) -> None:
        self.actions_.export_papers(self.draft.posted())

    def _export_running(self) -> None:
        self.actions_.export_papers(self.running.posted())

    def _open_declarations(self) -> None:
        self.session.go_to(DeclarationTarget())

    def _year_imported(self, year: int) -> None:
        self.session.say(self.tr("{0} 年的节假日已导入").format(year))
        self.session.day_changed.emit()

    # ---- keys

    def _bind_keys(self) -> None:
        bind_enter(self, self._key_enter)
        bind_key(self, "J", self._key_next, repeats=True)
        bind_key(self, "K", self._key_previous, repeats=True)
        bind_key(self, "X", self._key_tick)
        bind_key(self, "/", self._key_search)
        bind_key(self, "N", self.start_one)
        bind_key(self, "P", self._key_conclude)
        bind_key(self, "L", self._key_log)
        bind_key(self, "Z", self.actions_.undo)
        bind_key(self, "Ctrl+Return", self._key_begin)
        bind_key(self, "Ctrl+Enter", self._key_begin)

    def _key_enter(self) -> None:
        if self.list.table.hasFocus() and self.panes.currentWidget() is self.draft:
            self.draft.focus_fields()

    def _key_next(self) -> None:
        self.list.step(1)

    def _key_previous(self) -> None:
        self.list.step(-1)

    def _key_tick(self) -> None:
        place = self.list.table.current_row()
        self.list.model.set_ticked(place, not self.list.model.is_ticked(place))

    def _key_search(self) -> None:
        self.list.search.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self.list.search.selectAll()

    def _key_conclude(self) -> None:
        if self.panes.currentWidget() is self.running:
            self.actions_.conclude()

    def _key_log(self) -> None:
        if self.panes.currentWidget() is self.running:
            self.actions_.open_log()

    def _key_begin(self) -> None:
        if self.panes.currentWidget() is self.draft:
            self.actions_.begin()

    def _connect(self) -> None:
        self.list.tab_chosen.connect(self._tab_chosen)
        self.list.text_changed.connect(self._text_changed)
        self.list.kinds_changed.connect(self._read_list)
        self.list.row_changed.connect(self._row_changed)
        self.list.ticks_changed.connect(self._row_changed)
        self.list.start_wanted.connect(self.start_one)
        self.list.declarations_wanted.connect(self._open_declarations)
        self.draft.export.clicked.connect(self._export_draft)
        self.running.export.clicked.connect(self._export_running)
        self.draft.form.import_wanted.connect(self.holiday_import.choose)
        self.holiday_import.imported.connect(self._year_imported)
        self.holiday_import.refused.connect(self.session.show_error)
        self.actions_.begun.connect(self._begun)
        self.actions_.stale.connect(self._read_list)

    # ---- Qt's side

    def keyPressEvent(self, event: QKeyEvent) -> None:
        # Not a shortcut: fields and sheets take Esc first.
        if event.key() == Qt.Key.Key_Escape:
            self.list.table.setFocus()
            return
        super().keyPressEvent(event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.list.set_narrow(self.width() < NARROW_BELOW)


def _find_last_place(queries: Queries, scope: Scope, session: Session) -> str:
    """Where this unit's latest publicity hung; the next one mostly hangs there too."""
    today = session.today()
    rows = [
        row
        for tab in (PublicityTab.RUNNING, PublicityTab.ENDED)
        for row in queries.publicity_rows(scope, tab, "", today)
        if row.publicity_id is not None and row.start is not None
    ]
    if not rows:
        return ""
    latest = max(rows, key=_start_of)
    return queries.publicity_dossier(scope, id_of(latest), session.actor, today).publicity.place


def _start_of(row: PublicityRow) -> str:
    return row.start.isoformat() if row.start is not None else ""
