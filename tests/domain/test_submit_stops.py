"""What stops a submit, at each bound; every stop names its step and the requirement it comes from."""

import csv
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from app.domain.declaration import Declaration, DeclareMode, MaterialFiles, PersonCategory, PhotoGround
from app.domain.declaring import Step
from app.domain.materials import Paper
from app.domain.photo_rules import PhotoFacts
from app.domain.plan import PlanKit
from app.domain.submit_stops import find_stops, modes_of, stops_of
from app.services.plan_kits import FolderPlanKits
from resources import plans_dir
from tests.factories import make_applicant, make_declaration, make_file, make_organisation

KITS = FolderPlanKits(plans_dir())
HZ = KITS.get("hz-construction-engineer-2026")
PASSING = PhotoFacts("JPEG", 413, 579, 100 * 1024)
FACTS = {"education": "registered", "staffing": "enterprise", "outside_insurance": "否"}


def declaration(kit: PlanKit = HZ, **changes: Any) -> Declaration:
    person = make_applicant(make_organisation())
    materials = tuple(
        MaterialFiles(key, (make_file(),)) for key in ("education_proof", "appointment", "study_hours")
    )
    default = make_declaration(
        person,
        plan_id=kit.id,
        materials=materials,
        conditions=("sample_bachelor_4",),
        facts=FACTS,
        acceptance_point="330106",
        photo_facts=PASSING,
    )
    return replace(default, **changes)


def codes(found: Declaration, kit: PlanKit = HZ) -> list[str]:
    return [stop.code for stop in find_stops(kit, found)]


def test_a_complete_declaration_is_stopped_by_nothing() -> None:
    assert codes(declaration()) == []


def test_every_stop_names_a_requirement_of_the_seeds() -> None:
    path = Path(__file__).parents[1] / "seeds" / "requirements.csv"
    with path.open(encoding="utf-8-sig") as file:
        known = {row[0] for row in csv.reader(file)}
    empty = declaration(
        photo=None, commitment=None, conditions=(), acceptance_point="", statement="", materials=(), facts={}
    )
    stops = find_stops(HZ, empty)
    assert {stop.requirement for stop in stops} <= known
    assert {stop.step for stop in stops} == {
        Step.PHOTO,
        Step.COMMITMENT,
        Step.INFORMATION,
        Step.MATERIALS,
    }
    assert stops_of(stops, Step.PREVIEW) == stops
    assert [s.code for s in stops_of(stops, Step.COMMITMENT)] == ["commitment_missing"]


class TestPhoto:
    @pytest.mark.req("B3.1", "B3.3", "B3.4", "B3.5", "B3.6")
    @pytest.mark.parametrize(
        ("facts", "stop"),
        [
            (PhotoFacts("PNG", 413, 579, 100 * 1024), "photo_format"),
            (PhotoFacts("JPEG", 413, 579, 30 * 1024), "photo_size"),
            (PhotoFacts("JPEG", 413, 579, 30 * 1024 + 1), ""),
            (PhotoFacts("JPEG", 413, 579, 1024 * 1024 - 1), ""),
            (PhotoFacts("JPEG", 413, 579, 1024 * 1024), "photo_size"),
            (PhotoFacts("JPEG", 215, 301, 100 * 1024), "photo_pixels"),
            (PhotoFacts("JPEG", 216, 300, 100 * 1024), "photo_pixels"),
            (PhotoFacts("JPEG", 216, 301, 100 * 1024), ""),
            (PhotoFacts("JPEG", 649, 1000, 100 * 1024), "photo_ratio"),
            (PhotoFacts("JPEG", 650, 1000, 100 * 1024), ""),
            (PhotoFacts("JPEG", 800, 1000, 100 * 1024), ""),
            (PhotoFacts("JPEG", 801, 1000, 100 * 1024), "photo_ratio"),
        ],
    )
    def test_the_measured_rules_stop_at_their_bounds(self, facts: PhotoFacts, stop: str) -> None:
        assert codes(declaration(photo_facts=facts)) == ([stop] if stop else [])

    @pytest.mark.req("B3.2")
    def test_a_person_says_whether_the_ground_is_white(self) -> None:
        assert codes(declaration(photo_ground=PhotoGround.UNJUDGED)) == ["photo_ground_unjudged"]
        assert codes(declaration(photo_ground=PhotoGround.OTHER)) == ["photo_ground_other"]

    def test_a_photo_that_nobody_measured_is_not_taken_for_a_good_one(self) -> None:
        assert codes(declaration(photo_facts=None)) == ["photo_unmeasured"]
        assert codes(declaration(photo=None)) == ["photo_missing"]


@pytest.mark.req("B4.1", "B4.4")
def test_the_commitment_must_be_signed() -> None:
    assert codes(declaration(commitment=None)) == ["commitment_missing"]


class TestInformation:
    @pytest.mark.req("B5.11")
    def test_the_plan_offers_exactly_the_three_modes(self) -> None:
        assert modes_of(HZ) == (DeclareMode.NORMAL, DeclareMode.SELF_ASSESSED, DeclareMode.LANDMARK)

    @pytest.mark.req("B5.5", "B5.10")
    @pytest.mark.parametrize("mode", [DeclareMode.NORMAL, DeclareMode.LANDMARK])
    def test_a_condition_of_the_mode_is_ticked(self, mode: DeclareMode) -> None:
        proof = (*declaration().materials, MaterialFiles("landmark_proof", (make_file(),)))
        found = declaration(mode=mode, conditions=(), materials=proof)
        assert codes(found) == ["conditions_missing"]

    @pytest.mark.req("B5.8", "B5.9")
    @pytest.mark.parametrize(
        "category", [PersonCategory.DIRECT, PersonCategory.SKILLED, PersonCategory.HIGHLY_SKILLED]
    )
    def test_direct_and_skilled_persons_choose_the_normal_mode(self, category: PersonCategory) -> None:
        proof = (
            *declaration().materials,
            *(MaterialFiles(key, (make_file(),)) for key in ("skilled_proof", "landmark_proof")),
        )
        normal = declaration(person_category=category, materials=proof)
        assert codes(normal) == []
        landmark = replace(normal, mode=DeclareMode.LANDMARK, conditions=("sample_landmark",))
        assert codes(landmark) == ["mode_of_category"]

    @pytest.mark.req("B5.6")
    @pytest.mark.parametrize(
        ("score", "stop"),
        [(None, ["self_score_missing"]), (104, ["self_score_low"]), (105, []), (106, [])],
    )
    def test_105_points_are_needed(self, score: int | None, stop: list[str]) -> None:
        papers = MaterialFiles("self_assessment", (make_file(), make_file(), make_file()))
        found = declaration(
            mode=DeclareMode.SELF_ASSESSED,
            conditions=("sample_self",),
            self_score=score,
            materials=(*declaration().materials, papers),
        )
        assert codes(found) == stop

    @pytest.mark.req("B5.1")
    @pytest.mark.parametrize(
        ("statement", "stop"),
        [
            (" \n\t ", ["statement_missing"]),
            ("字" * 999, []),
            ("字 " * 1000 + "\n\n", []),
            ("字" * 1001, ["statement_long"]),
        ],
    )
    def test_the_statement_has_at_most_1000_characters_without_white_space(
        self, statement: str, stop: list[str]
    ) -> None:
        assert codes(declaration(statement=statement)) == stop

    def test_a_statement_that_is_too_long_says_by_how_many(self) -> None:
        (stop,) = find_stops(HZ, declaration(statement="字" * 1007))
        assert (stop.params["count"], stop.params["over"]) == ("1007", "7")

    @pytest.mark.req("B5.2", "B5.4")
    @pytest.mark.parametrize("point", ["", "110101"])
    def test_an_acceptance_point_of_the_plan_is_chosen(self, point: str) -> None:
        assert codes(declaration(acceptance_point=point)) == ["acceptance_point_missing"]

    def test_facts_that_decide_a_material_are_stated(self) -> None:
        stops = find_stops(HZ, declaration(facts={"education": "registered"}))
        assert [stop.params["fact"] for stop in stops] == ["staffing", "outside_insurance"]


class TestMaterials:
    @pytest.mark.req("B7.6", "B7.1a", "B7.2a")
    def test_each_required_material_without_a_file_stops(self) -> None:
        stops = find_stops(HZ, declaration(materials=()))
        assert [s.material for s in stops] == ["education_proof", "appointment", "study_hours"]
        assert {s.step for s in stops} == {Step.MATERIALS}

    @pytest.mark.req("B5.7", "B7.4")
    def test_the_self_assessment_asks_for_its_three_papers(self) -> None:
        def stops_with(files: int, papers: tuple[str, ...] = ()) -> list[str]:
            attached = MaterialFiles("self_assessment", tuple(make_file() for _ in range(files)), papers)
            found = declaration(
                mode=DeclareMode.SELF_ASSESSED,
                conditions=("sample_self",),
                self_score=110,
                materials=(*declaration().materials, attached),
            )
            return [s.params["paper"] for s in find_stops(HZ, found)]

        sheet, first, second = (
            Paper.SIGNED_SCORE_SHEET.value,
            Paper.FIRST_SIGNER_CERTIFICATE.value,
            Paper.SECOND_SIGNER_CERTIFICATE.value,
        )
        assert stops_with(1, (sheet,)) == [first, second]
        assert stops_with(2, (sheet, second)) == [first]
        assert stops_with(3, (sheet, first, second)) == []
        assert stops_with(2) == [second]  # nobody said which: they stand for the first two
        assert stops_with(3) == []

    @pytest.mark.req("B7.3")
    def test_an_institutions_contract_person_needs_the_units_statement(self) -> None:
        found = declaration(facts=FACTS | {"staffing": "institution_contract"})
        assert [s.material for s in find_stops(HZ, found)] == ["post_form"]

    @pytest.mark.req("B7.5")
    def test_insurance_outside_the_province_needs_its_proof(self) -> None:
        found = declaration(facts=FACTS | {"outside_insurance": "是"})
        assert [s.material for s in find_stops(HZ, found)] == ["outside_insurance"]
