"""The opinion of seed A step 4, letter by letter, and its dates."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

import resources
from app.domain.errors import RuleError
from app.domain.opinions import (
    EMPLOYER_PASS,
    fill_template,
    find_placeholders,
    place_in_unit,
    render_level_opinion,
    render_pass_opinion,
    render_period,
)
from app.domain.organisation import Role
from app.services.plan_kits import FolderPlanKits

KITS = FolderPlanKits(resources.plans_dir())

SEED_SENTENCE = (
    "经审核,XXX同志符合水利工程师职务任职资格申报条件,申报材料完整无误,"
    "并于XX月XX日至XX日在单位XX进行了5个工作日的公示,无异议,同意推荐"
)


@pytest.mark.req("A4.6", "A4.14")
def test_the_template_reproduces_the_seed_letter_by_letter() -> None:
    kit = KITS.get("zj-water-engineer-2020")
    values = {
        "name": "XXX",
        "title": kit.opinion_title,
        "period": "XX月XX日至XX日",
        "place": "XX",
        "days": kit.calendar.working_days,
    }
    assert fill_template(kit.opinions[EMPLOYER_PASS], values) == SEED_SENTENCE


@pytest.mark.req("A4.6")
def test_a_real_opinion_of_the_water_plan() -> None:
    kit = KITS.get("zj-water-engineer-2020")
    assert render_pass_opinion(
        kit.opinions,
        name="许文博",
        title=kit.opinion_title,
        start=date(2020, 4, 7),
        end=date(2020, 4, 13),
        place="示例水务集团有限公司一楼公告栏",
        working_days=5,
        unit_name="示例水务集团有限公司",
    ) == (
        "经审核,许文博同志符合水利工程师职务任职资格申报条件,申报材料完整无误,"
        "并于04月07日至13日在单位一楼公告栏进行了5个工作日的公示,无异议,同意推荐"
    )


def test_after_objections_the_opinion_does_not_say_that_there_were_none() -> None:
    kit = KITS.get("hz-construction-engineer-2026")
    opinion = render_pass_opinion(
        kit.opinions,
        name="许文博",
        title=kit.opinion_title,
        start=date(2026, 9, 30),
        end=date(2026, 10, 13),
        place="一楼公告栏",
        working_days=5,
        objections=1,
    )
    assert "无异议" not in opinion
    assert opinion.endswith("公示期间收到异议1件,经核查异议不成立,同意推荐")
    assert "建设工程专业工程师职务任职资格" in opinion


@pytest.mark.req("A4.6")
@pytest.mark.parametrize(
    ("start", "end", "text"),
    [
        ("2020-04-07", "2020-04-13", "04月07日至13日"),
        ("2026-09-30", "2026-10-13", "09月30日至10月13日"),
        ("2026-12-28", "2027-01-05", "2026年12月28日至2027年01月05日"),
        ("2026-01-05", "2026-01-05", "01月05日至05日"),
    ],
)
def test_the_end_carries_its_month_and_both_the_year_where_they_change(
    start: str, end: str, text: str
) -> None:
    assert render_period(date.fromisoformat(start), date.fromisoformat(end)) == text


@pytest.mark.parametrize(
    ("place", "unit", "text"),
    [
        ("一楼公告栏", "", "一楼公告栏"),
        ("示例公司一楼公告栏", "示例公司", "一楼公告栏"),
        ("本单位一楼公告栏", "示例公司", "一楼公告栏"),
        ("单位公告栏", "", "公告栏"),
        ("示例公司", "示例公司", "示例公司"),
        (" 官网 ", "", "官网"),
    ],
)
def test_the_place_does_not_repeat_the_unit(place: str, unit: str, text: str) -> None:
    assert place_in_unit(place, unit) == text


@pytest.mark.parametrize("template", ["{", "}", "{}", "{0}", "{name.x}", "{name!r}", "{name:>9}", "{a b}"])
def test_only_plain_names_in_braces_are_templates(template: str) -> None:
    with pytest.raises(RuleError, match="O-501"):
        find_placeholders(template)


def test_a_missing_value_is_named() -> None:
    with pytest.raises(RuleError) as caught:
        fill_template("{name}在{place}", {"name": "许文博"})
    assert (caught.value.code, caught.value.params) == ("O-502", {"missing": ("place",)})


@given(st.text())
def test_values_are_never_read_as_templates(value: str) -> None:
    assert fill_template("〔{name}〕{{}}", {"name": value}) == f"〔{value}〕{{}}"


def test_each_level_above_proposes_words_of_its_own() -> None:
    kit = KITS.get("hz-construction-engineer-2026")
    said = {
        level: render_level_opinion(
            kit.opinions, level, name="许文博", title=kit.opinion_title, unit_name="示例建设工程有限公司"
        )
        for level in (Role.ACCEPTANCE, Role.HR_BUREAU, Role.COMMITTEE)
    }
    assert len(set(said.values())) == 3
    assert said[Role.HR_BUREAU] == "经审核,许文博同志符合建设工程专业工程师职务任职资格申报条件,同意推荐"
    assert render_level_opinion(kit.opinions, Role.CITY, name="", title="", unit_name="") == ""
