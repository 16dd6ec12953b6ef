"""Every route from the unit's review to the archive (seed B head, 二(七)-(十二); A4.8): each act by the role that owns it."""

from typing import Any

import pytest

from app.domain.audit import verify_chain
from app.domain.decision import Action
from app.domain.declaration import Stage
from app.domain.errors import RuleError
from app.domain.organisation import Role
from app.domain.paper_forms import FormStep, steps_taken
from tests.copies import NewUow
from tests.factories import make_defect
from tests.usecases.road_desk import BODIES, SHORT_CHAIN, RoadDesk, make_road_desk


@pytest.fixture
def private_firm(new_uow: NewUow) -> RoadDesk:
    return make_road_desk(new_uow)


@pytest.fixture
def municipal(new_uow: NewUow) -> RoadDesk:
    return make_road_desk(new_uow, municipal=True)


@pytest.fixture
def water(new_uow: NewUow) -> RoadDesk:
    return make_road_desk(new_uow, SHORT_CHAIN)


def refused(code: str, desk: RoadDesk, action: Action, role: Role, **more: Any) -> None:
    before = desk.stored()
    with pytest.raises(RuleError) as error:
        desk.act(action, role, **more)
    assert error.value.code == code
    assert desk.stored() == before


def through_districts(desk: RoadDesk) -> Stage:
    desk.through_employer()
    desk.act(Action.PASS, Role.ACCEPTANCE)
    return desk.act(Action.PASS, Role.HR_BUREAU)


def through_city_to_archive(desk: RoadDesk) -> Stage:
    assert desk.act(Action.REPORT, Role.COMMITTEE) is Stage.CITY_REVIEW
    assert desk.act(Action.ENDORSE, Role.CITY) is Stage.CITY_REVIEW
    second = {"body": BODIES[1], "on": desk.clock.today().isoformat()}
    assert desk.act(Action.ENDORSE, Role.CITY, desk.second_city, record=second) is Stage.AWAITING_DOCUMENT
    assert desk.act(Action.RECORD_DOCUMENT, Role.CITY) is Stage.AWAITING_CERTIFICATE
    assert desk.act(Action.RECORD_CERTIFICATE, Role.CITY) is Stage.AWAITING_FORMS_BACK
    while desk.stored().stage is Stage.AWAITING_FORMS_BACK:
        desk.next_form_act()
    return desk.stored().stage


@pytest.mark.req(
    "B0", "B9", "B10.5", "B10.6", "B11.1", "B11.2", "B12.1", "B12.2", "B13.1", "B13.2", "B14.1", "B14.2"
)
def test_a_private_firms_dossier_travels_the_whole_road(private_firm: RoadDesk) -> None:
    desk = private_firm
    assert through_districts(desk) is Stage.AWAITING_PAYMENT
    assert desk.act(Action.RECORD_PAYMENT, Role.EMPLOYER) is Stage.AWAITING_FORMS
    assert desk.through_paper_forms() is Stage.COMMITTEE_REVIEW
    assert desk.through_committee() is Stage.AWAITING_REPORT
    assert through_city_to_archive(desk) is Stage.ARCHIVED
    assert steps_taken(desk.decisions(), 1) == (
        *(FormStep.EXPORTED, FormStep.UNIT_STAMPED, FormStep.HANDED_IN, FormStep.RECEIVED),
        *(FormStep.FORWARDED, FormStep.COMMITTEE_RECEIVED, FormStep.SENT_BACK, FormStep.BACK_RECEIVED),
        FormStep.GIVEN,
    )
    with desk.new_uow() as uow:
        assert verify_chain(uow.audit.entries()) > len(desk.acknowledged)


@pytest.mark.req("B5.4", "B10.7", "B14.1", "B14.2")
def test_the_forms_of_a_municipal_units_firm_go_through_that_unit(municipal: RoadDesk) -> None:
    desk = municipal
    through_districts(desk)
    desk.act(Action.RECORD_PAYMENT, Role.EMPLOYER)
    desk.act(Action.FORM_STEP, Role.EMPLOYER)
    desk.act(Action.FORM_STEP, Role.EMPLOYER)
    refused("G-115", desk, Action.FORM_STEP, Role.ACCEPTANCE)
    assert desk.through_paper_forms() is Stage.COMMITTEE_REVIEW
    assert FormStep.MUNICIPAL_STAMPED in steps_taken(desk.decisions(), 1)
    assert desk.through_committee() is Stage.AWAITING_REPORT
    assert through_city_to_archive(desk) is Stage.ARCHIVED


@pytest.mark.req("A4.8")
def test_the_water_plan_goes_from_the_unit_to_the_committee_and_ends_with_the_certificate(
    water: RoadDesk,
) -> None:
    assert water.through_employer() is Stage.COMMITTEE_REVIEW
    assert water.through_committee() is Stage.AWAITING_DOCUMENT
    refused("N-404", water, Action.RECORD_DOCUMENT, Role.CITY)
    assert water.act(Action.RECORD_DOCUMENT, Role.COMMITTEE) is Stage.AWAITING_CERTIFICATE
    assert water.act(Action.RECORD_CERTIFICATE, Role.COMMITTEE) is Stage.ARCHIVED


@pytest.mark.req("B10.2", "B10.3")
def test_the_receipt_desk_counts_two_copies_and_ticks_the_watermark(private_firm: RoadDesk) -> None:
    desk = private_firm
    through_districts(desk)
    desk.act(Action.RECORD_PAYMENT, Role.EMPLOYER)
    for _ in range(3):
        desk.act(Action.FORM_STEP, Role.EMPLOYER)
    record = desk.record_for(Action.FORM_STEP, desk.stored())
    refused("L-105", desk, Action.FORM_STEP, Role.ACCEPTANCE, record=record | {"copies": "1"})
    refused("L-106", desk, Action.FORM_STEP, Role.ACCEPTANCE, record=record | {"watermark": ""})
    desk.act(Action.REFUSE_FORMS, Role.ACCEPTANCE, reason="没有平台水印")
    assert steps_taken(desk.decisions(), 1) == ()
    assert desk.through_paper_forms() is Stage.COMMITTEE_REVIEW


def test_a_return_from_the_committee_passes_every_level_again_but_is_paid_once(
    private_firm: RoadDesk,
) -> None:
    desk = private_firm
    through_districts(desk)
    desk.act(Action.RECORD_PAYMENT, Role.EMPLOYER)
    desk.through_paper_forms()
    assert desk.act(Action.RETURN, Role.COMMITTEE, defects=(make_defect(),)) is Stage.RETURNED
    desk.submit()
    assert (desk.stored().stage, desk.stored().submit_no) == (Stage.EMPLOYER_REVIEW, 2)
    # Nothing that was posted changed, so the unit's publicity still counts.
    assert desk.act(Action.CONFIRM, Role.EMPLOYER) is Stage.IN_PUBLICITY
    assert desk.act(Action.PASS, Role.EMPLOYER) is Stage.ACCEPTANCE_REVIEW
    desk.act(Action.PASS, Role.ACCEPTANCE)
    assert desk.act(Action.PASS, Role.HR_BUREAU) is Stage.AWAITING_FORMS
    assert desk.through_paper_forms() is Stage.COMMITTEE_REVIEW


class TestReopening:
    """重开: by the level that decided, with reason, until the next has decided (DOMAIN facts §4)."""

    def test_a_pass_is_reopened_until_the_next_has_decided(self, private_firm: RoadDesk) -> None:
        desk = private_firm
        desk.through_employer()
        desk.act(Action.PASS, Role.ACCEPTANCE)
        refused("G-110", desk, Action.REOPEN, Role.EMPLOYER)
        refused("G-109", desk, Action.REOPEN, Role.ACCEPTANCE, reason=" ")
        assert desk.act(Action.REOPEN, Role.ACCEPTANCE) is Stage.ACCEPTANCE_REVIEW
        # What was reopened no longer stands, and both acts stay in the record.
        assert [d.withdrawn for d in desk.decisions()] == [False, False, True, False]
        assert desk.act(Action.RETURN, Role.ACCEPTANCE) is Stage.RETURNED

    @pytest.mark.parametrize("verdict", [Action.FAIL, Action.RETURN])
    def test_a_refusal_is_reopened_while_nobody_touched_it(
        self, private_firm: RoadDesk, verdict: Action
    ) -> None:
        desk = private_firm
        desk.through_employer()
        desk.act(verdict, Role.ACCEPTANCE)
        refused("G-110", desk, Action.REOPEN, Role.EMPLOYER)
        assert desk.act(Action.REOPEN, Role.ACCEPTANCE) is Stage.ACCEPTANCE_REVIEW

    def test_a_mistyped_payment_is_taken_up_again_and_may_be_put_right(self, private_firm: RoadDesk) -> None:
        desk = private_firm
        through_districts(desk)
        desk.act(Action.RECORD_PAYMENT, Role.EMPLOYER)
        assert desk.act(Action.REOPEN, Role.EMPLOYER) is Stage.AWAITING_PAYMENT
        assert desk.act(Action.RECORD_PAYMENT, Role.EMPLOYER) is Stage.AWAITING_FORMS

    def test_a_reopening_taken_back_lets_the_decision_stand_again(self, private_firm: RoadDesk) -> None:
        desk = private_firm
        desk.through_employer()
        desk.act(Action.PASS, Role.ACCEPTANCE)
        desk.act(Action.REOPEN, Role.ACCEPTANCE)
        desk.withdraw(desk.decisions()[-1], Role.ACCEPTANCE)
        assert desk.stored().stage is Stage.HR_BUREAU_REVIEW
        assert [d.withdrawn for d in desk.decisions()[-2:]] == [False, True]


def test_the_person_gives_up_at_any_stage_until_the_document(private_firm: RoadDesk) -> None:
    desk = private_firm
    through_districts(desk)
    refused("G-109", desk, Action.GIVE_UP, Role.EMPLOYER, reason="")
    assert desk.act(Action.GIVE_UP, Role.EMPLOYER) is Stage.WITHDRAWN
    assert desk.act(Action.REOPEN, Role.EMPLOYER) is Stage.AWAITING_PAYMENT


@pytest.mark.req("B11.2")
def test_nobody_gets_a_verdict_who_is_not_on_the_meetings_list(private_firm: RoadDesk) -> None:
    desk = private_firm
    through_districts(desk)
    desk.act(Action.RECORD_PAYMENT, Role.EMPLOYER)
    desk.through_paper_forms()
    desk.act(Action.PASS, Role.COMMITTEE)
    desk.publish_through(Role.COMMITTEE)
    desk.act(Action.CONCLUDE_PUBLICITY, Role.COMMITTEE)
    refused("G-111", desk, Action.MEETING_PASS, Role.COMMITTEE, record={"meeting": "no such meeting"})
    assert desk.act(Action.MEETING_FAIL, Role.COMMITTEE) is Stage.NOT_APPROVED


@pytest.mark.req("B13.1")
def test_each_body_of_the_city_records_its_own_review_once(private_firm: RoadDesk) -> None:
    desk = private_firm
    through_districts(desk)
    desk.act(Action.RECORD_PAYMENT, Role.EMPLOYER)
    desk.through_paper_forms()
    desk.through_committee()
    desk.act(Action.REPORT, Role.COMMITTEE)
    first = {"body": BODIES[0], "on": desk.clock.today().isoformat()}
    refused("G-112", desk, Action.ENDORSE, Role.CITY, record=first | {"body": "省厅"})
    desk.act(Action.ENDORSE, Role.CITY, record=first)
    refused("G-113", desk, Action.ENDORSE, Role.CITY, record=first | {"body": BODIES[1]})
    with pytest.raises(RuleError, match="G-117"):
        desk.act(Action.ENDORSE, Role.CITY, desk.second_city, record=first)
    # Sent back, the result is reported anew and both review it again.
    assert desk.act(Action.SEND_BACK, Role.CITY, desk.second_city) is Stage.AWAITING_REPORT
    desk.act(Action.REPORT, Role.COMMITTEE)
    assert desk.act(Action.ENDORSE, Role.CITY, record=first) is Stage.CITY_REVIEW


@pytest.mark.req("B9")
def test_an_overdue_payment_is_extended_by_the_bureau_and_never_closed(private_firm: RoadDesk) -> None:
    desk = private_firm
    desk.through_employer()
    desk.act(Action.PASS, Role.ACCEPTANCE)
    until = desk.clock.today().isoformat()
    desk.act(Action.PASS, Role.HR_BUREAU, record={"pay_until": until})
    assert desk.stored().pay_until == desk.clock.today()
    desk.pass_days(30)
    assert desk.stored().stage is Stage.AWAITING_PAYMENT
    assert desk.act(Action.EXTEND_PAYMENT, Role.HR_BUREAU) is Stage.AWAITING_PAYMENT
    extended = desk.stored().pay_until
    assert extended is not None and extended > desk.clock.today()
    assert desk.act(Action.RECORD_PAYMENT, Role.EMPLOYER) is Stage.AWAITING_FORMS


def test_an_office_of_another_district_knows_nothing_of_it(private_firm: RoadDesk, new_uow: NewUow) -> None:
    desk = private_firm
    stranger = make_road_desk(new_uow).offices[Role.ACCEPTANCE]
    desk.through_employer()
    with pytest.raises(RuleError, match="N-404"):
        desk.act(Action.PASS, Role.ACCEPTANCE, stranger)
