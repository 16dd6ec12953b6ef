"""The controls above a list, each bound to the one ArchiveList: status tabs, search, 只看有预检提示, order.

The 列表 and the 审阅 state each have their own set; what one changes the other shows.
"""

from PySide6.QtGui import QAction, QActionGroup
from PySide6.QtWidgets import QHBoxLayout, QMenu, QWidget

from app.ports.queries import ListOrder
from ui.tabs.archive.list_state import STATUS_TABS, ArchiveList
from ui.texts.words import word
from ui.widgets.buttons import FrameIconButton, MenuButton
from ui.widgets.choice import CheckBox
from ui.widgets.combo_box import ComboBox
from ui.widgets.fields import SearchField
from ui.widgets.pane import Pane
from ui.widgets.sub_tabs import SubTabs


class StatusTabs(SubTabs):
    """待审核 12  通过 86 … (A3.11)."""

    def __init__(self, state: ArchiveList, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._state = state
        self.setObjectName("archive.status")
        self.setAccessibleName(self.tr("审核状态"))
        self.set_tabs([self._word(place) for place in range(len(STATUS_TABS))])
        state.filter_changed.connect(self._follow)
        state.counted.connect(self._show_counts)
        self.currentChanged.connect(self._choose)
        self._follow()

    def _word(self, place: int) -> str:
        status = STATUS_TABS[place]
        return self.tr("全部") if status is None else word(status)

    def _follow(self) -> None:
        self.blockSignals(True)
        self.setCurrentIndex(STATUS_TABS.index(self._state.wanted.status))
        self.blockSignals(False)

    def _show_counts(self) -> None:
        for place, status in enumerate(STATUS_TABS):
            self.set_count(place, self._state.counts.of_tab(status))

    def _choose(self, place: int) -> None:
        self._state.set_status(STATUS_TABS[place])


class StatusCombo(ComboBox):
    """The same in a narrow window (picture 23)."""

    def __init__(self, state: ArchiveList, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._state = state
        self.setObjectName("archive.status_combo")
        self.setAccessibleName(self.tr("审核状态"))
        for status in STATUS_TABS:
            self.addItem(self.tr("全部") if status is None else word(status))
        state.filter_changed.connect(self._follow)
        state.counted.connect(self._show_counts)
        self.activated.connect(self._choose)
        self._follow()

    def _follow(self) -> None:
        self.setCurrentIndex(STATUS_TABS.index(self._state.wanted.status))

    def _show_counts(self) -> None:
        for place, status in enumerate(STATUS_TABS):
            title = self.tr("全部") if status is None else word(status)
            self.setItemText(place, f"{title} {self._state.counts.of_tab(status)}")

    def _choose(self, place: int) -> None:
        self._state.set_status(STATUS_TABS[place])


class ListSearch(SearchField):
    """Searches as one types (A3.10)."""

    def __init__(self, state: ArchiveList, placeholder: str, parent: QWidget | None = None) -> None:
        super().__init__(placeholder, "/", parent)
        self._state = state
        self.setObjectName("archive.search")
        state.filter_changed.connect(self._follow)
        self.textChanged.connect(self.search)

    def search(self) -> None:
        """搜索: what stands in the field."""
        self._state.set_text(self.text().strip())

    def _follow(self) -> None:
        if self.text().strip() != self._state.wanted.text:
            self.blockSignals(True)
            self.setText(self._state.wanted.text)
            self.blockSignals(False)
            self._show_clear(self.text())


class FlaggedBox(CheckBox):
    """只看有预检提示的 3 条."""

    def __init__(self, state: ArchiveList, parent: QWidget | None = None) -> None:
        super().__init__("", parent)
        self._state = state
        self.setObjectName("archive.flagged_only")
        state.filter_changed.connect(self._follow)
        state.counted.connect(self._show_count)
        self.toggled.connect(state.set_flagged_only)
        self._show_count()

    def _follow(self) -> None:
        self.blockSignals(True)
        self.setChecked(self._state.wanted.flagged_only)
        self.blockSignals(False)

    def _show_count(self) -> None:
        count = self._state.counts.flagged
        words = self.tr("只看有预检提示的 {0} 条").replace("{0}", str(count))
        self.setText(words if count else self.tr("只看有预检提示的"))
        self.setEnabled(count > 0 or self.isChecked())
        self.updateGeometry()


class FlaggedButton(FrameIconButton):
    """The same as a button of 32 px beside the search field (picture 02)."""

    def __init__(self, state: ArchiveList, parent: QWidget | None = None) -> None:
        super().__init__("list-filter", "", parent)
        self._state = state
        self.setObjectName("archive.flagged_only_button")
        self.setCheckable(True)
        state.filter_changed.connect(self._follow)
        state.counted.connect(self._show_count)
        self.toggled.connect(state.set_flagged_only)
        self._show_count()

    def _follow(self) -> None:
        self.blockSignals(True)
        self.setChecked(self._state.wanted.flagged_only)
        self.blockSignals(False)
        self.set_icon_name("list-filter", "accent_ink" if self.isChecked() else "text")

    def _show_count(self) -> None:
        words = self.tr("只看有预检提示的 {0} 条").replace("{0}", str(self._state.counts.flagged))
        self.setAccessibleName(words)
        self.setToolTip(words)


class TabStrip(Pane):
    """Status tabs 16 px from the pane's edge, their hairline over the whole width."""

    def __init__(self, tabs: StatusTabs, parent: QWidget | None = None) -> None:
        super().__init__("surface", "b", parent)
        row = QHBoxLayout(self)
        row.setContentsMargins(7, 0, 0, 0)
        row.addWidget(tabs)


class OrderButton(MenuButton):
    """最近提交在前 and the other orders."""

    def __init__(self, state: ArchiveList, parent: QWidget | None = None) -> None:
        super().__init__("", None, None, parent)
        self._state = state
        self.setObjectName("archive.order")
        menu = QMenu(self)
        self._group = QActionGroup(self)
        for order in ListOrder:
            action = QAction(word(order), self._group)
            action.setCheckable(True)
            action.setData(order.value)
            menu.addAction(action)
        self._group.triggered.connect(self._choose)
        self.setMenu(menu)
        state.filter_changed.connect(self._follow)
        self._follow()

    def _choose(self, action: QAction) -> None:
        self._state.set_order(ListOrder(action.data()))

    def _follow(self) -> None:
        for action in self._group.actions():
            action.setChecked(action.data() == self._state.wanted.order.value)
        self.setText(word(self._state.wanted.order))
        self.setAccessibleName(self.tr("顺序 {0}").replace("{0}", self.text()))
        self.updateGeometry()
