"""Moves and resizes a crop frame inside its picture. Pure arithmetic in picture pixels; no widgets.

``Shape`` is what the ratio may be: both bounds equal = locked. A frame never leaves the picture, and never becomes smaller
than a certificate photo may be, as far as the picture is large enough.
"""

import math
from dataclasses import dataclass

from app.domain.photo_fix import GREATEST_RATIO, LEAST_RATIO, Frame
from app.domain.photo_rules import MIN_HEIGHT, MIN_WIDTH


@dataclass(frozen=True, slots=True)
class Shape:
    """Bounds of width : height."""

    least: float
    greatest: float

    @property
    def is_locked(self) -> bool:
        return self.least == self.greatest


FREE = Shape(LEAST_RATIO, GREATEST_RATIO)


def lock(ratio: float) -> Shape:
    """One ratio and no other."""
    return Shape(ratio, ratio)


@dataclass(frozen=True, slots=True)
class Grip:
    """A handle: -1, 0 or 1 across and down. (0, 0) is none."""

    across: int
    down: int


GRIPS = tuple(Grip(across, down) for down in (-1, 0, 1) for across in (-1, 0, 1) if across or down)


def move(frame: Frame, across: int, down: int, picture: tuple[int, int]) -> Frame:
    """The same size elsewhere, stopped by the picture's edge."""
    x = min(max(frame.x + across, 0), picture[0] - frame.width)
    y = min(max(frame.y + down, 0), picture[1] - frame.height)
    return Frame(x, y, frame.width, frame.height)


def drag(frame: Frame, grip: Grip, to: tuple[float, float], picture: tuple[int, int], shape: Shape) -> Frame:
    """The frame with its handle pulled to a point; the opposite corner or edge stays where it is."""
    anchor_x = _anchor(frame.x, frame.width, grip.across)
    anchor_y = _anchor(frame.y, frame.height, grip.down)
    width = abs(to[0] - anchor_x) if grip.across else float(frame.width)
    height = abs(to[1] - anchor_y) if grip.down else float(frame.height)
    # Pulled over the anchor: as small as can be, not turned inside out.
    if grip.across and (to[0] - anchor_x) * grip.across < 0:
        width = 0.0
    if grip.down and (to[1] - anchor_y) * grip.down < 0:
        height = 0.0
    if not grip.down:
        height = _height_for(width, height, shape)
    elif grip.across and shape.is_locked:
        height = max(height, width / shape.least)
    size = _fit(
        width,
        height,
        (_room(anchor_x, picture[0], grip.across), _room(anchor_y, picture[1], grip.down)),
        shape,
    )
    return _place(size, (anchor_x, anchor_y), grip, picture)


def grow(frame: Frame, across: int, down: int, picture: tuple[int, int], shape: Shape) -> Frame:
    """Wider or taller by so many pixels around its middle. With a locked ratio both are the same act."""
    if shape.is_locked:
        height = float(frame.height + (down or round(across / shape.least)))
        width = height * shape.least
    else:
        width, height = float(frame.width + across), float(frame.height + down)
        if across and not down:
            height = _height_for(width, height, shape)
    middle = (frame.x + frame.width / 2, frame.y + frame.height / 2)
    size = _fit(width, height, picture, shape)
    return _place(size, middle, Grip(0, 0), picture)


def reshape(frame: Frame, picture: tuple[int, int], shape: Shape) -> Frame:
    """The frame within other bounds of the ratio, around its middle."""
    middle = (frame.x + frame.width / 2, frame.y + frame.height / 2)
    size = _fit(float(frame.width), float(frame.height), picture, shape)
    return _place(size, middle, Grip(0, 0), picture)


def _height_for(width: float, height: float, shape: Shape) -> float:
    return min(max(height, width / shape.greatest), width / shape.least)


def _anchor(start: int, length: int, side: int) -> float:
    return start + length * (1 - side) / 2


def _room(anchor: float, length: int, side: int) -> float:
    """How long the frame may become from its anchor."""
    if side == 0:
        return 2 * min(anchor, length - anchor)
    return length - anchor if side > 0 else anchor


def _fit(width: float, height: float, most: tuple[float, float], shape: Shape) -> tuple[int, int]:
    """Whole pixels within the room and the ratio, at least what a photo needs where the room has it."""
    height = max(height, MIN_HEIGHT + 1, (MIN_WIDTH + 1) / shape.greatest)
    width = max(width, MIN_WIDTH + 1)
    height = min(height, most[1], most[0] / shape.least)
    width = min(max(width, shape.least * height), shape.greatest * height)
    if width > most[0]:
        width = most[0]
        height = min(_height_for(width, height, shape), most[1])
    whole_height = max(math.floor(height + 1e-6), 1)
    # Rounded into the range, not out of it.
    least = math.ceil(shape.least * whole_height - 1e-6)
    greatest = math.floor(shape.greatest * whole_height + 1e-6)
    whole_width = round(width) if shape.is_locked else min(max(round(width), least), greatest)
    return max(min(whole_width, math.floor(most[0] + 1e-6)), 1), whole_height


def _place(size: tuple[int, int], anchor: tuple[float, float], grip: Grip, picture: tuple[int, int]) -> Frame:
    x = round(anchor[0] - size[0] * (1 - grip.across) / 2)
    y = round(anchor[1] - size[1] * (1 - grip.down) / 2)
    return move(Frame(x, y, *size), 0, 0, picture)
