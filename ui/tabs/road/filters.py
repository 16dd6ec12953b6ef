"""Filters and order above the list (DOMAIN facts §4: filters on each column), bound to the one RoadList."""

from collections.abc import Mapping, Sequence
from typing import TypeVar

from PySide6.QtWidgets import QWidget

from app.domain.declaration import DeclareMode
from app.ports.road_queries import LATE_AFTER, Entering, RoadOrder
from ui.list_controls import OrderMenu
from ui.tabs.road.list_state import RoadList
from ui.tabs.road.queue_words import word_of_order
from ui.texts.words import word
from ui.widgets.combo_box import ComboBox
from ui.widgets.filter_chips import Chip, FilterChipBar

T = TypeVar("T")


class _ChoiceCombo(ComboBox):
    """全部 … first, then what occurs."""

    def __init__(self, state: RoadList, name: str, spoken: str, every: str, parent: QWidget | None) -> None:
        super().__init__(parent)
        self._state = state
        self._offered: list[tuple[object, str]] = []
        self.setObjectName(f"road.{name}")
        self.setAccessibleName(spoken)
        self.addItem(every, None)
        state.filter_changed.connect(self._follow)
        self.activated.connect(self._choose)

    def offer(self, entries: Sequence[tuple[object, str]]) -> None:
        """(value, word); what is chosen stays chosen."""
        if list(entries) != self._offered:
            self._offered = list(entries)
            while self.count() > 1:
                self.removeItem(1)
            for value, words in entries:
                self.addItem(words, value)
            self.updateGeometry()
        self._follow()

    def chosen_value(self) -> object:
        """Of the filter; subclasses say which."""
        return None

    def take(self, value: object) -> None:
        """Set the filter; subclasses say which."""

    def _follow(self) -> None:
        self.setCurrentIndex(max(0, self.findData(self.chosen_value())))

    def _choose(self, place: int) -> None:
        self.take(self.itemData(place))


class UnitCombo(_ChoiceCombo):
    def __init__(self, state: RoadList, parent: QWidget | None = None) -> None:
        super().__init__(state, "unit", state.tr("单位"), state.tr("全部单位"), parent)
        state.choices_changed.connect(self._show)

    def chosen_value(self) -> object:
        return self._state.wanted.unit_id

    def take(self, value: object) -> None:
        self._state.set_unit(None if value is None else str(value))

    def _show(self) -> None:
        self.offer(self._state.choices.units)


class PlanCombo(_ChoiceCombo):
    def __init__(self, state: RoadList, parent: QWidget | None = None) -> None:
        super().__init__(state, "plan", state.tr("计划名称"), state.tr("全部计划"), parent)
        state.choices_changed.connect(self._show)

    def chosen_value(self) -> object:
        return self._state.wanted.plan_id

    def take(self, value: object) -> None:
        self._state.set_plan(None if value is None else str(value))

    def _show(self) -> None:
        self.offer(self._state.choices.plans)


class YearCombo(_ChoiceCombo):
    def __init__(self, state: RoadList, parent: QWidget | None = None) -> None:
        super().__init__(state, "year", state.tr("申报年度"), state.tr("全部年度"), parent)
        state.choices_changed.connect(self._show)

    def chosen_value(self) -> object:
        return self._state.wanted.year

    def take(self, value: object) -> None:
        self._state.set_year(value if isinstance(value, int) else None)

    def _show(self) -> None:
        self.offer([(year, str(year)) for year in self._state.choices.years])


class ModeCombo(_ChoiceCombo):
    def __init__(self, state: RoadList, parent: QWidget | None = None) -> None:
        super().__init__(state, "mode", state.tr("申报方式"), state.tr("全部申报方式"), parent)
        self.offer([(mode.value, word(mode)) for mode in DeclareMode])

    def chosen_value(self) -> object:
        mode = self._state.wanted.mode
        return mode.value if mode is not None else None

    def take(self, value: object) -> None:
        self._state.set_mode(None if value is None else DeclareMode(str(value)))


FLAGGED, FIRST, AGAIN, LATE = "flagged", "first", "again", "late"
NOT_ENTERED, ENTERED = "not_entered", "entered"


class RoadChips(FilterChipBar):
    """有预检提示, 首次提交, 重新提交, 等了 10 个工作日以上, 省平台未录入, 省平台已录入. One of a pair turns the other off."""

    def __init__(self, state: RoadList, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._state = state
        self.setObjectName("road.chips")
        late = self.tr("等了 {0} 个工作日以上").replace("{0}", str(LATE_AFTER))
        chips = (
            Chip(FLAGGED, self.tr("有预检提示"), "triangle-alert"),
            Chip(FIRST, self.tr("首次提交")),
            Chip(AGAIN, self.tr("重新提交"), "rotate-cw"),
            Chip(LATE, late, "clock-alert"),
            Chip(NOT_ENTERED, self.tr("省平台未录入"), "cloud-upload"),
            Chip(ENTERED, self.tr("省平台已录入"), "cloud-check"),
        )
        self.set_chips(chips)
        for chip in chips:
            self.chip(chip.key).setObjectName(f"road.chip.{chip.key}")
        state.filter_changed.connect(self._follow)
        self.selection_changed.connect(self._choose)

    def set_narrow(self, narrow: bool) -> None:
        """The rarer ones leave where there is no room; one that is on stays."""
        for key in (FIRST, ENTERED):
            self.chip(key).setVisible(not narrow or self.chip(key).isChecked())

    def _follow(self) -> None:
        wanted = self._state.wanted
        on = {
            FLAGGED: wanted.flagged_only,
            FIRST: wanted.submit_again is False,
            AGAIN: wanted.submit_again is True,
            LATE: wanted.late_only,
            NOT_ENTERED: wanted.entering is Entering.NOT_YET,
            ENTERED: wanted.entering is Entering.DONE,
        }
        self.set_selected(key for key, chosen in on.items() if chosen)

    def _choose(self, chosen: list[str]) -> None:
        before = self._state.wanted
        self._state.set_marks(
            flagged_only=FLAGGED in chosen,
            late_only=LATE in chosen,
            submit_again=_one_of(before.submit_again, {False: FIRST in chosen, True: AGAIN in chosen}),
            entering=_one_of(
                before.entering,
                {Entering.NOT_YET: NOT_ENTERED in chosen, Entering.DONE: ENTERED in chosen},
            ),
        )
        self._follow()


def _one_of(before: T | None, on: Mapping[T, bool]) -> T | None:
    """Of a pair of chips the one that was just turned on; none on = None."""
    chosen = [value for value, is_on in on.items() if is_on]
    return next((value for value in chosen if value != before), chosen[0] if chosen else None)


class OrderButton(OrderMenu):
    """等得最久在前 and the other orders; 按单位 puts a group row before each unit."""

    def __init__(self, state: RoadList, parent: QWidget | None = None) -> None:
        super().__init__(state, {order: word_of_order(order) for order in RoadOrder}, parent)
