"""Verdicts typed by keyboard, taken back, and recorded for many at once (B11.2)."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from app.domain.decision import Action
from app.domain.declaration import Stage
from app.domain.errors import KnownError
from app.domain.organisation import Role
from tests.ui.tabs.road.meetings.conftest import Office, texts
from ui.tab_page import TabEntry
from ui.tabs.publicity.view import PublicityDeskTab
from ui.widgets.callout import Callout

CONFIRM = (Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)


@pytest.mark.req("B11.2")
def test_votes_and_verdict_are_typed_and_the_next_person_follows(office: Office) -> None:
    first, second, third = (office.add(name) for name in ("许文博", "单文静", "李伟"))
    meeting = office.meet(first, second, third)
    desk = office.sit()
    desk.open()
    assert desk.current() == "许文博"
    desk.press(Qt.Key.Key_Return)  # from the list into the votes
    desk.press(Qt.Key.Key_1, Qt.Key.Key_1, Qt.Key.Key_Return, Qt.Key.Key_2, Qt.Key.Key_P)
    assert desk.current() == "单文静"
    desk.press(Qt.Key.Key_3, Qt.Key.Key_Return, Qt.Key.Key_9, Qt.Key.Key_Return)
    desk.write("road.meetings.note", "业绩不足")
    desk.press(Qt.Key.Key_Return, Qt.Key.Key_F)
    assert desk.current() == "李伟"
    passed, failed = office.verdict(first), office.verdict(second)
    assert (passed.action, passed.opinion) == (Action.MEETING_PASS, "")
    assert passed.record == {"meeting": meeting, "votes_for": "11", "votes_against": "2"}
    assert (failed.action, failed.opinion) == (Action.MEETING_FAIL, "业绩不足")
    assert first.stored().stage is Stage.AWAITING_RESULTS_PUBLICITY
    assert second.stored().stage is Stage.NOT_APPROVED
    assert desk.results() == {"许文博": "通过", "单文静": "未通过", "李伟": "待登记"}
    assert desk.label("road.meetings.progress") == "已登记 2 / 3 人　通过 1，未通过 1"


@pytest.mark.req("B11.2")
def test_z_takes_the_last_back_and_stands_on_the_person(office: Office) -> None:
    first, second = office.add("许文博"), office.add("单文静")
    office.meet(first, second)
    desk = office.sit()
    desk.open()
    desk.press(Qt.Key.Key_P)
    assert desk.current() == "单文静"
    desk.press(Qt.Key.Key_Z)
    assert desk.current() == "许文博" and desk.results()["许文博"] == "待登记"
    assert first.stored().stage is Stage.AWAITING_MEETING
    assert office.verdict(first).withdrawn


def test_after_two_minutes_nothing_is_taken_back(office: Office) -> None:
    person = office.add("许文博")
    office.meet(person)
    desk = office.sit()
    desk.open()
    desk.press(Qt.Key.Key_P)
    office.real.clock.advance(seconds=121)
    desk.press(Qt.Key.Key_Z)
    assert person.stored().stage is Stage.AWAITING_RESULTS_PUBLICITY


@pytest.mark.parametrize(
    ("votes", "key", "code"),
    [
        (("2", "11"), Qt.Key.Key_P, "M-206"),
        (("13", "0"), Qt.Key.Key_F, "M-206"),
        (("12", "2"), Qt.Key.Key_P, "M-213"),
    ],
)
def test_votes_that_contradict_are_named_and_write_nothing(
    office: Office, votes: tuple[str, str], key: Qt.Key, code: str
) -> None:
    person = office.add("许文博")
    office.meet(person)
    desk = office.sit()
    desk.open()
    desk.write("road.meetings.votes_for", votes[0])
    desk.write("road.meetings.votes_against", votes[1])
    desk.press(key)
    assert code in desk.label("road.meetings.below")
    assert person.stored().stage is Stage.AWAITING_MEETING
    assert desk.desk.pane.strip.votes_for.hasFocus()


def test_what_is_typed_for_one_is_kept_while_another_is_looked_at(office: Office) -> None:
    office.meet(office.add("许文博"), office.add("单文静"))
    desk = office.sit()
    desk.open()
    desk.press(Qt.Key.Key_Return, Qt.Key.Key_9, Qt.Key.Key_Down)
    strip = desk.desk.pane.strip
    assert (desk.current(), strip.votes_for.text()) == ("单文静", "")
    desk.press(Qt.Key.Key_Up)
    assert (desk.current(), strip.votes_for.text()) == ("许文博", "9")


def test_letters_never_land_in_the_votes(office: Office) -> None:
    office.meet(office.add("许文博"), office.add("单文静"))
    desk = office.sit()
    desk.open()
    desk.press(Qt.Key.Key_Return, Qt.Key.Key_J)
    assert desk.current() == "单文静" and desk.desk.pane.strip.votes_for.text() == ""
    QTest.keyClicks(desk.desk.pane.strip.votes_for, "1a2")
    assert desk.desk.pane.strip.votes_for.text() == "12"


def test_who_has_a_verdict_is_shown_with_it_and_locked(office: Office) -> None:
    person = office.add("许文博")
    meeting = office.meet(person)
    office.decide(person, meeting, votes_for="11", votes_against="2", note="业绩突出")
    desk = office.sit()
    desk.open()
    strip = desk.desk.pane.strip
    assert (strip.votes_for.text(), strip.votes_against.text(), strip.note.text()) == ("11", "2", "业绩突出")
    assert strip.votes_for.isReadOnly() and not desk.desk.passed.isEnabled()
    assert desk.label("road.meetings.below").startswith("已登记通过")
    desk.press(Qt.Key.Key_F)
    assert len(person.decisions()) == 1


@pytest.mark.req("B11.2")
def test_the_rest_passes_at_once_after_everybody_was_named(office: Office) -> None:
    people = [office.add(f"申报人{n}") for n in range(4)]
    office.meet(*people)
    desk = office.sit()
    desk.open()
    desk.press(Qt.Key.Key_F)
    desk.click("road.meetings.rest")
    preview = desk.desk.preview
    assert texts(preview.verdicts, "姓名") == ["申报人1", "申报人2", "申报人3"]
    assert desk.label("road.meetings.preview.summary") == "通过 3 人，未通过 0 人"
    assert all(p.stored().stage is Stage.AWAITING_MEETING for p in people[1:])
    desk.tab.press(*CONFIRM)
    assert not preview.is_open()
    assert list(desk.results().values()) == ["未通过", "通过", "通过", "通过"]
    desk.press(Qt.Key.Key_Z)
    assert list(desk.results().values()) == ["未通过", "待登记", "待登记", "待登记"]


def test_somebody_who_moved_on_meanwhile_is_named_and_the_others_stand(office: Office) -> None:
    first, second = office.add("许文博"), office.add("单文静")
    office.meet(first, second)
    desk = office.sit()
    desk.open()
    desk.click("road.meetings.rest")
    first.act(Action.GIVE_UP, Role.EMPLOYER)
    desk.tab.press(*CONFIRM)
    assert desk.desk.preview.is_open()
    said = desk.tab.find(Callout, "road.meetings.preview.problem").accessibleName()
    assert "许文博" in said and "其余 1 人已登记" in said
    assert second.stored().stage is Stage.AWAITING_RESULTS_PUBLICITY
    desk.press(Qt.Key.Key_Escape)
    assert desk.results() == {"许文博": "已放弃申报", "单文静": "通过"}


def test_when_all_is_recorded_the_way_leads_to_the_publicity_of_the_results(office: Office) -> None:
    person, failed = office.add("许文博"), office.add("单文静")
    office.meet(person, failed)
    publicity = TabEntry("publicity", "公示管理", frozenset({Role.COMMITTEE}), PublicityDeskTab)
    desk = office.sit(others=(publicity,))
    desk.open()
    desk.press(Qt.Key.Key_P, Qt.Key.Key_F)
    finished: Callout = desk.tab.find(Callout, "road.meetings.finished")
    assert finished.title() == "评审结果都登记了"
    assert desk.desk.pane.to_publish() == (person.declaration_id,)
    finished.link_activated.emit("publish")
    desk.tab.wait()
    page = desk.tab.shell.findChild(PublicityDeskTab)
    assert page is not None and page.isVisible()
    assert [row.names for row in page.list.model.ticked()] == [("许文博",)]


def test_a_long_list_is_recorded_in_one_go(office: Office) -> None:
    people = [office.add(f"申报人{n:03}") for n in range(60)]
    office.meet(*people)
    desk = office.sit()
    desk.open()
    desk.click("road.meetings.rest")
    desk.tab.press(*CONFIRM, settle=False)
    desk.tab.press(Qt.Key.Key_Escape, settle=False)
    assert desk.desk.preview.is_open(), "it says what came of it"
    desk.tab.wait()
    assert not desk.desk.preview.is_open()
    assert desk.label("road.meetings.progress") == "已登记 60 / 60 人　通过 60，未通过 0"


def test_a_verdict_recorded_at_another_desk_meanwhile_stands(office: Office) -> None:
    person = office.add("许文博")
    meeting = office.meet(person)
    desk = office.sit()
    desk.open()
    office.decide(person, meeting)
    shown: list[KnownError] = []
    desk.tab.session.error_shown.connect(shown.append)
    desk.press(Qt.Key.Key_F)
    assert [d.action for d in person.decisions()] == [Action.MEETING_PASS]
    assert [error.code for error in shown] == ["C-101"]
    assert desk.results() == {"许文博": "通过"}
