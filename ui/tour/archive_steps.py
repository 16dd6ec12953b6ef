"""Tour, part 2: one category of the archive: pass, return with reasons, undo, bulk, add a file (A3.4-A3.13, A4.2)."""

from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtGui import QColor, QImage
from PySide6.QtWidgets import QAbstractButton, QListView, QTableView, QWidget

from ui.tour.driver import Driver, rest
from ui.tour.sign_in_steps import open_tab

AWARDS = 5
"""Archive category 5.获奖情况, as in seed A's screen."""


def review_archive(hands: Driver) -> None:
    open_tab(hands, "业绩档案审核")
    choose_category(hands, AWARDS)
    table = hands.find(QTableView, "archive.table")
    hands.wait_until(lambda: table.model().rowCount() > 3, "待审核的获奖情况")
    hands.shot("业绩档案审核-列表")
    waiting = table.model().rowCount()
    table.setFocus(Qt.FocusReason.TabFocusReason)
    hands.press(Qt.Key.Key_Return)
    rows = hands.find(QListView, "archive.list")
    wait_for_page(hands)
    hands.shot("业绩档案审核-审阅")
    pass_one(hands, rows, waiting)
    return_one(hands, rows, waiting)
    add_a_file(hands)
    back_to_list(hands, table)
    bulk_pass(hands, table)


def choose_category(hands: Driver, row: int) -> None:
    categories = hands.find(QListView, "archive.categories")
    hands.click(
        categories.viewport(), categories.visualRect(categories.model().index(row, 0)).center().toPointF()
    )


def wait_for_page(hands: Driver) -> None:
    """The evidence shows ink, not only its ground: some pixels in the pane's middle differ."""
    evidence = hands.find(QWidget, "archive.evidence")

    def shows_a_page() -> bool:
        picture: QImage = evidence.grab().toImage()
        colours = {
            QColor(picture.pixel(x, y)).rgb()
            for x in range(20, picture.width() - 20, 7)
            for y in range(60, picture.height() // 2, 7)
        }
        return len(colours) > 40

    hands.wait_until(shows_a_page, "佐证材料第一页")


def pass_one(hands: Driver, rows: QListView, waiting: int) -> None:
    hands.press(Qt.Key.Key_P)
    hands.wait_until(lambda: rows.model().rowCount() == waiting - 1, "通过后列表少一条")
    hands.note("审核通过 1 条获奖情况")


def return_one(hands: Driver, rows: QListView, waiting: int) -> None:
    """R opens the composer; two defects make one notice; Z takes it back; then it is returned for good."""
    for again in (False, True):
        hands.press(Qt.Key.Key_R)
        hands.find(QWidget, "return.sheet")
        boxes = [
            b for b in hands.window.findChildren(QAbstractButton) if b.objectName().startswith("return.tick.")
        ]
        for box in [b for b in boxes if b.isVisible()][:2]:
            if not box.isChecked():
                hands.click(box)
        if not again:
            hands.shot("退回意见")
        hands.press(Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
        hands.wait_until(lambda: rows.model().rowCount() == waiting - 2, "退回后列表少一条")
        if not again:
            hands.press(Qt.Key.Key_Z)
            hands.wait_until(lambda: rows.model().rowCount() == waiting - 1, "撤销后回到列表")
    hands.note("退回 1 条（先撤销一次再退回），意见含 2 处问题")


def add_a_file(hands: Driver) -> None:
    """A JPEG that the program did not make is dropped onto the item."""
    evidence = hands.find(QWidget, "archive.evidence")
    scan = hands.out / "拖入的扫描件.jpg"
    hands.window.grab().save(str(scan), "JPEG", 90)
    hands.drop_files(evidence, [Path(scan)])
    rest(1500)
    hands.shot("拖入佐证材料")
    hands.note("拖入 1 个文件作为佐证材料")


def back_to_list(hands: Driver, table: QTableView) -> None:
    hands.press(Qt.Key.Key_Escape)
    hands.wait_until(table.isVisible, "回到列表")


def bulk_pass(hands: Driver, table: QTableView) -> None:
    """Tick three rows with X, look at the preview sheet, pass them together."""
    before = table.model().rowCount()
    table.setFocus(Qt.FocusReason.TabFocusReason)
    for _ in range(3):
        hands.press(Qt.Key.Key_X)
        hands.press(Qt.Key.Key_Down)
    hands.press(Qt.Key.Key_P)
    hands.find(QWidget, "archive.bulk")
    hands.shot("批量通过-先列名单")
    hands.click_button("archive.bulk_confirm")
    hands.wait_until(lambda: table.model().rowCount() < before, "批量通过后列表变短")
    hands.shot("批量通过之后")
    hands.note(f"批量通过 {before - table.model().rowCount()} 条")
