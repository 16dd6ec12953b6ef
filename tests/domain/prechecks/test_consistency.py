"""The same thing said differently in two sections (DOMAIN facts §7)."""

from dataclasses import replace
from typing import Any

import pytest

from app.domain.archive import FrozenItem
from app.domain.materials import FactKey
from app.domain.prechecks.consistency import (
    Registered,
    check_ages,
    check_authors,
    check_facts,
    check_graduation,
    check_registered,
    check_units,
    check_work_start,
    is_same_unit,
)
from app.domain.prechecks.notice import Notice, Severity
from tests.factories import make_applicant, make_declaration, make_id_number, make_organisation

UNIT = "示例建设工程有限公司"


def item(section: str, item_id: str = "", **fields: str) -> FrozenItem:
    return FrozenItem(item_id or section, section, 1, fields, ())


def basic(**fields: str) -> FrozenItem:
    default = {
        "name": "林致远",
        "id_number": make_id_number(),
        "unit": UNIT,
        "birth_date": "1988-03-07",
        "work_start": "2011-07",
    }
    return item("basic", **(default | fields))


def codes(notices: Any) -> list[tuple[str, str]]:
    return [(n.code, n.field) for n in notices]


def test_the_record_of_the_office_agrees_or_differs() -> None:
    registered = Registered("林致远", make_id_number(), UNIT)
    assert list(check_registered([basic(name=" 林致远")], registered)) == []
    odd = basic(name="林志远", id_number=make_id_number(2), unit="另一家有限公司")
    found = list(check_registered([odd], registered))
    assert codes(found) == [
        ("name_differs", "name"),
        ("id_differs", "id_number"),
        ("unit_unregistered", "unit"),
    ]
    assert found[1].params == {}, "a number is never repeated"
    assert list(check_registered([odd], Registered())) == [], "nothing on record contradicts nothing"


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("示例（杭州）有限公司", "示例(杭州)有限公司", True),
        ("示例建设工程有限公司", "示例建设工程有限公司设计院", True),
        ("示例建设工程有限公司", "示例路桥工程有限公司", False),
        ("", UNIT, True),
    ],
)
def test_names_of_units_are_compared_by_their_letters(one: str, other: str, same: bool) -> None:
    assert is_same_unit(one, other) is same


def test_the_post_that_still_runs_is_at_the_unit_of_basic_data() -> None:
    here = item("work", "w1", employer=UNIT, end="至今")
    there = item("work", "w2", employer="示例路桥工程有限公司", end="至今")
    assert list(check_units([basic(), here, there])) == [], "one of the running posts is here"
    (notice,) = check_units([basic(), there])
    assert (notice.item_id, notice.field, notice.params) == ("w2", "employer", {"unit": UNIT})
    over = item("work", "w3", employer="示例路桥工程有限公司", end="2018-03")
    assert list(check_units([basic(), over])) == []


def test_only_the_newest_assessment_counts_for_the_unit() -> None:
    old = item("assessment", "a1", year="2023", unit="示例路桥工程有限公司")
    new = item("assessment", "a2", year="2025", unit=UNIT)
    assert list(check_units([basic(), new, old])) == []
    (notice,) = check_units([basic(), old])
    assert (notice.item_id, notice.severity) == ("a1", Severity.HINT)


@pytest.mark.parametrize(
    ("start", "severity"),
    [
        ("2011-06", Severity.NOTICE),
        ("2011-07", None),
        ("2011-10", None),
        ("2011-11", Severity.HINT),
    ],
)
def test_the_first_post_and_the_start_of_work(start: str, severity: Severity | None) -> None:
    found = list(check_work_start([basic(), item("work", start=start), item("work", "w2", start="2015-01")]))
    assert [n.severity for n in found] == ([severity] if severity else [])
    assert [n.params for n in found] == ([{"first": start}] if severity else [])


def test_graduation_lies_in_the_month_in_which_the_studies_end() -> None:
    assert list(check_graduation([item("education", end="2011-06", graduated_on="2011-06-28")])) == []
    (notice,) = check_graduation([item("education", end="2011-06", graduated_on="2011-07")])
    assert (notice.code, notice.field) == ("graduation_differs", "graduated_on")


@pytest.mark.parametrize(("start", "flagged"), [("2003-09", True), ("2004-01", False)])
def test_nobody_works_before_sixteen(start: str, flagged: bool) -> None:
    found = list(check_ages([basic(), item("work", start=start)]))
    assert [n.params for n in found] == ([{"age": "15"}] if flagged else [])


def test_the_person_is_among_the_authors() -> None:
    assert list(check_authors([basic(), item("book", authors="方明，林致远")])) == []
    (notice,) = check_authors([basic(), item("book", authors="方明，高建华")])
    assert (notice.code, notice.params, notice.severity) == (
        "author_absent",
        {"name": "林致远"},
        Severity.HINT,
    )


def declared(facts: dict[str, str], *items: FrozenItem) -> list[Notice]:
    declaration = make_declaration(make_applicant(make_organisation()), facts=facts)
    return list(check_facts(replace(declaration, items=(basic(), *items)), "materials", "appointment"))


@pytest.mark.req("B7.2a")
def test_nobody_is_appointed_before_working() -> None:
    assert declared({FactKey.APPOINTED_ON: "2011-07-01"}) == []
    (notice,) = declared({FactKey.APPOINTED_ON: "2011-06-30"})
    assert (notice.code, notice.material) == ("appointed_before_work", "appointment")


@pytest.mark.req("B7.1d", "B7.1e")
@pytest.mark.parametrize(
    ("route", "field", "value"),
    [("abroad", "abroad", "是"), ("technical", "level", "技工院校"), ("secondary", "level", "中专")],
)
def test_the_way_education_is_proved_stands_in_education(route: str, field: str, value: str) -> None:
    school = item("education", level="大学本科", abroad="否")
    (notice,) = declared({FactKey.EDUCATION: route}, school)
    assert (notice.code, notice.params) == ("education_route_differs", {"route": route})
    fitting = replace(school, fields={**school.fields, field: value})
    assert declared({FactKey.EDUCATION: route}, fitting) == []
    assert declared({FactKey.EDUCATION: route}) == [], "nothing was extracted to compare with"
