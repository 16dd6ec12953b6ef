"""用户中心 through its widgets: the literal sentence, its links, what is to do, the holiday file."""

import json
from dataclasses import replace
from datetime import UTC, date, datetime

import pytest
from PySide6.QtCore import QObject, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QFileDialog

from app.domain.archive import ArchiveStatus
from app.domain.holiday_years import write_holiday_year
from app.domain.organisation import Role
from app.domain.working_days import HolidayYear
from app.ports.queries import PublicityTab, SectionCount
from tests.ui.fake_desk import make_fake_desk, make_home_facts, make_publicity_row
from ui.tabs.home.side_cards import last_known_year
from ui.tabs.home.todos import list_todos, name_people
from ui.targets import ArchiveTarget, DeclarationTarget, DeclareTarget, PublicityTarget, RoadTarget


class Targets(QObject):
    """Where links led."""

    def __init__(self):
        super().__init__()
        self.seen = []

    def take(self, target):
        self.seen.append(target)


@pytest.fixture
def opened(open_window, sign_in):
    """A function: the home page over a fake desk, and where its links lead."""
    keep = []

    def open_(fake):
        shell = sign_in(open_window(fake)).shell
        targets = Targets()
        keep.append(targets)
        shell.session.navigated.disconnect(shell.go_to)
        shell.session.navigated.connect(targets.take)
        return shell.pages.currentWidget(), targets.seen

    return open_


@pytest.mark.req("A3.1", "A3.3")
def test_the_sentence_is_literal_with_both_numbers(opened, fake):
    home, _ = opened(fake)
    assert home.sentence.text() == "当前共有 142 条业绩档案 和 17 份职称申报申请 待您审查。"
    assert home.sentence.accessibleName() == home.sentence.text()


@pytest.mark.req("A3.3")
def test_both_numbers_are_links_that_the_keyboard_reaches(opened, fake):
    home, seen = opened(fake)
    home.sentence.archive.setFocus(Qt.FocusReason.TabFocusReason)
    QTest.keyClick(home.sentence.archive, Qt.Key.Key_Return)
    QTest.keyClick(home.sentence.archive, Qt.Key.Key_Tab)
    assert home.sentence.declarations.hasFocus()
    QTest.keyClick(home.sentence.declarations, Qt.Key.Key_Space)
    QTest.mouseClick(home.sentence.archive, Qt.MouseButton.LeftButton)
    assert seen == [ArchiveTarget(), DeclarationTarget(), ArchiveTarget()]


def test_the_numbers_follow_the_work(qtbot, opened, fake):
    home, _ = opened(fake)
    fake.queries.facts = make_home_facts(archive_pending=0, declarations_pending=2)
    home.session.facts.reload()
    qtbot.waitUntil(lambda: "0 条业绩档案 和 2 份" in home.sentence.text())
    assert home.primary.text() == "接着审职称申报"


def test_enter_goes_on_with_the_archive(opened, fake):
    home, seen = opened(fake)
    assert home.primary.text() == "接着审业绩档案"
    QTest.keyClick(home, Qt.Key.Key_Return)
    assert seen == [ArchiveTarget(review=True)]


def test_the_greeting_names_person_day_and_kind_of_day(opened, fake):
    home, _ = opened(fake)
    assert home.greeting.text() == "上午好，周敏。今天是 10月9日 星期五（工作日）"
    fake.clock.set_now(datetime(2026, 10, 5, 11, 0, tzinfo=UTC))
    home.refresh(None)
    assert home.greeting.text() == "晚上好，周敏。今天是 10月5日 星期一（放假）"


def test_things_to_do_lead_to_their_place(opened, fake):
    home, seen = opened(fake)
    assert home.todo.count.text() == "4 件"
    for row in home.todo.rows:
        row.button.click()
    facts = fake.queries.facts
    assert seen == [
        PublicityTarget(PublicityTab.OBJECTED, facts.publicities_objected[0].publicity_id),
        PublicityTarget(PublicityTab.OVER_TODAY, facts.publicities_over[0].publicity_id),
        PublicityTarget(PublicityTab.WAITING),
        ArchiveTarget(status=ArchiveStatus.RETURNED),
    ]


def test_a_publicity_whose_last_day_is_today_opens_tomorrow():
    row = make_publicity_row(("周子涵",), end=date(2026, 10, 9), over=False)
    facts = make_home_facts(publicities_over=(row,), publicities_objected=())
    todo = list_todos(facts, date(2026, 10, 9))[0]
    assert todo.title == "周子涵的单位公示今天期满"
    assert todo.when == "今天 24:00"
    assert "明天起可写结论" in todo.detail


def test_a_day_without_anything_to_do_says_so(qtbot, opened, fake):
    fake.queries.facts = make_home_facts(
        publicities_over=(), publicities_objected=(), waiting_for_publicity=0, returned_items=0
    )
    home, _ = opened(fake)
    assert home.todo.nothing.isVisible()
    assert home.todo.rows == []


def test_many_people_of_one_publicity_are_named_in_short():
    names = ("甲", "乙", "丙", "丁")
    assert name_people(names) == "甲、乙、丙等 4 人"
    facts = make_home_facts(publicities_over=(make_publicity_row(names, end=date(2026, 10, 8), over=True),))
    titles = [todo.title for todo in list_todos(facts, date(2026, 10, 9))]
    assert "甲、乙、丙等 4 人的单位公示已经期满" in titles


@pytest.mark.req("A3.9")
def test_only_categories_with_work_have_a_bar_and_open_their_list(opened):
    fake = make_fake_desk()
    fake.queries.facts = make_home_facts(
        by_section=(SectionCount("award", 3), SectionCount("work", 5), SectionCount("paper", 0))
    )
    home, seen = opened(fake)
    assert [bar.text() for bar in home.sections.bars] == ["工作经历 5", "获奖情况 3"]
    home.sections.bars[1].click()
    home.sections.all.click()
    assert seen == [ArchiveTarget(section="award"), ArchiveTarget()]


@pytest.mark.req("B2.1")
def test_plans_show_how_long_the_oldest_waits_in_working_days(opened, fake):
    home, seen = opened(fake)
    row = home.plans.rows[0]
    assert row.text() == "2026度杭州市建设工程专业技术人员工程师资格评审申报计划 11"
    # 29 September to 9 October: the 30th, the 8th and the 9th; the rest is National Day.
    assert row.accessibleDescription() == "最早 9月29日 提交，已等 3 个工作日"
    row.click()
    home.plans.flagged_link.click()
    assert seen == [DeclarationTarget(plan_id="hz-construction"), DeclarationTarget(flagged_only=True)]


def test_what_was_done_today_is_counted(opened, fake):
    home, _ = opened(fake)
    assert home.decided.line.text().split() == ["26", "条档案", "3", "份申报", "4", "条退回"]


def _year_2027():
    named = {"元旦": [(1, 1)], "劳动节": [(5, 1)], "国庆节": [(10, 1), (10, 2), (10, 3)]}
    named |= {"春节": [(2, 5), (2, 6), (2, 7)], "清明节": [(4, 5)], "端午节": [(6, 9)], "中秋节": [(9, 15)]}
    holidays = {date(2027, month, day): name for name, days in named.items() for month, day in days}
    return write_holiday_year(HolidayYear(2027, "示例通知", holidays, frozenset()))


def test_a_years_holiday_file_is_taken_in(qtbot, opened, fake, tmp_path):
    home, _ = opened(fake)
    assert "2027 年：尚未公布" in home.holidays.known.text()
    file = tmp_path / "2027.json"
    file.write_text(_year_2027(), encoding="utf-8")
    with qtbot.waitSignal(home.holiday_import.imported):
        home.holiday_import.take(str(file))
    assert home.holidays.known.text().startswith("已到 2027-12-31")
    assert json.loads(fake.store.settings["holidays.2027"])["year"] == 2027
    assert fake.desk.calendar.working_days().is_working_day(date(2027, 1, 4))


@pytest.mark.parametrize(
    ("content", "code"),
    [(b"\xff\xfe\x00", "H-101"), (b"[]", "H-101"), (b'{"year": 2027}', "H-102")],
)
def test_a_bad_holiday_file_is_refused_where_it_was_chosen(qtbot, opened, fake, tmp_path, content, code):
    home, _ = opened(fake)
    file = tmp_path / "2027.json"
    file.write_bytes(content)
    with qtbot.waitSignal(home.holiday_import.refused):
        home.holiday_import.take(str(file))
    assert home.holidays.error.isVisible()
    assert code in home.holidays.error.text()
    assert fake.store.settings == {}


def test_a_holiday_file_that_is_gone_is_refused(qtbot, opened, fake, tmp_path):
    home, _ = opened(fake)
    with qtbot.waitSignal(home.holiday_import.refused):
        home.holiday_import.take(str(tmp_path / "nowhere.json"))
    assert "H-101" in home.holidays.error.text()


def test_the_file_dialog_offers_holiday_files(qtbot, opened, fake, tmp_path):
    home, _ = opened(fake)
    home.holidays.button.click()
    dialog = home.findChild(QFileDialog)
    assert dialog.nameFilters() == ["节假日文件 (*.json)"]
    dialog.close()


def test_a_year_beyond_a_gap_is_not_known_yet():
    assert last_known_year([2025, 2026, 2028]) == 2026
    assert last_known_year([]) is None


def test_higher_levels_see_what_waits_for_them_and_are_led_there(opened, qtbot):
    home, _ = opened(make_fake_desk(role=Role.HR_BUREAU))
    waiting = home.session.facts.facts.road_waiting
    assert home.reached.text() == f"当前共有 {waiting} 份申报 等本单位办理。"
    assert not home.sentence.isVisible()
    assert "受理与评审" in home.honest.accessibleName()
    with qtbot.waitSignal(home.session.navigated) as led:
        home.primary.click()
    assert led.args == [RoadTarget()]
    assert home.plans.title.text() == "已到达本级的申报 17"


def test_an_objected_publicity_that_is_over_is_not_also_called_ready():
    row = replace(make_publicity_row(("郑凯",), end=date(2026, 10, 8), over=True), open_objections=1)
    facts = make_home_facts(publicities_over=(row,), publicities_objected=(row,))
    titles = [todo.title for todo in list_todos(facts, date(2026, 10, 9))]
    assert sum("郑凯" in title for title in titles) == 0
    assert titles[0] == "1 个异议待处理"


@pytest.mark.req("B2.1", "A1.7")
def test_a_category_leads_to_the_choice_of_its_plan(opened, fake):
    home, seen = opened(fake)
    assert [button.text() for button in home.declare.buttons] == ["中级职称评审", "高级职称评审"]
    home.declare.buttons[0].setFocus(Qt.FocusReason.TabFocusReason)
    QTest.keyClick(home.declare.buttons[0], Qt.Key.Key_Space)
    assert seen == [DeclareTarget(category="中级职称评审")]
