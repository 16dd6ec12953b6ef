"""为什么退回: the reasons ranked, the commonest in accent (picture 22; DOMAIN facts §4: a return names its reasons)."""

from collections.abc import Sequence

from PySide6.QtCore import QRect, QRectF
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QWidget

from app.domain.statistics import RankedReason, percent_of
from ui.tabs.statistics.charts.bar_paint import REST, fill_bar
from ui.tabs.statistics.charts.row_chart import ChartRow, RowChart
from ui.tabs.statistics.names import Names, fill_in, say
from ui.theme import shapes

_BAR = 10
_GAP = 8
_NUMBERS = 84
_CODE = 48


class ReasonChart(RowChart):
    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(say("为什么退回"), parent)
        self._reasons: Sequence[RankedReason] = ()
        self._codes: Sequence[str] = ()
        self._places = 0
        self.setObjectName("statistics.reasons")

    def show_reasons(self, reasons: Sequence[RankedReason], places: int, names: Names) -> None:
        """``places``: of all reasons together."""
        self._reasons, self._places = tuple(reasons), places
        self._codes = [names.code(reason) for reason in reasons]
        rows = []
        for reason in reasons:
            spoken = fill_in("{0}：{1} 处", names.ranked(reason), reason.places)
            percent = percent_of(reason.places, places)
            rows.append(
                ChartRow(
                    reason.code,
                    names.ranked(reason),
                    spoken if percent is None else f"{spoken}，{percent}%",
                )
            )
        self.show_rows(rows)

    def paint_row(self, painter: QPainter, place: int, room: QRect) -> None:
        reason = self._reasons[place]
        code = QRect(room.x(), room.y(), _CODE, room.height())
        shapes.draw_text(painter, code, self._codes[place], "caption", "muted")
        room = room.adjusted(_CODE, 0, 0, 0)
        most = max(one.places for one in self._reasons)
        width = max((room.width() - _NUMBERS) * reason.places / most, 2.0)
        leads = bool(reason.code) and reason.places == max(one.places for one in self._reasons if one.code)
        bar = QRectF(room.x(), room.y() + (room.height() - _BAR) / 2, width, _BAR)
        fill_bar(painter, bar, "accent" if leads else "control", 1.0 if leads else REST)
        x = round(bar.right()) + _GAP
        number = QRect(x, room.y(), room.right() - x, room.height())
        x += shapes.draw_text(painter, number, str(reason.places), "body_bold" if leads else "body")
        percent = percent_of(reason.places, self._places)
        if percent is not None:
            rest = QRect(x + 6, room.y(), room.right() - x - 6, room.height())
            shapes.draw_text(painter, rest, f"{percent}%", "caption", "muted")
