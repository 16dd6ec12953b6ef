"""Beginning a publicity on the desk: persons, both ends, 人工确认, entering one that took place (A4.3-A4.5)."""

import json
from datetime import UTC, date, datetime

import pytest
from PySide6.QtCore import QDate, Qt
from PySide6.QtWidgets import QAbstractButton, QDateEdit, QLineEdit, QPlainTextEdit

from app.domain.declaration import Stage
from app.domain.publicity import EndRule
from app.ports.queries import PublicityTab
from tests.ui.tabs.publicity.conftest import write
from ui.targets import PublicityTarget
from ui.widgets.callout import Callout
from ui.widgets.choice import CheckBox, RadioCard

CTRL = Qt.KeyboardModifier.ControlModifier
WAITING = PublicityTarget(PublicityTab.WAITING)


def type_place(tab, text="一楼公告栏") -> None:
    field = tab.find(QLineEdit, "publicity.place")
    field.setFocus()
    write(field, text)
    tab.wait()


def set_day(tab, name: str, day: date) -> None:
    tab.find(QDateEdit, f"publicity.{name}").setDate(QDate(day.year, day.month, day.day))
    tab.wait()


def begin(tab) -> QAbstractButton:
    return tab.find(QAbstractButton, "publicity.begin")


@pytest.mark.req("A4.3", "A4.4")
def test_several_ticked_persons_get_one_publicity(unit):
    people = [unit.add(name) for name in ("许文博", "单文静", "黎子轩")]
    tab = unit.open(WAITING)
    page = tab.page
    page.list.table.setFocus()
    tab.press(Qt.Key.Key_X)
    tab.press(Qt.Key.Key_J)
    tab.press(Qt.Key.Key_X)
    assert begin(tab).text() == "开始公示 2 人" and not begin(tab).isEnabled()
    assert page.draft.bar.reason.text() == "先填公示地点"
    tab.press(Qt.Key.Key_N)
    type_place(tab)
    assert begin(tab).isEnabled()
    tab.press(Qt.Key.Key_Return, CTRL)
    stored = unit.of(people[0])
    assert stored.members == (people[0].id, people[1].id)
    assert (stored.start, stored.end) == (date(2026, 10, 9), date(2026, 10, 15))
    assert unit.declaration(people[2]).stage is Stage.AWAITING_PUBLICITY
    assert page.list.tab is PublicityTab.RUNNING and page.list.current_id() == stored.id
    assert tab.shell.toast.text() == "已开始公示 许文博、单文静，到 10月15日"
    assert page.list.tabs.count_of(0) == 1 and page.list.tabs.count_of(1) == 1


@pytest.mark.req("A4.4")
def test_both_ends_are_shown_and_the_later_is_chosen(unit):
    unit.add("许文博")
    tab = unit.open(WAITING)
    set_day(tab, "start_date", date(2026, 9, 30))
    late = tab.find(RadioCard, "publicity.rule_start_excluded")
    early = tab.find(RadioCard, "publicity.rule_start_counted")
    assert (late.text(), early.text()) == ("2026-10-13 星期二", "2026-10-12 星期一")
    assert late.isChecked() and late.note() == "开始日不计　默认取较晚"
    tab.click(early)
    callout = tab.find(Callout, "publicity.date_problem")
    assert callout.title() == "截止日偏早" and "10月13日" in callout.accessibleName()
    assert not tab.shows("publicity.stated_source")


@pytest.mark.req("A4.4")
def test_an_end_that_is_too_early_blocks_and_a_later_one_does_not(unit):
    person = unit.add("许文博")
    tab = unit.open(WAITING)
    type_place(tab)
    set_day(tab, "start_date", date(2026, 9, 30))
    set_day(tab, "end_date", date(2026, 10, 12))
    assert not begin(tab).isEnabled()
    assert tab.find(Callout, "publicity.date_problem").title() == "截止日太早"
    set_day(tab, "end_date", date(2026, 10, 20))
    assert begin(tab).isEnabled() and not tab.shows("publicity.date_problem")
    tab.click(begin(tab))
    assert unit.of(person).end == date(2026, 10, 20)


@pytest.mark.req("A4.4")
def test_beyond_the_announced_years_the_end_is_stated_by_hand(unit):
    person = unit.add("许文博")
    tab = unit.open(WAITING)
    type_place(tab)
    set_day(tab, "start_date", date(2026, 12, 28))
    assert not begin(tab).isEnabled()
    assert "尚未公布" in tab.page.draft.bar.reason.text()
    set_day(tab, "end_date", date(2027, 1, 8))
    assert tab.page.draft.bar.reason.text() == "先写来源和理由"
    write(tab.find(QLineEdit, "publicity.stated_source"), "省政府办公厅通知")
    write(tab.find(QPlainTextEdit, "publicity.stated_reason"), "元旦放假三天")
    tab.wait()
    tab.click(begin(tab))
    stored = unit.of(person)
    assert (stored.end_rule, stored.end) == (EndRule.STATED, date(2027, 1, 8))
    assert (stored.stated_source, stored.stated_reason) == ("省政府办公厅通知", "元旦放假三天")


@pytest.mark.req("A4.4")
def test_an_imported_year_makes_the_end_computable(unit, tmp_path):
    unit.add("许文博")
    tab = unit.open(WAITING)
    set_day(tab, "start_date", date(2026, 12, 28))
    assert tab.shows("publicity.import_year")
    file = tmp_path / "2027.json"
    file.write_text(json.dumps(year_2027(), ensure_ascii=False), encoding="utf-8")
    tab.page.holiday_import.take(str(file))
    tab.wait()
    late = tab.find(RadioCard, "publicity.rule_start_excluded")
    assert late.text() == "2027-01-05 星期二" and late.isChecked()
    assert not tab.shows("publicity.import_year")


def year_2027() -> dict:
    """Made up for the test: only the shape is real."""
    holidays = {
        "元旦": ["2027-01-01", "2027-01-02", "2027-01-03"],
        "春节": [f"2027-02-{day:02}" for day in range(5, 13)],
        "清明节": ["2027-04-03", "2027-04-04", "2027-04-05"],
        "劳动节": [f"2027-05-{day:02}" for day in range(1, 6)],
        "端午节": ["2027-06-09"],
        "中秋节": ["2027-09-15"],
        "国庆节": [f"2027-10-{day:02}" for day in range(1, 8)],
    }
    days = [{"date": day, "name": name} for name, several in holidays.items() for day in several]
    return {"year": 2027, "source": "测试", "holidays": days, "workdays": []}


@pytest.mark.req("A4.5")
def test_one_that_took_place_is_entered_and_waits_for_its_conclusion(unit):
    person = unit.add("许文博")
    tab = unit.open(WAITING)
    type_place(tab, "二楼宣传栏")
    tab.click(tab.find(CheckBox, "publicity.held_before"))
    assert not begin(tab).isEnabled() and begin(tab).text() == "录入公示情况"
    assert tab.find(Callout, "publicity.date_problem").title() == "还没有期满"
    set_day(tab, "start_date", date(2026, 9, 17))
    assert begin(tab).isEnabled()
    tab.click(begin(tab))
    stored = unit.of(person)
    assert stored.held_before and (stored.start, stored.end) == (date(2026, 9, 17), date(2026, 9, 23))
    assert tab.page.list.tab is PublicityTab.OVER_TODAY
    assert tab.find(QAbstractButton, "publicity.conclude").isEnabled()


@pytest.mark.req("A4.6")
def test_the_opinion_is_previewed_with_the_dates_typed(unit):
    unit.add("许文博")
    tab = unit.open(WAITING)
    type_place(tab)
    set_day(tab, "start_date", date(2026, 9, 30))
    assert tab.page.draft.opinion.text.text() == (
        "经审核,许文博同志符合水利工程师职务任职资格申报条件,申报材料完整无误,"
        "并于09月30日至10月13日在单位一楼公告栏进行了5个工作日的公示,无异议,同意推荐"
    )


def test_the_place_of_the_last_publicity_is_proposed(unit):
    unit.start(unit.add("单文静"), place="综合楼大厅")
    unit.add("许文博")
    tab = unit.open(WAITING)
    assert tab.find(QLineEdit, "publicity.place").text() == "综合楼大厅"


def test_a_link_ticks_whom_it_names(unit):
    people = [unit.add(name) for name in ("许文博", "单文静", "黎子轩")]
    tab = unit.open(PublicityTarget(declaration_ids=(people[0].id, people[2].id)))
    assert tab.page.list.tab is PublicityTab.WAITING
    assert [row.names[0] for row in tab.page.list.model.ticked()] == ["许文博", "黎子轩"]
    assert [m.applicant.name for m in tab.page.draft.members] == ["许文博", "黎子轩"]


def test_months_are_flipped_without_touching_what_was_typed(unit):
    unit.add("许文博")
    tab = unit.open(WAITING)
    calendar = tab.page.draft.calendar
    calendar.view.month_moved.emit(1)
    assert calendar.month == date(2026, 11, 1)
    type_place(tab)
    assert calendar.month == date(2026, 11, 1)
    calendar.view.month_moved.emit(0)
    assert calendar.month == date(2026, 10, 1)


def test_somebody_begun_meanwhile_is_said_and_loses_nothing(unit):
    person = unit.add("许文博")
    tab = unit.open(WAITING)
    type_place(tab)
    first = unit.start(person)  # by another window, while this one types
    tab.press(Qt.Key.Key_Return, CTRL)
    assert tab.shell.error.isVisible()
    assert unit.of(person).id == first
    assert tab.page.draft.form.place.text() == "一楼公告栏"
    assert tab.page.list.tabs.count_of(0) == 0


def test_an_empty_list_says_what_to_do_next(unit):
    tab = unit.open(WAITING)
    assert tab.page.list.empty.accessibleName().startswith("没有人待公示")
    assert tab.find(QAbstractButton, "publicity.see_declarations").text() == "去审职称申报"
    unit.add("许文博")
    tab.page.open_target(PublicityTarget(PublicityTab.RUNNING))
    tab.wait()
    go = tab.find(QAbstractButton, "publicity.see_waiting")
    assert go.text() == "去发起，1 人待公示"
    tab.click(go)
    assert tab.page.list.tab is PublicityTab.WAITING and begin(tab).text() == "开始公示"


@pytest.mark.req("A4.3", "A4.4")
def test_over_night_the_proposed_start_is_the_new_day_and_a_chosen_one_stays(unit):
    unit.add("许文博")
    tab = unit.open(WAITING)
    start = tab.find(QDateEdit, "publicity.start_date")
    assert start.date() == QDate(2026, 10, 9)
    unit.real.clock.set_now(datetime(2026, 10, 16, 2, tzinfo=UTC))
    tab.page.session.day_changed.emit()
    tab.wait()
    assert start.date() == QDate(2026, 10, 16)
    set_day(tab, "start_date", date(2026, 10, 12))
    unit.real.clock.set_now(datetime(2026, 10, 19, 2, tzinfo=UTC))
    tab.page.session.day_changed.emit()
    tab.wait()
    assert start.date() == QDate(2026, 10, 12)


@pytest.mark.req("A4.3", "A4.5")
def test_days_that_are_over_ask_for_the_tick_of_one_that_was_held(unit):
    unit.add("许文博")
    tab = unit.open(WAITING)
    type_place(tab)
    set_day(tab, "start_date", date(2026, 9, 17))
    assert not begin(tab).isEnabled()
    assert "已经结束" in tab.find(Callout, "publicity.date_problem").accessibleName()
    tab.find(CheckBox, "publicity.held_before").click()
    tab.wait()
    assert begin(tab).isEnabled()
