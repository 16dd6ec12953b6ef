"""The shipped holiday years, and an office that imports another."""

import json
from datetime import date
from pathlib import Path

import pytest

import resources
from app.domain.errors import EnvironmentFault, RuleError
from app.services.holiday_data import OfficeCalendar, read_shipped_years, read_year_file
from app.services.holiday_source import main, read_source_year

YEARS = range(2020, 2027)


def test_exactly_the_announced_years_are_shipped() -> None:
    assert [y.year for y in read_shipped_years(resources.holidays_dir())] == list(YEARS)


@pytest.mark.parametrize("year", YEARS)
def test_each_shipped_year_is_what_the_source_package_says(year: int) -> None:
    assert read_year_file(resources.holidays_dir() / f"{year}.json").year == read_source_year(year)


@pytest.mark.parametrize("year", YEARS)
def test_each_shipped_year_names_its_notice_and_makes_up_on_weekends_only(year: int) -> None:
    checked = read_year_file(resources.holidays_dir() / f"{year}.json")
    assert f"关于{year}年部分节假日安排的通知" in checked.year.source
    assert "国办发明电" in checked.year.source
    assert checked.odd_workdays == ()


def test_the_command_writes_the_same_files_again(tmp_path: Path) -> None:
    assert main(["2025", "2026", "--out", str(tmp_path / "new")]) == 0
    for year in (2025, 2026):
        written = (tmp_path / "new" / f"{year}.json").read_bytes()
        assert written == (resources.holidays_dir() / f"{year}.json").read_bytes()


def sample_2027() -> str:
    """A made-up 2027 in the form of a real one: 2026 shifted, good enough to be complete."""
    days = [("元旦", 1, 1), ("劳动节", 5, 1), ("国庆节", 10, 1), ("国庆节", 10, 2), ("国庆节", 10, 3)]
    days += [
        ("春节", 2, 6),
        ("春节", 2, 7),
        ("春节", 2, 8),
        ("清明节", 4, 5),
        ("端午节", 6, 9),
        ("中秋节", 9, 15),
    ]
    holidays = [{"date": date(2027, m, d).isoformat(), "name": name} for name, m, d in days]
    return json.dumps({"year": 2027, "source": "样例", "holidays": holidays, "workdays": []})


def test_an_imported_year_answers_what_was_not_published() -> None:
    calendar = OfficeCalendar(read_shipped_years(resources.holidays_dir()))
    before = calendar.working_days()
    assert before.both_ends(date(2026, 12, 28)).start_excluded is None
    assert calendar.check_year_file(sample_2027()) == 2027
    assert calendar.working_days() is before
    calendar.add_year(sample_2027())
    assert calendar.working_days().both_ends(date(2026, 12, 28)) == (date(2027, 1, 4), date(2027, 1, 5))


def test_a_bad_import_leaves_the_calendar_as_it_was() -> None:
    calendar = OfficeCalendar(read_shipped_years(resources.holidays_dir()))
    before = calendar.working_days()
    with pytest.raises(RuleError, match="H-101"):
        calendar.add_year("放假安排.docx")
    assert calendar.working_days() is before


def test_years_kept_by_the_copy_come_back_at_the_next_start() -> None:
    calendar = OfficeCalendar(read_shipped_years(resources.holidays_dir()), [sample_2027()])
    assert 2027 in calendar.working_days().known_years


def test_a_file_that_cannot_be_read_is_named(tmp_path: Path) -> None:
    (tmp_path / "2027.json").write_bytes(b"\xff\xfe\x00")
    with pytest.raises(EnvironmentFault) as caught:
        read_shipped_years(tmp_path)
    assert (caught.value.code, caught.value.params) == ("H-111", {"file": "2027.json"})
    with pytest.raises(EnvironmentFault):
        read_year_file(tmp_path / "2028.json")
