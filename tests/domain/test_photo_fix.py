"""Cutting a certificate photo: whatever the frame, what comes out keeps every rule and is never enlarged."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.domain.photo_fix import (
    Frame,
    PhotoFixFault,
    choose_size,
    find_frame_fault,
    make_fix,
    propose_frame,
    sample_corners,
)
from app.domain.photo_rules import PhotoFacts, PhotoRule, check_photo

SIDES = st.integers(1, 12_000)


def breaks(width: int, height: int) -> set[PhotoRule]:
    return {r.rule for r in check_photo(PhotoFacts("JPEG", width, height, 100_000)) if not r.ok}


@pytest.mark.req("B3.5", "B3.6")
@given(width=SIDES, height=SIDES)
def test_a_frame_gives_a_photo_within_the_rules_or_says_why_not(width: int, height: int) -> None:
    frame = Frame(0, 0, width, height)
    size, fault = choose_size(frame), find_frame_fault(frame)
    assert (size is None) is (fault is not None)
    if size is None:
        # A fault is never invented: the frame's own pixels break the rule it names.
        rule = PhotoRule.PIXELS if fault is PhotoFixFault.TOO_SMALL else PhotoRule.RATIO
        assert rule in breaks(width, height)
        return
    assert breaks(*size) == set()
    assert size[0] <= min(width, 700)
    assert size[1] <= min(height, 1000)


@pytest.mark.req("B3.6")
@given(height=st.integers(301, 12_000), share=st.floats(0.65, 0.8))
def test_frames_near_the_ratios_bounds_keep_their_shape(height: int, share: float) -> None:
    width = round(height * share)
    size = choose_size(Frame(0, 0, width, height))
    if size is None:
        return
    # Less than two pixels of the smaller picture away from the frame's own shape: nobody looks stretched.
    assert abs(size[0] - size[1] * width / height) < 2


@given(width=SIDES, height=SIDES, ratio=st.sampled_from((0.65, 0.7, 0.75, 0.8)))
def test_the_proposed_frame_lies_inside_and_touches_two_edges(width: int, height: int, ratio: float) -> None:
    frame = propose_frame(width, height, ratio)
    assert frame.x >= 0
    assert frame.y >= 0
    assert frame.x + frame.width <= width
    assert frame.y + frame.height <= height
    assert frame.height in (height, max(int(width / ratio), 1))
    assert abs((width - frame.width) - 2 * frame.x) <= 1
    assert abs((height - frame.height) - 2 * frame.y) <= 1


@pytest.mark.req("B3.5", "B3.6")
@given(width=st.integers(220, 12_000), height=st.integers(320, 12_000))
def test_every_picture_that_is_large_enough_gets_a_proposal(width: int, height: int) -> None:
    assert make_fix(propose_frame(width, height)) is not None


def test_the_picture_of_a_phone_becomes_700_by_1000() -> None:
    frame = propose_frame(1512, 2016)
    assert frame == Frame(50, 0, 1411, 2016)
    assert choose_size(frame) == (700, 1000)


@pytest.mark.req("B3.5")
@pytest.mark.parametrize(
    ("width", "height", "fault"),
    [
        (215, 301, PhotoFixFault.TOO_SMALL),
        (216, 300, PhotoFixFault.TOO_SMALL),
        (216, 301, None),
        (217, 302, None),
    ],
)
def test_a_small_frame_is_said_and_not_enlarged(width: int, height: int, fault: PhotoFixFault | None) -> None:
    frame = Frame(3, 4, width, height)
    assert find_frame_fault(frame) is fault
    assert choose_size(frame) == (None if fault else (width, height))


@pytest.mark.req("B3.6")
@pytest.mark.parametrize(
    ("width", "height", "size"),
    [
        (649, 1000, None),
        (650, 1000, (650, 1000)),
        (651, 1000, (651, 1000)),
        (799, 1000, (700, 876)),
        (800, 1000, (700, 875)),
        (801, 1000, None),
    ],
)
def test_the_ratio_at_its_bounds(width: int, height: int, size: tuple[int, int] | None) -> None:
    assert choose_size(Frame(0, 0, width, height)) == size


def test_turns_beyond_a_full_one_are_the_same_turn() -> None:
    fix = make_fix(Frame(0, 0, 700, 1000), 450)
    assert fix is not None
    assert fix.rotation == 90


@pytest.mark.req("B3.2")
def test_the_corner_farthest_from_white_counts() -> None:
    white, blue = (255, 255, 255), (67, 142, 219)
    assert sample_corners([white] * 4).difference_percent == 0
    assert sample_corners([(0, 0, 0)]).difference_percent == 100
    assert sample_corners([white, white, blue, white]).difference_percent == 50
    assert sample_corners([]).difference_percent == 0
