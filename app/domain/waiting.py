"""How long a dossier has waited, in working days, and since when a wait counts as late (DOMAIN facts §4: 到达时间). Pure.

Like everything about working days nothing is guessed: where a year's holidays are 尚未公布 the answer is None.
"""

from datetime import date, datetime, time

from app.domain.declaration import FINAL_STAGES, Stage
from app.domain.publicity import STAGES_OF_KIND
from app.domain.working_days import ONE_DAY, SHANGHAI, WorkingDayCalendar

RUNNING_STAGES = frozenset(stages.running for stages in STAGES_OF_KIND.values())


def waits_since(stage: Stage, arrived_at: datetime, publicity_to: date | None, today: date) -> date | None:
    """The day from which somebody has to act; None while nobody has: the road is over, or the publicity still runs."""
    if stage in FINAL_STAGES:
        return None
    if stage in RUNNING_STAGES:
        return publicity_to if publicity_to is not None and publicity_to < today else None
    return arrived_at.astimezone(SHANGHAI).date()


def count_waited(calendar: WorkingDayCalendar, since: date, today: date) -> int | None:
    """Working days after ``since`` up to and including ``today``."""
    years = range(since.year, today.year + 1)
    if not all(year in calendar.known_years for year in years):
        return None
    return len(calendar.counted_days(since, today, start_counts=False))


def late_since(calendar: WorkingDayCalendar, today: date, late_after: int) -> date | None:
    """The last day of which the wait is longer than ``late_after`` working days today."""
    day, counted = today, 0
    while day.year in calendar.known_years:
        counted += calendar.is_working_day(day)
        day -= ONE_DAY
        if counted > late_after:
            return day if day.year in calendar.known_years else None
    return None


def end_of(day: date) -> datetime:
    """The moment at which the day is over in Asia/Shanghai."""
    return datetime.combine(day + ONE_DAY, time(), SHANGHAI)
