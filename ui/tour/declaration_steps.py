"""Tour, part 3: the list and its export, 19 sections read one by one, 审核无误, and at the end 通过 (A3.14-A4.13)."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QAbstractButton, QTableView, QWidget

from ui.tour.driver import Driver, TourFailure
from ui.tour.sign_in_steps import open_tab

MOST_PAGES = 400
"""More key presses than any sample dossier has pages and sections."""


def export_roster(hands: Driver) -> None:
    """导出名单: the list on the screen as xlsx."""
    open_tab(hands, "职称申报资格审查")
    table = hands.find(QTableView, "declarations.table")
    hands.wait_until(lambda: table.model().rowCount() > 3, "待审查的申报")
    hands.shot("职称申报资格审查-列表")
    path = hands.out / "申报名单.xlsx"
    hands.click_button("declarations.export")
    hands.choose_path(path)
    hands.wait_until(path.exists, "名单已导出")
    hands.settle()
    hands.note(f"导出名单：{table.model().rowCount()} 份申报")


def confirm_declaration(hands: Driver) -> None:
    """审核无误 names what was not read; then every section is read with the space bar and confirmed."""
    table = hands.find(QTableView, "declarations.table")
    table.setFocus(Qt.FocusReason.TabFocusReason)
    hands.press(Qt.Key.Key_Return)
    hands.find(QWidget, "declarations.form")
    hands.settle()
    hands.shot("申报信息预览-待审查")
    hands.press(Qt.Key.Key_P)
    hands.shot("还有部分没看")
    hands.press(Qt.Key.Key_Return)
    pressed = read_everything(hands)
    hands.shot("十九个部分看完")
    hands.press(Qt.Key.Key_P)
    hands.settle()
    hands.note(f"逐部分看完一份申报（按空格 {pressed} 次），审核无误")
    hands.press(Qt.Key.Key_Escape)


def read_everything(hands: Driver) -> int:
    """Space until the counter says that all sections are read. Returns how often it was pressed."""
    count = hands.find(QWidget, "declarations.read_count")
    for pressed in range(MOST_PAGES):
        words = str(count.property("text")).replace("已看", "").split("/")
        if len(words) == 2 and words[0].strip() == words[1].strip():
            return pressed
        hands.press(Qt.Key.Key_Space)
    raise TourFailure("按了很多次空格，19 个部分还没有看完")


def pass_declaration(hands: Driver) -> None:
    """通过 with the opinion of the template, from the declaration's own desk."""
    open_tab(hands, "职称申报资格审查")
    hands.click_button("declarations.step.ready")
    table = hands.find(QTableView, "declarations.table")
    hands.wait_until(lambda: table.model().rowCount() > 0, "期满待通过的申报")
    waiting = table.model().rowCount()
    table.setFocus(Qt.FocusReason.TabFocusReason)
    hands.press(Qt.Key.Key_Return)
    hands.find(QWidget, "declarations.form")
    read_everything(hands)
    hands.press(Qt.Key.Key_P)
    hands.shot("通过-审查意见")
    hands.press(Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    hands.settle()
    hands.press(Qt.Key.Key_Escape)
    hands.wait_until(lambda: table.model().rowCount() == waiting - 1, "通过后列表少一份")
    hands.note("在职称申报资格审查里通过一份申报，意见按模板")


def show_log(hands: Driver) -> None:
    """审查日志 of what has just been passed."""
    button = hands.find(QAbstractButton, "declarations.log")
    hands.click(button)
    hands.shot("审查日志")
