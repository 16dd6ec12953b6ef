"""Tabs, chips, year and plan above the list, bound to the one DeclarationList (A3.15, A3.16; picture 14).

Search, flag filter and order are ``ui.list_controls``. What one set changes the other shows.
"""

from PySide6.QtCore import Signal
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QMenu, QWidget

from app.domain.declaration import DeclarationTab, EmployerStep
from ui.tabs.declarations.list_state import DeclarationList
from ui.texts.words import word
from ui.widgets.buttons import LinkButton, MenuButton
from ui.widgets.combo_box import ComboBox
from ui.widgets.filter_chips import Chip, FilterChipBar
from ui.widgets.sub_tabs import SubTabs

_STEP_ICONS = {
    EmployerStep.REVIEW: "circle-dashed",
    EmployerStep.AWAITING: "megaphone",
    EmployerStep.RUNNING: "calendar-clock",
    EmployerStep.READY: "calendar-check",
}

_NOT_ENTERED = "not_entered"
_SHORT = {
    DeclarationTab.PASSED: "通过",
    DeclarationTab.FAILED: "不通过",
    DeclarationTab.RETURNS: "退回",
}
"""Beside the form there is room for short words only (picture 05)."""


class DeclarationTabs(SubTabs):
    """待审查 17  审查通过 43 … (A3.15)."""

    def __init__(self, state: DeclarationList, *, short: bool = False, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._PADDING = 6 if short else 9
        self._state = state
        self.setObjectName("declarations.tabs")
        self.setAccessibleName(self.tr("审查状态"))
        self.set_tabs([self.tr(_SHORT[tab]) if short and tab in _SHORT else word(tab) for tab in state.tabs])
        if short:
            for place, tab in enumerate(state.tabs):
                self.setTabToolTip(place, word(tab))
        state.filter_changed.connect(self._follow)
        state.counted.connect(self._show_counts)
        self.currentChanged.connect(self._choose)
        self._follow()

    def _follow(self) -> None:
        self.blockSignals(True)
        self.setCurrentIndex(self._state.tabs.index(self._state.wanted.tab))
        self.blockSignals(False)
        self.update()

    def _show_counts(self) -> None:
        for place, tab in enumerate(self._state.tabs):
            self.set_count(place, self._state.counts.by_tab.get(tab, 0))

    def _choose(self, place: int) -> None:
        self._state.set_tab(self._state.tabs[place])


class TabCombo(ComboBox):
    """The same in a narrow window (picture 23)."""

    def __init__(self, state: DeclarationList, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._state = state
        self.setObjectName("declarations.tab_combo")
        self.setAccessibleName(self.tr("审查状态"))
        for tab in state.tabs:
            self.addItem(word(tab))
        state.filter_changed.connect(self._follow)
        state.counted.connect(self._show_counts)
        self.activated.connect(self._choose)
        self._follow()

    def _follow(self) -> None:
        self.setCurrentIndex(self._state.tabs.index(self._state.wanted.tab))

    def _show_counts(self) -> None:
        for place, tab in enumerate(self._state.tabs):
            self.setItemText(place, f"{word(tab)} {self._state.counts.by_tab.get(tab, 0)}")

    def _choose(self, place: int) -> None:
        self._state.set_tab(self._state.tabs[place])


class StepChips(FilterChipBar):
    """待审 待公示 公示中 期满待通过 with counts that filter; only in the employer's 待审查 (DOMAIN facts §4)."""

    def __init__(self, state: DeclarationList, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._state = state
        self.setObjectName("declarations.steps")
        self.set_chips(Chip(step.value, word(step), _STEP_ICONS[step]) for step in EmployerStep)
        for step in EmployerStep:
            self.chip(step.value).setObjectName(f"declarations.step.{step.value}")
        state.filter_changed.connect(self._follow)
        state.counted.connect(self._show_counts)
        self.selection_changed.connect(self._choose)
        self._follow()

    def _follow(self) -> None:
        self.set_selected(step.value for step in self._state.wanted.steps)
        self.setVisible(self._state.shows_chips)

    def _show_counts(self) -> None:
        for step in EmployerStep:
            self.set_count(step.value, self._state.counts.by_step.get(step, 0))

    def _choose(self, chosen: list[str]) -> None:
        self._state.set_steps(frozenset(EmployerStep(value) for value in chosen))


class EnteringChip(FilterChipBar):
    """省平台未录入 12: only what this office decided and did not enter yet (DOMAIN facts §9); 去录入 leads to the texts."""

    platform_wanted = Signal()

    def __init__(self, state: DeclarationList, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._state = state
        self.setObjectName("declarations.entering")
        self.set_chips([Chip(_NOT_ENTERED, self.tr("省平台未录入"), "monitor")])
        self.chip(_NOT_ENTERED).setObjectName("declarations.not_entered")
        link = LinkButton(self.tr("去录入"), self)
        link.setObjectName("declarations.to_platform")
        link.set_key("S")
        link.clicked.connect(self.platform_wanted)
        self._row.insertWidget(1, link)
        state.filter_changed.connect(self._follow)
        state.counted.connect(self._show_count)
        self.selection_changed.connect(self._choose)
        self._follow()

    def _follow(self) -> None:
        self.set_selected([_NOT_ENTERED] if self._state.wanted.not_entered else [])
        self._show_count()

    def _show_count(self) -> None:
        """Room is kept for it only where there is something to enter."""
        count = self._state.counts.not_entered
        self.set_count(_NOT_ENTERED, count)
        self.setVisible(not self._state.shows_returns and (count > 0 or self._state.wanted.not_entered))

    def _choose(self, chosen: list[str]) -> None:
        self._state.set_not_entered(bool(chosen))


class StepMenu(MenuButton):
    """The chips as a menu, where there is no room for them (beside the form)."""

    def __init__(self, state: DeclarationList, parent: QWidget | None = None) -> None:
        super().__init__("", None, None, parent)
        self._state = state
        self.setObjectName("declarations.step_menu")
        menu = QMenu(self)
        self._actions: dict[EmployerStep, QAction] = {}
        for step in EmployerStep:
            action = QAction(word(step), self)
            menu.addAction(action)
            action.setCheckable(True)
            action.triggered.connect(self._choose)
            self._actions[step] = action
        self.setMenu(menu)
        state.filter_changed.connect(self._follow)
        state.counted.connect(self._follow)
        self._follow()

    def _follow(self) -> None:
        wanted, counts = self._state.wanted.steps, self._state.counts.by_step
        for step, action in self._actions.items():
            action.setChecked(step in wanted)
            action.setText(f"{word(step)}　{counts.get(step, 0)}")
        chosen = [word(step) for step in EmployerStep if step in wanted]
        self.setText("、".join(chosen) if chosen else self.tr("全部步骤"))
        self.setVisible(self._state.shows_chips)
        self.updateGeometry()

    def _choose(self) -> None:
        self._state.set_steps(frozenset(s for s, action in self._actions.items() if action.isChecked()))


class YearCombo(ComboBox):
    """申报年度."""

    def __init__(self, state: DeclarationList, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._state = state
        self.setObjectName("declarations.year")
        self.setAccessibleName(self.tr("申报年度"))
        self._years: list[int] = []
        self.addItem(self.tr("全部年度"), None)
        state.filter_changed.connect(self._follow)
        state.counted.connect(self._show_years)
        self.activated.connect(self._choose)

    def _show_years(self) -> None:
        years = list(self._state.counts.years)
        if years != self._years:
            self._years = years
            while self.count() > 1:
                self.removeItem(1)
            for year in years:
                self.addItem(str(year), year)
            self.updateGeometry()
        self._follow()

    def _follow(self) -> None:
        self.setCurrentIndex(max(0, self.findData(self._state.wanted.year)))

    def _choose(self, place: int) -> None:
        self._state.set_year(self.itemData(place))


class PlanCombo(ComboBox):
    """计划名称."""

    def __init__(self, state: DeclarationList, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._state = state
        self.setObjectName("declarations.plan")
        self.setAccessibleName(self.tr("计划名称"))
        every = self.tr("全部 {0} 个计划").replace("{0}", str(len(state.plans)))
        self.addItem(every, None)
        for plan_id, name in state.plans.items():
            self.addItem(name, plan_id)
        state.filter_changed.connect(self._follow)
        self.activated.connect(self._choose)

    def _follow(self) -> None:
        self.setCurrentIndex(max(0, self.findData(self._state.wanted.plan_id)))

    def _choose(self, place: int) -> None:
        self._state.set_plan(self.itemData(place))
