"""Tour, part 6: the committee's publicities and meeting, the city, document and certificate, the forms back to the person, the
archive package (seed B 二(十一)-(十二), B14)."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QAbstractButton, QLineEdit, QTableView, QWidget

from ui.tour.driver import Driver
from ui.tour.publicity_steps import choose_status, let_time_pass
from ui.tour.road_steps import COMMITTEE, CONTROL, POINT, ROAD, act, find_person
from ui.tour.sign_in_steps import change_account, open_tab
from ui.widgets.callout import Callout
from ui.widgets.side_sheet import SideSheet

CITY_OFFICE, CITY_BUILDING = "苏敬之", "石国栋"
"""The sample's clerks of 市人力社保局 and 市建委."""
PLACE = "评委会办公室网站"


def pass_the_committee(hands: Driver, name: str) -> None:
    """Applicants' publicity, meeting, results' publicity, report. The committee's clerk sits here already."""
    publish(hands, name, "申报人公示")
    meet(hands, name)
    publish(hands, name, "评审结果公示")
    open_tab(hands, ROAD)
    act(hands, name, "report", picture="报送评审结果")
    hands.note(f"评委会：{name}公示两次，评审会通过，结果已报送")


def publish(hands: Driver, name: str, picture: str) -> None:
    """Begin a publicity for one person, let its days pass, conclude that nobody objected."""
    open_tab(hands, "公示管理")
    choose_status(hands, "待发起")
    table = search_publicity(hands, name)
    table.setFocus(Qt.FocusReason.TabFocusReason)
    hands.press(Qt.Key.Key_X)
    hands.replace_text(hands.find(QLineEdit, "publicity.place"), PLACE)
    hands.shot(picture)
    hands.click_button("publicity.begin")
    hands.settle()
    let_time_pass(hands)
    choose_status(hands, "公示中")
    table = search_publicity(hands, name)
    hands.click(table.viewport(), table.visualRect(table.model().index(0, 0)).center().toPointF())
    hands.wait_until(hands.find(QAbstractButton, "publicity.conclude").isEnabled, "期满后可以写公示无异议")
    hands.press(Qt.Key.Key_P)
    sheet = hands.find(SideSheet, "publicity.conclusion")
    hands.shot(f"{picture}-无异议")
    hands.press(Qt.Key.Key_Return, CONTROL)
    hands.wait_until(lambda: not sheet.isVisible(), f"{name}公示无异议")


def search_publicity(hands: Driver, name: str) -> QTableView:
    hands.replace_text(hands.find(QLineEdit, "publicity.search"), name)
    hands.settle()
    table = hands.find(QTableView, "publicity.list")
    hands.wait_until(lambda: table.model().rowCount() == 1, f"公示列表里的{name}")
    return table


def meet(hands: Driver, name: str) -> None:
    """A new meeting with this person on its list; the list goes out as a workbook, the verdict is entered by keyboard."""
    open_tab(hands, ROAD)
    find_person(hands, name)
    hands.click_button("road.act.meeting_pass")
    editor = hands.find(SideSheet, "road.meetings.editor")
    hands.replace_text(hands.find(QLineEdit, "road.meetings.editor.place"), "二楼会议室")
    hands.replace_text(hands.find(QLineEdit, "road.meetings.editor.experts"), "11")
    hands.shot("新建评审会")
    hands.press(Qt.Key.Key_Return, CONTROL)
    hands.wait_until(lambda: not editor.isVisible(), "评审会已保存")
    hands.settle()
    desk = hands.find(SideSheet, "road.meetings")
    workbook = hands.out / "评审会名单.xlsx"
    hands.click_button("road.meetings.export", desk)
    hands.choose_path(workbook)
    hands.wait_until(workbook.exists, "评审会名单已导出")
    hands.settle()
    for vote, number in (("votes_for", "10"), ("votes_against", "1")):
        hands.replace_text(hands.find(QLineEdit, f"road.meetings.{vote}", desk), number)
    hands.shot("评审会-登记结果")
    hands.click_button("road.meetings.pass", desk)
    hands.settle()
    hands.press(Qt.Key.Key_Escape)
    hands.wait_until(lambda: not desk.isVisible(), "评审会收起")
    hands.note(f"评审会：名单导出，{name}评审通过")


def finish_the_road(hands: Driver, name: str) -> None:
    """Both city offices, the document, the certificate; then the forms go back by hand, and the dossier is archived."""
    change_account(hands, CITY_BUILDING)
    open_tab(hands, ROAD)
    act(hands, name, "endorse", picture="市建委审核")
    change_account(hands, CITY_OFFICE)
    open_tab(hands, ROAD)
    act(hands, name, "endorse")
    act(hands, name, "record_document", {"number": "杭建评〔2026〕18号"}, picture="登记发文文号")
    act(hands, name, "record_certificate", {"number.0": "ZJ2026330100180001"}, picture="登记证书")
    change_account(hands, COMMITTEE)
    open_tab(hands, ROAD)
    act(hands, name, "form_step")
    change_account(hands, POINT)
    open_tab(hands, ROAD)
    act(hands, name, "form_step")
    act(hands, name, "give_forms", picture="评审表退申报人")
    find_person(hands, name)
    hands.shot("已归档")
    hands.note(f"市建委、市人力社保局审核，发文、证书已登记，评审表退给{name}，申报归档")


def export_package(hands: Driver, name: str) -> None:
    """归档包 of the archived dossier, written and checked at once."""
    folder = hands.out / "归档包"
    folder.mkdir(exist_ok=True)
    hands.press(Qt.Key.Key_Return)
    hands.find(QWidget, "declarations.form")
    hands.press(Qt.Key.Key_Escape)
    hands.click_button("declarations.package")
    sheet = hands.find(SideSheet, "archive_package")
    hands.click_button("archive_package.choose", sheet)
    hands.choose_path(folder)
    hands.click_button("archive_package.write", sheet)
    hands.find(Callout, "archive_package.result", sheet)
    hands.shot("归档包已写出并核对")
    hands.press(Qt.Key.Key_Escape)
    hands.note(f"导出{name}的归档包，写好后逐个文件核对")
