"""How far the dossiers that their unit passed have travelled, and when (seed B 二(七)-(十二)). Deterministic.

Callers: `story`, `travel_writer`. The 2020 plans are long through; in 2026 every stage up to the running publicity of
results is met. Dates are working days of the published calendars.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from app.domain.declaration import Stage
from app.domain.plan import PlanKit
from app.domain.road import Station
from app.services.samples.cast import Route
from app.services.samples.dossiers import Dossier
from app.services.samples.timetable import exact

_FORMS = (Stage.AWAITING_FORMS,) * 6
_OF_STATION: dict[Station, tuple[Stage, ...]] = {
    Station.ACCEPTANCE: (Stage.ACCEPTANCE_REVIEW,),
    Station.HR_BUREAU: (Stage.HR_BUREAU_REVIEW,),
    Station.PAYMENT: (Stage.AWAITING_PAYMENT,),
    Station.PAPER_FORMS: _FORMS,
    Station.COMMITTEE: (Stage.COMMITTEE_REVIEW,),
    Station.APPLICANTS_PUBLICITY: (Stage.AWAITING_APPLICANTS_PUBLICITY, Stage.IN_APPLICANTS_PUBLICITY),
    Station.MEETING: (Stage.AWAITING_MEETING,),
    Station.RESULTS_PUBLICITY: (Stage.AWAITING_RESULTS_PUBLICITY, Stage.IN_RESULTS_PUBLICITY),
    Station.CITY: (Stage.AWAITING_REPORT, Stage.CITY_REVIEW, Stage.CITY_REVIEW),
    Station.DOCUMENT: (Stage.AWAITING_DOCUMENT,),
    Station.CERTIFICATE: (Stage.AWAITING_CERTIFICATE,),
    Station.FORMS_BACK: (Stage.AWAITING_FORMS_BACK,) * 3,
}
"""The stage in which each act on the road finds the dossier: one entry an act."""

_SEPTEMBER = (8, 9, 10, 11, 11, 14, 14, 15, 16, 17, 18, 30)
_DAYS_2026 = (*(date(2026, 9, day) for day in _SEPTEMBER), date(2026, 10, 8), date(2026, 10, 9))
"""The publicity of applicants runs from 09-18 on and is over on the 30th; that of results begins today."""
_REACHED_2026 = (0, 0, 14, 1, 0, 6, 12, 2, 0, 3, 9, 13, 4, 10, 7, 8, 11)
"""How many acts each dossier of 2026 has behind it, in turn; 0 = it has just arrived above the unit."""
_FIRST_DAY_2020 = date(2020, 4, 20)
_EVERY = timedelta(days=12)


@dataclass(frozen=True, slots=True)
class Leg:
    """One act on the road: whose and when."""

    at: datetime
    number: int
    """Of the person."""


def stages_of_acts(kit: PlanKit) -> tuple[Stage, ...]:
    return tuple(stage for station in kit.road for stage in _OF_STATION.get(station, ()))


def plan_travels(dossiers: Sequence[Dossier]) -> Iterator[Leg]:
    """Every act above the unit, of the people whom their unit passed."""
    turn = 0
    for dossier in dossiers:
        person, plan = dossier.person, dossier.declaration
        if person.part.route is not Route.PASSED or plan is None:
            continue
        stages = stages_of_acts(plan.kit)
        if person.horizon.year == 2020:
            # The seed's screen shows the 正高级 plan: its people still wait at the committee.
            yield from () if person.is_senior else _travel(person.number, stages, _days_2020(stages))
            continue
        reached = _REACHED_2026[turn % len(_REACHED_2026)]
        turn += 1
        yield from _travel(person.number, stages[:reached], _DAYS_2026)


def _days_2020(stages: Sequence[Stage]) -> list[date]:
    return [_on_a_weekday(_FIRST_DAY_2020 + _EVERY * place) for place in range(len(stages))]


def _on_a_weekday(day: date) -> date:
    return day + timedelta(days=max(0, 7 - day.weekday())) if day.weekday() >= 5 else day


def _travel(number: int, stages: Sequence[Stage], days: Sequence[date]) -> Iterator[Leg]:
    # Two acts may fall on one day: later ones later.
    for place, day in enumerate(days[: len(stages)]):
        hour = 8 if day == date(2026, 10, 9) else 11 + place % 6
        yield Leg(exact(day, hour, 5 + number % 50), number)
