"""A returned declaration: only what the return named may be changed, and the resubmission says what changed (B8, A4.2)."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from app.domain.decision import Action
from app.domain.declaration import Stage
from app.domain.declaring import MaterialPart, Step
from app.domain.materials import FactKey
from tests.factories import make_decision, make_defect, make_file
from tests.ui.tabs.entry.wizard.test_materials_step import PDF, drop
from tests.ui.tabs.entry.wizard.test_wizard_keeping import TYPED, type_statement

CTRL = Qt.KeyboardModifier.ControlModifier
HOURS = make_defect(section="materials", material="study_hours", field="", text="学时登记证明没有盖章。")
STATEMENT = make_defect(section="statement", field="", text="述职没有写主持的项目。")


@pytest.fixture
def returned(unit, real_desk):
    """A submission that came back with these defects."""

    def make(*defects, name="林致远"):
        sent = unit.draft(name, stage=Stage.EMPLOYER_REVIEW)
        with real_desk.uow() as uow:
            uow.declarations.add_submission(sent)
            uow.decisions.add(
                make_decision(
                    sent,
                    real_desk.office.actor,
                    action=Action.RETURN,
                    at=real_desk.clock.now(),
                    notice="请改正。",
                    defects=defects,
                    after=Stage.RETURNED.value,
                )
            )
            uow.commit()
        unit.save(sent, stage=Stage.RETURNED)
        return sent

    return make


def change_hours(tab):
    tab.page.wizard.keeper.apply(MaterialPart("study_hours", (make_file(name="盖章的学时.pdf"),)))
    tab.wait()


def test_the_notice_stands_on_top_with_every_defect(entered, returned):
    tab = entered(returned(HOURS, STATEMENT), Step.PHOTO)
    said = tab.page.wizard.returned.callout.accessibleName()
    card = tab.page.wizard.returned
    assert card.isVisible() and card.callout.height() <= card._scroll.height(), "both lines are to be seen"
    assert "2 处要改正" in said and "学时登记证明没有盖章。" in said and "述职没有写主持的项目。" in said


def test_a_defect_leads_to_where_it_is_put_right(entered, returned):
    tab = entered(returned(HOURS), Step.PHOTO)
    tab.page.wizard.returned.callout.link_activated.emit("materials|study_hours")
    tab.wait()
    assert tab.page.wizard.here is Step.MATERIALS


def test_a_defect_in_the_persons_own_data_leads_to_the_archive(entered, returned):
    name = make_defect(section="basic", field="", text="姓名与证件不一致。")
    tab = entered(returned(name))
    assert tab.page.wizard.here is Step.INFORMATION
    assert "在业绩档案里改" in tab.page.wizard.returned.callout.accessibleName()
    tab.page.wizard.returned.callout.link_activated.emit("person")
    tab.wait()
    assert tab.page.archive is not None and tab.page.archive.isVisible()


def test_it_opens_at_the_first_step_that_the_return_named(entered, returned):
    assert entered(returned(HOURS)).page.wizard.here is Step.MATERIALS


def test_steps_not_named_are_read_only_and_say_so(entered, returned, stored):
    sent = returned(HOURS)
    tab = entered(sent)
    facts = {step: button.fact for step, button in tab.page.wizard.rail.steps.items()}
    assert facts[Step.MATERIALS].words == "要改正 1 处" and facts[Step.MATERIALS].state == "returned"
    for step in (Step.PHOTO, Step.COMMITMENT, Step.INFORMATION, Step.ACHIEVEMENTS):
        assert (facts[step].words, facts[step].state) == ("没有要求改，只能看", "locked")
    tab.click(tab.page.wizard.rail.steps[Step.INFORMATION])
    assert "这次退回没有要求改这一部分" in tab.page.wizard.footer.reason.text()
    assert tab.page.wizard.footer.next.isEnabled(), "one may walk on"
    type_statement(tab)
    tab.page.wizard.settle()
    tab.wait()
    assert stored(sent).statement == sent.statement


def test_what_the_return_named_can_be_changed(entered, returned, stored):
    sent = returned(STATEMENT)
    tab = entered(sent)
    assert tab.page.wizard.here is Step.INFORMATION
    type_statement(tab)
    tab.page.wizard.settle()
    tab.wait()
    assert stored(sent).statement == TYPED
    assert tab.page.wizard.rail.steps[Step.INFORMATION].fact.words == "已改，待提交"


def test_the_preview_says_what_changed_since_and_which_defects_nobody_touched(entered, returned):
    tab = entered(returned(HOURS, STATEMENT))
    change_hours(tab)
    tab.click(tab.page.wizard.rail.steps[Step.PREVIEW])
    card = tab.page.wizard.changes
    assert card.isVisible()
    assert (
        "改了 1 处" in card.changed.title()
        and "学时登记证明：更换，1 个文件" in card.changed.accessibleName()
    )
    assert "1 处还没有改动，需留意" in card.unanswered.title()
    assert "述职没有写主持的项目。" in card.unanswered.accessibleName()
    card.unanswered.link_activated.emit("defect:0")
    tab.wait()
    assert tab.page.wizard.here is Step.INFORMATION


@pytest.mark.req("B8")
def test_an_unchanged_resubmission_is_pointed_out_and_not_stopped(entered, returned, stored):
    sent = returned(STATEMENT)
    tab = entered(sent, Step.PREVIEW)
    assert "还没有改动" in tab.page.wizard.changes.changed.title()
    tab.press(Qt.Key.Key_Return, CTRL)
    tab.press(Qt.Key.Key_Return, CTRL)
    again = stored(sent)
    assert (again.stage, again.submit_no) == (Stage.EMPLOYER_REVIEW, 2)


def test_a_resubmission_taken_back_stands_returned_again(entered, returned, stored):
    sent = returned(HOURS)
    tab = entered(sent)
    change_hours(tab)
    tab.click(tab.page.wizard.rail.steps[Step.PREVIEW])
    tab.press(Qt.Key.Key_Return, CTRL)
    tab.press(Qt.Key.Key_Return, CTRL)
    assert stored(sent).stage is Stage.EMPLOYER_REVIEW
    tab.click(tab.page.wizard.footer.take_back)
    assert stored(sent).stage is Stage.RETURNED
    tab.click(tab.page.wizard.rail.steps[Step.MATERIALS])
    assert tab.page.wizard.returned.isVisible()
    assert [f.name for f in stored(sent).files_of("study_hours")] == ["盖章的学时.pdf"]


@pytest.mark.req("B7.1a", "B8")
def test_a_registration_form_that_ran_out_is_put_right_with_its_validity(entered, returned, stored, tmp_path):
    """The reviewer named 教育经历; the paper is attachment 1 and its validity stands at 填写申报信息."""
    form = make_defect(section="education", reason_code="E-03", field="", text="学历备案表已过验证有效期。")
    sent = returned(form)
    tab = entered(sent)
    wizard = tab.page.wizard
    assert wizard.here is Step.MATERIALS
    assert wizard.rail.steps[Step.MATERIALS].fact.words == "要改正 1 处"
    rows = wizard.page(Step.MATERIALS).rows
    paper = tmp_path / "新备案表.pdf"
    paper.write_bytes(PDF)
    for material in ("appointment", "education_proof"):
        drop(rows[material], paper)
        tab.wait()
    tab.click(wizard.rail.steps[Step.INFORMATION])
    page = wizard.page(Step.INFORMATION)
    valid, appointed = (
        page.facts.dates[FactKey.RECORD_VALID_UNTIL],
        page.facts.dates[FactKey.APPOINTED_ON],
    )
    assert appointed.isReadOnly() and not valid.isReadOnly()
    assert not page.facts.combos[FactKey.STAFFING].isEnabled()
    valid.clear()
    QTest.keyClicks(valid, "2028-03-01")
    type_statement(tab)
    wizard.settle()
    tab.wait()
    now = stored(sent)
    assert [f.name for f in now.files_of("education_proof")] == ["education_proof.pdf", "新备案表.pdf"]
    assert [f.name for f in now.files_of("appointment")] == ["appointment.pdf"], "not asked for"
    assert now.facts == sent.facts | {"record_valid_until": "2028-03-01"}
    assert now.statement == sent.statement
    tab.click(wizard.rail.steps[Step.PREVIEW])
    assert not wizard.changes.unanswered.isVisible(), "both are what the return asked for"
    assert "没有要求" not in wizard.changes.changed.accessibleName()


@pytest.mark.req("B7.2a", "B8")
def test_a_return_of_the_appointment_alone_opens_its_date(entered, returned, stored):
    sent = returned(make_defect(section="materials", material="appointment", field="", text="聘任日期不对。"))
    tab = entered(sent, Step.INFORMATION)
    page = tab.page.wizard.page(Step.INFORMATION)
    appointed = page.facts.dates[FactKey.APPOINTED_ON]
    assert appointed.hasFocus() and page.facts.dates[FactKey.RECORD_VALID_UNTIL].isReadOnly()
    appointed.clear()
    QTest.keyClicks(appointed, "2021-07-01")
    tab.page.wizard.settle()
    tab.wait()
    assert stored(sent).facts == sent.facts | {"appointed_on": "2021-07-01"}
