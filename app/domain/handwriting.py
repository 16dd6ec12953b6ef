"""Whether a signature written on the screen can be read at all: 字迹要求清晰 (B4.3). Pure.

Nobody can judge handwriting by rule; this only tells a stray touch, a dot or a line from a signature, and words that
stand outside the paper or are too small for it. A person looks at the paper anyway.
"""

from collections.abc import Sequence
from enum import StrEnum
from itertools import pairwise
from math import atan2, cos, dist, sin

Point = tuple[float, float]
Stroke = Sequence[Point]

OUTSIDE_SHARE = 0.02
"""Of the pad's height: a stroke may end this far outside and still be whole on the paper."""
LEAST_REACH = 0.04
"""Of the pad's height: what stays within it is a dot, as part of a name welcome, alone not."""
LINE_SLENDERNESS = 0.1
"""Breadth over length of what was written, along its own direction: below it stands a line, however it slants."""
LEAST_STROKES = 2
"""No Chinese name has fewer, unless written in one go …"""
LEAST_INK_OF_ONE = 2.2
"""… and then the one stroke is long. A multiple of the pad's height."""
LEAST_INK = 0.9
"""Length of all strokes, as a multiple of the pad's height: 丁一 written as tall as half the pad has 1.2."""
LEAST_WIDTH, LEAST_HEIGHT = 0.15, 0.28
"""Of the pad: smaller writing cannot be read on the printed paper, where the pad is 24 mm high."""


class HandwritingProblem(StrEnum):
    """What to do about it is worded by the page."""

    EMPTY = "empty"
    DOTS = "dots"
    OUTSIDE = "outside"
    LINE = "line"
    TOO_FEW_STROKES = "too_few_strokes"
    TOO_SMALL = "too_small"
    TOO_LITTLE = "too_little"


def check_handwriting(strokes: Sequence[Stroke], width: float, height: float) -> HandwritingProblem | None:
    """``strokes`` in the pad's units, the origin at its top left; ``width`` × ``height`` its size. None: looks like a
    signature."""
    touched = [stroke for stroke in strokes if stroke]
    if not touched:
        return HandwritingProblem.EMPTY
    written = [stroke for stroke in touched if _diagonal([stroke]) > LEAST_REACH * height]
    if not written:
        return HandwritingProblem.DOTS
    left, top, right, bottom = bounds(touched)
    slack = OUTSIDE_SHARE * height
    if left < -slack or top < -slack or right > width + slack or bottom > height + slack:
        return HandwritingProblem.OUTSIDE
    if _slenderness(written) < LINE_SLENDERNESS:
        return HandwritingProblem.LINE
    ink = ink_length(written)
    if len(written) < LEAST_STROKES and ink < LEAST_INK_OF_ONE * height:
        return HandwritingProblem.TOO_FEW_STROKES
    if right - left < LEAST_WIDTH * width or bottom - top < LEAST_HEIGHT * height:
        return HandwritingProblem.TOO_SMALL
    if ink < LEAST_INK * height:
        return HandwritingProblem.TOO_LITTLE
    return None


def ink_length(strokes: Sequence[Stroke]) -> float:
    """Length of all strokes together."""
    return sum(dist(a, b) for stroke in strokes for a, b in pairwise(stroke))


def bounds(strokes: Sequence[Stroke]) -> tuple[float, float, float, float]:
    """Left, top, right, bottom of what was written; there must be a point."""
    xs = [x for stroke in strokes for x, _ in stroke]
    ys = [y for stroke in strokes for _, y in stroke]
    return min(xs), min(ys), max(xs), max(ys)


def _diagonal(strokes: Sequence[Stroke]) -> float:
    left, top, right, bottom = bounds(strokes)
    return dist((left, top), (right, bottom))


def _slenderness(strokes: Sequence[Stroke]) -> float:
    """Breadth over length in the direction in which the points lie farthest apart (their principal axis)."""
    points = [point for stroke in strokes for point in stroke]
    middle_x = sum(x for x, _ in points) / len(points)
    middle_y = sum(y for _, y in points) / len(points)
    apart = [(x - middle_x, y - middle_y) for x, y in points]
    across = sum(x * y for x, y in apart)
    angle = atan2(2 * across, sum(x * x - y * y for x, y in apart)) / 2
    along = [x * cos(angle) + y * sin(angle) for x, y in apart]
    aside = [y * cos(angle) - x * sin(angle) for x, y in apart]
    length = max(along) - min(along)
    return (max(aside) - min(aside)) / length if length else 0.0
