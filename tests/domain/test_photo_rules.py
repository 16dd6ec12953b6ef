"""The measurable rules of the certificate photo (seed B 二(一))."""

import pytest

from app.domain.photo_rules import PhotoFacts, PhotoRule, check_photo, format_ratio, format_size

GOOD = PhotoFacts("JPEG", 700, 1000, 186 * 1024)


def broken_rules(
    format: str = "JPEG", width: int = 700, height: int = 1000, size: int = 186 * 1024
) -> list[PhotoRule]:
    return [r.rule for r in check_photo(PhotoFacts(format, width, height, size)) if not r.ok]


@pytest.mark.req("B3.1", "B3.3", "B3.4", "B3.5", "B3.6")
def test_a_good_photo_passes_every_rule_in_the_order_of_the_seed() -> None:
    results = check_photo(GOOD)
    assert [r.rule for r in results] == list(PhotoRule)
    assert all(r.ok for r in results)
    assert [r.measured for r in results] == ["JPEG", "186K", "700×1000", "0.70"]


@pytest.mark.req("B3.3")
@pytest.mark.parametrize(
    ("format", "ok"), [("JPEG", True), ("jpeg", True), ("MPO", True), ("PNG", False), ("", False)]
)
def test_the_format_is_that_of_the_bytes(format: str, ok: bool) -> None:
    assert broken_rules(format=format) == ([] if ok else [PhotoRule.FORMAT])


@pytest.mark.req("B3.4")
@pytest.mark.parametrize(
    ("size", "ok"),
    [(30 * 1024, False), (30 * 1024 + 1, True), (1024 * 1024 - 1, True), (1024 * 1024, False), (0, False)],
)
def test_larger_than_30k_and_smaller_than_1m_are_both_strict(size: int, ok: bool) -> None:
    assert broken_rules(size=size) == ([] if ok else [PhotoRule.SIZE])


@pytest.mark.req("B3.5")
@pytest.mark.parametrize(
    ("width", "height", "ok"),
    [(215, 300, False), (216, 300, False), (215, 301, False), (216, 301, True), (240, 320, True)],
)
def test_larger_than_215_by_300_pixels_is_strict_on_both_sides(width: int, height: int, ok: bool) -> None:
    assert (PhotoRule.PIXELS not in broken_rules(width=width, height=height)) is ok


@pytest.mark.req("B3.6")
@pytest.mark.parametrize(
    ("width", "height", "ok"),
    [
        (650, 1000, True),
        (649, 1000, False),
        (800, 1000, True),
        (801, 1000, False),
        (13 * 27, 20 * 27, True),  # 0.65 exactly, where a float would waver
        (4 * 111, 5 * 111, True),
        (1601, 2001, False),
        (1000, 700, False),
        (500, 0, False),
    ],
)
def test_the_ratio_includes_both_bounds_exactly(width: int, height: int, ok: bool) -> None:
    assert (PhotoRule.RATIO not in broken_rules(width=width, height=height)) is ok


@pytest.mark.parametrize(
    ("size", "text"),
    [
        (186 * 1024, "186K"),
        (190_800, "186.3K"),
        (30 * 1024, "30K"),
        (30 * 1024 + 1, "30.000977K"),
        (1024 * 1024 - 1, "1023.999023K"),
        (1024 * 1024, "1M"),
        (1024 * 1024 + 1, "1.000001M"),
        (2_516_582, "2.4M"),
    ],
)
def test_a_shown_size_is_never_rounded_onto_a_bound(size: int, text: str) -> None:
    assert format_size(size) == text


def test_a_shown_ratio_tells_itself_from_the_bounds() -> None:
    assert [format_ratio(*pair) for pair in [(3, 4), (4, 5), (1601, 2001), (5, 0)]] == [
        "0.75",
        "0.80",
        "0.8001",
        "–",
    ]
