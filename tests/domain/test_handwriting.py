"""字迹要求清晰: what can be told from strokes, at each bound (B4.3)."""

import pytest

from app.domain.handwriting import HandwritingProblem, bounds, check_handwriting, ink_length

WIDTH, HEIGHT = 900.0, 360.0

# 丁一: the least ink that a Chinese name can have, written half as tall as the pad.
DING_YI = [
    [(250, 100), (420, 100)],
    [(335, 100), (335, 270), (310, 255)],
    [(500, 190), (670, 190)],
]
LOOPS = [[(200 + 40 * n + 30 * (n % 2), 100 + 150 * (n % 2)) for n in range(10)]]


def judge(strokes):
    return check_handwriting(strokes, WIDTH, HEIGHT)


@pytest.mark.req("B4.3")
@pytest.mark.parametrize("strokes", [DING_YI, LOOPS, [*DING_YI, [(700, 200)]]], ids=["丁一", "连笔", "带点"])
def test_a_name_is_a_signature(strokes):
    assert judge(strokes) is None


@pytest.mark.req("B4.3")
@pytest.mark.parametrize(
    ("strokes", "problem"),
    [
        ([], HandwritingProblem.EMPTY),
        ([[]], HandwritingProblem.EMPTY),
        ([[(400, 100)]], HandwritingProblem.DOTS),
        ([[(400, 100)], [(410, 104), (412, 105)]], HandwritingProblem.DOTS),
        ([[(100, 180), (800, 180)]], HandwritingProblem.LINE),
        ([[(100, 180), (400, 185)], [(420, 185), (800, 180)]], HandwritingProblem.LINE),
        ([[(100, 40), (300, 125)], [(400, 160), (780, 330)]], HandwritingProblem.LINE),
        ([[(450, 20), (445, 200), (452, 340)]], HandwritingProblem.LINE),
        ([[(100, 100), (300, 300), (500, 100)]], HandwritingProblem.TOO_FEW_STROKES),
        ([[(x / 6 + 300, y / 6 + 100) for x, y in s] for s in DING_YI * 3], HandwritingProblem.TOO_SMALL),
        ([[(450, 50), (450, 180)], [(450, 180), (590, 180)]], HandwritingProblem.TOO_LITTLE),
    ],
)
def test_a_touch_a_dot_a_line_and_a_scrap_are_none(strokes, problem):
    assert judge(strokes) is problem


@pytest.mark.req("B4.3")
@pytest.mark.parametrize(
    ("by_x", "by_y", "fits"),
    [(0, 89, True), (0, 98, False), (0, -107, True), (0, -108, False), (237, 0, True), (238, 0, False)],
)
def test_what_leaves_the_paper_is_outside(by_x, by_y, fits):
    moved = [[(x + by_x, y + by_y) for x, y in stroke] for stroke in DING_YI]
    assert (judge(moved) is None) is fits


@pytest.mark.req("B4.3")
@pytest.mark.parametrize(("factor", "fits"), [(0.62, True), (0.58, False)])
def test_the_least_height_is_a_share_of_the_pad(factor, fits):
    small = [[(x * factor, y * factor) for x, y in stroke] for stroke in DING_YI + DING_YI]
    assert (judge(small) is not HandwritingProblem.TOO_SMALL) is fits


def test_the_size_of_the_pad_does_not_matter():
    doubled = [[(2 * x, 2 * y) for x, y in stroke] for stroke in DING_YI]
    assert check_handwriting(doubled, 2 * WIDTH, 2 * HEIGHT) is None


def test_ink_and_bounds_are_of_all_strokes():
    assert ink_length([[(0, 0), (3, 4)], [(0, 0), (0, 2)], [(9, 9)]]) == 7
    assert bounds([[(1, 5), (3, 2)], [(0, 4)]]) == (0, 2, 3, 5)
