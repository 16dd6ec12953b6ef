"""申报走到哪里: how many declarations reached each part of the road, and how many are there now (picture 22)."""

from collections.abc import Collection, Sequence

from PySide6.QtCore import QRect, QRectF, Qt
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QWidget

from app.domain.statistics import LegCount
from app.domain.statistics_steps import Leg
from ui.tabs.statistics.charts.bar_paint import fill_bar, hatch_bar
from ui.tabs.statistics.charts.row_chart import BAR, ChartRow, RowChart
from ui.tabs.statistics.names import fill_in, name_leg, say
from ui.theme import shapes

_GAP = 6
_NUMBER = 44


class LegChart(RowChart):
    """Zero is the left end of every bar; the fullest leg is as wide as the room allows."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(say("申报走到哪里"), parent)
        self._legs: Sequence[LegCount] = ()
        self.setObjectName("statistics.legs")

    def show_legs(self, legs: Sequence[LegCount], opening: Collection[Leg]) -> None:
        """``opening``: legs whose present dossiers a click leads to."""
        self._legs = tuple(legs)
        self.show_rows([self._make_row(leg, leg.leg in opening) for leg in legs])

    def _make_row(self, leg: LegCount, opens: bool) -> ChartRow:
        spoken = fill_in("{0}：到过 {1} 份", name_leg(leg.leg), leg.reached)
        for words, number in ((say("还在此"), leg.here), *_ended(leg)):
            if number:
                spoken += f"，{words} {number}"
        return ChartRow(leg.leg.value, name_leg(leg.leg), spoken, opens and leg.here > 0)

    def paint_row(self, painter: QPainter, place: int, room: QRect) -> None:
        leg = self._legs[place]
        most = max((one.reached for one in self._legs), default=0) or 1
        words = self._words_width()
        track = QRectF(room.x(), room.y() + (room.height() - BAR) / 2, room.width() - _NUMBER - words, BAR)
        ended = leg.failed + leg.withdrawn
        x = track.x()
        for number, how in ((leg.reached - leg.here - ended, "gone"), (ended, "ended"), (leg.here, "here")):
            width = track.width() * number / most
            part = QRectF(x, track.y(), max(width, 3.0 if number else 0.0), BAR)
            if how == "here":
                hatch_bar(painter, part)
            else:
                fill_bar(painter, part, "accent" if how == "gone" else "control")
            x += width
        at = QRect(room.right() - words - _NUMBER, room.y(), _NUMBER - _GAP, room.height())
        shapes.draw_text(painter, at, str(leg.reached), "body_bold", "text", Qt.AlignmentFlag.AlignRight)
        note = QRect(room.right() - words + 1, room.y(), words, room.height())
        shapes.draw_text(painter, note, _note(leg), "caption", "muted")

    def _words_width(self) -> int:
        return max((shapes.text_width(_note(leg), "caption") for leg in self._legs), default=0) + 4


def _ended(leg: LegCount) -> tuple[tuple[str, int], ...]:
    return (say("不通过"), leg.failed), (say("放弃"), leg.withdrawn)


def _note(leg: LegCount) -> str:
    words = [(say("在此"), leg.here), *_ended(leg)]
    return "  ".join(f"{word} {number}" for word, number in words if number)
