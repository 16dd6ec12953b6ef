"""The right side of the publicity desk as pictures 07 and 08 lay it: head, calendar with a column of fields, a card, bar.

Both panes (one that is being started, one that runs) are this frame filled differently, so nothing jumps between them.
"""

from datetime import date

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from app.domain.working_days import WorkingDayCalendar
from ui.scroll_column import ScrollColumn
from ui.tabs.publicity.month import Period, lay_out_month, say_month, shift_month
from ui.widgets.buttons import QuietButton, SecondaryButton
from ui.widgets.card import Card
from ui.widgets.labels import ElidedLabel
from ui.widgets.month_calendar import MonthCalendar
from ui.widgets.pane import Pane
from ui.widgets.pills import PillLabel
from ui.widgets.verdict_bar import VerdictBar

FIELD_COLUMN = 236
_LEAST_GRID = 24 + 5 * 38
"""Heads and five weeks in a window of 1024×576."""
_LEGEND_FROM = 600
"""Narrower, the legend would be cut in the middle of a word; the cells say the same."""


class PublicityCalendar(Card):
    """The month calendar over a period; months can be flipped. ``day_chosen`` carries the day of Enter or a double click."""

    day_chosen = Signal(date)

    def __init__(self, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent=parent)
        self.month = date.min
        self._calendar: WorkingDayCalendar | None = None
        self._period: Period | None = None
        self._today = date.min
        self.view = MonthCalendar()
        self.view.grid.setObjectName(f"{name}.calendar")
        # The legend gives way: its width must not be the window's least.
        self.view.legend.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Fixed)
        self.view.grid.setMinimumHeight(_LEAST_GRID)
        self.body.addWidget(self.view)
        self.view.month_moved.connect(self._move)
        self.view.day_activated.connect(self.day_chosen)

    def show_period(
        self, calendar: WorkingDayCalendar, period: Period | None, today: date, month: date | None = None
    ) -> None:
        """``month``: turn to it; None leaves the month that the person flipped to."""
        self._calendar, self._period, self._today = calendar, period, today
        if month is not None or self.month == date.min:
            self.month = month or today.replace(day=1)
        self._lay_out()

    def _move(self, by: int) -> None:
        if by == 0:
            self.month = self._today.replace(day=1)
        elif 1 < (self.month.year * 12 + self.month.month + by) // 12 < 9999:
            self.month = shift_month(self.month, by)
        self._lay_out()

    def _lay_out(self) -> None:
        if self._calendar is None:
            return
        days = lay_out_month(self.month, self._calendar, self._period, self._today)
        self.view.legend.set_other_end(self._period.other_words if self._period else "")
        self.view.set_month(say_month(self.month), days)

    def resizeEvent(self, event: object) -> None:
        super().resizeEvent(event)  # type: ignore[arg-type]
        self.view.legend.setVisible(self.width() >= _LEGEND_FROM)


class DeskFrame(Pane):
    """``head`` buttons at the right of the title, ``fields`` the 236 px column, ``foot`` the card below, ``bar``."""

    def __init__(self, name: str, parent: QWidget | None = None, *, tall: bool = False) -> None:
        """``tall``: the column of fields reaches down beside the card below (a form that is typed needs the room)."""
        super().__init__("window", "", parent)
        self._tall = tall
        self.setObjectName(name)
        self.title = ElidedLabel("", "title")
        self.title.setObjectName(f"{name}.title")
        self.pill = PillLabel()
        self.pill.setObjectName(f"{name}.pill")
        self.place_line = ElidedLabel("", "body", "muted")
        self.place_line.setObjectName(f"{name}.place_line")
        self.export = SecondaryButton(self.tr("导出公示表"), "file-down")
        self.export.setObjectName(f"{name}.export")
        self.log = QuietButton(self.tr("公示日志"), "history", "L")
        self.log.setObjectName(f"{name}.log")
        self.calendar = PublicityCalendar(name)
        self.column = ScrollColumn()
        self.column.setFixedWidth(FIELD_COLUMN + 10)
        self.fields = self.column.body
        self.fields.setContentsMargins(0, 0, 10, 0)
        self.fields.setSpacing(5)
        self.foot = QVBoxLayout()
        self.foot.setContentsMargins(0, 0, 0 if tall else 10, 0)
        self.bar = VerdictBar(left_margin=18)
        self._lay_out()

    def set_head(self, title: str, line: str) -> None:
        self.title.set_text(title)
        self.place_line.set_text(line)

    def _lay_out(self) -> None:
        words = QHBoxLayout()
        words.setSpacing(10)
        words.addWidget(self.title)
        words.addWidget(self.pill)
        words.addStretch(1)
        named = QVBoxLayout()
        named.setSpacing(2)
        named.addLayout(words)
        named.addWidget(self.place_line)
        head = QHBoxLayout()
        head.setContentsMargins(0, 0, 10, 0)
        head.setSpacing(8)
        head.addLayout(named, 1)
        for button in (self.export, self.log):
            head.addWidget(button, 0, Qt.AlignmentFlag.AlignTop)
        across = QHBoxLayout()
        across.setSpacing(16)
        if self._tall:
            left = QVBoxLayout()
            left.setSpacing(10)
            left.addWidget(self.calendar, 1)
            left.addLayout(self.foot)
            across.addLayout(left, 1)
        else:
            across.addWidget(self.calendar, 1)
        across.addWidget(self.column)
        inside = QVBoxLayout()
        inside.setContentsMargins(18, 12, 8, 10)
        inside.setSpacing(10)
        inside.addLayout(head)
        inside.addLayout(across, 1)
        if not self._tall:
            inside.addLayout(self.foot)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addLayout(inside, 1)
        column.addWidget(self.bar)
