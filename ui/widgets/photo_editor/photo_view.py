"""Where the picture lies on the canvas: fitted whole or magnified. Pure arithmetic; no widgets."""

from dataclasses import dataclass

from PySide6.QtCore import QPointF, QRectF

from app.domain.photo_fix import Frame

MARGIN = 14
STEPS = (1.0, 1.5, 2.0, 3.0, 4.0, 6.0)
"""Magnification over the fitted picture."""
_LARGEST = 4.0
"""Logical px of one picture pixel: a small picture is not blown up beyond that, whatever the window's size."""


@dataclass(frozen=True, slots=True)
class PhotoView:
    """``scale``: logical px of one picture pixel; ``left`` and ``top``: where the picture begins."""

    scale: float
    left: float
    top: float

    def to_screen(self, frame: Frame) -> QRectF:
        return QRectF(
            self.left + frame.x * self.scale,
            self.top + frame.y * self.scale,
            frame.width * self.scale,
            frame.height * self.scale,
        )

    def to_picture(self, point: QPointF) -> tuple[float, float]:
        return (point.x() - self.left) / self.scale, (point.y() - self.top) / self.scale


def fit_scale(picture: tuple[int, int], room: tuple[int, int]) -> float:
    """The scale at which the whole picture is seen."""
    across = max(room[0] - 2 * MARGIN, 40) / max(picture[0], 1)
    down = max(room[1] - 2 * MARGIN, 40) / max(picture[1], 1)
    return min(across, down, _LARGEST)


def place(
    picture: tuple[int, int], room: tuple[int, int], scale: float, centre: tuple[float, float]
) -> PhotoView:
    """The view with ``centre`` (picture pixels) in the middle, as far as the picture reaches; else it is centred."""
    return PhotoView(
        scale,
        _start(picture[0] * scale, room[0], centre[0] * scale),
        _start(picture[1] * scale, room[1], centre[1] * scale),
    )


def step_zoom(zoom: float, inwards: bool) -> float:
    """The next step above or below."""
    if inwards:
        return next((step for step in STEPS if step > zoom + 0.01), STEPS[-1])
    return next((step for step in reversed(STEPS) if step < zoom - 0.01), STEPS[0])


def _start(length: float, room: int, centre: float) -> float:
    if length <= room - 2 * MARGIN:
        return (room - length) / 2
    return min(max(room / 2 - centre, room - MARGIN - length), float(MARGIN))
