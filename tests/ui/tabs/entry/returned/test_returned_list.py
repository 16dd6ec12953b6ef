"""退回待改: what was returned, why, by whom, until when; what was begun; Enter leads to the place."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QAbstractItemModelTester
from PySide6.QtWidgets import QLineEdit

from app.domain.archive import ArchiveStatus
from app.domain.decision import Action
from app.domain.declaration import Stage
from tests.ui.tabs.entry.entering import decide
from ui.tabs.entry.returned.page import ReturnedPage


def rows(tab):
    model = tab.page.list.model
    return [
        [model.data(model.index(row, column)) for column in range(model.columnCount())]
        for row in range(model.rowCount())
    ]


@pytest.mark.req("A4.2")
def test_returned_items_and_declarations_stand_in_one_list(unit, listed):
    unit.send_back(unit.draft("钱进", stage=Stage.EMPLOYER_REVIEW), day="2026-10-12")
    unit.real.clock.advance(minutes=5)
    unit.returned_item("孙可欣", drafted=True)
    tab = listed(ReturnedPage)
    QAbstractItemModelTester(
        tab.page.list.model, QAbstractItemModelTester.FailureReportingMode.Fatal, tab.page
    )
    item, declaration = rows(tab)
    assert item == [
        "孙可欣",
        "获奖情况",
        "城北泵站　优质工程奖　2024-05",
        "证书扫描件不清晰",
        "2026-10-09 10:37",
        "周敏",
        "",
        "已改未交",
        "去改",
    ]
    assert declaration[0:2] == ["钱进", "职称申报"]
    assert declaration[3] == "2 处：照片模糊"
    assert declaration[6:8] == ["10-12 前", ""]
    assert tab.page.list.facts.text() == "1 条业绩　1 份申报　1 条已改未交"


def test_enter_leads_to_the_entry_or_the_declaration(unit, listed):
    declaration = unit.draft("钱进", stage=Stage.EMPLOYER_REVIEW)
    unit.send_back(declaration)
    unit.real.clock.advance(minutes=5)
    item = unit.returned_item("孙可欣")
    tab = listed(ReturnedPage)
    tab.press(Qt.Key.Key_Return)
    assert tab.page.wanted == [("person", unit.real.people["孙可欣"].id, item.id)]
    tab.press(Qt.Key.Key_J)
    assert "照片模糊；聘书缺页" in tab.page.list.bar.reason.text()
    tab.press(Qt.Key.Key_Return)
    assert tab.page.wanted[-1] == ("case", declaration.id, None, "")


def test_search_and_nothing_found(unit, listed, qtbot):
    unit.returned_item("孙可欣")
    unit.returned_item("郑凯")
    tab = listed(ReturnedPage)
    search = tab.find(QLineEdit, "entry.returned.search")
    search.setText("郑凯")
    qtbot.waitUntil(lambda: [row[0] for row in rows(tab)] == ["郑凯"])
    search.setText("没有这个人")
    qtbot.waitUntil(lambda: tab.shows("entry.returned.clear_search"))


def test_nothing_returned_says_so(listed):
    tab = listed(ReturnedPage)
    assert not tab.page.list.shows_list()
    assert tab.page.list.empty.accessibleName().startswith("没有退回待改的")
    assert not tab.page.list.open_button.isEnabled()


@pytest.mark.parametrize("size", [(1366, 696), (1024, 576)])
def test_every_column_has_its_room(unit, listed, size):
    unit.returned_item("买买提·艾力江·阿卜杜热西提")
    tab = listed(ReturnedPage, size=size)
    table = tab.page.list.table
    assert table.head.length() <= table.viewport().width()


def test_a_returned_education_names_its_school(unit, listed):
    fields = {"start": "2006-09", "end": "2010-06", "level": "大学本科", "school": "浙江工业大学"}
    item = unit.real.add_item("孙可欣", "education", fields=fields, status=ArchiveStatus.RETURNED)
    decide(unit.real, item, Action.RETURN)
    [row] = rows(listed(ReturnedPage))
    assert row[2] == "浙江工业大学　大学本科　2006-09 至 2010-06"
