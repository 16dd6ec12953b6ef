"""Machine checks before a person opens a dossier: each points at its place and none decides."""

from dataclasses import replace
from datetime import UTC, date, datetime
from typing import Any

import pytest

import resources
from app.domain.archive import FrozenItem
from app.domain.declaration import Declaration, DeclareMode, MaterialFiles, PersonCategory
from app.domain.materials import FactKey
from app.domain.photo_rules import PhotoFacts
from app.domain.prechecks.checks import check_declaration, check_item
from app.domain.prechecks.notice import Notice, Severity
from app.services.plan_kits import FolderPlanKits
from tests.factories import make_applicant, make_declaration, make_file, make_id_number, make_organisation

KITS = FolderPlanKits(resources.plans_dir())
KIT = KITS.get("hz-construction-engineer-2026")
TODAY = date(2026, 10, 9)

AWARD = {
    "awarded_on": "2024-11",
    "project": "城东片区排水管网数字化改造",
    "name": "科技创新成果奖",
    "level": "县（区）级",
    "rank": "2",
    "people": "3",
}
BASIC = {
    "name": "林致远",
    "sex": "男",
    "nation": "汉族",
    "birth_date": "1988-03-07",
    "id_type": "居民身份证",
    "id_number": make_id_number(101),
    "phone": "13800000000",
    "work_start": "2011-07",
    "unit": "示例建设工程有限公司",
}
PROJECT = {"start": "2022-03", "end": "2023-06", "name": "泵站", "role": "参与", "duty": "施工管理"}


def check(section: str, fields: dict[str, str], evidence: int = 2) -> list[Notice]:
    files = tuple(make_file() for _ in range(evidence))
    return list(check_item(KIT.section(section), fields, files, today=TODAY, item_id="item-1"))


def codes(notices: list[Notice]) -> list[tuple[str, str]]:
    return [(n.code, n.field) for n in notices]


def good_declaration(**changes: Any) -> Declaration:
    default = make_declaration(
        make_applicant(make_organisation()),
        plan_id=KIT.id,
        submitted_at=datetime(2026, 10, 7, 16, 7, 20, tzinfo=UTC),  # 10月8日 in Shanghai
        materials=tuple(
            MaterialFiles(key, (make_file(),)) for key in ("education_proof", "appointment", "study_hours")
        ),
        conditions=("sample_bachelor_4",),
        facts={
            FactKey.EDUCATION: "registered",
            FactKey.STAFFING: "enterprise",
            FactKey.OUTSIDE_INSURANCE: "否",
            FactKey.APPOINTED_ON: "2021-10-01",
            FactKey.RECORD_VALID_UNTIL: "2026-12-31",
        },
    )
    items = (
        FrozenItem("b", "basic", 1, BASIC, ()),
        FrozenItem("a", "award", 1, AWARD, (make_file(), make_file())),
    )
    return replace(default, **({"items": items} | changes))


def find(declaration: Declaration, photo: PhotoFacts | None = None) -> list[Notice]:
    return list(check_declaration(KIT, declaration, today=TODAY, photo=photo))


def test_good_items_raise_nothing() -> None:
    assert check("award", AWARD) == []
    assert check("basic", BASIC, evidence=0) == []


@pytest.mark.req("A5.2")
def test_an_item_without_evidence_is_flagged_as_a_notice_at_the_item() -> None:
    assert check("award", AWARD, evidence=0) == [
        Notice("evidence_missing", {}, section="award", item_id="item-1", severity=Severity.NOTICE)
    ]


@pytest.mark.req("A5.2")
def test_sections_that_need_no_evidence_are_left_alone() -> None:
    fields = {"year": "2025", "unit": "示例建设工程有限公司", "grade": "合格"}
    assert check("assessment", fields, evidence=0) == []


def test_a_required_field_left_empty_is_flagged() -> None:
    assert codes(check("award", AWARD | {"name": "　"})) == [("field_missing", "name")]


@pytest.mark.parametrize("value", ["2021-13", "2024-02-30", "去年", "24年"])
def test_impossible_dates_are_flagged(value: str) -> None:
    (notice,) = check("award", AWARD | {"awarded_on": value})
    assert (notice.code, notice.field, notice.params) == ("date_impossible", "awarded_on", {"value": value})


def test_the_31st_of_april_is_flagged() -> None:
    assert ("date_impossible", "birth_date") in codes(check("basic", BASIC | {"birth_date": "1988-04-31"}))


def test_a_period_that_ends_before_it_starts_is_flagged() -> None:
    (notice,) = check("project", PROJECT | {"end": "2022-02"})
    assert (notice.code, notice.params) == ("period_reversed", {"start": "2022-03", "end": "2022-02"})
    assert check("project", PROJECT | {"end": "2022-03"}) == []


def test_a_period_may_still_run_but_not_still_start() -> None:
    assert check("project", PROJECT | {"end": "至今"}) == []
    assert codes(check("project", PROJECT | {"start": "至今"})) == [("date_impossible", "start")]


def test_a_rank_greater_than_the_number_of_participants_is_flagged() -> None:
    (notice,) = check("award", AWARD | {"rank": "4"})
    assert (notice.code, notice.field) == ("rank_exceeds_people", "rank")
    assert notice.params == {"rank": "4", "people": "3"}
    assert check("award", AWARD | {"rank": "3"}) == []


def test_numbers_that_cannot_be_read_are_flagged() -> None:
    assert codes(check("award", AWARD | {"rank": "第二"})) == [("number_unreadable", "rank")]


@pytest.mark.parametrize(
    ("number", "code"),
    [
        (BASIC["id_number"][:-1] + ("0" if BASIC["id_number"][-1] != "0" else "1"), "id_checksum"),
        ("330106198802301234", "id_date"),
        ("3301061988", "id_length"),
        ("33010619880307123Y", "id_characters"),
        (make_id_number(101, region="990106"), "id_region"),
    ],
)
def test_what_is_wrong_with_an_id_number_is_flagged_without_repeating_it(number: str, code: str) -> None:
    (notice,) = check("basic", BASIC | {"id_number": number})
    assert (notice.code, notice.field, notice.params) == (code, "id_number", {})


def test_the_number_is_compared_with_birth_date_and_sex() -> None:
    fields = BASIC | {"birth_date": "1988-03-08", "sex": "女"}
    assert codes(check("basic", fields)) == [("id_birth_differs", "birth_date"), ("id_sex_differs", "sex")]


def test_other_papers_have_numbers_of_their_own_form() -> None:
    assert check("basic", BASIC | {"id_type": "护照", "id_number": "E12345678"}) == []
    permit = BASIC | {"id_type": "港澳居民居住证", "id_number": make_id_number(101, region="810000")}
    assert check("basic", permit) == []


def test_a_good_declaration_raises_nothing() -> None:
    assert find(good_declaration(), PhotoFacts("jpeg", 700, 1000, 186 * 1024)) == []


def test_notices_of_an_item_carry_its_id() -> None:
    items = (FrozenItem("a-7", "award", 1, AWARD | {"rank": "9"}, (make_file(), make_file())),)
    (notice,) = find(good_declaration(items=items))
    assert (notice.section, notice.item_id, notice.field) == ("award", "a-7", "rank")


@pytest.mark.req("B3.1", "B3.3", "B3.4", "B3.5", "B3.6")
def test_each_broken_photo_rule_is_flagged_on_the_photo() -> None:
    declaration = good_declaration()
    assert declaration.photo is not None
    notices = find(declaration, PhotoFacts("png", 200, 300, 2_516_582))
    assert [n.code for n in notices] == ["photo_format", "photo_size", "photo_pixels"]
    assert {n.file for n in notices} == {declaration.photo.sha256}
    assert notices[1].params["measured"] == "2.4M"


@pytest.mark.req("B4.1")
def test_photo_and_commitment_that_are_not_there() -> None:
    notices = find(good_declaration(photo=None, commitment=None))
    assert [n.code for n in notices] == ["photo_missing", "commitment_missing"]


@pytest.mark.req("B5.5")
def test_no_condition_ticked_for_the_chosen_mode() -> None:
    assert [n.code for n in find(good_declaration(conditions=("sample_landmark",)))] == ["conditions_missing"]


@pytest.mark.req("B5.6", "B7.4")
def test_a_self_assessment_below_105_is_flagged() -> None:
    declaration = good_declaration(
        mode=DeclareMode.SELF_ASSESSED, conditions=("sample_self",), self_score=104
    )
    notices = find(declaration)
    assert [n.code for n in notices] == ["self_score_low", "material_missing"]
    assert notices[0].params == {"score": "104", "needed": "105"}
    assert notices[1].material == "self_assessment"
    assert "self_score_low" not in [n.code for n in find(replace(declaration, self_score=105))]
    assert "self_score_missing" in [n.code for n in find(replace(declaration, self_score=None))]


@pytest.mark.req("B5.1")
def test_a_statement_of_more_than_1000_characters_is_flagged() -> None:
    assert find(good_declaration(statement="字 　\n" * 1000)) == []
    (notice,) = find(good_declaration(statement="字" * 1001))
    assert (notice.code, notice.section) == ("statement_long", "statement")
    assert notice.params == {"count": "1001", "limit": "1000", "over": "1"}
    assert [n.code for n in find(good_declaration(statement=" \n"))] == ["statement_missing"]


@pytest.mark.req("B6.2")
def test_more_projects_than_the_hint_of_the_plan() -> None:
    items = tuple(FrozenItem(f"p{n}", "project", 1, PROJECT, (make_file(), make_file())) for n in range(7))
    (notice,) = find(good_declaration(items=items))
    assert (notice.code, notice.section, notice.params) == (
        "projects_many",
        "project",
        {"count": "7", "hint": "6"},
    )
    assert find(good_declaration(items=items[:6])) == []


def test_a_required_material_that_is_missing_points_at_it() -> None:
    (notice,) = find(good_declaration(materials=good_declaration().materials[1:]))
    assert (notice.code, notice.section, notice.material) == (
        "material_missing",
        "materials",
        "education_proof",
    )


def test_a_fact_that_decides_a_material_and_is_not_stated() -> None:
    facts = dict(good_declaration().facts or {})
    del facts[FactKey.STAFFING]
    (notice,) = find(good_declaration(facts=facts))
    assert (notice.code, notice.params) == ("fact_missing", {"fact": "staffing"})


@pytest.mark.req("B7.2a")
@pytest.mark.parametrize(
    ("since", "expected"),
    [("2022-12-31", []), ("2023-01-01", ["tenure_short"]), ("", ["tenure_unknown"]), ("2021", [])],
)
def test_tenure_is_counted_to_the_reference_date_of_the_plan(since: str, expected: list[str]) -> None:
    facts = {**(good_declaration().facts or {}), FactKey.APPOINTED_ON: since}
    notices = find(good_declaration(facts=facts))
    assert [n.code for n in notices] == expected
    assert all(n.material == "appointment" for n in notices)


@pytest.mark.req("B5.8", "B7.2a")
def test_tenure_is_asked_of_the_normal_category_only() -> None:
    facts = {**(good_declaration().facts or {}), FactKey.APPOINTED_ON: "2026-01-01"}
    direct = good_declaration(facts=facts, person_category=PersonCategory.DIRECT)
    assert find(direct) == []


@pytest.mark.req("B7.1a")
@pytest.mark.parametrize(("until", "expected"), [("2026-10-08", []), ("2026-10-07", ["record_form_expired"])])
def test_a_record_form_out_of_date_when_it_was_handed_in(until: str, expected: list[str]) -> None:
    facts = {**(good_declaration().facts or {}), FactKey.RECORD_VALID_UNTIL: until}
    notices = find(good_declaration(facts=facts))
    assert [n.code for n in notices] == expected


def test_the_same_checks_hold_for_a_plan_without_those_materials() -> None:
    senior = KITS.get("zj-water-senior-2020")
    facts = {"staffing": "enterprise", "outside_insurance": "否", "grassroots": "否"}
    declaration = good_declaration(materials=(), facts=facts, conditions=("sample_senior_5",))
    assert check_declaration(senior, declaration, today=TODAY) == ()
