"""缺件清单: everything that stops the submit, how to get it and until when; the same on paper and as text."""

from datetime import date

import pytest

from app.domain.archive import ArchiveStatus
from app.domain.declaration import Stage
from app.domain.next_acts import judge_progress
from app.domain.photo_rules import PhotoFacts
from tests.factories import make_applicant, make_declaration, make_item, make_kit, make_organisation
from ui.tabs.entry.missing_list import make_missing_person, write_text, write_texts

TODAY = date(2026, 10, 9)
NAME = "买买提·艾力"


@pytest.fixture
def person():
    return make_applicant(make_organisation(), name=NAME)


def missing(person, *, deadline=None, items=2, **changes):
    kit = make_kit()
    passed = [make_item(person, section=s, status=ArchiveStatus.PASSED) for s in ("basic", "award")[:items]]
    found = make_declaration(person, passed, **({"stage": Stage.DRAFT} | changes))
    progress = judge_progress(kit, found, archive=(), today=TODAY, deadline=deadline)
    return make_missing_person(kit, progress, person, "示例建设工程有限公司"), progress


@pytest.mark.req("B8")
def test_each_stop_is_a_line_with_what_to_do(person):
    listed, progress = missing(person, photo=None, photo_facts=None, commitment=None, materials=())
    assert len(listed.lines) == len(progress.stops)
    assert listed.lines[0].title == "没有证件照"
    assert listed.lines[0].how == "请交1寸、2寸白底证件照的 JPG 文件"
    assert all(line.how for line in listed.lines)


def test_the_list_goes_to_the_person_and_names_no_button(person):
    too_wide = PhotoFacts("JPEG", 860, 1000, 60_000)
    listed, _ = missing(person, photo_facts=too_wide)
    assert [line.how for line in listed.lines] == ["请换一张，或由人事代为裁好"]


def test_no_achievement_chosen_is_a_line_before_the_materials(person):
    listed, _ = missing(person, items=1, materials=())
    titles = [line.title for line in listed.lines]
    assert titles.index("没有选择相关业绩") < next(n for n, t in enumerate(titles) if t.startswith("缺附件"))


@pytest.mark.req("A4.2")
def test_the_deadline_of_a_return_is_the_day(person):
    day = date(2026, 10, 15)
    listed, _ = missing(person, stage=Stage.RETURNED, photo=None, photo_facts=None, deadline=day)
    assert {line.until for line in listed.lines} == {day}
    assert "最迟10月15日补齐" in write_text(listed)


def test_the_text_is_one_paragraph_a_person_and_carries_no_numbers_of_theirs(person):
    listed, _ = missing(person, photo=None, photo_facts=None)
    text = write_text(listed)
    lines = text.splitlines()
    assert lines[0] == f"{NAME}（示例建设工程有限公司）"
    assert lines[1] == listed.plan_name
    assert lines[2].startswith(f"还缺 {len(listed.lines)} 处")
    assert lines[3] == "1. 没有证件照。请交1寸、2寸白底证件照的 JPG 文件。"
    assert person.id_number not in text and "\n\n" not in text
    assert write_texts([listed, listed]).count("\n\n") == 1


def test_a_person_who_misses_nothing_is_told_so(person):
    listed, progress = missing(person)
    assert progress.stops == ()
    assert write_text(listed).endswith("不缺材料。")
