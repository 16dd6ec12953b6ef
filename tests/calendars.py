"""A working-day calendar for tests that need one and are not about holidays."""

from app.domain.working_days import WorkingDayCalendar

WEEKENDS_ONLY = WorkingDayCalendar(frozenset({2026}), {}, frozenset())
"""2026 with weekends only."""


def plain_calendar() -> WorkingDayCalendar:
    return WEEKENDS_ONLY
