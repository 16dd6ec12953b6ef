"""选择相关业绩 through the window: only what has passed, by category, hints (seed B 二(四))."""

from dataclasses import replace

import pytest
from PySide6.QtCore import Qt

from app.domain.archive import ArchiveStatus
from app.domain.decision import Action
from app.domain.declaration import Stage
from app.domain.declaring import Step
from app.domain.extracting import freeze
from tests.factories import make_decision, make_defect, make_file
from ui.tabs.entry.wizard.achievement_rows import needs_contributor_proof

PROJECT = {"start": "2020-01", "end": "2021-02", "name": "城北泵站", "role": "主持"}


def page_of(tab):
    return tab.page.wizard.page(Step.ACHIEVEMENTS)


def chosen(declaration) -> set[str]:
    return {i.item_id for i in declaration.items if i.section != "basic"}


@pytest.mark.req("B6.1", "B1.4")
def test_a_passed_entry_is_ticked_and_frozen(entered, unit, stored, real_desk):
    draft = unit.draft("林致远")
    item = real_desk.add_item("林致远", "project", fields=PROJECT, status=ArchiveStatus.PASSED)
    tab = entered(draft, Step.ACHIEVEMENTS)
    tab.click(page_of(tab).rows[item.id].box)
    assert item.id in chosen(stored(draft))
    tab.click(page_of(tab).rows[item.id].box)
    assert item.id not in chosen(stored(draft))


@pytest.mark.req("B1.4")
@pytest.mark.parametrize(
    ("status", "word"),
    [
        (ArchiveStatus.PENDING, "待审核"),
        (ArchiveStatus.RETURNED, "退回"),
        (ArchiveStatus.FAILED, "不通过"),
    ],
)
def test_what_has_not_passed_is_listed_with_its_reason_and_cannot_be_ticked(
    entered, unit, real_desk, status, word
):
    draft = unit.draft("林致远")
    item = real_desk.add_item("林致远", "project", fields=PROJECT, status=status)
    row = page_of(entered(draft, Step.ACHIEVEMENTS)).rows[item.id]
    assert not row.box.isEnabled() and row.pill.word() == word


@pytest.mark.req("B6.2")
def test_more_projects_than_the_plan_hints_are_pointed_out_not_stopped(entered, unit, stored, real_desk):
    draft = unit.draft("林致远")
    hint = real_desk.kits.get(draft.plan_id).project_hint
    for number in range(hint + 1):
        fields = PROJECT | {"name": f"泵站{number}"}
        real_desk.add_item("林致远", "project", fields=fields, status=ArchiveStatus.PASSED)
    tab = entered(draft, Step.ACHIEVEMENTS)
    page = page_of(tab)
    assert "突出专业代表性，不宜过多过杂" in page.hint.text()
    assert not page.notice.title()
    tab.click(page.heads["project"].all)
    assert len([i for i in stored(draft).items if i.section == "project"]) == hint + 1
    assert f"选了 {hint + 1} 个工程技术项目" in page.notice.title()
    assert tab.page.wizard.footer.next.isEnabled()


@pytest.mark.req("B6.3")
@pytest.mark.parametrize(
    ("fields", "names", "asked"),
    [
        ({"people": "5", "rank": "3"}, ["获奖证书.pdf"], True),
        ({"people": "5", "rank": "3"}, ["主要贡献者证明.pdf"], False),
        ({"people": "5", "rank": "1"}, ["获奖证书.pdf"], False),
        ({"people": "1", "rank": "1"}, [], False),
        ({"people": ""}, [], False),
    ],
)
def test_a_collective_achievement_asks_for_the_contributors_proof(real_desk, fields, names, asked):
    section = next(s for s in real_desk.kits.archive_sections() if s.key == "award")
    assert needs_contributor_proof(section, fields, names) is asked


@pytest.mark.req("B6.3")
def test_the_row_says_so(entered, unit, real_desk):
    draft = unit.draft("林致远")
    fields = {"awarded_on": "2024-05", "project": "城北泵站", "name": "优质工程", "people": "5", "rank": "3"}
    item = real_desk.add_item(
        "林致远", "award", fields=fields, status=ArchiveStatus.PASSED, evidence=(make_file(),)
    )
    row = page_of(entered(draft, Step.ACHIEVEMENTS)).rows[item.id]
    assert "主要贡献者依据" in row.note.text()


@pytest.mark.req("B6.1", "B1.4")
def test_what_was_corrected_and_passed_again_is_extracted_anew_by_one_word(entered, unit, stored, real_desk):
    draft = unit.draft("林致远")
    item = real_desk.add_item("林致远", "project", fields=PROJECT, status=ArchiveStatus.PASSED)
    unit.save(draft, items=(*stored(draft).items, freeze(item)))
    with real_desk.uow() as uow:
        uow.archive.save(replace(item, fields=PROJECT | {"name": "城南泵站"}, content_rev=2, rev=2))
        uow.commit()
    tab = entered(draft, Step.ACHIEVEMENTS)
    page = page_of(tab)
    assert "现在用的是改动前的内容" in page.rows[item.id].note.text()
    assert page.changed.title() == "1 条业绩提取后又改动并通过了"
    page.changed.link_activated.emit("again")
    tab.wait()
    kept = next(i for i in stored(draft).items if i.item_id == item.id)
    assert (kept.content_rev, kept.fields["name"]) == (2, "城南泵站")
    assert not page.changed.title() and not page.rows[item.id].note.text().startswith("已改动")


def test_the_boxes_are_walked_and_ticked_by_keys(entered, unit, stored, real_desk):
    draft = unit.draft("林致远", items={})
    items = [
        real_desk.add_item("林致远", "project", fields=PROJECT | {"name": name}, status=status)
        for name, status in (
            ("甲", ArchiveStatus.PASSED),
            ("乙", ArchiveStatus.PENDING),
            ("丙", ArchiveStatus.PASSED),
        )
    ]
    tab = entered(draft, Step.ACHIEVEMENTS)
    rows = page_of(tab).rows
    first, last = (row.box for row in rows.values() if row.box.isEnabled())
    first.setFocus()
    tab.press(Qt.Key.Key_J)
    assert last.hasFocus(), "a row that cannot be ticked is passed over"
    tab.press(Qt.Key.Key_X)
    tab.press(Qt.Key.Key_K)
    tab.press(Qt.Key.Key_Space)
    assert first.hasFocus(), "what was ticked stays current"
    assert chosen(stored(draft)) == {items[0].id, items[2].id}


def test_the_evidence_of_the_current_entry_stands_beside(entered, unit, real_desk):
    draft = unit.draft("林致远", items={})
    for name in "甲乙":
        real_desk.add_item(
            "林致远",
            "project",
            fields=PROJECT | {"name": name},
            status=ArchiveStatus.PASSED,
            evidence=(make_file(name=f"{name}.pdf"),),
        )
    tab = entered(draft, Step.ACHIEVEMENTS)
    page = page_of(tab)
    shown = {}
    for row in page.rows.values():
        tab.click(row)
        shown[row.title.text()] = [file.name for file in page.evidence.files()]
    assert shown == {"甲": ["甲.pdf"], "乙": ["乙.pdf"]}


def test_a_category_that_the_return_did_not_name_can_only_be_read(entered, returned_for_awards, stored):
    sent, project = returned_for_awards
    tab = entered(sent, Step.ACHIEVEMENTS)
    page = page_of(tab)
    assert not page.rows[project.id].box.isEnabled()
    assert "退回没有要求改，只能看" in page.heads["project"].count.text()
    assert not page.heads["project"].all.isVisible()
    award = next(i for i in stored(sent).items if i.section == "award")
    tab.click(page.rows[award.item_id].box)
    assert chosen(stored(sent)) == {project.id}


@pytest.fixture
def returned_for_awards(unit, stored, real_desk):
    """A returned declaration with an award and a project; the defect is in the awards."""
    sent = unit.draft("林致远", stage=Stage.EMPLOYER_REVIEW)
    project = real_desk.add_item("林致远", "project", fields=PROJECT, status=ArchiveStatus.PASSED)
    decision = make_decision(
        sent,
        real_desk.office.actor,
        action=Action.RETURN,
        at=real_desk.clock.now(),
        notice="请改正。",
        defects=(make_defect(section="award", field="", text="获奖证书与本人无关。"),),
        after=Stage.RETURNED.value,
    )
    with real_desk.uow() as uow:
        uow.decisions.add(decision)
        uow.commit()
    unit.save(sent, stage=Stage.RETURNED, items=(*stored(sent).items, freeze(project)))
    return sent, project
