"""The city's reviews, 发文 and certificates (seed B 二(十)-(十一); B12.2, B13): by account, in their order, once."""

from datetime import timedelta

import pytest

from app.domain.decision import Action
from app.domain.declaration import Stage
from app.domain.errors import RuleError
from app.domain.gates import endorsements
from app.domain.organisation import Role
from tests.copies import NewUow
from tests.factories import make_file
from tests.usecases.road_desk import BODIES, RoadDesk, make_road_desk


@pytest.fixture
def to_report(new_uow: NewUow) -> RoadDesk:
    """Results published without objection; not yet reported."""
    desk = make_road_desk(new_uow)
    desk.through_employer()
    desk.act(Action.PASS, Role.ACCEPTANCE)
    desk.act(Action.PASS, Role.HR_BUREAU)
    desk.act(Action.RECORD_PAYMENT, Role.EMPLOYER)
    desk.through_paper_forms()
    assert desk.through_committee() is Stage.AWAITING_REPORT
    return desk


def endorse(desk: RoadDesk, body: str, *, second: bool = False) -> Stage:
    record = {"body": body, "on": desk.clock.today().isoformat()}
    return desk.act(Action.ENDORSE, Role.CITY, desk.second_city if second else None, record=record)


@pytest.mark.req("B12.2", "B13.1")
def test_the_report_names_to_whom_and_nobody_reviews_before_it(to_report: RoadDesk) -> None:
    with pytest.raises(RuleError, match="N-404"):
        endorse(to_report, BODIES[0])
    with pytest.raises(RuleError, match="L-101"):
        to_report.act(Action.REPORT, Role.COMMITTEE, record={"on": to_report.clock.today().isoformat()})
    assert to_report.act(Action.REPORT, Role.COMMITTEE) is Stage.CITY_REVIEW
    assert to_report.decisions()[-1].record["to"] == BODIES[0]


@pytest.mark.req("B13.1")
@pytest.mark.parametrize("first", BODIES)
def test_both_bodies_review_in_any_order_before_the_document(to_report: RoadDesk, first: str) -> None:
    desk = to_report
    desk.act(Action.REPORT, Role.COMMITTEE)
    other = next(body for body in BODIES if body != first)
    assert endorse(desk, first, second=first == BODIES[1]) is Stage.CITY_REVIEW
    with pytest.raises(RuleError, match="W-101"):
        desk.act(Action.RECORD_DOCUMENT, Role.CITY)
    assert endorse(desk, other, second=other == BODIES[1]) is Stage.AWAITING_DOCUMENT
    assert set(endorsements(desk.decisions())) == set(BODIES)


@pytest.mark.req("B13.1", "B13.2")
def test_document_then_certificate_are_kept_with_number_day_and_scan(to_report: RoadDesk) -> None:
    desk, today = to_report, to_report.clock.today().isoformat()
    desk.act(Action.REPORT, Role.COMMITTEE)
    endorse(desk, BODIES[0])
    endorse(desk, BODIES[1], second=True)
    scan = make_file(name="发文.pdf")
    document = {"number": "杭人社发〔2026〕88号", "issued_on": today, "title": "关于公布评审结果的通知"}
    with pytest.raises(RuleError, match="W-101"):
        desk.act(Action.RECORD_CERTIFICATE, Role.CITY)
    desk.act(Action.RECORD_DOCUMENT, Role.CITY, record=document, files=(scan,))
    kept = desk.decisions()[-1]
    assert (dict(kept.record), kept.files) == (document, (scan,))
    certificate = {"number": "ZG33012026000123", "issued_on": today}
    desk.act(Action.RECORD_CERTIFICATE, Role.CITY, record=certificate)
    assert desk.decisions()[-1].record == certificate
    assert desk.stored().stage is Stage.AWAITING_FORMS_BACK


@pytest.mark.req("B13.1")
def test_the_committee_records_no_document_where_the_city_does(to_report: RoadDesk) -> None:
    desk = to_report
    desk.act(Action.REPORT, Role.COMMITTEE)
    endorse(desk, BODIES[0])
    endorse(desk, BODIES[1], second=True)
    with pytest.raises(RuleError, match="W-101"):
        desk.act(Action.RECORD_DOCUMENT, Role.COMMITTEE)


@pytest.mark.req("B13.1")
def test_a_result_that_was_sent_back_goes_before_the_experts_again(to_report: RoadDesk) -> None:
    desk = to_report
    desk.act(Action.REPORT, Role.COMMITTEE)
    endorse(desk, BODIES[0])
    with pytest.raises(RuleError, match="G-109"):
        desk.act(Action.SEND_BACK, Role.CITY, desk.second_city, reason=" ")
    assert desk.act(Action.SEND_BACK, Role.CITY, desk.second_city) is Stage.AWAITING_REPORT
    assert desk.act(Action.RECONVENE, Role.COMMITTEE, reason="市建委要求核实业绩") is Stage.AWAITING_MEETING


@pytest.mark.req("B13.1")
def test_an_office_that_is_one_body_never_speaks_for_the_other(to_report: RoadDesk) -> None:
    desk = to_report
    desk.act(Action.REPORT, Role.COMMITTEE)
    with pytest.raises(RuleError, match="G-117"):
        endorse(desk, BODIES[0], second=True)
    assert not endorsements(desk.decisions())


@pytest.mark.req("B13.1", "B13.2")
def test_a_day_before_that_of_the_step_before_is_refused(to_report: RoadDesk) -> None:
    desk, today = to_report, to_report.clock.today()
    yesterday = (today - timedelta(days=1)).isoformat()
    desk.act(Action.REPORT, Role.COMMITTEE)
    with pytest.raises(RuleError, match="L-108"):
        desk.act(Action.ENDORSE, Role.CITY, record={"body": BODIES[0], "on": yesterday})
    endorse(desk, BODIES[0])
    endorse(desk, BODIES[1], second=True)
    with pytest.raises(RuleError, match="L-108"):
        desk.act(Action.RECORD_DOCUMENT, Role.CITY, record={"number": "88号", "issued_on": yesterday})
    desk.act(Action.RECORD_DOCUMENT, Role.CITY)
    with pytest.raises(RuleError, match="L-108"):
        desk.act(Action.RECORD_CERTIFICATE, Role.CITY, record={"number": "ZG1", "issued_on": yesterday})
    assert desk.stored().stage is Stage.AWAITING_CERTIFICATE
