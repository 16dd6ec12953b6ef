"""What the sample plans before a file is made: people, archives, declarations, and the order of events."""

import random
from collections import Counter
from datetime import date

import pytest

from app.domain.identity import check_resident_id, check_uscc
from app.domain.plan import FieldKind
from app.services.plan_kits import FolderPlanKits
from app.services.samples.build import PLAN_IDS, SAMPLE_SEED
from app.services.samples.cast import Route
from app.services.samples.dossiers import make_dossier
from app.services.samples.files.photos import PHOTO_SHAPES
from app.services.samples.offices import EMPLOYERS, LEVELS, SAMPLE_REGION, make_uscc
from app.services.samples.people import make_people
from app.services.samples.story import Act, list_jobs, tell_story
from app.services.samples.timetable import SAMPLE_NOW
from resources import plans_dir

KITS = FolderPlanKits(plans_dir())
LITERAL_PLANS = {
    "水利工程专业工程师职务任职资格评审计划",
    "水利工程专业正高级工程师职务任职资格评审计划",
    "2020度杭州市建设工程专业技术人员工程师资格评审申报计划",
    "2026度杭州市建设工程专业技术人员工程师资格评审申报计划",
}


def plan(count):
    people = make_people(random.Random(SAMPLE_SEED), count)
    return [make_dossier(SAMPLE_SEED, person, KITS.get(PLAN_IDS[person.part.plan])) for person in people]


@pytest.fixture(scope="module")
def dossiers():
    return plan(60)


def items_of(dossiers):
    return [item for dossier in dossiers for item in (*dossier.items, *dossier.late)]


@pytest.mark.req("A4.14")
def test_sixty_people_of_six_employers_over_four_plans(dossiers):
    assert {dossier.person.office.name for dossier in dossiers} == {office.name for office in EMPLOYERS}
    assert {d.declaration.kit.name for d in dossiers if d.declaration} == LITERAL_PLANS
    assert {dossier.person.part.route for dossier in dossiers} == set(Route)


def test_a_thousand_items_in_all_17_categories_with_files(dossiers):
    items = items_of(dossiers)
    assert len(items) >= 1000
    assert {item.section for item in items} == {section.key for section in KITS.archive_sections()}
    assert len(list_jobs(dossiers, tell_story(SAMPLE_SEED, dossiers)[1])) >= 1100


def test_fields_and_choices_are_those_of_the_kit(dossiers):
    sections = {section.key: section for section in KITS.archive_sections()}
    for item in items_of(dossiers):
        specs = {spec.key: spec for spec in sections[item.section].fields}
        assert item.fields.keys() <= specs.keys()
        for key, value in item.fields.items():
            spec = specs[key]
            if spec.kind is FieldKind.CHOICE and value:
                assert value in spec.choices, (item.section, key, value)


def test_numbers_are_valid_and_belong_to_nobody(dossiers):
    numbers = {dossier.person.id_number for dossier in dossiers}
    assert len(numbers) == len(dossiers)
    for dossier in dossiers:
        person = dossier.person
        check = check_resident_id(person.id_number, date(2026, 10, 9))
        assert check.ok
        assert check.birth_date == person.birth
        assert check.is_male == (person.sex == "男")
        assert person.id_number.startswith(SAMPLE_REGION)
        assert person.phone.startswith("1380000")
    assert all(check_uscc(make_uscc(n)) is None for n in range(1, len(EMPLOYERS) + len(LEVELS) + 1))


def test_names_that_programs_stumble_over_are_there(dossiers):
    names = Counter(dossier.person.name for dossier in dossiers)
    assert {"欧阳静怡", "买买提·艾力", "李𬭚", "张㛃", "钱龘", "单文静"} <= names.keys()
    assert names["刘洋"] == 2


def test_every_photo_rule_is_broken_by_somebody(dossiers):
    shapes = {
        job.facts.get("shape") for dossier in dossiers for job in dossier.jobs() if job.maker == "photo"
    }
    assert shapes == set(PHOTO_SHAPES)


def test_the_first_people_do_not_change_with_more_people():
    assert [d.items for d in plan(6)] == [d.items for d in plan(12)[:6]]


def test_events_come_in_order_and_end_before_the_sample_day_begins(dossiers):
    steps, publicities = tell_story(SAMPLE_SEED, dossiers)
    assert [step.at for step in steps] == sorted(step.at for step in steps)
    assert steps[-1].at < SAMPLE_NOW
    assert {step.act for step in steps} == set(Act)
    assert any(p.held_before for p in publicities)
    assert any(p.is_settled for p in publicities)


def test_a_seed_tells_the_same_story_again():
    assert tell_story(7, plan(12)) == tell_story(7, plan(12))
