"""Whether a signature written on the screen can be read at all: 字迹要求清晰 (B4.3). Pure.

Nobody can judge handwriting by rule; this only tells a stray touch, a dot or a line from a signature, and says what to
do. A person looks at the paper anyway.
"""

from collections.abc import Sequence
from enum import StrEnum
from itertools import pairwise
from math import dist

Point = tuple[float, float]
Stroke = Sequence[Point]

LEAST_STROKES = 2
"""No Chinese name has fewer."""
LEAST_INK = 1.6
"""Length of all strokes, as a multiple of the pad's height."""
LEAST_WIDTH, LEAST_HEIGHT = 0.18, 0.30
"""Of the pad: smaller writing cannot be read on the printed paper."""


class HandwritingProblem(StrEnum):
    EMPTY = "empty"
    TOO_FEW_STROKES = "too_few_strokes"
    TOO_LITTLE = "too_little"
    TOO_SMALL = "too_small"


def check_handwriting(strokes: Sequence[Stroke], width: float, height: float) -> HandwritingProblem | None:
    """``strokes`` in the pad's units, ``width`` × ``height`` its size. None: looks like a signature."""
    written = [stroke for stroke in strokes if len(stroke) > 1]
    if not written:
        return HandwritingProblem.EMPTY
    if len(written) < LEAST_STROKES:
        return HandwritingProblem.TOO_FEW_STROKES
    if ink_length(written) < LEAST_INK * height:
        return HandwritingProblem.TOO_LITTLE
    left, top, right, bottom = bounds(written)
    if right - left < LEAST_WIDTH * width or bottom - top < LEAST_HEIGHT * height:
        return HandwritingProblem.TOO_SMALL
    return None


def ink_length(strokes: Sequence[Stroke]) -> float:
    """Length of all strokes together."""
    return sum(dist(a, b) for stroke in strokes for a, b in pairwise(stroke))


def bounds(strokes: Sequence[Stroke]) -> tuple[float, float, float, float]:
    """Left, top, right, bottom of what was written; there must be a point."""
    xs = [x for stroke in strokes for x, _ in stroke]
    ys = [y for stroke in strokes for _, y in stroke]
    return min(xs), min(ys), max(xs), max(ys)
