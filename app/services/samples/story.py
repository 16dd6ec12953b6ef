"""What happened to the dossiers, as steps in the order of time. Deterministic. Callers: `build`.

The steps say what; `writer` carries them out through the program's own usecases.
"""

import random
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

from app.domain.decision import Action
from app.services.samples.cast import DECLARED, Route
from app.services.samples.dossiers import Dossier
from app.services.samples.files.facts import FileJob
from app.services.samples.publicity_plans import PublicityPlan, plan_publicities
from app.services.samples.timetable import Dates, exact, find_dates, late_moment, moment
from app.services.samples.travels import plan_travels


class Act(StrEnum):
    """Kinds of steps."""

    HAND_IN = "hand_in"  # archive items come in
    DECIDE = "decide"  # archive items are decided
    RESCAN = "rescan"  # a returned award comes again with a new scan
    ENTER = "enter"  # a declaration draft
    SUBMIT = "submit"
    REVIEW = "review"  # 审核无误 / 退回 / 不通过
    START = "start"  # a publicity begins, or is entered afterwards
    POSTED = "posted"  # its photo is kept
    OBJECT = "object"
    RESOLVE = "resolve"
    PASS = "pass"
    TRAVEL = "travel"  # one act above the unit


@dataclass(frozen=True, slots=True)
class Step:
    """`number` is the person, or the publicity for START, POSTED, OBJECT, RESOLVE and PASS."""

    at: datetime
    act: Act
    number: int
    items: tuple[int, ...] = ()
    """Places in the dossier's items; places from 1000 on are late items."""
    verdicts: tuple[Action, ...] = ()


LATE = 1000
SECTIONS_FIRST = 2
"""基本信息 and the first education always pass."""


def tell_story(seed: int, dossiers: Sequence[Dossier]) -> tuple[list[Step], list[PublicityPlan]]:
    """Return every step in the order of time, and the publicities that the steps name by number."""
    steps: list[Step] = []
    for dossier in dossiers:
        rng = random.Random(f"{seed}/{dossier.person.number}/story")
        steps += _tell_archive(rng, dossier, find_dates(dossier.person))
        steps += _tell_declaration(rng, dossier, find_dates(dossier.person))
    publicities = plan_publicities(seed, dossiers)
    for plan in publicities:
        steps += _tell_publicity(plan)
    steps += [Step(leg.at, Act.TRAVEL, leg.number) for leg in plan_travels(dossiers)]
    return sorted(steps, key=_when), publicities


def _when(step: Step) -> datetime:
    return step.at


def _tell_archive(rng: random.Random, dossier: Dossier, dates: Dates) -> Iterator[Step]:
    number = dossier.person.number
    everything = tuple(range(len(dossier.items)))
    declared = dossier.person.part.route in DECLARED
    early = everything if declared else tuple(i for i in everything if i % 2 == 0 or i == dossier.award)
    yield Step(moment(dates.archive_in, rng), Act.HAND_IN, number, early)
    yield Step(
        moment(dates.archive_decided, rng), Act.DECIDE, number, early, _judge(rng, dossier, early, declared)
    )
    if not declared:
        rest = tuple(i for i in everything if i not in early)
        yield Step(late_moment(rng, last_morning=False), Act.HAND_IN, number, rest)
    if dossier.rescan is not None:
        yield Step(exact(date(2026, 10, 8), 16, 7), Act.RESCAN, number, (dossier.award,))
    for place in range(len(dossier.late)):
        at = late_moment(rng, last_morning=dossier.person.part.route in (Route.REVIEW, Route.AGAIN))
        yield Step(at, Act.HAND_IN, number, (LATE + place,))


def _judge(rng: random.Random, dossier: Dossier, items: Sequence[int], declared: bool) -> tuple[Action, ...]:
    verdicts = []
    for place in items:
        chance = rng.random()
        if dossier.rescan is not None and place == dossier.award:
            verdicts.append(Action.RETURN)
        elif place < SECTIONS_FIRST or chance < (0.95 if declared else 0.84):
            verdicts.append(Action.PASS)
        else:
            verdicts.append(Action.RETURN if chance < 0.985 else Action.FAIL)
    return tuple(verdicts)


def _tell_declaration(rng: random.Random, dossier: Dossier, dates: Dates) -> Iterator[Step]:
    person, number = dossier.person, dossier.person.number
    route = person.part.route
    if dossier.declaration is None:
        return
    if dates.submitted is None:
        yield Step(moment(dates.archive_decided, rng, 17, 18), Act.ENTER, number)
        return
    handed_in = moment(dates.submitted, rng)
    if person.is_senior and route is Route.PASSED:
        handed_in = exact(dates.submitted, 16, 7, 20)
    yield Step(exact(dates.submitted, 8, 10, number % 60), Act.ENTER, number)
    yield Step(handed_in, Act.SUBMIT, number)
    if dates.confirmed is not None:
        yield Step(moment(dates.confirmed, rng), Act.REVIEW, number, verdicts=(Action.CONFIRM,))
    if dates.closed is not None:
        verdict = Action.FAIL if route is Route.FAILED else Action.RETURN
        yield Step(moment(dates.closed, rng), Act.REVIEW, number, verdicts=(verdict,))
    if route is Route.AGAIN:
        yield Step(moment(date(2026, 10, 8), rng), Act.SUBMIT, number)


def _tell_publicity(plan: PublicityPlan) -> Iterator[Step]:
    recorded = plan.closing_day if plan.held_before else plan.start
    yield Step(exact(recorded, 9, 5, plan.number % 60), Act.START, plan.number)
    yield Step(exact(recorded, 9, 20, plan.number % 60), Act.POSTED, plan.number)
    if plan.objection_on is not None:
        yield Step(exact(plan.objection_on, 15, 20), Act.OBJECT, plan.number)
        if plan.is_settled:
            yield Step(exact(plan.closing_day, 9, 40), Act.RESOLVE, plan.number)
    if plan.is_passed:
        yield Step(exact(plan.closing_day, 10, 30, plan.number % 60), Act.PASS, plan.number)


def list_jobs(dossiers: Sequence[Dossier], publicities: Sequence[PublicityPlan]) -> list[FileJob]:
    """Return every file to be made, each once."""
    jobs = {id(job): job for dossier in dossiers for job in dossier.jobs()}
    jobs |= {id(plan.photo): plan.photo for plan in publicities}
    return list(jobs.values())
