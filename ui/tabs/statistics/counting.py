"""Counts portion by portion, so that the page stays live and a page that is left stops. GUI thread only.

Reads on the read lane, works out the figures on the work lane. A newer question drops the older one.
"""

from collections.abc import Sequence
from dataclasses import replace

from PySide6.QtCore import QObject, Signal

from app.domain.errors import KnownError
from app.domain.statistics_counts import Counts, sum_counts
from app.ports.statistics import Portion, StatisticsChoices, StatisticsFilter
from ui.operations import AFTER_PAINT_MS
from ui.session import Session
from ui.tabs.statistics.figures import Figures, build_figures
from ui.tabs.statistics.names import Names, make_names

NO_CHOICES = StatisticsChoices((), (), ())


class StatisticsCount(QObject):
    """``wanted`` is what the filters say; ``figures`` what was counted last, perhaps under other filters."""

    filter_changed = Signal()
    choices_changed = Signal()
    progressed = Signal(int, int)
    """Portions counted, portions in all."""
    counted = Signal()
    failed = Signal(object)
    """KnownError; the old figures stay."""

    def __init__(self, session: Session, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self.wanted = StatisticsFilter()
        self.choices = NO_CHOICES
        self.figures: Figures | None = None
        self.is_counting = False
        self.is_current = False
        """Whether ``figures`` are what a new count would say, as far as the page was told."""
        self._year_chosen = False
        self._turn = 0
        self._portions: Sequence[Portion] = ()
        self._parts: list[Counts] = []

    def names(self) -> Names:
        return make_names(self.choices, self._session.desk.plan_kits.all())

    def set_filter(self, **changes: object) -> None:
        """Change some of the filters and count anew."""
        wanted = replace(self.wanted, **changes)  # type: ignore[arg-type]
        if wanted != self.wanted:
            self._year_chosen = True
            self.wanted = wanted
            self.filter_changed.emit()
            self.start()

    def clear_filters(self) -> None:
        self.set_filter(**dict.fromkeys(StatisticsFilter.__slots__))

    def is_narrowed(self) -> bool:
        return self.wanted != StatisticsFilter()

    def start(self) -> None:
        """Count from the beginning, first what the filters offer."""
        self.stop()
        self.is_counting = True
        queries, scope, turn = self._session.desk.statistics, self._session.scope, self._turn

        def act() -> tuple[int, StatisticsChoices, Sequence[Portion]]:
            return turn, queries.choices(scope), queries.portions(scope)

        operations = self._session.operations
        operations.read(act, self._begin, self._fail, key="statistics", after_ms=AFTER_PAINT_MS)

    def stop(self) -> None:
        """The page is left, or something newer is asked: answers under way count for nothing."""
        self._turn += 1
        self.is_counting = False
        self.is_current = False

    def _begin(self, answer: tuple[int, StatisticsChoices, Sequence[Portion]]) -> None:
        turn, choices, self._portions = answer
        if turn != self._turn:
            return
        self._parts = []
        if choices != self.choices:
            self.choices = choices
            self._choose_year()
            self.choices_changed.emit()
        self._go_on()

    def _choose_year(self) -> None:
        """The newest year, until somebody chose otherwise."""
        if not self._year_chosen and self.choices.years:
            self.wanted = replace(self.wanted, year=self.choices.years[0])
            self.filter_changed.emit()

    def _go_on(self) -> None:
        done = len(self._parts)
        self.progressed.emit(done, len(self._portions))
        if done == len(self._portions):
            self._work_out()
            return
        queries, scope, wanted = self._session.desk.statistics, self._session.scope, self.wanted
        portion, turn = self._portions[done], self._turn

        def act() -> tuple[int, Counts]:
            return turn, queries.count(scope, wanted, portion)

        self._session.operations.read(act, self._take, self._fail, key="statistics")

    def _take(self, answer: tuple[int, Counts]) -> None:
        turn, part = answer
        if turn == self._turn:
            self._parts.append(part)
            self._go_on()

    def _work_out(self) -> None:
        parts, wanted, turn = self._parts, self.wanted, self._turn
        calendar = self._session.desk.calendar.working_days()
        now, today = self._session.now(), self._session.today()

        def act() -> tuple[int, Figures]:
            return turn, build_figures(sum_counts(parts), wanted, calendar, now, today)

        self._session.operations.work(act, self._show, self._fail, key="statistics")

    def _show(self, answer: tuple[int, Figures]) -> None:
        turn, figures = answer
        if turn == self._turn:
            self.figures = figures
            self.is_counting, self.is_current = False, True
            self.counted.emit()

    def _fail(self, error: KnownError) -> None:
        self.stop()
        self.failed.emit(error)
