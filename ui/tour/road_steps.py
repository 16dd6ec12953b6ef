"""Tour, part 5: one dossier travels the whole road above its unit, each act by whoever owns it (seed B 二(七)-(十二)).

受理点 → 区县人社 → 缴费 → 评审表 → 评委会, in the embedded mode: the accounts change on one working copy.
"""

from collections.abc import Mapping

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLineEdit, QListView, QTableView, QWidget

from ui.tour.declaration_steps import read_everything
from ui.tour.driver import Driver, TourFailure
from ui.tour.sign_in_steps import DESK, change_account, open_tab
from ui.widgets.side_sheet import SideSheet

ROAD, OWN_ROAD = "受理与评审", "缴费与评审表"
"""The tab above the employer, and the employer's own."""
POINT, BUREAU, COMMITTEE = "方晴", "沈立群", "陆明轩"
"""The sample's clerks of 受理点, 区县人社 and 评委会办公室."""
UNIT = "示例建设工程有限公司"
PAID = {"amount": "280", "receipt": "33010126000123"}
CONTROL = Qt.KeyboardModifier.ControlModifier


def travel_to_the_committee(hands: Driver) -> str:
    """From 受理点 to the committee's review. Returns whose dossier it was."""
    change_account(hands, POINT)
    open_tab(hands, ROAD)
    name = choose_traveller(hands)
    hands.shot("受理点-受理与评审")
    pass_review(hands, "受理点审核通过")
    change_account(hands, BUREAU)
    open_tab(hands, ROAD)
    find_person(hands, name)
    pass_review(hands, "区县人社审核通过-缴费截止日")
    hands.note(f"{name}的申报：受理点、区县人社逐条看完，逐级通过")
    pay_and_stamp(hands, name)
    carry_forms(hands, name)
    return name


def pay_and_stamp(hands: Driver, name: str) -> None:
    """The unit records the payment, then the first three steps of the paper forms."""
    change_account(hands, DESK)
    open_tab(hands, OWN_ROAD)
    act(hands, name, "record_payment", PAID, picture="登记缴费")
    for step in range(3):
        act(hands, name, "form_step", picture="登记评审表盖章" if step == 1 else "")
    hands.note(f"单位登记{name}缴费，导出评审表、盖章、报送")


def carry_forms(hands: Driver, name: str) -> None:
    """受理点 counts the copies and looks for the watermark, forwards; the committee's office receives and reviews."""
    change_account(hands, POINT)
    open_tab(hands, ROAD)
    act(hands, name, "form_step", ticks=("copies", "watermark"), picture="受理点收评审表")
    act(hands, name, "form_step")
    change_account(hands, COMMITTEE)
    open_tab(hands, ROAD)
    act(hands, name, "receive_forms", ticks=("copies", "watermark"))
    find_person(hands, name)
    hands.shot("评委会-受理与评审")
    pass_review(hands, "评委会审核通过")
    hands.note("评审表两份经受理点转到评委会办公室，评委会审核通过")


def act(
    hands: Driver,
    name: str,
    action: str,
    fields: Mapping[str, str] | None = None,
    *,
    ticks: tuple[str, ...] = (),
    picture: str = "",
) -> None:
    """Find the person, open the sheet of the act, fill it, record."""
    find_person(hands, name)
    hands.click_button(f"road.act.{action}")
    sheet = hands.find(SideSheet, f"road.act.{action}")
    for key, text in (fields or {}).items():
        hands.replace_text(hands.find(QLineEdit, f"road.act.{action}.{key}", sheet), text)
    for key in ticks:
        hands.click(hands.find(QWidget, f"road.act.{action}.{key}", sheet))
    if picture:
        hands.shot(picture)
    hands.press(Qt.Key.Key_Return, CONTROL)
    hands.settle()
    hands.wait_until(lambda: not sheet.isVisible(), f"{name}：{action} 已登记")


def choose_traveller(hands: Driver) -> str:
    """The first of our unit among those who wait here; its row becomes the current one."""
    table = hands.find(QTableView, "road.table")
    hands.wait_until(lambda: table.model().rowCount() > 0, "受理点待审核的申报")
    model, columns = table.model(), columns_of(table)
    for row in range(model.rowCount()):
        if model.index(row, columns["单位"]).data() == UNIT:
            name = str(model.index(row, columns["姓名"]).data())
            find_person(hands, name)
            return name
    raise TourFailure(f"受理点没有{UNIT}的申报")


def columns_of(table: QTableView) -> Mapping[str, int]:
    """Head of a column to its place."""
    model = table.model()
    across = Qt.Orientation.Horizontal
    return {str(model.headerData(n, across) or ""): n for n in range(model.columnCount())}


def find_person(hands: Driver, name: str) -> None:
    """In the queue of everybody, by name."""
    choose_queue(hands, "全部")
    search, table = hands.find(QLineEdit, "road.search"), hands.find(QTableView, "road.table")
    hands.replace_text(search, name)
    hands.settle()
    hands.wait_until(lambda: table.model().rowCount() == 1, f"列表里只有{name}")
    table.setFocus(Qt.FocusReason.TabFocusReason)
    hands.settle()


def choose_queue(hands: Driver, title: str) -> None:
    stages = hands.find(QListView, "road.stages")
    model = stages.model()
    for row in range(model.rowCount()):
        index = model.index(row, 0)
        if str(index.data()) == title:
            hands.click(stages.viewport(), stages.visualRect(index).center().toPointF())
            return
    raise TourFailure(f"受理与评审没有环节「{title}」")


def pass_review(hands: Driver, picture: str) -> None:
    """Open the current row, read every section, pass with the proposed opinion."""
    hands.press(Qt.Key.Key_Return)
    hands.find(QWidget, "declarations.form")
    read_everything(hands)
    hands.press(Qt.Key.Key_P)
    hands.find(QWidget, "declarations.pass_sheet")
    hands.shot(picture)
    hands.press(Qt.Key.Key_Return, CONTROL)
    hands.settle()
    hands.press(Qt.Key.Key_Escape)
    open_tab(hands, ROAD)
