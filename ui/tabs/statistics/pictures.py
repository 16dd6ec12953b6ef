"""The sentence and the four cards of 统计 (picture 22). Wishes go out as signals; the tab acts."""

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QGridLayout, QMenu, QVBoxLayout, QWidget

from app.domain.organisation import Role
from app.domain.statistics import MOST_ROWS, Grouping
from app.domain.statistics_steps import Leg, Step
from app.domain.statistics_times import StepTime
from app.ports.road_queries import LATE_AFTER
from ui.scroll_column import ScrollColumn
from ui.tabs.statistics.chart_card import ChartCard
from ui.tabs.statistics.charts.leg_chart import LegChart
from ui.tabs.statistics.charts.legend import Mark
from ui.tabs.statistics.charts.reason_chart import ReasonChart
from ui.tabs.statistics.charts.time_chart import TimeChart
from ui.tabs.statistics.figures import Figures
from ui.tabs.statistics.finding_line import FindingLine
from ui.tabs.statistics.group_card import GroupCard
from ui.tabs.statistics.names import Names, fill_in, name_level, say
from ui.tabs.statistics.places import place_of_late, place_of_leg
from ui.tabs.statistics.tables import groupings_of, table_of_legs, table_of_reasons, table_of_times
from ui.targets import Target
from ui.widgets.buttons import LinkButton, MenuButton
from ui.widgets.card import Card

_GAP = 12


class Pictures(ScrollColumn):
    place_wanted = Signal(object)
    """Target."""
    group_chosen = Signal(Grouping, str)

    def __init__(self, role: Role, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._role = role
        self._figures: Figures | None = None
        self._names: Names | None = None
        self._level: Role | None = None
        self.finding = FindingLine()
        self.levels = MenuButton("")
        self.levels.setObjectName("statistics.levels")
        self.leg_chart, self.reason_chart, self.time_chart = LegChart(), ReasonChart(), TimeChart()
        self.legs = ChartCard(say("申报走到哪里"), self.leg_chart)
        self.reasons = ChartCard(say("为什么退回"), self.reason_chart, self.levels)
        self.all_steps = LinkButton("")
        self.all_steps.setObjectName("statistics.all_steps")
        self.all_steps.setCheckable(True)
        self.times = ChartCard(say("每一步用几个工作日"), self.time_chart, self.all_steps)
        self.groups = GroupCard(groupings_of(role))
        self._grid = QGridLayout()
        self._grid.setSpacing(_GAP)
        self.set_narrow(False)
        self._lay_out()
        self.leg_chart.row_chosen.connect(self._open_leg)
        self.time_chart.row_chosen.connect(self._open_late)
        self.finding.late_wanted.connect(self._open_finding)
        self.all_steps.toggled.connect(self._fold_steps)
        self.groups.group_chosen.connect(self.group_chosen)

    def set_narrow(self, narrow: bool) -> None:
        """One column where two have no room."""
        cards: tuple[Card, ...] = (self.legs, self.reasons, self.times, self.groups)
        for card in cards:
            self._grid.removeWidget(card)
        for place, card in enumerate(cards):
            row, column = (place, 0) if narrow else divmod(place, 2)
            self._grid.addWidget(card, row, column)
        self._grid.setColumnStretch(0, 11)
        self._grid.setColumnStretch(1, 0 if narrow else 10)

    def show_figures(self, figures: Figures, names: Names) -> None:
        self._figures, self._names = figures, names
        if self._level not in figures.levels:
            self._level = None
        late = figures.finding.late_step
        leads = late is not None and self._place_of_late(late) is not None
        self.finding.show_finding(figures, names, leads=leads)
        self._show_legs(figures)
        self._show_reasons()
        self._show_times(figures)
        self.groups.show_figures(figures, names)

    # ---- the cards

    def _show_legs(self, figures: Figures) -> None:
        opening = [leg for leg in Leg if self._place_of_leg(leg) is not None]
        self.leg_chart.show_legs(figures.legs, opening)
        self.legs.note.setText(fill_in("{0} 份", figures.total))
        marks = [(Mark.GONE, say("已走过")), (Mark.HERE, say("还在此"))]
        if any(leg.failed or leg.withdrawn for leg in figures.legs):
            marks.insert(1, (Mark.ENDED, say("到此为止")))
        self.legs.legend.set_entries(*marks)
        self.legs.show_numbers(table_of_legs(figures))

    def _show_reasons(self) -> None:
        figures, names, level = self._figures, self._names, self._level
        if figures is None or names is None:
            return
        places = figures.places(level)
        self.reason_chart.show_reasons(figures.ranked(level), places, names)
        counts = fill_in("{0} 处，{1} 份", places, figures.counts.returned_by(level))
        self.reasons.note.setText(counts if places else "")
        self.levels.setText(name_level(level))
        self.levels.setAccessibleName(fill_in("看哪一级的退回 {0}", name_level(level)))
        self.levels.updateGeometry()
        self.levels.setVisible(len(figures.levels) > 1)
        self._offer_levels(figures)
        nothing = say("还没有写明原因的退回。退回时勾选的原因会在这里按次数排列。") if not places else ""
        self.reasons.show_numbers(table_of_reasons(figures, names), nothing=nothing)

    def _offer_levels(self, figures: Figures) -> None:
        old = self.levels.menu()
        menu = QMenu(self.levels)
        for level in (None, *figures.levels):
            action = menu.addAction(name_level(level))
            action.setCheckable(True)
            action.setChecked(level is self._level)
            action.setData(level.value if level is not None else "")
        menu.triggered.connect(self._choose_level)
        self.levels.setMenu(menu)
        if old is not None:
            old.deleteLater()

    def _show_times(self, figures: Figures) -> None:
        opening = [step for step in Step if self._place_of_late(step) is not None]
        shown = figures.times if self.all_steps.isChecked() else choose_steps(figures.times)
        self.time_chart.show_times(shown, opening)
        folds = len(figures.times) > MOST_ROWS
        words = say("只看 {0} 步") if self.all_steps.isChecked() else say("全部 {1} 步")
        words = words.replace("{0}", str(MOST_ROWS)).replace("{1}", str(len(figures.times)))
        self.all_steps.setText(words)
        self.all_steps.updateGeometry()
        self.all_steps.setVisible(folds)
        self.times.legend.set_entries(
            (Mark.MEDIAN, say("中位数")),
            (Mark.BAND, say("中间 80%")),
            (Mark.BOUND, fill_in("{0} 个工作日", LATE_AFTER)),
        )
        nothing = say("还没有走过一步的申报。") if not figures.times else ""
        self.times.show_numbers(table_of_times(figures), nothing=nothing)

    # ---- where lines lead

    def _place_of_leg(self, leg: Leg) -> Target | None:
        return place_of_leg(self._role, leg, self._figures.wanted) if self._figures else None

    def _place_of_late(self, step: Step) -> Target | None:
        return place_of_late(self._role, step, self._figures.wanted) if self._figures else None

    def _open(self, target: Target | None) -> None:
        if target is not None:
            self.place_wanted.emit(target)

    def _open_leg(self, key: str) -> None:
        self._open(self._place_of_leg(Leg(key)))

    def _open_late(self, key: str) -> None:
        self._open(self._place_of_late(Step(key)))

    def _open_finding(self) -> None:
        if self._figures is not None and self._figures.finding.late_step is not None:
            self._open(self._place_of_late(self._figures.finding.late_step))

    def _choose_level(self, action: QAction) -> None:
        value = str(action.data())
        self._level = Role(value) if value else None
        self._show_reasons()

    def _fold_steps(self) -> None:
        if self._figures is not None:
            self._show_times(self._figures)

    def _lay_out(self) -> None:
        column = QVBoxLayout()
        column.setContentsMargins(16, 9, 16, 10)
        column.setSpacing(8)
        column.addWidget(self.finding)
        column.addLayout(self._grid, 1)
        self.body.addLayout(column)


def choose_steps(times: Sequence[StepTime]) -> Sequence[StepTime]:
    """The eight that say most: where somebody is late first, then the fullest; in the order of the road."""
    fullest = sorted(times, key=lambda one: (one.late, one.left + one.waiting), reverse=True)[:MOST_ROWS]
    return [one for one in times if one in fullest]
