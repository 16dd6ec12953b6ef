"""Every route to the archive through the real window, each act by the account that owns it (issue 5; DOMAIN facts §1, §4)."""

from collections.abc import Callable
from datetime import date

import pytest

from app.domain.decision import Action
from app.domain.declaration import Stage
from app.domain.paper_forms import FormStep
from app.domain.publicity import PublicityKind
from tests.flows.road_hands import Hands, change_places, pass_committee, pass_level, pass_unit, sit_down
from tests.flows.road_world import BUILDING, BUREAU, CITY, COMMITTEE, FIRM, POINT, World
from ui.tour.road_steps import OWN_ROAD, PAID, act

OpenWindow = Callable[[], Hands]


def pass_the_districts(hands: Hands, name: str) -> None:
    """受理点, 区县人社 (B9: until when to pay is proposed)."""
    change_places(hands, POINT)
    pass_level(hands, name)
    change_places(hands, BUREAU)
    pass_level(hands, name)


def hand_in_by_the_point(hands: Hands, name: str, unit: str) -> None:
    """Paid, exported, stamped, handed in; received with two copies and the watermark, forwarded, received (B9, B10)."""
    change_places(hands, unit, OWN_ROAD)
    act(hands, name, "record_payment", PAID)
    for _ in range(3):
        act(hands, name, "form_step")
    change_places(hands, POINT)
    act(hands, name, "form_step", ticks=("copies", "watermark"))
    act(hands, name, "form_step")
    change_places(hands, COMMITTEE)
    act(hands, name, "receive_forms", ticks=("copies", "watermark"))


def finish_at_the_city(hands: Hands, name: str) -> None:
    """Reported; both offices review, document, certificate (B12.2, B13)."""
    act(hands, name, "report")
    change_places(hands, BUILDING)
    act(hands, name, "endorse")
    change_places(hands, CITY)
    act(hands, name, "endorse")
    act(hands, name, "record_document", {"number": "杭建评〔2026〕18号"})
    act(hands, name, "record_certificate", {"number.0": "ZJ2026330100180001"})


def give_back(hands: Hands, name: str, desk: str) -> None:
    """评委会办公室 → 受理点 or 市直单位 → 申报人 (B14)."""
    change_places(hands, COMMITTEE)
    act(hands, name, "form_step")
    change_places(hands, desk)
    act(hands, name, "form_step")
    act(hands, name, "give_forms")


BY_POINT = (
    *(FormStep.EXPORTED, FormStep.UNIT_STAMPED, FormStep.HANDED_IN, FormStep.RECEIVED, FormStep.FORWARDED),
    *(FormStep.COMMITTEE_RECEIVED, FormStep.SENT_BACK, FormStep.BACK_RECEIVED, FormStep.GIVEN),
)


@pytest.mark.req("B0", "B8", "B9", "B10.1", "B10.2", "B10.3", "B10.4", "B10.5", "B10.6", "B11.1", "B11.2")
@pytest.mark.req("B5.2", "B12.1", "B12.2", "B13.1", "B13.2", "B14.1", "B14.2", "A4.5", "A4.6", "A4.7")
def test_a_private_firms_dossier_goes_through_the_acceptance_point_to_the_archive(
    world: World, open_window: OpenWindow
) -> None:
    dossier, bystander = world.declare(FIRM, "陈晓东"), world.declare(FIRM, "郑凯")
    untouched = world.stored(bystander)
    hands = open_window()
    sit_down(hands, FIRM)
    pass_unit(hands, "陈晓东")
    pass_the_districts(hands, "陈晓东")
    hand_in_by_the_point(hands, "陈晓东", FIRM)
    pass_committee(hands, "陈晓东")
    finish_at_the_city(hands, "陈晓东")
    give_back(hands, "陈晓东", POINT)

    stored = world.stored(dossier)
    assert stored.stage is Stage.ARCHIVED
    assert world.acts(dossier) == [
        (FIRM, Action.CONFIRM),
        (FIRM, Action.PASS),
        (POINT, Action.PASS),
        (BUREAU, Action.PASS),
        (FIRM, Action.RECORD_PAYMENT),
        *[(FIRM, Action.FORM_STEP)] * 3,
        *[(POINT, Action.FORM_STEP)] * 2,
        (COMMITTEE, Action.RECEIVE_FORMS),
        (COMMITTEE, Action.PASS),
        (COMMITTEE, Action.CONCLUDE_PUBLICITY),
        (COMMITTEE, Action.MEETING_PASS),
        (COMMITTEE, Action.CONCLUDE_PUBLICITY),
        (COMMITTEE, Action.REPORT),
        (BUILDING, Action.ENDORSE),
        (CITY, Action.ENDORSE_LAST),
        (CITY, Action.RECORD_DOCUMENT),
        (CITY, Action.RECORD_CERTIFICATE),
        (COMMITTEE, Action.FORM_STEP),
        (POINT, Action.FORM_STEP),
        (POINT, Action.GIVE_FORMS),
    ]
    assert world.form_steps(dossier) == BY_POINT
    passed_at_unit = world.decisions(dossier)[1]
    assert "在单位一楼公告栏进行了5个工作日的公示,无异议,同意推荐" in passed_at_unit.opinion
    at_unit = world.publicity(stored.publicity_id)
    assert (at_unit.held_before, at_unit.start, at_unit.end) == (True, date(2026, 9, 17), date(2026, 9, 23))
    results = world.publicity(stored.office_publicity_id)
    assert (results.kind, results.members) == (PublicityKind.RESULTS, (dossier,))
    assert world.stored(bystander) == untouched
    assert world.verified_entries() > len(world.acts(dossier))
