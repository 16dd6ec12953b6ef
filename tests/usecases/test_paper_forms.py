"""The paper 评审表 on its way in and back (seed B 二(八), 二(十二); B10, B14), both routes, each step by the desk that has it in hand."""

import pytest

from app.domain.decision import Action
from app.domain.declaration import Stage
from app.domain.errors import RuleError
from app.domain.organisation import Role
from app.domain.paper_forms import FormStep, steps_taken, steps_up_to
from tests.copies import NewUow
from tests.usecases.road_desk import BODIES, RoadDesk, make_road_desk

BY_POINT = (
    *(FormStep.EXPORTED, FormStep.UNIT_STAMPED, FormStep.HANDED_IN),
    *(FormStep.RECEIVED, FormStep.FORWARDED, FormStep.COMMITTEE_RECEIVED),
)
BY_MUNICIPAL = (
    *(FormStep.EXPORTED, FormStep.HANDED_IN, FormStep.RECEIVED),
    *(FormStep.MUNICIPAL_STAMPED, FormStep.FORWARDED, FormStep.COMMITTEE_RECEIVED),
)


def paid(new_uow: NewUow, *, municipal: bool) -> RoadDesk:
    desk = make_road_desk(new_uow, municipal=municipal)
    desk.through_employer()
    desk.act(Action.PASS, Role.ACCEPTANCE)
    desk.act(Action.PASS, Role.HR_BUREAU)
    desk.act(Action.RECORD_PAYMENT, Role.EMPLOYER)
    return desk


@pytest.fixture
def firm(new_uow: NewUow) -> RoadDesk:
    return paid(new_uow, municipal=False)


@pytest.fixture
def municipal(new_uow: NewUow) -> RoadDesk:
    return paid(new_uow, municipal=True)


def desk_of(step: FormStep, desk: RoadDesk) -> Role:
    """Who may record the step, as seed B says."""
    if step in (FormStep.EXPORTED, FormStep.UNIT_STAMPED, FormStep.HANDED_IN):
        return Role.EMPLOYER
    if step in (FormStep.COMMITTEE_RECEIVED, FormStep.SENT_BACK):
        return Role.COMMITTEE
    return Role.MUNICIPAL_UNIT if desk.stored().route.municipal_id else Role.ACCEPTANCE


def record(step: FormStep, desk: RoadDesk, **more: str) -> dict[str, str]:
    return {
        "step": step.value,
        "on": desk.clock.today().isoformat(),
        "copies": "2",
        "watermark": "yes",
    } | more


def to_the_way_back(desk: RoadDesk) -> None:
    desk.through_paper_forms()
    desk.through_committee()
    desk.act(Action.REPORT, Role.COMMITTEE)
    desk.act(Action.ENDORSE, Role.CITY)
    second = {"body": BODIES[1], "on": desk.clock.today().isoformat()}
    desk.act(Action.ENDORSE, Role.CITY, desk.second_city, record=second)
    desk.act(Action.RECORD_DOCUMENT, Role.CITY)
    assert desk.act(Action.RECORD_CERTIFICATE, Role.CITY) is Stage.AWAITING_FORMS_BACK


@pytest.mark.req("B10.1", "B10.4", "B10.5", "B10.6", "B10.7")
@pytest.mark.parametrize("route", ["firm", "municipal"])
def test_every_step_has_its_turn_and_its_desk(route: str, request: pytest.FixtureRequest) -> None:
    desk: RoadDesk = request.getfixturevalue(route)
    way = BY_MUNICIPAL if desk.stored().route.municipal_id else BY_POINT
    for place, step in enumerate(way):
        for early in way[place + 1 :]:
            if early is not FormStep.COMMITTEE_RECEIVED and desk_of(early, desk) is desk_of(step, desk):
                with pytest.raises(RuleError, match="G-115"):
                    desk.act(Action.FORM_STEP, desk_of(step, desk), record=record(early, desk))
        act = Action.RECEIVE_FORMS if step is FormStep.COMMITTEE_RECEIVED else Action.FORM_STEP
        desk.act(act, desk_of(step, desk), record=record(step, desk))
        kept = desk.decisions()[-1]
        assert (kept.record["step"], kept.actor.role) == (step, desk_of(step, desk))
        assert desk.stored().form_step == step
        assert steps_up_to(step, desk.stored().route.municipal_id) == way[: place + 1]
    assert desk.stored().stage is Stage.COMMITTEE_REVIEW


@pytest.mark.req("B10.1")
def test_no_form_is_exported_before_the_payment(new_uow: NewUow) -> None:
    desk = make_road_desk(new_uow)
    desk.through_employer()
    desk.act(Action.PASS, Role.ACCEPTANCE)
    assert desk.act(Action.PASS, Role.HR_BUREAU) is Stage.AWAITING_PAYMENT
    with pytest.raises(RuleError, match="W-101"):
        desk.act(Action.FORM_STEP, Role.EMPLOYER, record=record(FormStep.EXPORTED, desk))
    assert desk.act(Action.RECORD_PAYMENT, Role.EMPLOYER) is Stage.AWAITING_FORMS
    desk.act(Action.FORM_STEP, Role.EMPLOYER, record=record(FormStep.EXPORTED, desk))
    assert desk.stored().form_step == FormStep.EXPORTED


@pytest.mark.req("B10.4")
def test_a_form_that_the_unit_has_not_stamped_is_not_handed_in(firm: RoadDesk) -> None:
    firm.act(Action.FORM_STEP, Role.EMPLOYER, record=record(FormStep.EXPORTED, firm))
    with pytest.raises(RuleError, match="G-115"):
        firm.act(Action.FORM_STEP, Role.EMPLOYER, record=record(FormStep.HANDED_IN, firm))
    firm.act(Action.FORM_STEP, Role.EMPLOYER, record=record(FormStep.UNIT_STAMPED, firm))
    assert firm.decisions()[-1].actor.role is Role.EMPLOYER
    firm.act(Action.FORM_STEP, Role.EMPLOYER, record=record(FormStep.HANDED_IN, firm))


@pytest.mark.req("B10.2", "B10.3")
@pytest.mark.parametrize(
    ("lacking", "code"),
    [({"copies": "1"}, "L-105"), ({"copies": ""}, "L-105"), ({"watermark": ""}, "L-106")],
)
def test_the_committees_office_counts_and_looks_as_well(
    municipal: RoadDesk, lacking: dict[str, str], code: str
) -> None:
    for step in BY_MUNICIPAL[:-1]:
        municipal.act(Action.FORM_STEP, desk_of(step, municipal), record=record(step, municipal))
    last = BY_MUNICIPAL[-1]
    with pytest.raises(RuleError, match=code):
        municipal.act(Action.RECEIVE_FORMS, Role.COMMITTEE, record=record(last, municipal, **lacking))
    assert municipal.stored().stage is Stage.AWAITING_FORMS
    assert municipal.act(Action.RECEIVE_FORMS, Role.COMMITTEE, record=record(last, municipal)) is (
        Stage.COMMITTEE_REVIEW
    )
    kept = municipal.decisions()[-1].record
    assert (kept["copies"], kept["watermark"]) == ("2", "yes")


@pytest.mark.req("B10.2", "B10.3")
@pytest.mark.parametrize("refusing", [FormStep.RECEIVED, FormStep.COMMITTEE_RECEIVED])
def test_forms_that_were_refused_are_made_anew_from_the_export_on(firm: RoadDesk, refusing: FormStep) -> None:
    while steps_taken(firm.decisions(), 1) != BY_POINT[: BY_POINT.index(refusing)]:
        firm.next_form_act()
    with pytest.raises(RuleError, match="G-109"):
        firm.act(Action.REFUSE_FORMS, desk_of(refusing, firm), reason="")
    firm.act(Action.REFUSE_FORMS, desk_of(refusing, firm), reason="没有平台水印")
    assert firm.stored().form_step == ""
    assert firm.stored().stage is Stage.AWAITING_FORMS
    firm.act(Action.FORM_STEP, Role.EMPLOYER, record=record(FormStep.EXPORTED, firm))
    assert firm.through_paper_forms() is Stage.COMMITTEE_REVIEW


@pytest.mark.req("B14.1", "B14.2", "B14.3")
@pytest.mark.parametrize("route", ["firm", "municipal"])
def test_the_forms_go_back_the_same_way_to_the_person(route: str, request: pytest.FixtureRequest) -> None:
    desk: RoadDesk = request.getfixturevalue(route)
    to_the_way_back(desk)
    hand = desk_of(FormStep.GIVEN, desk)
    with pytest.raises(RuleError, match="G-115"):
        desk.act(Action.FORM_STEP, hand, record=record(FormStep.BACK_RECEIVED, desk))
    desk.act(Action.FORM_STEP, Role.COMMITTEE, record=record(FormStep.SENT_BACK, desk))
    desk.act(Action.FORM_STEP, hand, record=record(FormStep.BACK_RECEIVED, desk))
    given = record(FormStep.GIVEN, desk) | {"taken_by": "本人"}
    assert desk.act(Action.GIVE_FORMS, hand, record=given) is Stage.ARCHIVED
    assert desk.decisions()[-1].record["taken_by"] == "本人"


@pytest.mark.req("B14.3")
def test_after_the_hand_over_nothing_is_left_to_any_office(firm: RoadDesk) -> None:
    """申报人自行放入个人档案: the road of the program ends with 已退申报人, and the person who took it is kept."""
    to_the_way_back(firm)
    firm.act(Action.FORM_STEP, Role.COMMITTEE, record=record(FormStep.SENT_BACK, firm))
    firm.act(Action.FORM_STEP, Role.ACCEPTANCE, record=record(FormStep.BACK_RECEIVED, firm))
    firm.act(Action.GIVE_FORMS, Role.ACCEPTANCE, record=record(FormStep.GIVEN, firm) | {"taken_by": "本人"})
    assert firm.stored().form_step == FormStep.GIVEN
    with pytest.raises(RuleError, match="W-101"):
        firm.act(Action.FORM_STEP, Role.ACCEPTANCE, record=record(FormStep.GIVEN, firm))
    with pytest.raises(RuleError, match="W-101"):
        firm.act(Action.FORM_STEP, Role.COMMITTEE, record=record(FormStep.SENT_BACK, firm))


@pytest.mark.req("B14.2")
def test_neither_end_of_the_way_is_reached_by_another_act(firm: RoadDesk) -> None:
    """Handed to the person by 登记评审表, or archived with forms that lie at the desk: nobody could go on from there."""
    to_the_way_back(firm)
    firm.act(Action.FORM_STEP, Role.COMMITTEE, record=record(FormStep.SENT_BACK, firm))
    with pytest.raises(RuleError, match="L-102"):
        firm.act(Action.GIVE_FORMS, Role.ACCEPTANCE, record=record(FormStep.BACK_RECEIVED, firm))
    firm.act(Action.FORM_STEP, Role.ACCEPTANCE, record=record(FormStep.BACK_RECEIVED, firm))
    with pytest.raises(RuleError, match="L-102"):
        firm.act(Action.FORM_STEP, Role.ACCEPTANCE, record=record(FormStep.GIVEN, firm))
    assert firm.act(Action.GIVE_FORMS, Role.ACCEPTANCE, record=record(FormStep.GIVEN, firm)) is Stage.ARCHIVED


@pytest.mark.req("B14.2")
@pytest.mark.parametrize("municipal", [False, True])
def test_forms_given_out_by_mistake_are_taken_up_again_at_either_desk(
    new_uow: NewUow, municipal: bool
) -> None:
    desk = make_road_desk(new_uow, municipal=municipal)
    desk.through_employer()
    desk.act(Action.PASS, Role.ACCEPTANCE)
    desk.act(Action.PASS, Role.HR_BUREAU)
    desk.act(Action.RECORD_PAYMENT, Role.EMPLOYER)
    desk.through_paper_forms()
    desk.through_committee()
    desk.act(Action.REPORT, Role.COMMITTEE)
    for body, office in zip(BODIES, (desk.offices[Role.CITY], desk.second_city), strict=True):
        record = {"body": body, "on": desk.clock.today().isoformat()}
        desk.act(Action.ENDORSE, Role.CITY, office, record=record)
    desk.act(Action.RECORD_DOCUMENT, Role.CITY)
    desk.act(Action.RECORD_CERTIFICATE, Role.CITY)
    while desk.stored().stage is Stage.AWAITING_FORMS_BACK:
        desk.next_form_act()
    assert desk.stored().stage is Stage.ARCHIVED
    role = Role.MUNICIPAL_UNIT if municipal else Role.ACCEPTANCE
    assert desk.act(Action.REOPEN, role) is Stage.AWAITING_FORMS_BACK
    assert desk.act(Action.GIVE_FORMS, role) is Stage.ARCHIVED
