"""The same file, the same words, several 代表作, the form of numbers, proof before its work (DOMAIN facts §7)."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

import resources
from app.domain.archive import FrozenItem
from app.domain.attachment import FileRef
from app.domain.declaration import MaterialFiles
from app.domain.prechecks.notice import Severity
from app.domain.prechecks.patents import check_patent_number
from app.domain.prechecks.proof_dates import check_proof_dates
from app.domain.prechecks.repeats import (
    UnitContent,
    check_representatives,
    check_same_files,
    check_same_material_files,
    check_same_words,
    check_unit,
    own_wordings,
)
from app.services.plan_kits import FolderPlanKits
from tests.factories import make_applicant, make_declaration, make_file, make_organisation

KIT = FolderPlanKits(resources.plans_dir()).get("hz-construction-engineer-2026")
TITLES = {section.key: section.title for section in KIT.sections}
LONG = "负责排水管网数字化诊断方案的编制、现场实施与数据分析，并完成成果验收。"


def item(section: str, item_id: str, *files: FileRef, **fields: str) -> FrozenItem:
    return FrozenItem(item_id, section, 1, fields, files)


def test_one_file_under_two_items_of_a_section_is_pointed_out_at_the_second() -> None:
    shared = make_file()
    items = [item("training", "t1", shared), item("training", "t2", make_file(), shared)]
    (notice,) = check_same_files(items, TITLES)
    assert (notice.item_id, notice.file, notice.severity) == ("t2", shared.sha256, Severity.NOTICE)
    assert notice.params == {"other": "继续教育(培训)情况"}


def test_across_sections_one_paper_may_prove_two_things() -> None:
    shared = make_file()
    (notice,) = check_same_files([item("award", "a", shared), item("reward", "r", shared)], TITLES)
    assert notice.severity is Severity.HINT


def test_one_file_twice_in_one_item_is_not_two_places() -> None:
    shared = make_file()
    assert list(check_same_files([item("award", "a", shared, shared)], TITLES)) == []


def test_one_file_for_two_materials() -> None:
    shared = make_file()
    materials = (MaterialFiles("education_proof", (shared,)), MaterialFiles("appointment", (shared,)))
    declaration = make_declaration(make_applicant(make_organisation()), materials=materials)
    (notice,) = check_same_material_files(KIT, declaration, "materials")
    assert (notice.material, notice.params["other"]) == ("appointment", KIT.material("education_proof").title)


def test_the_same_words_for_two_works_whatever_the_punctuation() -> None:
    first = item("project", "p1", duty=LONG)
    second = item("project", "p2", duty=LONG.replace("，", ", ").replace("。", "."))
    (notice,) = check_same_words(KIT.sections, [first, second])
    assert (notice.code, notice.item_id, notice.field) == ("words_repeated", "p2", "duty")


@pytest.mark.parametrize(("length", "flagged"), [(19, False), (20, True)])
def test_short_words_are_the_same_by_chance(length: int, flagged: bool) -> None:
    text = "字" * length
    items = [item("project", "p1", duty=text), item("project", "p2", duty=text)]
    assert bool(list(check_same_words(KIT.sections, items))) is flagged
    assert bool(own_wordings(items)) is flagged


def test_the_same_words_twice_in_one_item_are_one_place() -> None:
    assert list(check_same_words(KIT.sections, [item("project", "p", duty=LONG, description=LONG)])) == []


def test_what_another_person_of_the_unit_has_is_said_without_a_name() -> None:
    mine = make_file()
    items = [item("project", "p", mine, duty=LONG, description=LONG)]
    others = UnitContent(frozenset({mine.sha256}), own_wordings(items))
    found = list(check_unit(KIT.sections, items, others))
    assert [(n.code, n.field) for n in found] == [("file_of_another", ""), ("words_of_another", "duty")]
    assert all(dict(n.params) == {} for n in found)
    assert list(check_unit(KIT.sections, items, UnitContent())) == []


def test_colleagues_may_describe_their_project_in_the_same_words() -> None:
    assert own_wordings([item("project", "p", description=LONG)]) == frozenset()


@pytest.mark.parametrize(("marked", "count"), [(0, 0), (1, 0), (2, 2), (3, 3)])
def test_more_than_one_representative_paper(marked: int, count: int) -> None:
    papers = [item("paper", f"p{n}", representative="是" if n < marked else "否") for n in range(4)]
    found = list(check_representatives(papers))
    assert len(found) == count
    assert {n.params["count"] for n in found} <= {str(marked)}


@pytest.mark.parametrize(
    ("value", "kind", "code"),
    [
        ("ZL 2023 1 0123456.7", "发明专利", ""),
        ("ZL202320123456.X", "实用新型", ""),
        ("ZL2023201234567", "实用新型", ""),
        ("ZL20232012345678", "实用新型", "patent_form"),
        ("ＺＬ２０２３２０１２３４５６.Ｘ", "实用新型", ""),
        ("20232012345X", "实用新型", "patent_form"),
        ("ZL 2023 2 0123456.X", "实用新型", ""),
        ("ZL98201234.5", "实用新型", ""),
        ("2023-0123", "发明专利", "patent_form"),
        ("CN 112345678 B", "发明专利", "patent_form"),
        ("ZL 2023 2 0123456.7", "发明专利", "patent_kind_differs"),
        ("ZL 2023 8 0123456.7", "发明专利", ""),
        ("2023SR0123456", "软件著作权", ""),
        ("软著登字第1234567号", "软件著作权", ""),
        ("2023-0123456", "软件著作权", "software_form"),
        ("", "发明专利", ""),
    ],
)
def test_the_form_of_a_patent_number(value: str, kind: str, code: str) -> None:
    found = list(check_patent_number({"patent_no": value, "kind": kind}, "patent", "p"))
    assert [n.code for n in found] == ([code] if code else [])


@given(
    st.integers(1985, 2026), st.sampled_from("123"), st.integers(0, 9_999_999), st.sampled_from("0123456789X")
)
def test_every_number_of_the_form_passes_with_or_without_spaces(
    year: int, digit: str, serial: int, check: str
) -> None:
    kind = {"1": "发明专利", "2": "实用新型", "3": "外观设计"}[digit]
    for number in (f"ZL {year} {digit} {serial:07d}.{check}", f"zl{year}{digit}{serial:07d}.{check}"):
        assert list(check_patent_number({"patent_no": number, "kind": kind}, "patent")) == []


@pytest.mark.parametrize(("awarded", "flagged"), [("2021-12", True), ("2022-03", False), ("2022", False)])
def test_an_award_dated_before_the_project_it_is_for(awarded: str, flagged: bool) -> None:
    project = item("project", "p", name="城东泵站更新工程", start="2022-03")
    award = item("award", "a", project="城东 泵站更新工程", awarded_on=awarded)
    found = list(check_proof_dates([project, award]))
    assert [(n.item_id, n.field, n.params["start"]) for n in found] == (
        [("a", "awarded_on", "2022-03")] if flagged else []
    )


def test_an_award_for_a_work_that_nobody_named_is_left_alone() -> None:
    award = item("award", "a", project="别的工程", awarded_on="1999-01")
    assert list(check_proof_dates([item("project", "p", name="城东泵站", start="2022-03"), award])) == []
    adopted = item("adoption", "d", name="城东泵站", adopted_on="2021-01")
    assert [
        n.field for n in check_proof_dates([item("research", "r", name="城东泵站", start="2022-03"), adopted])
    ] == ["adopted_on"]
