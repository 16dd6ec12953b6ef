"""Side sheet, in-window dialog and toast."""

import pytest
from PySide6.QtCore import QCoreApplication, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QVBoxLayout, QWidget

from ui.widgets.buttons import PrimaryButton, SecondaryButton
from ui.widgets.dialog_card import DialogCard
from ui.widgets.fields import LineEdit
from ui.widgets.labels import TextLabel
from ui.widgets.side_sheet import SideSheet
from ui.widgets.toast import Toast


class Host(QWidget):
    def __init__(self):
        super().__init__()
        self.below = LineEdit("下面的")
        QVBoxLayout(self).addWidget(self.below)
        self.resize(1000, 600)


class Bulk(SideSheet):
    def __init__(self, host):
        super().__init__(host, 456)
        self.set_title("通过 9 份", "报区县人社部门审核")
        self.go = PrimaryButton("通过 9 份", "check", "Ctrl Enter")
        self.cancel = SecondaryButton("取消")
        self.footer.add_button(self.go)
        self.footer.add_button(self.cancel)


def press(key):
    focused = QApplication.focusWidget()
    assert focused is not None
    QTest.keyClick(focused, key)


@pytest.fixture
def window(qtbot):
    top = Host()
    qtbot.addWidget(top)
    top.show()
    qtbot.waitExposed(top)
    top.activateWindow()
    top.below.setFocus()
    qtbot.waitUntil(top.below.hasFocus)
    return top


@pytest.fixture
def sheet(window):
    return Bulk(window)


def test_escape_closes_and_gives_the_focus_back(qtbot, window, sheet):
    sheet.open()
    assert sheet.is_open() and sheet.geometry() == window.rect()
    with qtbot.waitSignal(sheet.closed):
        press(Qt.Key.Key_Escape)
    assert not sheet.is_open()
    assert window.below.hasFocus()


def test_tab_stays_inside(window, sheet):
    sheet.open()
    seen = set()
    for _ in range(6):
        press(Qt.Key.Key_Tab)
        assert sheet.isAncestorOf(QApplication.focusWidget())
        seen.add(QApplication.focusWidget())
    assert {sheet.go, sheet.cancel} <= seen
    press(Qt.Key.Key_Backtab)
    assert sheet.isAncestorOf(QApplication.focusWidget())


def test_the_sheet_follows_its_host(window, sheet):
    sheet.open()
    window.resize(1200, 700)
    QCoreApplication.processEvents()
    assert sheet.size() == window.size()
    assert sheet.footer.mapTo(sheet, sheet.footer.rect().bottomRight()).y() == 699
    assert sheet.footer.height() == 52


def test_a_click_on_the_scrim_decides_nothing(window, sheet):
    sheet.open()
    QTest.mouseClick(sheet, Qt.MouseButton.LeftButton, pos=sheet.rect().center() / 4)
    assert sheet.is_open() and not window.below.hasFocus()


def test_closing_twice_tells_once(qtbot, sheet):
    sheet.open()
    sheet.close_overlay()
    with qtbot.assertNotEmitted(sheet.closed):
        sheet.close_overlay()


def test_a_dialog_card_stands_in_the_window(window):
    card = DialogCard(window, 400)
    card.body.addWidget(TextLabel("同一条档案有两个不同的结论", "title"))
    card.body.addWidget(PrimaryButton("接受已生效的结论"))
    card.open()
    assert card.is_open()
    inner = card.body.parentWidget().geometry()
    assert inner.width() == 400 and window.rect().contains(inner)
    press(Qt.Key.Key_Escape)
    assert not card.is_open()


def test_a_toast_never_takes_the_focus_and_goes_by_itself(qtbot, window):
    toast = Toast(window)
    toast.show_text("已通过 陈思远", "passed", action="撤销", key="Z", stay_ms=1)
    assert toast.isVisible() and window.below.hasFocus()
    assert toast.accessibleName() == "已通过 陈思远" and toast.state_icon() == "check"
    qtbot.waitUntil(toast.isHidden, timeout=2000)


def test_the_button_of_a_toast(qtbot, window):
    toast = Toast(window)
    toast.show_text("已退回 林致远", "returned", action="撤销")
    button = next(child for child in toast.findChildren(QWidget) if hasattr(child, "click"))
    with qtbot.waitSignal(toast.acted):
        QTest.mouseClick(button, Qt.MouseButton.LeftButton)
    toast.show_text("别的")
    assert not button.isVisible() and toast.text() == "别的"
