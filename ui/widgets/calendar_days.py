"""The days of `MonthCalendar` as data: what a cell says; the publicity desk computes it."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from enum import Enum
from typing import Any, Final

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt

DAY: Final = int(Qt.ItemDataRole.UserRole) + 60  # the CalendarDay, for the delegate
_Index = QModelIndex | QPersistentModelIndex


class DayKind(Enum):
    """Ground of a cell."""

    WORK = "work"
    WEEKEND = "weekend"  # grey
    HOLIDAY = "holiday"  # hatch and 休
    MAKEUP = "makeup"  # 班: a weekend day that is worked
    UNKNOWN = "unknown"  # beyond the announced years


class DayFrame(Enum):
    """Frame of a cell."""

    NONE = "none"
    SOLID = "solid"  # the start
    DASHED = "dashed"  # the end under the other counting rule


@dataclass(frozen=True)
class CalendarDay:
    """One cell.

    `label` is the number, with the month where it changes (10月1日). `counted` is the ordinal on the disc.
    `caption` stands at the bottom left (国庆节, 开始 不计, 或此日止): accent when `marked`, else muted.
    """

    day: date
    label: str
    kind: DayKind = DayKind.WORK
    counted: int | None = None
    caption: str = ""
    marked: bool = False
    frame: DayFrame = DayFrame.NONE
    today: bool = False


class CalendarModel(QAbstractTableModel):
    """Weeks as rows, Monday first."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._days: list[CalendarDay] = []

    def set_days(self, days: Sequence[CalendarDay]) -> None:
        """Replace the days: whole weeks from a Monday, without gaps; ValueError otherwise."""
        ordinals = [entry.day.toordinal() for entry in days]
        if len(days) % 7 or (days and days[0].day.weekday() != 0):
            raise ValueError("a calendar shows whole weeks that begin on a Monday")
        if ordinals and ordinals != list(range(ordinals[0], ordinals[0] + len(days))):
            raise ValueError("a calendar shows every day once")
        self.beginResetModel()
        self._days = list(days)
        self.endResetModel()

    def day_at(self, index: _Index) -> CalendarDay | None:
        """Return the day of a cell."""
        return self._days[index.row() * 7 + index.column()] if index.isValid() else None

    def index_of(self, day: date) -> QModelIndex:
        """Return the cell of a day; invalid when it is not shown."""
        if not self._days:
            return QModelIndex()
        offset = day.toordinal() - self._days[0].day.toordinal()
        return self.index(offset // 7, offset % 7) if 0 <= offset < len(self._days) else QModelIndex()

    def rowCount(self, parent: _Index = QModelIndex()) -> int:  # noqa: B008 - Qt's signature
        return 0 if parent.isValid() else len(self._days) // 7

    def columnCount(self, parent: _Index = QModelIndex()) -> int:  # noqa: B008 - Qt's signature
        return 0 if parent.isValid() else 7

    def data(self, index: _Index, role: int = 0) -> Any:
        if role not in (0, DAY, Qt.ItemDataRole.AccessibleTextRole) or not index.isValid():
            return None
        entry = self._days[index.row() * 7 + index.column()]
        if role == DAY:
            return entry
        return entry.label if role == 0 else self._spoken(entry)

    def _spoken(self, entry: CalendarDay) -> str:
        """The cell in words, for a screen reader."""
        kinds = {
            DayKind.WORK: "",
            DayKind.WEEKEND: self.tr("周末"),
            DayKind.HOLIDAY: self.tr("放假"),
            DayKind.MAKEUP: self.tr("调休上班"),
            DayKind.UNKNOWN: self.tr("尚未公布"),
        }
        parts = [f"{entry.day.month}月{entry.day.day}日", kinds[entry.kind], entry.caption]
        if entry.counted is not None:
            parts.append(self.tr("第 {0} 个工作日").replace("{0}", str(entry.counted)))
        if entry.today:
            parts.append(self.tr("今天"))
        return " ".join(part for part in parts if part)

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = 0) -> Any:
        if role == 0 and orientation == Qt.Orientation.Horizontal:
            return self.tr("一二三四五六日")[section]
        return None
