"""A month to pick a day from, dressed in our tokens: Chinese names, Monday first, muted weekends."""

from PySide6.QtCore import QLocale, QSize, Qt
from PySide6.QtGui import QPalette, QTextCharFormat
from PySide6.QtWidgets import QCalendarWidget, QToolButton, QWidget

from ui.theme import current

_BUTTONS = ("qt_calendar_monthbutton", "qt_calendar_yearbutton")


class DayCalendar(QCalendarWidget):
    """Qt's calendar, keys and accessibility included."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setLocale(QLocale(QLocale.Language.Chinese, QLocale.Country.China))
        self.setFirstDayOfWeek(Qt.DayOfWeek.Monday)
        self.setVerticalHeaderFormat(QCalendarWidget.VerticalHeaderFormat.NoVerticalHeader)
        self._dress()
        self._colour_days()
        current.signals.changed.connect(self._colour_days)

    def _dress(self) -> None:
        bar = self.findChild(QWidget, "qt_calendar_navigationbar")
        if bar is not None:
            # Qt lays the bar in Highlight; a calendar is no primary button.
            bar.setBackgroundRole(QPalette.ColorRole.Base)
        for name, icon in (
            ("qt_calendar_prevmonth", "chevron-left"),
            ("qt_calendar_nextmonth", "chevron-right"),
        ):
            button = self.findChild(QToolButton, name)
            if button is not None:
                button.setIcon(current.icon(icon, "muted"))
                button.setIconSize(QSize(16, 16))
        for name in _BUTTONS:
            button = self.findChild(QToolButton, name)
            if button is not None:
                button.setFont(current.font("body_bold"))

    def _colour_days(self) -> None:
        # Qt's calendar keeps its own text formats: weekends are red in every theme unless told.
        for day in Qt.DayOfWeek:
            format_ = QTextCharFormat()
            weekend = day in (Qt.DayOfWeek.Saturday, Qt.DayOfWeek.Sunday)
            format_.setForeground(current.color("muted" if weekend else "text"))
            self.setWeekdayTextFormat(day, format_)
        # Month and year are painted in HighlightedText, for the accent bar that we do not have.
        palette = QPalette()
        palette.setColor(QPalette.ColorRole.HighlightedText, current.color("text"))
        for name in _BUTTONS:
            button = self.findChild(QToolButton, name)
            if button is not None:
                button.setPalette(palette)
