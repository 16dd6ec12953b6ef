"""The parts bars are made of: filled, still open (outline with a 5 px hatch), to the end of the road."""

from PySide6.QtCore import QLineF, QRectF
from PySide6.QtGui import QPainter, QPainterPath, QPen

from ui.theme import current

_RADIUS = 2.0
_HATCH = 5
REST = 0.85
"""Strength of the bars that are not the accent one: 3.1 : 1 on the surface."""


def fill_bar(painter: QPainter, rect: QRectF, token: str, strength: float = 1.0) -> None:
    if rect.width() <= 0:
        return
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    ink = current.color(token)
    ink.setAlphaF(strength)
    path = QPainterPath()
    path.addRoundedRect(rect, _RADIUS, _RADIUS)
    painter.fillPath(path, ink)
    painter.restore()


def hatch_bar(painter: QPainter, rect: QRectF, token: str = "accent") -> None:
    """The part where work is still open."""
    if rect.width() <= 0:
        return
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    ink = current.color(token)
    edge = rect.adjusted(0.5, 0.5, -0.5, -0.5)
    path = QPainterPath()
    path.addRoundedRect(edge, _RADIUS, _RADIUS)
    painter.fillPath(path, current.color("accent_soft"))
    painter.setClipPath(path)
    painter.setPen(QPen(ink, 1.0))
    x = rect.left() - rect.height()
    while x < rect.right():
        painter.drawLine(QLineF(x, rect.bottom(), x + rect.height(), rect.top()))
        x += _HATCH
    painter.setClipping(False)
    painter.drawPath(path)
    painter.restore()
