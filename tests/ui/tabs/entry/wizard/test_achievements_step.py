"""选择相关业绩 through the window: only what has passed, by category, hints (seed B 二(四))."""

import pytest

from app.domain.archive import ArchiveStatus
from app.domain.declaring import Step
from tests.factories import make_file
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
