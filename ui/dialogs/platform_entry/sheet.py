"""省平台录入: decisions of this office beside the text that is typed into the web platform (DOMAIN facts §9).

A queue of everything 未录入, what was 已录入 last, or the decisions on one dossier. The window owns one sheet
(``ui.shell``); links lead here by ``PlatformTarget``. Copying changes nothing; 标为已录入 is written and can be taken back.
"""

from collections.abc import Sequence
from enum import Enum

from PySide6.QtCore import QModelIndex, Qt
from PySide6.QtWidgets import QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from app.domain.decision import SubjectKind
from app.domain.declaration import DeclarationTab
from app.domain.errors import KnownError
from app.ports.entering_queries import EnteringRow
from app.ports.queries import MOST_TO_ENTER
from ui.dialogs.platform_entry.fields_pane import FieldsPane
from ui.dialogs.platform_entry.marker import Marker, MarkResult
from ui.dialogs.platform_entry.model import EnteringModel
from ui.session import Session
from ui.shortcuts import bind_enter, bind_key
from ui.targets import DeclarationTarget, PlatformTarget
from ui.texts.errors import describe
from ui.texts.words import word
from ui.widgets.buttons import LinkButton, PrimaryButton, QuietButton, TallSecondaryButton
from ui.widgets.callout import Callout
from ui.widgets.choice import CheckBox
from ui.widgets.empty_state import EmptyState
from ui.widgets.fields import SearchField
from ui.widgets.labels import TextLabel
from ui.widgets.pane import Pane
from ui.widgets.row_view import RowView
from ui.widgets.side_sheet import SideSheet
from ui.widgets.sub_tabs import SubTabs
from ui.widgets.two_line_delegate import TwoLineDelegate

WIDTH, LIST_WIDTH = 900, 372
MOST_ROWS = 300
"""A queue is worked off from the top; more rows are only waited for."""


class _Shows(Enum):
    TO_ENTER = 0
    ENTERED = 1
    SUBJECT = 2


_Read = tuple[Sequence[EnteringRow], int]
"""Rows, and how many are 未录入 in all."""


class PlatformSheet(SideSheet):
    """One per window, reused. ``host`` is the widget between tab bar and status bar."""

    def __init__(self, host: QWidget, session: Session) -> None:
        super().__init__(host, WIDTH)
        self.setObjectName("platform")
        self._session = session
        self._shows, self._subject = _Shows.TO_ENTER, ""
        self._rows: Sequence[EnteringRow] = ()
        self._total = 0
        self._wanted_at = ""
        self._is_filling = False
        titles = {spec.key: spec.title for spec in session.desk.plan_kits.archive_sections()}
        self.marker = Marker(session, self)
        self.model = EnteringModel(titles, self)
        self.pane = FieldsPane(titles)
        self._make_tools()
        self._make_body()
        self._make_footer()
        self._connect()

    # ---- opening

    def open_target(self, target: PlatformTarget) -> None:
        self._wanted_at = target.at
        self._begin(_Shows.SUBJECT if target.subject_id else _Shows.TO_ENTER, target.subject_id)

    def open_queue(self) -> None:
        """Everything of this office that is 未录入."""
        self.open_target(PlatformTarget())

    def _begin(self, shows: _Shows, subject_id: str = "") -> None:
        self._shows, self._subject = shows, subject_id
        self.search.clear()
        self.problem.set_content("")
        self.footer.set_reason("")
        self._tabs.blockSignals(True)
        self._tabs.setCurrentIndex(shows.value if shows is not _Shows.SUBJECT else 0)
        self._tabs.blockSignals(False)
        self._queue.setVisible(shows is not _Shows.SUBJECT)
        self._one.setVisible(shows is _Shows.SUBJECT)
        # The tabs have a line of their own.
        self._rule.setVisible(shows is _Shows.SUBJECT)
        self._delegate.show_pills = shows is _Shows.SUBJECT
        self._rows, self._total = (), 0
        self._name()
        self._show_rows(waiting=True)
        if not self.is_open():
            self.open()
        self._read()
        self.view.setFocus(Qt.FocusReason.OtherFocusReason)

    # ---- acts

    def mark(self) -> None:
        """Enter: the ticked ones, or the one shown, are 已录入; in 已录入 they are not after all."""
        rows = self._chosen()
        if rows and not self.marker.is_busy:
            self.problem.set_content("")
            self.marker.mark(rows, self._marks_entered(rows))
            self._show_acts()

    def copy_all(self) -> None:
        """C: all fields with their labels."""
        if self.pane.copy_all():
            self.footer.set_reason(self.tr("整份已复制"), "check")

    def undo(self) -> None:
        """Z."""
        if not self.marker.undo() and not self.marker.is_busy:
            self.footer.set_reason(self.tr("没有能撤销的"), "info")

    def open_dossier(self) -> None:
        """The declaration in 职称申报资格审查."""
        row = self.model.row(self.view.current_row())
        if row is not None and row.decision.subject_kind is SubjectKind.DECLARATION:
            self.close_overlay()
            target = DeclarationTarget(DeclarationTab.ALL, declaration_id=row.decision.subject_id)
            self._session.go_to(target)

    # ---- reading

    def _read(self) -> None:
        entering, scope = self._session.desk.entering, self._session.scope
        shows, subject = self._shows, self._subject

        def act() -> _Read:
            total = entering.count_to_enter(scope, MOST_TO_ENTER)
            if shows is _Shows.SUBJECT:
                return entering.of_subject(scope, subject), total
            rows = entering.entered if shows is _Shows.ENTERED else entering.to_enter
            return rows(scope, MOST_ROWS), total

        self._session.operations.read(act, self._take, self._not_read, key="platform")

    def _take(self, answer: _Read) -> None:
        self._rows, self._total = answer
        self._name()
        self._show_rows()

    def _not_read(self, error: KnownError) -> None:
        self._rows = ()
        self.problem.set_content("", [describe(error)])
        self._show_rows()

    def _marked(self, result: MarkResult) -> None:
        self.problem.set_content("", [describe(result.error)] if result.error is not None else [])
        self.footer.set_reason(self._say_marked(result) if result.rows else "", "check")
        self._read()

    def _say_marked(self, result: MarkResult) -> str:
        words = self.tr("已标为已录入：{0}") if result.entered else self.tr("已改为未录入：{0}")
        first = result.rows[0]
        one = f"{first.name} {word(first.decision.action)}"
        many = self.tr("{0} 条").replace("{0}", str(len(result.rows)))
        return words.replace("{0}", one if len(result.rows) == 1 else many)

    # ---- what is shown

    def _name(self) -> None:
        about = ""
        if self._shows is _Shows.SUBJECT:
            first = next(iter(self._rows), None)
            about = f"{first.name}　{first.unit}" if first is not None else ""
        self.set_title(
            self.tr("省平台录入"), about or self.tr("办过的结论在省平台也要录入的，录好一条标一条")
        )
        self._tabs.set_count(0, self._total)

    def _show_rows(self, *, waiting: bool = False) -> None:
        place = self.view.current_row()
        here = self.model.row(place)
        wanted = self.search.text().strip()
        rows = [row for row in self._rows if wanted in row.name or wanted in row.unit]
        self._is_filling = True
        self.model.show(rows, self._session.today())
        self._stack.setCurrentIndex(0 if rows or waiting else 1)
        self._show_emptiness(searched=bool(wanted))
        if rows:
            found = self.model.find(here.decision.id) if here is not None else -1
            if self._wanted_at:
                found, self._wanted_at = self.model.find_subject(self._wanted_at), ""
            # What was marked has left: the one that took its place comes next.
            self.view.set_current_row(found if found >= 0 else min(max(place, 0), len(rows) - 1))
        self._is_filling = False
        self._show_current()

    def _show_emptiness(self, *, searched: bool) -> None:
        if searched and self._rows:
            sentence = self.tr("没有找到“{0}”").replace("{0}", self.search.text().strip())
            self.empty.set_content(sentence, icon="search", state="info")
        elif self._shows is _Shows.SUBJECT:
            sentence = self.tr("本单位在这里没有要录入省平台的结论")
            self.empty.set_content(sentence, icon="monitor", state="info")
        elif self._shows is _Shows.ENTERED:
            self.empty.set_content(self.tr("还没有标过已录入的"), icon="monitor", state="info")
        else:
            self.empty.set_content(self.tr("都已录入省平台"))

    def _show_current(self) -> None:
        self.pane.show_row(self.model.row(self.view.current_row()))
        self._show_acts()

    def _current_changed(self, now: QModelIndex, before: QModelIndex) -> None:
        if not self._is_filling:
            self.footer.set_reason("")
            self._show_current()

    def _show_acts(self) -> None:
        ticked, rows = self.model.ticked(), self._chosen()
        words = self.tr("标为已录入") if self._marks_entered(rows) else self.tr("改为未录入")
        if len(rows) > 1:
            words = self.tr("{0} {1} 条").replace("{0}", words).replace("{1}", str(len(rows)))
        self.mark_button.setText(words)
        self.mark_button.setEnabled(bool(rows) and not self.marker.is_busy)
        self._copy.setEnabled(bool(self.pane.fields))
        row = self.model.row(self.view.current_row())
        is_declaration = row is not None and row.decision.subject_kind is SubjectKind.DECLARATION
        self._open_button.setEnabled(is_declaration)
        self._undo.setVisible(self.marker.last() is not None)
        total = len(self.model.rows)
        state = Qt.CheckState.PartiallyChecked if 0 < len(ticked) < total else Qt.CheckState.Unchecked
        self._all.setCheckState(Qt.CheckState.Checked if ticked and len(ticked) == total else state)
        self._all.setEnabled(total > 0)
        self._facts.setText(self._say_facts(len(ticked)))

    def _say_facts(self, ticked: int) -> str:
        if ticked:
            return self.tr("已选 {0} 条").replace("{0}", str(ticked))
        if self._shows is _Shows.TO_ENTER and self._total > len(self._rows) > 0:
            return self.tr("先列最近 {0} 条").replace("{0}", str(len(self._rows)))
        return ""

    def _chosen(self) -> list[EnteringRow]:
        ticked = self.model.ticked()
        if ticked:
            return ticked
        row = self.model.row(self.view.current_row())
        return [row] if row is not None else []

    @staticmethod
    def _marks_entered(rows: Sequence[EnteringRow]) -> bool:
        """Of a mixed choice: what is missing is entered."""
        return not rows or any(row.decision.entered_at is None for row in rows)

    # ---- parts

    def _make_tools(self) -> None:
        self._tabs = SubTabs()
        self._tabs.setObjectName("platform.tabs")
        self._tabs.setAccessibleName(self.tr("录入状态"))
        self._tabs.set_tabs([self.tr("未录入"), self.tr("已录入")])
        self.search = SearchField(self.tr("姓名或单位"), "/")
        self.search.setObjectName("platform.search")
        self.search.setFixedWidth(220)
        self._queue = QWidget()
        row = QHBoxLayout(self._queue)
        row.setContentsMargins(0, 0, 0, 0)
        row.addWidget(self._tabs, 1)
        row.addWidget(self.search)
        self._one = QWidget()
        one = QHBoxLayout(self._one)
        one.setContentsMargins(0, 4, 0, 4)
        one.addWidget(TextLabel(self.tr("本单位在这里办过的结论"), "caption", "muted"))
        all_waiting = LinkButton(self.tr("看全部未录入"))
        all_waiting.setObjectName("platform.all")
        all_waiting.clicked.connect(self.open_queue)
        one.addWidget(all_waiting)
        one.addStretch(1)
        self.tools.addWidget(self._queue)
        self.tools.addWidget(self._one)
        self._one.hide()

    def _make_body(self) -> None:
        self.problem = Callout("error")
        self.problem.setObjectName("platform.problem")
        self.view = RowView()
        self.view.setObjectName("platform.list")
        self.view.setAccessibleName(self.tr("结论"))
        self.view.setModel(self.model)
        self.view.viewport().setAutoFillBackground(False)
        self._delegate = TwoLineDelegate(self.view)
        self.view.setItemDelegate(self._delegate)
        self._all = CheckBox(self.tr("全选"), self)
        self._all.setObjectName("platform.tick_all")
        self._all.setTristate(True)
        self._facts = TextLabel("", "caption", "muted")
        self._facts.setObjectName("platform.facts")
        every = QHBoxLayout()
        every.setContentsMargins(16, 4, 12, 2)
        every.setSpacing(8)
        every.addWidget(self._all)
        every.addWidget(self._facts)
        every.addStretch(1)
        left = Pane("raised", "r")
        left.setFixedWidth(LIST_WIDTH)
        column = QVBoxLayout(left)
        column.setContentsMargins(0, 0, 1, 0)
        column.setSpacing(0)
        column.addLayout(every)
        column.addWidget(self.view, 1)
        both = QWidget()
        row = QHBoxLayout(both)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(0)
        row.addWidget(left)
        row.addWidget(self.pane, 1)
        self.empty = EmptyState()
        self.empty.setObjectName("platform.empty")
        self._stack = QStackedWidget()
        self._stack.addWidget(both)
        self._stack.addWidget(self.empty)
        self.body.setContentsMargins(6, 4, 20, 4)
        self.body.addWidget(self.problem)
        self.body.addWidget(self._stack, 1)

    def _make_footer(self) -> None:
        self.mark_button = PrimaryButton(self.tr("标为已录入"), "check", "Enter", self)
        self.mark_button.setObjectName("platform.mark")
        self._copy = TallSecondaryButton(self.tr("复制整份"), "copy", "C", self)
        self._copy.setObjectName("platform.copy_all")
        self._open_button = TallSecondaryButton(self.tr("打开审查"), "file-search", None, self)
        self._open_button.setObjectName("platform.open")
        self._undo = QuietButton(self.tr("撤销"), "rotate-ccw", "Z", self)
        self._undo.setObjectName("platform.undo")
        for button in (self.mark_button, self._copy, self._open_button):
            self.footer.add_button(button)
        self.footer.add_right(self._undo)
        self._undo.hide()
        self.footer.set_hints([(("K", "J"), self.tr("上 / 下一条")), (("X",), self.tr("勾选"))])

    def _connect(self) -> None:
        self._tabs.currentChanged.connect(self._choose_tab)
        self.search.textChanged.connect(self._searched)
        self.view.selectionModel().currentChanged.connect(self._current_changed)
        self.model.ticks_changed.connect(self._show_acts)
        self._all.clicked.connect(self._tick_all)
        self.mark_button.clicked.connect(self.mark)
        self._copy.clicked.connect(self.copy_all)
        self._open_button.clicked.connect(self.open_dossier)
        self._undo.clicked.connect(self.undo)
        self.marker.marked.connect(self._marked)
        bind_enter(self, self.mark)
        bind_key(self, "J", self._key_next, repeats=True)
        bind_key(self, "K", self._key_previous, repeats=True)
        bind_key(self, "X", self._key_tick)
        bind_key(self, "C", self.copy_all)
        bind_key(self, "Z", self.undo)
        bind_key(self, "/", self._key_search)

    # ---- keys and wishes

    def _choose_tab(self, place: int) -> None:
        self._begin(_Shows(place))

    def _searched(self) -> None:
        if self.is_open():
            self._show_rows()

    def _tick_all(self) -> None:
        self.model.tick_all(len(self.model.ticked()) < len(self.model.rows))

    def _key_next(self) -> None:
        self._move(1)

    def _key_previous(self) -> None:
        self._move(-1)

    def _move(self, by: int) -> None:
        place = self.view.current_row() + by
        if 0 <= place < len(self.model.rows):
            self.view.set_current_row(place)

    def _key_tick(self) -> None:
        self.model.toggle(self.view.current_row())

    def _key_search(self) -> None:
        if self._queue.isVisible():
            self.search.setFocus(Qt.FocusReason.ShortcutFocusReason)
            self.search.selectAll()
