"""Two posts at once and months without any (DOMAIN facts §7)."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.domain.archive import FrozenItem
from app.domain.prechecks.careers import LONGEST_GAP, check_gaps, check_overlaps
from app.domain.prechecks.notice import Severity

TODAY = date(2026, 10, 9)


def post(item_id: str, start: str, end: str, section: str = "work") -> FrozenItem:
    fields = {"start": start, "end": end, "employer": f"示例{item_id}公司"}
    return FrozenItem(item_id, section, 1, fields, ())


def name(month: int) -> str:
    return f"{month // 12:04d}-{month % 12 + 1:02d}"


def test_a_post_may_begin_in_the_month_the_one_before_ended() -> None:
    assert list(check_overlaps([post("a", "2015-07", "2018-03"), post("b", "2018-03", "至今")], TODAY)) == []


def test_a_post_that_begins_earlier_overlaps() -> None:
    (notice,) = check_overlaps([post("b", "2018-02", "至今"), post("a", "2015-07", "2018-03")], TODAY)
    assert (notice.code, notice.item_id, notice.field) == ("work_overlaps", "b", "start")
    assert notice.params == {"employer": "示例a公司", "start": "2015-07", "end": "2018-03"}


def test_a_post_inside_a_longer_one_and_the_next_after_both_are_told_apart() -> None:
    posts = [
        post("a", "2010-01", "2020-01"),
        post("b", "2012-01", "2013-01"),
        post("c", "2015-01", "2016-01"),
    ]
    assert [n.item_id for n in check_overlaps(posts, TODAY)] == ["b", "c"]
    assert {n.params["employer"] for n in check_overlaps(posts, TODAY)} == {"示例a公司"}


def test_periods_that_cannot_be_read_or_are_reversed_are_left_out() -> None:
    odd = [post("a", "去年", "至今"), post("b", "2018-02", "2017-01"), post("c", "2016-01", "2019-01")]
    assert list(check_overlaps(odd, TODAY)) == []
    assert list(check_gaps(odd, TODAY)) == []


@pytest.mark.parametrize(("next_start", "months"), [("2018-07", None), ("2018-08", "4"), ("2020-03", "23")])
def test_a_gap_longer_than_three_whole_months_is_a_hint(next_start: str, months: str | None) -> None:
    found = list(check_gaps([post("a", "2015-07", "2018-03"), post("b", next_start, "至今")], TODAY))
    assert [n.params["months"] for n in found] == ([months] if months else [])
    assert all(n.severity is Severity.HINT and n.item_id == "b" for n in found)


def test_study_fills_a_gap() -> None:
    posts = [post("a", "2015-07", "2016-08"), post("b", "2019-07", "至今")]
    assert len(list(check_gaps(posts, TODAY))) == 1
    assert list(check_gaps([*posts, post("m", "2016-09", "2019-06", "education")], TODAY)) == []


@given(st.integers(24000, 24300), st.integers(0, 40), st.integers(-30, 30), st.integers(0, 40))
def test_two_posts_never_overlap_and_leave_a_gap_at_once(
    first: int, length: int, distance: int, second: int
) -> None:
    start = first + length + distance
    posts = [post("a", name(first), name(first + length)), post("b", name(start), name(start + second))]
    overlaps, gaps = list(check_overlaps(posts, TODAY)), list(check_gaps(posts, TODAY))
    assert not (overlaps and gaps)
    assert bool(gaps) is (distance - 1 > LONGEST_GAP or first - (start + second) - 1 > LONGEST_GAP)
