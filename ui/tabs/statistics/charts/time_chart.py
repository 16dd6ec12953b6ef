"""每一步用几个工作日: median, the middle 80 %, and what waits too long (picture 22). Working days as in DOMAIN facts §6."""

from collections.abc import Collection, Sequence

from PySide6.QtCore import QPoint, QPointF, QRect, QRectF, Qt
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QWidget

from app.domain.statistics_steps import Step
from app.domain.statistics_times import StepTime
from app.ports.road_queries import LATE_AFTER
from ui.tabs.statistics.charts.row_chart import ChartRow, RowChart
from ui.tabs.statistics.names import fill_in, name_step, say
from ui.theme import current, shapes

_BAND = 9
_DISC = 11
_MEDIAN_WIDTH = 34
_ICON = 14
_STEPS = (1, 2, 5, 10, 20, 50, 100, 200, 500)
_MOST_TICKS = 7
UNBOUND = frozenset(
    {Step.PAYMENT, Step.EMPLOYER_PUBLICITY, Step.APPLICANTS_PUBLICITY, Step.RESULTS_PUBLICITY}
)
"""Late by their own last day, not by the number of working days since the arrival."""


def say_days(days: float) -> str:
    """2, 2.5."""
    return f"{days:g}"


class TimeChart(RowChart):
    FOOT = 22
    pitch = 21

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(say("每一步用几个工作日"), parent)
        self._times: Sequence[StepTime] = ()
        self._reach = 1
        self._tick = 1
        self.setObjectName("statistics.times")

    def show_times(self, times: Sequence[StepTime], opening: Collection[Step]) -> None:
        """``opening``: steps whose late dossiers a click leads to."""
        self._times = tuple(times)
        longest = max((one.high or one.median or 0 for one in times), default=0)
        wanted = max(longest, LATE_AFTER + 1)
        self._tick = next((tick for tick in _STEPS if wanted / tick <= _MOST_TICKS), _STEPS[-1])
        self._reach = -int(-wanted // self._tick) * self._tick
        self.show_rows([self._make_row(one, one.step in opening) for one in times])

    def _make_row(self, one: StepTime, opens: bool) -> ChartRow:
        parts = []
        if one.median is not None:
            parts.append(fill_in("{0} 份走完，中位数 {1} 个工作日", one.left, say_days(one.median)))
        if one.low is not None:
            parts.append(fill_in("中间 80% 是 {0} 到 {1} 个工作日", one.low, one.high))
        if one.waiting:
            parts.append(fill_in("还有 {0} 份在等", one.waiting))
        if one.longest_wait is not None and one.waiting:
            parts.append(fill_in("最久 {0} 个工作日", one.longest_wait))
        if one.late:
            parts.append(fill_in("{0} 份超期", one.late))
        spoken = f"{name_step(one.step)}：{'，'.join(parts)}"
        return ChartRow(one.step.value, name_step(one.step), spoken, opens and one.late > 0)

    # ---- painting

    def _axis(self, room: QRect) -> QRectF:
        left, right = room.x() + _DISC, room.right() - _MEDIAN_WIDTH - self._late_width()
        return QRectF(left, room.y(), max(right - left, 1), room.height())

    def _x(self, axis: QRectF, days: float) -> float:
        return axis.x() + axis.width() * min(days, self._reach) / self._reach

    def _late_width(self) -> int:
        widest = max((shapes.text_width(_late(one), "caption") for one in self._times), default=0)
        return widest + _ICON + 12

    def paint_ground(self, painter: QPainter, room: QRect) -> None:
        axis = self._axis(room)
        foot = room.bottom() + 3
        for days in range(0, self._reach + 1, self._tick):
            x = round(self._x(axis, days))
            shapes.vertical_hairline(painter, x, room.y(), room.height())
            words = QRect(x - 20, foot, 40, self.FOOT - 4)
            shapes.draw_text(painter, words, str(days), "caption", "muted", Qt.AlignmentFlag.AlignHCenter)

    def paint_row(self, painter: QPainter, place: int, room: QRect) -> None:
        one, axis = self._times[place], self._axis(room)
        middle = room.y() + room.height() / 2
        bound = None if one.step in UNBOUND else LATE_AFTER
        if one.low is not None and one.high is not None:
            self._paint_band(painter, axis, middle, one.low, one.high, bound)
        if bound is not None:
            x = round(self._x(axis, bound))
            painter.fillRect(x - 1, round(middle) - 9, 2, 18, current.color("text"))
        if one.median is not None:
            self._paint_median(painter, QPointF(self._x(axis, one.median), middle))
        words = QRect(round(axis.right()), room.y(), _MEDIAN_WIDTH - 4, room.height())
        median = say("–") if one.median is None else say_days(one.median)
        token = "muted" if one.median is None else "text"
        shapes.draw_text(painter, words, median, "body_bold", token, Qt.AlignmentFlag.AlignRight)
        if one.late:
            left = room.right() - self._late_width() + 8
            shapes.draw_icon(
                painter, QPoint(left, round(middle) - _ICON // 2), "triangle-alert", "returned", _ICON
            )
            note = QRect(left + _ICON + 4, room.y(), room.right() - left - _ICON - 3, room.height())
            shapes.draw_text(painter, note, _late(one), "caption", "returned")

    def _paint_band(
        self, painter: QPainter, axis: QRectF, middle: float, low: int, high: int, bound: int | None
    ) -> None:
        """From ``low`` to ``high``; what lies beyond the bound in returned's colours."""
        left, right = self._x(axis, low) - _BAND / 2, self._x(axis, high) + _BAND / 2
        band = QRectF(left, middle - _BAND / 2, right - left, _BAND)
        shapes.frame_round(painter, band, current.color("control"), _BAND / 2, 1.0, current.color("hover"))
        if bound is not None and high > bound:
            over = QRectF(band)
            over.setLeft(max(self._x(axis, max(bound, low)), left))
            shapes.frame_round(
                painter, over, current.color("returned"), _BAND / 2, 1.0, current.color("returned_fill")
            )

    def _paint_median(self, painter: QPainter, at: QPointF) -> None:
        ring = QRectF(at.x() - _DISC / 2 - 1, at.y() - _DISC / 2 - 1, _DISC + 2, _DISC + 2)
        shapes.fill_round(painter, ring, current.color("surface"), ring.width() / 2)
        disc = ring.adjusted(1, 1, -1, -1)
        shapes.fill_round(painter, disc, current.color("accent"), disc.width() / 2)


def _late(one: StepTime) -> str:
    return fill_in("{0} 份超期", one.late)
