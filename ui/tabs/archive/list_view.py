"""The 列表 state: breadcrumb, tabs, search, table, action bar (picture 13; A3.7, A3.10-A3.13)."""

from collections.abc import Sequence

from PySide6.QtCore import QModelIndex, Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from app.domain.archive import ArchiveStatus
from app.domain.errors import KnownError
from app.ports.queries import ArchiveRow
from ui.list_controls import FlaggedBox, ListSearch, OrderButton, TabStrip
from ui.models.windowed_table import CHECK_STATE
from ui.tabs.archive.category_pane import CategoryCombo
from ui.tabs.archive.columns import make_looks
from ui.tabs.archive.list_controls import StatusTabs
from ui.tabs.archive.list_state import ArchiveList
from ui.widgets.buttons import PrimaryButton, QuietButton, SecondaryButton
from ui.widgets.empty_state import EmptyState
from ui.widgets.labels import TextLabel
from ui.widgets.pane import Pane
from ui.widgets.table_view import TableView
from ui.widgets.verdict_bar import VerdictBar
from ui.widgets.verdict_button import make_verdict_button

MOST_COUNTED = 1000
"""More ticks than this are counted by the preview sheet only."""


class ListView(Pane):
    """Wishes go out as signals; the tab acts."""

    open_wanted = Signal()
    log_wanted = Signal(object)
    """ArchiveRow."""
    pass_wanted = Signal()
    return_wanted = Signal()

    def __init__(self, state: ArchiveList, parent: QWidget | None = None) -> None:
        super().__init__("surface", "", parent)
        self._state = state
        self._unseen = 0
        self._undo_seconds = 0
        self.tabs = StatusTabs(state, self)
        self.search = ListSearch(state, self.tr("请输入申报人姓名或证件号码关键字模糊查询"), self)
        self.table = TableView(self)
        self.table.setObjectName("archive.table")
        self.table.setAccessibleName(self.tr("业绩档案"))
        self.table.setModel(state.model)
        self.table.doubleClicked.connect(self._open)
        self.table.link_activated.connect(self._open_log)
        self.table.head.all_toggled.connect(state.model.tick_all)
        self.empty = EmptyState(self)
        self.empty.setObjectName("archive.empty")
        self._stack = QStackedWidget(self)
        self._stack.addWidget(self.table)
        self._stack.addWidget(self.empty)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addLayout(self._make_breadcrumb())
        column.addWidget(TabStrip(self.tabs, self))
        column.addLayout(self._make_search())
        column.addWidget(self._stack, 1)
        column.addWidget(self._make_actions())
        state.section_changed.connect(self._follow_section)
        state.filter_changed.connect(self._show_actions)
        for signal in (
            state.model.modelReset,
            state.model.rowsInserted,
            state.model.rowsRemoved,
            state.model.dataChanged,
        ):
            signal.connect(self._show_actions)
        state.model.ticks_changed.connect(self._take_ticks)
        self._follow_section()

    # ---- for the tab

    def show_numbers(self, decided: int, left: int) -> None:
        """今日已审 26　余 142."""
        words = self.tr("今日已审 {0}　余 {1}")
        self._numbers.setText(words.replace("{0}", str(decided)).replace("{1}", str(left)))

    def show_undo(self, words: str, seconds: int) -> None:
        """How long Z still takes the last decision back."""
        self._undo_seconds = seconds
        self._show_actions()

    def show_empty(self, empty: bool) -> None:
        """The empty state instead of the table; the tab words it."""
        self._stack.setCurrentIndex(1 if empty else 0)
        self._show_actions()

    def set_narrow(self, narrow: bool) -> None:
        self._category.setVisible(narrow)
        self._crumb.setVisible(not narrow)
        self._root.setVisible(not narrow)

    def focus_list(self) -> None:
        self.table.setFocus(Qt.FocusReason.OtherFocusReason)

    def breadcrumb(self) -> str:
        return f"{self._root.text()} {self._crumb.text()}"

    # ---- parts

    def _make_breadcrumb(self) -> QHBoxLayout:
        self._root = TextLabel(self.tr("专技人员业绩审核　>"), "body", "muted")
        self._crumb = TextLabel("", "body_bold")
        self._crumb.setObjectName("archive.breadcrumb")
        self._category = CategoryCombo(self._state, self)
        self._category.hide()
        self._numbers = TextLabel("", "caption", "muted")
        self._numbers.setObjectName("archive.numbers")
        row = QHBoxLayout()
        row.setContentsMargins(16, 8, 14, 8)
        row.setSpacing(8)
        row.addWidget(self._root)
        row.addWidget(self._crumb)
        row.addWidget(self._category)
        row.addStretch(1)
        row.addWidget(self._numbers)
        return row

    def _make_search(self) -> QHBoxLayout:
        self.search.setMaximumWidth(420)
        button = SecondaryButton(self.tr("搜索"))
        button.setObjectName("archive.search_button")
        button.clicked.connect(self._search_now)
        row = QHBoxLayout()
        row.setContentsMargins(16, 9, 14, 9)
        row.setSpacing(8)
        row.addWidget(self.search, 1)
        row.addWidget(button)
        row.addSpacing(8)
        row.addWidget(FlaggedBox(self._state, self))
        row.addStretch(1)
        row.addWidget(OrderButton(self._state, self))
        return row

    def _make_actions(self) -> VerdictBar:
        self._bar = VerdictBar(self)
        self._open_button = PrimaryButton(self.tr("打开审阅"), "arrow-right", "Enter", self)
        self._open_button.setObjectName("archive.open")
        self._open_button.clicked.connect(self.open_wanted)
        self._pass = make_verdict_button("passed", self.tr("通过"))
        self._pass.setObjectName("archive.bulk_pass")
        self._pass.clicked.connect(self.pass_wanted)
        self._return = make_verdict_button("returned", self.tr("退回"))
        self._return.setObjectName("archive.bulk_return")
        self._return.clicked.connect(self.return_wanted)
        self._count = TextLabel("", "body_bold")
        self._count.setObjectName("archive.ticked")
        self._clear = QuietButton(self.tr("清除选择"), "x", "Esc", self)
        self._clear.setObjectName("archive.clear_ticks")
        self._clear.clicked.connect(self._state.model.clear_ticks)
        for button in (self._open_button, self._pass, self._return, self._count):
            self._bar.add_button(button)
        self._bar.add_right(self._clear)
        return self._bar

    # ---- inside

    def _search_now(self) -> None:
        self.search.search()
        self.focus_list()

    def _follow_section(self) -> None:
        self._crumb.setText(self._state.section.title)
        self.table.set_columns(make_looks(self._state.section))
        self._show_actions()

    def _show_actions(self) -> None:
        model = self._state.model
        ticked, total = model.tick_count(), model.rowCount()
        self.table.head.set_check_state(model.headerData(0, Qt.Orientation.Horizontal, CHECK_STATE))
        self._open_button.setVisible(not ticked)
        self._open_button.setEnabled(total > 0)
        for widget in (self._pass, self._return, self._count, self._clear):
            widget.setVisible(ticked > 0)
        self._count.setText(self.tr("已选 {0} 条").replace("{0}", str(ticked)))
        unseen = self._unseen if ticked else 0
        words = self.tr("其中 {0} 条有预检提示还没打开看，通过前会先列出来").replace("{0}", str(unseen))
        self._bar.set_reason(words if unseen else "", "triangle-alert", "returned")
        hints = [(("X",), self.tr("勾选"))]
        if ticked:
            hints.append((("Enter",), self.tr("审阅")))
        if self._undo_seconds:
            hints.append((("Z",), self.tr("撤销（{0} 秒）").replace("{0}", str(self._undo_seconds))))
        self._bar.set_hints(hints)

    def _take_ticks(self, count: int) -> None:
        self._unseen = 0
        self._show_actions()
        if 0 < count <= MOST_COUNTED:
            self._state.model.read_ticked(self._count_unseen, self._leave_uncounted)

    def _count_unseen(self, rows: Sequence[ArchiveRow]) -> None:
        self._unseen = sum(is_unseen(row) for row in rows)
        self._show_actions()

    def _leave_uncounted(self, error: KnownError) -> None:
        """The preview sheet counts again before anything is decided."""

    def _open(self, index: QModelIndex) -> None:
        self.open_wanted.emit()

    def _open_log(self, index: QModelIndex) -> None:
        row = self._state.row(index.row())
        if row is not None:
            self.log_wanted.emit(row)


def is_unseen(row: ArchiveRow) -> bool:
    """Waits, was flagged by the machine, and nobody of this desk has opened it since it was handed in."""
    return row.status is ArchiveStatus.PENDING and row.flags > 0 and not row.opened
