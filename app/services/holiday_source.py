"""Development command: write the yearly holiday files from the package chinesecalendar.

``python -m app.services.holiday_source [YEAR …] [--out FOLDER]`` — run when a new year was announced and
NOTICES was given its line; a person then reviews the written file against the notice before it is committed.
chinesecalendar is a development dependency: nothing but this command and its test may import it.
"""

import argparse
from collections.abc import Mapping
from pathlib import Path

from chinese_calendar import Holiday, constants

import resources
from app.domain.holiday_years import parse_holiday_year, write_holiday_year
from app.domain.working_days import HolidayYear

NOTICES: Mapping[int, str] = {
    2020: "国务院办公厅关于2020年部分节假日安排的通知（国办发明电〔2019〕16号）；"
    "国务院办公厅关于延长2020年春节假期的通知（国办发明电〔2020〕1号）",
    2021: "国务院办公厅关于2021年部分节假日安排的通知（国办发明电〔2020〕27号）",
    2022: "国务院办公厅关于2022年部分节假日安排的通知（国办发明电〔2021〕11号）",
    2023: "国务院办公厅关于2023年部分节假日安排的通知（国办发明电〔2022〕16号）",
    2024: "国务院办公厅关于2024年部分节假日安排的通知（国办发明电〔2023〕7号）",
    2025: "国务院办公厅关于2025年部分节假日安排的通知（国办发明电〔2024〕12号）",
    2026: "国务院办公厅关于2026年部分节假日安排的通知（国办发明电〔2025〕7号）",
}
"""The announcement each shipped year rests on."""


def read_source_year(year: int) -> HolidayYear:
    """The year as chinesecalendar knows it, with Chinese holiday names. Raises KeyError without a notice."""
    names = {holiday.value: official_name(str(holiday.chinese)) for holiday in Holiday}
    return HolidayYear(
        year=year,
        source=NOTICES[year],
        holidays={day: names[name] for day, name in constants.holidays.items() if day.year == year},
        workdays=frozenset(day for day in constants.workdays if day.year == year),
    )


def official_name(short: str) -> str:
    """清明 → 清明节, as the notices write it; 元旦 has no 节."""
    return short if short.endswith("节") or short == "元旦" else short + "节"


def write_years(years: list[int], folder: Path) -> list[Path]:
    """Write one checked file per year and return the paths."""
    written = []
    for year in years:
        text = write_holiday_year(read_source_year(year))
        parse_holiday_year(text)
        path = folder / f"{year}.json"
        path.write_text(text, encoding="utf-8", newline="\n")
        written.append(path)
    return written


def main(arguments: list[str] | None = None) -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("years", nargs="*", type=int, default=sorted(NOTICES), metavar="YEAR")
    parser.add_argument("--out", type=Path, default=resources.holidays_dir())
    chosen = parser.parse_args(arguments)
    chosen.out.mkdir(parents=True, exist_ok=True)
    for path in write_years(chosen.years, chosen.out):
        print(path)
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
