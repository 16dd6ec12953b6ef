"""业绩档案审核, 审阅: form beside evidence, verdicts by key, next item, undo, reveal, what is stored (picture 02)."""

from dataclasses import replace

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QPushButton, QWidget

from app.domain.archive import ArchiveStatus
from app.domain.decision import Action
from tests.factories import make_decision, make_defect
from ui.dialogs.error_card import ErrorCard
from ui.dialogs.return_sheet.defect_row import DefectRow
from ui.preferences import Preferences
from ui.tabs.archive.item_pane import ItemPane
from ui.tabs.archive.view import ArchiveTab
from ui.targets import ArchiveTarget
from ui.widgets.callout import Callout
from ui.widgets.empty_state import EmptyState
from ui.widgets.fields import TextEdit
from ui.widgets.form_blocks import FormField
from ui.widgets.form_rows import FieldRow
from ui.widgets.form_view import FormView
from ui.widgets.key_chip import KeyHint, LockReason
from ui.widgets.labels import TextLabel

AWARD = {
    "awarded_on": "2024-11",
    "project": "城东片区排水管网数字化改造",
    "name": "科技创新成果二等奖",
    "level": "省部级",
}
FLAGGED = AWARD | {"rank": "4", "people": "3"}
CTRL = Qt.KeyboardModifier.ControlModifier


@pytest.fixture
def review(real_desk, open_tab):
    """Opens the tab in the 审阅 state of 获奖情况."""

    def open_(status=ArchiveStatus.PENDING, **changes):
        tab = open_tab(ArchiveTab, **changes)
        tab.page.open_target(ArchiveTarget("award", status, review=True))
        tab.wait()
        assert tab.page.in_review()
        return tab

    return open_


def form_of(tab) -> dict[str, FormField]:
    rows = [row for row in tab.find(FormView, "archive.form").findChildren(FieldRow) if row.isVisible()]
    return {row.block().label: row.block() for row in rows}


def shown_name(tab) -> str:
    return tab.page.desk.dossier.applicant.name


def title(tab) -> str:
    return tab.find(TextLabel, "archive.item_title").text()


def button(tab, name: str) -> QAbstractButton:
    return tab.find(QAbstractButton, name)


def tick_reason(tab, code: str) -> None:
    row = next(
        r for r in tab.shell.findChildren(DefectRow) if r.isVisible() and r.candidate.reason_code == code
    )
    tab.click(row.box())


def waiting(real_desk, *names: str) -> list:
    """Items in list order: the first handed in last."""
    items = []
    for n, name in enumerate(names):
        moment = real_desk.clock.now().replace(hour=1 - n // 30, minute=59 - n)
        items.append(real_desk.add_item(name, fields=AWARD, submitted_at=moment))
    return items


@pytest.mark.req("A3.4")
def test_the_form_shows_the_kits_fields_and_the_evidence_stands_beside_it(real_desk, review):
    real_desk.add_item("陈思远", fields=FLAGGED, submit_no=2)
    tab = review()
    assert title(tab) == "城东片区排水管网数字化改造"
    shown = form_of(tab)
    assert list(shown)[:4] == ["获奖时间", "获奖项目名称", "获奖名称", "奖励级别"]
    assert shown["排名"].flag == "排名 4 大于参与人数 3"
    assert shown["等级"].value == "未填"
    item = tab.find(ItemPane, "archive.item")
    assert item.pill().word() == "待审核"
    assert [f.name for f in tab.page.review.evidence.files()] == ["获奖证书.pdf"]
    callout = tab.find(Callout, "archive.flags")
    assert callout.title().startswith("机器预检：")


def test_a_link_to_one_item_opens_exactly_it_whatever_became_of_it(real_desk, review):
    """Also from the 审阅 state of another one; an item that is gone opens no other."""
    moment = real_desk.clock.now()
    items = [
        real_desk.add_item(
            "陈思远", fields=AWARD | {"project": f"项目{n}"}, submitted_at=moment.replace(minute=n)
        )
        for n in range(3)
    ]
    passed = real_desk.add_item("陈思远", fields=AWARD | {"project": "项目九"}, status=ArchiveStatus.PASSED)
    tab = review()
    for wanted, project in (
        (items[0], "项目0"),
        (items[0], "项目0"),
        (items[1], "项目1"),
        (passed, "项目九"),
    ):
        tab.page.open_target(ArchiveTarget("award", ArchiveStatus.PENDING, "陈思远", item_id=wanted.id))
        tab.wait()
        assert tab.page.in_review()
        assert title(tab) == project
        assert tab.page.desk._is_current(tab.page.desk.dossier)
    tab.page.open_target(ArchiveTarget("award", ArchiveStatus.PENDING, "陈思远", item_id="gone"))
    tab.wait()
    assert not tab.page.in_review()
    assert tab.page.state.model.rowCount() == 4


@pytest.mark.req("A5.1")
def test_the_duty_of_the_reviewer_stands_above_the_opinion(real_desk, review):
    waiting(real_desk, "陈思远")
    tab = review()
    assert "对申报人员负责、对单位负责" in tab.find(LockReason, "archive.duty").text()


@pytest.mark.req("A3.4")
def test_p_passes_with_the_opinion_and_the_next_item_stands_there_with_its_evidence(real_desk, review):
    first, second = waiting(real_desk, "陈思远", "林致远")
    tab = review()
    assert shown_name(tab) == "陈思远"
    tab.press(Qt.Key.Key_E)
    QTest.keyClicks(tab.find(TextEdit, "archive.opinion"), "ok")
    tab.press(Qt.Key.Key_Escape)
    tab.press(Qt.Key.Key_P)
    assert real_desk.item(first.id).status is ArchiveStatus.PASSED
    (decision,) = real_desk.decisions(first.id)
    assert (decision.action, decision.opinion) == (Action.PASS, "ok")
    assert decision.actor == real_desk.office.actor
    assert shown_name(tab) == "林致远"
    assert [f.sha256 for f in tab.page.review.evidence.files()] == [second.evidence[0].sha256]
    assert tab.find(TextEdit, "archive.opinion").toPlainText() == ""
    assert tab.page.state.model.rowCount() == 1


def test_the_next_items_first_page_is_fetched_ahead(real_desk, review):
    _, second = waiting(real_desk, "陈思远", "林致远")
    review()
    assert second.evidence[0].sha256 in {r.source.key for r in real_desk.preview.warmed}


def test_j_k_and_space_walk_through_the_list_without_deciding(real_desk, review):
    items = waiting(real_desk, "陈思远", "林致远", "何雨桐")
    tab = review()
    tab.press(Qt.Key.Key_J)
    assert shown_name(tab) == "林致远"
    tab.press(Qt.Key.Key_K)
    assert shown_name(tab) == "陈思远"
    for _ in range(12):  # past the last page of the evidence Space goes on to the next item
        tab.press(Qt.Key.Key_Space)
        if shown_name(tab) != "陈思远":
            break
    assert shown_name(tab) == "林致远"
    assert all(real_desk.item(i.id).status is ArchiveStatus.PENDING for i in items)


@pytest.mark.req("A4.2", "A5.2")
def test_r_composes_a_return_beside_the_evidence_and_stores_defects_and_notice(real_desk, review):
    first, _ = waiting(real_desk, "陈思远", "林致远")
    tab = review()
    tab.press(Qt.Key.Key_R)
    assert tab.shows("return.sheet") and not tab.shows("archive.categories") and not tab.shows("archive.pass")
    assert real_desk.item(first.id).status is ArchiveStatus.PENDING
    tick_reason(tab, "E-04")
    tab.press(Qt.Key.Key_Return, CTRL)
    assert real_desk.item(first.id).status is ArchiveStatus.RETURNED
    (decision,) = real_desk.decisions(first.id)
    assert [d.reason_code for d in decision.defects] == ["E-04"]
    assert decision.notice == (
        "陈思远：您提交的材料有以下 1 处需要改正，请于 2026-10-15 前重新提交：\n"
        "1. 获奖情况：扫描件模糊、歪斜或缺页，请重新扫描完整原件。"
    )
    assert not tab.shows("return.sheet") and tab.shows("archive.pass") and tab.shows("archive.categories")
    assert shown_name(tab) == "林致远"


def test_f_opens_with_the_reasons_that_no_correction_cures(real_desk, review):
    (first,) = waiting(real_desk, "陈思远")
    tab = review()
    tab.press(Qt.Key.Key_F)
    rows = [r for r in tab.shell.findChildren(DefectRow) if r.isVisible()]
    assert rows[0].candidate.curable is False
    tick_reason(tab, "X-03")
    tab.click(button(tab, "return.confirm"))
    assert real_desk.item(first.id).status is ArchiveStatus.FAILED
    assert real_desk.decisions(first.id)[0].notice.startswith("陈思远：您提交的材料经审核不通过")


def test_the_composer_keeps_its_draft_while_the_desk_looks_elsewhere(real_desk, review):
    waiting(real_desk, "陈思远", "林致远")
    tab = review()
    tab.press(Qt.Key.Key_R)
    tick_reason(tab, "E-04")
    tab.press(Qt.Key.Key_Escape)
    assert not tab.shows("return.sheet")
    tab.press(Qt.Key.Key_J)
    tab.press(Qt.Key.Key_K)
    tab.press(Qt.Key.Key_R)
    assert tab.page.review.composer.has_draft(tab.page.desk.dossier.item.id)
    assert "扫描件模糊" in tab.find(TextLabel, "return.notice").text()


def test_a_verdict_key_does_nothing_while_the_composer_is_open(real_desk, review):
    (first,) = waiting(real_desk, "陈思远")
    tab = review()
    tab.press(Qt.Key.Key_R)
    tab.page.review.evidence.canvas.setFocus()
    tab.press(Qt.Key.Key_P)
    assert real_desk.item(first.id).status is ArchiveStatus.PENDING


def test_z_takes_the_verdict_back_within_two_minutes(real_desk, review):
    first, _ = waiting(real_desk, "陈思远", "林致远")
    tab = review()
    assert not tab.shows("archive.undo")
    tab.press(Qt.Key.Key_P)
    assert button(tab, "archive.undo").text() == "撤销（120 秒）"
    real_desk.clock.advance(seconds=30)
    tab.page.desk.show_undo()
    assert button(tab, "archive.undo").text() == "撤销（90 秒）"
    tab.press(Qt.Key.Key_Z)
    assert real_desk.item(first.id).status is ArchiveStatus.PENDING
    assert real_desk.decisions(first.id)[0].withdrawn
    assert shown_name(tab) == "陈思远" and tab.page.state.model.rowCount() == 2


def test_after_two_minutes_nothing_can_be_taken_back(real_desk, review):
    first, _ = waiting(real_desk, "陈思远", "林致远")
    tab = review()
    tab.press(Qt.Key.Key_P)
    real_desk.clock.advance(seconds=121)
    tab.press(Qt.Key.Key_Z)
    assert real_desk.item(first.id).status is ArchiveStatus.PASSED
    assert "120 秒内可以撤销" in tab.shell.toast.text()
    tab.page.desk.show_undo()
    assert not tab.shows("archive.undo")


def test_the_last_verdict_of_a_list_leaves_the_empty_state_and_z_still_works(real_desk, review):
    (only,) = waiting(real_desk, "陈思远")
    tab = review()
    tab.press(Qt.Key.Key_P)
    empty = tab.find(EmptyState, "archive.review_empty")
    assert empty.accessibleName().startswith("获奖情况都审完了")
    assert [h.text() for h in empty.findChildren(KeyHint) if h.isVisible()] == [
        "撤销上一个决定（还剩 120 秒）"
    ]
    tab.press(Qt.Key.Key_Z)
    assert real_desk.item(only.id).status is ArchiveStatus.PENDING
    assert shown_name(tab) == "陈思远" and not tab.shows("archive.review_empty")


def test_at_the_end_of_the_list_the_one_before_is_next(real_desk, review):
    waiting(real_desk, "陈思远", "林致远")
    tab = review()
    tab.press(Qt.Key.Key_J)
    tab.press(Qt.Key.Key_P)
    assert shown_name(tab) == "陈思远"


@pytest.mark.parametrize(
    ("status", "words"), [(ArchiveStatus.PASSED, "已通过"), (ArchiveStatus.FAILED, "已判不通过")]
)
def test_where_a_verdict_stands_the_buttons_are_closed_and_say_why(real_desk, review, status, words):
    item = real_desk.add_item("陈思远", fields=AWARD, status=status, rev=2)
    action = Action.PASS if status is ArchiveStatus.PASSED else Action.FAIL
    with real_desk.uow() as uow:
        uow.decisions.add(make_decision(item, real_desk.office.actor, action=action, base_rev=1, new_rev=2))
        uow.commit()
    tab = review(status)
    for name in ("archive.pass", "archive.return", "archive.fail"):
        assert not button(tab, name).isEnabled()
    reason = tab.page.review.bar.reason.text()
    assert reason.endswith(words) and "周敏" in reason
    tab.press(Qt.Key.Key_P)
    assert real_desk.item(item.id).status is status
    assert not tab.shows("archive.hand_in")


@pytest.mark.req("B1.2")
def test_a_returned_item_shows_its_defects_and_is_handed_in_again(real_desk, review):
    item = real_desk.add_item("陈思远", fields=AWARD, status=ArchiveStatus.RETURNED, rev=2)
    with real_desk.uow() as uow:
        uow.decisions.add(
            make_decision(
                item,
                real_desk.office.actor,
                action=Action.RETURN,
                base_rev=1,
                new_rev=2,
                defects=(make_defect(text="证书编号看不清，请重新扫描"),),
            )
        )
        uow.commit()
    tab = review(ArchiveStatus.RETURNED)
    assert form_of(tab)["第 1 处"].value == "证书编号看不清，请重新扫描"
    assert "补好后保存" in tab.page.review.bar.reason.text()
    tab.press(Qt.Key.Key_S, CTRL)
    stored = real_desk.item(item.id)
    assert (stored.status, stored.submit_no) == (ArchiveStatus.PENDING, 2)
    assert tab.shell.toast.text().startswith("已保存")


def test_i_reveals_the_number_and_the_second_log_notes_it(real_desk, review):
    waiting(real_desk, "陈思远", "林致远")
    tab = review()
    number = real_desk.people["陈思远"].id_number
    assert form_of(tab)["证件号码"].value == f"{number[:6]}********{number[-4:]}"
    tab.press(Qt.Key.Key_I)
    assert form_of(tab)["证件号码"].value == number
    tab.session.looks.flush()
    tab.wait()
    item_id = tab.page.desk.dossier.item.id
    acts = [line.act for line in real_desk.desk.queries.archive_log(tab.session.scope, item_id)]
    assert {"look", "reveal"} <= set(acts)
    tab.press(Qt.Key.Key_J)
    tab.press(Qt.Key.Key_K)
    assert "*" in form_of(tab)["证件号码"].value


def test_looking_marks_an_item_as_opened(real_desk, review):
    real_desk.add_item("陈思远", fields=FLAGGED)
    tab = review()
    assert not tab.page.state.row(0).opened
    tab.session.looks.flush()
    tab.wait()
    assert tab.page.state.row(0).opened


def test_somebody_elses_change_is_said_and_nothing_is_decided(real_desk, review):
    (item,) = waiting(real_desk, "陈思远")
    tab = review()
    with real_desk.uow() as uow:
        uow.archive.save(replace(item, rev=2))
        uow.commit()
    tab.press(Qt.Key.Key_P)
    assert real_desk.item(item.id).status is ArchiveStatus.PENDING
    card = next(c for c in tab.shell.findChildren(ErrorCard) if c.isVisible())
    assert card.is_open()
    tab.press(Qt.Key.Key_Escape)
    tab.press(Qt.Key.Key_P)  # what stands there now is what was decided
    assert real_desk.item(item.id).status is ArchiveStatus.PASSED


def test_links_of_notices_lead_to_the_field(real_desk, review):
    real_desk.add_item("陈思远", fields=FLAGGED)
    tab = review()
    callout = tab.find(Callout, "archive.flags")
    link = next(b for b in callout.findChildren(QPushButton) if b.text() == "看字段")
    tab.click(link)  # scrolls; the field's own line carries the reason
    assert form_of(tab)["排名"].flag


def test_in_a_narrow_window_combos_replace_categories_and_the_opinion_opens_on_demand(real_desk, review):
    waiting(real_desk, "陈思远")
    tab = review(size=(1024, 576))
    assert not tab.shows("archive.categories")
    assert tab.shows("archive.category_combo") and tab.shows("archive.status_combo")
    assert not tab.shows("archive.opinion")
    tab.press(Qt.Key.Key_E)
    assert tab.find(TextEdit, "archive.opinion").hasFocus()


def test_pane_sizes_are_remembered(real_desk, review, open_tab):
    waiting(real_desk, "陈思远")
    preferences = Preferences()
    tab = review(preferences=preferences)
    tab.page.review._outer.setSizes([420, 600])
    tab.page.review._outer.splitterMoved.emit(420, 1)
    assert preferences.sizes("archive.review.outer")[0] == tab.page.review.rows.width()


def test_every_button_has_a_name_for_those_who_do_not_see_it(real_desk, review):
    waiting(real_desk, "陈思远")
    tab = review()
    for found in tab.page.findChildren(QAbstractButton):
        if found.isVisible():
            assert found.text() or found.accessibleName(), found.objectName()
    for name in ("archive.list", "archive.opinion", "archive.search"):
        assert tab.find(QWidget, name).accessibleName()


def test_no_second_verdict_slips_in_while_the_first_is_written(real_desk, review):
    first, second = waiting(real_desk, "陈思远", "林致远")
    tab = review()
    tab.press(Qt.Key.Key_P, settle=False)
    tab.press(Qt.Key.Key_P, settle=False)
    tab.wait()
    assert real_desk.item(first.id).status is ArchiveStatus.PASSED
    assert real_desk.item(second.id).status is ArchiveStatus.PENDING
