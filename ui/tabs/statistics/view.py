"""统计: by plan, unit, stage and 申报方式, the reasons of returns ranked, the time of each step (picture 22; issue 5, 7).

Counts only what the desk may see (``app.ports.statistics``); nothing is counted while the page is not in front.
"""

from PySide6.QtCore import Qt
from PySide6.QtGui import QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QStackedWidget, QVBoxLayout, QWidget

from app.domain.commands import Changed
from app.domain.declaration import DeclareMode
from app.domain.errors import KnownError
from app.domain.organisation import Role
from app.domain.statistics import Grouping
from ui.session import Session
from ui.tab_page import TabPage
from ui.tabs.statistics.counting import StatisticsCount
from ui.tabs.statistics.export import StatisticsExport
from ui.tabs.statistics.filter_bar import FilterBar
from ui.tabs.statistics.names import say
from ui.tabs.statistics.pictures import Pictures
from ui.targets import EntryTarget, RoadTarget, Target
from ui.theme import current
from ui.widgets.buttons import PrimaryButton
from ui.widgets.empty_state import EmptyState

NARROW_BELOW = 1280
"""The bar loses its note …"""
ONE_COLUMN_BELOW = 1120
"""… and the cards stand below one another."""


class StatisticsTab(TabPage):
    """Wires the parts; each part has its own module."""

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(session, parent)
        self.setObjectName("statistics")
        self.counting = StatisticsCount(session, self)
        self.bar = FilterBar(session, self.counting, self)
        self.pictures = Pictures(session.actor.role)
        self.empty = EmptyState()
        self.empty.setObjectName("statistics.empty")
        self.export = StatisticsExport(session, self.counting, self)
        self._blank = QWidget()
        self._stack = QStackedWidget(self)
        for page in (self._blank, self.pictures, self.empty):
            self._stack.addWidget(page)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.bar)
        column.addWidget(self._stack, 1)
        self.bar.export.setEnabled(False)
        self._connect()

    # ---- the window's calls

    def refresh(self, changed: Changed | None) -> None:
        if changed is None or changed.declarations or changed.publicities:
            self.counting.start()

    def enter(self) -> None:
        if not self.counting.is_current:
            self.counting.start()
        if self.shows_pictures():
            self.pictures.leg_chart.setFocus(Qt.FocusReason.OtherFocusReason)
        else:
            self.setFocus()

    def leave(self) -> None:
        if self.counting.is_counting:
            self.counting.stop()

    # ---- what was counted

    def shows_pictures(self) -> bool:
        return self._stack.currentWidget() is self.pictures

    def _show(self) -> None:
        figures = self.counting.figures
        if figures is None:
            return
        if figures.total:
            self.pictures.show_figures(figures, self.counting.names())
            self._stack.setCurrentWidget(self.pictures)
        else:
            self._explain_emptiness(narrowed=bool(self.counting.choices.years))
            self._stack.setCurrentWidget(self.empty)

    def _explain_emptiness(self, *, narrowed: bool) -> None:
        if narrowed:
            self.empty.set_content(
                say("这些条件下没有申报"),
                say("换一个计划、单位或时间再看。"),
                state="info",
                icon="list-filter",
            )
            button = PrimaryButton(say("清除筛选"))
            button.clicked.connect(self._clear)
        else:
            employer = self.session.actor.role is Role.EMPLOYER
            where = say("提交了申报，这里就有数字。") if employer else say("有申报到达本级，这里就有数字。")
            self.empty.set_content(say("还没有可以统计的申报"), where, state="info", icon="info")
            button = PrimaryButton(say("去人员与申报") if employer else say("去受理与评审"))
            button.clicked.connect(self._go_to_work)
        self.empty.set_buttons([button])

    def _clear(self) -> None:
        self.bar.show_own_days(False)
        self.counting.clear_filters()

    def _go_to_work(self) -> None:
        employer = self.session.actor.role is Role.EMPLOYER
        self.session.go_to(EntryTarget() if employer else RoadTarget())

    def _narrow_to(self, grouping: Grouping, key: str) -> None:
        """A line of 按申报方式, 按计划 or 按单位 was chosen."""
        match grouping:
            case Grouping.MODE:
                self.counting.set_filter(mode=DeclareMode(key))
            case Grouping.PLAN:
                self.counting.set_filter(plan_id=key)
            case Grouping.UNIT:
                self.counting.set_filter(unit_id=key)

    def _fail(self, error: KnownError) -> None:
        self.session.show_error(error)

    def _begin_export(self) -> None:
        self.export.begin(self)

    def _open(self, target: Target) -> None:
        self.session.go_to(target)

    def _connect(self) -> None:
        self.counting.counted.connect(self._show)
        self.counting.failed.connect(self._fail)
        self.bar.export_wanted.connect(self._begin_export)
        self.pictures.place_wanted.connect(self._open)
        self.pictures.group_chosen.connect(self._narrow_to)

    # ---- Qt's side

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.bar.set_narrow(self.width() < NARROW_BELOW)
        self.pictures.set_narrow(self.width() < ONE_COLUMN_BELOW)

    def paintEvent(self, event: QPaintEvent) -> None:
        QPainter(self).fillRect(self.rect(), current.color("window"))
