"""Verdicts read back from the filled list: every doubt is named by its row and writes nothing (B11.2)."""

from dataclasses import replace

import pytest

from app.domain.verdict_sheet import COLUMNS, ListedPerson, read_verdicts

PEOPLE = (
    ListedPerson("id-1", "许文博", "示例建设集团", "0017"),
    ListedPerson("id-2", "单文静", "示例市政设计院", "123X"),
    ListedPerson("id-3", "李伟", "示例建设集团", "0038"),
    ListedPerson("id-4", "李伟", "示例建设集团", "4410"),
)
HEAD = COLUMNS


def line(
    name: str = "许文博",
    *,
    unit: str = "示例建设集团",
    tail: str = "0017",
    votes: tuple[str, str] = ("11", "2"),
    result: str = "通过",
    note: str = "",
    own_id: str = "id-1",
) -> tuple[str, ...]:
    return ("1", name, unit, tail, "工程师", "中级", "建筑施工", "正常申报", *votes, result, note, own_id)


def codes(*rows: tuple[str, ...], people: tuple[ListedPerson, ...] = PEOPLE[:1], experts: int = 13):
    sheet = read_verdicts((HEAD, *rows), people, experts)
    return [(p.code, p.row) for p in sheet.problems], [(v.person.id, v.passed) for v in sheet.verdicts]


@pytest.mark.req("B11.2")
def test_a_clear_row_is_a_verdict_with_its_votes_and_note() -> None:
    rows = (
        HEAD,
        line(note="业绩突出，（破格）"),
        line("单文静", own_id="id-2", votes=("3", "10"), result="未通过"),
    )
    sheet = read_verdicts(rows, PEOPLE[:2], 13)
    assert sheet.problems == ()
    first, second = sheet.verdicts
    assert (first.person, first.passed, first.votes_for, first.votes_against) == (PEOPLE[0], True, "11", "2")
    assert (first.note, first.row, second.passed) == ("业绩突出，（破格）", 2, False)


@pytest.mark.parametrize(
    ("row", "code"),
    [
        (line("无此人", own_id=""), "M-202"),
        (line(own_id="id-of-somebody-else"), "M-202"),
        (line(result=""), "M-204"),
        (line(result="优秀"), "M-205"),
        (line(votes=("2", "11")), "M-206"),
        (line(votes=("6", "6")), "M-206"),
        (line(result="未通过", votes=("13", "0")), "M-206"),
        (line(votes=("十一", "2")), "M-207"),
        (line(votes=("-1", "2")), "M-207"),
        (line(votes=("12", "2")), "M-213"),
        (line("单文静"), "M-209"),
    ],
)
def test_a_doubtful_row_is_named_and_writes_nothing(row: tuple[str, ...], code: str) -> None:
    problems, verdicts = codes(row)
    assert (code, 2) in problems and verdicts == []


def test_a_person_twice_counts_in_neither_row() -> None:
    problems, verdicts = codes(line(), line())
    assert sorted(problems) == [("M-203", 2), ("M-203", 3)] and verdicts == []


def test_who_is_on_the_list_and_not_in_the_sheet_is_named() -> None:
    problems, verdicts = codes(line(), people=PEOPLE[:2])
    assert problems == [("M-211", 0)] and verdicts == [("id-1", True)]


def test_without_the_hidden_number_name_unit_and_tail_decide() -> None:
    assert codes(line(own_id="")) == ([], [("id-1", True)])
    assert codes(line(own_id="", tail="17")) == ([], [("id-1", True)])  # a spreadsheet took it for a number
    assert codes(line("许 文博", own_id="", unit="", tail="００１７")) == ([], [("id-1", True)])
    # The name alone is not enough.
    assert codes(line(own_id="", unit="", tail=""))[0] == [("M-210", 2), ("M-211", 0)]


def test_two_of_one_name_in_one_unit_are_told_apart_by_the_tail() -> None:
    two = PEOPLE[2:]
    assert codes(line("李伟", own_id="", tail=""), people=two)[0][0] == ("M-210", 2)
    assert codes(line("李伟", own_id="", tail="4410"), people=two)[1] == [("id-4", True)]


def test_what_is_recorded_already_is_counted_and_what_differs_is_named() -> None:
    passed = replace(PEOPLE[0], verdict=True, is_open=False)
    sheet = read_verdicts((HEAD, line()), (passed,))
    assert (sheet.already, sheet.verdicts, sheet.problems) == (1, (), ())
    assert codes(line(result="未通过", votes=("", "")), people=(passed,))[0] == [("M-208", 2)]
    assert codes(line(), people=(replace(PEOPLE[0], is_open=False),))[0] == [("M-212", 2)]


def test_a_title_above_the_head_and_empty_rows_are_passed_over() -> None:
    sheet = read_verdicts((("2026年度中评会",), (), HEAD, (), line()), PEOPLE[:1])
    assert [v.row for v in sheet.verdicts] == [5]


def test_a_sheet_of_something_else_says_which_columns_it_misses() -> None:
    sheet = read_verdicts((("姓名", "电话"), ("许文博", "1")), PEOPLE)
    assert [p.code for p in sheet.problems] == ["M-201"]
