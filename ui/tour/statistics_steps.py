"""Tour, part 7: 统计 of the desk, saved as a workbook (issue 5, 7)."""

from ui.tour.driver import Driver
from ui.tour.sign_in_steps import open_tab


def show_statistics(hands: Driver) -> None:
    open_tab(hands, "统计")
    hands.settle()
    hands.shot("统计")
    workbook = hands.out / "统计.xlsx"
    hands.click_button("statistics.export")
    hands.choose_path(workbook)
    hands.wait_until(workbook.exists, "统计已导出")
    hands.settle()
    hands.note("统计：走到哪里、退回原因、每一步用几个工作日，导出 xlsx")
