"""Tour, part 1: who sits here, and what waits (issue: sign-in; A3.1, A3.3)."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QComboBox, QLineEdit

from ui.tour.driver import Driver, TourFailure
from ui.widgets.work_tabs import WorkTabs

DESK = "周敏"
"""The sample's HR person of 示例建设工程有限公司."""
WRONG, RIGHT = "sample-2025", "sample-2026"


def open_window(hands: Driver) -> None:
    """Wait for the sign-in page with its accounts."""
    password = hands.find(QLineEdit, "密码")
    hands.wait_until(password.isEnabled, "登录页")


def sign_in(hands: Driver, name: str = DESK) -> None:
    """Choose an account by keyboard, be refused once, then enter."""
    choice = hands.find(QComboBox, "账号")
    row = next((n for n in range(choice.count()) if choice.itemText(n).startswith(name)), -1)
    if row < 0:
        raise TourFailure(f"样例里没有{name}的账号")
    choice.setFocus(Qt.FocusReason.TabFocusReason)
    hands.press(Qt.Key.Key_Home)
    for _ in range(row):
        hands.press(Qt.Key.Key_Down)
    password = hands.find(QLineEdit, "密码")
    hands.type_text(password, WRONG)
    hands.press(Qt.Key.Key_Return)
    hands.wait_until(lambda: not password.text() or password.isEnabled(), "密码被拒绝")
    hands.replace_text(password, RIGHT)
    hands.press(Qt.Key.Key_Return)
    hands.find(WorkTabs, "页签")
    hands.note(f"{name}登录；输错一次密码被拒绝")


def open_tab(hands: Driver, title: str) -> None:
    """Click a work tab by its title."""
    tabs = hands.find(WorkTabs, "页签")
    for index in range(tabs.count()):
        if tabs.tabText(index) == title:
            hands.click(tabs, tabs.tabRect(index).center().toPointF())
            hands.wait_until(lambda: tabs.tabText(tabs.currentIndex()) == title, f"页签「{title}」")
            return
    raise TourFailure(f"没有页签「{title}」")
