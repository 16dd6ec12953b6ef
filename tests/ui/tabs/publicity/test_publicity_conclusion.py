"""写结论: one 通过 for everybody who is ready, each with an opinion of their own (A4.4, A4.6-A4.8, A5.3)."""

from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QAbstractButton, QLabel, QPlainTextEdit

from app.domain.commands import RecordObjection
from app.domain.decision import Action
from app.domain.declaration import Stage
from app.ports.queries import PublicityTab
from app.usecases.handle_objection import record_objection
from tests.factories import make_id
from tests.ui.tabs.publicity.conftest import write
from ui.tabs.publicity.view import PublicityDeskTab
from ui.targets import PublicityTarget
from ui.widgets.callout import Callout

CTRL = Qt.KeyboardModifier.ControlModifier


def opinions(tab) -> list[QPlainTextEdit]:
    fields = tab.shell.findChildren(QPlainTextEdit, "publicity.pass.opinion")
    return [field for field in fields if field.isVisible()]


def object_to(unit, publicity_id, declaration) -> None:
    publicity = unit.publicity(publicity_id)
    desk = unit.real.desk
    command = RecordObjection(
        make_id(),
        unit.real.office.actor,
        publicity_id,
        publicity.rev,
        declaration.id,
        "匿名来信",
        publicity.end,
        "业绩不实",
    )
    record_objection(command, unit.real.new_uow, desk.clock, desk.plan_kits)


@pytest.mark.req("A4.6", "A4.7", "A4.8", "A5.3")
def test_everybody_who_is_ready_is_passed_with_an_opinion_of_their_own(unit):
    people = [unit.add(name) for name in ("许文博", "单文静")]
    unit.start_held(*people)
    tab = unit.open()
    assert tab.find(QAbstractButton, "publicity.conclude").text() == "写结论 2 人"
    tab.press(Qt.Key.Key_P)
    first, second = opinions(tab)
    assert first.toPlainText() == (
        "经审核,许文博同志符合水利工程师职务任职资格申报条件,申报材料完整无误,"
        "并于09月17日至23日在单位一楼公告栏进行了5个工作日的公示,无异议,同意推荐"
    )
    assert "不利影响由个人和推荐单位负责" in tab.find(QLabel, "publicity.pass.duty").text()
    second.setPlainText("经审核,单文静同志符合条件,同意推荐")
    assert unit.declaration(people[0]).stage is Stage.IN_PUBLICITY
    tab.press(Qt.Key.Key_Return, CTRL)
    for person in people:
        assert unit.declaration(person).stage is Stage.COMMITTEE_REVIEW
    decided = [unit.real.decisions(person.id)[-1] for person in people]
    assert [d.action for d in decided] == [Action.PASS, Action.PASS]
    assert decided[0].opinion.startswith("经审核,许文博同志")
    assert decided[1].opinion == "经审核,单文静同志符合条件,同意推荐"
    assert not tab.shows("publicity.pass") and tab.shell.toast.text() == "已通过 2 份"
    assert [tab.page.list.tabs.count_of(n) for n in range(5)] == [0, 0, 0, 0, 1]


def test_a_second_order_while_one_runs_writes_nothing_and_loses_no_answer(unit):
    people = [unit.add(name) for name in ("许文博", "单文静")]
    unit.start_held(*people)
    tab = unit.open()
    members = tab.page.running.dossier.members
    writes = tab.page.actions_.writes
    answers: list[Any] = []
    writes.passed.connect(answers.append)
    writes.pass_all([(member, "同意推荐") for member in members])
    writes.pass_all([(members[1], "另一份意见")])
    tab.wait()
    assert [answer.through for answer in answers] == [tuple(person.id for person in people)]
    assert [unit.real.decisions(person.id)[-1].opinion for person in people] == ["同意推荐"] * 2


@pytest.mark.req("A4.6")
def test_an_ended_publicity_shows_the_opinion_that_was_written(unit):
    unit.start_held(unit.add("许文博"))
    tab = unit.open()
    tab.press(Qt.Key.Key_P)
    opinions(tab)[0].setPlainText("经审核,许文博同志符合条件,同意推荐")
    tab.press(Qt.Key.Key_Return, CTRL)
    tab.page.open_target(PublicityTarget(PublicityTab.ENDED))
    tab.wait()
    assert tab.page.running.opinion.text.text() == "经审核,许文博同志符合条件,同意推荐"
    assert tab.page.running.pill.word() == "已结束"
    assert not tab.find(QAbstractButton, "publicity.conclude").isEnabled()


@pytest.mark.req("A4.4", "A4.7")
def test_who_has_an_open_objection_is_left_out_by_name(unit):
    people = [unit.add(name) for name in ("许文博", "单文静")]
    publicity_id = unit.start_held(*people)
    object_to(unit, publicity_id, people[1])
    tab = unit.open()
    tab.press(Qt.Key.Key_P)
    left_out = tab.find(Callout, "publicity.pass.left_out")
    assert left_out.title() == "不在这次里 1 人"
    assert "单文静" in left_out.accessibleName() and "异议" in left_out.accessibleName()
    assert len(opinions(tab)) == 1
    tab.press(Qt.Key.Key_Return, CTRL)
    assert unit.declaration(people[0]).stage is Stage.COMMITTEE_REVIEW
    assert unit.declaration(people[1]).stage is Stage.EMPLOYER_REVIEW


@pytest.mark.req("A4.6")
def test_nobody_is_passed_without_an_opinion(unit):
    person = unit.add("许文博")
    unit.start_held(person)
    tab = unit.open()
    tab.press(Qt.Key.Key_P)
    opinions(tab)[0].clear()
    confirm = tab.find(QAbstractButton, "publicity.pass.confirm")
    assert not confirm.isEnabled()
    assert tab.page.actions_.passing.footer.reason.text() == "许文博 还没有审查意见"
    tab.press(Qt.Key.Key_Return, CTRL)
    assert unit.declaration(person).stage is Stage.IN_PUBLICITY


@pytest.mark.req("A4.7")
def test_one_that_is_refused_stays_with_its_reason_and_the_others_are_through(unit):
    people = [unit.add(name) for name in ("许文博", "单文静")]
    publicity_id = unit.start_held(*people)
    tab = unit.open()
    tab.press(Qt.Key.Key_P)
    object_to(unit, publicity_id, people[0])  # by another desk, while the sheet is open
    tab.press(Qt.Key.Key_Return, CTRL)
    assert unit.declaration(people[1]).stage is Stage.COMMITTEE_REVIEW
    assert unit.declaration(people[0]).stage is Stage.EMPLOYER_REVIEW
    assert tab.shows("publicity.pass") and len(opinions(tab)) == 1
    assert "许文博" in opinions(tab)[0].toPlainText()
    problems = [c for c in tab.page.actions_.passing.findChildren(Callout) if c.isVisible()]
    assert any("C-101" in callout.accessibleName() for callout in problems)


def test_z_takes_the_conclusion_of_all_back(unit):
    people = [unit.add(name) for name in ("许文博", "单文静")]
    unit.start_held(*people)
    tab = unit.open()
    tab.press(Qt.Key.Key_P)
    tab.press(Qt.Key.Key_Return, CTRL)
    tab.press(Qt.Key.Key_Z)
    for person in people:
        assert unit.declaration(person).stage is Stage.IN_PUBLICITY
    assert tab.page.list.tabs.count_of(2) == 1


def test_an_edited_opinion_survives_esc(unit):
    unit.start_held(unit.add("许文博"))
    tab = unit.open()
    tab.press(Qt.Key.Key_P)
    write(opinions(tab)[0], "（补充）")
    typed = opinions(tab)[0].toPlainText()
    tab.press(Qt.Key.Key_Escape)
    assert not tab.shows("publicity.pass")
    tab.press(Qt.Key.Key_P)
    assert opinions(tab)[0].toPlainText() == typed and "（补充）" in typed


def test_the_desk_fits_a_narrow_window(unit):
    unit.start(unit.add("许文博"), unit.add("单文静"), unit.add("黎子轩"))
    tab = unit.open(size=(1024, 576))
    page: PublicityDeskTab = tab.page
    assert (tab.shell.width(), tab.shell.height()) == (1024, 576)
    assert page.list.width() == 320
