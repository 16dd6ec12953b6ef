"""Tour, part 1: who sits here, and what waits (issue: sign-in; A3.1, A3.3)."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QComboBox, QLineEdit, QMenu

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
    choose_account(hands, name)
    password = hands.find(QLineEdit, "密码")
    hands.type_text(password, WRONG)
    hands.press(Qt.Key.Key_Return)
    hands.wait_until(lambda: not password.text() or password.isEnabled(), "密码被拒绝")
    enter(hands)
    hands.note(f"{name}登录；输错一次密码被拒绝")


def change_account(hands: Driver, name: str) -> None:
    """换账号, then the other person signs in on the same copy."""
    leave_desk(hands)
    open_window(hands)
    choose_account(hands, name)
    enter(hands)


def leave_desk(hands: Driver) -> None:
    """换账号 in the account's menu."""
    hands.click_button("account")
    menu = hands.wait_for(lambda: _open_menu(hands), "账号的菜单")
    action = next(a for a in menu.actions() if a.text() == "换账号")
    hands.click(menu, menu.actionGeometry(action).center().toPointF())


def _open_menu(hands: Driver) -> QMenu | None:
    return next((menu for menu in hands.window.findChildren(QMenu) if menu.isVisible()), None)


def choose_account(hands: Driver, name: str) -> None:
    choice = hands.find(QComboBox, "账号")
    row = next((n for n in range(choice.count()) if choice.itemText(n).startswith(name)), -1)
    if row < 0:
        raise TourFailure(f"样例里没有{name}的账号")
    choice.setFocus(Qt.FocusReason.TabFocusReason)
    hands.press(Qt.Key.Key_Home)
    for _ in range(row):
        hands.press(Qt.Key.Key_Down)


def enter(hands: Driver) -> None:
    hands.replace_text(hands.find(QLineEdit, "密码"), RIGHT)
    hands.press(Qt.Key.Key_Return)
    hands.find(WorkTabs, "页签")


def open_tab(hands: Driver, title: str) -> None:
    """Click a work tab by its title."""
    tabs = hands.find(WorkTabs, "页签")
    for index in range(tabs.count()):
        if tabs.tabText(index) == title:
            hands.click(tabs, tabs.tabRect(index).center().toPointF())
            hands.wait_until(lambda: tabs.tabText(tabs.currentIndex()) == title, f"页签「{title}」")
            return
    raise TourFailure(f"没有页签「{title}」")
