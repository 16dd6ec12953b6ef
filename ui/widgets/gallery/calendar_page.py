"""The publicity desk's calendar as in mock-ups 07 and 08."""

from datetime import date, timedelta

from PySide6.QtCore import QDate
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from ui.widgets.buttons import PrimaryButton, QuietButton, SecondaryButton
from ui.widgets.calendar_days import CalendarDay, DayFrame, DayKind
from ui.widgets.card import Card
from ui.widgets.choice import RadioCard
from ui.widgets.date_edit import DateEdit
from ui.widgets.fields import LineEdit
from ui.widgets.labels import TextLabel
from ui.widgets.month_calendar import MonthCalendar
from ui.widgets.pane import Pane
from ui.widgets.pills import PillLabel
from ui.widgets.verdict_bar import VerdictBar

_HOLIDAYS = {date(2026, 10, day) for day in range(1, 8)}
_COUNTED = {date(2026, 10, day): place for place, day in enumerate((8, 9, 10, 12, 13), 1)}
_CAPTIONS = {
    date(2026, 9, 30): ("开始 不计", True),
    date(2026, 10, 1): ("国庆节", False),
    date(2026, 10, 10): ("调休上班", False),
    date(2026, 10, 12): ("或此日止", True),
    date(2026, 10, 13): ("截止日", True),
}


def sample_days() -> list[CalendarDay]:
    """Return the five weeks of October 2026 with a publicity from 30 September."""
    days = []
    for offset in range(35):
        day = date(2026, 9, 28) + timedelta(days=offset)
        kind = DayKind.WEEKEND if day.weekday() >= 5 else DayKind.WORK
        if day in _HOLIDAYS:
            kind = DayKind.HOLIDAY
        elif day == date(2026, 10, 10):
            kind = DayKind.MAKEUP
        frame = {date(2026, 9, 30): DayFrame.SOLID, date(2026, 10, 12): DayFrame.DASHED}
        caption, marked = _CAPTIONS.get(day, ("", False))
        label = f"{day.month}月{day.day}日" if offset == 0 or day.day == 1 else str(day.day)
        days.append(
            CalendarDay(
                day,
                label,
                kind,
                _COUNTED.get(day),
                caption,
                marked,
                frame.get(day, DayFrame.NONE),
                day == date(2026, 10, 9),
            )
        )
    return days


class CalendarPage(Pane):
    """942×626."""

    def __init__(self, title: str) -> None:
        super().__init__("window")
        self.setFixedSize(942, 626)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        inside = QVBoxLayout()
        inside.setContentsMargins(18, 12, 18, 8)
        inside.setSpacing(10)
        head = QHBoxLayout()
        head.setSpacing(10)
        head.addWidget(TextLabel("许文博", "title"))
        head.addWidget(PillLabel("pending", "公示中，第 2 / 5 日", "calendar-clock"))
        head.addStretch(1)
        head.addWidget(SecondaryButton("导出公示表", "file-down"))
        head.addWidget(QuietButton("公示日志", "history"))
        inside.addLayout(head)
        across = QHBoxLayout()
        across.setSpacing(16)
        card = Card()
        self.calendar = MonthCalendar()
        self.calendar.legend.set_other_end("开始日计入时的截止日")
        self.calendar.set_month("2026年10月", sample_days())
        card.body.addWidget(self.calendar)
        across.addWidget(card, 1)
        across.addWidget(self._make_fields())
        inside.addLayout(across, 1)
        column.addLayout(inside, 1)
        bar = VerdictBar(left_margin=18)
        write = PrimaryButton("写结论", "check")
        write.setEnabled(False)
        bar.add_button(write)
        bar.set_reason("10月13日 24:00 期满后可写结论，还差 3 个工作日")
        bar.add_right(QuietButton("重新公示", "rotate-ccw"))
        column.addWidget(bar)

    def _make_fields(self) -> QWidget:
        box = QWidget()
        box.setFixedWidth(236)
        column = QVBoxLayout(box)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(5)
        column.addWidget(TextLabel("公示地点", "caption", "muted"))
        column.addWidget(LineEdit("示例建设工程有限公司一楼公告栏"))
        column.addSpacing(6)
        column.addWidget(TextLabel("开始日", "caption", "muted"))
        column.addWidget(DateEdit(QDate(2026, 9, 30)))
        column.addSpacing(6)
        column.addWidget(TextLabel("截止日（满 5 个工作日）", "caption", "muted"))
        late = RadioCard("2026-10-13 星期二", "开始日不计　默认取较晚")
        late.setChecked(True)
        column.addWidget(late)
        column.addWidget(RadioCard("2026-10-12 星期一", "开始日计入"))
        column.addStretch(1)
        return box
