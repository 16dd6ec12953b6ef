"""通过 for many in 受理与评审: everybody by name, who is left out and why, one click, Z (picture 17; A5.1, A5.3, B9)."""

from dataclasses import replace
from datetime import date

import pytest
from PySide6.QtCore import QDate, Qt
from PySide6.QtWidgets import QAbstractButton, QDateEdit, QLabel, QPlainTextEdit

from app.domain.declaration import Stage
from app.domain.errors import EnvironmentFault
from app.domain.organisation import Role
from tests.desk_fixtures import with_desk
from tests.ui.tabs.road.conftest import Road, say_done_at
from ui.tabs.road.acts.recorder import PORTION
from ui.tabs.road.bulk_pass_sheet import BulkPassSheet
from ui.widgets.callout import Callout

CTRL = Qt.KeyboardModifier.ControlModifier
POINT, BUREAU = Stage.ACCEPTANCE_REVIEW, Stage.HR_BUREAU_REVIEW
NAMES = ("陈晓东", "林致远", "何雨桐")


def begin(opened, *names: str) -> BulkPassSheet:
    opened.tick(*names)
    opened.tab.press(Qt.Key.Key_P)
    sheet: BulkPassSheet = opened.page.desk.passing
    assert sheet.is_open()
    return sheet


def confirm(opened) -> None:
    opened.tab.press(Qt.Key.Key_Return, CTRL)


def stages(people) -> list[Stage]:
    return [person.stored().stage for person in people]


@pytest.mark.req("A5.1", "A5.3")
def test_everybody_is_named_and_who_has_open_checks_is_left_out_with_the_reason(road: Road) -> None:
    people = [road.add(name, POINT, flags=2 if name == "林致远" else 0) for name in NAMES]
    opened = road.sit(Role.ACCEPTANCE)
    sheet = begin(opened, *NAMES)
    assert sheet.names.names() == ["陈晓东", "何雨桐"]
    left = sheet.left_out.entries()
    assert [one.row.name for one in left] == ["林致远"] and "个工作日" not in left[0].reason
    assert left[0].reason
    duty = opened.tab.find(QLabel, "road.bulk.duty").text()
    assert "不利影响由个人和推荐单位负责" in duty and "真实性" in duty
    assert opened.button("bulk.confirm").text() == "通过 2 份"
    assert stages(people) == [POINT] * 3, "nothing is written before the confirmation"
    confirm(opened)
    assert stages(people) == [BUREAU, POINT, BUREAU]
    assert not sheet.is_open()
    assert say_done_at(opened) == "已通过 2 份"
    assert {person.decisions()[-1].opinion for person in people if person.decisions()} != {""}


def test_z_takes_them_back_together(road: Road) -> None:
    people = [road.add(name, POINT) for name in NAMES]
    opened = road.sit(Role.ACCEPTANCE)
    begin(opened, *NAMES)
    confirm(opened)
    assert stages(people) == [BUREAU] * 3
    opened.tab.press(Qt.Key.Key_Z)
    assert stages(people) == [POINT] * 3


def test_whoever_was_opened_is_in_the_next_time(road: Road) -> None:
    person = road.add("林致远", POINT, flags=1)
    road.add("陈晓东", POINT)
    opened = road.sit(Role.ACCEPTANCE)
    sheet = begin(opened, "林致远", "陈晓东")
    opened.tab.click(opened.tab.find(QAbstractButton, f"road.left_out.{person.declaration_id}"))
    opened.tab.wait()
    assert not sheet.is_open()
    assert opened.tab.shell.pages.currentWidget() is not opened.page
    opened.tab.shell.show_tab("tab")
    opened.tab.wait()
    opened.page.list.focus_list()
    opened.tab.press(Qt.Key.Key_P)
    assert sheet.names.names() == ["林致远", "陈晓东"]
    assert not sheet.left_out.entries()


@pytest.mark.req("B9")
def test_the_bureau_says_until_when_to_pay_and_everybody_gets_an_opinion_of_their_own(road: Road) -> None:
    people = [road.add(name, BUREAU) for name in NAMES[:2]]
    opened = road.sit(Role.HR_BUREAU)
    sheet = begin(opened, *NAMES[:2])
    day = opened.tab.find(QDateEdit, "road.bulk.pay_until")
    day.setDate(QDate(2026, 10, 8))
    assert not opened.button("bulk.confirm").isEnabled()
    assert sheet.footer.reason.text() == "缴费截止日已过"
    day.setDate(QDate(2026, 10, 30))
    opened.tab.find(QPlainTextEdit, "road.bulk.opinion").setPlainText("【姓名】（【单位】）符合条件，同意")
    confirm(opened)
    assert stages(people) == [Stage.AWAITING_PAYMENT] * 2
    assert [person.stored().pay_until for person in people] == [date(2026, 10, 30)] * 2
    said = [person.decisions()[-1].opinion for person in people]
    assert said == [f"{name}（{road.offices.firm.unit.name}）符合条件，同意" for name in NAMES[:2]]


def test_one_that_somebody_else_changed_is_named_and_stops_nobody(road: Road) -> None:
    people = [road.add(name, POINT) for name in NAMES]
    opened = road.sit(Role.ACCEPTANCE)
    sheet = begin(opened, *NAMES)
    with road.real.uow() as uow:
        stored = uow.declarations.get(people[1].declaration_id)
        uow.declarations.save(replace(stored, rev=stored.rev + 1))
        uow.commit()
    confirm(opened)
    assert stages(people) == [BUREAU, POINT, BUREAU]
    refused = opened.tab.find(Callout, "road.bulk.refused")
    assert "2 份已通过。1 份没有通过" in refused.accessibleName() and "林致远" in refused.accessibleName()
    assert sheet.is_open() and not opened.tab.shows("road.bulk.confirm")
    opened.tab.press(Qt.Key.Key_Escape)
    assert not sheet.is_open()


def test_what_waits_elsewhere_is_left_out_by_its_stage(road: Road) -> None:
    road.add("陈晓东", POINT)
    road.add("林致远", BUREAU)
    opened = road.sit(Role.ACCEPTANCE)
    opened.go_to("全部")
    sheet = begin(opened, "陈晓东", "林致远")
    assert sheet.names.names() == ["陈晓东"]
    assert [one.reason for one in sheet.left_out.entries()] == ["现在是区县人社审核，不在这里审核"]


def test_nothing_to_pass_opens_nothing(road: Road) -> None:
    road.add("林致远", BUREAU)
    opened = road.sit(Role.ACCEPTANCE)
    opened.go_to("全部")
    opened.stand_on("林致远")
    opened.tab.press(Qt.Key.Key_P)
    assert not opened.page.desk.passing.is_open()
    assert not opened.tab.shows("road.pass")


def test_a_full_disk_leaves_the_rest_as_it_was_and_says_so(road: Road) -> None:
    people = [road.add(name, POINT) for name in NAMES]
    desk = road.real.desk
    written: list[int] = []

    def new_unit_of_work():
        written.append(1)
        if len(written) > 1:
            raise EnvironmentFault("E-204")
        return desk.new_unit_of_work()

    opened = road.sit(Role.ACCEPTANCE, desk=with_desk(road.real, new_unit_of_work=new_unit_of_work))
    sheet = begin(opened, *NAMES)
    written.clear()
    confirm(opened)
    assert sorted(stages(people), key=str) == sorted([BUREAU, POINT, POINT], key=str)
    refused = opened.tab.find(Callout, "road.bulk.refused").accessibleName()
    assert "1 份已通过。2 份没有通过" in refused and "E-204" in refused
    assert sheet.is_open()
    opened.tab.press(Qt.Key.Key_Escape)
    assert opened.page.state.model.tick_count() == 2, "who is left can be passed at once when there is room"


def test_many_can_be_stopped_between_two_portions(road: Road) -> None:
    people = [road.add(f"陈{number}", POINT) for number in range(PORTION + 3)]
    opened = road.sit(Role.ACCEPTANCE)
    opened.tab.press(Qt.Key.Key_A, CTRL)
    opened.tab.press(Qt.Key.Key_P)
    sheet = opened.page.desk.passing
    opened.tab.press(Qt.Key.Key_Return, CTRL, settle=False)
    assert opened.button("bulk.cancel").text() == "停止"
    assert sheet.footer.reason.text() == f"已通过 0 / {PORTION + 3} 份"
    opened.tab.press(Qt.Key.Key_Escape)
    assert stages(people).count(BUREAU) == PORTION
    said = opened.tab.find(Callout, "road.bulk.refused").accessibleName()
    assert said.startswith(f"{PORTION} 份已通过。3 份没有通过")
    opened.tab.press(Qt.Key.Key_Escape)
    opened.tab.press(Qt.Key.Key_Z)
    assert stages(people) == [POINT] * (PORTION + 3)


def test_one_with_an_open_objection_is_not_passed_by_the_committee(road: Road) -> None:
    road.add("陈晓东", Stage.COMMITTEE_REVIEW, open_objections=1)
    road.add("林致远", Stage.COMMITTEE_REVIEW)
    opened = road.sit(Role.COMMITTEE)
    opened.go_to("评委会审核")
    sheet = begin(opened, "陈晓东", "林致远")
    assert sheet.names.names() == ["林致远"]
    assert [one.reason for one in sheet.left_out.entries()] == ["有 1 件异议还没有处理"]


def test_who_is_left_out_stands_there_in_full_also_the_second_time(road: Road) -> None:
    road.add("林致远", POINT, flags=1)
    road.add("陈晓东", POINT, flags=1)
    opened = road.sit(Role.ACCEPTANCE)
    heights = []
    for _ in range(2):
        box = begin(opened, "林致远", "陈晓东").left_out
        opened.tab.wait()
        heights.append(box.height())
        opened.tab.press(Qt.Key.Key_Escape)
    assert heights[0] == heights[1] > 100
