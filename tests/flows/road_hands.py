"""The tour's hands on a test's window: the same presses and clicks, without its pauses for an eye and its pictures.

What the tour does on one road (``ui.tour``) is used here as it is; the rest are the ways that the tour does not go.
"""

from pathlib import Path

from PySide6.QtCore import QElapsedTimer, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QDateEdit, QLineEdit, QMenu, QTableView, QWidget

from tests.flows.road_world import COMMITTEE, World
from ui.main_window import MainWindow
from ui.tour.committee_steps import meet, search_publicity
from ui.tour.driver import Driver, TourFailure, rest
from ui.tour.publicity_steps import choose_status
from ui.tour.road_steps import CONTROL, ROAD, find_person
from ui.tour.sign_in_steps import choose_account, open_tab, open_window
from ui.widgets.side_sheet import SideSheet
from ui.widgets.work_tabs import WorkTabs

PATIENCE_MS = 15_000
READING, PUBLISHING = "职称申报资格审查", "公示管理"


class Hands(Driver):
    """Acts as soon as the window is at rest. ``shot`` keeps none."""

    def __init__(self, window: MainWindow, out: Path, world: World) -> None:
        super().__init__(window, out)
        self.world = world

    def settle(self) -> None:
        for _ in range(2):
            rest(1)
            self.wait_until(lambda: not self.window.operations.is_busy, "窗口安静下来")

    def wait_until(self, holds, what, patience_ms=PATIENCE_MS) -> None:
        waited = QElapsedTimer()
        waited.start()
        while not holds():
            if waited.elapsed() > patience_ms:
                self.window.grab().save(str(self.out / "失败时的画面.png"))
                raise TourFailure(f"没有等到：{what}")
            rest(2)

    def shot(self, title: str, *, numbered: bool = True) -> Path:
        self.settle()
        return self.out


def sit_down(hands: Hands, clerk: str) -> None:
    """Sign in on the sign-in page with the clerk's own password."""
    open_window(hands)
    choose_account(hands, clerk)
    hands.type_text(hands.find(QLineEdit, "密码"), hands.world.passwords[clerk])
    hands.press(Qt.Key.Key_Return)
    hands.find(WorkTabs, "页签")
    hands.settle()


def change_places(hands: Hands, clerk: str, tab: str = ROAD) -> None:
    """换账号 in the account's menu, the other clerk signs in, ``tab`` to the front."""
    hands.click_button("account")
    menu = hands.wait_for(lambda: _open_menu(hands), "账号的菜单")
    leave = next(action for action in menu.actions() if action.text() == "换账号")
    hands.click(menu, menu.actionGeometry(leave).center().toPointF())
    sit_down(hands, clerk)
    open_tab(hands, tab)
    hands.settle()


def _open_menu(hands: Hands) -> QMenu | None:
    return next((menu for menu in hands.window.findChildren(QMenu) if menu.isVisible()), None)


# ---- the unit's own review


def confirm_at_unit(hands: Hands, name: str) -> None:
    """审核无误 from 职称申报资格审查, insisting where the sections were not ticked one by one."""
    open_tab(hands, READING)
    open_in_list(hands, name)
    insist(hands)
    hands.press(Qt.Key.Key_Escape)


def open_in_list(hands: Hands, name: str) -> None:
    """The person's row of the list, opened by Enter."""
    hands.replace_text(hands.find(QLineEdit, "declarations.search"), name)
    table = hands.find(QTableView, "declarations.table")
    hands.settle()
    hands.wait_until(lambda: table.model().rowCount() == 1, f"列表里只有{name}")
    table.setFocus(Qt.FocusReason.TabFocusReason)
    hands.press(Qt.Key.Key_Return)
    hands.find(QWidget, "declarations.form")
    hands.settle()


def insist(hands: Hands) -> None:
    """P; where sections were not read, 仍然 on the sheet that names them."""
    hands.press(Qt.Key.Key_P)
    hands.click_button("declarations.insist", hands.find(QWidget, "declarations.unread_sheet"))


def pass_unit(hands: Hands, name: str) -> None:
    """审核无误, 公示 as it was held before anybody wrote it down here (A4.5), 通过 with the worded opinion (A4.6, A4.7)."""
    confirm_at_unit(hands, name)
    begin_publicity(hands, name, "一楼公告栏", held_from="2026-09-17")
    pass_after_publicity(hands, name)


def pass_after_publicity(hands: Hands, name: str) -> None:
    """通过 at the publicity that is over."""
    stand_on_publicity(hands, name)
    hands.press(Qt.Key.Key_P)
    sheet = hands.find(QWidget, "publicity.pass")
    hands.click_button("publicity.pass.confirm", sheet)
    hands.wait_until(lambda: not sheet.isVisible(), f"{name}通过")
    hands.settle()


# ---- publicities


def begin_publicity(hands: Hands, name: str, place: str, *, held_from: str = "") -> None:
    """发起公示 from today; ``held_from``: 录入公示情况 of one that hung from that day, 2026-09-17."""
    open_tab(hands, PUBLISHING)
    choose_status(hands, "待发起")
    table = search_publicity(hands, name)
    table.setFocus(Qt.FocusReason.TabFocusReason)
    hands.press(Qt.Key.Key_X)
    hands.replace_text(hands.find(QLineEdit, "publicity.place"), place)
    if held_from:
        hands.click(hands.find(QAbstractButton, "publicity.held_before"))
        start = hands.find(QDateEdit, "publicity.start_date")
        start.setFocus(Qt.FocusReason.TabFocusReason)
        hands.press(Qt.Key.Key_Home)
        QTest.keyClicks(start, held_from)
    hands.click_button("publicity.begin")
    hands.settle()


def stand_on_publicity(hands: Hands, name: str) -> None:
    """The publicity of one person that is over and may be concluded."""
    open_tab(hands, PUBLISHING)
    choose_status(hands, "公示中")
    table = search_publicity(hands, name)
    hands.click(table.viewport(), table.visualRect(table.model().index(0, 0)).center().toPointF())
    hands.wait_until(hands.find(QAbstractButton, "publicity.conclude").isEnabled, "期满后可以写结论")


def conclude_publicity(hands: Hands, name: str) -> None:
    """公示无异议, by the committee's office (B11.2, B12.2)."""
    stand_on_publicity(hands, name)
    hands.press(Qt.Key.Key_P)
    sheet = hands.find(SideSheet, "publicity.conclusion")
    hands.press(Qt.Key.Key_Return, CONTROL)
    hands.wait_until(lambda: not sheet.isVisible(), f"{name}公示无异议")
    hands.settle()


def publish_at_committee(hands: Hands, name: str) -> None:
    """Posted today, gone home, back after its five working days, concluded."""
    begin_publicity(hands, name, "评委会办公室网站")
    hands.world.pass_days(8)
    change_places(hands, COMMITTEE)
    conclude_publicity(hands, name)


# ---- the levels above


def pass_level(hands: Hands, name: str) -> None:
    """From 受理与评审 into the dossier, P with the proposed opinion, back."""
    find_person(hands, name)
    hands.press(Qt.Key.Key_Return)
    hands.find(QWidget, "declarations.form")
    hands.settle()
    insist(hands)
    sheet = hands.find(QWidget, "declarations.pass_sheet")
    hands.press(Qt.Key.Key_Return, CONTROL)
    hands.wait_until(lambda: not sheet.isVisible(), f"{name}已通过")
    hands.settle()
    hands.press(Qt.Key.Key_Escape)
    open_tab(hands, ROAD)


def pass_committee(hands: Hands, name: str) -> None:
    """评委会: review, both publicities, the meeting. Its clerk sits here."""
    pass_level(hands, name)
    publish_at_committee(hands, name)
    meet(hands, name)
    publish_at_committee(hands, name)
    open_tab(hands, ROAD)
