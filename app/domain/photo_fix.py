"""How a certificate photo is made fit (B3.3-B3.6): which part is cut out and how many pixels it gets. Pure.

The screen proposes and moves the frame, the preview worker does the work (``app.services.preview.photo_fixing``), and
what comes out satisfies ``check_photo``. Nothing is ever enlarged: a picture that is too small says so (B3.5).
Colours are facts for the person who judges the ground (B3.2); nothing here calls them right or wrong.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

from app.domain.photo_rules import MIN_HEIGHT, MIN_WIDTH

RATIO = 0.70
"""What the fix proposes, in the middle of what is allowed."""
LEAST_RATIO = 0.65
GREATEST_RATIO = 0.8
MOST_WIDTH = 700
MOST_HEIGHT = 1000
"""More pixels make the file heavier and no certificate better."""

Colour = tuple[int, int, int]
"""Red, green, blue, 0-255."""


class PhotoFixFault(StrEnum):
    """Why a frame makes no certificate photo."""

    TOO_SMALL = "photo_fix_too_small"  # not larger than 215×300 (B3.5)
    RATIO = "photo_fix_ratio"  # outside 0.65-0.8 (B3.6)


@dataclass(frozen=True, slots=True)
class Frame:
    """What is cut out, in pixels of the picture as a person sees it: upright by its orientation tag, then turned."""

    x: int
    y: int
    width: int
    height: int


@dataclass(frozen=True, slots=True)
class PhotoFix:
    """``rotation`` is clockwise (0, 90, 180, 270), on top of the orientation tag; ``frame`` counts after it."""

    frame: Frame
    width_px: int
    height_px: int
    rotation: int = 0


@dataclass(frozen=True, slots=True)
class CornerSample:
    """Mean colours of the ground's corners: upper left, upper right, and both sides above the shoulders.

    ``difference_percent``: how far the corner farthest from pure white is from it, 0-100.
    """

    colours: tuple[Colour, ...]
    difference_percent: int


def propose_frame(width: int, height: int, ratio: float = RATIO) -> Frame:
    """The largest frame of the ratio (width : height) inside a picture, in its middle. Pixels."""
    frame_height = max(min(height, int(width / ratio)), 1)
    frame_width = max(min(width, round(frame_height * ratio)), 1)
    return Frame((width - frame_width) // 2, (height - frame_height) // 2, frame_width, frame_height)


def find_frame_fault(frame: Frame) -> PhotoFixFault | None:
    """What the frame lacks; None = ``choose_size`` has an answer."""
    if frame.width <= MIN_WIDTH or frame.height <= MIN_HEIGHT:
        return PhotoFixFault.TOO_SMALL
    if not _is_ratio_allowed(frame.width, frame.height):
        return PhotoFixFault.RATIO
    return None


def choose_size(frame: Frame) -> tuple[int, int] | None:
    """Width and height of the fixed photo: the frame's own pixels, or fewer up to 700×1000, never more.

    Always larger than 215×300 and within 0.65-0.8, both to the pixel. None where ``find_frame_fault`` finds something.
    """
    if find_frame_fault(frame) is not None:
        return None
    height = min(frame.height, MOST_HEIGHT, MOST_WIDTH * frame.height // frame.width)
    # Rounding must not leave the ratio's range or the frame: between both bounds there is always a whole number.
    least, most = -(-65 * height // 100), min(8 * height // 10, frame.width, MOST_WIDTH)
    nearest = (2 * height * frame.width + frame.height) // (2 * frame.height)
    return min(max(nearest, least), most), height


def make_fix(frame: Frame, rotation: int = 0) -> PhotoFix | None:
    """The fix that a frame means; None where it has a fault."""
    size = choose_size(frame)
    return None if size is None else PhotoFix(frame, *size, rotation % 360)


def sample_corners(colours: Sequence[Colour]) -> CornerSample:
    """The sample of mean colours in the order of ``CornerSample``."""
    farthest = max((_distance_from_white(colour) for colour in colours), default=0.0)
    return CornerSample(tuple(colours), round(100 * farthest))


def _is_ratio_allowed(width: int, height: int) -> bool:
    return 100 * width >= 65 * height and 10 * width <= 8 * height


def _distance_from_white(colour: Colour) -> float:
    """0 for white, 1 for black."""
    return float((sum((255 - part) ** 2 for part in colour) / 3) ** 0.5) / 255
