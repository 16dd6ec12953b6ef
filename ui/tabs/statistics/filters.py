"""年度, 计划, 单位, 申报方式, 申报时间 above the pictures, bound to the one StatisticsCount (issue 5, 7)."""

from collections.abc import Callable, Sequence
from datetime import date, timedelta

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from app.domain.declaration import DeclareMode
from ui.tabs.statistics.counting import StatisticsCount
from ui.tabs.statistics.names import fill_in, say
from ui.texts.words import word
from ui.widgets.combo_box import ComboBox

_WIDEST = 250
_WIDEST_PLAN = 400
"""Names are long; the rest is in the tooltip."""


class FilterCombo(ComboBox):
    """全部 … first, then what occurs. ``field``: of StatisticsFilter."""

    def __init__(
        self, counting: StatisticsCount, field: str, spoken: str, every: str, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._counting, self._field = counting, field
        self.setObjectName(f"statistics.{field}")
        self.setAccessibleName(spoken)
        self.setMaximumWidth(_WIDEST)
        self.addItem(every, None)
        counting.filter_changed.connect(self.follow)
        counting.choices_changed.connect(self.follow)
        self.activated.connect(self._choose)

    def offer(self, entries: Sequence[tuple[object, str]]) -> None:
        """(value, word); what is chosen stays chosen."""
        if [(self.itemData(n), self.itemText(n)) for n in range(1, self.count())] != list(entries):
            while self.count() > 1:
                self.removeItem(1)
            for value, words in entries:
                self.addItem(words, value)
            self.updateGeometry()

    def entries(self) -> Sequence[tuple[object, str]]:
        """What there is to choose now."""
        return ()

    def changes(self, value: object) -> dict[str, object]:
        """Of the filter, when this is chosen."""
        return {self._field: value}

    def follow(self) -> None:
        self.offer(self.entries())
        chosen = getattr(self._counting.wanted, self._field)
        self.setCurrentIndex(max(0, self.findData(chosen)))

    def _choose(self, place: int) -> None:
        self._counting.set_filter(**self.changes(self.itemData(place)))


class YearCombo(FilterCombo):
    def __init__(self, counting: StatisticsCount, parent: QWidget | None = None) -> None:
        super().__init__(counting, "year", say("申报年度"), say("全部年度"), parent)

    def entries(self) -> Sequence[tuple[object, str]]:
        return [(year, fill_in("{0} 年度", year)) for year in self._counting.choices.years]

    def changes(self, value: object) -> dict[str, object]:
        """A plan of another year would leave nothing."""
        plan = self._counting.wanted.plan_id
        keeps = value is None or (plan, value) in {(p, y) for p, y, _ in self._counting.choices.plans}
        return {"year": value, "plan_id": plan if keeps else None}


class PlanCombo(FilterCombo):
    def __init__(self, counting: StatisticsCount, parent: QWidget | None = None) -> None:
        super().__init__(counting, "plan_id", say("申报计划"), say("全部计划"), parent)
        self.setMaximumWidth(_WIDEST_PLAN)

    def entries(self) -> Sequence[tuple[object, str]]:
        year = self._counting.wanted.year
        return [(plan, name) for plan, of, name in self._counting.choices.plans if year in (None, of)]


class UnitCombo(FilterCombo):
    def __init__(self, counting: StatisticsCount, parent: QWidget | None = None) -> None:
        super().__init__(counting, "unit_id", say("单位"), say("全部单位"), parent)

    def entries(self) -> Sequence[tuple[object, str]]:
        return self._counting.choices.units


class ModeCombo(FilterCombo):
    def __init__(self, counting: StatisticsCount, parent: QWidget | None = None) -> None:
        super().__init__(counting, "mode", say("申报方式"), say("全部申报方式"), parent)
        self.follow()

    def entries(self) -> Sequence[tuple[object, str]]:
        return [(mode.value, word(mode)) for mode in DeclareMode]

    def changes(self, value: object) -> dict[str, object]:
        """Qt keeps the plain text of the member."""
        return {"mode": None if value is None else DeclareMode(str(value))}


CHOSEN = "chosen"
"""Value of 自选起止日."""


def spans_until(today: date) -> Sequence[tuple[str, str, date, date | None]]:
    """(value, word, first day, last day) of the last submissions that the combo offers."""
    month = today.replace(day=1)
    before = month - timedelta(days=1)
    return (
        ("month", say("本月申报的"), month, None),
        ("before", say("上个月申报的"), before.replace(day=1), before),
        ("quarter", say("近 90 天申报的"), today - timedelta(days=89), None),
    )


class SpanCombo(ComboBox):
    """申报时间: spans that are asked for often, or two days of one's own."""

    own_days_wanted = Signal(bool)

    def __init__(
        self, counting: StatisticsCount, today: Callable[[], date], parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._counting, self._today = counting, today
        self.setObjectName("statistics.span")
        self.setAccessibleName(say("申报时间"))
        self.addItem(say("全部申报时间"), None)
        for value, words, _, _ in spans_until(today()):
            self.addItem(words, value)
        self.addItem(say("自选起止日"), CHOSEN)
        self.activated.connect(self._choose)
        counting.filter_changed.connect(self._follow)

    def _choose(self, place: int) -> None:
        value = self.itemData(place)
        self.own_days_wanted.emit(value == CHOSEN)
        if value != CHOSEN:
            spans = {key: (first, last) for key, _, first, last in spans_until(self._today())}
            first, last = spans.get(value, (None, None))
            self._counting.set_filter(submitted_from=first, submitted_to=last)

    def _follow(self) -> None:
        """Cleared elsewhere."""
        wanted = self._counting.wanted
        if wanted.submitted_from is None and wanted.submitted_to is None and self.currentData() != CHOSEN:
            self.setCurrentIndex(0)
