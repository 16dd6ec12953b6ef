"""职称申报资格审查, 列表: tabs, search, filters, chips, columns, pills, 退回记录, log, the way into 审阅 (picture 14)."""

from datetime import UTC, datetime
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QComboBox, QLineEdit

from app.domain.decision import Action
from app.domain.declaration import DeclarationTab, EmployerStep, Stage
from tests.factories import make_decision, make_defect, make_flag
from tests.ui.tabs.declarations.declaring import BUILDING, RUNS, SENIOR, WATER
from ui.targets import DeclarationTarget, PublicityTarget
from ui.widgets import roles
from ui.widgets.empty_state import EmptyState
from ui.widgets.filter_chips import FilterChip
from ui.widgets.labels import TextLabel
from ui.widgets.log_timeline import LogTimeline
from ui.widgets.sub_tabs import SubTabs
from ui.widgets.table_view import TableView


def table(tab) -> TableView:
    return tab.find(TableView, "declarations.table")


def heads(tab) -> list[str]:
    model = table(tab).model()
    return [model.headerData(c, Qt.Orientation.Horizontal) for c in range(model.columnCount())]


def cells(tab, row: int) -> list[str]:
    model = table(tab).model()
    indexes = [model.index(row, column) for column in range(model.columnCount())]
    return [str(index.data() or index.data(roles.STATE_WORD) or "") for index in indexes]


def names(tab) -> list[str]:
    model = table(tab).model()
    return [model.index(row, 1).data() for row in range(model.rowCount())]


def tabs(tab) -> SubTabs:
    return tab.find(SubTabs, "declarations.tabs")


def open_status(tab, status: DeclarationTab) -> None:
    tabs(tab).setCurrentIndex(list(DeclarationTab).index(status))
    tab.wait()


@pytest.mark.req("A3.15")
def test_the_tabs_are_literal_and_counted(declaring, listed):
    declaring.add("王嘉树")
    declaring.add("赵一鸣", Stage.COMMITTEE_REVIEW)
    declaring.add("孙可欣", Stage.FAILED)
    declaring.add("何雨桐", Stage.RETURNED)
    bar = tabs(listed())
    assert [bar.tabText(n) for n in range(bar.count())] == [
        "待审查",
        "审查通过",
        "审查不通过",
        "退回记录",
        "全部",
    ]
    assert [bar.count_of(n) for n in range(bar.count())] == [1, 1, 1, 0, 4]


@pytest.mark.req("A3.18", "A3.19")
def test_columns_and_the_row_of_the_seed(declaring, listed):
    moment = datetime(2020, 4, 1, 8, 7, 20, tzinfo=UTC)
    declaring.add("胡立", plan=SENIOR, submitted_at=moment)
    tab = listed()
    assert heads(tab) == ["#", "姓名", "年度", "计划名称", "专业技术资格", "审查状态", "申报时间", "审查日志"]
    assert cells(tab, 0) == [
        "1",
        "胡立",
        "2020",
        "水利工程专业正高级工程师职务任职资格评审计划",
        "正高级工程师(正高级)",
        "待审",
        "2020-04-01 16:07:20",
        "查看",
    ]


@pytest.mark.req("A3.14")
def test_search_finds_a_fragment_of_name_or_number_as_one_types(real_desk, declaring, listed):
    declaring.add("王嘉树")
    declaring.add("赵一鸣")
    tab = listed()
    field = tab.find(QLineEdit, "declarations.search")
    assert field.placeholderText() == "请输入申报人姓名或身份证号关键字模糊查询"
    assert tab.find(QAbstractButton, "declarations.search_button").text() == "查询"
    tab.press(Qt.Key.Key_Slash)
    assert field.hasFocus()
    field.setText("一鸣")
    tab.wait()
    assert names(tab) == ["赵一鸣"]
    field.setText(real_desk.people["王嘉树"].id_number[-6:])
    tab.click(tab.find(QAbstractButton, "declarations.search_button"))
    assert names(tab) == ["王嘉树"]


@pytest.mark.req("A3.16")
def test_year_and_plan_narrow_the_list(declaring, listed):
    declaring.add("王嘉树", plan=BUILDING)
    declaring.add("赵一鸣", plan=WATER)
    declaring.add("胡立", plan=SENIOR)
    tab = listed()
    year, plan = tab.find(QComboBox, "declarations.year"), tab.find(QComboBox, "declarations.plan")
    assert [year.itemText(n) for n in range(year.count())] == ["全部年度", "2026", "2020"]
    year.setCurrentIndex(2)
    year.activated.emit(2)
    tab.wait()
    assert names(tab) == ["胡立", "赵一鸣"]
    place = plan.findText("水利工程专业工程师职务任职资格评审计划")
    plan.setCurrentIndex(place)
    plan.activated.emit(place)
    tab.wait()
    assert names(tab) == ["赵一鸣"]


def test_chips_count_and_filter_the_steps_of_the_employer(declaring, listed):
    declaring.add("王嘉树")
    declaring.add("赵一鸣", Stage.AWAITING_PUBLICITY)
    declaring.publish(declaring.add("孙可欣"))
    declaring.publish(declaring.add("何雨桐"), dates=RUNS)
    tab = listed()
    chips = {step: tab.find(FilterChip, f"declarations.step.{step.value}") for step in EmployerStep}
    assert [chip.accessibleName() for chip in chips.values()] == [
        "待审 1",
        "待公示 1",
        "公示中 1",
        "期满待通过 1",
    ]
    tab.click(chips[EmployerStep.READY])
    assert names(tab) == ["孙可欣"]
    tab.click(chips[EmployerStep.RUNNING])
    assert names(tab) == ["何雨桐", "孙可欣"]
    open_status(tab, DeclarationTab.PASSED)
    assert not tab.shows("declarations.step.review")


def test_pills_say_day_objection_and_end_of_the_publicity(declaring, listed):
    declaring.publish(declaring.add("孙可欣"))
    declaring.publish(declaring.add("何雨桐"), dates=RUNS)
    declaring.publish(declaring.add("郑凯"), dates=RUNS, objection=True)
    declaring.add("吴静", Stage.AWAITING_PUBLICITY)
    tab = listed()
    words = {row[1]: row[5] for row in (cells(tab, n) for n in range(4))}
    assert words == {
        "孙可欣": "期满待通过",
        "何雨桐": "公示中 第 2 / 5 日",
        "郑凯": "公示中 有异议 1",
        "吴静": "待公示",
    }
    model = table(tab).model()
    looks = {model.index(n, 1).data(): model.index(n, 5).data(roles.STATE) for n in range(4)}
    assert looks == {"孙可欣": "passed", "何雨桐": "pending", "郑凯": "flag", "吴静": "pending"}


def test_flags_stand_beside_what_waits(declaring, listed):
    declaration = declaring.add("王嘉树")
    declaring.flag(declaration, make_flag(section="award"), make_flag(section="basic"))
    tab = listed()
    assert table(tab).model().index(0, 5).data(roles.FLAGS) == 2
    assert "机器预检 2 处需留意，还没打开看" in tab.page.list._about.text()


@pytest.mark.req("A3.15")
def test_returns_are_listed_as_events_with_their_own_columns(real_desk, declaring, listed):
    declaration = declaring.add("王嘉树", submit_no=2)
    actor = real_desk.office.actor
    returned = make_decision(
        declaration,
        actor,
        action=Action.RETURN,
        at=datetime(2026, 9, 20, 2, 0, 5, tzinfo=UTC),
        after=Stage.RETURNED.value,
        defects=(make_defect(text="扫描件不清晰。"), make_defect(text="缺盖章。")),
        submit_no=1,
    )
    with real_desk.uow() as uow:
        uow.decisions.add(returned)
        uow.commit()
    tab = listed()
    open_status(tab, DeclarationTab.RETURNS)
    assert heads(tab) == [
        "#",
        "姓名",
        "计划名称",
        "退回时间",
        "退回人",
        "原因",
        "改正后提交时间",
        "审查日志",
    ]
    row = cells(tab, 0)
    assert row[1] == "王嘉树"
    assert row[3:6] == ["2026-09-20 10:00:05", actor.name, "扫描件不清晰；缺盖章"]
    open_status(tab, DeclarationTab.PENDING)
    assert heads(tab)[-2:] == ["申报时间", "审查日志"]
    assert names(tab) == ["王嘉树"], "one declaration may stand in both"


@pytest.mark.req("A3.18")
def test_the_log_opens_from_the_row(real_desk, declaring, listed):
    declaration = declaring.add("王嘉树")
    with real_desk.uow() as uow:
        uow.decisions.add(make_decision(declaration, real_desk.office.actor, action=Action.CONFIRM))
        uow.commit()
    tab = listed()
    view = table(tab)
    cell = view.visualRect(view.model().index(0, 7))
    QTest.mouseClick(view.viewport(), Qt.MouseButton.LeftButton, pos=cell.center())
    tab.wait()
    assert tab.page.log.is_open()
    lines = tab.find(LogTimeline, "review_log.lines")
    told = [lines.model().index(row, 0).data() for row in range(lines.model().rowCount())]
    assert len(told) == 2, "the act, above it how long it waits since"
    assert told[0].startswith("现在：单位审核（待审）")
    assert "审核无误" in told[1]
    tab.press(Qt.Key.Key_Escape)
    assert not tab.page.log.is_open()
    tab.press(Qt.Key.Key_L)
    assert tab.page.log.is_open()


def test_enter_opens_the_row_and_esc_comes_back_to_it(declaring, listed):
    for name in ("王嘉树", "赵一鸣", "孙可欣"):
        declaring.add(name)
    tab = listed()
    assert table(tab).hasFocus()
    tab.press(Qt.Key.Key_J)
    tab.press(Qt.Key.Key_Return)
    assert tab.page.in_review()
    assert tab.page.desk.dossier.applicant.name == "赵一鸣"
    tab.press(Qt.Key.Key_J)
    assert tab.page.desk.dossier.applicant.name == "王嘉树"
    tab.press(Qt.Key.Key_Escape)
    assert not tab.page.in_review()
    assert table(tab).current_row() == 2
    assert tab.page.list._about.text().startswith("王嘉树")


def test_the_open_row_is_marked_in_another_list_too(declaring, listed):
    for name in ("王嘉树", "赵一鸣"):
        declaring.add(name)
    declaring.add("孙可欣", Stage.AWAITING_PUBLICITY)
    tab = listed()
    tab.press(Qt.Key.Key_Return)
    for step in (EmployerStep.AWAITING, EmployerStep.REVIEW):
        tab.page.open_target(DeclarationTarget(steps=frozenset({step})))
        tab.wait()
        tab.press(Qt.Key.Key_Return)
        view = tab.page.review.rows.view
        assert view.current_row() == 0
        assert [index.row() for index in view.selectedIndexes()] == [0]


def test_an_empty_list_says_where_the_next_work_is(real_desk, declaring, listed):
    declaring.add("王嘉树", Stage.COMMITTEE_REVIEW)
    tab = listed()
    empty = tab.find(EmptyState, "declarations.empty")
    assert "没有待审查的职称申报" in empty.accessibleName()
    tab.click(tab.find(QAbstractButton, "declarations.see_passed"))
    assert names(tab) == ["王嘉树"]
    tab.find(QLineEdit, "declarations.search").setText("没有这个人")
    tab.wait()
    assert "没有找到“没有这个人”" in empty.accessibleName()
    tab.click(tab.find(QAbstractButton, "declarations.empty_go"))
    assert names(tab) == ["王嘉树"]


def test_an_empty_list_leads_to_the_publicity_that_waits(declaring, listed):
    declaring.add("王嘉树", Stage.AWAITING_PUBLICITY)
    tab = listed()
    gone: list[Any] = []
    tab.session.navigated.disconnect(tab.shell.go_to)
    tab.session.navigated.connect(gone.append)
    tab.click(tab.find(FilterChip, "declarations.step.review"))
    assert "按现在的筛选没有申报" in tab.find(EmptyState, "declarations.empty").accessibleName()
    tab.click(tab.find(QAbstractButton, "declarations.empty_go"))
    tab.press(Qt.Key.Key_Return)
    tab.click(tab.find(QAbstractButton, "declarations.to_publicity"))
    assert isinstance(gone[0], PublicityTarget)


def test_a_link_opens_the_declaration_wherever_it_stands(declaring, listed):
    last, _ = declaring.add("王嘉树"), declaring.add("赵一鸣")
    passed = declaring.add("孙可欣", Stage.COMMITTEE_REVIEW)
    tab = listed()
    tab.page.open_target(DeclarationTarget(declaration_id=passed.id))
    tab.wait()
    assert tab.page.in_review()
    assert tab.page.desk.dossier.declaration.id == passed.id
    # The second time it is on the screen already, while the list begins with another one.
    for _ in range(2):
        tab.page.open_target(DeclarationTarget(DeclarationTab.ALL, declaration_id=last.id))
        tab.wait()
        assert tab.page.desk.dossier.declaration.id == last.id
    tab.page.open_target(DeclarationTarget(steps=frozenset({EmployerStep.REVIEW})))
    tab.wait()
    assert not tab.page.in_review()
    assert names(tab) == ["赵一鸣", "王嘉树"]


def test_today_and_rest_are_counted(declaring, listed):
    declaration = declaring.add("王嘉树")
    declaring.add("赵一鸣")
    declaring.tick_all(declaration)
    tab = listed()
    numbers = tab.find(TextLabel, "declarations.numbers")
    assert numbers.text() == "今日已审 0　余 2"
    tab.press(Qt.Key.Key_J)
    tab.press(Qt.Key.Key_Return)
    tab.press(Qt.Key.Key_P)
    tab.press(Qt.Key.Key_Escape)
    tab.session.facts.reload()
    tab.wait()
    assert numbers.text() == "今日已审 1　余 2"


def test_below_1280_the_tabs_beside_the_form_are_a_combo(declaring, listed):
    declaring.add("王嘉树")
    tab = listed(size=(1024, 576))
    tab.press(Qt.Key.Key_Return)
    assert tab.find(QComboBox, "declarations.tab_combo").currentText() == "待审查 1"
    combo = tab.find(QComboBox, "declarations.section_combo")
    assert combo.count() == 19
    assert not tab.shows("declarations.sections")
    place = combo.findData("award")
    combo.setCurrentIndex(place)
    combo.activated.emit(place)
    tab.wait()
    assert tab.page.desk.reading.here == "award"
