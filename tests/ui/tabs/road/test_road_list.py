"""受理与评审: what waits at which desk, under which filters, how long, and the way into the dossier (DOMAIN facts §4; LOOK 17)."""

from datetime import date

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QApplication, QComboBox

from app.domain.declaration import DeclarationTab, DeclareMode, Stage
from app.domain.organisation import Role
from app.domain.paper_forms import FormStep
from app.ports.road_queries import Queue, RoadOrder
from ui.models.grouped_table import GROUP
from ui.targets import DeclarationTarget, RoadTarget, Target
from ui.widgets import roles
from ui.widgets.empty_state import EmptyState

STAGES = (
    ("陈晓东", Stage.ACCEPTANCE_REVIEW),
    ("林致远", Stage.ACCEPTANCE_REVIEW),
    ("何雨桐", Stage.HR_BUREAU_REVIEW),
    ("许文博", Stage.AWAITING_PAYMENT),
    ("王嘉树", Stage.COMMITTEE_REVIEW),
    ("方晓晨", Stage.CITY_REVIEW),
)
WAITING = {
    Role.EMPLOYER: {"登记缴费": 1},
    Role.ACCEPTANCE: {"受理点审核": 2},
    Role.HR_BUREAU: {"区县人社审核": 1},
    Role.COMMITTEE: {"评委会审核": 1},
    Role.CITY: {"市级审核": 1},
}


@pytest.mark.req("B0", "B9", "B13.1")
@pytest.mark.parametrize("role", WAITING)
def test_each_desk_finds_what_waits_for_it(road, role):
    for name, stage in STAGES:
        road.add(name, stage)
    opened = road.sit(role)
    counts = opened.queues()
    for queue, number in WAITING[role].items():
        assert counts[queue] == number
    assert counts["全部"] == sum(number for queue, number in counts.items() if queue != "全部")
    assert sum(WAITING[role].values()) == opened.page.state.waiting_count()


@pytest.mark.req("B10.5", "B10.7")
def test_the_papers_stand_with_whoever_has_them_in_hand(road):
    road.add("陈晓东", Stage.AWAITING_FORMS, form_step=FormStep.HANDED_IN.value)
    road.add("林致远", Stage.AWAITING_FORMS, municipal=True, form_step=FormStep.HANDED_IN.value)
    assert road.sit(Role.ACCEPTANCE).queues()["收、转评审表"] == 1
    at_municipal = road.sit(Role.MUNICIPAL_UNIT)
    assert at_municipal.queues()["收、盖章、转报"] == 1
    assert at_municipal.names() == ["林致远"]


def test_a_click_on_a_queue_shows_its_dossiers(road):
    for name, stage in STAGES:
        road.add(name, stage)
    opened = road.sit(Role.ACCEPTANCE)
    assert opened.names() == ["陈晓东", "林致远"]
    opened.go_to("全部")
    assert set(opened.names()) == {name for name, _ in STAGES}


@pytest.mark.req("B9")
def test_waits_are_counted_in_working_days_and_late_ones_stand_out(road):
    """2026-10-09: the National Day holidays do not count, the Sunday that makes up for one does."""
    road.add("陈晓东", Stage.ACCEPTANCE_REVIEW, on="2026-09-30")
    road.add("林致远", Stage.ACCEPTANCE_REVIEW, on="2026-09-15")
    road.add("何雨桐", Stage.ACCEPTANCE_REVIEW)
    opened = road.sit(Role.ACCEPTANCE)
    calendar, today = road.real.desk.calendar.working_days(), date(2026, 10, 9)
    days = [
        len(calendar.counted_days(since, today, start_counts=False))
        for since in (date(2026, 9, 15), date(2026, 9, 30), today)
    ]
    assert days[1] < 9, "not every day counts"
    assert opened.names() == ["林致远", "陈晓东", "何雨桐"], "who waits longest comes first"
    assert opened.column("等待") == [f"{days[0]} 个工作日", f"{days[1]} 个工作日", "今天到的"]
    inks = [opened.table.model().index(row, 11).data(roles.INK) for row in range(3)]
    assert inks == ["returned", "text", "text"]
    assert opened.note("受理点审核") == f"最久 {days[0]} 个工作日"


@pytest.mark.req("B9")
def test_who_has_not_paid_in_time_is_flagged_and_stays_open(road):
    road.add("陈晓东", Stage.AWAITING_PAYMENT, pay_until=date(2026, 10, 8))
    road.add("林致远", Stage.AWAITING_PAYMENT, pay_until=date(2026, 10, 20))
    opened = road.sit(Role.EMPLOYER)
    assert opened.names() == ["林致远"]
    assert opened.table.model().index(0, 12).data(roles.STATE_WORD) == "缴费至 10-20"
    opened.go_to("逾期未缴费")
    assert opened.names() == ["陈晓东"]
    assert opened.table.model().index(0, 12).data(roles.STATE_WORD) == "逾期未缴费"
    assert opened.acts()[0] == "登记缴费"


def test_each_filter_narrows_the_list(road):
    road.add("陈晓东", Stage.ACCEPTANCE_REVIEW, flags=2)
    road.add("林致远", Stage.ACCEPTANCE_REVIEW, mode=DeclareMode.SELF_ASSESSED, submit_no=2)
    road.add("何雨桐", Stage.ACCEPTANCE_REVIEW, municipal=True, on="2026-09-15")
    opened = road.sit(Role.ACCEPTANCE)
    tab, everybody = opened.tab, {"陈晓东", "林致远", "何雨桐"}

    def chip(key):
        tab.click(opened.button(f"chip.{key}"))
        return set(opened.names())

    assert set(opened.names()) == everybody
    assert chip("flagged") == {"陈晓东"}
    assert chip("flagged") == everybody
    assert chip("again") == {"林致远"}
    assert chip("first") == {"陈晓东", "何雨桐"}, "one of a pair turns the other off"
    assert chip("first") == everybody
    assert chip("late") == {"何雨桐"}
    assert chip("late") == everybody
    choose(opened, "unit", "示例市政设计院")
    assert opened.names() == ["何雨桐"]
    assert opened.queues()["受理点审核"] == 1, "the counts follow the filters"
    choose(opened, "unit", "全部单位")
    choose(opened, "mode", "自评申报")
    assert opened.names() == ["林致远"]


def choose(opened, name: str, words: str) -> None:
    combo = opened.tab.find(QComboBox, f"road.{name}")
    combo.setCurrentIndex(combo.findText(words))
    combo.activated.emit(combo.currentIndex())
    opened.tab.wait()


def test_the_search_knows_names_readings_and_units(road):
    road.add("chenxiaodong", Stage.ACCEPTANCE_REVIEW)
    road.add("林致远", Stage.ACCEPTANCE_REVIEW, municipal=True)
    opened = road.sit(Role.ACCEPTANCE)
    opened.tab.press(Qt.Key.Key_Slash)
    search = QApplication.focusWidget()
    assert search is not None
    QTest.keyClicks(search, "chen")
    opened.tab.wait()
    assert opened.names() == ["chenxiaodong"]
    opened.page.list.search.setText("市政设计院")
    opened.tab.wait()
    assert opened.names() == ["林致远"]
    opened.page.list.search.setText("没有这个人")
    opened.tab.wait()
    assert opened.tab.shows("road.empty")
    opened.tab.click(opened.button("empty_go"))
    assert len(opened.names()) == 2


def test_by_unit_a_row_heads_each_unit_and_ticks_all_of_it(road):
    road.add("陈晓东", Stage.ACCEPTANCE_REVIEW, on="2026-09-30")
    road.add("林致远", Stage.ACCEPTANCE_REVIEW)
    road.add("何雨桐", Stage.ACCEPTANCE_REVIEW, municipal=True)
    opened = road.sit(Role.ACCEPTANCE)
    opened.page.state.set_order(RoadOrder.UNIT)
    opened.tab.wait()
    model = opened.table.model()
    heads = [row for row in range(model.rowCount()) if model.index(row, 0).data(GROUP)]
    assert [opened.names()[row] for row in heads] == ["示例市政设计院", "示例建设工程有限公司"]
    assert model.index(heads[1], 2).data(roles.ITEM) == "2 份　最久 2 个工作日"
    assert opened.column("#") == ["", "1", "", "2", "3"]
    opened.stand_on("示例建设工程有限公司")
    opened.tab.press(Qt.Key.Key_X)
    assert {row.name for row in opened.page.chosen_rows()} == {"陈晓东", "林致远"}
    assert opened.tab.find(QAbstractButton, "road.clear").isVisible()
    opened.tab.press(Qt.Key.Key_Escape)
    assert opened.page.state.model.tick_count() == 0


@pytest.mark.req("B0")
@pytest.mark.parametrize("role", [Role.ACCEPTANCE, Role.COMMITTEE, Role.CITY])
def test_enter_opens_the_dossier_where_it_is_reviewed(road, role):
    person = road.add("陈晓东", Stage.CITY_REVIEW)
    opened = road.sit(role)
    opened.go_to("全部")
    asked: list[Target] = []
    opened.tab.session.navigated.connect(asked.append)
    opened.tab.press(Qt.Key.Key_Return)
    assert asked == [DeclarationTarget(DeclarationTab.ALL, declaration_id=person.declaration_id)]
    review = opened.tab.shell.pages.currentWidget()
    assert review.objectName() == "declarations" and review.in_review()
    assert review.desk.dossier.applicant.name == "陈晓东"


def test_a_link_leads_to_a_queue_and_a_name(road):
    for name, stage in STAGES:
        road.add(name, stage)
    opened = road.sit(Role.ACCEPTANCE)
    opened.page.open_target(RoadTarget(Queue.ALL.value, "林致远"))
    opened.tab.wait()
    assert (opened.page.state.wanted.queue, opened.names()) == (Queue.ALL, ["林致远"])
    opened.page.open_target(RoadTarget())
    opened.tab.wait()
    assert opened.page.state.wanted.queue is Queue.REVIEW
    assert opened.names() == ["陈晓东", "林致远"]


def test_an_empty_queue_leads_to_the_next_work(road):
    road.add("陈晓东", Stage.AWAITING_FORMS, form_step=FormStep.HANDED_IN.value)
    opened = road.sit(Role.ACCEPTANCE)
    assert opened.names() == ["陈晓东"], "it opens where the work is"
    opened.go_to("受理点审核")
    empty = opened.tab.find(EmptyState, "road.empty")
    assert empty.isVisible()
    assert opened.button("empty_go").text() == "去办收、转评审表 1 份"
    opened.tab.press(Qt.Key.Key_Return)
    assert opened.names() == ["陈晓东"]


def test_in_a_narrow_window_a_box_holds_the_queues(road):
    for name, stage in STAGES:
        road.add(name, stage)
    opened = road.sit(Role.ACCEPTANCE, size=(1024, 576))
    assert not opened.page.stages.isVisible()
    box = opened.tab.find(QComboBox, "road.stage_combo")
    assert box.currentText() == "受理点审核　2"
    box.setCurrentIndex(box.count() - 1)
    box.activated.emit(box.count() - 1)
    opened.tab.wait()
    assert len(opened.names()) == len(STAGES)


def test_the_committee_sees_all_its_queues_at_once_and_its_window_is_not_widened(road):
    road.add("陈晓东", Stage.CITY_REVIEW)
    opened = road.sit(Role.COMMITTEE)
    assert opened.tab.shell.width() == 1366
    view = opened.page.stages.view
    last = view.visualRect(view.model().index(view.model().rowCount() - 1, 0))
    assert last.bottom() <= view.viewport().height()
