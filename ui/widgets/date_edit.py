"""A date field: 2026-11-23, Chinese month names, and Qt's drop-down calendar dressed in our tokens."""

from PySide6.QtCore import QDate, QLocale, QSize, Qt
from PySide6.QtGui import QPalette, QTextCharFormat
from PySide6.QtWidgets import QCalendarWidget, QDateEdit, QSizePolicy, QToolButton, QWidget

from ui.theme import current
from ui.widgets.fields import HEIGHT


class DateEdit(QDateEdit):
    """A date; the arrow or Alt+Down opens the calendar."""

    def __init__(self, date: QDate | None = None, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setLocale(QLocale(QLocale.Language.Chinese, QLocale.Country.China))
        self.setDisplayFormat("yyyy-MM-dd")
        self.setCalendarPopup(True)
        self.setDate(date if date is not None else QDate.currentDate())
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.lineEdit().setTextMargins(5, 0, 0, 0)
        _prepare(self.calendarWidget())
        self._colour_days()
        current.signals.changed.connect(self._colour_days)

    def _colour_days(self) -> None:
        # Qt's calendar keeps its own text formats: weekends are red in every theme unless told.
        calendar = self.calendarWidget()
        for day in Qt.DayOfWeek:
            format_ = QTextCharFormat()
            weekend = day in (Qt.DayOfWeek.Saturday, Qt.DayOfWeek.Sunday)
            format_.setForeground(current.color("muted" if weekend else "text"))
            calendar.setWeekdayTextFormat(day, format_)
        # Month and year are painted in HighlightedText, for the accent bar that we do not have.
        palette = QPalette()
        palette.setColor(QPalette.ColorRole.HighlightedText, current.color("text"))
        for name in ("qt_calendar_monthbutton", "qt_calendar_yearbutton"):
            button = calendar.findChild(QToolButton, name)
            if button is not None:
                button.setPalette(palette)

    def sizeHint(self) -> QSize:
        return QSize(super().sizeHint().width() + 16, HEIGHT)

    def minimumSizeHint(self) -> QSize:
        return QSize(110, HEIGHT)


def _prepare(calendar: QCalendarWidget) -> None:
    calendar.setFirstDayOfWeek(Qt.DayOfWeek.Monday)
    calendar.setVerticalHeaderFormat(QCalendarWidget.VerticalHeaderFormat.NoVerticalHeader)
    bar = calendar.findChild(QWidget, "qt_calendar_navigationbar")
    if bar is not None:
        # Qt lays the bar in Highlight; a calendar is no primary button.
        bar.setBackgroundRole(QPalette.ColorRole.Base)
    for name, icon in (("qt_calendar_prevmonth", "chevron-left"), ("qt_calendar_nextmonth", "chevron-right")):
        button = calendar.findChild(QToolButton, name)
        if button is not None:
            button.setIcon(current.icon(icon, "muted"))
            button.setIconSize(QSize(16, 16))
    for name in ("qt_calendar_monthbutton", "qt_calendar_yearbutton"):
        button = calendar.findChild(QToolButton, name)
        if button is not None:
            button.setFont(current.font("body_bold"))
