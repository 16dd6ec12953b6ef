"""Buttons: keys, names, the ring only for keyboard focus, and what a disabled one shows."""

import pytest
from PySide6.QtCore import QCoreApplication, Qt
from PySide6.QtGui import QColor
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QHBoxLayout, QWidget

from ui.theme import current
from ui.theme.tokens import LIGHT
from ui.widgets.buttons import (
    DangerButton,
    FrameIconButton,
    IconButton,
    LinkButton,
    MenuButton,
    PrimaryButton,
    QuietButton,
    SecondaryButton,
)
from ui.widgets.key_chip import KeyHint, LockReason
from ui.widgets.verdict_button import make_verdict_button


def colours(widget):
    image = widget.grab().toImage()
    return {image.pixelColor(x, y).name() for x in range(image.width()) for y in range(image.height())}


class Row(QWidget):
    def __init__(self):
        super().__init__()
        self.buttons = [SecondaryButton("导出名单", "download"), PrimaryButton("写结论", "check", "P")]
        layout = QHBoxLayout(self)
        for button in self.buttons:
            layout.addWidget(button)


@pytest.fixture
def row(qtbot):
    window = Row()
    qtbot.addWidget(window)
    window.show()
    qtbot.waitExposed(window)
    return window


def test_measures():
    assert PrimaryButton("写结论").sizeHint().height() == 34
    assert SecondaryButton("退回").sizeHint().height() == 32
    assert QuietButton("审核日志").sizeHint().height() == 28
    assert IconButton("zoom-in", "放大").sizeHint().width() == 28
    assert FrameIconButton("list-filter", "筛选").sizeHint().height() == 32
    assert [make_verdict_button(s, "字").sizeHint().height() for s in ("passed", "returned", "failed")] == [
        34
    ] * 3


def test_space_and_enter_press_the_focused_button(qtbot, row):
    button = row.buttons[0]
    button.setFocus()
    with qtbot.waitSignal(button.clicked):
        QTest.keyClick(button, Qt.Key.Key_Space)


def test_the_ring_comes_with_tab_and_not_with_the_mouse(qtbot, row):
    first, second = row.buttons
    first.setFocus(Qt.FocusReason.MouseFocusReason)
    assert first.hasFocus() and not first.shows_ring()
    QTest.keyClick(first, Qt.Key.Key_Tab)
    assert second.shows_ring()
    QTest.mouseClick(second, Qt.MouseButton.LeftButton)
    assert second.hasFocus() and not second.shows_ring()
    first.setFocus(Qt.FocusReason.ShortcutFocusReason)
    assert first.shows_ring()
    assert current.color("focus").name() in colours(first)


def test_the_ring_survives_a_change_of_window(qtbot, row):
    first, second = row.buttons
    second.setFocus()
    first.setFocus(Qt.FocusReason.TabFocusReason)
    first.clearFocus()
    first.setFocus(Qt.FocusReason.ActiveWindowFocusReason)
    assert first.shows_ring()


def test_verdicts_have_their_keys_and_colours(qtbot):
    words = {"passed": ("审核无误", "P"), "returned": ("退回", "R"), "failed": ("不通过", "F")}
    for state, (word, key) in words.items():
        button = make_verdict_button(state, word)
        qtbot.addWidget(button)
        assert button.key() == key and key in button.accessibleDescription()
        wanted = "accent" if state == "passed" else state
        assert QColor(LIGHT[wanted]).name() in colours(button)


def test_a_disabled_primary_is_flat_and_says_why_beside_it(qtbot):
    button = PrimaryButton("写结论", "check")
    button.setEnabled(False)
    qtbot.addWidget(button)
    seen = colours(button)
    assert QColor(LIGHT["line"]).name() in seen and QColor(LIGHT["accent"]).name() not in seen
    reason = LockReason("公示第 2 / 5 日，10月14日起可通过")
    qtbot.addWidget(reason)
    assert reason.accessibleName() == "公示第 2 / 5 日，10月14日起可通过"
    wide = reason.sizeHint().width()
    reason.set_reason("")
    assert reason.sizeHint().width() < wide


def test_hover_changes_the_ground(qtbot):
    button = SecondaryButton("退回")
    qtbot.addWidget(button)
    button.show()
    QTest.mouseMove(button)
    QCoreApplication.processEvents()
    assert QColor(LIGHT["hover"]).name() in colours(button)


def test_danger_wears_failed_ink(qtbot):
    button = DangerButton("删除草稿", "trash-2")
    qtbot.addWidget(button)
    assert QColor(LIGHT["failed"]).name() in colours(button)


def test_icon_buttons_have_names(qtbot):
    button = IconButton("eye", "显示证件号码", key="I")
    qtbot.addWidget(button)
    assert button.accessibleName() == "显示证件号码"
    assert button.toolTip() == "显示证件号码（I）"


def test_quiet_can_stay_on(qtbot):
    button = QuietButton("已改正", "check")
    button.setCheckable(True)
    qtbot.addWidget(button)
    button.click()
    assert QColor(LIGHT["accent_soft"]).name() in colours(button)


def test_link_and_menu_buttons_are_buttons(qtbot):
    for button in (LinkButton("看第 1 页"), MenuButton("最近提交在前")):
        qtbot.addWidget(button)
        with qtbot.waitSignal(button.clicked):
            QTest.mouseClick(button, Qt.MouseButton.LeftButton)


def test_key_hint_reads_as_text(qtbot):
    hint = KeyHint(["K", "J"], "上 / 下一条")
    qtbot.addWidget(hint)
    assert hint.accessibleName() == "K J 上 / 下一条"
    hint.set_text("下一条")
    assert hint.text() == "下一条" and "下一条" in hint.accessibleName()
