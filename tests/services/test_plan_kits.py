"""The shipped plan kits hold the words of the seeds, and a broken kit says where it is broken."""

import json
import shutil
from datetime import date
from itertools import product
from math import inf
from pathlib import Path
from typing import Any

import pytest

import resources
from app.domain.declaration import DeclareMode, PersonCategory
from app.domain.errors import EnvironmentFault
from app.domain.materials import RULES, EducationRoute, MaterialFacts, Staffing
from app.domain.organisation import Role
from app.domain.plan import (
    CarryRule,
    ScoreGroup,
    ScoreItem,
    ScoreKind,
    ScoreOption,
    ScoreSheet,
    SectionKind,
)
from app.domain.score_sheet import add_up
from app.services.plan_kit_checks import find_most
from app.services.plan_kit_notices import find_reasons
from app.services.plan_kits import FolderPlanKits
from ui.texts.errors import describe

KITS = FolderPlanKits(resources.plans_dir())
WATER, SENIOR = KITS.get("zj-water-engineer-2020"), KITS.get("zj-water-senior-2020")
BUILDING_2020 = KITS.get("hz-construction-engineer-2020")
BUILDING_2026 = KITS.get("hz-construction-engineer-2026")


@pytest.mark.req("A3.19", "A4.14", "B2.2")
def test_four_kits_with_the_literal_names_of_the_seeds() -> None:
    assert {kit.id: kit.name for kit in KITS.all()} == {
        WATER.id: "水利工程专业工程师职务任职资格评审计划",
        SENIOR.id: "水利工程专业正高级工程师职务任职资格评审计划",
        BUILDING_2020.id: "2020度杭州市建设工程专业技术人员工程师资格评审申报计划",
        BUILDING_2026.id: "2026度杭州市建设工程专业技术人员工程师资格评审申报计划",
    }
    assert SENIOR.title_with_rank == "正高级工程师(正高级)"
    assert WATER.opinion_title == "水利工程师"
    assert [kit.year for kit in KITS.all()] == [2026, 2020, 2020, 2020]


@pytest.mark.req("A1.7", "B2.1")
def test_plans_name_their_category() -> None:
    assert BUILDING_2026.category == WATER.category == "中级职称评审"


@pytest.mark.req("A4.8", "B0")
def test_the_chain_of_levels_begins_with_the_employer_and_ends_at_the_committee() -> None:
    assert WATER.levels == SENIOR.levels == (Role.EMPLOYER, Role.COMMITTEE)
    assert BUILDING_2026.levels == (Role.EMPLOYER, Role.ACCEPTANCE, Role.HR_BUREAU, Role.COMMITTEE)


@pytest.mark.req("A3.4", "A3.8")
def test_the_archive_has_basic_data_and_sixteen_categories() -> None:
    sections = KITS.archive_sections()
    assert [s.archive_no for s in sections] == list(range(17))
    assert [s.title for s in sections[:7]] == [
        "基本信息",
        "教育经历",
        "工作经历",
        "继续教育(培训)情况",
        "学术技术兼职情况",
        "获奖情况",
        "获得荣誉称号情况",
    ]
    assert all(
        list(kit.archive_sections) == [s for s in kit.sections if s.archive_no is not None]
        for kit in KITS.all()
    )


@pytest.mark.req("A4.10", "A4.12")
def test_the_preview_has_nineteen_sections_and_ends_as_the_screen_shows() -> None:
    assert [s.preview_no for s in SENIOR.sections] == list(range(1, 20))
    ends = {s.preview_no: s for s in SENIOR.sections[15:]}
    assert [s.title for s in ends.values()] == ["奖惩情况", "考核情况", "申报材料附件信息", "本人述职"]
    assert [f.title for f in ends[16].fields] == ["时间", "名称", "类型"]
    assert ends[16].evidence_required
    assert [f.title for f in ends[17].fields] == ["考核年度", "用人单位名称", "考核等次"]
    assert (ends[18].kind, ends[19].kind) == (SectionKind.MATERIALS, SectionKind.STATEMENT)


@pytest.mark.req("A3.13")
def test_the_award_list_shows_the_columns_of_the_seed() -> None:
    assert [f.title for f in SENIOR.section("award").list_fields] == ["获奖时间", "获奖项目名称", "获奖名称"]


@pytest.mark.req("A4.11")
def test_the_four_materials_of_the_senior_plan_word_by_word() -> None:
    assert [m.title for m in SENIOR.materials] == [
        "推荐正高级工程师职务任职资格审核表(长期基层和野外工作人员)",
        "推荐正高级工程师职务任职资格审核表(标志性业绩)",
        "省外缴纳社保证明",
        "事业单位人员职称申报岗位信息表",
    ]


@pytest.mark.req("B7.6")
def test_the_construction_plan_has_the_materials_of_seed_b_in_its_order() -> None:
    assert [m.no for m in BUILDING_2020.materials] == list(range(1, 9))
    assert BUILDING_2020.materials == BUILDING_2026.materials
    assert "教务管理—学员管理—打印证书" in BUILDING_2020.material("study_hours").hint


@pytest.mark.req("B5.6", "B5.5")
def test_numbers_and_conditions_of_the_construction_plan() -> None:
    assert (BUILDING_2026.self_score_needed, BUILDING_2026.reference_date) == (
        105,
        BUILDING_2026.reference_date,
    )
    for mode in DeclareMode:
        assert [c for c in BUILDING_2026.conditions if mode in c.modes], mode
    assert all(c.text.startswith("样例") for kit in KITS.all() for c in kit.conditions)


@pytest.mark.req("B5.3", "A5.4")
def test_what_no_seed_says_is_marked_as_a_sample() -> None:
    points = (*BUILDING_2020.acceptance_points, *BUILDING_2026.acceptance_points)
    assert all(p.sample and "样例" in p.name and "样例" in p.address for p in points)
    assert {"临平区受理点（样例）", "钱塘区受理点（样例）"} <= {
        p.name for p in BUILDING_2026.acceptance_points
    }
    assert [c.title for c in SENIOR.contacts] == ["省水利厅联系人", "材料审核咨询联系人"]
    assert all(c.sample for kit in KITS.all() for c in kit.contacts)


@pytest.mark.req("A5.1", "A5.2", "A5.3", "A1.2")
def test_texts_that_bind_are_in_every_kit() -> None:
    for kit in KITS.all():
        assert "对申报人员负责、对单位负责" in kit.notices["review_duty"]
        assert "未上传佐证材料或上传不正确的，及时退回修改补充" in kit.notices["evidence_duty"]
        assert "不利影响由个人和推荐单位负责" in kit.notices["responsibility"]
        assert kit.notices["platform_url"] == "https://zcps.rlsbt.zj.gov.cn"


@pytest.mark.req("A4.3")
def test_the_publicity_form_leaves_out_exactly_the_private_fields() -> None:
    for kit in KITS.all():
        left_out = {(s.key, f.title) for s in kit.sections for f in s.fields if not f.public}
        assert left_out == {
            ("basic", "证件号码"),
            ("basic", "出生日期"),
            ("basic", "手机号"),
            ("basic", "单位地址"),
            ("basic", "户籍所在地"),
            ("basic", "档案存放单位"),
            ("basic", "政治面貌"),
            ("education", "学历编号"),
            ("education", "学位编号"),
            ("qualification", "编号"),
        }


@pytest.mark.req("A4.2")
def test_reasons_cover_every_section_for_returns_and_for_failures() -> None:
    assert {"E-03": "认证材料过期", "M-07": "材料不完整", "A-01": "信息漏填"}.items() <= {
        r.code: r.title for r in SENIOR.reasons
    }.items()
    for section in SENIOR.sections:
        offered = [r for r in SENIOR.reasons if not r.sections or section.key in r.sections]
        assert len([r for r in offered if r.curable]) >= 5, section.key
        assert [r for r in offered if not r.curable], section.key
    assert all(r.text.endswith("。") for r in SENIOR.reasons)


def test_an_unknown_kit_or_version_is_refused_with_its_name() -> None:
    for version in (None, 1):
        with pytest.raises(EnvironmentFault) as caught:
            KITS.get("no-such-kit", version)
        assert (caught.value.code, caught.value.params["plan"]) == ("K-101", "no-such-kit")
    with pytest.raises(EnvironmentFault, match="K-101"):
        KITS.get(WATER.id, 99)
    assert KITS.get(WATER.id, 1) is WATER


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return Path(shutil.copytree(resources.plans_dir(), tmp_path / "plans"))


def change(path: Path, **changes: Any) -> None:
    raw = json.loads(path.read_text(encoding="utf-8"))
    path.write_text(json.dumps(raw | changes, ensure_ascii=False), encoding="utf-8")


def rewrite(path: Path, old: str, new: str) -> None:
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new, 1), encoding="utf-8")


def fault_of(folder: Path) -> tuple[object, object, str]:
    with pytest.raises(EnvironmentFault) as caught:
        FolderPlanKits(folder)
    assert caught.value.code == "K-102"
    params = caught.value.params
    return params["file"], params["place"], str(params["problem"])


def test_a_second_version_stands_beside_the_first_and_is_the_default(folder: Path) -> None:
    shutil.copytree(folder / WATER.id, folder / f"{WATER.id}-v2")
    change(folder / f"{WATER.id}-v2" / "plan.json", version=2, year=2021)
    kits = FolderPlanKits(folder)
    assert (kits.get(WATER.id).version, kits.get(WATER.id, 1).year) == (2, 2020)
    assert len(kits.all()) == 4
    change(folder / f"{WATER.id}-v2" / "plan.json", version=1)
    assert fault_of(folder)[1] == "version"


def test_a_running_declaration_keeps_the_version_it_began_with(folder: Path) -> None:
    """A corrected plan changes nothing for those that already run: words, materials and points stay as they were."""
    before = FolderPlanKits(folder).get(BUILDING_2026.id)
    newer = folder / f"{BUILDING_2026.id}-v2"
    shutil.copytree(folder / BUILDING_2026.id, newer)
    change(newer / "plan.json", version=2, self_score_needed=110, statement_limit=800)
    rows = json.loads((folder / BUILDING_2020.id / "materials.json").read_text(encoding="utf-8"))
    (newer / "materials.json").write_text(json.dumps(rows[:6], ensure_ascii=False), encoding="utf-8")
    kits = FolderPlanKits(folder)
    assert kits.get(BUILDING_2026.id, before.version) == before
    begun_now = kits.get(BUILDING_2026.id)
    assert (begun_now.version, begun_now.self_score_needed, begun_now.statement_limit) == (2, 110, 800)
    assert (len(begun_now.materials), len(before.materials)) == (6, 8)


@pytest.mark.req("B2.2", "B5.3")
def test_a_new_plan_needs_a_folder_and_no_code(folder: Path) -> None:
    """As docs/plan-kits.md tells it: plan.json, and only the files that differ."""
    new = folder / "hz-construction-engineer-2027"
    new.mkdir()
    shutil.copy(folder / BUILDING_2026.id / "plan.json", new / "plan.json")
    name = "2027度杭州市建设工程专业技术人员工程师资格评审申报计划"
    change(new / "plan.json", id=new.name, year=2027, name=name, extends=BUILDING_2026.id)
    point = {"key": "330106", "name": "西湖区受理点", "phone": "1", "address": "2", "sample": False}
    (new / "acceptance_points.json").write_text(json.dumps([point], ensure_ascii=False), encoding="utf-8")
    kits = FolderPlanKits(folder)
    kit = kits.get(new.name)
    assert kits.all()[0] is kit and kit.name == name
    assert [(p.name, p.sample) for p in kit.acceptance_points] == [("西湖区受理点", False)]
    assert (kit.materials, kit.requirements) == (BUILDING_2026.materials, BUILDING_2026.requirements)


def test_a_kit_takes_over_files_from_the_kit_it_extends(folder: Path) -> None:
    rewrite(folder / WATER.id / "contacts.json", "省水利厅联系人", "市水利局联系人")
    assert FolderPlanKits(folder).get(SENIOR.id).contacts[0].title == "市水利局联系人"


@pytest.mark.parametrize(
    ("file", "old", "new", "place", "problem"),
    [
        (
            "common/sections.json",
            '"kind": "month"',
            '"kind": "moth"',
            "[0].fields[9].kind",
            "Input should be",
        ),
        (
            "common/sections.json",
            '"required": true',
            '"requird": true',
            "[0].fields[0].requird",
            "Unexpected",
        ),
        ("common/sections.json", "[\n", "[\n,", "", "line 2"),
        (
            "common/sections.json",
            '"choices": ["男", "女"]',
            '"choices": []',
            "[0].fields[2].choices",
            "choice",
        ),
        ("common/sections.json", '"preview_no": 3', '"preview_no": 4', "[2].preview_no", "gap"),
        ("common/sections.json", '"key": "politics"', '"key": "phone"', "[0].fields[8].key", "twice: phone"),
        ("common/publicity_form.json", '"sex"', '"gender"', "basic[2]", "no such field: gender"),
        ("common/publicity_form.json", '"education":', '"schooling":', "schooling", "no such section"),
        ("common/reasons.json", '"sections": ["work"]', '"sections": ["job"]', "[7].sections[0]", "job"),
        ("common/reasons.json", '"A-02"', '"A-01"', "[1].code", "twice: A-01"),
        ("common/opinions.json", "{period}", "{from}", "employer_pass", "no such placeholder: from"),
        ("common/opinions.json", "{period}", "{period", "employer_pass", "plain names"),
        (
            "zj-water-senior-2020/materials.json",
            '"grassroots"',
            '"grass"',
            "[0].applies",
            "no such rule: grass",
        ),
        ("zj-water-senior-2020/conditions.json", '["normal"]', '["usual"]', "[0].modes[0]", "usual"),
        ("zj-water-senior-2020/plan.json", '"committee"', '"employer"', "levels", "begin with employer"),
        ("zj-water-senior-2020/plan.json", '"committee"', '"boss"', "levels[1]", "Input should be"),
        (
            "zj-water-senior-2020/plan.json",
            '"working_days": 5',
            '"working_days": 3',
            "calendar.working_days",
            "5",
        ),
        ("zj-water-senior-2020/plan.json", '"version": 1', '"version": 0', "version", "at least 1"),
        ("zj-water-senior-2020/plan.json", '"title"', '"titel"', "titel", "Unexpected"),
        ("zj-water-senior-2020/plan.json", '"zj-water-engineer-2020"', '"zj-none"', "extends", "zj-none"),
        ("zj-water-senior-2020/plan.json", '"zj-water-engineer-2020"', '"../x"', "extends", "no such kit"),
        ("zj-water-engineer-2020/plan.json", '"common"', '"zj-water-senior-2020"', "extends", "circle"),
        ("hz-construction-engineer-2026/windows.json", "2026-10-23", "2026-08-23", "[0].end", "before start"),
        ("hz-construction-engineer-2026/windows.json", "2026-10-23", "2026-10-33", "[0].end", "date"),
        (
            "hz-construction-engineer-2020/score_sheet.json",
            '"kind": "count"',
            '"kind": "choice"',
            "groups[2].items[0].options",
            "choice",
        ),
        (
            "hz-construction-engineer-2020/score_sheet.json",
            '"points": 12,',
            '"points": 0,',
            "groups[2].items[0].points",
            "above 0",
        ),
        (
            "hz-construction-engineer-2020/score_sheet.json",
            '"tenure"',
            '"education"',
            "groups[0].items[1].key",
            "twice",
        ),
        (
            "common/notices.json",
            '"material.paper.record_form"',
            '"material.paper.form"',
            "material.paper.record_form",
            "missing",
        ),
        (
            "common/notices.json",
            '"material.reason.institution_staff"',
            '"material.reason.staff"',
            "material.reason.institution_staff",
            "missing",
        ),
        (
            "common/notices.json",
            "本人对提交的所有材料真实性负责并作出承诺。\\n因申报材料不符合要求等产生的不利影响由个人和推荐单位负责。",
            " ",
            "commitment_text",
            "empty",
        ),
        ("common/notices.json", "{deadline}", "{until}", "return_notice", "no such placeholder: until"),
        ("common/reasons.json", '"step": "photo"', '"step": "foto"', "[26].step", "no such step: foto"),
        (
            "hz-construction-engineer-2020/acceptance_points.json",
            '"330103"',
            '"330102"',
            "[1].key",
            "twice: 330102",
        ),
        (
            "hz-construction-engineer-2020/requirements.json",
            '"title": "申报流程"',
            '"title": ""',
            "[0].title",
            "empty",
        ),
        (
            "hz-construction-engineer-2020/materials.json",
            '"carry": "always"',
            '"carry": "often"',
            "[1].carry",
            "Input should be",
        ),
        (
            "hz-construction-engineer-2020/score_sheet.json",
            '"key": "master"',
            '"key": "doctor"',
            "groups[0].items[0].options[1].key",
            "twice: doctor",
        ),
        (
            "hz-construction-engineer-2020/plan.json",
            '"self_score_needed": 105',
            '"self_score_needed": 166',
            "groups",
            "cannot give the 166",
        ),
        (
            "zj-water-senior-2020/plan.json",
            '"committee"',
            '"acceptance", "committee"',
            "levels[1]",
            "names no 受理点",
        ),
        (
            "zj-water-senior-2020/plan.json",
            '"rank"',
            '"self_score_needed": 105, "rank"',
            "self_score_needed",
            "no score_sheet",
        ),
        (
            "zj-water-senior-2020/plan.json",
            '"rank"',
            '"statement_limit": 0, "rank"',
            "statement_limit",
            "at least 1",
        ),
    ],
)
def test_a_fault_names_file_and_place(
    folder: Path, file: str, old: str, new: str, place: str, problem: str
) -> None:
    rewrite(folder / file, old, new)
    found_file, found_place, found_problem = fault_of(folder)
    assert found_place == place
    assert problem in found_problem
    # A fault of a file that several kits share is named at that file; a circle is found from either end; points
    # that no sheet can give are a fault of the sheet.
    assert found_file == file or place in ("extends", "groups")


@pytest.mark.parametrize(
    ("file", "old", "new", "shown"),
    [
        ("zj-water-senior-2020/materials.json", '"landmark"', '"landmarks"', "landmarks"),
        ("zj-water-senior-2020/plan.json", '"year": 2020', '"year": "soon"', "soon"),
        ("zj-water-senior-2020/plan.json", '"category": ', '"kategory": ', "kategory"),
        ("common/sections.json", '"kind": "month"', '"kind": "moth"', "moth"),
        ("common/sections.json", '"preview_no": 3', '"preview_no": 4', '"work"'),
        ("common/reasons.json", '"A-02"', '"A-01"', "信息有误"),
        ("common/reasons.json", '"A-02",', '"A-02"', "A-02"),
        ("common/notices.json", "{count} 处需要", "{count 处需要", "return_notice"),
        ("hz-construction-engineer-2020/score_sheet.json", '"key": "patent"', '"key": "book"', "授权专利"),
        ("hz-construction-engineer-2026/windows.json", "2026-10-23", "2026-10-33", "2026-10-33"),
    ],
)
def test_a_fault_names_its_line(folder: Path, file: str, old: str, new: str, shown: str) -> None:
    path = folder / file
    rewrite(path, old, new)
    with pytest.raises(EnvironmentFault) as caught:
        FolderPlanKits(folder)
    line = int(str(caught.value.params["line"]))
    assert shown in path.read_text(encoding="utf-8").splitlines()[line - 1]
    said = describe(caught.value)
    assert file in said and f"第 {line} 行" in said


@pytest.mark.parametrize("rule", sorted(RULES))
def test_every_reason_a_rule_may_give_is_asked_of_the_kit(rule: str) -> None:
    everything = product(
        DeclareMode,
        PersonCategory,
        (None, *EducationRoute),
        (None, *Staffing),
        (None, True, False),
        (None, True, False),
    )
    assert set(find_reasons(rule)) == {RULES[rule](MaterialFacts(*facts)).reason for facts in everything}


@pytest.mark.req("B7.1a", "B7.2a", "B7.4", "B7.6")
def test_a_copy_takes_over_only_what_does_not_have_to_be_made_anew() -> None:
    carried = {m.key: m.carry for kit in KITS.all() for m in kit.materials}
    assert carried["education_proof"] is CarryRule.UNTIL_EXPIRY
    assert carried["appointment"] is CarryRule.ALWAYS
    made_anew = (
        "post_form",
        "self_assessment",
        "outside_insurance",
        "study_hours",
        "grassroots_form",
        "landmark_form",
    )
    assert {carried[key] for key in made_anew} == {CarryRule.NEVER}


@pytest.mark.req("B5.6")
def test_only_good_achievements_reach_the_points_of_the_sample_sheet() -> None:
    sheet = BUILDING_2026.score_sheet
    assert sheet is not None and "样例" in sheet.title
    chosen = {i.key: max(i.options, key=lambda o: o.points).key for i in sheet.items if i.options}
    assert add_up(sheet, chosen) < 105
    assert add_up(sheet, chosen | {"project_large": "3", "award_city": "1", "paper": "1"}) >= 105


def test_a_score_sheet_without_bound_gives_any_number_of_points() -> None:
    def make_sheet(most: int | None) -> ScoreSheet:
        papers = ScoreItem("papers", "论文", ScoreKind.COUNT, points=4, most=most)
        degree = ScoreItem(
            "degree", "学历", options=(ScoreOption("a", "本科", 10), ScoreOption("b", "专科", 8))
        )
        return ScoreSheet("自评表", (ScoreGroup("一", (papers, degree)),))

    assert find_most(make_sheet(None)) == inf
    assert find_most(make_sheet(12)) == 22


@pytest.mark.req("B2.3")
def test_requirements_are_the_words_of_the_notice() -> None:
    building = "".join(r.text for r in BUILDING_2026.requirements)
    for words in (
        "保存后需经用人单位审查通过后才可在申报时提取",
        "文件大于30K且小于1M，大于215*300（宽*高）像素，照片宽高比大于等于0.65且小于等于0.8",
        "直接申报人员请选择“正常申报”",
        "突出专业代表性，不宜过多过杂，集体项目须提供本人系主要贡献者依据",
        "只取得国内硕士学位人员应上传教育部学位与研究生教育发展中心认证的《中国学位认证报告》",
        "企业人员可以提供劳动合同代替（内容应明确在什么专业技术岗位工作，应能反映专业工作经历）",
        "点击“提交”，由所在单位审核",
    ):
        assert words in building
    assert BUILDING_2020.requirements == BUILDING_2026.requirements
    assert "未完成审核前，无法进行职称申报" in WATER.requirements[0].text == SENIOR.requirements[0].text


@pytest.mark.req("B5.3")
def test_windows_of_this_year_are_marked_as_samples() -> None:
    windows = [w for kit in KITS.all() for w in kit.windows]
    assert all(w.sample and "样例" in w.title for w in windows)
    declare = BUILDING_2026.window("declare")
    assert declare is not None and (declare.start, declare.end) == (date(2026, 9, 1), date(2026, 10, 23))


@pytest.mark.req("B2.3", "B5.6", "B5.3")
def test_the_construction_plan_says_what_it_requires() -> None:
    kit = KITS.get("hz-construction-engineer-2026")
    assert any("自评分需达到105分才能申报" in r.text for r in kit.requirements)
    assert kit.score_sheet is not None and kit.score_sheet.sample
    best = {
        i.key: max(i.options, key=lambda o: o.points).key if i.options else "9" for i in kit.score_sheet.items
    }
    assert add_up(kit.score_sheet, best) >= 105
    assert add_up(kit.score_sheet, {}) == 0
    assert all(point.sample and point.phone and point.address for point in kit.acceptance_points)
    window = kit.window("declare")
    assert window is not None and window.start < window.end


def test_a_missing_file_is_named(folder: Path) -> None:
    (folder / "common" / "notices.json").unlink()
    assert fault_of(folder)[0] == "common/notices.json"
