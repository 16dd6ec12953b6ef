"""A hand that writes on a signature pad, in the units of its picture (900×360)."""

from itertools import pairwise

from PySide6.QtCore import QCoreApplication, QEvent, QPointF, Qt
from PySide6.QtGui import QMouseEvent

from ui.widgets.signature_pad.ink import PAPER_WIDTH

LIN = [
    [(120, 120), (280, 115)],
    [(200, 50), (200, 300)],
    [(195, 130), (110, 270)],
    [(205, 130), (290, 270)],
]
ZHI = [
    [(420, 90), (600, 85)],
    [(510, 85), (430, 190), (600, 190)],
    [(510, 150), (510, 300)],
    [(420, 300), (620, 295)],
]
"""两个字."""
NAME = [*LIN, *ZHI]
SMALL = [[(x / 6 + 350, y / 6 + 150) for x, y in stroke] for stroke in NAME]
LINE = [[(100, 180), (700, 185)]]


def write(pad, strokes=NAME, steps=6):
    """By mouse."""
    for stroke in strokes:
        send(pad, QEvent.Type.MouseButtonPress, stroke[0])
        for (x, y), (to_x, to_y) in pairwise(stroke):
            for step in range(1, steps + 1):
                share = step / steps
                send(pad, QEvent.Type.MouseMove, (x + (to_x - x) * share, y + (to_y - y) * share))
        send(pad, QEvent.Type.MouseButtonRelease, stroke[-1])


def place_on(pad, point):
    """Where a point of the picture lies on the widget."""
    scale = min(pad.width(), pad.height() * 2.5) / PAPER_WIDTH
    return QPointF(point[0] * scale, point[1] * scale)


def send(pad, kind, point):
    left, none = Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier
    at = place_on(pad, point)
    released = kind is QEvent.Type.MouseButtonRelease
    button = Qt.MouseButton.NoButton if kind is QEvent.Type.MouseMove else left
    held = Qt.MouseButton.NoButton if released else left
    QCoreApplication.sendEvent(pad, QMouseEvent(kind, at, pad.mapToGlobal(at), button, held, none))
