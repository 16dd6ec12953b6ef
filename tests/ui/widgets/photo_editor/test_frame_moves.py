"""The crop frame under hands and keys: inside the picture, in its ratio, never too small for a certificate photo."""

import pytest
from hypothesis import assume, example, given
from hypothesis import strategies as st

from app.domain.photo_fix import Frame, find_frame_fault, propose_frame
from ui.widgets.photo_editor.frame_moves import FREE, GRIPS, Grip, drag, grow, lock, move, reshape

SIDES = st.integers(230, 6000)
REACH = st.floats(-8000, 8000)
SHAPES = st.sampled_from((FREE, lock(0.7), lock(0.75)))


def inside(frame: Frame, picture: tuple[int, int]) -> bool:
    return (
        frame.x >= 0
        and frame.y >= 0
        and frame.x + frame.width <= picture[0]
        and frame.y + frame.height <= picture[1]
    )


@pytest.mark.req("B3.6")
@given(
    width=SIDES, height=SIDES, x=REACH, y=REACH, grip=st.sampled_from(GRIPS), shape=SHAPES, more=st.booleans()
)
@example(width=3787, height=5416, x=0.0, y=152.25, grip=Grip(0, -1), shape=lock(0.7), more=False)
def test_whatever_is_pulled_the_frame_stays_a_certificate_photo(width, height, x, y, grip, shape, more):
    picture = (width, height)
    assume(height >= 340)
    frame = reshape(propose_frame(width, height), picture, shape)
    pulled = drag(frame, grip, (x, y), picture, shape)
    if more:
        pulled = grow(pulled, round(x), round(y), picture, shape)
    assert inside(pulled, picture)
    assert find_frame_fault(pulled) is None
    if shape.is_locked:
        assert (
            abs(pulled.width - pulled.height * shape.least) <= 1 + 1e-6
        )  # one pixel of rounding; floats carry more


@given(width=st.integers(20, 400), height=st.integers(20, 400), grip=st.sampled_from(GRIPS), x=REACH, y=REACH)
def test_in_a_picture_that_is_too_small_the_frame_still_stays_inside(width, height, grip, x, y):
    frame = propose_frame(width, height)
    assert inside(drag(frame, grip, (x, y), (width, height), lock(0.7)), (width, height))
    assert inside(grow(frame, 40, 0, (width, height), FREE), (width, height))


def test_a_corner_pulls_against_its_opposite():
    frame = Frame(100, 100, 700, 1000)
    smaller = drag(frame, Grip(1, 1), (450, 600), (2000, 3000), lock(0.7))
    assert (smaller.x, smaller.y, smaller.width, smaller.height) == (100, 100, 350, 500)
    pulled_up = drag(frame, Grip(-1, -1), (450, 600), (2000, 3000), lock(0.7))
    assert (pulled_up.x + pulled_up.width, pulled_up.y + pulled_up.height) == (800, 1100)


def test_an_edge_keeps_the_other_one_and_the_middle():
    frame = Frame(100, 100, 700, 1000)
    taller = drag(frame, Grip(0, 1), (0, 1600), (2000, 3000), lock(0.7))
    assert taller.y == 100
    assert taller.height > 1000
    assert abs(taller.x + taller.width / 2 - 450) <= 1


def test_the_picture_s_edge_stops_the_frame():
    assert move(Frame(0, 0, 700, 1000), -50, 5000, (1000, 1400)) == Frame(0, 400, 700, 1000)
    assert drag(Frame(0, 0, 700, 1000), Grip(1, 1), (9999, 9999), (1000, 1400), lock(0.7)) == Frame(
        0, 0, 980, 1400
    )


def test_unlocked_the_sides_move_by_themselves_within_the_range():
    frame = Frame(100, 100, 700, 1000)
    wider = drag(frame, Grip(1, 0), (850, 0), (2000, 3000), FREE)
    assert (wider.width, wider.height) == (750, 1000)
    widest = drag(frame, Grip(1, 0), (1500, 0), (2000, 3000), FREE)
    assert widest.height / widest.width == pytest.approx(1 / 0.8, abs=0.002)
    taller = drag(frame, Grip(0, 1), (0, 1150), (2000, 3000), FREE)
    assert (taller.width, taller.height) == (700, 1050) or taller.width / taller.height >= 0.65


def test_keys_grow_around_the_middle():
    frame = grow(Frame(400, 400, 700, 1000), 0, 20, (2000, 3000), lock(0.7))
    assert (frame.width, frame.height) == (714, 1020)
    assert frame.y == 390
