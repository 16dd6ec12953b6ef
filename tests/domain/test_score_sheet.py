"""The 自评表 adds up within its bounds."""

import pytest

from app.domain.plan import ScoreGroup, ScoreItem, ScoreKind, ScoreOption, ScoreSheet
from app.domain.score_sheet import add_up, score_of_group, score_of_item

DEGREE = ScoreItem(
    "degree", "学历", options=(ScoreOption("master", "硕士", 12), ScoreOption("bachelor", "本科", 10))
)
PAPERS = ScoreItem("papers", "论文", ScoreKind.COUNT, points=8, unit="篇", most=20)
SHEET = ScoreSheet("自评表", (ScoreGroup("基本", (DEGREE,)), ScoreGroup("业绩", (PAPERS, DEGREE), most=25)))


@pytest.mark.req("B5.6")
@pytest.mark.parametrize(
    ("entry", "points"),
    [("", 0), ("1", 8), ("2", 16), ("3", 20), ("３", 20), ("三", 0), ("-1", 0), ("1.5", 0)],
)
def test_a_counted_item_gives_its_points_up_to_its_bound(entry: str, points: int) -> None:
    assert score_of_item(PAPERS, entry) == points


def test_a_choice_gives_the_points_of_the_option() -> None:
    assert [score_of_item(DEGREE, key) for key in ("master", "bachelor", "doctor", "")] == [12, 10, 0, 0]


def test_a_part_has_its_own_bound() -> None:
    entries = {"papers": "9", "degree": "master"}
    assert score_of_group(SHEET.groups[1], entries) == 25
    assert add_up(SHEET, entries) == 37
