"""Dates and numbers as people type them."""

from datetime import date

import pytest

from app.domain.plan import FieldKind
from app.domain.typed_values import count_characters, read_date, read_number


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("2024-11-05", date(2024, 11, 5)),
        ("2024/11/5", date(2024, 11, 5)),
        ("2024.11", date(2024, 11, 1)),
        ("2024年11月5日", date(2024, 11, 5)),
        ("2024年11月", date(2024, 11, 1)),
        ("2024年", date(2024, 1, 1)),
        ("２０２４－１１－０５", date(2024, 11, 5)),
        (" 2024 - 02 - 29 ", date(2024, 2, 29)),
        ("2023-02-29", None),
        ("2021-04-31", None),
        ("2024-13", None),
        ("2024-00-10", None),
        ("去年", None),
        ("24-11-05", None),
        ("0000-01-01", None),
        ("", None),
    ],
)
def test_dates(text: str, day: date | None) -> None:
    assert read_date(text) == day


def test_numbers() -> None:
    assert read_number("３", FieldKind.INTEGER) == 3
    assert read_number("1,200.50", FieldKind.MONEY) == 1200.5
    assert read_number("1.5", FieldKind.INTEGER) is None
    assert read_number("约100万", FieldKind.MONEY) is None
    assert read_number("-1", FieldKind.INTEGER) is None


@pytest.mark.req("B5.1")
def test_every_character_but_white_space_counts() -> None:
    assert count_characters("本人　从事 水利\n工程，5年。") == 12
