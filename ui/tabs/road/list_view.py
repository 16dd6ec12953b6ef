"""What stands right of the stage list: search, filters, chips, table, action bar (picture 17)."""

from PySide6.QtCore import QModelIndex, Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QStackedWidget, QVBoxLayout, QWidget

from app.domain.organisation import Role
from ui.list_controls import ListSearch
from ui.tabs.road.act_bar import ActBar
from ui.tabs.road.columns import WIDE_ONLY, make_looks
from ui.tabs.road.filters import ModeCombo, OrderButton, PlanCombo, RoadChips, UnitCombo, YearCombo
from ui.tabs.road.list_state import RoadList
from ui.tabs.road.stage_list import StageCombo
from ui.widgets.buttons import QuietButton, SecondaryButton
from ui.widgets.empty_state import EmptyState
from ui.widgets.grouped_table_view import GroupedTableView
from ui.widgets.pane import Pane

SEARCH_WIDTH = 330
CHIPS_HEIGHT = 37


class ListView(Pane):
    """Wishes go out as signals; the tab acts."""

    open_wanted = Signal()
    matrix_wanted = Signal()
    export_wanted = Signal()

    def __init__(self, state: RoadList, parent: QWidget | None = None) -> None:
        super().__init__("surface", "", parent)
        self._state = state
        self.stage_combo = StageCombo(state, self)
        self.search = ListSearch(state, self.tr("请输入申报人姓名、身份证号或单位"), self)
        self.table = GroupedTableView(state.model, self)
        self.table.setObjectName("road.table")
        self.table.setAccessibleName(self.tr("职称申报"))
        self.table.doubleClicked.connect(self._open)
        self.table.head.all_toggled.connect(state.model.tick_all)
        self.empty = EmptyState(self)
        self.empty.setObjectName("road.empty")
        self.meetings = QuietButton(self.tr("评审会"), "gavel", "H", self)
        self.meetings.setObjectName("road.meetings_open")
        self._matrix = QuietButton(self.tr("附件矩阵"), "list-checks", "M", self)
        self._matrix.setObjectName("road.matrix")
        self._matrix.setAccessibleName(self._matrix.text())
        self._matrix.clicked.connect(self.matrix_wanted)
        self._export = SecondaryButton(self.tr("导出名单"), "download", None, self)
        self._export.setObjectName("road.export")
        self._export.setAccessibleName(self._export.text())
        self._export.clicked.connect(self.export_wanted)
        self._stack = QStackedWidget(self)
        self._stack.addWidget(self.table)
        self._stack.addWidget(self.empty)
        self.bar = ActBar(self)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addLayout(self._make_search())
        column.addWidget(self._make_chips())
        column.addWidget(self._stack, 1)
        column.addWidget(self.bar)
        self.meetings.setVisible(state.role is Role.COMMITTEE)
        state.model.ticks_changed.connect(self._show_head)
        state.model.modelReset.connect(self._show_head)
        # Until the width is known: a wide list would widen a small window for good.
        self.set_narrow(True)

    def shows_rows(self) -> bool:
        return self._stack.currentWidget() is self.table

    def show_empty(self, empty: bool) -> None:
        """The empty state instead of the table; ``empty_guide`` words it."""
        self._stack.setCurrentIndex(1 if empty else 0)
        self._matrix.setEnabled(not empty)

    def show_exporting(self, busy: bool) -> None:
        self._export.setEnabled(not busy)

    def set_narrow(self, narrow: bool) -> None:
        """Below 1280 px fewer columns and filters, and the stage list as a combo box."""
        self.table.set_columns(make_looks(narrow=narrow))
        for place in WIDE_ONLY:
            self.table.head.setSectionHidden(place, narrow)
        self.stage_combo.setVisible(narrow)
        for widget in (self._year, self._plan, self._search_button):
            widget.setVisible(not narrow)
        self._chips.set_narrow(narrow)
        for button in (self._matrix, self._export):
            words = button.accessibleName()
            button.setText("" if narrow else words)
            button.setToolTip(words if narrow else "")
        self.bar.set_narrow(narrow)

    def focus_list(self) -> None:
        self.table.setFocus(Qt.FocusReason.OtherFocusReason)

    def _make_search(self) -> QHBoxLayout:
        self.search.setMaximumWidth(SEARCH_WIDTH)
        self._search_button = SecondaryButton(self.tr("查询"), None, None, self)
        self._search_button.setObjectName("road.search_button")
        self._search_button.clicked.connect(self.search.search)
        unit, mode = UnitCombo(self._state, self), ModeCombo(self._state, self)
        self._year, self._plan = YearCombo(self._state, self), PlanCombo(self._state, self)
        unit.setMaximumWidth(200)
        self._plan.setMaximumWidth(200)
        row = QHBoxLayout()
        row.setContentsMargins(16, 9, 14, 9)
        row.setSpacing(8)
        row.addWidget(self.stage_combo)
        row.addWidget(self.search, 4)
        row.addWidget(self._search_button)
        row.addSpacing(8)
        for combo, stretch in ((unit, 2), (mode, 0), (self._year, 0), (self._plan, 2)):
            row.addWidget(combo, stretch)
        row.addStretch(1)
        row.addWidget(self._export)
        return row

    def _make_chips(self) -> QWidget:
        strip = QWidget(self)
        strip.setFixedHeight(CHIPS_HEIGHT)
        # It must not keep the window from becoming narrow: then there are fewer chips.
        strip.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
        self._chips = RoadChips(self._state, strip)
        row = QHBoxLayout(strip)
        row.setContentsMargins(16, 0, 14, 9)
        row.setSpacing(12)
        row.addWidget(self._chips)
        row.addStretch(1)
        row.addWidget(self.meetings)
        row.addWidget(self._matrix)
        row.addWidget(OrderButton(self._state, strip))
        return strip

    def _show_head(self) -> None:
        self.table.head.set_check_state(self._state.model.tick_state())

    def _open(self, index: QModelIndex) -> None:
        self.open_wanted.emit()
