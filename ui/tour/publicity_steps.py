"""Tour, part 4: begin a publicity, see the gate refuse, export what is posted, let time pass, conclude (A4.3-A4.7)."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QAbstractButton, QTableView, QWidget

from ui.tour.driver import Driver, TourFailure
from ui.tour.sign_in_steps import open_tab
from ui.widgets.sub_tabs import SubTabs

WORKING_DAYS = 5


def begin_publicity(hands: Driver) -> None:
    """One publicity for everybody who waits for one."""
    open_tab(hands, "公示管理")
    choose_status(hands, "待发起")
    table = hands.find(QTableView, "publicity.list")
    hands.wait_until(lambda: table.model().rowCount() > 0, "待发起的人")
    waiting = table.model().rowCount()
    table.setFocus(Qt.FocusReason.TabFocusReason)
    for _ in range(waiting):
        hands.press(Qt.Key.Key_X)
        hands.press(Qt.Key.Key_Down)
    hands.shot("发起公示")
    hands.click_button("publicity.begin")
    hands.wait_until(lambda: table.model().rowCount() != waiting or status(hands) != "待发起", "公示已开始")
    hands.note(f"为 {waiting} 人发起一次公示，截止日由程序按工作日算出")


def see_the_gate(hands: Driver) -> None:
    """写结论 stays closed while the publicity runs, and says until when."""
    choose_status(hands, "公示中")
    table = hands.find(QTableView, "publicity.list")
    table.setFocus(Qt.FocusReason.TabFocusReason)
    hands.press(Qt.Key.Key_End)
    conclude = hands.find(QAbstractButton, "publicity.conclude")
    if conclude.isEnabled():
        raise TourFailure("公示还没有期满，写结论却可以按")
    hands.shot("公示中-还不能写结论")
    hands.note("公示没有期满，写结论按钮不可用，并写明哪一天可以")


def export_papers(hands: Driver) -> None:
    """评审表(公示版) of each person and 公示名单 into a folder."""
    folder = hands.out / "公示材料"
    folder.mkdir(exist_ok=True)
    hands.click_button("publicity.running.export")
    hands.choose_path(folder)
    hands.wait_until(lambda: len(list(folder.glob("*.pdf"))) >= 2, "公示材料已导出")
    hands.settle()
    hands.note(f"导出评审表(公示版)和公示名单，共 {len(list(folder.glob('*.pdf')))} 个 PDF")


def let_time_pass(hands: Driver) -> None:
    """Only a 样例 copy has a clock that can be moved."""
    open_clock(hands)
    for _ in range(WORKING_DAYS + 1):
        hands.click_button("+1 工作日")
    hands.shot("样例时间")
    hands.press(Qt.Key.Key_Escape)
    hands.note(f"样例时钟往后拨 {WORKING_DAYS + 1} 个工作日")


def open_clock(hands: Driver) -> None:
    clock = next(
        (
            b
            for b in hands.window.findChildren(QAbstractButton)
            if b.isVisible() and b.text().startswith("样例时间")
        ),
        None,
    )
    if clock is None:
        raise TourFailure("状态栏上没有样例时间")
    hands.click(clock)


def conclude(hands: Driver) -> None:
    """One 通过 for several persons, each with an opinion of their own."""
    choose_status(hands, "公示中")
    table = hands.find(QTableView, "publicity.list")
    hands.click(table.viewport(), table.visualRect(table.model().index(0, 0)).center().toPointF())
    hands.wait_until(hands.find(QAbstractButton, "publicity.conclude").isEnabled, "期满后可以写结论")
    hands.press(Qt.Key.Key_P)
    hands.find(QWidget, "publicity.pass")
    opinions = [w for w in hands.window.findChildren(QWidget) if w.objectName() == "publicity.pass.opinion"]
    hands.shot("写结论-每人一份意见")
    hands.click_button("publicity.pass.confirm")
    hands.settle()
    hands.shot("通过之后")
    hands.note(f"公示期满，{len(opinions)} 人一起通过，每人一份意见")


def choose_status(hands: Driver, word: str) -> None:
    tabs = hands.find(SubTabs, "publicity.tabs")
    for index in range(tabs.count()):
        if tabs.tabText(index).startswith(word):
            hands.click(tabs, tabs.tabRect(index).center().toPointF())
            return
    raise TourFailure(f"公示管理没有页签「{word}」")


def status(hands: Driver) -> str:
    tabs = hands.find(SubTabs, "publicity.tabs")
    return tabs.tabText(tabs.currentIndex()).split()[0]
