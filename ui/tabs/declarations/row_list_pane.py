"""The list beside the sections in the 审阅 state: tabs, search, year, plan, export, two-line rows (picture 05)."""

from PySide6.QtCore import QModelIndex, Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from ui.list_controls import FlaggedButton, ListSearch, OrderButton
from ui.tabs.declarations.columns import NAME_PLACE
from ui.tabs.declarations.list_controls import DeclarationTabs, PlanCombo, StepMenu, TabCombo, YearCombo
from ui.tabs.declarations.list_state import DeclarationList
from ui.widgets.labels import TextLabel
from ui.widgets.pane import Pane
from ui.widgets.row_view import RowView
from ui.widgets.two_line_delegate import TwoLineDelegate

WIDTH, NARROW_WIDTH = 308, 288


class RowListPane(Pane):
    """``row_chosen`` carries the place of the row that is current now (-1: none)."""

    row_chosen = Signal(int)

    def __init__(self, state: DeclarationList, parent: QWidget | None = None) -> None:
        super().__init__("surface", "r", parent)
        self._state = state
        self.setMinimumWidth(240)
        self.tabs = DeclarationTabs(state, short=True)
        self.search = ListSearch(state, self.tr("姓名或身份证号片段"), self)
        self.view = RowView(self)
        self.view.setObjectName("declarations.list")
        self.view.setAccessibleName(self.tr("职称申报"))
        self.view.setModel(state.model)
        self.view.setModelColumn(NAME_PLACE)
        self.view.setItemDelegate(TwoLineDelegate(self.view, show_pills=True))
        self._nothing = TextLabel("", "body", "muted", wrap=True)
        self._nothing.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self._stack = QStackedWidget(self)
        self._stack.addWidget(self.view)
        self._stack.addWidget(self._nothing)
        self._lay_out()
        self.view.selectionModel().currentRowChanged.connect(self._choose)
        state.model.modelReset.connect(self._show_rows)
        state.model.rowsInserted.connect(self._show_rows)
        state.model.rowsRemoved.connect(self._show_rows)
        state.filter_changed.connect(self._show_rows)
        state.columns_changed.connect(self._keep_column)
        self._show_rows()

    def set_narrow(self, narrow: bool) -> None:
        """A combo instead of the tabs; the sections' combo stands below it (picture 23)."""
        self._strip.setVisible(not narrow)
        self._combo_strip.setVisible(narrow)

    def focus_list(self) -> None:
        self.view.setFocus(Qt.FocusReason.OtherFocusReason)

    def _lay_out(self) -> None:
        self._strip = Pane("surface", "b")
        tabs = QHBoxLayout(self._strip)
        tabs.setContentsMargins(8, 0, 0, 0)
        tabs.addWidget(self.tabs)
        self._combo = TabCombo(self._state, self)
        self._combo_strip = QWidget(self)
        narrow = QHBoxLayout(self._combo_strip)
        narrow.setContentsMargins(12, 8, 12, 0)
        narrow.addWidget(self._combo)
        self._combo_strip.hide()
        search = QHBoxLayout()
        search.setContentsMargins(12, 9, 12, 0)
        search.setSpacing(6)
        search.addWidget(self.search, 1)
        search.addWidget(FlaggedButton(self._state, self))
        filters = QHBoxLayout()
        filters.setContentsMargins(12, 6, 12, 2)
        filters.setSpacing(6)
        filters.addWidget(YearCombo(self._state, self))
        filters.addWidget(PlanCombo(self._state, self), 1)
        order = QHBoxLayout()
        order.setContentsMargins(12, 0, 10, 2)
        order.addWidget(StepMenu(self._state, self))
        order.addStretch(1)
        order.addWidget(OrderButton(self._state, self))
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 1, 0)
        column.setSpacing(0)
        column.addWidget(self._strip)
        column.addWidget(self._combo_strip)
        column.addLayout(search)
        column.addLayout(filters)
        column.addLayout(order)
        column.addWidget(self._stack, 1)

    def _choose(self, now: QModelIndex, before: QModelIndex) -> None:
        self.row_chosen.emit(now.row() if now.isValid() else -1)

    def _keep_column(self) -> None:
        # set_columns resets the model, and a reset takes a list view back to column 0.
        self.view.setModelColumn(NAME_PLACE)

    def _show_rows(self) -> None:
        empty = self._state.model.rowCount() == 0
        self._stack.setCurrentIndex(1 if empty else 0)
        text = self._state.wanted.text
        found = self.tr("没有找到“{0}”").replace("{0}", text) if text else self.tr("这里没有申报")
        self._nothing.setText(found if empty else "")
