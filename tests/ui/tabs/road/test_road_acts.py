"""The foot of 受理与评审: the acts of each desk with their keys, their sheets over the page, and Z (seed B 二(七)-(十二))."""

from datetime import date

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLineEdit, QMenu

from app.domain.decision import Action
from app.domain.declaration import Stage
from app.domain.organisation import Role
from app.domain.paper_forms import FormStep
from tests.ui.tabs.road.conftest import say_done_at

CTRL = Qt.KeyboardModifier.ControlModifier
ARRIVED = FormStep.COMMITTEE_RECEIVED
OFFERED = (
    (Role.EMPLOYER, Stage.AWAITING_PAYMENT, "", "登记缴费"),
    (Role.EMPLOYER, Stage.AWAITING_FORMS, "", "登记导出"),
    (Role.ACCEPTANCE, Stage.AWAITING_FORMS, FormStep.HANDED_IN, "登记收到"),
    (Role.COMMITTEE, Stage.AWAITING_FORMS, FormStep.FORWARDED, "登记收到"),
    (Role.COMMITTEE, Stage.AWAITING_REPORT, ARRIVED, "报送评审结果"),
    (Role.CITY, Stage.CITY_REVIEW, ARRIVED, "审核同意"),
    (Role.CITY, Stage.AWAITING_DOCUMENT, ARRIVED, "登记发文"),
    (Role.CITY, Stage.AWAITING_CERTIFICATE, ARRIVED, "登记证书"),
    (Role.COMMITTEE, Stage.AWAITING_FORMS_BACK, ARRIVED, "登记退回"),
    (Role.ACCEPTANCE, Stage.AWAITING_FORMS_BACK, FormStep.BACK_RECEIVED, "登记退申报人"),
)


@pytest.mark.req("B9", "B10.1", "B10.5", "B10.6", "B12.2", "B13.1", "B13.2", "B14.1", "B14.2")
@pytest.mark.parametrize(("role", "stage", "step", "title"), OFFERED)
def test_the_next_act_of_each_desk_stands_first_and_opens_with_1(road, role, stage, step, title):
    road.add("陈晓东", stage, form_step=str(step), pay_until=date(2026, 10, 20))
    opened = road.sit(role)
    opened.go_to("全部")
    assert opened.acts()[0] == title
    opened.tab.press(Qt.Key.Key_1)
    sheet = opened.page.desk.sheets.open_sheet()
    assert sheet is not None and sheet.isVisible()
    assert sheet.case.rows[0].name == "陈晓东"
    opened.tab.press(Qt.Key.Key_Escape)
    assert opened.page.desk.sheets.open_sheet() is None


@pytest.mark.req("B9")
def test_an_act_is_recorded_and_the_list_and_the_badge_follow(road, qtbot):
    person = road.add("陈晓东", Stage.AWAITING_PAYMENT, pay_until=date(2026, 10, 20))
    road.add("林致远", Stage.AWAITING_PAYMENT, pay_until=date(2026, 10, 20))
    opened = road.sit(Role.EMPLOYER)
    pay(opened, "陈晓东")
    assert person.stored().stage is Stage.AWAITING_FORMS
    assert opened.names() == ["林致远"]
    assert opened.queues() == opened.queues() | {"登记缴费": 1, "报送评审表": 1}
    assert say_done_at(opened) == "已登记缴费 陈晓东"
    facts = opened.tab.session.facts
    with qtbot.waitSignal(facts.updated):
        pass
    assert facts.facts.road_waiting == 2
    assert opened.page.desk.sheets.open_sheet() is None


@pytest.mark.req("B9")
def test_z_takes_back_what_was_done_last_and_then_what_was_done_before(road):
    first = road.add("陈晓东", Stage.AWAITING_PAYMENT, pay_until=date(2026, 10, 20))
    second = road.add("林致远", Stage.AWAITING_PAYMENT, pay_until=date(2026, 10, 20))
    opened = road.sit(Role.EMPLOYER)
    pay(opened, "陈晓东")
    pay(opened, "林致远")
    assert opened.button("undo").text() == "撤销（120 秒）"
    opened.go_to("全部")
    opened.tab.press(Qt.Key.Key_Z)
    assert [p.stored().stage for p in (first, second)] == [Stage.AWAITING_FORMS, Stage.AWAITING_PAYMENT]
    assert say_done_at(opened) == "已撤销：已登记缴费 林致远"
    opened.tab.click(opened.button("undo"))
    assert first.stored().stage is Stage.AWAITING_PAYMENT
    assert not opened.tab.shows("road.undo")
    opened.tab.press(Qt.Key.Key_Z)
    assert say_done_at(opened).startswith("没有能撤销的")


def test_after_two_minutes_nothing_can_be_taken_back(road):
    person = road.add("陈晓东", Stage.AWAITING_PAYMENT, pay_until=date(2026, 10, 20))
    opened = road.sit(Role.EMPLOYER)
    pay(opened, "陈晓东")
    road.real.clock.advance(seconds=121)
    opened.page.desk.show_undo()
    assert not opened.tab.shows("road.undo")
    opened.tab.press(Qt.Key.Key_Z)
    assert person.stored().stage is Stage.AWAITING_FORMS


def test_an_act_for_several_is_for_those_that_are_ticked(road):
    people = [road.add(name, Stage.AWAITING_FORMS) for name in ("陈晓东", "林致远", "何雨桐")]
    opened = road.sit(Role.EMPLOYER)
    opened.go_to("报送评审表")
    opened.tick("陈晓东", "何雨桐")
    assert opened.page.list.bar._about.text() == "已选 2 条"
    opened.tab.press(Qt.Key.Key_1)
    opened.tab.press(Qt.Key.Key_Return, CTRL)
    steps = [person.stored().form_step for person in people]
    assert steps == [FormStep.EXPORTED.value, "", FormStep.EXPORTED.value]


def test_what_has_no_room_stands_under_more_with_its_number(road):
    road.add("陈晓东", Stage.AWAITING_PAYMENT, pay_until=date(2026, 10, 8))
    road.add("林致远", Stage.AWAITING_FORMS, form_step=FormStep.HANDED_IN.value)
    opened = road.sit(Role.EMPLOYER)
    opened.go_to("全部")
    opened.tick("陈晓东", "林致远")
    shown = opened.acts()
    offers = [offer.title for offer in opened.page.desk.offers]
    rest = [a.text() for a in opened.button("more").findChild(QMenu).actions()] if len(offers) > 3 else []
    assert shown == offers[:3]
    assert rest == [f"{title}\t{n}" for n, title in enumerate(offers[3:], 4)]


def test_a_letter_typed_into_the_search_does_nothing_else(road):
    road.add("陈晓东", Stage.AWAITING_PAYMENT, pay_until=date(2026, 10, 20))
    opened = road.sit(Role.EMPLOYER)
    opened.tab.press(Qt.Key.Key_Slash)
    opened.tab.press(Qt.Key.Key_1)
    assert opened.page.desk.sheets.open_sheet() is None
    assert opened.page.list.search.text() == "1"


@pytest.mark.req("B10.5")
def test_a_button_that_waits_for_somebody_else_says_who(road):
    road.add("陈晓东", Stage.AWAITING_FORMS)
    opened = road.sit(Role.ACCEPTANCE)
    opened.go_to("评审表在路上")
    opened.tab.press(Qt.Key.Key_1)
    assert opened.page.desk.sheets.open_sheet() is None
    assert "单位" in opened.page.list.bar.reason.text()


def pay(opened, name: str) -> None:
    """登记缴费 for one person, with what the sheet asks."""
    opened.go_to("登记缴费")
    opened.stand_on(name)
    opened.tab.click(opened.button(f"act.{Action.RECORD_PAYMENT.value}"))
    sheet = opened.page.desk.sheets.open_sheet()
    for line in sheet.fields:
        field = line.findChild(QLineEdit)
        if field is not None and not line.value():
            field.setText("200")
    opened.tab.press(Qt.Key.Key_Return, CTRL)
