"""The small calendar below a date field: arrows, Enter or a click take a day, Esc closes it."""

from datetime import date

from PySide6.QtCore import QDate, QPoint, Qt, Signal
from PySide6.QtGui import QKeyEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QFrame, QVBoxLayout, QWidget

from ui.theme import current, shapes
from ui.widgets.day_calendar import DayCalendar

_EARLIEST = QDate(1900, 1, 1)


class DayPicker(QFrame):
    """``picked`` carries a ``datetime.date``. One for a whole form."""

    picked = Signal(date)

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent, Qt.WindowType.Popup)
        self.calendar = DayCalendar(self)
        self.calendar.setMinimumDate(_EARLIEST)
        self.calendar.setAccessibleName(self.tr("选日期"))
        column = QVBoxLayout(self)
        column.setContentsMargins(6, 6, 6, 6)
        column.addWidget(self.calendar)
        self.calendar.clicked.connect(self._take)
        self.calendar.activated.connect(self._take)

    def open_below(self, field: QWidget, day: date) -> None:
        """Show the month of a day, just below a field, or above where there is no room."""
        self.calendar.setSelectedDate(QDate(day.year, day.month, day.day))
        self.adjustSize()
        at = field.mapToGlobal(QPoint(0, field.height() + 2))
        screen = field.screen().availableGeometry()
        if at.y() + self.height() > screen.bottom():
            at = field.mapToGlobal(QPoint(0, -self.height() - 2))
        at.setX(max(screen.left(), min(at.x(), screen.right() - self.width())))
        self.move(at)
        self.show()
        self.calendar.setFocus(Qt.FocusReason.PopupFocusReason)

    def _take(self, day: QDate) -> None:
        if self.isVisible():
            self.hide()
            self.picked.emit(date(day.year(), day.month(), day.day()))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.hide()
            return
        super().keyPressEvent(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.fillRect(self.rect(), current.color("raised"))
        shapes.frame_round(painter, self.rect(), current.color("control"), 0)
