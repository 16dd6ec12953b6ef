"""A return reopens the named parts and nothing else."""

from dataclasses import replace

import pytest

from app.domain.attachment import FileRef
from app.domain.decision import Action, Decision, Defect
from app.domain.declaration import DeclareMode, PersonCategory, Stage
from app.domain.declaring import (
    CommitmentPart,
    InformationPart,
    ItemsPart,
    MaterialPart,
    PhotoPart,
    Step,
)
from app.domain.materials import FactKey
from app.domain.reopening import Reopened, find_reopened
from app.services.plan_kits import FolderPlanKits
from resources import plans_dir
from tests.factories import make_actor, make_applicant, make_decision, make_item, make_organisation

HZ = FolderPlanKits(plans_dir()).get("hz-construction-engineer-2026")
UNIT = make_organisation()
INFORMATION = InformationPart(DeclareMode.NORMAL, PersonCategory.NORMAL)
FILES: tuple[FileRef, ...] = ()


def returned(*defects: Defect, withdrawn: bool = False) -> Decision:
    item = make_item(make_applicant(UNIT))
    return make_decision(item, make_actor(UNIT), action=Action.RETURN, defects=defects, withdrawn=withdrawn)


def reopened(*defects: Defect) -> Reopened:
    return find_reopened(Stage.RETURNED, [returned(*defects)], HZ)


def test_a_draft_is_open_and_what_is_under_review_is_shut() -> None:
    assert find_reopened(Stage.DRAFT, [], HZ).everything
    shut = find_reopened(Stage.EMPLOYER_REVIEW, [], HZ)
    assert not any(shut.allows_step(step) for step in Step)


def test_a_material_reopens_itself_alone() -> None:
    found = reopened(Defect("materials", "M-01", "缺", material="study_hours"))
    assert found.allows(MaterialPart("study_hours", FILES))
    assert not found.allows(MaterialPart("appointment", FILES))
    assert not found.allows(PhotoPart(None)) and not found.allows(INFORMATION)


@pytest.mark.parametrize("reason", ["P-01", "P-02", "P-03"])
def test_a_reason_about_the_photo_reopens_the_photo_alone(reason: str) -> None:
    found = reopened(Defect("basic", reason, "照片不符"))
    assert found.allows(PhotoPart(None))
    assert not found.allows(CommitmentPart(None)) and not found.allows(INFORMATION)


def test_another_reason_in_the_basic_data_reopens_what_that_section_shows() -> None:
    found = reopened(Defect("basic", "A-01", "手机号空着"))
    assert all(found.allows(part) for part in (PhotoPart(None), CommitmentPart(None), INFORMATION))
    assert found.allows(ItemsPart(())) and "basic" in found.sections


def test_the_statement_and_an_achievement_reopen_their_steps() -> None:
    assert reopened(Defect("statement", "S-01", "太长")).allows(INFORMATION)
    found = reopened(Defect("award", "A-02", "排名不符"))
    assert found.steps == {Step.ACHIEVEMENTS} and found.sections == {"award"}


def test_another_mode_may_ask_for_other_materials() -> None:
    found = reopened(Defect("basic", "A-02", "申报方式选错"))
    assert found.allows(MaterialPart("appointment", FILES))


def test_the_statement_and_the_choices_of_its_step_are_reopened_apart() -> None:
    statement = reopened(Defect("statement", "S-01", "太长"))
    basic = reopened(Defect("basic", "A-02", "申报方式选错"))
    other_mode = replace(INFORMATION, mode=DeclareMode.LANDMARK)
    shorter = replace(INFORMATION, statement="改短了")
    assert statement.allows_information(INFORMATION, shorter)
    assert not statement.allows_information(INFORMATION, other_mode)
    assert not statement.allows(MaterialPart("appointment", FILES))
    assert basic.allows_information(INFORMATION, other_mode)
    assert not basic.allows_information(INFORMATION, shorter)
    assert basic.allows_information(INFORMATION, INFORMATION)
    both = reopened(Defect("statement", "S-01", "太长"), Defect("basic", "A-02", "申报方式选错"))
    assert both.allows_information(INFORMATION, replace(other_mode, statement="改短了"))


def test_a_draft_is_open_in_every_part_of_a_step() -> None:
    draft = find_reopened(Stage.DRAFT, [], HZ)
    changed = replace(INFORMATION, statement="写了", acceptance_point="x")
    assert draft.allows_information(INFORMATION, changed)


def test_a_return_that_was_withdrawn_reopens_nothing() -> None:
    decisions = [returned(Defect("statement", "S-01", "太长"), withdrawn=True)]
    assert find_reopened(Stage.RETURNED, decisions, HZ) == Reopened()


def test_a_section_that_the_kit_does_not_know_shuts_nobody_out() -> None:
    assert reopened(Defect("somewhere", "X-01", "不对")).everything


@pytest.mark.req("B7.1a", "B8")
@pytest.mark.parametrize("reason", ["E-03", "E-08"])
def test_a_reason_about_the_registration_form_opens_attachment_one_and_its_facts(reason: str) -> None:
    found = reopened(Defect("education", reason, "备案表过期"))
    assert found.sections == {"education"} and found.materials == {"education_proof"}
    assert found.facts == {FactKey.EDUCATION, FactKey.RECORD_VALID_UNTIL}
    assert not found.allows_choices and not found.allows_statement
    assert not found.allows(MaterialPart("appointment", FILES)) and not found.allows(PhotoPart(None))


def test_another_reason_at_the_education_leaves_the_attachments_shut() -> None:
    found = reopened(Defect("education", "A-02", "专业不符"))
    assert not found.materials and not found.facts and found.steps == {Step.ACHIEVEMENTS}


@pytest.mark.req("B7.2a", "B8")
@pytest.mark.parametrize(
    ("material", "fact"),
    [
        ("education_proof", FactKey.RECORD_VALID_UNTIL),
        ("appointment", FactKey.APPOINTED_ON),
        ("post_form", FactKey.STAFFING),
        ("outside_insurance", FactKey.OUTSIDE_INSURANCE),
    ],
)
def test_a_material_opens_the_facts_that_hang_on_it(material: str, fact: FactKey) -> None:
    found = reopened(Defect("materials", "M-02", "不对", material=material))
    stated = replace(INFORMATION, facts={fact.value: "2027-01-01"})
    assert found.allows_information(INFORMATION, stated)
    assert not found.allows_information(INFORMATION, replace(stated, mode=DeclareMode.LANDMARK))
    assert not found.allows_information(INFORMATION, replace(stated, statement="改短了"))
    assert not found.allows_information(INFORMATION, replace(INFORMATION, facts={"grassroots": "是"}))
    assert not found.allows(MaterialPart("study_hours", FILES))
