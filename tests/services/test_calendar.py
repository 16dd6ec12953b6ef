"""The calendar of a working copy: shipped years and those that were imported into it."""

import json
import logging
from datetime import date

import pytest

import resources
from app.services.calendar import open_calendar, setting_of_year

DAYS_OFF = {
    "元旦": ["01-01"],
    "春节": ["02-06", "02-07", "02-08"],
    "清明节": ["04-05"],
    "劳动节": ["05-01"],
    "端午节": ["06-09"],
    "中秋节": ["09-15"],
    "国庆节": ["10-01", "10-02", "10-03"],
}


def write_year(year: int) -> str:
    holidays = [{"date": f"{year}-{d}", "name": name} for name, days in DAYS_OFF.items() for d in days]
    return json.dumps({"year": year, "source": "样例", "holidays": holidays, "workdays": []})


def test_a_year_kept_in_the_copy_is_known_at_the_next_start() -> None:
    settings = {setting_of_year(2027): write_year(2027)}
    known = open_calendar(resources.holidays_dir(), settings.get).working_days()
    assert known.known_years == frozenset(range(2020, 2028))
    assert known.both_ends(date(2026, 12, 28)) == (date(2027, 1, 4), date(2027, 1, 5))


def test_an_imported_year_corrects_the_shipped_one() -> None:
    settings = {setting_of_year(2026): write_year(2026)}
    known = open_calendar(resources.holidays_dir(), settings.get).working_days()
    assert known.is_working_day(date(2026, 1, 2))
    assert (
        not open_calendar(resources.holidays_dir(), dict[str, str]().get)
        .working_days()
        .is_working_day(date(2026, 1, 2))
    )


def test_a_spoilt_kept_file_is_logged_and_nothing_is_guessed(caplog: pytest.LogCaptureFixture) -> None:
    settings = {setting_of_year(2027): "{}"}
    with caplog.at_level(logging.WARNING):
        known = open_calendar(resources.holidays_dir(), settings.get).working_days()
    assert 2027 not in known.known_years
    assert "2027" in caplog.text
    assert "H-102" in caplog.text
