"""职称申报资格审查: 审核无误, 通过 with its opinion, 退回, 不通过, Z, and what is stored afterwards (seed A step 4)."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QAbstractButton, QPlainTextEdit

from app.domain.decision import Action
from app.domain.declaration import EmployerStep, Stage
from app.domain.errors import EnvironmentFault
from tests.desk_fixtures import with_desk
from tests.factories import make_objection
from tests.ui.tabs.declarations.declaring import BUILDING, CTRL, OVER, RUNS, SENIOR
from ui.dialogs.error_card import ErrorCard
from ui.dialogs.return_sheet.defect_row import DefectRow
from ui.targets import DeclarationTarget
from ui.widgets.callout import Callout
from ui.widgets.form_rows import FieldRow
from ui.widgets.labels import TextLabel
from ui.widgets.section_list import SectionList


def button(tab, name: str) -> QAbstractButton:
    return tab.find(QAbstractButton, f"declarations.{name}")


def shown_name(tab) -> str:
    return tab.page.desk.dossier.applicant.name


def tick_reason(tab, code: str) -> DefectRow:
    row = next(
        r for r in tab.shell.findChildren(DefectRow) if r.isVisible() and r.candidate.reason_code == code
    )
    tab.click(row.box())
    return row


@pytest.fixture
def ready(declaring):
    """A declaration whose publicity is over, every section read."""

    def make(name="林致远", dates=OVER, **changes):
        declaration = declaring.add(name, **changes)
        declaring.publish(declaration, dates=dates)
        declaring.tick_all(declaration)
        return declaration

    return make


def test_p_on_what_waits_is_confirmation_and_the_next_one_opens(real_desk, declaring, reviewed):
    declaring.add("赵一鸣")
    first = declaring.add("王嘉树")
    declaring.tick_all(first)
    tab = reviewed(first)
    assert button(tab, "pass").text() == "审核无误"
    tab.press(Qt.Key.Key_P)
    assert declaring.stored(first).stage is Stage.AWAITING_PUBLICITY
    (decision,) = real_desk.decisions(first.id)
    assert decision.action is Action.CONFIRM
    assert shown_name(tab) == "赵一鸣"
    assert tab.find(SectionList, "declarations.sections").current_key() == "basic"
    assert tab.page.review.form.scroll_value() == 0


def test_in_the_list_of_what_waits_a_confirmed_one_leaves(declaring, listed):
    for name in ("赵一鸣", "王嘉树"):
        declaring.tick_all(declaring.add(name))
    tab = listed()
    tab.page.open_target(DeclarationTarget(steps=frozenset({EmployerStep.REVIEW})))
    tab.wait()
    tab.press(Qt.Key.Key_Return)
    tab.press(Qt.Key.Key_P)
    assert shown_name(tab) == "赵一鸣"
    assert tab.page.state.model.rowCount() == 1
    tab.press(Qt.Key.Key_P)
    assert not tab.page.review.shows_declaration()
    assert "按现在的筛选没有申报" in tab.page.review.empty.accessibleName()


@pytest.mark.req("A4.6")
def test_the_opinion_is_proposed_letter_by_letter(declaring, ready, reviewed):
    tab = reviewed(ready("陈晓东"))
    tab.press(Qt.Key.Key_P)
    assert tab.find(QPlainTextEdit, "declarations.opinion").toPlainText() == (
        "经审核,陈晓东同志符合水利工程师职务任职资格申报条件,申报材料完整无误,"
        "并于09月18日至24日在单位一楼公告栏进行了5个工作日的公示,无异议,同意推荐"
    )


@pytest.mark.req("A4.7", "A4.8", "A5.3")
def test_the_pass_sheet_names_the_way_and_who_answers_and_stores_the_opinion(
    real_desk, declaring, ready, reviewed
):
    declaration = ready(plan=SENIOR, facts={})
    tab = reviewed(declaration)
    tab.press(Qt.Key.Key_P)
    sheet = tab.page.pass_sheet
    facts = {row.block().label: row.block().value for row in sheet._facts.findChildren(FieldRow)}
    assert facts["通过后提交"] == "评委会办公室", "this plan goes from the employer to the committee"
    assert facts["公示时间"] == "9月18日 至 9月24日"
    duty = tab.find(TextLabel, "declarations.pass_duty").text()
    assert "不利影响由个人和推荐单位负责" in duty
    opinion = tab.find(QPlainTextEdit, "declarations.opinion")
    opinion.setPlainText(opinion.toPlainText() + "。")
    tab.press(Qt.Key.Key_Return, CTRL)
    assert not sheet.is_open()
    assert declaring.stored(declaration).stage is Stage.COMMITTEE_REVIEW
    (decision,) = real_desk.decisions(declaration.id)
    assert decision.action is Action.PASS
    assert decision.opinion.endswith("无异议,同意推荐。")


@pytest.mark.req("A4.8")
def test_another_plan_goes_to_its_own_next_level(declaring, ready, reviewed):
    declaration = ready(plan=BUILDING)
    tab = reviewed(declaration)
    tab.press(Qt.Key.Key_P)
    tab.click(button(tab, "pass_confirm"))
    assert declaring.stored(declaration).stage is Stage.ACCEPTANCE_REVIEW


@pytest.mark.req("A4.6")
def test_what_was_typed_over_the_opinion_is_kept_until_it_is_stored(declaring, ready, reviewed):
    tab = reviewed(ready())
    tab.press(Qt.Key.Key_P)
    opinion = tab.find(QPlainTextEdit, "declarations.opinion")
    proposed = opinion.toPlainText()
    opinion.setPlainText("同意推荐")
    tab.press(Qt.Key.Key_Escape)
    assert not tab.page.pass_sheet.is_open()
    tab.press(Qt.Key.Key_P)
    assert opinion.toPlainText() == "同意推荐"
    tab.click(button(tab, "opinion_again"))
    assert opinion.toPlainText() == proposed
    opinion.setPlainText("  ")
    assert not button(tab, "pass_confirm").isEnabled()
    assert tab.page.pass_sheet.footer.reason.text() == "还没有写审查意见"


def test_after_settled_objections_the_opinion_does_not_say_there_were_none(
    real_desk, declaring, ready, reviewed
):
    declaration = ready()
    stored = declaring.stored(declaration)
    with real_desk.uow() as uow:
        publicity = uow.publicities.get(stored.publicity_id)
        heard = make_objection(
            stored,
            real_desk.office.actor,
            received_on=OVER[0],
            handling="已核实",
            upheld=False,
            resolved_by=real_desk.office.actor,
            resolved_at=real_desk.clock.now(),
        )
        object.__setattr__(publicity, "objections", (heard,))
        object.__setattr__(publicity, "rev", publicity.rev + 1)
        uow.publicities.save(publicity)
        uow.commit()
    tab = reviewed(declaration)
    tab.press(Qt.Key.Key_P)
    assert "收到异议1件" in tab.find(QPlainTextEdit, "declarations.opinion").toPlainText()


def test_a_full_disk_loses_nothing(real_desk, declaring, ready, reviewed):
    declaration = ready()

    class FullDisk:
        """Lets everything through but the commit of a verdict."""

        full = False

        def __call__(self):
            if self.full:
                raise EnvironmentFault("E-204")
            return real_desk.new_uow()

    disk = FullDisk()
    tab = reviewed(declaration, desk=with_desk(real_desk, new_unit_of_work=disk))
    tab.press(Qt.Key.Key_P)
    tab.find(QPlainTextEdit, "declarations.opinion").setPlainText("同意推荐")
    disk.full = True
    tab.press(Qt.Key.Key_Return, CTRL)
    failure = tab.find(Callout, "declarations.pass_failure")
    assert "磁盘已满" in failure.title()
    assert tab.find(QPlainTextEdit, "declarations.opinion").toPlainText() == "同意推荐"
    disk.full = False
    tab.click(button(tab, "pass_confirm"))
    assert declaring.stored(declaration).stage is Stage.COMMITTEE_REVIEW


@pytest.mark.req("A4.2")
def test_a_return_names_what_is_wrong_in_one_notice(real_desk, declaring, reviewed):
    declaration = declaring.add("王嘉树")
    tab = reviewed(declaration)
    tab.page.desk.reading.open_section("award")
    tab.press(Qt.Key.Key_R)
    assert tab.page.review.composes()
    tick_reason(tab, "E-04")
    tab.press(Qt.Key.Key_Return, CTRL)
    assert not tab.page.review.composes()
    assert declaring.stored(declaration).stage is Stage.RETURNED
    (decision,) = real_desk.decisions(declaration.id)
    assert [(d.section, d.reason_code) for d in decision.defects] == [("award", "E-04")]
    assert decision.notice.startswith("王嘉树：您提交的材料有以下 1 处需要改正，请于 2026-10-15 前重新提交")
    assert "获奖情况" in decision.notice


@pytest.mark.req("A4.2")
def test_a_return_is_open_during_the_publicity_too(declaring, reviewed):
    declaration = declaring.add()
    declaring.publish(declaration, dates=RUNS)
    tab = reviewed(declaration)
    tab.press(Qt.Key.Key_R)
    tick_reason(tab, "A-02")
    tab.press(Qt.Key.Key_Return, CTRL)
    assert declaring.stored(declaration).stage is Stage.RETURNED


def test_a_failure_goes_through_the_composer(real_desk, declaring, reviewed):
    declaration = declaring.add()
    tab = reviewed(declaration)
    tab.press(Qt.Key.Key_F)
    assert tab.page.review.composes()
    assert declaring.stored(declaration).stage is Stage.EMPLOYER_REVIEW
    tick_reason(tab, "X-02")
    tab.press(Qt.Key.Key_Return, CTRL)
    assert declaring.stored(declaration).stage is Stage.FAILED
    assert real_desk.decisions(declaration.id)[-1].action is Action.FAIL


def test_the_composer_keeps_its_draft_and_names_the_materials(declaring, reviewed):
    tab = reviewed(declaring.add(plan=SENIOR))
    tab.press(Qt.Key.Key_R)
    places = [place.label for place in tab.page.review.composer.subject().places]
    assert places[1] == "第 2 部分 教育经历"
    assert "第 18 部分 附件 3 省外缴纳社保证明" in places
    tick_reason(tab, "A-02")
    tab.press(Qt.Key.Key_Escape)
    assert not tab.page.review.composes()
    tab.press(Qt.Key.Key_R)
    ticked = [r for r in tab.shell.findChildren(DefectRow) if r.isVisible() and r.is_ticked()]
    assert [r.candidate.reason_code for r in ticked] == ["A-02"]


def test_z_takes_a_verdict_back_within_its_time(real_desk, declaring, reviewed):
    declaring.add("赵一鸣")
    declaration = declaring.add("王嘉树")
    declaring.tick_all(declaration)
    tab = reviewed(declaration)
    tab.press(Qt.Key.Key_P)
    assert shown_name(tab) == "赵一鸣"
    assert button(tab, "undo").text() == "撤销（120 秒）"
    tab.press(Qt.Key.Key_Z)
    assert declaring.stored(declaration).stage is Stage.EMPLOYER_REVIEW
    assert real_desk.decisions(declaration.id)[0].withdrawn
    assert shown_name(tab) == "王嘉树", "back to what was taken back"
    assert not tab.shows("declarations.undo")
    tab.press(Qt.Key.Key_P)
    real_desk.clock.advance(seconds=121)
    tab.press(Qt.Key.Key_Z)
    assert declaring.stored(declaration).stage is Stage.AWAITING_PUBLICITY


def test_a_key_held_decides_only_once(real_desk, declaring, reviewed):
    declaration = declaring.add()
    declaring.tick_all(declaration)
    tab = reviewed(declaration)
    for _ in range(3):
        tab.press(Qt.Key.Key_P, settle=False)
    tab.wait()
    assert len(real_desk.decisions(declaration.id)) == 1


def test_letters_typed_into_a_field_decide_nothing(declaring, reviewed):
    declaration = declaring.add()
    declaring.tick_all(declaration)
    tab = reviewed(declaration)
    tab.press(Qt.Key.Key_Slash)
    tab.press(Qt.Key.Key_P)
    tab.press(Qt.Key.Key_Z)
    assert declaring.stored(declaration).stage is Stage.EMPLOYER_REVIEW
    assert tab.page.review.rows.search.text() == "pz"


def test_what_is_decided_says_why_nothing_is_open(real_desk, declaring, ready, reviewed):
    declaration = ready()
    tab = reviewed(declaration)
    tab.press(Qt.Key.Key_P)
    tab.press(Qt.Key.Key_Return, CTRL)
    again = reviewed(declaration)
    assert not any(again.shows(f"declarations.{name}") for name in ("pass", "return", "fail"))
    assert button(again, "reopen").isEnabled()
    words = again.page.review.bar.reason.text()
    assert words.endswith("已通过，现在到评委会审核")
    note = again.find(Callout, "declarations.note.passed")
    assert "同意推荐" in note.accessibleName()
    assert not again.shell.findChild(ErrorCard).is_open()
