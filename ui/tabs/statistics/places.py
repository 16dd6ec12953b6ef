"""Where a line of 统计 leads: the list that holds exactly the dossiers it counts, or nowhere.

A list that would show others too is no place: the number on the line and the number of rows must agree.
"""

from collections.abc import Mapping

from app.domain.declaration import DeclarationTab, EmployerStep
from app.domain.organisation import Role
from app.domain.statistics_steps import Leg, Step
from app.ports.road_queries import QUEUES_OF_ROLE, Queue
from app.ports.statistics import StatisticsFilter
from ui.targets import DeclarationTarget, RoadTarget, Target

_PUBLICITY = frozenset({EmployerStep.AWAITING, EmployerStep.RUNNING, EmployerStep.READY})
_REVIEWED_BY: Mapping[Role, Step] = {
    Role.ACCEPTANCE: Step.ACCEPTANCE,
    Role.HR_BUREAU: Step.HR_BUREAU,
    Role.COMMITTEE: Step.COMMITTEE,
}
_LATE_QUEUES: Mapping[Step, Queue] = {
    Step.PAYMENT: Queue.OVERDUE,
    Step.MEETING: Queue.MEETING,
    Step.DOCUMENT: Queue.DOCUMENT,
    Step.CERTIFICATE: Queue.CERTIFICATE,
}
"""Queues that hold one step; of 缴费 those whose last day is over."""
_LEG_OF_REVIEW: Mapping[Leg, Step] = {Leg.ACCEPTANCE: Step.ACCEPTANCE, Leg.HR_BUREAU: Step.HR_BUREAU}


def place_of_leg(role: Role, leg: Leg, wanted: StatisticsFilter) -> Target | None:
    """The dossiers that are 还在此."""
    if role is Role.EMPLOYER:
        if leg is Leg.EMPLOYER:
            return _in_review(wanted, frozenset({EmployerStep.REVIEW}))
        if leg is Leg.EMPLOYER_PUBLICITY:
            return _in_review(wanted, _PUBLICITY)
        return _on_road(role, Queue.RETURNED, wanted) if leg is Leg.DECLARED else None
    step = _LEG_OF_REVIEW.get(leg)
    return _on_road(role, Queue.REVIEW, wanted) if step and step is _REVIEWED_BY.get(role) else None


def place_of_late(role: Role, step: Step, wanted: StatisticsFilter) -> Target | None:
    """The dossiers of the step that wait too long."""
    if step is Step.PAYMENT:
        return _on_road(role, Queue.OVERDUE, wanted)
    queue = Queue.REVIEW if step is _REVIEWED_BY.get(role) else _LATE_QUEUES.get(step)
    if role is Role.EMPLOYER and step is Step.CORRECTING:
        queue = Queue.RETURNED
    return _on_road(role, queue, wanted, late_only=True) if queue else None


def _on_road(
    role: Role, queue: Queue, wanted: StatisticsFilter, *, late_only: bool = False
) -> RoadTarget | None:
    if queue not in QUEUES_OF_ROLE.get(role, ()) or wanted.submitted_from or wanted.submitted_to:
        return None
    return RoadTarget(
        queue.value,
        year=wanted.year,
        plan_id=wanted.plan_id,
        unit_id=wanted.unit_id,
        mode=wanted.mode,
        late_only=late_only,
    )


def _in_review(wanted: StatisticsFilter, steps: frozenset[EmployerStep]) -> DeclarationTarget | None:
    if wanted.mode or wanted.submitted_from or wanted.submitted_to:
        return None
    return DeclarationTarget(DeclarationTab.PENDING, year=wanted.year, plan_id=wanted.plan_id, steps=steps)
