"""No ID number and no phone reaches the technical log, however it is written."""

import unicodedata
from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from app.services.redaction import HIDDEN, redact
from tests.factories import make_id_number

WRITINGS = [
    "0123456789",
    "０１２３４５６７８９",
    "〇一二三四五六七八九",
    "零壹贰叁肆伍陆柒捌玖",
    "⓪①②③④⑤⑥⑦⑧⑨",
    "٠١٢٣٤٥٦٧٨٩",
    "𝟘𝟙𝟚𝟛𝟜𝟝𝟞𝟟𝟠𝟡",
    "₀₁₂₃₄₅₆₇₈₉",
]
SEPARATORS = [
    "",
    "",
    " ",
    "  ",
    "-",
    "－",
    "–",
    "\u3000",
    "\u00a0",
    "\u200b",
    ".",
    "·",
    ")",
    " - ",
    "\n",
    "/",
    ",",
]

phones = st.from_regex(r"1[3-9][0-9]{9}", fullmatch=True)
land_lines = st.from_regex(r"0[1-9][0-9]{1,2}[2-8][0-9]{7}", fullmatch=True)
resident_ids = st.builds(make_id_number, st.integers(1, 999), st.dates(date(1900, 1, 1), date(2026, 1, 1)))
old_ids = resident_ids.map(lambda number: number[:6] + number[8:17])
around = st.text(
    st.characters(codec="utf-8", exclude_categories=["N", "Cs"]).filter(
        lambda c: unicodedata.numeric(c, -1) < 0
    ),
    max_size=12,
)


@st.composite
def numbers_in_any_writing(draw: st.DrawFn) -> tuple[str, str]:
    """(the number as written, its digits)"""
    number = draw(st.one_of(phones, land_lines, resident_ids, old_ids))
    written = ""
    for char in number:
        digit = (
            draw(st.sampled_from(WRITINGS))[int(char)] if char.isdigit() else draw(st.sampled_from("XxＸｘ"))
        )
        written += digit + draw(st.sampled_from(SEPARATORS))
    return written, number


def digits_in(text: str) -> str:
    values = (unicodedata.numeric(c, -1) for c in text)
    return "".join(str(int(v)) for v in values if v in range(10))


@given(numbers_in_any_writing(), around, around)
def test_no_digit_of_a_personal_number_is_left(number: tuple[str, str], before: str, after: str) -> None:
    redacted = redact(before + number[0] + after)
    assert HIDDEN in redacted
    assert digits_in(redacted) == ""


@settings(max_examples=40)
@given(st.lists(numbers_in_any_writing(), min_size=2, max_size=4), st.sampled_from(["，号码：", " 和 ", "x"]))
def test_every_one_of_several_is_hidden(numbers: list[tuple[str, str]], between: str) -> None:
    redacted = redact(between.join(written for written, _ in numbers))
    assert digits_in(redacted) == ""


@given(st.text())
def test_redacting_twice_changes_nothing_more(text: str) -> None:
    assert redact(redact(text)) == redact(text)


@pytest.mark.parametrize(
    "text", ["护照 G12345678。", "通行证 H1234567890", "+86 138-0571-1234", "(0571) 8801-2345"]
)
def test_other_papers_and_prefixes(text: str) -> None:
    assert digits_in(redact(text)) in ("", "86")


@pytest.mark.parametrize(
    "text",
    [
        "",
        "opened 01990000-0000-7000-8000-000000000001 in 12.345 ms",
        "file 3f79bb7b435b05321651daefd374cdc681dc06faa65e374e38337b88ca046dea",
        "at 2026-09-15 14:30:00.123456+00:00 and 2026-09-15T14:30",
        "100000 of 1000000 rows, page 3/128, 200 MB, E-204",
        "第十二章 一千人 GB 50007-2011",
    ],
)
def test_what_helps_to_find_a_fault_stays(text: str) -> None:
    assert redact(text) == text
