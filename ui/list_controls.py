"""Controls above a review list that every tab has: search, 只看有预检提示, order. Each is bound to the tab's list state.

The 列表 and the 审阅 state of a tab each have their own set; what one changes the other shows.
"""

from collections.abc import Mapping
from enum import StrEnum
from typing import Any, Protocol

from PySide6.QtGui import QAction, QActionGroup
from PySide6.QtWidgets import QHBoxLayout, QMenu, QWidget

from app.ports.queries import ListOrder
from ui.texts.words import word
from ui.widgets.buttons import FrameIconButton, MenuButton
from ui.widgets.choice import CheckBox
from ui.widgets.fields import SearchField
from ui.widgets.pane import Pane


class Searched(Protocol):
    """The filter of a list that can be searched."""

    @property
    def text(self) -> str: ...


class SearchState(Protocol):
    """A list with a search. ``name`` begins the object names ("archive")."""

    name: str
    filter_changed: Any
    """Signal()."""

    @property
    def wanted(self) -> Searched: ...

    def set_text(self, text: str) -> None: ...


class Wanted(Searched, Protocol):
    """The filter of a list."""

    @property
    def flagged_only(self) -> bool: ...

    @property
    def order(self) -> ListOrder: ...


class ListState(Protocol):
    """What list the clerk is in. ``name`` begins the object names ("archive"), ``unit`` counts the rows (条)."""

    name: str
    unit: str
    filter_changed: Any
    """Signal()."""
    counted: Any
    """Signal(): other counts."""

    @property
    def wanted(self) -> Wanted: ...

    def flagged_count(self) -> int:
        """Rows of the status tab shown that have pre-check notices."""
        ...

    def set_text(self, text: str) -> None: ...
    def set_flagged_only(self, on: bool) -> None: ...
    def set_order(self, order: ListOrder) -> None: ...


class Ordered(Protocol):
    """The filter of a list that knows several orders."""

    @property
    def order(self) -> StrEnum: ...


class OrderedState(Protocol):
    """A list with an order of its own kind; ``name`` begins the object names."""

    name: str
    filter_changed: Any
    """Signal()."""

    @property
    def wanted(self) -> Ordered: ...

    def set_order(self, order: Any) -> None: ...


class ListSearch(SearchField):
    """Searches as one types (A3.10, A3.14)."""

    def __init__(self, state: SearchState, placeholder: str, parent: QWidget | None = None) -> None:
        super().__init__(placeholder, "/", parent)
        self._state = state
        self.setObjectName(f"{state.name}.search")
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

    def __init__(self, state: ListState, parent: QWidget | None = None) -> None:
        super().__init__("", parent)
        self._state = state
        self.setObjectName(f"{state.name}.flagged_only")
        state.filter_changed.connect(self._follow)
        state.counted.connect(self._show_count)
        self.toggled.connect(state.set_flagged_only)
        self._show_count()

    def _follow(self) -> None:
        self.blockSignals(True)
        self.setChecked(self._state.wanted.flagged_only)
        self.blockSignals(False)

    def _show_count(self) -> None:
        count = self._state.flagged_count()
        words = (
            self.tr("只看有预检提示的 {0} {1}").replace("{1}", self._state.unit).replace("{0}", str(count))
        )
        self.setText(words if count else self.tr("只看有预检提示的"))
        self.setEnabled(count > 0 or self.isChecked())
        self.updateGeometry()


class FlaggedButton(FrameIconButton):
    """The same as a button of 32 px beside the search field (picture 02)."""

    def __init__(self, state: ListState, parent: QWidget | None = None) -> None:
        super().__init__("list-filter", "", parent)
        self._state = state
        self.setObjectName(f"{state.name}.flagged_only_button")
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
        words = self.tr("只看有预检提示的 {0} {1}").replace("{1}", self._state.unit)
        words = words.replace("{0}", str(self._state.flagged_count()))
        self.setAccessibleName(words)
        self.setToolTip(words)


class TabStrip(Pane):
    """Status tabs 16 px from the pane's edge, their hairline over the whole width."""

    def __init__(self, tabs: QWidget, parent: QWidget | None = None) -> None:
        super().__init__("surface", "b", parent)
        row = QHBoxLayout(self)
        row.setContentsMargins(7, 0, 0, 0)
        row.addWidget(tabs)


class OrderMenu(MenuButton):
    """最近提交在前 and the other orders of a list. ``orders``: each with its words."""

    def __init__(
        self, state: OrderedState, orders: Mapping[StrEnum, str], parent: QWidget | None = None
    ) -> None:
        super().__init__("", None, None, parent)
        self._state, self._words = state, orders
        self.setObjectName(f"{state.name}.order")
        menu = QMenu(self)
        self._group = QActionGroup(self)
        for order, words in orders.items():
            action = QAction(words, self._group)
            action.setCheckable(True)
            action.setData(order.value)
            menu.addAction(action)
        self._group.triggered.connect(self._choose)
        self.setMenu(menu)
        state.filter_changed.connect(self._follow)
        self._follow()

    def _choose(self, action: QAction) -> None:
        self._state.set_order(next(order for order in self._words if order.value == action.data()))

    def _follow(self) -> None:
        chosen = self._state.wanted.order
        for action in self._group.actions():
            action.setChecked(action.data() == chosen.value)
        self.setText(self._words[chosen])
        self.setAccessibleName(self.tr("顺序 {0}").replace("{0}", self.text()))
        self.updateGeometry()


class OrderButton(OrderMenu):
    """Of archive and declarations."""

    def __init__(self, state: ListState, parent: QWidget | None = None) -> None:
        super().__init__(state, {order: word(order) for order in ListOrder}, parent)
