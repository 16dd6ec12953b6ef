"""The six steps, their rail and their footer, through the window (seed B 二(一)-(六))."""

import pytest
from PySide6.QtCore import Qt

from app.domain.declaring import Step
from ui.targets import DeclareTarget

CTRL = Qt.KeyboardModifier.ControlModifier
NAMES = ["上传证件照", "个人承诺", "填写申报信息", "选择相关业绩", "上传相关附件", "预览确认提交"]


def test_the_rail_names_the_six_steps_in_the_seeds_order(entered, unit):
    wizard = entered(unit.draft("林致远")).page.wizard
    spoken = [button.accessibleName() for button in wizard.rail.steps.values()]
    assert [words.split()[1] for words in spoken] == NAMES
    assert wizard.rail.name.text() == "林致远" and "2026度杭州市" in wizard.rail.plan.text()


def test_a_declaration_opens_at_the_first_step_that_is_not_done(entered, unit):
    assert entered(unit.draft("林致远", without=("commitment",))).page.wizard.here is Step.COMMITMENT


def test_a_whole_draft_opens_at_the_preview(entered, unit):
    assert entered(unit.draft("林致远")).page.wizard.here is Step.PREVIEW


def test_the_next_step_waits_for_what_is_missing_and_says_it(entered, unit):
    tab = entered(unit.draft("林致远", without=("commitment",)))
    wizard = tab.page.wizard
    assert not wizard.footer.next.isEnabled()
    assert "真实性保证书" in wizard.footer.reason.text()
    tab.press(Qt.Key.Key_Return, CTRL)
    assert wizard.here is Step.COMMITMENT


def test_every_step_can_be_left_by_the_rail_whatever_is_missing(entered, unit):
    tab = entered(unit.draft("林致远", without=("photo", "commitment", "statement", "study_hours")))
    for step, button in tab.page.wizard.rail.steps.items():
        tab.click(button)
        assert tab.page.wizard.here is step


def test_ctrl_enter_goes_on_and_back_leads_back(entered, unit):
    tab = entered(unit.draft("林致远"), Step.COMMITMENT)
    walked = []
    tab.press(Qt.Key.Key_Return, CTRL)
    walked.append(tab.page.wizard.here)
    tab.click(tab.page.wizard.footer.back)
    walked.append(tab.page.wizard.here)
    assert walked == [Step.INFORMATION, Step.COMMITMENT]


def test_the_materials_missing_are_counted_in_the_rail_and_named_in_the_footer(entered, unit):
    draft = unit.draft("林致远", without=("appointment", "study_hours"))
    wizard = entered(draft, Step.MATERIALS).page.wizard
    assert wizard.rail.steps[Step.MATERIALS].fact.words == "缺 2 件"
    reason = wizard.footer.reason.text()
    assert "现任专业技术职务资格聘书" in reason and "学时登记证明" in reason


def test_later_leads_back_to_the_list_it_came_from(entered, unit):
    tab = entered()
    tab.page.show_list(3)
    tab.wait()
    tab.page.open_case(unit.draft("林致远").id)
    tab.wait()
    assert not tab.page.tabs.isVisible(), "the wizard fills the tab"
    tab.click(tab.page.wizard.footer.later)
    assert tab.page.tabs.isVisible() and tab.page.tabs.currentIndex() == 3


def test_escape_is_later(entered, unit):
    tab = entered(unit.draft("林致远"))
    tab.page.wizard.setFocus()
    tab.press(Qt.Key.Key_Escape)
    assert tab.page.tabs.isVisible()


def test_a_link_opens_a_declaration_or_the_choice_of_a_plan(entered, unit):
    draft = unit.draft("林致远")
    tab = entered()
    tab.page.open_target(DeclareTarget(draft.id))
    tab.wait()
    assert tab.page.wizard.rail.name.text() == "林致远"
    tab.page.open_target(DeclareTarget(applicant_id=draft.applicant_id))
    tab.wait()
    assert tab.page.wizard.plans.isVisible()
    assert tab.page.wizard.plans.person.name.text() == "林致远"


@pytest.mark.req("B2.4")
def test_a_begun_declaration_opens_at_its_first_step(entered, unit, real_desk):
    person = unit.items(real_desk.add_person("林致远"), {})[0].applicant_id
    tab = entered()
    tab.page.begin_declaration(person)
    tab.wait()
    bar = tab.page.wizard.plans.requirements.column.verticalScrollBar()
    bar.setValue(bar.maximum())
    tab.wait()
    tab.click(tab.page.wizard.plans.start_button)
    assert tab.page.wizard.here is Step.PHOTO and tab.page.wizard.footer.isVisible()
    tab.click(tab.page.wizard.footer.later)
    assert tab.page.tabs.count_of(0) == 1


def test_the_requirements_can_be_read_again_beside_the_steps(entered, unit):
    tab = entered(unit.draft("林致远"))
    tab.click(tab.page.wizard.rail.requirements)
    assert tab.page.wizard.requirements.is_open()
    tab.press(Qt.Key.Key_Escape)
    assert not tab.page.wizard.requirements.is_open()
