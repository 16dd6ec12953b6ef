"""Keys fire on the page in front, rest below a sheet, and leave letters to text fields."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLineEdit, QStackedWidget, QVBoxLayout, QWidget

from ui.shortcuts import KEY_GROUPS, bind_enter, bind_key, keys_rest
from ui.widgets.buttons import SecondaryButton
from ui.widgets.overlay import Overlay


class Page(QWidget):
    def __init__(self, name, log):
        super().__init__()
        self.name, self.log = name, log
        self.button, self.edit = SecondaryButton("看"), QLineEdit()
        column = QVBoxLayout(self)
        column.addWidget(self.button)
        column.addWidget(self.edit)
        bind_key(self, "P", self.press)
        bind_enter(self, self.press)

    def press(self):
        self.log.append(self.name)


class Sheet(Overlay):
    def __init__(self, host, log):
        super().__init__(host)
        self.log = log
        self.button = SecondaryButton("写", parent=self)
        bind_enter(self, self.press)

    def press(self):
        self.log.append("sheet")


@pytest.fixture
def log():
    return []


@pytest.fixture
def pages(qtbot, log):
    stack = QStackedWidget()
    for name in ("first", "second"):
        stack.addWidget(Page(name, log))
    qtbot.addWidget(stack)
    stack.show()
    qtbot.waitExposed(stack)
    stack.activateWindow()
    return stack


def test_a_key_fires_on_the_page_in_front_only(pages, log):
    QTest.keyClick(pages.currentWidget().button, Qt.Key.Key_P)
    pages.setCurrentIndex(1)
    QTest.keyClick(pages.currentWidget().button, Qt.Key.Key_P)
    assert log == ["first", "second"]


def test_a_letter_typed_into_a_field_is_text(pages, log):
    page = pages.currentWidget()
    page.edit.setFocus()
    QTest.keyClick(page.edit, Qt.Key.Key_P)
    assert (log, page.edit.text()) == ([], "p")


def test_a_page_rests_below_a_sheet_and_the_sheet_gets_its_own_keys(pages, log):
    page = pages.currentWidget()
    sheet = Sheet(page, log)
    sheet.open()
    assert keys_rest(page)
    assert not keys_rest(sheet)
    QTest.keyClick(sheet.button, Qt.Key.Key_P)
    for _ in range(3):
        QTest.keyClick(sheet.button, Qt.Key.Key_Return)
    assert log == ["sheet"] * 3
    sheet.close_overlay()
    QTest.keyClick(page.button, Qt.Key.Key_Return)
    QTest.keyClick(page.button, Qt.Key.Key_Enter)
    assert log == ["sheet"] * 3 + ["first"] * 2


def test_a_pane_inside_a_page_comes_before_the_page(pages, log):
    page = pages.currentWidget()
    inner = Page("inner", log)
    page.layout().addWidget(inner)
    inner.show()
    QTest.keyClick(page.button, Qt.Key.Key_P)
    QTest.keyClick(page.button, Qt.Key.Key_P)
    inner.hide()
    QTest.keyClick(page.button, Qt.Key.Key_P)
    assert log == ["inner", "inner", "first"]


def test_no_key_of_the_sheet_stands_twice_in_a_group():
    for group in KEY_GROUPS:
        keys = [key for line in group.lines for key in line.keys]
        assert len(keys) == len(set(keys))
