"""Whole stretches of the road, each by the accounts that own its acts (DOMAIN facts §1). Who sits there at the beginning is said."""

from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QAbstractButton, QComboBox, QLineEdit, QTableView, QWidget

from app.domain.paper_forms import WAY_IN_BY_MUNICIPAL, WAY_IN_BY_POINT, FormStep, action_of_step
from app.domain.road_records import AT_A_RECEIPT_DESK
from tests.flows.road_hands import (
    Hands,
    begin_publicity,
    change_places,
    choose,
    do,
    insist,
    open_in_list,
    open_on_road,
    pass_level,
    read_first_note,
    record,
    stand_on_publicity,
)
from tests.flows.road_world import BUILDING, BUREAU, CITY, COMMITTEE, MUNICIPAL, POINT, print_page
from ui.tour.entry_steps import choose_list
from ui.tour.road_steps import OWN_ROAD, PAID, ROAD
from ui.tour.sign_in_steps import open_tab
from ui.widgets.labels import ElidedLabel
from ui.widgets.side_sheet import SideSheet

ENTERING = "人员与申报"
RECEIPT = ("copies", "watermark")
"""Ticked wherever forms are received: two copies, the platform's watermark (B10.2, B10.3)."""


def confirm(hands: Hands, name: str) -> str:
    """审核无误, by the unit's clerk who sits there. Returns what the dossier said first."""
    open_in_list(hands, name)
    told = read_first_note(hands)
    insist(hands)
    hands.press(Qt.Key.Key_Escape)
    return told


def pass_unit(hands: Hands, name: str) -> None:
    """The unit's clerk sits there: 审核无误, the publicity as it was held before, 通过 with the worded opinion (A4.3-A4.7)."""
    confirm(hands, name)
    begin_publicity(hands, (name,), "一楼公告栏", held_from="2026-09-17")
    pass_after_publicity(hands, name)


def pass_after_publicity(hands: Hands, name: str) -> None:
    """通过 at the publicity that is over."""
    stand_on_publicity(hands, (name,))
    sheet = hands.find(SideSheet, "publicity.pass")
    hands.click_button("publicity.pass.confirm", sheet)
    hands.wait_until(lambda: not sheet.isVisible(), f"{name}通过")
    hands.settle()


def pass_the_districts(hands: Hands, *names: str) -> None:
    """受理点, then 区县人社 (B9: until when to pay is proposed there)."""
    for clerk in (POINT, BUREAU):
        change_places(hands, clerk)
        pass_level(hands, *names)


def turn_down(hands: Hands, name: str, place: str, reason: str, *, key: Qt.Key = Qt.Key.Key_R) -> None:
    """Open the dossier, R (or F), the place, the reason of the kit, Ctrl+Enter; the level's clerk sits there (A4.2)."""
    open_on_road(hands, name)
    hands.press(key)
    composer = hands.find(QWidget, "return.sheet")
    where = hands.find(QComboBox, "return.place", composer)
    where.setFocus(Qt.FocusReason.TabFocusReason)
    hands.press(Qt.Key.Key_Home)
    for _ in range(where.findData(place)):
        hands.press(Qt.Key.Key_Down)
    hands.click(hands.find(QWidget, f"return.tick.{reason}", composer))
    hands.click_button("return.confirm", composer)
    hands.wait_until(lambda: not composer.isVisible(), f"{name}：{reason} 已写")
    hands.press(Qt.Key.Key_Escape)
    open_tab(hands, ROAD)


def take_up_again(hands: Hands, name: str, reason: str) -> None:
    """重开 of what this level decided last, with its reason: O on the open dossier (DOMAIN facts §4)."""
    open_on_road(hands, name)
    hands.press(Qt.Key.Key_O)
    sheet = hands.find(SideSheet, "declarations.reopen_sheet")
    hands.type_text(hands.find(QWidget, "declarations.reopen_sheet.reason", sheet), reason)
    record(hands, "declarations.reopen_sheet", name)
    hands.press(Qt.Key.Key_Escape)
    open_tab(hands, ROAD)


def correct(hands: Hands, name: str, material: str) -> None:
    """HR sits there: 退回待改 leads to the place, 换 to another scan, 提交 again (DOMAIN facts §4)."""
    open_tab(hands, ENTERING)
    choose_list(hands, "退回待改")
    table = hands.find(QTableView, "entry.returned.table")
    hands.wait_for_rows(table, 1, f"退回待改里的{name}")
    table.setFocus(Qt.FocusReason.TabFocusReason)
    hands.press(Qt.Key.Key_Return)
    row = hands.find(QWidget, f"entry.material.{material}")
    scan = hands.out / f"{name} {material}（盖章）.pdf"
    scan.write_bytes(print_page(scan.stem))
    old = next(b for b in row.findChildren(QAbstractButton) if b.accessibleName().startswith("换掉 "))
    hands.click_button(old.accessibleName(), row)
    hands.choose_path(scan)
    hands.click(hands.find(QWidget, "entry.wizard.step.preview"))
    hands.click_button("entry.wizard.submit")
    sheet = hands.find(SideSheet, "entry.submit")
    hands.click_button("entry.submit.confirm", sheet)
    hands.wait_until(lambda: not sheet.isVisible(), f"{name}再次提交")
    hands.settle()


def pay(hands: Hands, unit: str, name: str) -> None:
    change_places(hands, unit, OWN_ROAD)
    do(hands, (name,), "record_payment", PAID)


def stamp(hands: Hands, name: str, desk: str) -> None:
    """What the unit, whose clerk sits there, does with the paper forms until ``desk`` has them (B10.1, B10.4, B10.5, B10.7)."""
    for leg in WAY_IN_BY_MUNICIPAL if desk == MUNICIPAL else WAY_IN_BY_POINT:
        if leg.step is FormStep.RECEIVED:
            return
        do(hands, (name,), "form_step")


def carry_in(hands: Hands, names: tuple[str, ...], desk: str) -> None:
    """受理点 or 市直单位 receives and forwards, the committee's office receives (B10.2, B10.3, B10.6, B10.7)."""
    change_places(hands, desk)
    legs = WAY_IN_BY_MUNICIPAL if desk == MUNICIPAL else WAY_IN_BY_POINT
    for leg in legs[[leg.step for leg in legs].index(FormStep.RECEIVED) :]:
        if leg.step is FormStep.COMMITTEE_RECEIVED:
            change_places(hands, COMMITTEE)
        ticks = RECEIPT if leg.step in AT_A_RECEIPT_DESK else ()
        do(hands, names, action_of_step(leg.step).value, ticks=ticks)


def pass_committee(hands: Hands, *names: str, refused: tuple[str, ...] = ()) -> None:
    """The committee's clerk sits there: review, applicants' publicity, meeting, results' publicity (B11, B12.1)."""
    pass_level(hands, *names)
    publish_at_committee(hands, names)
    meet(hands, names, refused)
    publish_at_committee(hands, tuple(name for name in names if name not in refused))
    open_tab(hands, ROAD)


def publish_at_committee(hands: Hands, names: tuple[str, ...]) -> None:
    """Posted today, gone home, back after its five working days, 公示无异议."""
    begin_publicity(hands, names, "评委会办公室网站")
    hands.world.pass_days(8)
    change_places(hands, COMMITTEE)
    stand_on_publicity(hands, names)
    record(hands, "publicity.conclusion", "、".join(names))


def meet(hands: Hands, names: tuple[str, ...], refused: tuple[str, ...] = ()) -> None:
    """A new meeting with these people on its list; votes and verdict of each, 未通过 for those ``refused`` (B11.2)."""
    call_meeting(hands, names)
    desk = hands.find(SideSheet, "road.meetings")
    for _ in names:
        name = hands.find(ElidedLabel, "road.meetings.person", desk).text()
        votes = ("3", "8") if name in refused else ("10", "1")
        for field, number in zip(("votes_for", "votes_against"), votes, strict=True):
            hands.replace_text(hands.find(QLineEdit, f"road.meetings.{field}", desk), number)
        hands.click_button("road.meetings.fail" if name in refused else "road.meetings.pass", desk)
        hands.settle()
    hands.press(Qt.Key.Key_Escape)
    hands.wait_until(lambda: not desk.isVisible(), "评审会收起")


def call_meeting(hands: Hands, names: tuple[str, ...]) -> None:
    open_tab(hands, ROAD)
    choose(hands, *names)
    hands.click_button("road.act.meeting_pass")
    hands.replace_text(hands.find(QLineEdit, "road.meetings.editor.place"), "二楼会议室")
    hands.replace_text(hands.find(QLineEdit, "road.meetings.editor.experts"), "11")
    record(hands, "road.meetings.editor", "评审会")


def finish_at_the_city(hands: Hands, *names: str) -> None:
    """Reported by the committee's clerk, who sits there; both offices review, document, certificates (B12.2, B13)."""
    do(hands, names, "report")
    change_places(hands, BUILDING)
    do(hands, names, "endorse")
    change_places(hands, CITY)
    do(hands, names, "endorse")
    do(hands, names, "record_document", {"number": "杭建评〔2026〕18号"})
    certify(hands, *names)


def certify(hands: Hands, *names: str) -> None:
    """A number for each, in the order of the sheet."""
    numbers = {f"number.{place}": f"ZJ20263301001800{place + 1:02}" for place in range(len(names))}
    do(hands, names, "record_certificate", numbers)


def give_back(hands: Hands, names: tuple[str, ...], desk: str) -> None:
    """评委会办公室 → 受理点 or 市直单位 → 申报人, which ends the road (B14)."""
    change_places(hands, COMMITTEE)
    do(hands, names, "form_step")
    change_places(hands, desk)
    do(hands, names, "form_step")
    do(hands, names, "give_forms")


def read_timeline(hands: Hands, name: str) -> str:
    """审查日志 of the dossier as 复制文字 gives it; whoever sits there opens it by L (DOMAIN facts §9)."""
    open_on_road(hands, name)
    hands.press(Qt.Key.Key_L)
    sheet = hands.find(SideSheet, "review_log")
    hands.click_button("review_log.copy", sheet)
    hands.press(Qt.Key.Key_Escape)
    hands.press(Qt.Key.Key_Escape)
    return QGuiApplication.clipboard().text()
