"""What the acts beyond the reviews record, and how each field is checked (B9-B14)."""

from datetime import date

import pytest

from app.domain.decision import Action
from app.domain.errors import RuleError
from app.domain.road_records import check_record

TODAY = date(2026, 10, 9)
PAID = {"amount": "450", "receipt": "2026-0001", "paid_on": "2026-10-09"}


def refused(action: Action, record: dict[str, str]) -> tuple[str, object]:
    with pytest.raises(RuleError) as error:
        check_record(action, record, TODAY)
    return error.value.code, error.value.params.get("field")


@pytest.mark.req("B9")
@pytest.mark.parametrize(
    ("typed", "kept"),
    [("450", "450"), ("450.5", "450.5"), ("1,450.00", "1450.00"), (" 0.01 ", "0.01"), ("4.5e2", "450")],
)
def test_an_amount_is_money(typed: str, kept: str) -> None:
    assert check_record(Action.RECORD_PAYMENT, PAID | {"amount": typed}, TODAY)["amount"] == kept


@pytest.mark.parametrize("typed", ["0", "-1", "0.001", "NaN", "Infinity", "四百五", "1e3000000"])
def test_what_is_no_amount_is_refused_at_its_field(typed: str) -> None:
    assert refused(Action.RECORD_PAYMENT, PAID | {"amount": typed}) == ("L-102", "amount")


@pytest.mark.parametrize("missing", ["amount", "receipt", "paid_on"])
def test_a_payment_names_amount_receipt_and_day(missing: str) -> None:
    assert refused(Action.RECORD_PAYMENT, PAID | {missing: "  "}) == ("L-101", missing)


@pytest.mark.parametrize(
    ("action", "field", "day", "code"),
    [
        (Action.RECORD_PAYMENT, "paid_on", "2026-10-10", "L-103"),
        (Action.RECORD_PAYMENT, "paid_on", "2026-02-30", "L-102"),
        (Action.EXTEND_PAYMENT, "pay_until", "2026-10-08", "L-104"),
    ],
)
def test_days_lie_on_the_side_of_today_that_they_must(action, field, day, code) -> None:
    record = PAID | {field: day} if action is Action.RECORD_PAYMENT else {field: day}
    assert refused(action, record) == (code, field)
    on_the_day = PAID if action is Action.RECORD_PAYMENT else {field: "2026-10-09"}
    assert check_record(action, on_the_day, TODAY)[field] == "2026-10-09"


def test_a_field_that_the_act_does_not_know_is_refused() -> None:
    assert refused(Action.RECORD_PAYMENT, PAID | {"step": "given"}) == ("L-107", "step")
    assert refused(Action.GIVE_UP, {"amount": "1"}) == ("L-107", "amount")


@pytest.mark.req("B10.2", "B10.3")
@pytest.mark.parametrize("step", ["received", "committee_received"])
def test_a_receipt_desk_counts_two_copies_and_sees_the_watermark(step: str) -> None:
    act = Action.FORM_STEP if step == "received" else Action.RECEIVE_FORMS
    record = {"step": step, "on": "2026-10-09", "copies": "2", "watermark": "yes"}
    assert check_record(act, record, TODAY)["step"] == step
    assert refused(act, record | {"copies": "1"})[0] == "L-105"
    assert refused(act, record | {"copies": ""})[0] == "L-105"
    assert refused(act, record | {"watermark": "no"})[0] == "L-106"
