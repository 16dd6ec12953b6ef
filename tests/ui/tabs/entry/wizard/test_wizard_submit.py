"""提交, 撤回, 放弃草稿 through the window (seed B 二(六); B8), and what holds them."""

from dataclasses import replace

import pytest
from PySide6.QtCore import Qt

from app.domain.archive import ArchiveStatus
from app.domain.decision import SubjectKind
from app.domain.declaration import Stage
from app.domain.declaring import Step
from app.domain.errors import RuleError
from app.domain.looks import Look, LookAct
from tests.ui.tabs.entry.wizard.test_wizard_keeping import TYPED, FullDisk, type_statement
from ui.targets import ArchiveTarget
from ui.widgets.buttons import LinkButton

CTRL = Qt.KeyboardModifier.ControlModifier


def submit(tab):
    tab.press(Qt.Key.Key_Return, CTRL)
    assert tab.page.wizard.submit_sheet.is_open()
    tab.press(Qt.Key.Key_Return, CTRL)


@pytest.mark.req("B8")
def test_a_whole_declaration_goes_to_the_units_review(entered, unit, stored):
    draft = unit.draft("林致远")
    tab = entered(draft, Step.PREVIEW)
    tab.press(Qt.Key.Key_Return, CTRL)
    sheet = tab.page.wizard.submit_sheet
    assert "本人对提交的所有材料真实性负责并作出承诺" in sheet.duty.accessibleName()
    assert sheet.window_words.text() == "申报期到 10月23日，还剩 14 天"
    assert stored(draft).stage is Stage.DRAFT
    tab.press(Qt.Key.Key_Return, CTRL)
    assert not sheet.is_open()
    assert stored(draft).stage is Stage.EMPLOYER_REVIEW
    assert tab.page.wizard.footer.take_back.isVisible() and tab.page.wizard.footer.take_back.isEnabled()
    assert tab.page.wizard.rail.kept.text() == "10月9日 10:32 提交"
    with unit.real.uow() as uow:
        [handed_in] = uow.declarations.submissions(draft.id)
    assert handed_in.items == draft.items


@pytest.mark.req("A5.1", "A5.3")
def test_the_binding_texts_stand_in_the_submit_sheet(entered, unit):
    tab = entered(unit.draft("林致远"), Step.PREVIEW)
    tab.press(Qt.Key.Key_Return, CTRL)
    words = tab.page.wizard.submit_sheet.duty.accessibleName()
    assert "用人单位必须本着对申报人员负责、对单位负责的态度" in words
    assert "不利影响由个人和推荐单位负责" in words


def test_what_is_missing_holds_the_submit_and_leads_there(entered, unit):
    tab = entered(unit.draft("林致远", without=("study_hours",)), Step.PREVIEW)
    wizard = tab.page.wizard
    assert not wizard.footer.submit.isEnabled() and "学时登记证明" in wizard.footer.reason.text()
    wizard.page(Step.PREVIEW).stops.link_activated.emit("materials|study_hours")
    tab.wait()
    assert wizard.here is Step.MATERIALS


@pytest.mark.req("A3.6", "B1.4")
def test_an_archive_that_waits_for_review_holds_the_submit_and_leads_there(entered, unit, qtbot):
    draft = unit.draft("林致远")
    unit.pending_item("林致远")
    tab = entered(draft, Step.PREVIEW)
    footer, stops = tab.page.wizard.footer, tab.page.wizard.page(Step.PREVIEW).stops
    assert not footer.submit.isEnabled() and footer.reason.text() == "还有 1 条业绩待单位审核"
    assert stops.isVisible() and stops.title() == "还差 1 项，补齐后提交"
    [link] = [link for link in stops.findChildren(LinkButton) if link.text() == "去审核"]
    with qtbot.waitSignal(tab.page.session.navigated) as went:
        link.click()
    assert isinstance(went.args[0], ArchiveTarget) and went.args[0].text == "林致远"


@pytest.mark.req("B1.4")
def test_a_chosen_achievement_that_changed_since_is_named_before_the_submit(entered, unit, real_desk):
    draft = unit.draft("林致远")
    frozen = next(i for i in draft.items if i.section == "award")
    with real_desk.uow() as uow:
        item = uow.archive.get(frozen.item_id)
        uow.archive.save(replace(item, content_rev=item.content_rev + 1, rev=item.rev + 1))
        uow.commit()
    footer = entered(draft, Step.PREVIEW).page.wizard.footer
    assert not footer.submit.isEnabled() and "1 条已选业绩后来改动过" in footer.reason.text()


def test_basic_data_corrected_and_passed_since_come_along_by_themselves(entered, unit, real_desk, stored):
    draft = unit.draft("林致远")
    frozen = next(i for i in draft.items if i.section == "basic")
    with real_desk.uow() as uow:
        item = uow.archive.get(frozen.item_id)
        uow.archive.save(replace(item, content_rev=item.content_rev + 1, rev=item.rev + 1))
        uow.commit()
    tab = entered(draft, Step.PREVIEW)
    assert next(i for i in stored(draft).items if i.section == "basic").content_rev == 2
    assert tab.page.wizard.footer.submit.isEnabled()


def test_basic_data_that_never_passed_hold_the_submit(entered, unit, real_desk):
    draft = unit.draft("林致远")
    frozen = next(i for i in draft.items if i.section == "basic")
    with real_desk.uow() as uow:
        item = uow.archive.get(frozen.item_id)
        uow.archive.save(replace(item, status=ArchiveStatus.RETURNED, rev=item.rev + 1))
        uow.commit()
    footer = entered(draft, Step.PREVIEW).page.wizard.footer
    assert not footer.submit.isEnabled() and "基本信息还没有通过单位审核" in footer.reason.text()


def test_a_submission_can_be_taken_back_while_nobody_opened_it(entered, unit, stored):
    draft = unit.draft("林致远")
    tab = entered(draft, Step.PREVIEW)
    submit(tab)
    tab.click(tab.page.wizard.footer.take_back)
    assert stored(draft).stage is Stage.DRAFT
    assert tab.page.wizard.footer.submit.isVisible() and tab.page.wizard.footer.submit.isEnabled()
    tab.click(tab.page.wizard.rail.steps[Step.INFORMATION])
    type_statement(tab)
    tab.page.wizard.settle()
    tab.wait()
    assert stored(draft).statement == TYPED


def test_after_the_unit_opened_it_the_button_says_why_not(entered, unit, real_desk):
    draft = unit.draft("林致远")
    tab = entered(draft, Step.PREVIEW)
    submit(tab)
    open_as_reviewer(real_desk, draft)
    tab.page.refresh(None)
    tab.wait()
    footer = tab.page.wizard.footer
    assert not footer.take_back.isEnabled() and footer.reason.text() == "单位已经打开审查，不能撤回"


def test_a_take_back_that_comes_too_late_is_refused_in_words(entered, unit, real_desk, stored):
    draft = unit.draft("林致远")
    tab = entered(draft, Step.PREVIEW)
    submit(tab)
    open_as_reviewer(real_desk, draft)
    tab.click(tab.page.wizard.footer.take_back)
    assert "单位已经打开审查" in tab.page.wizard.problem.accessibleName()
    assert not tab.page.wizard.footer.take_back.isEnabled()
    assert stored(draft).stage is Stage.EMPLOYER_REVIEW


def test_a_submitted_declaration_can_be_read_and_not_changed(entered, unit, stored):
    sent = unit.draft("林致远", stage=Stage.EMPLOYER_REVIEW)
    tab = entered(sent)
    assert tab.page.wizard.here is Step.PREVIEW and not tab.page.wizard.footer.submit.isVisible()
    for step in Step:
        tab.click(tab.page.wizard.rail.steps[step])
    tab.click(tab.page.wizard.rail.steps[Step.INFORMATION])
    type_statement(tab)
    tab.page.wizard.settle()
    tab.wait()
    assert stored(sent).statement == sent.statement and stored(sent).rev == sent.rev


def test_what_cannot_be_kept_is_not_submitted_and_the_sheet_says_it(entered, unit, stored, real_desk):
    draft = unit.draft("林致远")
    disk = FullDisk(real_desk.new_uow)
    tab = entered(draft, Step.INFORMATION, ports={"new_unit_of_work": disk})
    disk.is_full = True
    type_statement(tab)
    tab.click(tab.page.wizard.rail.steps[Step.PREVIEW])
    submit(tab)
    sheet = tab.page.wizard.submit_sheet
    assert sheet.is_open() and "磁盘已满" in sheet.problem.accessibleName()
    assert stored(draft).stage is Stage.DRAFT
    disk.is_full = False
    tab.press(Qt.Key.Key_Return, CTRL)
    assert stored(draft).stage is Stage.EMPLOYER_REVIEW and stored(draft).statement == TYPED


def test_a_draft_is_thrown_away_only_after_it_was_asked(entered, unit, real_desk):
    draft = unit.draft("林致远")
    tab = entered(draft)
    tab.click(tab.page.wizard.footer.drop)
    assert tab.page.wizard.drop_card.is_open()
    tab.press(Qt.Key.Key_Escape)
    with real_desk.uow() as uow:
        assert uow.declarations.get(draft.id).id == draft.id
    tab.click(tab.page.wizard.footer.drop)
    tab.click(tab.page.wizard.drop_card.drop)
    assert tab.page.tabs.isVisible() and tab.page.tabs.count_of(0) in (0, None)
    with real_desk.uow() as uow, pytest.raises(RuleError):
        uow.declarations.get(draft.id)


def open_as_reviewer(real_desk, declaration):
    account = real_desk.office.account.id
    look = Look(real_desk.clock.now(), account, LookAct.LOOK, SubjectKind.DECLARATION, declaration.id)
    with real_desk.uow() as uow:
        uow.looks.add([look])
        uow.commit()
