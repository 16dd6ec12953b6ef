"""Meetings with their lists, made and changed by the committee's office (B11.2)."""

import pytest
from PySide6.QtCore import Qt

from app.domain.declaration import Stage
from app.domain.organisation import Role
from tests.ui.tabs.road.meetings.conftest import TITLE, Office
from ui.tabs.road.view import RoadTab
from ui.widgets.callout import Callout
from ui.widgets.empty_state import EmptyState

CONFIRM = (Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)


@pytest.mark.req("B11.2")
def test_a_meeting_is_made_for_everybody_who_waits(office: Office) -> None:
    first, second = office.add("许文博"), office.add("单文静")
    desk = office.sit()
    desk.open()
    desk.press(Qt.Key.Key_N)
    assert desk.candidates() == desk.ticked() == ["单文静", "许文博"]
    desk.write("road.meetings.editor.name", "中评会第一次会议")
    desk.write("road.meetings.editor.place", "市建委三楼会议室")
    desk.write("road.meetings.editor.experts", "13")
    desk.tab.press(*CONFIRM)
    assert not desk.desk.editor.is_open()
    meeting = desk.desk.view.meetings[0]
    kept = office.meeting(meeting.id)
    assert (kept.title, kept.place, kept.experts) == ("中评会第一次会议", "市建委三楼会议室", 13)
    assert kept.members == (second.declaration_id, first.declaration_id)
    assert desk.names() == ["单文静", "许文博"]
    assert desk.label("road.meetings.title") == "中评会第一次会议"
    assert desk.label("road.meetings.facts") == "10月9日 星期五　市建委三楼会议室　专家 13 人"


def test_without_a_place_or_anybody_it_says_what_is_missing(office: Office) -> None:
    office.add("许文博")
    desk = office.sit()
    desk.open()
    desk.press(Qt.Key.Key_N)
    editor = desk.desk.editor
    assert editor.footer.reason.text() == "先写地点"
    desk.write("road.meetings.editor.place", "三楼")
    assert editor.confirm_button.isEnabled()
    desk.tick("许文博")
    assert desk.ticked() == [] and editor.footer.reason.text() == "名单里至少要有一位"


def test_who_is_on_another_list_is_said_and_not_proposed(office: Office) -> None:
    office.meet(office.add("许文博"))
    office.add("单文静")
    desk = office.sit()
    desk.open()
    assert desk.label("road.meetings.waiting") == "待评审 2 人"
    desk.click("road.meetings.unlisted")
    assert desk.candidates() == ["单文静", "许文博"] and desk.ticked() == ["单文静"]
    said = [c.said for c in desk.desk.editor.model.rows]
    assert said == ["", f"已列入“{TITLE}”"]
    desk.desk.editor.model.tick_all(True)
    assert desk.ticked() == ["单文静"]


def test_what_was_typed_is_still_there_after_escape(office: Office) -> None:
    office.add("许文博")
    desk = office.sit()
    desk.open()
    desk.press(Qt.Key.Key_N)
    desk.write("road.meetings.editor.place", "三楼")
    desk.press(Qt.Key.Key_Escape)
    assert not desk.desk.editor.is_open() and desk.desk.is_open()
    desk.press(Qt.Key.Key_N)
    assert desk.desk.editor.place.text() == "三楼"


@pytest.mark.req("B11.2")
def test_somebody_joins_and_who_has_a_verdict_cannot_leave(office: Office) -> None:
    decided, other, late = office.add("许文博"), office.add("单文静"), office.add("李伟")
    meeting = office.meet(decided, other)
    office.decide(decided, meeting)
    desk = office.sit()
    desk.open()
    desk.press(Qt.Key.Key_E)
    assert desk.ticked() == ["许文博", "单文静"] and desk.candidates()[-1] == "李伟"
    desk.tick("许文博")
    desk.tick("单文静")
    desk.tick("李伟")
    assert desk.ticked() == ["许文博", "李伟"]
    desk.tab.press(*CONFIRM)
    assert office.meeting(meeting).members == (decided.declaration_id, late.declaration_id)


def test_a_list_changed_by_a_colleague_meanwhile_is_refused_with_what_was_typed_kept(office: Office) -> None:
    person = office.add("许文博")
    meeting = office.meet(person)
    desk = office.sit()
    desk.open()
    desk.press(Qt.Key.Key_E)
    office.change(meeting, place="二楼")
    desk.write("road.meetings.editor.place", "三楼")
    desk.tab.press(*CONFIRM)
    assert desk.desk.editor.is_open() and desk.desk.editor.place.text() == "三楼"
    assert "C-101" in desk.tab.find(Callout, "road.meetings.editor.problem").accessibleName()
    assert office.meeting(meeting).place == "二楼"


def test_with_nobody_waiting_it_says_so(office: Office) -> None:
    office.add("许文博", Stage.COMMITTEE_REVIEW)
    desk = office.sit()
    desk.open()
    empty: EmptyState = desk.tab.find(EmptyState, "road.meetings.empty")
    assert "没有人待评审" in empty.accessibleName()


def test_without_a_meeting_the_first_step_is_offered(office: Office) -> None:
    office.add("许文博")
    desk = office.sit()
    desk.open()
    desk.click("road.meetings.first")
    assert desk.desk.editor.is_open() and desk.ticked() == ["许文博"]


def test_from_the_queue_the_chosen_people_go_onto_a_new_list(office: Office) -> None:
    office.add("许文博")
    office.add("单文静")
    desk = office.sit()
    desk.to_queue("待评审")
    desk.click("road.act.meeting_pass")
    assert desk.desk.editor.is_open() and len(desk.ticked()) == 1


def test_from_the_queue_somebody_on_a_list_is_found_in_it(office: Office) -> None:
    first, second = office.add("许文博"), office.add("单文静")
    office.meet(second, title="第二次")
    older = office.meet(first, title="另一次")
    office.meet(second, title="第三次")
    desk = office.sit()
    desk.to_queue("待评审", "许文博")
    desk.click("road.act.meeting_pass")
    assert not desk.desk.editor.is_open()
    assert desk.desk.view.case is not None and desk.desk.view.case.meeting.id == older
    assert desk.current() == "许文博"


def test_another_meeting_is_looked_at_by_its_line_and_below_1280_by_the_combo_box(office: Office) -> None:
    office.meet(office.add("许文博"), title="第一次")
    office.meet(office.add("单文静"), title="第二次")
    desk = office.sit()
    desk.open()
    assert desk.names() == ["单文静"]
    desk.desk.list.view.set_current_row(1)
    desk.tab.wait()
    assert desk.names() == ["许文博"] and desk.label("road.meetings.title") == "第一次"
    for _ in range(2):  # the wide list gives way first
        desk.tab.shell.resize(1024, 576)
        desk.tab.wait()
    combo = desk.desk.list.combo
    assert combo.isVisible() and not desk.desk.list.isVisible()
    assert combo.currentText().startswith("第一次")
    combo.activated.emit(0)
    desk.tab.wait()
    assert desk.names() == ["单文静"]


def test_a_search_narrows_the_list_of_a_long_meeting(office: Office) -> None:
    office.meet(*[office.add(f"申报人{n}") for n in range(12)])
    desk = office.sit()
    desk.open()
    desk.press(Qt.Key.Key_Slash)
    desk.write("road.meetings.search", "申报人11")
    assert desk.names() == ["申报人11"] and desk.current() == "申报人11"
    desk.write("road.meetings.search", "没有的人")
    assert desk.label("road.meetings.nobody") == "名单里没有“没有的人”"


def test_only_the_committees_office_has_the_desk(office: Office) -> None:
    office.add("许文博", Stage.AWAITING_FORMS)
    office.offices.sit(Role.ACCEPTANCE)
    tab = office.open_tab(RoadTab)
    assert not tab.shows("road.meetings_open")
    tab.press(Qt.Key.Key_H)
    assert not tab.shows("road.meetings")
