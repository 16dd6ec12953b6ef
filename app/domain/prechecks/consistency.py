"""The same thing said differently in two sections: name, number, unit, dates (DOMAIN facts §7). Pure.

The ID number against 出生日期 and 性别 is the item's own (``item_fields.check_identity``). Names of units are compared
without white space, brackets and width; one that contains the other is the same unit.
"""

import unicodedata
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from app.domain.archive import FrozenItem
from app.domain.declaration import Declaration
from app.domain.identity import normalise_id, normalise_text
from app.domain.materials import EducationRoute, FactKey, complete_years, read_facts
from app.domain.prechecks.notice import Notice, Severity
from app.domain.typed_values import OPEN_END, read_date

_BASIC = "basic"
_WORKING_AGE, _SCHOOL_AGE = 16, 5
_LATE_START = 3
"""Months by which the first post of 工作经历 may begin after 参加工作时间 without being pointed out."""


@dataclass(frozen=True, slots=True)
class Registered:
    """What the office has on record beside the dossier: the person's name and number, the unit's name."""

    name: str = ""
    id_number: str = ""
    unit: str = ""


def check_registered(items: Sequence[FrozenItem], registered: Registered) -> Iterator[Notice]:
    """name_differs (registered), id_differs, unit_unregistered (registered): 基本信息 against the office's record."""
    basic = _find_basic(items)
    if basic is None:
        return
    name, number = basic.fields.get("name", ""), basic.fields.get("id_number", "")
    if name.strip() and registered.name and normalise_text(name) != normalise_text(registered.name):
        yield _at_basic("name_differs", "name", basic, {"registered": registered.name})
    if number.strip() and registered.id_number and normalise_id(number) != registered.id_number:
        yield _at_basic("id_differs", "id_number", basic, {})
    unit = basic.fields.get("unit", "").strip()
    if unit and registered.unit and not is_same_unit(unit, registered.unit):
        yield _at_basic("unit_unregistered", "unit", basic, {"registered": registered.unit})


def check_units(items: Sequence[FrozenItem]) -> Iterator[Notice]:
    """unit_differs (unit: of 基本信息), at the post that runs 至今 and, as a hint, at the newest 考核情况."""
    basic = _find_basic(items)
    unit = basic.fields.get("unit", "").strip() if basic is not None else ""
    if not unit:
        return
    running = [i for i in items if i.section == "work" and i.fields.get("end", "").strip() == OPEN_END]
    others = [i for i in running if not is_same_unit(i.fields.get("employer", ""), unit)]
    if running and len(others) == len(running):
        for item in others:
            yield Notice("unit_differs", {"unit": unit}, "work", "employer", item.item_id)
    years = [i for i in items if i.section == "assessment" and read_date(i.fields.get("year", ""))]
    if years:
        newest = max(years, key=_year_of)
        if not is_same_unit(newest.fields.get("unit", ""), unit):
            yield Notice(
                "unit_differs",
                {"unit": unit},
                "assessment",
                "unit",
                newest.item_id,
                severity=Severity.HINT,
            )


def check_work_start(items: Sequence[FrozenItem]) -> Iterator[Notice]:
    """work_start_differs (first: month of the first post): 参加工作时间 lies after it, or, as a hint, long before it."""
    basic = _find_basic(items)
    stated = read_date(basic.fields.get("work_start", "")) if basic is not None else None
    starts = [(d, i) for i in items if i.section == "work" and (d := read_date(i.fields.get("start", "")))]
    if basic is None or stated is None or not starts:
        return
    first, item = min(starts, key=_day_of)
    months = (first.year - stated.year) * 12 + first.month - stated.month
    if 0 <= months <= _LATE_START:
        return
    params = {"first": item.fields["start"].strip()}
    severity = Severity.NOTICE if months < 0 else Severity.HINT
    yield Notice("work_start_differs", params, _BASIC, "work_start", basic.item_id, severity=severity)


def check_graduation(items: Sequence[FrozenItem]) -> Iterator[Notice]:
    """graduation_differs (end): 毕业时间 is another month than the one in which the studies end."""
    for item in items:
        if item.section != "education":
            continue
        end, day = read_date(item.fields.get("end", "")), read_date(item.fields.get("graduated_on", ""))
        if end is not None and day is not None and (end.year, end.month) != (day.year, day.month):
            params = {"end": item.fields["end"].strip()}
            yield Notice("graduation_differs", params, "education", "graduated_on", item.item_id)


def check_ages(items: Sequence[FrozenItem]) -> Iterator[Notice]:
    """age_implausible (age): at work before 16, at school before 5, by the 出生日期 of 基本信息."""
    basic = _find_basic(items)
    born = read_date(basic.fields.get("birth_date", "")) if basic is not None else None
    if basic is None or born is None:
        return
    stated = [(basic, "work_start", _WORKING_AGE)]
    stated += [(item, "start", _WORKING_AGE) for item in items if item.section == "work"]
    stated += [(item, "start", _SCHOOL_AGE) for item in items if item.section == "education"]
    for item, key, least in stated:
        day = read_date(item.fields.get(key, ""))
        if day is not None and day.year - born.year < least:
            age = str(max(0, complete_years(born, day)))
            yield Notice("age_implausible", {"age": age}, item.section, key, item.item_id)


def check_authors(items: Sequence[FrozenItem]) -> Iterator[Notice]:
    """author_absent (name), a hint: the person is not among the authors of a book."""
    basic = _find_basic(items)
    name = normalise_text(basic.fields.get("name", "")) if basic is not None else ""
    for item in items:
        authors = normalise_text(item.fields.get("authors", ""))
        if name and authors and name not in authors:
            yield Notice(
                "author_absent", {"name": name}, item.section, "authors", item.item_id, severity=Severity.HINT
            )


def check_facts(declaration: Declaration, section: str, material: str) -> Iterator[Notice]:
    """What was stated for the materials against the items: appointed_before_work (since, start), at ``material`` ·
    education_route_differs (route), a hint: no such schooling stands in 教育经历."""
    stated, basic = declaration.facts or {}, _find_basic(declaration.items)
    since = stated.get(FactKey.APPOINTED_ON, "").strip()
    start = basic.fields.get("work_start", "").strip() if basic is not None else ""
    first, begun = read_date(since), read_date(start)
    if first is not None and begun is not None and first < begun:
        yield Notice("appointed_before_work", {"since": since, "start": start}, section, material=material)
    route = read_facts(declaration).education
    schools = [item.fields for item in declaration.items_of("education")]
    if route is not None and route in _MARK_OF_ROUTE and schools:
        key, value = _MARK_OF_ROUTE[route]
        if not any(fields.get(key, "").strip() == value for fields in schools):
            yield Notice("education_route_differs", {"route": route.value}, section, severity=Severity.HINT)


_MARK_OF_ROUTE: Mapping[EducationRoute, tuple[str, str]] = {
    EducationRoute.ABROAD: ("abroad", "是"),
    EducationRoute.TECHNICAL: ("level", "技工院校"),
    EducationRoute.SECONDARY: ("level", "中专"),
}
"""What an entry of 教育经历 says where the education was proved that way (B7.1d, B7.1e)."""


def is_same_unit(one: str, other: str) -> bool:
    """Whether two names mean the same unit; an empty one contradicts nothing."""
    first, second = _tidy(one), _tidy(other)
    return first in second or second in first


def _tidy(name: str) -> str:
    return "".join(c for c in unicodedata.normalize("NFKC", name) if c.isalnum())


def _find_basic(items: Sequence[FrozenItem]) -> FrozenItem | None:
    return next((item for item in items if item.section == _BASIC), None)


def _at_basic(code: str, field: str, basic: FrozenItem, params: Mapping[str, str]) -> Notice:
    return Notice(code, params, _BASIC, field, basic.item_id)


def _year_of(item: FrozenItem) -> date:
    return read_date(item.fields.get("year", "")) or date.min


def _day_of(pair: tuple[date, FrozenItem]) -> date:
    return pair[0]
