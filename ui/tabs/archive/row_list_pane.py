"""The list beside the form in the 审阅 state: status tabs, search, 全选, two-line rows (pictures 02, 23)."""

from PySide6.QtCore import QItemSelectionModel, QModelIndex, Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from ui.list_controls import FlaggedButton, ListSearch, OrderButton, TabStrip
from ui.tabs.archive.category_pane import CategoryCombo
from ui.tabs.archive.list_controls import StatusCombo, StatusTabs
from ui.tabs.archive.list_state import ArchiveList
from ui.widgets.choice import CheckBox
from ui.widgets.labels import TextLabel
from ui.widgets.pane import Pane
from ui.widgets.row_view import RowView
from ui.widgets.two_line_delegate import TwoLineDelegate

WIDTH, NARROW_WIDTH = 358, 288


class RowListPane(Pane):
    """``row_chosen`` carries the place of the row that is current now (-1: none)."""

    row_chosen = Signal(int)

    def __init__(self, state: ArchiveList, parent: QWidget | None = None) -> None:
        super().__init__("surface", "", parent)
        self._state = state
        self.setMinimumWidth(240)
        self.tabs = StatusTabs(state, self)
        self._strip = TabStrip(self.tabs, self)
        self.search = ListSearch(state, self.tr("姓名或证件号码"), self)
        self._flagged = FlaggedButton(state, self)
        self._order = OrderButton(state, self)
        self._all = CheckBox(self.tr("全选"), self)
        self._all.setObjectName("archive.tick_all")
        self._all.setTristate(True)
        self._all.clicked.connect(self._tick_all)
        self._ticked = TextLabel("", "caption", "muted")
        self.view = RowView(self)
        self.view.setObjectName("archive.list")
        self.view.setAccessibleName(self.tr("待办列表"))
        self.view.setModel(state.model)
        self._delegate = TwoLineDelegate(self.view)
        self.view.setItemDelegate(self._delegate)
        self._nothing = TextLabel("", "body", "muted", wrap=True)
        self._nothing.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self._stack = QStackedWidget(self)
        self._stack.addWidget(self.view)
        self._stack.addWidget(self._nothing)
        self._lay_out()
        self._selection().currentChanged.connect(self._choose)
        state.model.ticks_changed.connect(self._show_ticks)
        state.model.modelReset.connect(self._show_rows)
        state.model.rowsInserted.connect(self._show_rows)
        state.model.rowsRemoved.connect(self._show_rows)
        state.filter_changed.connect(self._show_rows)
        self._show_rows()

    def set_narrow(self, narrow: bool) -> None:
        """Combos instead of the category pane and the tabs."""
        self._strip.setVisible(not narrow)
        self._combos.setVisible(narrow)

    def focus_list(self) -> None:
        self.view.setFocus(Qt.FocusReason.OtherFocusReason)

    def nothing_words(self) -> str:
        return self._nothing.text()

    def _lay_out(self) -> None:
        self._combos = QWidget(self)
        combos = QHBoxLayout(self._combos)
        combos.setContentsMargins(12, 8, 12, 0)
        combos.setSpacing(6)
        combos.addWidget(CategoryCombo(self._state, self._combos), 3)
        combos.addWidget(StatusCombo(self._state, self._combos), 2)
        self._combos.hide()
        search = QHBoxLayout()
        search.setContentsMargins(12, 9, 12, 2)
        search.setSpacing(6)
        search.addWidget(self.search)
        search.addWidget(self._flagged)
        every = QHBoxLayout()
        every.setContentsMargins(14, 0, 12, 2)
        every.setSpacing(8)
        every.addWidget(self._all)
        every.addWidget(self._ticked)
        every.addStretch(1)
        every.addWidget(self._order)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self._strip)
        column.addWidget(self._combos)
        column.addLayout(search)
        column.addLayout(every)
        column.addWidget(self._stack, 1)

    def _selection(self) -> QItemSelectionModel:
        return self.view.selectionModel()

    def _choose(self, now: QModelIndex, before: QModelIndex) -> None:
        self.row_chosen.emit(now.row() if now.isValid() else -1)

    def _show_rows(self) -> None:
        empty = self._state.model.rowCount() == 0
        self._delegate.show_pills = self._state.wanted.status is None
        self._stack.setCurrentIndex(1 if empty else 0)
        self._nothing.setText(self._nothing_here() if empty else "")

    def _nothing_here(self) -> str:
        wanted = self._state.wanted
        if wanted.text:
            return self.tr("没有找到“{0}”").replace("{0}", wanted.text)
        return self.tr("这里没有条目")

    def _show_ticks(self, count: int) -> None:
        total = self._state.model.rowCount()
        state = Qt.CheckState.PartiallyChecked if 0 < count < total else Qt.CheckState.Unchecked
        if count and count == total:
            state = Qt.CheckState.Checked
        self._all.setCheckState(state)
        self._ticked.setText(self.tr("已选 {0} 条").replace("{0}", str(count)) if count else "")

    def _tick_all(self) -> None:
        # Tristate boxes walk through partial; a person means all or none.
        count = self._state.model.tick_count()
        self._state.model.tick_all(count < self._state.model.rowCount())
        self._show_ticks(self._state.model.tick_count())
