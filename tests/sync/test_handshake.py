"""The table of docs/protocol.md §5: what the server says, what the desk does."""

from datetime import timedelta

import pytest

from db.sync.gateway import DistrictHead, Hello
from db.sync.handshake import (
    KnownDistrict,
    Mode,
    Step,
    clocks_differ,
    districts_left,
    judge_district,
    judge_versions,
)
from tests.factories import NOW

KNOWN = KnownDistrict("e1", "00000002", cursor=10, drained=10, rows=5)


@pytest.mark.parametrize(
    ("told", "known", "step"),
    [
        (("e1", 10, "00000002"), KNOWN, Step.NOTHING),
        (("e1", 11, "00000002"), KNOWN, Step.PULL),
        (("e1", 10, "00000002"), KnownDistrict("e1", "00000002", 10, 4, 5), Step.PULL),
        (("e1", 4, "00000002"), None, Step.PULL),
        (("e2", 10, "00000002"), KNOWN, Step.REPULL),
        (("e2", 30, "00000003"), KNOWN, Step.REPULL),
        (("e1", 9, "00000002"), KNOWN, Step.REPULL),
        (("e1", 9, "00000003"), KNOWN, Step.REPULL),
        (("e1", 9, None), KNOWN, Step.REPULL),
        (("e1", 9, "00000001"), KNOWN, Step.STALE),
        (("e1", 10, "00000003"), KNOWN, Step.COMPARE),
        (("e1", 12, "00000003"), KNOWN, Step.COMPARE),
        (("e1", 12, None), KNOWN, Step.PULL),
        (("e2", 0, "00000002"), KNOWN, Step.EMPTY),
        (("e2", 0, "00000002"), KnownDistrict("e1", "00000002", 0, 0, 0), Step.REPULL),
    ],
)
def test_a_district_is_judged_by_epoch_head_and_line(
    told: tuple[str, int, str | None], known: KnownDistrict | None, step: Step
) -> None:
    epoch, head, line = told
    assert judge_district(known, DistrictHead("d", "", head, epoch, line)) is step


@pytest.mark.parametrize(
    ("schema", "least", "own", "mode"),
    [
        (1, 1, 1, Mode.BOTH),
        (3, 1, 1, Mode.BOTH),
        (3, 2, 1, Mode.NEITHER),
        (1, 1, 2, Mode.PULL_ONLY),
    ],
)
def test_versions_say_what_may_be_exchanged(schema: int, least: int, own: int, mode: Mode) -> None:
    assert judge_versions(schema, least, own) is mode


def test_a_district_is_left_only_when_the_answer_names_what_everybody_sees() -> None:
    def hello(*ids: str) -> Hello:
        return Hello(tuple(DistrictHead(i, "", 1, "e", None) for i in ids), 1, 1, NOW, {})

    known = {"*": KNOWN, "330106": KNOWN, "330108": KNOWN}
    assert districts_left(known, hello("*", "330106")) == ("330108",)
    assert districts_left(known, hello()) == ()
    assert districts_left(known, hello("330106")) == ()


def test_five_minutes_of_the_clock_are_borne() -> None:
    assert not clocks_differ(NOW, NOW + timedelta(seconds=300))
    assert clocks_differ(NOW, NOW - timedelta(seconds=301))
