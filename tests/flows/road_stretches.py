"""Whole stretches of the road, each by the accounts that own its acts (DOMAIN facts §1). Who sits there at the beginning is said."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLineEdit

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
    pass_level,
    record,
    stand_on_publicity,
)
from tests.flows.road_world import BUILDING, BUREAU, CITY, COMMITTEE, MUNICIPAL, POINT
from ui.tour.road_steps import OWN_ROAD, PAID, ROAD
from ui.tour.sign_in_steps import open_tab
from ui.widgets.side_sheet import SideSheet

RECEIPT = ("copies", "watermark")
"""Ticked wherever forms are received: two copies, the platform's watermark (B10.2, B10.3)."""


def confirm(hands: Hands, name: str) -> None:
    """审核无误, by the unit's clerk who sits there."""
    open_in_list(hands, name)
    insist(hands)
    hands.press(Qt.Key.Key_Escape)


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


def pass_committee(hands: Hands, *names: str) -> None:
    """The committee's clerk sits there: review, applicants' publicity, meeting, results' publicity (B11, B12.1)."""
    pass_level(hands, *names)
    publish_at_committee(hands, names)
    meet(hands, names)
    publish_at_committee(hands, names)
    open_tab(hands, ROAD)


def publish_at_committee(hands: Hands, names: tuple[str, ...]) -> None:
    """Posted today, gone home, back after its five working days, 公示无异议."""
    begin_publicity(hands, names, "评委会办公室网站")
    hands.world.pass_days(8)
    change_places(hands, COMMITTEE)
    stand_on_publicity(hands, names)
    record(hands, "publicity.conclusion", "、".join(names))


def meet(hands: Hands, names: tuple[str, ...], *, verdict: str = "pass", votes: str = "10") -> None:
    """A new meeting with these people on its list; votes and verdict of each (B11.2). ``verdict``: pass, fail."""
    call_meeting(hands, names)
    desk = hands.find(SideSheet, "road.meetings")
    for _ in names:
        for vote, number in (("votes_for", votes), ("votes_against", str(11 - int(votes)))):
            hands.replace_text(hands.find(QLineEdit, f"road.meetings.{vote}", desk), number)
        hands.click_button(f"road.meetings.{verdict}", desk)
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
