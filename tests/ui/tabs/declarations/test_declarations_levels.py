"""职称申报资格审查 at 受理点, 区县人社, 评委会办公室: they review 逐条逐项 too; 市直单位 and the city read (seed B head; A3.5, B9)."""

from datetime import UTC, date, datetime

import pytest
from PySide6.QtCore import QDate, Qt
from PySide6.QtWidgets import QAbstractButton, QDateEdit, QPlainTextEdit

from app.domain.decision import Action
from app.domain.declaration import Route, Stage
from app.domain.organisation import Role
from app.domain.plan import PlanWindow
from tests.copies import add_office
from tests.factories import make_decision, make_kit
from tests.ui.tabs.declarations.declaring import BUILDING, CTRL
from ui.dialogs.return_sheet.defect_row import DefectRow
from ui.pass_proposals import propose_pay_until
from ui.widgets.form_rows import FieldRow
from ui.widgets.labels import TextLabel
from ui.widgets.sub_tabs import SubTabs
from ui.widgets.table_view import TableView

STAGE = {
    Role.ACCEPTANCE: Stage.ACCEPTANCE_REVIEW,
    Role.HR_BUREAU: Stage.HR_BUREAU_REVIEW,
    Role.COMMITTEE: Stage.COMMITTEE_REVIEW,
}
NEXT = {
    Role.ACCEPTANCE: (Stage.HR_BUREAU_REVIEW, "区县人社部门"),
    Role.HR_BUREAU: (Stage.AWAITING_PAYMENT, "缴费"),
    Role.COMMITTEE: (Stage.AWAITING_APPLICANTS_PUBLICITY, "评委会公示"),
}
ABOVE = tuple(STAGE)


class Levels:
    """Declarations that have come to the offices of a road; ``sit`` changes who sits at the desk."""

    def __init__(self, real, declaring):
        self.real, self.declaring = real, declaring
        self.employer = real.office
        self.offices = {
            role: add_office(real.new_uow, name=f"示例{role.value}", role=role)
            for role in Role
            if role is not Role.EMPLOYER
        }
        self.route = Route(
            acceptance_id=self.offices[Role.ACCEPTANCE].unit.id,
            hr_bureau_id=self.offices[Role.HR_BUREAU].unit.id,
            municipal_id=self.offices[Role.MUNICIPAL_UNIT].unit.id,
            committee_id=self.offices[Role.COMMITTEE].unit.id,
        )

    def arrive(self, name, stage, **changes):
        return self.declaring.add(name, stage, plan=BUILDING, route=self.route, **changes)

    def sit(self, role, *read):
        """At the office; ``read``: declarations whose sections its account has read."""
        self.real.office = self.offices[role]
        for declaration in read:
            self.declaring.tick_all(declaration)

    def stored(self, declaration):
        return self.declaring.stored(declaration)


@pytest.fixture
def levels(real_desk, declaring):
    return Levels(real_desk, declaring)


def button(tab, name: str) -> QAbstractButton:
    return tab.find(QAbstractButton, f"declarations.{name}")


def facts_of(tab) -> dict[str, str]:
    rows = tab.page.pass_sheet.findChildren(FieldRow)
    return {row.block().label: row.block().value for row in rows if row.isVisible()}


@pytest.mark.req("B0", "A4.8")
@pytest.mark.parametrize("role", ABOVE)
def test_a_level_passes_what_arrived_and_the_sheet_says_where_it_goes(levels, reviewed, role):
    arrived = levels.arrive("林致远", STAGE[role])
    levels.sit(role, arrived)
    tab = reviewed(arrived)
    stage, station = NEXT[role]
    assert button(tab, "pass").text() == "通过"
    tab.press(Qt.Key.Key_P)
    assert facts_of(tab)["通过后提交"] == station
    tab.press(Qt.Key.Key_Return, CTRL)
    assert levels.stored(arrived).stage is stage
    (decision,) = levels.real.decisions(arrived.id)
    assert (decision.action, decision.actor) == (Action.PASS, levels.offices[role].actor)
    assert "林致远同志" in decision.opinion


@pytest.mark.req("A5.1", "A5.3")
def test_the_binding_texts_stand_in_the_sheet_of_every_level(levels, reviewed):
    arrived = levels.arrive("林致远", Stage.ACCEPTANCE_REVIEW)
    levels.sit(Role.ACCEPTANCE, arrived)
    tab = reviewed(arrived)
    tab.press(Qt.Key.Key_P)
    words = tab.find(TextLabel, "declarations.pass_duty").text()
    assert "本着对申报人员负责、对单位负责的态度" in words
    assert "不利影响由个人和推荐单位负责" in words


def test_the_opinion_of_a_level_may_be_left_out(levels, reviewed):
    arrived = levels.arrive("林致远", Stage.ACCEPTANCE_REVIEW)
    levels.sit(Role.ACCEPTANCE, arrived)
    tab = reviewed(arrived)
    tab.press(Qt.Key.Key_P)
    tab.find(QPlainTextEdit, "declarations.opinion").setPlainText("")
    tab.press(Qt.Key.Key_Return, CTRL)
    (decision,) = levels.real.decisions(arrived.id)
    assert (decision.action, decision.opinion) == (Action.PASS, "")


@pytest.mark.req("B9")
def test_the_bureau_says_until_when_to_pay(levels, reviewed):
    arrived = levels.arrive("林致远", Stage.HR_BUREAU_REVIEW)
    levels.sit(Role.HR_BUREAU, arrived)
    tab = reviewed(arrived)
    tab.press(Qt.Key.Key_P)
    field = tab.find(QDateEdit, "declarations.pay_until")
    assert field.date() == QDate(2026, 10, 24), "15 days from today: the plan knows no window"
    field.setDate(QDate(2026, 10, 1))
    assert not button(tab, "pass_confirm").isEnabled(), "2026-10-09 is after it"
    field.setDate(QDate(2026, 10, 30))
    tab.press(Qt.Key.Key_Return, CTRL)
    assert levels.stored(arrived).stage is Stage.AWAITING_PAYMENT
    assert levels.stored(arrived).pay_until == date(2026, 10, 30)


@pytest.mark.req("B9")
def test_the_window_of_the_plan_is_proposed_until_it_is_over():
    window = PlanWindow("pay", "缴费", date(2026, 10, 12), date(2026, 10, 30), sample=False)
    kit = make_kit(windows=(window,))
    assert propose_pay_until(kit, date(2026, 10, 9)) == (
        window.end,
        "按计划的缴费时间 2026-10-12 至 2026-10-30",
    )
    day, note = propose_pay_until(kit, date(2026, 10, 31))
    assert day == date(2026, 11, 15)
    assert "已过" in note


def test_who_has_paid_before_a_return_is_not_asked_again(levels, reviewed):
    arrived = levels.arrive("林致远", Stage.HR_BUREAU_REVIEW, submit_no=2)
    paid = make_decision(
        arrived,
        levels.employer.actor,
        action=Action.RECORD_PAYMENT,
        record={"amount": "450.00", "receipt": "2026000123", "paid_on": "2026-09-30"},
        submit_no=1,
    )
    with levels.real.uow() as uow:
        uow.decisions.add(paid)
        uow.commit()
    levels.sit(Role.HR_BUREAU, arrived)
    tab = reviewed(arrived)
    tab.press(Qt.Key.Key_P)
    assert not tab.shows("declarations.pay_until")
    assert facts_of(tab)["通过后提交"] == "报送评审表"


@pytest.mark.req("A4.1")
def test_a_level_reads_section_by_section_too(levels, reviewed):
    arrived = levels.arrive("林致远", Stage.ACCEPTANCE_REVIEW)
    levels.sit(Role.ACCEPTANCE)
    tab = reviewed(arrived)
    tab.press(Qt.Key.Key_X)
    assert "basic" in levels.declaring.ticked(arrived)
    tab.press(Qt.Key.Key_P)
    assert tab.page.unread_sheet.is_open()
    tab.click(button(tab, "insist"))
    assert tab.page.pass_sheet.is_open()


@pytest.mark.req("A4.2")
@pytest.mark.parametrize("role", ABOVE)
def test_a_level_returns_with_a_notice_and_takes_it_back(levels, reviewed, role):
    arrived = levels.arrive("林致远", STAGE[role])
    levels.sit(role, arrived)
    tab = reviewed(arrived)
    tab.press(Qt.Key.Key_R)
    row = next(r for r in tab.shell.findChildren(DefectRow) if r.isVisible())
    tab.click(row.box())
    tab.press(Qt.Key.Key_Return, CTRL)
    assert levels.stored(arrived).stage is Stage.RETURNED
    (decision,) = levels.real.decisions(arrived.id)
    assert decision.action is Action.RETURN
    assert decision.notice
    tab.press(Qt.Key.Key_Z)
    assert levels.stored(arrived).stage is STAGE[role]


def test_what_was_passed_says_where_it_is_and_decides_nothing(levels, reviewed):
    sent = levels.arrive("林致远", Stage.ACCEPTANCE_REVIEW)
    levels.sit(Role.ACCEPTANCE, sent)
    tab = reviewed(sent)
    tab.press(Qt.Key.Key_P)
    tab.press(Qt.Key.Key_Return, CTRL)
    tab = reviewed(sent)
    assert "已通过，现在到区县人社审核" in tab.page.review.bar.reason.text()
    assert not any(tab.shows(f"declarations.{name}") for name in ("pass", "return", "fail"))
    assert button(tab, "reopen").isEnabled()
    assert tab.find(TextLabel, "declarations.preview_title").text() == "申报信息预览-审查通过"


@pytest.mark.req("A3.5")
@pytest.mark.parametrize("role", [Role.MUNICIPAL_UNIT, Role.CITY])
def test_a_desk_that_reviews_nothing_reads_and_says_why(levels, listed, role):
    stage = Stage.AWAITING_FORMS if role is Role.MUNICIPAL_UNIT else Stage.CITY_REVIEW
    levels.arrive("林致远", stage, form_step="handed_in" if role is Role.MUNICIPAL_UNIT else "")
    levels.sit(role)
    tab = listed()
    tabs = tab.find(SubTabs, "declarations.tabs")
    assert [tabs.tabText(place) for place in range(tabs.count())] == ["全部"]
    tab.press(Qt.Key.Key_Return)
    assert "受理与评审" in tab.page.review.bar.reason.text()
    for name in ("pass", "return", "fail", "tick.basic"):
        assert not tab.shows(f"declarations.{name}")
    for key in (Qt.Key.Key_P, Qt.Key.Key_R, Qt.Key.Key_F, Qt.Key.Key_X):
        tab.press(key)
    assert not tab.page.review.composes()
    assert not tab.page.unread_sheet.is_open()


def test_the_list_of_a_level_adds_unit_mode_number_and_arrival(levels, listed):
    arrived = datetime(2026, 10, 8, 6, 30, tzinfo=UTC)
    levels.arrive("林致远", Stage.ACCEPTANCE_REVIEW, submit_no=2, arrived_at=arrived)
    levels.arrive("赵一鸣", Stage.EMPLOYER_REVIEW)
    levels.sit(Role.ACCEPTANCE)
    tab = listed()
    model = tab.find(TableView, "declarations.table").model()
    heads = [model.headerData(n, Qt.Orientation.Horizontal) for n in range(model.columnCount())]
    assert heads == [
        *("#", "姓名", "单位", "计划名称", "专业技术资格", "申报方式", "提交", "审查状态", "到达时间"),
        "审查日志",
    ]
    assert model.rowCount() == 1, "what has not reached the point is not there"
    row = [model.index(0, n).data() for n in range(model.columnCount())]
    assert (row[1], row[2], row[5], row[6], row[8]) == (
        *("林致远", "示例建设工程有限公司", "正常申报", "第 2 次", "2026-10-08 14:30"),
    )
    assert tab.find(TextLabel, "declarations.numbers").text() == "今日已审 0　余 1"
