"""The list of queues at the left, 196 px: name, count, oldest wait; late ones in returned's colour (picture 17).

待我办 first, then what others have in hand. Below 1280 px a combo box says the same.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Final

from PySide6.QtCore import (
    QAbstractListModel,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    QPoint,
    QRect,
    QSize,
    Qt,
    Signal,
)
from PySide6.QtGui import QPainter, QPalette
from PySide6.QtWidgets import QStyledItemDelegate, QStyleOptionViewItem, QVBoxLayout, QWidget

from app.ports.road_queries import Queue
from ui.tabs.road.list_state import RoadList
from ui.tabs.road.queue_words import say_oldest, title_of
from ui.theme import shapes
from ui.widgets import row_paint
from ui.widgets.combo_box import ComboBox
from ui.widgets.pane import Pane
from ui.widgets.row_view import RowView

WIDTH = 196
ROW_HEIGHT, QUIET_HEIGHT, HEAD_HEIGHT = 44, 32, 32
"""Where not all queues fit, those with nothing in them are lower."""
_INSET = 6
_ENTRY: Final = int(Qt.ItemDataRole.UserRole) + 80
_Index = QModelIndex | QPersistentModelIndex


@dataclass(frozen=True, slots=True)
class StageEntry:
    """A queue, or with ``queue`` None the words over a group of queues."""

    queue: Queue | None
    name: str
    count: int = 0
    note: str = ""
    is_late: bool = False

    def spoken(self) -> str:
        return f"{self.name} {self.count if self.queue is not None else ''} {self.note}".strip()


class _StageModel(QAbstractListModel):
    """Some dozen entries; the same queues keep their current row."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.entries: list[StageEntry] = []

    def set_entries(self, entries: Sequence[StageEntry]) -> None:
        if [e.name for e in entries] == [e.name for e in self.entries]:
            self.entries = list(entries)
            self.dataChanged.emit(self.index(0), self.index(max(0, len(entries) - 1)))
            return
        self.beginResetModel()
        self.entries = list(entries)
        self.endResetModel()

    def rowCount(self, parent: _Index = QModelIndex()) -> int:  # noqa: B008 - Qt's signature
        return 0 if parent.isValid() else len(self.entries)

    def data(self, index: _Index, role: int = 0) -> Any:
        if not index.isValid():
            return None
        entry = self.entries[index.row()]
        if role == _ENTRY:
            return entry
        if role == 0:
            return entry.name
        if role in (int(Qt.ItemDataRole.AccessibleTextRole), int(Qt.ItemDataRole.ToolTipRole)):
            return entry.spoken()
        return None

    def flags(self, index: _Index) -> Qt.ItemFlag:
        if index.isValid() and self.entries[index.row()].queue is None:
            return Qt.ItemFlag.NoItemFlags
        return super().flags(index)


class _StageDelegate(QStyledItemDelegate):
    """name … count, below it the oldest wait."""

    def sizeHint(self, option: QStyleOptionViewItem, index: _Index) -> QSize:
        return QSize(WIDTH, height_of(index.data(_ENTRY)))

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: _Index) -> None:
        entry: StageEntry = index.data(_ENTRY)
        rect = option.rect
        if entry.queue is None:
            words = QRect(rect.x() + 16, rect.y() + 6, rect.width() - 24, rect.height() - 6)
            shapes.draw_text(painter, words, entry.name, "caption", "muted")
            return
        chosen = row_paint.is_current(option)
        row_paint.paint_inset_ground(painter, option, rect.adjusted(_INSET, 1, -_INSET, -1), 6)
        right = self._paint_count(painter, rect, entry, chosen)
        name = QRect(rect.x() + 18, _top_of_name(rect), right - rect.x() - 18, 20)
        quiet = not entry.count and not chosen
        shapes.draw_text(
            painter, name, entry.name, "body_bold" if chosen else "body", "muted" if quiet else "text"
        )
        left, ink = rect.x() + 18, "muted"
        if entry.is_late:
            ink = "returned"
            shapes.draw_icon(painter, QPoint(left, rect.y() + 24), "clock-alert", ink, 14)
            left += 18
        note = QRect(left, rect.y() + 22, rect.right() - 14 - left, 18)
        shapes.draw_text(painter, note, entry.note, "caption", ink)

    def _paint_count(self, painter: QPainter, rect: QRect, entry: StageEntry, chosen: bool) -> int:
        """Draw the number; return where the name must end."""
        top = _top_of_name(rect)
        right, middle = rect.right() + 1 - 14, top + 10
        if not entry.count:
            return right
        text = str(entry.count)
        if chosen:
            width = shapes.draw_badge(painter, right, middle, text, "on_accent", "accent", bold=True)
            return right - width - 6
        width = shapes.text_width(text)
        line = QRect(right - width, top, width + 1, 20)
        shapes.draw_text(painter, line, text, "body", "text", elide=Qt.TextElideMode.ElideNone)
        return right - width - 6


class StageView(RowView):
    """``chosen`` carries the queue; only a person's move emits it."""

    chosen = Signal(object)

    def __init__(self, state: RoadList, parent: QWidget | None = None) -> None:
        super().__init__(parent, uniform=False)
        self._state = state
        self._silent = False
        self._stages = _StageModel(self)
        self.setObjectName("road.stages")
        self.setAccessibleName(self.tr("办理环节"))
        self.setModel(self._stages)
        self.setItemDelegate(_StageDelegate(self))
        self.set_pane_active(True)
        self.viewport().setBackgroundRole(QPalette.ColorRole.Window)
        self.selectionModel().currentChanged.connect(self._tell)
        state.counted.connect(self._show)
        state.filter_changed.connect(self._show)
        self._show()

    def entries(self) -> Sequence[StageEntry]:
        return self._stages.entries

    def _show(self) -> None:
        self._silent = True
        self._stages.set_entries(make_entries(self._state))
        wanted = self._state.wanted.queue
        place = next(n for n, entry in enumerate(self._stages.entries) if entry.queue is wanted)
        if place != self.current_row():
            self.set_current_row(place)
        self._silent = False
        # A row with nothing below its name is lower.
        self.scheduleDelayedItemsLayout()

    def _tell(self, now: QModelIndex, before: QModelIndex) -> None:
        if not self._silent and now.isValid():
            self.chosen.emit(self._stages.entries[now.row()].queue)


class StagePane(Pane):
    """The list on the window's ground."""

    def __init__(self, state: RoadList, parent: QWidget | None = None) -> None:
        super().__init__("window", "r", parent)
        self.setFixedWidth(WIDTH)
        self.view = StageView(state, self)
        self.view.chosen.connect(state.set_queue)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 4, 1, 4)
        column.addWidget(self.view)


class StageCombo(ComboBox):
    """The same in a narrow window."""

    def __init__(self, state: RoadList, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._state = state
        self.setObjectName("road.stage_combo")
        self.setAccessibleName(self.tr("办理环节"))
        for queue in state.queues:
            self.addItem(title_of(state.role, queue))
        state.counted.connect(self._show)
        state.filter_changed.connect(self._show)
        self.activated.connect(self._choose)

    def _show(self) -> None:
        for place, queue in enumerate(self._state.queues):
            count = self._state.count_of(queue).count
            self.setItemText(place, f"{title_of(self._state.role, queue)}　{count}")
        self.setCurrentIndex(self._state.queues.index(self._state.wanted.queue))

    def _choose(self, place: int) -> None:
        self._state.set_queue(self._state.queues[place])


def _top_of_name(rect: QRect) -> int:
    """A name without a line below it stands in the middle."""
    return rect.y() + (4 if rect.height() >= ROW_HEIGHT else (rect.height() - 20) // 2)


def height_of(entry: StageEntry) -> int:
    if entry.queue is None:
        return HEAD_HEIGHT
    return ROW_HEIGHT if entry.note else QUIET_HEIGHT


def make_entries(state: RoadList) -> list[StageEntry]:
    """待我办, then 在别处，只看: in the order of the role's queues."""
    here = [queue for queue in state.queues if queue in state.waiting]
    elsewhere = [queue for queue in state.queues if queue not in state.waiting]
    entries = [StageEntry(None, state.tr("待我办")), *(_entry(state, queue, True) for queue in here)]
    return [
        *entries,
        StageEntry(None, state.tr("在别处，只看")),
        *(_entry(state, queue, False) for queue in elsewhere),
    ]


def _entry(state: RoadList, queue: Queue, here: bool) -> StageEntry:
    count = state.count_of(queue)
    note = say_oldest(count.oldest)
    return StageEntry(queue, title_of(state.role, queue), count.count, note, count.late > 0 and here)
