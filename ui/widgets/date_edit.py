"""A date field: 2026-11-23, Chinese month names, and a drop-down calendar dressed in our tokens."""

from PySide6.QtCore import QDate, QLocale, QSize
from PySide6.QtWidgets import QDateEdit, QSizePolicy, QWidget

from ui.widgets.day_calendar import DayCalendar
from ui.widgets.fields import HEIGHT


class DateEdit(QDateEdit):
    """A date; the arrow or Alt+Down opens the calendar."""

    def __init__(self, date: QDate | None = None, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setLocale(QLocale(QLocale.Language.Chinese, QLocale.Country.China))
        self.setDisplayFormat("yyyy-MM-dd")
        self.setCalendarPopup(True)
        self.setCalendarWidget(DayCalendar())
        self.setDate(date if date is not None else QDate.currentDate())
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.lineEdit().setTextMargins(5, 0, 0, 0)

    def sizeHint(self) -> QSize:
        return QSize(super().sizeHint().width() + 16, HEIGHT)

    def minimumSizeHint(self) -> QSize:
        return QSize(110, HEIGHT)
