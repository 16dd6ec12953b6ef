"""缴费 (seed B 二(七), B9): recorded by HR within the time given; overdue is said and closes nothing."""

from datetime import timedelta

import pytest

from app.domain.decision import Action
from app.domain.declaration import Stage
from app.domain.errors import RuleError
from app.domain.organisation import Role
from app.domain.payment import is_overdue, is_paid
from tests.copies import NewUow
from tests.factories import make_file
from tests.usecases.road_desk import RoadDesk, make_road_desk


@pytest.fixture
def unpaid(new_uow: NewUow) -> RoadDesk:
    """区县人社 has passed it; to be paid by the day after tomorrow."""
    desk = make_road_desk(new_uow)
    desk.through_employer()
    desk.act(Action.PASS, Role.ACCEPTANCE)
    until = desk.clock.today() + timedelta(days=2)
    desk.act(Action.PASS, Role.HR_BUREAU, record={"pay_until": until.isoformat()})
    return desk


@pytest.mark.req("B9")
def test_the_payment_keeps_amount_receipt_day_and_the_receipts_scan(unpaid: RoadDesk) -> None:
    today = unpaid.clock.today()
    record = {"amount": " 1,450.50 ", "receipt": "2026000123", "paid_on": f"{today:%Y/%m/%d}"}
    scan = make_file(name="缴费凭证.pdf")
    stage = unpaid.act(Action.RECORD_PAYMENT, Role.EMPLOYER, record=record, files=(scan,))
    assert stage is Stage.AWAITING_FORMS
    assert is_paid(unpaid.decisions())
    paid = unpaid.decisions()[-1]
    assert paid.record == {"amount": "1450.50", "receipt": "2026000123", "paid_on": today.isoformat()}
    assert paid.files == (scan,)


@pytest.mark.req("B9")
@pytest.mark.parametrize(
    ("changed", "code"),
    [
        ({"amount": ""}, "L-101"),
        ({"amount": "四百五"}, "L-102"),
        ({"amount": "0"}, "L-102"),
        ({"amount": "450.005"}, "L-102"),
        ({"receipt": "  "}, "L-101"),
        ({"paid_on": "2026-09"}, "L-102"),
        ({"paid_on": "2999-01-01"}, "L-103"),
        ({"payee": "某某"}, "L-107"),
    ],
)
def test_what_cannot_be_recorded_is_refused_with_its_field(
    unpaid: RoadDesk, changed: dict[str, str], code: str
) -> None:
    record = unpaid.record_for(Action.RECORD_PAYMENT, unpaid.stored()) | changed
    with pytest.raises(RuleError, match=code) as error:
        unpaid.act(Action.RECORD_PAYMENT, Role.EMPLOYER, record=record)
    assert error.value.params["field"] == next(iter(changed))
    assert unpaid.stored().stage is Stage.AWAITING_PAYMENT


@pytest.mark.req("B9")
def test_overdue_stays_payable_and_the_bureau_extends_with_a_reason(unpaid: RoadDesk) -> None:
    unpaid.pass_days(9)
    stored, today = unpaid.stored(), unpaid.clock.today()
    assert is_overdue(stored.stage, stored.pay_until, today)
    with pytest.raises(RuleError, match="G-109"):
        unpaid.act(Action.EXTEND_PAYMENT, Role.HR_BUREAU, reason=" ")
    past = (today - timedelta(days=1)).isoformat()
    with pytest.raises(RuleError, match="L-104"):
        unpaid.act(Action.EXTEND_PAYMENT, Role.HR_BUREAU, record={"pay_until": past})
    until = today + timedelta(days=5)
    unpaid.act(Action.EXTEND_PAYMENT, Role.HR_BUREAU, record={"pay_until": until.isoformat()})
    stored = unpaid.stored()
    assert (stored.stage, stored.pay_until) == (Stage.AWAITING_PAYMENT, until)
    assert not is_overdue(stored.stage, stored.pay_until, today)


@pytest.mark.req("B9")
@pytest.mark.parametrize("role", [Role.ACCEPTANCE, Role.HR_BUREAU])
def test_only_the_unit_records_its_persons_payment(unpaid: RoadDesk, role: Role) -> None:
    with pytest.raises(RuleError, match="W-101"):
        unpaid.act(Action.RECORD_PAYMENT, role)


@pytest.mark.req("B9")
def test_an_overdue_payment_is_still_recorded(unpaid: RoadDesk) -> None:
    unpaid.pass_days(30)
    assert unpaid.act(Action.RECORD_PAYMENT, Role.EMPLOYER) is Stage.AWAITING_FORMS


@pytest.mark.req("B9")
def test_only_the_bureau_says_until_when_to_pay(new_uow: NewUow) -> None:
    desk = make_road_desk(new_uow)
    desk.through_employer()
    window = {"pay_until": (desk.clock.today() + timedelta(days=300)).isoformat()}
    with pytest.raises(RuleError, match="L-107"):
        desk.act(Action.PASS, Role.ACCEPTANCE, record=window)
    desk.act(Action.PASS, Role.ACCEPTANCE)
    assert desk.act(Action.PASS, Role.HR_BUREAU, record=window) is Stage.AWAITING_PAYMENT


@pytest.mark.req("B9")
def test_a_bureau_that_extended_the_window_may_still_take_its_pass_up_again(new_uow: NewUow) -> None:
    desk = make_road_desk(new_uow)
    desk.through_employer()
    desk.act(Action.PASS, Role.ACCEPTANCE)
    desk.act(Action.PASS, Role.HR_BUREAU)
    desk.act(Action.EXTEND_PAYMENT, Role.HR_BUREAU)
    assert desk.act(Action.REOPEN, Role.HR_BUREAU) is Stage.HR_BUREAU_REVIEW
    assert desk.stored().pay_until is None


@pytest.mark.req("B9")
def test_a_payment_is_put_right_after_the_forms_were_exported_but_not_once_they_were_received(
    new_uow: NewUow,
) -> None:
    desk = make_road_desk(new_uow)
    desk.through_employer()
    desk.act(Action.PASS, Role.ACCEPTANCE)
    desk.act(Action.PASS, Role.HR_BUREAU)
    desk.act(Action.RECORD_PAYMENT, Role.EMPLOYER)
    desk.next_form_act()
    assert desk.act(Action.REOPEN, Role.EMPLOYER) is Stage.AWAITING_PAYMENT
    desk.act(Action.RECORD_PAYMENT, Role.EMPLOYER)
    for _ in range(3):
        desk.next_form_act()
    with pytest.raises(RuleError, match="G-110"):
        desk.act(Action.REOPEN, Role.EMPLOYER)
