"""The bar above the pictures: filters, as of when, 导出 xlsx (picture 22)."""

from datetime import date, timedelta

from PySide6.QtCore import QDate, Signal
from PySide6.QtWidgets import QHBoxLayout, QWidget

from app.domain.organisation import Role
from ui.session import Session
from ui.tabs.statistics.counting import StatisticsCount
from ui.tabs.statistics.filters import ModeCombo, PlanCombo, SpanCombo, UnitCombo, YearCombo
from ui.tabs.statistics.names import fill_in, say
from ui.texts.dates import format_clock, format_short_day, local
from ui.widgets.buttons import SecondaryButton
from ui.widgets.date_edit import DateEdit
from ui.widgets.labels import TextLabel
from ui.widgets.pane import Pane

HEIGHT = 50
_OWN_SPAN = timedelta(days=30)


class FilterBar(Pane):
    export_wanted = Signal()

    def __init__(self, session: Session, counting: StatisticsCount, parent: QWidget | None = None) -> None:
        super().__init__("surface", "b", parent)
        self._session, self._counting = session, counting
        self._own_days = False
        self._narrow = False
        self.year, self.plan = YearCombo(counting, self), PlanCombo(counting, self)
        self.unit, self.mode = UnitCombo(counting, self), ModeCombo(counting, self)
        self.span = SpanCombo(counting, session.today, self)
        self.first, self.last = self._make_day("first", say("从")), self._make_day("last", say("到"))
        self.as_of = TextLabel("", "caption", "muted", self)
        self.as_of.setObjectName("statistics.as_of")
        self.export = SecondaryButton(self.tr("导出 xlsx"), "download", None, self)
        self.export.setObjectName("statistics.export")
        self.setFixedHeight(HEIGHT)
        row = QHBoxLayout(self)
        row.setContentsMargins(16, 0, 16, 0)
        row.setSpacing(8)
        for widget in (
            *(self.year, self.plan, self.unit, self.mode, self.span),
            *(self.first, self.last, self.as_of),
        ):
            row.addWidget(widget)
        row.addStretch(1)
        row.addWidget(self.export)
        self.unit.setVisible(session.actor.role is not Role.EMPLOYER)
        self.show_own_days(False)
        self.span.own_days_wanted.connect(self.show_own_days)
        self.first.dateChanged.connect(self._take_days)
        self.last.dateChanged.connect(self._take_days)
        self.export.clicked.connect(self.export_wanted)
        counting.progressed.connect(self._show_progress)
        counting.counted.connect(self._show_as_of)

    def set_narrow(self, narrow: bool) -> None:
        """Below 1280 px the note gives way to the filters."""
        self._narrow = narrow
        self.as_of.setVisible(not narrow and not self._own_days)

    def show_own_days(self, shown: bool) -> None:
        """自选起止日: the last 30 days until a day is chosen."""
        self._own_days = shown
        self.first.setVisible(shown)
        self.last.setVisible(shown)
        self.set_narrow(self._narrow)
        if shown:
            today = self._session.today()
            for field, day in ((self.first, today - _OWN_SPAN), (self.last, today)):
                field.blockSignals(True)
                field.setDate(QDate(day.year, day.month, day.day))
                field.blockSignals(False)
            self._take_days()

    def _make_day(self, name: str, spoken: str) -> DateEdit:
        field = DateEdit(None, self)
        field.setObjectName(f"statistics.{name}")
        field.setAccessibleName(spoken)
        field.setMaximumWidth(130)
        return field

    def _take_days(self) -> None:
        """A first day after the last one asks for nothing: the two are taken the other way round."""
        first, last = sorted(_as_date(field.date()) for field in (self.first, self.last))
        self._counting.set_filter(submitted_from=first, submitted_to=last)

    def _show_progress(self, done: int, portions: int) -> None:
        if portions > 1:
            self.as_of.setText(fill_in("正在统计 {0}%", 100 * done // portions))

    def _show_as_of(self) -> None:
        figures = self._counting.figures
        if figures is not None:
            day = format_short_day(local(figures.as_of).date(), self._session.today())
            self.as_of.setText(fill_in("到 {0} {1}", day, format_clock(figures.as_of)))
        self.export.setEnabled(figures is not None and figures.total > 0)


def _as_date(day: QDate) -> date:
    return date(day.year(), day.month(), day.day())
