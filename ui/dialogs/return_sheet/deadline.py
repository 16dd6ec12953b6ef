"""The last day for a correction as the return composer proposes it; the reviewer may name another day."""

from datetime import date, timedelta

from app.domain.working_days import NotPublishedError
from app.ports.desk import Desk
from ui.texts.translate import translate

CORRECTION_DAYS = 5
"""Working days, not counting today."""


def propose_deadline(desk: Desk) -> tuple[date, str]:
    """The day and how it was counted."""
    today = desk.clock.today()
    try:
        end = desk.calendar.working_days().publicity_end(today, CORRECTION_DAYS, start_counts=False)
    except NotPublishedError:
        # Next year's holidays are not known yet; a week is a proposal like any other, and says so.
        return today + timedelta(days=7), translate("return", "7 天")
    return end, translate("return", "{0} 个工作日").replace("{0}", str(CORRECTION_DAYS))
