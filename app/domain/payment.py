"""缴费 (seed B 二(七), B9): within the time given; recorded by HR; overdue is flagged and never closes anything. Pure."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from app.domain.decision import Action, Decision, standing
from app.domain.declaration import Stage
from app.domain.plan import PlanKit

PAY_WINDOW = "pay"
"""The act of the kit's window."""


@dataclass(frozen=True, slots=True)
class Payment:
    amount: Decimal
    """In yuan."""
    receipt: str
    """票据号 or the platform's order number."""
    paid_on: date


def find_payment(decisions: Sequence[Decision]) -> Payment | None:
    """The payment that stands. Paid once: a return and a resubmission ask for no second one [I]."""
    for decision in reversed(standing(decisions)):
        if decision.action is Action.RECORD_PAYMENT:
            record = decision.record
            return Payment(
                Decimal(record["amount"]), record["receipt"], date.fromisoformat(record["paid_on"])
            )
    return None


def find_deadline(decisions: Sequence[Decision], kit: PlanKit) -> date | None:
    """The last day to pay: as extended, as set with the pass of 区县人社, or as the kit plans it; None = not told."""
    for decision in reversed(standing(decisions)):
        if "pay_until" in decision.record:
            return date.fromisoformat(decision.record["pay_until"])
    window = kit.window(PAY_WINDOW)
    return window.end if window else None


def is_overdue(stage: Stage, pay_until: date | None, today: date) -> bool:
    """逾期未缴费."""
    return stage is Stage.AWAITING_PAYMENT and pay_until is not None and today > pay_until
