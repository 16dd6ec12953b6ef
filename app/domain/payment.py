"""缴费 (seed B 二(七), B9): within the time given; recorded by HR; overdue is flagged and never closes anything. Pure."""

from collections.abc import Sequence
from datetime import date

from app.domain.decision import Action, Decision, last_standing, standing
from app.domain.declaration import Stage
from app.domain.plan import PlanKit

PAY_WINDOW = "pay"
"""The act of the kit's window."""


def is_paid(decisions: Sequence[Decision]) -> bool:
    """A payment stands. Paid once: a return and a resubmission ask for no second one [I]."""
    return last_standing(decisions, Action.RECORD_PAYMENT) is not None


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
