"""Which materials a declaration needs: the matrix of DOMAIN facts §5 (seed B 二(五), seed A step 4 screen)."""

from dataclasses import replace
from datetime import date

import pytest

import resources
from app.domain.declaration import Declaration, DeclareMode, MaterialFiles, PersonCategory
from app.domain.materials import (
    RULES,
    EducationRoute,
    FactKey,
    MaterialFacts,
    Need,
    Paper,
    Staffing,
    complete_years,
    find_missing_materials,
    find_unstated_facts,
    judge_materials,
    needs_tenure,
    read_facts,
)
from app.domain.plan import PlanKit
from app.services.plan_kits import FolderPlanKits
from tests.factories import make_applicant, make_declaration, make_file, make_organisation

KITS = FolderPlanKits(resources.plans_dir())
CONSTRUCTION = KITS.get("hz-construction-engineer-2026")
SENIOR_WATER = KITS.get("zj-water-senior-2020")

PLAIN = MaterialFacts(
    DeclareMode.NORMAL,
    PersonCategory.NORMAL,
    EducationRoute.REGISTERED,
    Staffing.ENTERPRISE,
    outside_insurance=False,
    grassroots=False,
)
REQUIRED, OPTIONAL, NOT_APPLICABLE = Need.REQUIRED, Need.OPTIONAL, Need.NOT_APPLICABLE


def needs(kit: PlanKit, facts: MaterialFacts) -> dict[str, Need]:
    return {n.material.key: n.verdict.need for n in judge_materials(kit, facts)}


def declare(kit: PlanKit, files: dict[str, int], facts: dict[str, str]) -> Declaration:
    materials = tuple(
        MaterialFiles(key, tuple(make_file() for _ in range(count))) for key, count in files.items()
    )
    applicant = make_applicant(make_organisation())
    return make_declaration(applicant, plan_id=kit.id, materials=materials, facts=facts)


@pytest.mark.req("B7.1a", "B7.2a", "B7.3", "B7.4", "B7.5", "B7.6")
def test_an_enterprise_employee_who_declares_normally() -> None:
    """The picture of the wizard: 必要 3, 不适用 3 (and the two kinds of proof nobody asked for)."""
    assert needs(CONSTRUCTION, PLAIN) == {
        "education_proof": REQUIRED,
        "appointment": REQUIRED,
        "post_form": NOT_APPLICABLE,
        "self_assessment": NOT_APPLICABLE,
        "outside_insurance": NOT_APPLICABLE,
        "study_hours": REQUIRED,
        "landmark_proof": NOT_APPLICABLE,
        "skilled_proof": NOT_APPLICABLE,
    }


@pytest.mark.req("B7.1a", "B7.1b", "B7.1c", "B7.1d", "B7.1e")
@pytest.mark.parametrize(
    ("route", "papers"),
    [
        (EducationRoute.REGISTERED, {Paper.RECORD_FORM}),
        (EducationRoute.UNREGISTERED, {Paper.EDUCATION_REPORT}),
        (EducationRoute.DEGREE_ONLY, {Paper.DEGREE_REPORT}),
        (EducationRoute.ABROAD, {Paper.ABROAD_CERTIFICATE}),
        (EducationRoute.HK_MO_TW, {Paper.HK_MO_TW_CERTIFICATE}),
        (EducationRoute.TECHNICAL, {Paper.SCHOOL_QUERY, Paper.GRADUATE_FORM}),
        (EducationRoute.SECONDARY, {Paper.GRADUATE_FORM}),
        (None, set()),
    ],
)
def test_the_education_proof_is_always_required_in_the_form_of_its_route(
    route: EducationRoute | None, papers: set[Paper]
) -> None:
    verdict = RULES["education"](replace(PLAIN, education=route))
    assert verdict.need is REQUIRED
    assert set(verdict.any_of) == papers


NORMAL, SELF, LANDMARK = DeclareMode.NORMAL, DeclareMode.SELF_ASSESSED, DeclareMode.LANDMARK


@pytest.mark.req("B5.8", "B7.2a", "B7.2b")
@pytest.mark.parametrize(
    ("mode", "category", "need", "reason"),
    [
        (NORMAL, PersonCategory.NORMAL, REQUIRED, "appointment_tenure"),
        (SELF, PersonCategory.NORMAL, REQUIRED, "appointment_tenure"),
        (LANDMARK, PersonCategory.NORMAL, OPTIONAL, "appointment_not_asked"),
        (NORMAL, PersonCategory.TRANSFER, REQUIRED, "appointment_transfer"),
        (NORMAL, PersonCategory.DIRECT, OPTIONAL, "appointment_not_asked"),
        (NORMAL, PersonCategory.SKILLED, OPTIONAL, "appointment_not_asked"),
        (NORMAL, PersonCategory.HIGHLY_SKILLED, OPTIONAL, "appointment_not_asked"),
    ],
)
def test_who_must_show_an_appointment(
    mode: DeclareMode, category: PersonCategory, need: Need, reason: str
) -> None:
    verdict = RULES["appointment"](replace(PLAIN, mode=mode, category=category))
    assert (verdict.need, verdict.reason) == (need, reason)
    assert needs_tenure(mode, category) is (reason == "appointment_tenure")
    assert RULES["appointment_for_all"](replace(PLAIN, mode=mode, category=category)).need is REQUIRED


@pytest.mark.req("B7.2c", "B7.2d")
@pytest.mark.parametrize(
    ("staffing", "contract_will_do"),
    [
        (Staffing.ENTERPRISE, True),
        (Staffing.INSTITUTION_STAFF, False),
        (Staffing.INSTITUTION_CONTRACT, False),
        (None, True),
    ],
)
def test_a_labour_contract_stands_for_the_appointment_in_enterprises_only(
    staffing: Staffing | None, contract_will_do: bool
) -> None:
    papers = RULES["appointment"](replace(PLAIN, staffing=staffing)).any_of
    assert (Paper.LABOUR_CONTRACT in papers) is contract_will_do
    assert {Paper.APPOINTMENT_LETTER, Paper.APPOINTMENT_FILE} <= set(papers)


@pytest.mark.req("B7.3")
@pytest.mark.parametrize(
    ("staffing", "need", "papers"),
    [
        (Staffing.INSTITUTION_STAFF, REQUIRED, (Paper.POST_FORM,)),
        (Staffing.INSTITUTION_CONTRACT, REQUIRED, (Paper.UNIT_STATEMENT,)),
        (Staffing.ENTERPRISE, NOT_APPLICABLE, ()),
        (None, OPTIONAL, ()),
    ],
)
def test_the_post_form(staffing: Staffing | None, need: Need, papers: tuple[Paper, ...]) -> None:
    verdict = RULES["post_form"](replace(PLAIN, staffing=staffing))
    assert (verdict.need, verdict.any_of) == (need, papers)


@pytest.mark.req("B7.4", "B5.7")
def test_self_assessment_asks_for_the_signed_sheet_and_the_certificates() -> None:
    verdict = RULES["self_assessment"](replace(PLAIN, mode=SELF))
    assert verdict.need is REQUIRED
    assert verdict.all_of == (
        Paper.SIGNED_SCORE_SHEET,
        Paper.FIRST_SIGNER_CERTIFICATE,
        Paper.SECOND_SIGNER_CERTIFICATE,
    )


@pytest.mark.req("B7.5", "B5.9", "B5.10")
def test_proofs_that_hang_on_a_choice() -> None:
    assert RULES["outside_insurance"](replace(PLAIN, outside_insurance=True)).need is REQUIRED
    assert RULES["outside_insurance"](replace(PLAIN, outside_insurance=None)).need is OPTIONAL
    assert RULES["landmark"](replace(PLAIN, mode=LANDMARK)).need is REQUIRED
    for category in (PersonCategory.SKILLED, PersonCategory.HIGHLY_SKILLED):
        assert RULES["skilled"](replace(PLAIN, category=category)).need is REQUIRED


@pytest.mark.req("A4.11")
def test_the_four_materials_of_the_senior_water_plan() -> None:
    assert needs(SENIOR_WATER, PLAIN) == dict.fromkeys(
        ("grassroots_form", "landmark_form", "outside_insurance", "post_form"), NOT_APPLICABLE
    )
    asked = replace(
        PLAIN,
        mode=LANDMARK,
        staffing=Staffing.INSTITUTION_STAFF,
        outside_insurance=True,
        grassroots=True,
    )
    assert set(needs(SENIOR_WATER, asked).values()) == {REQUIRED}
    assert needs(SENIOR_WATER, replace(PLAIN, grassroots=None))["grassroots_form"] is OPTIONAL


STATED: dict[str, str] = {
    FactKey.EDUCATION: "registered",
    FactKey.STAFFING: "enterprise",
    FactKey.OUTSIDE_INSURANCE: "否",
}


def test_required_materials_without_a_file_are_missing_in_the_order_of_the_plan() -> None:
    declaration = declare(CONSTRUCTION, {"appointment": 1, "study_hours": 0}, STATED)
    missing = find_missing_materials(CONSTRUCTION, declaration)
    assert [n.material.key for n in missing] == ["education_proof", "study_hours"]
    complete = declare(CONSTRUCTION, {"education_proof": 1, "appointment": 2, "study_hours": 1}, STATED)
    assert find_missing_materials(CONSTRUCTION, complete) == ()


def test_facts_not_stated_are_named_and_words_nobody_knows_count_as_not_stated() -> None:
    declaration = declare(
        CONSTRUCTION, {}, {"education": "whatever", "staffing": "", "outside_insurance": "?"}
    )
    assert read_facts(declaration) == MaterialFacts(NORMAL, PersonCategory.NORMAL)
    assert find_unstated_facts(CONSTRUCTION, declaration) == (
        FactKey.EDUCATION,
        FactKey.STAFFING,
        FactKey.OUTSIDE_INSURANCE,
    )
    assert FactKey.GRASSROOTS in find_unstated_facts(SENIOR_WATER, declaration)
    assert find_unstated_facts(CONSTRUCTION, declare(CONSTRUCTION, {}, STATED)) == ()


def test_every_paper_and_every_reason_has_its_words_in_every_kit() -> None:
    facts = [
        MaterialFacts(mode, category, route, staffing, outside, grassroots)
        for mode in DeclareMode
        for category in PersonCategory
        for route in (*EducationRoute, None)
        for staffing in (*Staffing, None)
        for outside in (True, False, None)
        for grassroots in (True, False, None)
    ]
    reasons = {rule(f).reason for rule in RULES.values() for f in facts}
    for kit in KITS.all():
        assert {r for r in reasons if f"material.reason.{r}" not in kit.notices} == set()
        assert {p for p in Paper if f"material.paper.{p}" not in kit.notices} == set()


@pytest.mark.req("B7.2a")
@pytest.mark.parametrize(
    ("since", "reference", "years"),
    [
        ("2022-12-31", "2026-12-31", 4),
        ("2023-01-01", "2026-12-31", 3),
        ("2020-02-29", "2024-02-28", 3),
        ("2020-02-29", "2024-02-29", 4),
        ("2020-02-29", "2023-03-01", 3),
        ("2021-10-01", "2026-12-31", 5),
    ],
)
def test_complete_years(since: str, reference: str, years: int) -> None:
    assert complete_years(date.fromisoformat(since), date.fromisoformat(reference)) == years
