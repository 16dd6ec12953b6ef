"""Checks of a year's holiday file before it is used or imported."""

import json
from datetime import date
from typing import Any

import pytest

import resources
from app.domain.errors import RuleError
from app.domain.holiday_years import parse_holiday_year, write_holiday_year


def good_year() -> dict[str, Any]:
    text = (resources.holidays_dir() / "2026.json").read_text(encoding="utf-8")
    raw: dict[str, Any] = json.loads(text)
    return raw


def code_of(raw: object) -> tuple[str, dict[str, object]]:
    with pytest.raises(RuleError) as caught:
        parse_holiday_year(raw if isinstance(raw, str) else json.dumps(raw, ensure_ascii=False))
    return caught.value.code, dict(caught.value.params)


def test_a_good_file_is_read_and_written_back_to_the_letter() -> None:
    text = (resources.holidays_dir() / "2026.json").read_text(encoding="utf-8")
    checked = parse_holiday_year(text)
    assert checked.year.year == 2026
    assert checked.year.holidays[date(2026, 10, 1)] == "国庆节"
    assert date(2026, 10, 10) in checked.year.workdays
    assert checked.odd_workdays == ()
    assert write_holiday_year(checked.year) == text


def test_a_byte_order_mark_does_no_harm() -> None:
    assert parse_holiday_year("\ufeff" + json.dumps(good_year())).year.year == 2026


@pytest.mark.parametrize("text", ["", "{", "[]", "null", "[" * 100_000, "放假安排"])
def test_text_that_is_no_such_file(text: str) -> None:
    assert code_of(text) == ("H-101", {})


@pytest.mark.parametrize(
    ("change", "field"),
    [
        ({"year": "2026"}, "year"),
        ({"year": True}, "year"),
        ({"year": 0}, "year"),
        ({"source": " "}, "source"),
        ({"holidays": None}, "holidays"),
        ({"holidays": ["2026-01-01"]}, "holidays[0]"),
        ({"holidays": [{"date": "2026-01-01"}]}, "holidays[0].name"),
        ({"holidays": [{"name": "元旦", "date": "2026-1-1"}]}, "holidays[0].date"),
        ({"holidays": [{"name": "元旦", "date": "2026-02-30"}]}, "holidays[0].date"),
        ({"holidays": [{"name": "元旦", "date": "2026-W01-1"}]}, "holidays[0].date"),
        ({"workdays": [20260104]}, "workdays[0]"),
    ],
)
def test_a_missing_or_malformed_field_is_named(change: dict[str, object], field: str) -> None:
    assert code_of(good_year() | change) == ("H-102", {"field": field})


def test_a_date_of_another_year_is_refused() -> None:
    raw = good_year()
    raw["workdays"].append("2027-01-02")
    assert code_of(raw) == ("H-103", {"date": "2027-01-02", "year": 2026})


def test_a_date_twice_is_refused() -> None:
    raw = good_year()
    raw["holidays"].append({"date": "2026-01-01", "name": "元旦"})
    assert code_of(raw) == ("H-104", {"date": "2026-01-01"})


def test_a_day_both_off_and_worked_is_refused() -> None:
    raw = good_year()
    raw["workdays"].append("2026-10-01")
    assert code_of(raw) == ("H-105", {"date": "2026-10-01"})


def test_a_half_finished_year_is_refused_and_says_what_is_missing() -> None:
    raw = good_year()
    raw["holidays"] = [h for h in raw["holidays"] if h["name"] not in {"中秋节", "春节"}]
    assert code_of(raw) == ("H-106", {"year": 2026, "missing": ("春节", "中秋")})
    raw["holidays"] = []
    assert code_of(raw)[1]["missing"] == ("元旦", "劳动节", "国庆节", "春节", "清明", "端午", "中秋")


def test_a_make_up_day_on_a_weekday_is_pointed_out_not_refused() -> None:
    raw = good_year()
    raw["workdays"].append("2026-10-12")
    assert parse_holiday_year(json.dumps(raw)).odd_workdays == (date(2026, 10, 12),)
