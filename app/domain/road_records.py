"""What the acts beyond the reviews record: payment, paper forms, meeting, report, document, certificate. Pure.

One table for the usecase that checks and for the screen that asks. Seed B 二(七)-(十二). Values are text: days as
YYYY-MM-DD, money in yuan.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal, InvalidOperation
from enum import StrEnum

from app.domain.decision import Action, Decision, standing
from app.domain.errors import RuleError
from app.domain.paper_forms import COPIES, FormStep, action_of_step
from app.domain.typed_values import read_date_parts


class RecordKind(StrEnum):
    TEXT = "text"
    PAST_DAY = "past_day"  # today or earlier
    COMING_DAY = "coming_day"  # today or later
    MONEY = "money"
    COUNT = "count"


@dataclass(frozen=True, slots=True)
class RecordField:
    key: str
    kind: RecordKind = RecordKind.TEXT
    required: bool = True


_ON = RecordField("on", RecordKind.PAST_DAY)
_MEETING = (
    RecordField("meeting"),
    RecordField("votes_for", RecordKind.COUNT, required=False),
    RecordField("votes_against", RecordKind.COUNT, required=False),
)
_ISSUED = (RecordField("number"), RecordField("issued_on", RecordKind.PAST_DAY))

RECORD_FIELDS: Mapping[Action, tuple[RecordField, ...]] = {
    # The pass of 区县人社 may say until when to pay (B9 在规定时间内).
    Action.PASS: (RecordField("pay_until", RecordKind.COMING_DAY, required=False),),
    Action.EXTEND_PAYMENT: (RecordField("pay_until", RecordKind.COMING_DAY),),
    Action.RECORD_PAYMENT: (
        RecordField("amount", RecordKind.MONEY),
        RecordField("receipt"),
        RecordField("paid_on", RecordKind.PAST_DAY),
    ),
    Action.FORM_STEP: (RecordField("step"), _ON),
    Action.RECEIVE_FORMS: (RecordField("step"), _ON),
    Action.GIVE_FORMS: (RecordField("step"), _ON, RecordField("taken_by", required=False)),
    Action.REFUSE_FORMS: (_ON,),
    Action.MEETING_PASS: _MEETING,
    Action.MEETING_FAIL: _MEETING,
    Action.REPORT: (RecordField("to"), _ON),
    Action.ENDORSE: (RecordField("body"), _ON),
    Action.ENDORSE_LAST: (RecordField("body"), _ON),
    Action.RECORD_DOCUMENT: (*_ISSUED, RecordField("title", required=False)),
    Action.RECORD_CERTIFICATE: _ISSUED,
}

MOST_YUAN = Decimal(1_000_000)
"""A fee above is a slip of the finger [I]."""
MOST_DIGITS = 6

AT_A_RECEIPT_DESK = frozenset({FormStep.RECEIVED, FormStep.COMMITTEE_RECEIVED})
"""Where somebody counts the copies and looks for the watermark (B10.2, B10.3)."""


def check_record(action: Action, record: Mapping[str, str], today: date) -> dict[str, str]:
    """The record with its texts trimmed.

    Raises RuleError: L-101 a field is missing, L-102 unreadable, L-103 in the future, L-104 in the past,
    L-105 not two copies, L-106 no watermark ticked, L-107 a field that the act does not know.
    """
    fields = {f.key: f for f in RECORD_FIELDS.get(action, ())}
    kept = {key: value.strip() for key, value in record.items() if value.strip()}
    extra = kept.keys() - fields.keys() - {"copies", "watermark"}
    if extra:
        raise RuleError("L-107", field=min(extra))
    for field in fields.values():
        if field.key in kept:
            kept[field.key] = _read(field, kept[field.key], today)
        elif field.required:
            raise RuleError("L-101", field=field.key)
    if "step" in kept:
        _check_step(action, kept)
    return kept


_FORM_DAYS = frozenset({Action.FORM_STEP, Action.RECEIVE_FORMS, Action.GIVE_FORMS, Action.REFUSE_FORMS})
COMES_AFTER: Mapping[Action, frozenset[Action]] = {
    **dict.fromkeys(_FORM_DAYS, _FORM_DAYS),
    **dict.fromkeys((Action.ENDORSE, Action.ENDORSE_LAST), frozenset({Action.REPORT})),
    Action.RECORD_DOCUMENT: frozenset({Action.REPORT, Action.ENDORSE, Action.ENDORSE_LAST}),
    Action.RECORD_CERTIFICATE: frozenset({Action.RECORD_DOCUMENT}),
}
"""Whose day an act's own day must not lie before: papers are stamped, handed in, received in this order, a document follows the
reviews and a certificate its document. The reviews of the two city offices know no order between them."""


def day_recorded(record: Mapping[str, str]) -> date | None:
    """The day an act took place, as far as its record says one."""
    found = next((record[key] for key in ("on", "issued_on") if key in record), "")
    return date.fromisoformat(found) if found else None


def check_order(
    action: Action, record: Mapping[str, str], decisions: Sequence[Decision], submit_no: int
) -> None:
    """``decisions``: all of the dossier. Raises RuleError L-108: the day lies before that of a step before."""
    day, before = day_recorded(record), COMES_AFTER.get(action, frozenset())
    days = [
        found
        for decision in standing(decisions)
        if decision.action in before and decision.submit_no == submit_no
        if (found := day_recorded(decision.record)) is not None
    ]
    if day is not None and days and day < max(days):
        key = "on" if "on" in record else "issued_on"
        raise RuleError("L-108", field=key, day=day, before=max(days))


def find_problem(field: RecordField, typed: str, today: date) -> RuleError | None:
    """What ``check_record`` would say of one field alone, for a screen that asks as it is typed."""
    value = typed.strip()
    if not value:
        return RuleError("L-101", field=field.key) if field.required else None
    try:
        _read(field, value, today)
    except RuleError as error:
        return error
    return None


def _read(field: RecordField, value: str, today: date) -> str:
    match field.kind:
        case RecordKind.TEXT:
            return value
        case RecordKind.MONEY:
            return f"{_read_money(field.key, value):f}"
        case RecordKind.COUNT:
            if not value.isdecimal() or len(value) > MOST_DIGITS:
                raise RuleError("L-102", field=field.key, value=value)
            return str(int(value))
        case RecordKind.PAST_DAY | RecordKind.COMING_DAY:
            parts = read_date_parts(value)
            if parts is None or parts[1] < 3:
                raise RuleError("L-102", field=field.key, value=value)
            day = parts[0]
            if field.kind is RecordKind.PAST_DAY and day > today:
                raise RuleError("L-103", field=field.key, day=day)
            if field.kind is RecordKind.COMING_DAY and day < today:
                raise RuleError("L-104", field=field.key, day=day)
            return day.isoformat()


def _read_money(key: str, value: str) -> Decimal:
    try:
        amount = Decimal(value.replace(",", "").replace("，", ""))
    except InvalidOperation:
        raise RuleError("L-102", field=key, value=value) from None
    in_bounds = amount.is_finite() and 0 < amount < MOST_YUAN
    if not in_bounds or amount != amount.quantize(Decimal("0.01")):
        raise RuleError("L-102", field=key, value=value)
    return amount


def _check_step(action: Action, record: Mapping[str, str]) -> None:
    if record["step"] not in set(FormStep) or action_of_step(FormStep(record["step"])) is not action:
        # 已退申报人 recorded as any other step would leave the dossier without an end.
        raise RuleError("L-102", field="step", value=record["step"])
    if FormStep(record["step"]) in AT_A_RECEIPT_DESK:
        if record.get("copies") != str(COPIES):
            raise RuleError("L-105", copies=COPIES)
        if record.get("watermark") != "yes":
            raise RuleError("L-106")
