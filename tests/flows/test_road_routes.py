"""Every route to the archive through the real window, each act by the account that owns it (issue 5; DOMAIN facts §1, §4).

Nothing is written here but through widgets: people sign in with their own password, change places by the account menu, and
act by key and button. What the copy says is read when they are done.
"""

import re
from collections.abc import Callable, Sequence
from datetime import date

import pytest

from app.domain.decision import Action
from app.domain.declaration import Stage
from app.domain.organisation import Role
from app.domain.paper_forms import FormStep
from app.domain.publicity import PublicityKind
from tests.flows.road_hands import READING, Hands, change_places, do, pass_level, sit_down
from tests.flows.road_stretches import (
    ENTERING,
    carry_in,
    certify,
    confirm,
    correct,
    finish_at_the_city,
    give_back,
    pass_after_publicity,
    pass_committee,
    pass_the_districts,
    pass_unit,
    pay,
    read_timeline,
    stamp,
    turn_down,
)
from tests.flows.road_world import (
    BUILDING,
    BUREAU,
    CITY,
    COMMITTEE,
    FIRM,
    INSTITUTION,
    MUNICIPAL,
    MUNICIPAL_INSTITUTION,
    POINT,
    STATE_FIRM,
    WATER,
    World,
)

OpenWindow = Callable[[], Hands]

STAFF = {"staffing": "institution_staff"}
"""事业单位在编: 岗位信息表 and 聘书 or 聘任文件 (B7.2c, B7.3)."""

BACK = (FormStep.SENT_BACK, FormStep.BACK_RECEIVED, FormStep.GIVEN)
BY_POINT = (
    *(FormStep.EXPORTED, FormStep.UNIT_STAMPED, FormStep.HANDED_IN, FormStep.RECEIVED, FormStep.FORWARDED),
    *(FormStep.COMMITTEE_RECEIVED, *BACK),
)
BY_MUNICIPAL_UNIT = (
    *(FormStep.EXPORTED, FormStep.HANDED_IN, FormStep.RECEIVED, FormStep.MUNICIPAL_STAMPED),
    *(FormStep.FORWARDED, FormStep.COMMITTEE_RECEIVED, *BACK),
)


def pass_units(hands: Hands, people: dict[str, str]) -> None:
    """Each at the own unit. ``people``: name to the clerk of the unit."""
    for place, (name, unit) in enumerate(people.items()):
        if place:
            change_places(hands, unit, READING)
        else:
            sit_down(hands, unit)
        pass_unit(hands, name)


def travel_on(hands: Hands, desk: str, people: dict[str, str]) -> None:
    """From the payment to the archive together; ``desk`` takes in and gives back the paper forms."""
    names = tuple(people)
    for name, unit in people.items():
        pay(hands, unit, name)
        stamp(hands, name, desk)
    carry_in(hands, names, desk)
    pass_committee(hands, *names)
    finish_at_the_city(hands, *names)
    give_back(hands, names, desk)


def check_travelled(
    world: World,
    dossier: str,
    unit: str,
    desk: str,
    steps: tuple[FormStep, ...],
    before: Sequence[tuple[str, Action]] = (),
) -> None:
    """Archived; after what was ``before``, each act stands on record under the account that owns it, in the order of the road, and the chain holds."""
    of_unit = steps.index(FormStep.RECEIVED)
    of_desk = steps.index(FormStep.COMMITTEE_RECEIVED) - of_unit
    assert world.stored(dossier).stage is Stage.ARCHIVED
    assert world.form_steps(dossier) == steps
    assert world.acts(dossier) == [
        *before,
        (unit, Action.CONFIRM),
        (unit, Action.PASS),
        (POINT, Action.PASS),
        (BUREAU, Action.PASS),
        (unit, Action.RECORD_PAYMENT),
        *[(unit, Action.FORM_STEP)] * of_unit,
        *[(desk, Action.FORM_STEP)] * of_desk,
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
        (desk, Action.FORM_STEP),
        (desk, Action.GIVE_FORMS),
    ]
    check_publicities(world, dossier)
    assert world.verified_entries() > len(world.acts(dossier))


def check_publicities(world: World, dossier: str) -> None:
    """The unit's as it was held before; the committee's both five working days, each concluded (A4.5, B11.1, B12.1)."""
    stored = world.stored(dossier)
    unit = world.publicity(stored.publicity_id)
    assert (unit.kind, unit.members, unit.held_before) == (PublicityKind.EMPLOYER, (dossier,), True)
    assert (unit.start, unit.end) == (date(2026, 9, 17), date(2026, 9, 23))
    assert "并于09月17日至23日在单位一楼公告栏进行了5个工作日的公示,无异议" in world.opinion(dossier)
    results = world.publicity(stored.office_publicity_id)
    assert (results.kind, results.working_days, results.held_before) == (PublicityKind.RESULTS, 5, False)
    assert dossier in results.members
    concluded = [d.before for d in world.decisions(dossier) if d.action is Action.CONCLUDE_PUBLICITY]
    assert concluded == [Stage.IN_APPLICANTS_PUBLICITY.value, Stage.IN_RESULTS_PUBLICITY.value]


@pytest.mark.req("B0", "B8", "B9", "B10.1", "B10.2", "B10.3", "B10.4", "B10.5", "B10.6", "B11.1", "B11.2")
@pytest.mark.req("B5.2", "B12.1", "B12.2", "B13.1", "B13.2", "B14.1", "B14.2", "A4.5", "A4.6", "A4.7")
@pytest.mark.req("B7.2c", "B7.3")
def test_a_private_firm_and_an_institution_of_the_district_hand_in_at_the_acceptance_point(
    world: World, open_window: OpenWindow
) -> None:
    of_firm = world.declare(FIRM, "陈晓东")
    of_institution = world.declare(INSTITUTION, "林致远", **STAFF)
    stays = world.declare(FIRM, "郑凯")
    untouched = world.stored(stays)
    people = {"陈晓东": FIRM, "林致远": INSTITUTION}
    hands = open_window()
    pass_units(hands, people)
    pass_the_districts(hands, *people)
    travel_on(hands, POINT, people)
    timeline = read_timeline(hands, "陈晓东")

    check_travelled(world, of_firm, FIRM, POINT, BY_POINT)
    check_travelled(world, of_institution, INSTITUTION, POINT, BY_POINT)
    for words in (
        *("马上申报　周敏", "审核无误　周敏", "通过　方晴", "缴费截止", "280 元，票据 33010126000123"),
        *("所在单位审核盖章", "2 份，有平台水印", "评审通过　陆明轩", "结果报市人力社保局　陆明轩"),
        *("审核同意　石国栋", "审核同意　苏敬之", "杭建评〔2026〕18号", "评审表已退申报人　方晴"),
    ):
        assert words in timeline
    assert not re.search(r"[a-z]{3,}", timeline), "every act in words"
    assert world.numbers(of_firm) != world.numbers(of_institution)
    assert world.stored(stays) == untouched


@pytest.mark.req("B5.4", "B10.7", "B14.1", "B14.2", "B7.2c", "B7.3", "A4.2")
def test_forms_of_a_municipal_units_firm_and_institution_go_through_it_also_after_a_return(
    world: World, open_window: OpenWindow
) -> None:
    of_firm = world.declare(STATE_FIRM, "陈晓东")
    of_institution = world.declare(MUNICIPAL_INSTITUTION, "林致远", **STAFF)
    people = {"陈晓东": STATE_FIRM, "林致远": MUNICIPAL_INSTITUTION}
    hands = open_window()
    pass_units(hands, people)
    change_places(hands, POINT)
    pass_level(hands, *people)
    change_places(hands, BUREAU)
    pass_level(hands, "陈晓东")
    turn_down(hands, "林致远", "materials/study_hours", "M-06")
    assert world.stored(of_institution).stage is Stage.RETURNED
    catch_up(hands, "林致远", MUNICIPAL_INSTITUTION)
    first, again = world.submissions(of_institution)
    assert first.files_of("study_hours") != again.files_of("study_hours")
    assert first.publicity_id == again.publicity_id
    travel_on(hands, MUNICIPAL, people)

    check_travelled(world, of_firm, STATE_FIRM, MUNICIPAL, BY_MUNICIPAL_UNIT)
    assert world.stored(of_institution).submit_no == 2
    first_time = [
        (MUNICIPAL_INSTITUTION, Action.CONFIRM),
        (MUNICIPAL_INSTITUTION, Action.PASS),
        (POINT, Action.PASS),
        (BUREAU, Action.RETURN),
    ]
    check_travelled(
        world, of_institution, MUNICIPAL_INSTITUTION, MUNICIPAL, BY_MUNICIPAL_UNIT, before=first_time
    )


def catch_up(hands: Hands, name: str, unit: str) -> None:
    """Corrected by HR at 退回待改, then every level again in order, each told first what changed (DOMAIN facts §4).

    One scan takes the place of another: 公示版 reads the same, so the unit's publicity counts on.
    """
    change_places(hands, unit, ENTERING)
    correct(hands, name, "study_hours")
    told = confirm(hands, name)
    assert told == "第 2 次提交，改动 1 处"
    pass_after_publicity(hands, name)
    for clerk in (POINT, BUREAU):
        change_places(hands, clerk)
        assert pass_level(hands, name) == [told]


@pytest.mark.req("A4.6", "A4.7", "A4.8", "A4.14", "B11.2")
def test_the_water_plan_goes_from_the_unit_to_the_committee_whose_experts_may_refuse(
    world: World, open_window: OpenWindow
) -> None:
    dossier, refused = (world.declare(FIRM, name, WATER) for name in ("陈晓东", "林致远"))
    hands = open_window()
    sit_down(hands, FIRM)
    for name in ("陈晓东", "林致远"):
        pass_unit(hands, name)
    change_places(hands, COMMITTEE)
    pass_committee(hands, "陈晓东", "林致远", refused=("林致远",))
    do(hands, ("陈晓东",), "record_document", {"number": "浙水人〔2026〕7号"})
    certify(hands, "陈晓东")

    up_to_the_meeting = [
        (FIRM, Action.CONFIRM),
        (FIRM, Action.PASS),
        (COMMITTEE, Action.PASS),
        (COMMITTEE, Action.CONCLUDE_PUBLICITY),
    ]
    assert world.stored(dossier).stage is Stage.ARCHIVED
    assert world.acts(dossier) == [
        *up_to_the_meeting,
        (COMMITTEE, Action.MEETING_PASS),
        (COMMITTEE, Action.CONCLUDE_PUBLICITY),
        (COMMITTEE, Action.RECORD_DOCUMENT),
        (COMMITTEE, Action.RECORD_CERTIFICATE),
    ]
    assert world.form_steps(dossier) == ()
    assert {d.actor.role for d in world.decisions(dossier)} == {Role.EMPLOYER, Role.COMMITTEE}
    check_publicities(world, dossier)
    assert world.opinion(dossier).startswith(
        "经审核,陈晓东同志符合水利工程师职务任职资格申报条件,申报材料完整无误,"
    )
    assert world.stored(refused).stage is Stage.NOT_APPROVED
    assert world.acts(refused) == [*up_to_the_meeting, (COMMITTEE, Action.MEETING_FAIL)]
    votes = world.decisions(refused)[-1].record
    assert (votes["votes_for"], votes["votes_against"]) == ("3", "8")
    assert world.verified_entries() > len(world.acts(dossier))
