"""What is said at a field while it is typed (B1.1, B1.2)."""

from datetime import date

import pytest

from app.domain.field_checks import (
    FieldProblem,
    check_field,
    find_empty_required,
    find_identity_conflicts,
    is_period_reversed,
    is_unfinished,
    read_identity,
)
from app.domain.plan import FieldKind, FieldSpec, SectionKind, SectionSpec
from tests.factories import make_id_number

TODAY = date(2026, 11, 23)
NUMBER = make_id_number(1)
WIDE = str.maketrans("0123456789", "０１２３４５６７８９")


def code(kind: FieldKind, text: str, *, key: str = "it", choices: tuple[str, ...] = (), **fields: str) -> str:
    """The problem of one field, "" = none."""
    spec = FieldSpec(key, "字段", kind, choices=choices)
    problem = check_field(spec, text, fields={key: text, **fields}, today=TODAY)
    return problem.code if problem else ""


@pytest.mark.parametrize("kind", list(FieldKind))
@pytest.mark.parametrize("text", ["", "  ", "　\n"])
def test_an_empty_field_has_nothing_wrong(kind: FieldKind, text: str) -> None:
    assert code(kind, text) == ""


@pytest.mark.req("B1.2")
@pytest.mark.parametrize(
    ("kind", "text", "expected"),
    [
        (FieldKind.DATE, "2021-04-31", "date_impossible"),
        (FieldKind.DATE, "4月31日", "date_impossible"),
        (FieldKind.DATE, "2023-02-29", "date_impossible"),
        (FieldKind.DATE, "2024年5月6日", ""),
        (FieldKind.DATE, "20240506", ""),
        (FieldKind.DATE, "2024.5.6", ""),
        (FieldKind.DATE, "2024-05", "day_missing"),
        (FieldKind.DATE, "2024", "day_missing"),
        (FieldKind.MONTH, "2024-13", "date_impossible"),
        (FieldKind.MONTH, "2024.5", ""),
        (FieldKind.MONTH, "202405", ""),
        (FieldKind.MONTH, "2024-05-06", ""),
        (FieldKind.MONTH, "2024", "month_missing"),
        (FieldKind.MONTH, "至今", "date_impossible"),
        (FieldKind.YEAR, "２０２４", ""),
        (FieldKind.YEAR, "2024年", ""),
        (FieldKind.YEAR, "二〇二四", "date_impossible"),
    ],
)
def test_dates_are_read_as_people_write_them(kind: FieldKind, text: str, expected: str) -> None:
    assert code(kind, text) == expected


def test_only_the_end_of_a_period_may_be_until_now() -> None:
    assert code(FieldKind.MONTH, "至今", key="end", start="2019-05") == ""
    assert code(FieldKind.MONTH, "至今", key="start") == "date_impossible"


@pytest.mark.req("B1.2")
@pytest.mark.parametrize(
    ("start", "end", "is_reversed"),
    [
        ("2019-05", "2018-01", True),
        ("2019-05", "2019-04", True),
        ("2019-05", "2019-05", False),
        ("2019-05-20", "2019-05", False),  # the end may be any day of the month
        ("2019-05", "2019", False),
        ("2019-05", "2018", True),
        ("2019-05", "至今", False),
        ("", "2018", False),
        ("去年", "2018", False),
    ],
)
def test_a_period_ends_after_it_began(start: str, end: str, is_reversed: bool) -> None:
    assert is_period_reversed({"start": start, "end": end}) is is_reversed


def test_a_reversed_period_is_said_at_its_end_with_the_start_as_typed() -> None:
    spec = FieldSpec("end", "终止时间", FieldKind.MONTH)
    fields = {"start": " 2019.5 ", "end": "2018-01"}
    problem = check_field(spec, "2018-01", fields=fields, today=TODAY)
    assert problem == FieldProblem("period_reversed", {"start": "2019.5"})
    assert code(FieldKind.MONTH, "2019.5", key="start", end="2018-01") == ""


@pytest.mark.parametrize(
    ("kind", "text", "expected"),
    [
        (FieldKind.INTEGER, "３", ""),
        (FieldKind.INTEGER, "3人", "number_unreadable"),
        (FieldKind.INTEGER, "1.5", "number_unreadable"),
        (FieldKind.MONEY, "1,200.50", ""),
        (FieldKind.MONEY, "约100万", "number_unreadable"),
        (FieldKind.MONEY, "-3", "number_unreadable"),
    ],
)
def test_numbers(kind: FieldKind, text: str, expected: str) -> None:
    assert code(kind, text) == expected


def test_a_rank_behind_the_number_of_people() -> None:
    assert code(FieldKind.INTEGER, "5", key="rank", people="3") == "rank_exceeds_people"
    assert code(FieldKind.INTEGER, "３", key="rank", people="3") == ""
    assert code(FieldKind.INTEGER, "5", key="rank", people="很多") == ""


def test_what_is_no_choice_is_said() -> None:
    assert code(FieldKind.CHOICE, "国家级", choices=("国家级", "省部级")) == ""
    assert code(FieldKind.CHOICE, "世界级", choices=("国家级", "省部级")) == "choice_unknown"
    assert code(FieldKind.BOOL, "是") == ""
    assert code(FieldKind.BOOL, "有") == "choice_unknown"


@pytest.mark.req("B1.2")
@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (NUMBER, ""),
        (NUMBER.translate(WIDE), ""),
        (f" {NUMBER[:6]} {NUMBER[6:]}", ""),
        (NUMBER[:15], "id_length"),
        (f"{NUMBER}1", "id_length"),
        (f"A{NUMBER[1:]}", "id_characters"),
        (f"{NUMBER[:17]}{'1' if NUMBER[17] != '1' else '2'}", "id_checksum"),
        (f"{NUMBER[:10]}1331{NUMBER[14:]}", "id_date"),
    ],
)
def test_id_numbers(text: str, expected: str) -> None:
    assert code(FieldKind.ID_NUMBER, text) == expected
    assert code(FieldKind.ID_NUMBER, text, id_type="居民身份证") == expected
    assert code(FieldKind.ID_NUMBER, text, id_type="护照") == ""


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("13805710001", ""),
        ("１３８０５７１０００１", ""),
        ("138 0571 0001", ""),
        ("1380571000", "phone_digits"),
        ("138057100011", "phone_digits"),
        ("0571-88880000", ""),
        ("+852 2345 6789", ""),
    ],
)
def test_phone_numbers(text: str, expected: str) -> None:
    assert code(FieldKind.PHONE, text) == expected


@pytest.mark.req("B1.2")
def test_a_paste_that_is_too_long_is_counted() -> None:
    short, long = FieldSpec("name", "名称"), FieldSpec("duty", "职责", FieldKind.LONG_TEXT)
    text = "字" * 10_000
    problem = check_field(short, text, fields={}, today=TODAY)
    assert problem == FieldProblem("too_long", {"count": "10000", "limit": "200"})
    problem = check_field(long, text, fields={}, today=TODAY)
    assert problem == FieldProblem("too_long", {"count": "10000", "limit": "4000"})
    assert code(FieldKind.TEXT, "𰻝" * 200) == ""
    assert code(FieldKind.TEXT, "𰻝" * 201) == "too_long"


def test_birth_date_and_sex_are_compared_with_the_number() -> None:
    read = read_identity({"id_number": NUMBER.translate(WIDE)}, TODAY)
    assert read is not None
    day, sex = read
    other = "女" if sex == "男" else "男"
    fields = {"id_number": NUMBER, "birth_date": "1988.3.8", "sex": other}
    assert find_identity_conflicts(fields, TODAY) == {"birth_date": day.isoformat(), "sex": sex}
    assert code(FieldKind.DATE, "1988.3.8", key="birth_date", id_number=NUMBER) == "id_birth_differs"
    assert (
        code(FieldKind.CHOICE, other, key="sex", choices=("男", "女"), id_number=NUMBER) == "id_sex_differs"
    )
    assert code(FieldKind.DATE, "1988年3月7日", key="birth_date", id_number=NUMBER) == ""
    # A number that is wrong, or of a passport, says nothing about them.
    assert find_identity_conflicts(fields | {"id_number": NUMBER[:17]}, TODAY) == {}
    assert find_identity_conflicts(fields | {"id_type": "护照"}, TODAY) == {}


@pytest.mark.parametrize(
    ("kind", "text", "expected"),
    [
        *[(FieldKind.DATE, text, True) for text in ("2", "202", "2024-", "2024.0", "2024-05-", "2024年5月3")],
        *[(FieldKind.DATE, text, True) for text in ("20240", "2024050", "２０２４－")],
        *[
            (FieldKind.DATE, text, False)
            for text in ("2024-13", "2024-04-31", "20245", "20241301", "4月31日")
        ],
        *[(FieldKind.DATE, text, False) for text in ("去年", "2024-05-06-07", "2024-05-4")],
        (FieldKind.DATE, "2024-05-06", False),
        *[(FieldKind.MONTH, text, True) for text in ("2024", "2024-1", "2024.", "20240")],
        *[(FieldKind.MONTH, text, False) for text in ("2024-12", "202405", "2024-05-06", "2024-13")],
        (FieldKind.YEAR, "202", True),
        (FieldKind.YEAR, "2024", False),
        (FieldKind.ID_NUMBER, NUMBER[:17], True),
        (FieldKind.ID_NUMBER, NUMBER, False),
        (FieldKind.PHONE, "138", True),
        (FieldKind.PHONE, "138057100011", False),
        (FieldKind.MONEY, "12.", True),
        (FieldKind.MONEY, "约", False),
        (FieldKind.TEXT, "字", False),
    ],
)
def test_a_text_that_can_still_become_right_is_unfinished(kind: FieldKind, text: str, expected: bool) -> None:
    assert is_unfinished(FieldSpec("it", "字段", kind), text) is expected


def test_only_an_empty_required_field_stops() -> None:
    section = SectionSpec(
        "award", "奖项", SectionKind.ITEMS, 7, 7, (FieldSpec("a", "甲", required=True), FieldSpec("b", "乙"))
    )
    assert [f.key for f in find_empty_required(section, {"a": " ", "b": ""})] == ["a"]
    assert find_empty_required(section, {"a": "1"}) == ()
    assert FieldProblem("required").stops
    assert not FieldProblem("date_impossible").stops
