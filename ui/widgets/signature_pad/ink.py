"""The ink of a signature: strokes as they were written, and how they are drawn, on the pad and in the picture."""

from dataclasses import dataclass, field
from itertools import pairwise

from PySide6.QtCore import QPointF, Qt
from PySide6.QtGui import QPainter, QPainterPath, QPen

from app.domain.handwriting import Point

PAPER_WIDTH, PAPER_HEIGHT = 900, 360
"""Pixels of the picture; points are kept in its units, so that a resized pad loses nothing."""
EVEN, THIN, THICK = 8.0, 4.0, 13.0
"""Breadth of a mouse's or finger's stroke, and of a pen's at no and full pressure."""
_INK = Qt.GlobalColor.black


@dataclass(slots=True)
class InkStroke:
    """Points with the breadth of the ink at each."""

    points: list[Point] = field(default_factory=list)
    breadths: list[float] = field(default_factory=list)

    def add(self, point: Point, breadth: float) -> None:
        self.points.append(point)
        self.breadths.append(breadth)


def breadth_of(pressure: float) -> float:
    """Of a pen pressed with 0 to 1."""
    return THIN + max(0.0, min(1.0, pressure)) * (THICK - THIN)


def draw_stroke(painter: QPainter, stroke: InkStroke) -> None:
    """In the picture's units. Curves run through the middles between the points: no corners where it was sampled."""
    if not stroke.points:
        return
    painter.setBrush(Qt.BrushStyle.NoBrush)
    if len(stroke.points) == 1:
        painter.setPen(_pen(stroke.breadths[0]))
        painter.drawPoint(QPointF(*stroke.points[0]))
    elif min(stroke.breadths) == max(stroke.breadths):
        painter.setPen(_pen(stroke.breadths[0]))
        painter.drawPath(_smooth(stroke.points))
    else:
        # Ink that swells and thins: a piece a breadth, their round ends join them.
        start = QPointF(*stroke.points[0])
        for place, (here, following) in enumerate(pairwise(stroke.points)):
            end = _middle(here, following) if place + 2 < len(stroke.points) else QPointF(*following)
            piece = QPainterPath(start)
            piece.quadTo(QPointF(*here), end)
            painter.setPen(_pen(stroke.breadths[place]))
            painter.drawPath(piece)
            start = end


def _pen(breadth: float) -> QPen:
    return QPen(_INK, breadth, Qt.PenStyle.SolidLine, Qt.PenCapStyle.RoundCap, Qt.PenJoinStyle.RoundJoin)


def _smooth(points: list[Point]) -> QPainterPath:
    path = QPainterPath(QPointF(*points[0]))
    for here, following in pairwise(points[1:]):
        path.quadTo(QPointF(*here), _middle(here, following))
    path.lineTo(QPointF(*points[-1]))
    return path


def _middle(a: Point, b: Point) -> QPointF:
    return QPointF((a[0] + b[0]) / 2, (a[1] + b[1]) / 2)
