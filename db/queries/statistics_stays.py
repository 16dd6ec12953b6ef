"""How long dossiers stayed in each step, counted by SQLite for ``db.queries.statistics`` (issue 5, 7)."""

from collections.abc import Mapping, Sequence
from datetime import date, timedelta
from typing import Any

from sqlalchemy import (
    CTE,
    BigInteger,
    ColumnElement,
    Connection,
    Select,
    case,
    func,
    literal_column,
    null,
    select,
    type_coerce,
    union_all,
)

from app.domain.publicity import STAGES_OF_KIND, PublicityKind
from app.domain.statistics_counts import Stay
from app.domain.statistics_steps import STEP_OF_STAGE, Step
from db.models.declarations import declaration, submission
from db.models.publicities import objection, publicity
from db.models.records import decision

Chosen = Sequence[ColumnElement[bool]]
"""Conditions on ``declaration``."""
_ROW = declaration.c
_SHANGHAI_OFFSET = 8 * 3600 * 1_000_000
_DAY = 24 * 3600 * 1_000_000
"""In microseconds, as moments are stored."""
_FIRST_DAY = date(1970, 1, 1)


def count_stays(connection: Connection, chosen: Chosen, hint: str) -> tuple[Stay, ...]:
    """Of every step that a chosen dossier came into and left again."""
    return tuple(
        Stay(Step(row.step), date_of(row.since), date_of(row.until), row.number)
        for row in connection.execute(_stays(_arrivals(chosen, hint)))
    )


def day_of(moment: ColumnElement[Any]) -> ColumnElement[int]:
    """The day of a moment in Asia/Shanghai, as a number for ``date_of``."""
    return _day_number(type_coerce(moment, BigInteger))


def date_of(number: int) -> date:
    return _FIRST_DAY + timedelta(days=int(number))


def _arrivals(chosen: Chosen, hint: str) -> CTE:
    """When a dossier came into which step: by a submission, a decision that stands, or an objection that took it out of
    a publicity. Beginning or cancelling a publicity changes the stage, not the step. An ended dossier is in no step."""
    reviewed = _literal(Step.EMPLOYER)
    first: ColumnElement[int] = literal_column("0")
    # Of a declaration whose submissions were not kept at least the last is known; where they were it stands here twice.
    last_submitted: Select[*tuple[Any, ...]] = (
        select(
            _ROW.key.label("subject"),
            _moment(_ROW.submitted_at).label("moment"),
            first.label("turn"),
            reviewed.label("step"),
        )
        .with_hint(declaration, hint, "sqlite")
        .where(*chosen, _ROW.submitted_at.is_not(None))
    )
    submitted: Select[*tuple[Any, ...]] = (
        select(_ROW.key, _moment(submission.c.submitted_at), first, reviewed)
        .join_from(declaration, submission, submission.c.declaration_id == _ROW.id)
        .with_hint(declaration, hint, "sqlite")
        .where(*chosen, _ROW.submit_no > literal_column("1"))
    )
    decided: Select[*tuple[Any, ...]] = (
        select(_ROW.key, _moment(decision.c.at), decision.c.key, _step_of(decision.c.after))
        .join_from(declaration, decision, decision.c.subject_id == _ROW.id)
        .with_hint(declaration, hint, "sqlite")
        .with_hint(decision, "INDEXED BY ix_decision_subject_id", "sqlite")
        .where(*chosen, decision.c.withdrawn.is_(False), decision.c.before != decision.c.after)
    )
    objected: Select[*tuple[Any, ...]] = (
        select(_ROW.key, _moment(objection.c.recorded_at), first, _step_of_objection())
        .join_from(objection, publicity, publicity.c.id == objection.c.publicity_id)
        .join(declaration, _ROW.id == objection.c.declaration_id)
        .where(*chosen)
    )
    return union_all(last_submitted, submitted, decided, objected).cte("arrival")


def _stays(arrival: CTE) -> Select[*tuple[Any, ...]]:
    """Arrivals in the step that the dossier is in already are no arrivals; a stay lasts until the next one."""
    former = func.lag(arrival.c.step, 1, "").over(
        partition_by=arrival.c.subject, order_by=(arrival.c.moment, arrival.c.turn)
    )
    marked = select(arrival, former.label("former")).cte("marked")
    until = func.lead(marked.c.moment).over(
        partition_by=marked.c.subject, order_by=(marked.c.moment, marked.c.turn)
    )
    moved = (
        select(marked.c.step, _day_number(marked.c.moment).label("since"), _day_number(until).label("until"))
        .where(marked.c.step.is_distinct_from(marked.c.former))
        .cte("moved")
    )
    return (
        select(moved, func.count().label("number"))
        .where(moved.c.step.is_not(None), moved.c.until.is_not(None))
        .group_by(moved.c.step, moved.c.since, moved.c.until)
    )


def _moment(column: ColumnElement[Any]) -> ColumnElement[int]:
    return type_coerce(column, BigInteger)


def _day_number(microseconds: ColumnElement[Any]) -> ColumnElement[int]:
    local = microseconds + literal_column(str(_SHANGHAI_OFFSET), BigInteger)
    return local // literal_column(str(_DAY), BigInteger)


def _literal(step: Step) -> ColumnElement[str]:
    return literal_column(f"'{step.value}'")


def _step_of(stage: ColumnElement[str]) -> ColumnElement[Any]:
    whens: Mapping[str, ColumnElement[str]] = {s.value: _literal(step) for s, step in STEP_OF_STAGE.items()}
    return case(whens, value=stage, else_=null())


def _step_of_objection() -> ColumnElement[Any]:
    whens = {kind.value: _literal(STEP_OF_STAGE[STAGES_OF_KIND[kind].objected]) for kind in PublicityKind}
    return case(whens, value=publicity.c.kind)
