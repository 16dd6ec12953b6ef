"""业绩档案审核, 列表: categories with counts, breadcrumb, tabs, search, table, ticks, empty lists (picture 13)."""

import pytest
from PySide6.QtCore import QModelIndex, QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QPushButton, QWidget

from app.domain.archive import ArchiveStatus
from tests.factories import make_decision
from ui.dialogs.review_log import ReviewLogSheet
from ui.tabs.archive.view import ArchiveTab
from ui.targets import ArchiveTarget
from ui.widgets.choice import CheckBox
from ui.widgets.empty_state import EmptyState
from ui.widgets.fields import SearchField
from ui.widgets.labels import TextLabel
from ui.widgets.sub_tabs import SubTabs
from ui.widgets.table_view import TableView

AWARD = {
    "awarded_on": "2024-11",
    "project": "城东片区排水管网数字化改造",
    "name": "科技创新成果二等奖",
    "level": "省部级",
}
FLAGGED = AWARD | {"rank": "4", "people": "3"}


def table_of(tab) -> TableView:
    return tab.find(TableView, "archive.table")


def cells(tab, row: int) -> list[str]:
    model = table_of(tab).model()
    return [model.index(row, n).data() for n in range(1, model.columnCount())]


def names(tab) -> list[str]:
    model = tab.page.state.model
    return [model.index(row, 0).data() for row in range(model.rowCount())]


def head(tab) -> list[str]:
    model = table_of(tab).model()
    return [model.headerData(n, Qt.Orientation.Horizontal) for n in range(model.columnCount())]


def tabs_of(tab) -> list[tuple[str, int | None]]:
    bar = tab.find(SubTabs, "archive.status")
    return [(bar.tabText(n), bar.count_of(n)) for n in range(bar.count())]


def categories(tab) -> list[str]:
    model = tab.page.categories.list.model()
    return [model.index(n, 0).data(int(Qt.ItemDataRole.AccessibleTextRole)) for n in range(model.rowCount())]


def click_cell(tab, row: int, column: int) -> None:
    view = table_of(tab)
    at = view.visualRect(view.model().index(row, column)).center()
    QTest.mouseClick(view.viewport(), Qt.MouseButton.LeftButton, pos=at)
    tab.wait()


@pytest.mark.req("A3.7", "A3.8", "A3.9", "A3.4")
def test_categories_stand_in_the_seeds_words_with_a_count_only_where_something_waits(real_desk, open_tab):
    real_desk.add_item("陈思远", fields=AWARD)
    real_desk.add_item("林致远", "basic", fields={"name": "林致远"})
    real_desk.add_item("林致远", "education", status=ArchiveStatus.PASSED)
    tab = open_tab(ArchiveTab)
    assert categories(tab)[:8] == [
        "0 基本信息 1",
        "1 教育经历",
        "2 工作经历",
        "3 继续教育(培训)情况",
        "4 学术技术兼职情况",
        "5 获奖情况 1",
        "6 获得荣誉称号情况",
        "7 主持参与科研项目(基金)情况",
    ]
    assert len(categories(tab)) == 17
    tab.page.categories.list.set_current_row(5)
    tab.wait()
    assert tab.page.list.breadcrumb() == "专技人员业绩审核　> 获奖情况"
    assert names(tab) == ["陈思远"]


@pytest.mark.req("A3.13")
def test_the_table_has_the_seeds_columns(real_desk, open_tab):
    real_desk.add_item("陈思远", fields=AWARD)
    tab = open_tab(ArchiveTab)
    assert head(tab) == ["", "#", "姓名", "获奖时间", "获奖项目名称", "获奖名称", "审核状态", "审核日志"]
    assert cells(tab, 0) == [
        "1",
        "陈思远",
        "2024-11",
        "城东片区排水管网数字化改造",
        "科技创新成果二等奖",
        None,
        "查看",
    ]


def test_basic_data_does_not_show_the_name_twice(real_desk, open_tab):
    real_desk.add_item("林致远", "basic", fields={"name": "林致远", "sex": "男"}, evidence=())
    tab = open_tab(ArchiveTab)
    assert head(tab) == ["", "#", "姓名", "曾用名", "性别", "审核状态", "审核日志"]
    assert cells(tab, 0)[1:4] == ["林致远", "", "男"]


@pytest.mark.req("A3.11")
def test_status_tabs_count_and_filter(real_desk, open_tab):
    real_desk.add_item("陈思远", fields=AWARD)
    real_desk.add_item("林致远", fields=AWARD, status=ArchiveStatus.PASSED)
    real_desk.add_item("何雨桐", fields=AWARD, status=ArchiveStatus.RETURNED)
    real_desk.add_item("王嘉树", fields=AWARD, status=ArchiveStatus.DRAFT)
    tab = open_tab(ArchiveTab)
    assert tabs_of(tab) == [("待审核", 1), ("通过", 1), ("不通过", 0), ("退回", 1), ("全部", 3)]
    bar = tab.find(SubTabs, "archive.status")
    QTest.mouseClick(bar, Qt.MouseButton.LeftButton, pos=bar.tabRect(1).center())
    tab.wait()
    assert names(tab) == ["林致远"]
    bar.setCurrentIndex(4)
    tab.wait()
    assert set(names(tab)) == {"陈思远", "林致远", "何雨桐"}


@pytest.mark.req("A3.10")
def test_search_finds_by_name_or_id_number_as_one_types_and_by_the_button(real_desk, open_tab):
    person = real_desk.add_person("陈思远")
    real_desk.add_item("陈思远", fields=AWARD)
    real_desk.add_item("林致远", fields=AWARD)
    tab = open_tab(ArchiveTab)
    search = tab.find(SearchField, "archive.search")
    assert search.placeholderText() == "请输入申报人姓名或证件号码关键字模糊查询"
    tab.press(Qt.Key.Key_Slash)
    assert search.hasFocus()
    QTest.keyClicks(search, person.id_number[-6:])
    tab.wait()
    assert names(tab) == ["陈思远"]
    assert tabs_of(tab)[0] == ("待审核", 1)
    search.setText("林")
    tab.click(tab.find(QPushButton, "archive.search_button"))
    assert names(tab) == ["林致远"] and table_of(tab).hasFocus()
    tab.press(Qt.Key.Key_Escape)
    assert search.text() == "" and len(names(tab)) == 2


def test_a_search_without_a_hit_says_so_and_offers_the_way_back(real_desk, open_tab):
    real_desk.add_item("陈思远", fields=AWARD)
    tab = open_tab(ArchiveTab)
    tab.find(SearchField, "archive.search").setText("欧阳")
    tab.wait()
    assert tab.find(EmptyState, "archive.empty").accessibleName().startswith("没有找到“欧阳”")
    tab.click(tab.find(QPushButton, "archive.clear_search"))
    assert names(tab) == ["陈思远"]


def test_only_items_with_notices_can_be_listed(real_desk, open_tab):
    real_desk.add_item("陈思远", fields=FLAGGED)
    real_desk.add_item("林致远", fields=AWARD)
    tab = open_tab(ArchiveTab)
    box = tab.find(CheckBox, "archive.flagged_only")
    assert box.text() == "只看有预检提示的 1 条"
    tab.click(box)
    assert names(tab) == ["陈思远"]
    assert tabs_of(tab)[0] == ("待审核", 2)  # counts are of the tabs, not of the tick
    tab.click(box)
    assert len(names(tab)) == 2


@pytest.mark.req("A3.12")
def test_the_head_ticks_the_whole_filtered_list_and_the_bar_says_how_many(real_desk, open_tab):
    for name in ("陈思远", "林致远", "何雨桐"):
        real_desk.add_item(name, fields=AWARD)
    tab = open_tab(ArchiveTab)
    assert tab.shows("archive.open") and not tab.shows("archive.bulk_pass")
    tab.press(Qt.Key.Key_X)
    view = table_of(tab)
    assert view.head.check_state() == Qt.CheckState.PartiallyChecked
    assert tab.find(TextLabel, "archive.ticked").text() == "已选 1 条"
    QTest.mouseClick(view.head.viewport(), Qt.MouseButton.LeftButton, pos=QPoint(22, 15))
    tab.wait()
    assert view.head.check_state() == Qt.CheckState.Checked
    assert tab.find(TextLabel, "archive.ticked").text() == "已选 3 条"
    assert not tab.shows("archive.open") and tab.shows("archive.bulk_return")
    tab.press(Qt.Key.Key_Escape)
    assert view.head.check_state() == Qt.CheckState.Unchecked and tab.shows("archive.open")


@pytest.mark.req("A3.13")
def test_the_log_opens_from_its_column(real_desk, open_tab):
    item = real_desk.add_item("陈思远", fields=AWARD)
    with real_desk.uow() as uow:
        uow.decisions.add(make_decision(item, real_desk.office.actor))
        uow.commit()
    tab = open_tab(ArchiveTab)
    click_cell(tab, 0, 7)
    sheet = tab.find(ReviewLogSheet, "review_log")
    assert sheet.accessibleName() == "审核日志 陈思远　获奖情况"
    lines = tab.find(QWidget, "review_log.lines").model()
    assert any("通过" in str(lines.index(n, 0).data()) for n in range(lines.rowCount()))
    tab.press(Qt.Key.Key_Escape)
    assert not sheet.isVisible() and table_of(tab).hasFocus()


def test_a_finished_category_leads_to_the_next_one(real_desk, open_tab):
    real_desk.add_item("陈思远", fields=AWARD, status=ArchiveStatus.PASSED)
    real_desk.add_item("林致远", "paper", fields={"title": "泵站调度"})
    tab = open_tab(ArchiveTab)
    tab.page.categories.list.set_current_row(5)
    tab.wait()
    assert tab.find(EmptyState, "archive.empty").accessibleName().startswith("获奖情况都审完了")
    tab.press(Qt.Key.Key_Return)
    assert tab.page.state.section.title == "论文" and names(tab) == ["林致远"]


def test_a_link_from_elsewhere_opens_its_list(real_desk, open_tab):
    real_desk.add_item("陈思远", fields=AWARD)
    real_desk.add_item("林致远", "paper", fields={"title": "泵站调度"}, status=ArchiveStatus.RETURNED)
    tab = open_tab(ArchiveTab)
    tab.page.open_target(ArchiveTarget("paper", ArchiveStatus.RETURNED))
    tab.wait()
    assert (tab.page.state.section.key, names(tab)) == ("paper", ["林致远"])
    tab.page.open_target(ArchiveTarget(review=True))
    tab.wait()
    assert tab.page.in_review() and tab.page.desk.dossier.applicant.name == "陈思远"


def test_j_and_k_move_the_row_and_enter_opens_it(real_desk, open_tab):
    real_desk.add_item("陈思远", fields=AWARD)
    real_desk.add_item("林致远", fields=AWARD)
    tab = open_tab(ArchiveTab)
    view = table_of(tab)
    tab.press(Qt.Key.Key_J)
    tab.press(Qt.Key.Key_J)
    assert view.current_row() == 1
    tab.press(Qt.Key.Key_K)
    tab.press(Qt.Key.Key_J)
    second = names(tab)[1]
    tab.press(Qt.Key.Key_Return)
    assert tab.page.in_review() and tab.page.desk.dossier.applicant.name == second
    tab.press(Qt.Key.Key_Escape)
    assert not tab.page.in_review() and view.current_row() == 1 and view.hasFocus()


def test_letters_typed_into_the_search_are_text_not_verdicts(real_desk, open_tab):
    item = real_desk.add_item("陈思远", fields=AWARD)
    tab = open_tab(ArchiveTab)
    tab.press(Qt.Key.Key_X)
    tab.press(Qt.Key.Key_Slash)
    QTest.keyClicks(tab.find(SearchField, "archive.search"), "prz")
    tab.wait()
    assert not tab.shows("archive.bulk")
    assert real_desk.item(item.id).status is ArchiveStatus.PENDING


def test_a_double_click_opens_the_review(real_desk, open_tab):
    real_desk.add_item("陈思远", fields=AWARD)
    tab = open_tab(ArchiveTab)
    view = table_of(tab)
    at = view.visualRect(view.model().index(0, 4)).center()
    QTest.mouseClick(view.viewport(), Qt.MouseButton.LeftButton, pos=at)
    QTest.mouseDClick(view.viewport(), Qt.MouseButton.LeftButton, pos=at)
    tab.wait()
    assert tab.page.in_review()


def test_no_row_is_current_in_an_empty_list(real_desk, open_tab):
    tab = open_tab(ArchiveTab)
    assert tab.page.list.table.currentIndex() == QModelIndex()
    assert not tab.find(QPushButton, "archive.open").isEnabled()
