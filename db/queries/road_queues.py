"""Which dossiers stand in which queue of a desk: one table, role × queue → stages with conditions (app.ports.road_queries).

The queues of a role but 全部 do not overlap and together hold everything the desk sees on the road: nothing is counted
twice and nothing is lost between them (tests/db/test_road_queries.py).
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date

from sqlalchemy import ColumnElement, and_, func, or_

from app.domain.declaration import EMPLOYER_STAGES, FINAL_STAGES, Stage
from app.domain.organisation import Role
from app.domain.paper_forms import FormStep, next_leg, way_back, way_in
from app.domain.road import REVIEW_STAGES, STATION_OF_LEVEL, Station, stages_after
from app.ports.road_queries import Queue
from db.models.declarations import declaration

Only = Callable[[Role, date], ColumnElement[bool]]

_ROW = declaration.c
_FORMS, _BACK, _PAYMENT = Stage.AWAITING_FORMS, Stage.AWAITING_FORMS_BACK, Stage.AWAITING_PAYMENT
_MUNICIPAL = "municipal"
"""Any id: whether there is one decides the way of the forms."""


# ---- conditions beside the stage


def overdue(role: Role, today: date) -> ColumnElement[bool]:
    """逾期未缴费, as app.domain.payment.is_overdue (B9)."""
    return func.coalesce(_ROW.pay_until < today, False)


def in_time(role: Role, today: date) -> ColumnElement[bool]:
    return ~overdue(role, today)


def by_point(role: Role, today: date) -> ColumnElement[bool]:
    """The paper forms go through the 受理点 (B10.5)."""
    return _ROW.municipal_id == ""


def by_municipal(role: Role, today: date) -> ColumnElement[bool]:
    """… through the 市直单位 (B10.7)."""
    return _ROW.municipal_id != ""


def mine(role: Role, today: date) -> ColumnElement[bool]:
    """The next step of the paper forms is this role's."""
    return or_(
        by_point(role, today) & _ROW.form_step.in_(steps_before(role, "")),
        by_municipal(role, today) & _ROW.form_step.in_(steps_before(role, _MUNICIPAL)),
    )


def not_mine(role: Role, today: date) -> ColumnElement[bool]:
    return ~mine(role, today)


def steps_before(role: Role, municipal_id: str) -> list[str]:
    """The last steps taken ("" = none) after which ``role`` has the forms."""
    legs = (*way_in(municipal_id), *way_back(municipal_id))
    before: list[str] = []
    for taken in range(len(legs)):
        done: list[FormStep] = [leg.step for leg in legs[:taken]]
        following = next_leg(done, municipal_id)
        if following is not None and following.role is role:
            before.append(done[-1].value if done else "")
    return before


# ---- the table


@dataclass(frozen=True, slots=True)
class Part:
    """Stages, and what else must hold of a dossier in them."""

    stages: frozenset[Stage]
    only: tuple[Only, ...] = ()


def _in(*stages: Stage, only: tuple[Only, ...] = ()) -> tuple[Part, ...]:
    return (Part(frozenset(stages), only),)


def _later(role: Role, *elsewhere: Stage) -> frozenset[Stage]:
    """Stages beyond the level's own that no other queue of it holds."""
    return stages_after(STATION_OF_LEVEL[role]) - FINAL_STAGES - set(elsewhere)


def _earlier(role: Role) -> frozenset[Stage]:
    """Returned, and a resubmission on its way up again: every level passes it anew (DOMAIN facts §4)."""
    own, later = REVIEW_STAGES[role], stages_after(STATION_OF_LEVEL[role])
    return frozenset(Stage) - later - FINAL_STAGES - {own, Stage.DRAFT}


_DONE = _in(*FINAL_STAGES)
_CITY_STAGES = (Stage.CITY_REVIEW, Stage.AWAITING_DOCUMENT, Stage.AWAITING_CERTIFICATE)
_RECORDED = {
    Queue.CITY: _in(Stage.CITY_REVIEW),
    Queue.DOCUMENT: _in(Stage.AWAITING_DOCUMENT),
    Queue.CERTIFICATE: _in(Stage.AWAITING_CERTIFICATE),
}
_PAYING = {
    Queue.PAYMENT: _in(_PAYMENT, only=(in_time,)),
    Queue.OVERDUE: _in(_PAYMENT, only=(overdue,)),
}

PARTS: Mapping[Role, Mapping[Queue, tuple[Part, ...]]] = {
    Role.EMPLOYER: {
        **_PAYING,
        Queue.FORMS_MINE: _in(_FORMS, only=(mine,)),
        Queue.FORMS_ON_WAY: _in(_FORMS, only=(not_mine,)),
        Queue.FORMS_BACK: _in(_BACK),
        Queue.RETURNED: _in(Stage.RETURNED),
        Queue.AHEAD: _in(*_later(Role.EMPLOYER, _PAYMENT, _FORMS, _BACK)),
        Queue.DONE: _DONE,
    },
    Role.ACCEPTANCE: {
        Queue.REVIEW: _in(Stage.ACCEPTANCE_REVIEW),
        Queue.FORMS_MINE: _in(_FORMS, only=(mine,)),
        Queue.FORMS_ON_WAY: _in(_FORMS, only=(by_point, not_mine)),
        Queue.FORMS_BACK: _in(_BACK, only=(mine,)),
        Queue.RETURNED: _in(*_earlier(Role.ACCEPTANCE)),
        Queue.AHEAD: (
            *_in(*_later(Role.ACCEPTANCE, _FORMS, _BACK)),
            *_in(_FORMS, only=(by_municipal,)),
            *_in(_BACK, only=(not_mine,)),
        ),
        Queue.DONE: _DONE,
    },
    Role.HR_BUREAU: {
        Queue.REVIEW: _in(Stage.HR_BUREAU_REVIEW),
        **_PAYING,
        Queue.RETURNED: _in(*_earlier(Role.HR_BUREAU)),
        Queue.AHEAD: _in(*_later(Role.HR_BUREAU, _PAYMENT)),
        Queue.DONE: _DONE,
    },
    Role.MUNICIPAL_UNIT: {
        Queue.FORMS_MINE: _in(_FORMS, only=(mine,)),
        Queue.FORMS_ON_WAY: _in(_FORMS, only=(not_mine,)),
        Queue.FORMS_BACK: _in(_BACK, only=(mine,)),
        Queue.RETURNED: _in(
            *(Stage.RETURNED, *EMPLOYER_STAGES, Stage.ACCEPTANCE_REVIEW, Stage.HR_BUREAU_REVIEW, _PAYMENT)
        ),
        Queue.AHEAD: (
            *_in(*stages_after(Station.PAPER_FORMS) - FINAL_STAGES - {_BACK}),
            *_in(_BACK, only=(not_mine,)),
        ),
        Queue.DONE: _DONE,
    },
    Role.COMMITTEE: {
        Queue.FORMS_MINE: _in(_FORMS, only=(mine,)),
        Queue.REVIEW: _in(Stage.COMMITTEE_REVIEW),
        Queue.AWAITING_PUBLICITY: _in(Stage.AWAITING_APPLICANTS_PUBLICITY, Stage.AWAITING_RESULTS_PUBLICITY),
        Queue.IN_PUBLICITY: _in(Stage.IN_APPLICANTS_PUBLICITY, Stage.IN_RESULTS_PUBLICITY),
        Queue.MEETING: _in(Stage.AWAITING_MEETING),
        Queue.REPORT: _in(Stage.AWAITING_REPORT),
        **_RECORDED,
        Queue.FORMS_BACK: _in(_BACK, only=(mine,)),
        # Forms that were refused are made anew below.
        Queue.RETURNED: (*_in(*_earlier(Role.COMMITTEE) - {_FORMS}), *_in(_FORMS, only=(not_mine,))),
        Queue.AHEAD: _in(_BACK, only=(not_mine,)),
        Queue.DONE: _DONE,
    },
    Role.CITY: {
        **_RECORDED,
        # Sent back, or before the experts once more.
        Queue.RETURNED: _in(*frozenset(Stage) - FINAL_STAGES - {*_CITY_STAGES, _BACK, Stage.DRAFT}),
        Queue.AHEAD: _in(_BACK),
        Queue.DONE: _DONE,
    },
}


def stages_of(role: Role, queue: Queue) -> frozenset[Stage]:
    return frozenset(stage for part in parts_of(role, queue) for stage in part.stages)


def parts_of(role: Role, queue: Queue) -> tuple[Part, ...]:
    queues = PARTS.get(role, {})
    if queue is Queue.ALL:
        return tuple(part for parts in queues.values() for part in parts)
    return queues.get(queue, ())


def in_queue(role: Role, queue: Queue, today: date) -> list[ColumnElement[bool]]:
    """Its stages first, for the index; then what else must hold, where a part asks for more."""
    stages = _ROW.stage.in_(sorted(stage.value for stage in stages_of(role, queue)))
    if queue is Queue.ALL or not any(part.only for part in parts_of(role, queue)):
        return [stages]
    parts = [
        and_(
            _ROW.stage.in_(sorted(stage.value for stage in part.stages)),
            *(condition(role, today) for condition in part.only),
        )
        for part in parts_of(role, queue)
    ]
    return [stages, or_(*parts)]
