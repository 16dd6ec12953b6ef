"""省平台录入: state of each decision, text to copy, 标为已录入, Z; from list, form, log and status bar (DOMAIN facts §9)."""

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QAbstractButton, QLineEdit

from app.domain.decision import Action
from app.domain.declaration import DeclarationTab, Stage
from app.domain.errors import EnvironmentFault
from tests.desk_fixtures import with_desk
from tests.factories import make_decision
from ui.dialogs.platform_entry.copy_field import CopyField
from ui.targets import DeclarationTarget, PlatformTarget
from ui.widgets.callout import Callout
from ui.widgets.empty_state import EmptyState
from ui.widgets.filter_chips import FilterChip
from ui.widgets.labels import ElidedLabel
from ui.widgets.log_timeline import LogTimeline
from ui.widgets.status_bar import StatusItem
from ui.widgets.sub_tabs import SubTabs

AT = datetime(2026, 10, 9, 1, 0, tzinfo=UTC)
OPINION = "经审核，林致远同志符合申报条件，同意推荐。"


@pytest.fixture
def decide(real_desk, declaring):
    """A declaration that this office passed (or what ``action`` says), minutes after the last one."""
    minutes = iter(range(60))

    def decide_(name, action=Action.PASS, stage=Stage.ACCEPTANCE_REVIEW, **changes):
        declaration = declaring.add(name, stage)
        at = AT + timedelta(minutes=next(minutes))
        with real_desk.uow() as uow:
            uow.decisions.add(
                make_decision(declaration, real_desk.office.actor, action=action, at=at, **changes)
            )
            uow.commit()
        return declaration

    return decide_


def button(tab, name: str) -> QAbstractButton:
    return tab.find(QAbstractButton, name)


def sheet(tab):
    return tab.shell.platform


def listed_names(tab) -> list[str]:
    model = sheet(tab).model
    return [model.index(row, 0).data() for row in range(model.rowCount())]


def fields(tab) -> dict[str, str]:
    return {field.field.label: field.field.value for field in sheet(tab).pane.fields}


def state(tab) -> str:
    return tab.find(ElidedLabel, "platform.state").text()


def entered(real_desk, declaration) -> list[bool]:
    return [decision.entered_at is not None for decision in real_desk.decisions(declaration.id)]


def test_every_field_is_copied_letter_by_letter(real_desk, decide, listed):
    plan = real_desk.kits.get(decide("林致远", opinion=OPINION).plan_id).name
    tab = listed()
    tab.press(Qt.Key.Key_S)
    assert sheet(tab).is_open()
    assert fields(tab) == {
        "姓名": "林致远",
        "申报计划": plan,
        "办理结果": "通过",
        "办理日期": "2026-10-09",
        "意见、理由": OPINION,
    }
    for key, text in (("name", "林致远"), ("opinion", OPINION)):
        copy = button(tab, f"platform.copy.{key}")
        tab.click(copy)
        assert QGuiApplication.clipboard().text() == text
        assert copy.text() == "已复制"
    assert button(tab, "platform.copy.name").text() == "复制", "the clipboard holds the last one"
    tab.press(Qt.Key.Key_C)
    assert QGuiApplication.clipboard().text().splitlines()[:3] == [
        "姓名：林致远",
        f"申报计划：{plan}",
        "办理结果：通过",
    ]


def test_a_return_is_entered_with_what_the_person_was_told(decide, listed):
    decide("林致远", Action.RETURN, Stage.RETURNED, notice="请补正以下材料：学时证明。")
    tab = listed()
    tab.press(Qt.Key.Key_S)
    assert fields(tab)["办理结果"] == "退回"
    assert fields(tab)["告知内容"] == "请补正以下材料：学时证明。"


def test_enter_marks_it_and_the_next_one_follows_until_all_are_entered(real_desk, decide, listed):
    first, second = decide("林致远"), decide("王嘉树")
    tab = listed()
    tab.press(Qt.Key.Key_S)
    assert listed_names(tab) == ["王嘉树", "林致远"], "newest first"
    assert "办理" in state(tab)
    tab.press(Qt.Key.Key_Return)
    assert listed_names(tab) == ["林致远"]
    assert (entered(real_desk, second), entered(real_desk, first)) == ([True], [False])
    assert "已标为已录入：王嘉树 通过" in sheet(tab).footer.reason.text()
    real_desk.clock.advance(minutes=1)
    tab.press(Qt.Key.Key_Return)
    assert "都已录入省平台" in tab.find(EmptyState, "platform.empty").accessibleName()
    tab.find(SubTabs, "platform.tabs").setCurrentIndex(1)
    tab.wait()
    assert listed_names(tab) == ["林致远", "王嘉树"], "what was entered last first"
    assert f"{real_desk.office.actor.name}标为已录入" in state(tab)


def test_z_takes_the_mark_back_and_so_does_the_other_tab(real_desk, decide, listed):
    declaration = decide("林致远")
    tab = listed()
    tab.press(Qt.Key.Key_S)
    tab.press(Qt.Key.Key_Return)
    tab.press(Qt.Key.Key_Z)
    assert entered(real_desk, declaration) == [False]
    assert listed_names(tab) == ["林致远"]
    tab.press(Qt.Key.Key_Return)
    tab.find(SubTabs, "platform.tabs").setCurrentIndex(1)
    tab.wait()
    mark = button(tab, "platform.mark")
    assert mark.text() == "改为未录入"
    tab.click(mark)
    assert entered(real_desk, declaration) == [False]


def test_several_are_ticked_and_marked_at_once(real_desk, decide, listed):
    declarations = [decide(name) for name in ("林致远", "王嘉树", "赵一鸣")]
    tab = listed()
    tab.press(Qt.Key.Key_S)
    tab.press(Qt.Key.Key_X)
    tab.press(Qt.Key.Key_J)
    tab.press(Qt.Key.Key_X)
    assert button(tab, "platform.mark").text() == "标为已录入 2 条"
    tab.press(Qt.Key.Key_Return)
    assert [entered(real_desk, d)[0] for d in declarations] == [False, True, True]
    tab.press(Qt.Key.Key_Z)
    assert [entered(real_desk, d)[0] for d in declarations] == [False, False, False]


def test_what_was_withdrawn_meanwhile_is_refused_in_words_and_the_others_are_marked(
    real_desk, decide, listed
):
    gone, stays = decide("林致远"), decide("王嘉树")
    tab = listed()
    tab.press(Qt.Key.Key_S)
    (decision,) = real_desk.decisions(gone.id)
    with real_desk.uow() as uow:
        uow.decisions.mark_withdrawn(decision.id)
        uow.commit()
    tab.click(button(tab, "platform.tick_all"))
    tab.press(Qt.Key.Key_Return)
    assert "已经撤销，不用录入省平台" in tab.find(Callout, "platform.problem").accessibleName()
    assert (entered(real_desk, gone), entered(real_desk, stays)) == ([False], [True])
    assert listed_names(tab) == []


def test_a_full_disk_is_told_and_the_mark_can_be_tried_again(real_desk, decide, listed):
    declaration = decide("林致远")

    class FullDisk:
        full = True

        def __call__(self):
            if self.full:
                raise EnvironmentFault("E-204")
            return real_desk.new_uow()

    disk = FullDisk()
    tab = listed(desk=with_desk(real_desk, new_unit_of_work=disk))
    tab.press(Qt.Key.Key_S)
    tab.press(Qt.Key.Key_Return)
    assert "磁盘已满" in tab.find(Callout, "platform.problem").accessibleName()
    assert listed_names(tab) == ["林致远"]
    disk.full = False
    tab.press(Qt.Key.Key_Return)
    assert entered(real_desk, declaration) == [True]


def test_the_search_of_the_queue_keeps_letters_from_the_keys(decide, listed):
    for name in ("林致远", "王嘉树"):
        decide(name)
    tab = listed()
    tab.press(Qt.Key.Key_S)
    search = tab.find(QLineEdit, "platform.search")
    tab.press(Qt.Key.Key_Slash)
    assert search.hasFocus()
    search.setText("林")
    assert listed_names(tab) == ["林致远"]
    search.setText("没有")
    assert "没有找到“没有”" in tab.find(EmptyState, "platform.empty").accessibleName()


def test_the_list_filters_what_is_not_entered_and_leads_there_at_the_row(decide, listed):
    decide("林致远")
    wanted = decide("王嘉树")
    decide("赵一鸣", Action.CONFIRM)
    tab = listed()
    tab.page.open_target(DeclarationTarget(DeclarationTab.PASSED))
    tab.wait()
    chip = tab.find(FilterChip, "declarations.not_entered")
    assert "2" in chip.accessibleName()
    tab.click(chip)
    shown = [tab.page.state.row(n).name for n in range(tab.page.state.model.rowCount())]
    assert sorted(shown) == ["林致远", "王嘉树"]
    tab.page.list.table.set_current_row(shown.index("王嘉树"))
    tab.click(button(tab, "declarations.to_platform"))
    assert fields(tab)["姓名"] == "王嘉树"
    tab.press(Qt.Key.Key_Return)
    tab.press(Qt.Key.Key_Escape)
    assert [tab.page.state.row(n).name for n in range(tab.page.state.model.rowCount())] == ["林致远"]
    assert wanted.id


def test_the_form_says_whether_it_was_entered_and_leads_there(real_desk, decide, reviewed):
    declaration = decide("林致远")
    tab = reviewed(declaration)
    notes = [note.accessibleName() for note in tab.page.review.form._notes if note.isVisible()]
    assert any("省平台未录入：通过" in note for note in notes)
    tab.press(Qt.Key.Key_S)
    assert listed_names(tab) == ["林致远"]
    tab.press(Qt.Key.Key_Return)
    assert listed_names(tab) == ["林致远"], "of one dossier both states are shown"
    assert button(tab, "platform.mark").text() == "改为未录入"
    tab.press(Qt.Key.Key_Escape)
    notes = [note.accessibleName() for note in tab.page.review.form._notes if note.isVisible()]
    assert any("省平台已录入" in note and real_desk.office.actor.name in note for note in notes)


def test_the_log_says_it_of_each_decision_and_leads_there(decide, listed):
    decide("林致远")
    tab = listed()
    tab.page.open_target(DeclarationTarget(DeclarationTab.PASSED))
    tab.wait()
    tab.press(Qt.Key.Key_L)
    lines = tab.find(LogTimeline, "review_log.lines").model()
    assert any("省平台未录入" in str(lines.index(row, 0).data()) for row in range(lines.rowCount()))
    tab.click(button(tab, "review_log.platform"))
    assert not tab.page.log.is_open()
    assert listed_names(tab) == ["林致远"]


def test_the_status_bar_counts_and_opens_the_queue_on_every_tab(decide, listed):
    decide("林致远")
    tab = listed()
    tab.session.facts.reload()
    tab.wait()
    item = tab.shell.findChild(StatusItem, "platform")
    assert item.text() == "省平台未录入 1"
    tab.click(item)
    assert listed_names(tab) == ["林致远"]
    tab.press(Qt.Key.Key_Return)
    tab.session.facts.reload()
    tab.wait()
    assert not item.isVisible()


def test_a_dossier_without_own_decisions_says_so_and_leads_to_the_rest(decide, declaring, listed):
    decide("林致远")
    untouched = declaring.add("王嘉树")
    tab = listed()
    tab.session.go_to(PlatformTarget(untouched.id))
    tab.wait()
    assert "没有要录入省平台的结论" in tab.find(EmptyState, "platform.empty").accessibleName()
    tab.click(button(tab, "platform.all"))
    assert listed_names(tab) == ["林致远"]


def test_it_leads_to_the_declaration(decide, listed):
    declaration = decide("林致远")
    tab = listed()
    gone: list[Any] = []
    tab.session.navigated.connect(gone.append)
    tab.press(Qt.Key.Key_S)
    tab.click(button(tab, "platform.open"))
    assert not sheet(tab).is_open()
    assert gone[-1] == DeclarationTarget(DeclarationTab.ALL, declaration_id=declaration.id)


def test_what_was_taken_back_is_no_longer_asked_for(real_desk, decide, listed):
    declaration = decide("林致远")
    tab = listed()
    tab.press(Qt.Key.Key_S)
    assert listed_names(tab) == ["林致远"]
    (decision,) = real_desk.decisions(declaration.id)
    with real_desk.uow() as uow:
        uow.decisions.mark_withdrawn(decision.id)
        uow.commit()
    tab.session.go_to(PlatformTarget())
    tab.wait()
    assert listed_names(tab) == []
    assert not [field for field in tab.shell.findChildren(CopyField) if field.isVisible()]
