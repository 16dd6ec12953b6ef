"""When things happened in the sample, by how far a declaration has come. The sample's day is 2026-10-09.

Callers: `story`. Dates are Shanghai's; 2026-10-01 to 10-07 are holidays, so nobody decides on them.
"""

import random
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta, timezone

from app.services.samples.cast import Route
from app.services.samples.people import Person

SHANGHAI = timezone(timedelta(hours=8))
SAMPLE_NOW = datetime(2026, 10, 9, 10, 32, tzinfo=SHANGHAI)
"""What the sample copy's clock shows when it has been made."""


@dataclass(frozen=True, slots=True)
class Dates:
    """Days of one dossier; None where it did not come so far. `start` is the first day of the publicity."""

    archive_in: date
    archive_decided: date
    submitted: date | None = None
    confirmed: date | None = None
    start: date | None = None
    closed: date | None = None
    """Returned, failed, or handed in again after a return."""


def _october(day: int) -> date:
    return date(2026, 10, day)


def _september(day: int) -> date:
    return date(2026, 9, day)


_ROUTE_DATES: dict[Route, Dates] = {
    Route.NONE: Dates(_september(15), _september(22)),
    Route.DRAFT: Dates(_september(16), _september(23)),
    Route.REVIEW: Dates(_september(1), _september(9), _september(28)),
    Route.AWAITING: Dates(date(2026, 8, 25), _september(2), _september(21), _october(8)),
    Route.RUNNING: Dates(
        date(2026, 8, 24), date(2026, 8, 31), _september(15), _september(28), _september(30)
    ),
    Route.LAST_DAY: Dates(
        date(2026, 8, 20), date(2026, 8, 27), _september(10), _september(22), _september(24)
    ),
    Route.READY: Dates(date(2026, 8, 18), date(2026, 8, 25), _september(7), _september(15), _september(17)),
    Route.OBJECTED: Dates(
        date(2026, 8, 19), date(2026, 8, 26), _september(14), _september(24), _september(28)
    ),
    Route.PASSED: Dates(
        date(2026, 8, 10), date(2026, 8, 17), date(2026, 8, 24), date(2026, 8, 26), date(2026, 8, 27)
    ),
    Route.RETURNED: Dates(date(2026, 8, 26), _september(3), _september(16), closed=_september(23)),
    Route.AGAIN: Dates(date(2026, 8, 21), date(2026, 8, 28), _september(8), closed=_september(15)),
    Route.FAILED: Dates(date(2026, 8, 27), _september(4), _september(11), closed=_september(21)),
}
_OLD = Dates(date(2020, 3, 12), date(2020, 3, 23), date(2020, 4, 1), date(2020, 4, 3), date(2020, 4, 7))
"""Those who passed in a plan of 2020: the seed's screen shows one handed in on 2020-04-01 at 16:07:20."""


def find_dates(person: Person) -> Dates:
    """Return the days of a person's dossier."""
    if person.horizon.year == 2020:
        return _OLD
    dates = _ROUTE_DATES[person.part.route]
    if person.part.route is Route.REVIEW:
        # The form of person 0 ran out on 09-30, a week before it was handed in.
        latest = person.part.has("registry_expired") or person.number % 3 == 0
        day = _october(8) if latest else _september(28 + person.number % 3)
        return Dates(dates.archive_in, dates.archive_decided, day)
    return dates


def moment(day: date, rng: random.Random, first_hour: int = 9, last_hour: int = 17) -> datetime:
    """Return a time in working hours of a day, as UTC."""
    clock = time(rng.randrange(first_hour, last_hour), rng.randrange(60), rng.randrange(60), tzinfo=SHANGHAI)
    return datetime.combine(day, clock).astimezone(UTC)


def exact(day: date, hour: int, minute: int, second: int = 0) -> datetime:
    """Return a Shanghai time as UTC."""
    return datetime.combine(day, time(hour, minute, second, tzinfo=SHANGHAI)).astimezone(UTC)


def late_moment(rng: random.Random, *, last_morning: bool) -> datetime:
    """Return a time of the last days: mostly 10-08, some the morning of 10-09, some in the holidays.

    `last_morning`: only on 10-09, after a declaration that could not have been handed in beside unreviewed items.
    """
    chance = rng.random()
    if last_morning or chance < 0.2:
        return exact(_october(9), 8, rng.randrange(60), rng.randrange(60))
    if chance < 0.35:
        return moment(_october(rng.randint(2, 7)), rng, 9, 21)
    return moment(_october(8), rng)


class StagedClock:
    """The clock that acts of the past are dated with: set before each, a second further at each look, never back."""

    def __init__(self) -> None:
        self._moment = datetime(2020, 1, 1, tzinfo=UTC)

    def set(self, moment_of_act: datetime) -> None:
        self._moment = max(self._moment, moment_of_act)

    def now(self) -> datetime:
        self._moment += timedelta(seconds=1)
        return self._moment

    def today(self) -> date:
        return self._moment.astimezone(SHANGHAI).date()
