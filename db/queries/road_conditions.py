"""What narrows the lists of 受理与评审 beside the queue, since when a dossier waits, and which index leads."""

from datetime import date
from typing import TypeVarTuple

from sqlalchemy import Case, ColumnElement, Function, case, false, func, or_, select

from app.domain.declaration import FINAL_STAGES, Stage
from app.domain.platform_text import PLATFORM_ACTS
from app.domain.publicity import STAGES_OF_KIND, PublicityKind
from app.domain.waiting import RUNNING_STAGES, end_of
from app.ports.queries import Scope
from app.ports.road_queries import Entering, RoadFilter
from db.models.declarations import declaration
from db.models.records import decision
from db.queries.declaration_choice import columns_are
from db.queries.people_filter import PeopleFilter
from db.queries.scopes import visible_declarations

Ts = TypeVarTuple("Ts")

_ROW = declaration.c
_BY_SUBJECT = "INDEXED BY ix_decision_subject_id"
_FOR_PLATFORM = sorted(action.value for action in PLATFORM_ACTS)
_OFFICE_RUNNING = sorted(
    stages.running.value for kind, stages in STAGES_OF_KIND.items() if kind is not PublicityKind.EMPLOYER
)
_ACTING = sorted(stage.value for stage in frozenset(Stage) - FINAL_STAGES - RUNNING_STAGES)

arrived_at: "Function[date]" = func.coalesce(_ROW.arrived_at, _ROW.submitted_at)
"""When it came into its stage; dossiers of older copies: when it was handed in."""

published_to: "Case[date]" = case(
    (_ROW.stage.in_(_OFFICE_RUNNING), _ROW.office_publicity_to),
    (_ROW.stage == Stage.IN_PUBLICITY.value, _ROW.publicity_to),
)
"""The last day of the publicity that runs; NULL elsewhere."""


def filter_conditions(
    scope: Scope, wanted: RoadFilter, people: PeopleFilter, late: ColumnElement[bool]
) -> list[ColumnElement[bool]]:
    """Everything but the queue."""
    conditions = [
        visible_declarations(scope),
        *columns_are(year=wanted.year, plan_id=wanted.plan_id, employer_id=wanted.unit_id, mode=wanted.mode),
    ]
    if wanted.submit_again is not None:
        conditions.append(_ROW.submit_no > 1 if wanted.submit_again else _ROW.submit_no <= 1)
    if wanted.flagged_only:
        conditions.append(_ROW.flag_count > 0)
    if wanted.late_only:
        conditions.append(late)
    if wanted.entering is not None:
        conditions.append(_last_entered(scope) == (1 if wanted.entering is Entering.DONE else 0))
    found = people.condition(_ROW.applicant_key)
    return conditions if found is None else [*conditions, found]


def _last_entered(scope: Scope) -> ColumnElement[int]:
    """1 where this office's last standing decision for the platform was entered, 0 where not; NULL where it decided nothing."""
    return (
        select(case((decision.c.entered_at.is_(None), 0), else_=1))
        .where(
            decision.c.subject_id == _ROW.id,
            decision.c.organisation_id == scope.organisation_id,
            decision.c.withdrawn.is_(False),
            decision.c.action.in_(_FOR_PLATFORM),
        )
        .with_hint(decision, _BY_SUBJECT, "sqlite")
        .order_by(decision.c.key.desc())
        .limit(1)
        .correlate(declaration)
        .scalar_subquery()
    )


def is_late(bound: date | None) -> ColumnElement[bool]:
    """``bound``: the last day that waits too long (app.domain.waiting.late_since); None = nobody can say."""
    if bound is None:
        return false()
    return or_(
        _ROW.stage.in_(_ACTING) & (arrived_at < end_of(bound)),
        func.coalesce(published_to <= bound, False),
    )
