"""The tab 人员与申报 as a whole: its lists, its links, where 返回 leads, what other pages are told."""

import pytest
from PySide6.QtCore import Qt

from app.domain.archive import ArchiveStatus
from app.domain.declaration import Stage
from app.domain.declaring import Step
from tests.ui.tabs.declarations.declaring import AWARD
from tests.ui.tabs.entry.wizard.test_wizard_keeping import statement_of
from ui.tab_registry import ENTRIES
from ui.targets import TAB_OF, DeclareTarget, EntryTarget, PersonTarget


def test_it_stands_second_and_counts_what_is_to_fill_in():
    entry = ENTRIES[1]
    assert (entry.key, entry.title) == ("entry", "人员与申报") and entry.badge is not None
    assert {TAB_OF[kind] for kind in (EntryTarget, PersonTarget, DeclareTarget)} == {"entry"}


def test_the_badge_counts_drafts_and_returned_declarations(entered, unit, real_desk):
    unit.draft("林致远")
    unit.draft("赵文静", stage=Stage.EMPLOYER_REVIEW)
    unit.send_back(unit.draft("钱进", stage=Stage.EMPLOYER_REVIEW))
    tab = entered()
    tab.session.facts.reload()
    tab.wait()
    badge = ENTRIES[1].badge
    assert badge is not None and badge(tab.session.facts.facts) == 2


def test_the_four_lists_carry_their_names_and_numbers(entered, unit):
    unit.draft("林致远")
    unit.send_back(unit.draft("钱进", stage=Stage.EMPLOYER_REVIEW))
    tabs = entered().page.tabs
    assert [tabs.tabText(place) for place in range(4)] == ["申报进度", "缺件矩阵", "人员与档案", "退回待改"]
    assert tabs.count_of(2) == 2 and tabs.count_of(3) == 1


def test_lists_are_built_when_they_are_first_shown(entered):
    tab = entered()
    assert list(tab.page._pages) == [0]
    for place in range(4):
        tab.page.show_list(place)
        tab.wait()
    assert list(tab.page._pages) == [0, 1, 2, 3]


def test_enter_in_the_list_opens_the_declaration_where_something_is_missing(entered, unit):
    unit.draft("林致远", without=("study_hours",))
    tab = entered()
    tab.page.show_list(0)
    tab.wait()
    tab.press(Qt.Key.Key_Return)
    assert tab.page.wizard is not None and tab.page.wizard.here is Step.MATERIALS


@pytest.mark.req("B1.1", "B6.1")
def test_a_person_opened_from_the_wizard_leads_back_to_the_step_one_came_from(entered, unit):
    draft = unit.draft("林致远")
    tab = entered(draft, Step.ACHIEVEMENTS)
    tab.click(tab.page.wizard.rail.person)
    archive, wizard = tab.page.archive, tab.page.wizard
    assert archive.isVisible() and archive.back.text() == "返回申报"
    tab.click(archive.back)
    assert wizard.isVisible() and wizard.here is Step.ACHIEVEMENTS
    assert wizard.keeper.declaration.id == draft.id and wizard.page(Step.ACHIEVEMENTS).isVisible()
    tab.click(wizard.rail.person)
    tab.press(Qt.Key.Key_Escape)
    assert wizard.isVisible() and wizard.here is Step.ACHIEVEMENTS
    tab.click(wizard.footer.later)
    assert tab.page.tabs.isVisible()


def test_a_person_opened_from_a_list_leads_back_to_it_also_after_a_declaration(entered, unit):
    draft = unit.draft("林致远")
    tab = entered(draft)
    tab.click(tab.page.wizard.rail.person)
    tab.click(tab.page.archive.back)
    tab.page.open_target(PersonTarget(draft.applicant_id))
    tab.wait()
    assert tab.page.archive.back.text() == "返回"
    tab.press(Qt.Key.Key_Escape)
    assert tab.page.tabs.isVisible()


def test_what_passed_meanwhile_can_be_chosen_when_one_comes_back(entered, unit, real_desk):
    tab = entered(unit.draft("林致远"), Step.ACHIEVEMENTS)
    tab.click(tab.page.wizard.rail.person)
    item = real_desk.add_item("林致远", "award", fields=AWARD, status=ArchiveStatus.PASSED)
    tab.click(tab.page.archive.back)
    tab.wait()
    assert tab.page.wizard.page(Step.ACHIEVEMENTS).rows[item.id].box.isEnabled()


def test_what_the_wizard_wrote_is_in_the_list_when_one_comes_back(entered, unit):
    draft = unit.draft("林致远", without=("statement",))
    tab = entered(draft, Step.INFORMATION)
    statement_of(tab).setPlainText("本人述职。")
    tab.click(tab.page.wizard.footer.later)
    tab.wait()
    [row] = [tab.page._pages[0].model.row(place) for place in range(tab.page._pages[0].model.rowCount())]
    assert row.progress.stops == ()


def test_a_declaration_that_is_gone_is_said_and_leads_back_to_the_list(entered, unit, real_desk):
    gone = unit.draft("林致远")
    tab = entered(unit.draft("赵文静"))
    with real_desk.uow() as uow:
        uow.declarations.remove(gone.id)
        uow.commit()
    tab.page.open_target(DeclareTarget(gone.id))
    tab.wait()
    assert "找不到这条记录" in tab.shell.error.sentence() and tab.page.tabs.isVisible()
    tab.press(Qt.Key.Key_Escape)


@pytest.mark.parametrize("size", [(1366, 696), (1024, 540)])
def test_the_wizard_opens_in_any_window(entered, unit, size):
    tab = entered(unit.draft("林致远"), Step.COMMITMENT, size=size)
    for step in Step:
        tab.page.wizard.go_to(step)
        tab.wait()
    assert tab.page.wizard.footer.isVisible()
