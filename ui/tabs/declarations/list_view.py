"""The 列表 state: tabs, search, filters, chips, table, action bar (picture 14; A3.14-A3.18)."""

from PySide6.QtCore import QModelIndex, Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from app.domain.declaration import EmployerStep
from app.ports.queries import DeclarationRow
from ui.list_controls import FlaggedBox, ListSearch, OrderButton
from ui.tabs.declarations.columns import make_looks
from ui.tabs.declarations.list_controls import (
    DeclarationTabs,
    EnteringChip,
    PlanCombo,
    StepChips,
    YearCombo,
)
from ui.tabs.declarations.list_state import DeclarationList
from ui.tabs.declarations.pass_gate import reviews
from ui.tabs.declarations.row_words import flags_of
from ui.widgets.buttons import PrimaryButton, SecondaryButton, TallSecondaryButton
from ui.widgets.empty_state import EmptyState
from ui.widgets.labels import ElidedLabel, TextLabel
from ui.widgets.pane import Pane
from ui.widgets.pills import PillLabel
from ui.widgets.table_view import TableView
from ui.widgets.verdict_bar import VerdictBar

SEARCH_WIDTH = 390
CHIPS_HEIGHT = 37


class ListView(Pane):
    """Wishes go out as signals; the tab acts."""

    open_wanted = Signal()
    log_wanted = Signal(object)
    """DeclarationRow."""
    export_wanted = Signal()
    matrix_wanted = Signal()
    platform_wanted = Signal()
    package_wanted = Signal(object)
    """DeclarationRow."""

    def __init__(self, state: DeclarationList, parent: QWidget | None = None) -> None:
        super().__init__("surface", "", parent)
        self._state = state
        self._narrow = False
        self.tabs = DeclarationTabs(state)
        self.search = ListSearch(state, self.tr("请输入申报人姓名或身份证号关键字模糊查询"), self)
        self.chips = StepChips(state, self)
        self.table = TableView(self)
        self.table.setObjectName("declarations.table")
        self.table.setAccessibleName(self.tr("职称申报"))
        self.table.setModel(state.model)
        self.table.doubleClicked.connect(self._open)
        self.table.link_activated.connect(self._open_log)
        self.empty = EmptyState(self)
        self.empty.setObjectName("declarations.empty")
        self._stack = QStackedWidget(self)
        self._stack.addWidget(self.table)
        self._stack.addWidget(self.empty)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self._make_tabs())
        column.addLayout(self._make_search())
        column.addWidget(self._make_chips())
        column.addWidget(self._stack, 1)
        column.addWidget(self._make_actions())
        state.columns_changed.connect(self._follow_columns)
        state.filter_changed.connect(self._show_actions)
        for signal in (
            state.model.modelReset,
            state.model.rowsInserted,
            state.model.rowsRemoved,
            state.model.dataChanged,
        ):
            signal.connect(self._show_actions)
        self.table.selectionModel().currentRowChanged.connect(self._show_actions)
        self._follow_columns()

    # ---- for the tab

    def show_numbers(self, decided: int, left: int) -> None:
        """今日已审 3　余 17."""
        self._numbers.setVisible(reviews(self._state.role))
        words = self.tr("今日已审 {0}　余 {1}")
        self._numbers.setText(words.replace("{0}", str(decided)).replace("{1}", str(left)))

    def show_empty(self, empty: bool) -> None:
        """The empty state instead of the table; the tab words it."""
        self._stack.setCurrentIndex(1 if empty else 0)
        self._show_actions()

    def show_exporting(self, busy: bool) -> None:
        self._export.setEnabled(not busy)

    def set_narrow(self, narrow: bool) -> None:
        self._narrow = narrow
        for label in self._filter_names:
            label.setVisible(not narrow)
        self._follow_columns()

    def focus_list(self) -> None:
        self.table.setFocus(Qt.FocusReason.OtherFocusReason)

    # ---- parts

    def _make_tabs(self) -> QWidget:
        strip = Pane("surface", "b")
        self._numbers = TextLabel("", "caption", "muted")
        self._numbers.setObjectName("declarations.numbers")
        row = QHBoxLayout(strip)
        row.setContentsMargins(7, 0, 16, 0)
        row.addWidget(self.tabs, 1)
        row.addWidget(self._numbers)
        return strip

    def _make_search(self) -> QHBoxLayout:
        self.search.setMaximumWidth(SEARCH_WIDTH)
        button = SecondaryButton(self.tr("查询"))
        button.setObjectName("declarations.search_button")
        button.clicked.connect(self.search.search)
        self._export = SecondaryButton(self.tr("导出名单"), "download")
        self._export.setObjectName("declarations.export")
        self._export.clicked.connect(self.export_wanted)
        year, plan = YearCombo(self._state, self), PlanCombo(self._state, self)
        plan.setMaximumWidth(340)
        self._filter_names = [
            TextLabel(self.tr("申报年度"), "caption", "muted"),
            TextLabel(self.tr("计划名称"), "caption", "muted"),
        ]
        row = QHBoxLayout()
        row.setContentsMargins(16, 9, 14, 9)
        row.setSpacing(8)
        row.addWidget(self.search, 4)
        row.addWidget(button)
        row.addSpacing(8)
        row.addWidget(self._filter_names[0])
        row.addWidget(year)
        row.addSpacing(4)
        row.addWidget(self._filter_names[1])
        row.addWidget(plan, 3)
        row.addStretch(1)
        row.addWidget(self._export)
        return row

    def _make_chips(self) -> QWidget:
        strip = QWidget(self)
        # Stated: a tab without chips must not move the table.
        strip.setFixedHeight(CHIPS_HEIGHT)
        self._flagged = FlaggedBox(self._state, self)
        row = QHBoxLayout(strip)
        row.setContentsMargins(16, 0, 14, 9)
        row.setSpacing(12)
        row.addWidget(self.chips)
        entering = EnteringChip(self._state, self)
        entering.platform_wanted.connect(self.platform_wanted)
        row.addWidget(entering)
        row.addWidget(self._flagged)
        row.addStretch(1)
        row.addWidget(OrderButton(self._state, self))
        return strip

    def _make_actions(self) -> VerdictBar:
        self._bar = VerdictBar(self)
        self._open_button = PrimaryButton(self.tr("打开审查"), "file-search", "Enter", self)
        self._open_button.setObjectName("declarations.open")
        self._open_button.clicked.connect(self.open_wanted)
        self._package = TallSecondaryButton(self.tr("导出归档包"), "save", None, self)
        self._package.setObjectName("declarations.package")
        self._package.clicked.connect(self._want_package)
        self._matrix = TallSecondaryButton(self.tr("附件矩阵"), "list-checks", "M", self)
        self._matrix.setObjectName("declarations.matrix")
        self._matrix.clicked.connect(self.matrix_wanted)
        self._pill = PillLabel()
        self._about = ElidedLabel("", "body", "muted")
        self._about.setObjectName("declarations.about_row")
        for widget in (self._open_button, self._package, self._matrix, self._pill, self._about):
            self._bar.add_button(widget)
        return self._bar

    # ---- inside

    def _follow_columns(self) -> None:
        self.table.set_columns(
            make_looks(self._state.role, returns=self._state.shows_returns, narrow=self._narrow)
        )
        self._flagged.setVisible(not self._state.shows_returns)
        self._show_actions()

    def _show_actions(self) -> None:
        place, total = self.table.current_row(), self._state.model.rowCount()
        shown = self._stack.currentWidget() is self.table
        row = self._state.row(place) if shown else None
        self._open_button.setEnabled(row is not None)
        self._package.setEnabled(row is not None)
        # 退回记录 lists events, not declarations.
        self._matrix.setEnabled(total > 0 and not self._state.shows_returns)
        pill = self._state.pill_of(row) if row is not None else None
        if pill is None:
            self._pill.set_pill("pending", "")
        else:
            self._pill.set_pill(pill.state, pill.word, pill.icon)
        self._about.set_text(self._say_about(row) if row is not None else "")
        words = self.tr("第 {0} / {1} 份").replace("{0}", str(place + 1)).replace("{1}", str(total))
        keys = [((), words if row is not None else ""), (("K", "J"), self.tr("上 / 下一份"))]
        self._bar.set_hints(keys if self._narrow else [*keys, (("/",), self.tr("查询"))])

    def _say_about(self, row: DeclarationRow) -> str:
        """林致远　机器预检 3 处需留意，还没打开看."""
        flags = flags_of(row, self._state.role)
        noticed = self.tr("机器预检 {0} 处需留意").replace("{0}", str(flags)) if flags else ""
        waits = row.step is EmployerStep.REVIEW or not self._state.is_employer
        unseen = self.tr("还没打开看") if waits and not row.opened else ""
        words = self.tr("第 {0} 次提交，没有改动") if row.unchanged else self.tr("第 {0} 次提交")
        again = words.replace("{0}", str(row.submit_no)) if row.submit_no > 1 else ""
        return "　".join(
            part for part in (row.name, "，".join(p for p in (again, noticed, unseen) if p)) if part
        )

    def _open(self, index: QModelIndex) -> None:
        self.open_wanted.emit()

    def _want_package(self) -> None:
        row = self._state.row(self.table.current_row())
        if row is not None:
            self.package_wanted.emit(row)

    def _open_log(self, index: QModelIndex) -> None:
        row = self._state.row(index.row())
        if row is not None:
            self.log_wanted.emit(row)
