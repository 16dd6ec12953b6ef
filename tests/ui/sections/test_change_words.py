"""Every kind of change reads as one line: what it is about, and what became of it."""

from dataclasses import replace

import pytest

from app.domain.changes import compare_declarations
from app.domain.declaration import DeclareMode, MaterialFiles, PersonCategory
from app.domain.declaring import Step
from app.services.plan_kits import FolderPlanKits
from resources import plans_dir
from tests.factories import (
    freeze_item,
    make_applicant,
    make_declaration,
    make_defect,
    make_file,
    make_item,
    make_organisation,
)
from ui.sections.change_words import describe_change, place_of_defect, step_of_defect

KIT = FolderPlanKits(plans_dir()).get("hz-construction-engineer-2026")
PERSON = make_applicant(make_organisation())
AWARD = make_item(PERSON, fields={"awarded_on": "2024-05", "project": "城北泵站", "name": "优质工程奖"})
BEFORE = make_declaration(
    PERSON,
    [AWARD],
    plan_id=KIT.id,
    conditions=(),
    materials=(MaterialFiles("study_hours", (make_file(name="学时.pdf"),)),),
    facts={"education": "registered"},
)


def say(after):
    return [
        describe_change(KIT, change, BEFORE, after) for change in compare_declarations(KIT, BEFORE, after)
    ]


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"mode": DeclareMode.SELF_ASSESSED}, "申报方式：正常申报 改为 自评申报"),
        ({"person_category": PersonCategory.TRANSFER}, "人员类别：正常 改为 转评"),
        ({"self_score": 110}, "自评分：新填 110 分"),
        ({"facts": {"education": "abroad"}}, "学历情况：国内大专以上，有备案表 改为 国外学历学位"),
        ({"photo": make_file(name="新照片.jpg")}, "证件照：更换"),
        ({"commitment": None}, "真实性保证书：去掉"),
        ({"statement": "改写的述职"}, "本人述职：改写，现 5 字"),
        ({"statement": ""}, "本人述职：去掉"),
        ({"materials": ()}, "6 学时登记证明：去掉"),
        (
            {"materials": (MaterialFiles("study_hours", (make_file(), make_file())),)},
            "6 学时登记证明：更换，2 个文件",
        ),
        ({"items": ()}, "获奖情况　城北泵站：去掉"),
    ],
)
def test_a_change_is_one_line(changes, words):
    assert say(replace(BEFORE, **changes)) == [words]


def test_a_field_of_an_achievement_names_entry_field_and_both_values():
    fields = {**AWARD.fields, "name": "鲁班奖"}
    newer = freeze_item(replace(AWARD, content_rev=2, fields=fields))
    [line] = say(replace(BEFORE, items=(newer,)))
    assert line.startswith("获奖情况　城北泵站　") and line.endswith("优质工程奖 改为 鲁班奖")


def test_other_evidence_of_an_achievement_is_named():
    newer = freeze_item(replace(AWARD, content_rev=2, evidence=(make_file(name="新扫描.pdf"),)))
    assert say(replace(BEFORE, items=(newer,))) == ["获奖情况　城北泵站：佐证材料更换"]


def test_a_long_value_is_cut():
    fields = {**AWARD.fields, "name": "长" * 200}
    [line] = say(replace(BEFORE, items=(freeze_item(replace(AWARD, content_rev=2, fields=fields)),)))
    assert len(line) < 90 and line.endswith("…")


@pytest.mark.parametrize(
    ("section", "material", "step", "place"),
    [
        ("materials", "study_hours", Step.MATERIALS, "申报材料附件信息　学时登记证明"),
        ("statement", "", Step.INFORMATION, "本人述职"),
        ("award", "", Step.ACHIEVEMENTS, "获奖情况"),
        ("unknown_section", "", Step.INFORMATION, "unknown_section"),
    ],
)
def test_a_defect_has_its_step_and_its_place(section, material, step, place):
    defect = make_defect(section=section, material=material, field="")
    assert step_of_defect(KIT, defect) is step
    assert place_of_defect(KIT, defect) == place


def test_a_reason_that_names_its_step_leads_there():
    reason = next(r for r in KIT.reasons if r.step)
    defect = make_defect(section="basic", reason_code=reason.code, field="")
    assert step_of_defect(KIT, defect) is Step(reason.step)
