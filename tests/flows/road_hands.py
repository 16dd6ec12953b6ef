"""The tour's hands on a test's window: the same presses and clicks, without its pauses for an eye and its pictures.

What the tour does on its one road (``ui.tour``) is used as it is; here are the ways that it does not go. Names are the
applicants that travel together: one is found by the search, several are ticked.
"""

from collections.abc import Callable, Mapping
from pathlib import Path

from PySide6.QtCore import QCoreApplication, QElapsedTimer, QPoint, Qt
from PySide6.QtGui import QInputMethodEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractItemView,
    QComboBox,
    QDateEdit,
    QLineEdit,
    QTableView,
    QWidget,
)

from tests.flows.road_world import World
from ui.main_window import MainWindow
from ui.tour.driver import Driver, TourFailure, rest
from ui.tour.publicity_steps import choose_status
from ui.tour.road_steps import CONTROL, ROAD, choose_queue, columns_of, find_person
from ui.tour.sign_in_steps import leave_desk, open_tab, open_window
from ui.widgets.callout import Callout
from ui.widgets.side_sheet import SideSheet
from ui.widgets.work_tabs import WorkTabs

PATIENCE_MS = 15_000
READING, PUBLISHING = "职称申报资格审查", "公示管理"


class Hands(Driver):
    """Acts as soon as the window is at rest. ``shot`` keeps no picture; a failure does."""

    def __init__(self, window: MainWindow, out: Path, world: World) -> None:
        super().__init__(window, out)
        self.world = world

    def settle(self) -> None:
        for _ in range(2):
            rest(1)
            self.wait_until(lambda: not self.window.operations.is_busy, "窗口安静下来")

    def wait_until(self, holds: Callable[[], bool], what: str, patience_ms: int = PATIENCE_MS) -> None:
        waited = QElapsedTimer()
        waited.start()
        while not holds():
            if waited.elapsed() > patience_ms:
                self.window.grab().save(str(self.out / "失败时的画面.png"))
                raise TourFailure(f"没有等到：{what}")
            rest(2)

    def type_text(self, target: QWidget, text: str) -> None:
        target.setFocus(Qt.FocusReason.MouseFocusReason)
        event = QInputMethodEvent()
        event.setCommitString(text)
        QCoreApplication.sendEvent(target, event)

    def shot(self, title: str, *, numbered: bool = True) -> Path:
        self.settle()
        return self.out

    def wait_for_rows(self, view: QAbstractItemView, count: int, what: str) -> None:
        self.settle()
        self.wait_until(lambda: view.model().rowCount() == count, what)


# ---- who sits here


def sit_down(hands: Hands, clerk: str, tab: str = "") -> None:
    """Sign in on the sign-in page with the clerk's own password; ``tab`` to the front."""
    open_window(hands)
    choice = hands.find(QComboBox, "账号")
    place = next(n for n in range(choice.count()) if choice.itemText(n).startswith(clerk))
    choice.setFocus(Qt.FocusReason.TabFocusReason)
    hands.press(Qt.Key.Key_Home)
    for _ in range(place):
        QTest.keyClick(choice, Qt.Key.Key_Down)
    hands.type_text(hands.find(QLineEdit, "密码"), hands.world.passwords[clerk])
    hands.press(Qt.Key.Key_Return)
    hands.find(WorkTabs, "页签")
    hands.settle()
    if tab:
        open_tab(hands, tab)


def change_places(hands: Hands, clerk: str, tab: str = ROAD) -> None:
    """换账号 in the account's menu, then the other clerk signs in."""
    leave_desk(hands)
    sit_down(hands, clerk, tab)


# ---- a dossier on the screen


def open_in_list(hands: Hands, name: str) -> None:
    """From 职称申报资格审查: the person's row, opened by Enter."""
    open_tab(hands, READING)
    hands.replace_text(hands.find(QLineEdit, "declarations.search"), name)
    table = hands.find(QTableView, "declarations.table")
    hands.wait_for_rows(table, 1, f"列表里只有{name}")
    table.setFocus(Qt.FocusReason.TabFocusReason)
    _open_current(hands)


def open_on_road(hands: Hands, name: str) -> None:
    """From 受理与评审: the person's row, opened by Enter."""
    open_tab(hands, ROAD)
    find_person(hands, name)
    _open_current(hands)


def _open_current(hands: Hands) -> None:
    hands.press(Qt.Key.Key_Return)
    hands.find(QWidget, "declarations.form")
    hands.settle()


def read_first_note(hands: Hands) -> str:
    """The title that stands first over the open dossier; "" where nothing does."""
    form = hands.find(QWidget, "declarations.form")
    notes = [note for note in form.findChildren(Callout) if note.isVisible()]
    return min(notes, key=lambda note: note.mapTo(form, QPoint()).y()).title() if notes else ""


def insist(hands: Hands) -> None:
    """P; 仍然 on the sheet that names the sections nobody ticked one by one."""
    hands.press(Qt.Key.Key_P)
    hands.click_button("declarations.insist", hands.find(QWidget, "declarations.unread_sheet"))


def pass_level(hands: Hands, *names: str) -> list[str]:
    """Each from 受理与评审 into the dossier, P with the proposed opinion, back. Returns what each said first."""
    told = []
    for name in names:
        open_on_road(hands, name)
        told.append(read_first_note(hands))
        insist(hands)
        record(hands, "declarations.pass_sheet", name)
        hands.press(Qt.Key.Key_Escape)
    open_tab(hands, ROAD)
    return told


def record(hands: Hands, sheet_name: str, what: str) -> None:
    """Ctrl+Enter on the sheet that lies open, until it is gone."""
    sheet = hands.find(SideSheet, sheet_name)
    hands.press(Qt.Key.Key_Return, CONTROL)
    hands.wait_until(lambda: not sheet.isVisible(), f"{what}：{sheet_name} 已登记")
    hands.settle()


# ---- acts of 受理与评审


def choose(hands: Hands, *names: str) -> None:
    """The rows of these people, and nobody else's, are what the next act is about."""
    if len(names) == 1:
        find_person(hands, *names)
        return
    choose_queue(hands, "全部")
    hands.replace_text(hands.find(QLineEdit, "road.search"), "")
    table = hands.find(QTableView, "road.table")
    hands.wait_for_rows(table, len(names), "列表里是" + "、".join(names))
    table.setFocus(Qt.FocusReason.TabFocusReason)
    hands.press(Qt.Key.Key_Escape)
    hands.press(Qt.Key.Key_A, CONTROL)
    column = columns_of(table)["姓名"]
    assert {str(table.model().index(row, column).data()) for row in range(len(names))} == set(names)


def do(
    hands: Hands,
    names: tuple[str, ...],
    action: str,
    fields: Mapping[str, str] | None = None,
    *,
    ticks: tuple[str, ...] = (),
) -> None:
    """One act for these people: button, sheet, fields, Ctrl+Enter."""
    choose(hands, *names)
    hands.click_button(f"road.act.{action}")
    sheet = hands.find(SideSheet, f"road.act.{action}")
    for key, text in (fields or {}).items():
        hands.replace_text(hands.find(QWidget, f"road.act.{action}.{key}", sheet), text)
    for key in ticks:
        hands.click(hands.find(QWidget, f"road.act.{action}.{key}", sheet))
    record(hands, f"road.act.{action}", "、".join(names))


# ---- 公示管理


def begin_publicity(hands: Hands, names: tuple[str, ...], place: str, *, held_from: str = "") -> None:
    """发起公示 from today; ``held_from``: 录入公示情况 of one that hung from that day, 2026-09-17 (A4.5)."""
    open_tab(hands, PUBLISHING)
    choose_status(hands, "待发起")
    table = find_publicity(hands, names, len(names))
    table.setFocus(Qt.FocusReason.TabFocusReason)
    hands.press(Qt.Key.Key_Home)
    for _ in names:
        hands.press(Qt.Key.Key_X)
        hands.press(Qt.Key.Key_Down)
    hands.replace_text(hands.find(QLineEdit, "publicity.place"), place)
    if held_from:
        hands.click(hands.find(QAbstractButton, "publicity.held_before"))
        start = hands.find(QDateEdit, "publicity.start_date")
        start.setFocus(Qt.FocusReason.TabFocusReason)
        hands.press(Qt.Key.Key_Home)
        QTest.keyClicks(start, held_from)
    hands.click_button("publicity.begin")
    hands.settle()


def find_publicity(hands: Hands, names: tuple[str, ...], rows: int) -> QTableView:
    """The list narrowed to one person, or as it is for several."""
    hands.replace_text(hands.find(QLineEdit, "publicity.search"), names[0] if len(names) == 1 else "")
    table = hands.find(QTableView, "publicity.list")
    hands.wait_for_rows(table, rows, "公示列表里的" + "、".join(names))
    return table


def stand_on_publicity(hands: Hands, names: tuple[str, ...]) -> None:
    """The publicity of these people: it is over and may be concluded."""
    open_tab(hands, PUBLISHING)
    choose_status(hands, "公示中")
    table = find_publicity(hands, names, 1)
    hands.click(table.viewport(), table.visualRect(table.model().index(0, 0)).center().toPointF())
    hands.wait_until(hands.find(QAbstractButton, "publicity.conclude").isEnabled, "期满后可以写结论")
    hands.press(Qt.Key.Key_P)
