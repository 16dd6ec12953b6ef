"""The month calendar of a publicity: title, month buttons, legend, and a grid of weeks.

The grid is a QTableView, so arrows, Home, End and the accessible cells are Qt's. PgUp and PgDn ask for another
month; the desk answers with `set_days`.
"""

from collections.abc import Sequence
from datetime import date

from PySide6.QtCore import QModelIndex, QRect, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QFrame,
    QHBoxLayout,
    QHeaderView,
    QSizePolicy,
    QTableView,
    QVBoxLayout,
    QWidget,
)

from ui.theme import current, shapes
from ui.widgets.buttons import IconButton, QuietButton
from ui.widgets.calendar_days import CalendarDay, CalendarModel
from ui.widgets.calendar_delegate import CalendarDelegate, paint_chip, paint_disc
from ui.widgets.keyboard_focus import KeyboardFocus
from ui.widgets.labels import TextLabel

_HEAD = 24


class CalendarLegend(QWidget):
    """① 计入的工作日 · 休 放假 · 班 调休上班 · dashed box: the other rule's end."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._entries = [("disc", self.tr("计入的工作日")), ("holiday", self.tr("放假"))]
        self._entries.append(("makeup", self.tr("调休上班")))
        self._other = ""
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)

    def set_other_end(self, words: str) -> None:
        """Explain the dashed frame (开始日计入时的截止日); "" leaves it out."""
        self._other = words
        self.updateGeometry()
        self.update()

    def _all(self) -> list[tuple[str, str]]:
        return [*self._entries, ("dashed", self._other)] if self._other else self._entries

    def sizeHint(self) -> QSize:
        width = sum(22 + shapes.text_width(words, "caption") + 14 for _, words in self._all())
        return QSize(width, 22)

    def minimumSizeHint(self) -> QSize:
        return QSize(0, 22)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        x = 0
        for kind, words in self._all():
            box = QRect(x, 3, 16, 16)
            if kind == "disc":
                paint_disc(painter, box, 1)
            elif kind == "dashed":
                shapes.frame_round(painter, box, current.color("accent"), 4, 1.4, None, (3, 2))
            else:
                word = self.tr("休") if kind == "holiday" else self.tr("班")
                paint_chip(painter, box, word, kind == "holiday")
            width = shapes.text_width(words, "caption")
            shapes.draw_text(painter, QRect(x + 22, 1, width + 2, 20), words, "caption", "muted")
            x += 22 + width + 14


class _Week(QHeaderView):
    """一 二 三 四 五 六 日, 9 pt muted."""

    def sizeHint(self) -> QSize:
        return QSize(super().sizeHint().width(), _HEAD)

    def paintSection(self, painter: QPainter, rect: QRect, logicalIndex: int) -> None:
        painter.fillRect(rect, current.color("surface"))
        word = str(self.model().headerData(logicalIndex, Qt.Orientation.Horizontal) or "")
        shapes.draw_text(painter, rect, word, "caption", "muted", Qt.AlignmentFlag.AlignHCenter)


class _Grid(KeyboardFocus, QTableView):
    """The weeks."""

    month_asked = Signal(int)

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setHorizontalHeader(_Week(Qt.Orientation.Horizontal, self))
        for head in (self.horizontalHeader(), self.verticalHeader()):
            head.setSectionResizeMode(QHeaderView.ResizeMode.Stretch)
            head.setMinimumSectionSize(24)
            head.setSectionsClickable(False)
            head.setHighlightSections(False)
        self.verticalHeader().setVisible(False)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setShowGrid(False)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setTabKeyNavigation(False)
        self.setMouseTracking(True)
        self.setMinimumHeight(_HEAD + 5 * 44)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_PageUp, Qt.Key.Key_PageDown):
            self.month_asked.emit(-1 if event.key() == Qt.Key.Key_PageUp else 1)
            return
        super().keyPressEvent(event)


class MonthCalendar(QWidget):
    """`month_moved`: -1, +1, or 0 for 今天. `day_activated` and `day_changed` carry a `datetime.date`."""

    month_moved = Signal(int)
    day_activated = Signal(date)
    day_changed = Signal(date)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._model = CalendarModel(self)
        self._title = TextLabel("", "section")
        self._before = IconButton("chevron-left", self.tr("上个月"), self, key="PgUp", token="muted")
        self._after = IconButton("chevron-right", self.tr("下个月"), self, key="PgDn", token="muted")
        self._today = QuietButton(self.tr("今天"), parent=self)
        self.legend = CalendarLegend(self)
        self.grid = _Grid(self)
        self.grid.setModel(self._model)
        self.grid.setItemDelegate(CalendarDelegate(self.grid))
        self.grid.setAccessibleName(self.tr("公示日历"))
        head = QHBoxLayout()
        head.setSpacing(2)
        head.addWidget(self._title)
        head.addSpacing(8)
        for button in (self._before, self._after, self._today):
            head.addWidget(button)
        head.addSpacing(12)
        head.addWidget(self.legend)
        head.addStretch(1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(2)
        column.addLayout(head)
        column.addWidget(self.grid, 1)
        self._before.clicked.connect(self._ask_before)
        self._after.clicked.connect(self._ask_after)
        self._today.clicked.connect(self._ask_today)
        self.grid.month_asked.connect(self.month_moved)
        self.grid.activated.connect(self._activate)
        self.grid.selectionModel().currentChanged.connect(self._change)

    def set_month(self, title: str, days: Sequence[CalendarDay]) -> None:
        """Show 2026年10月 and its weeks; the current day stays current when it is among them."""
        kept = self.current_day()
        self._title.setText(title)
        self.set_days(days)
        if kept is not None:
            self.set_current_day(kept)

    def set_days(self, days: Sequence[CalendarDay]) -> None:
        """Show whole weeks from a Monday; ValueError otherwise."""
        self._model.set_days(days)

    def set_current_day(self, day: date) -> bool:
        """Make a day current; False when it is not shown."""
        index = self._model.index_of(day)
        if index.isValid():
            self.grid.setCurrentIndex(index)
        return index.isValid()

    def current_day(self) -> date | None:
        """Return the current day."""
        entry = self._model.day_at(self.grid.currentIndex())
        return entry.day if entry is not None else None

    def _ask_before(self) -> None:
        self.month_moved.emit(-1)

    def _ask_after(self) -> None:
        self.month_moved.emit(1)

    def _ask_today(self) -> None:
        self.month_moved.emit(0)

    def _activate(self, index: QModelIndex) -> None:
        entry = self._model.day_at(index)
        if entry is not None:
            self.day_activated.emit(entry.day)

    def _change(self, now: QModelIndex, before: QModelIndex) -> None:
        entry = self._model.day_at(now)
        if entry is not None:
            self.day_changed.emit(entry.day)
