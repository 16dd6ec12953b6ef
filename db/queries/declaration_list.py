"""The list of declarations: keys, counts by tab and by chip, years (seed A step 4; A3.15-A3.19).

``steps`` narrows the keys of 待审查 only. The counts by tab leave ``steps`` and ``tab`` of the filter aside, and the counts by
chip leave ``steps`` aside: a chip that is on does not change the numbers on the others.
"""

from array import array
from collections.abc import Mapping, Sequence
from datetime import date
from typing import TypeVarTuple

from sqlalchemy import ColumnElement, func, or_, select

from app.domain.declaration import STEP_OF_STAGE, DeclarationTab, EmployerStep, Stage
from app.domain.organisation import Role
from app.ports.queries import DeclarationFilter, ListOrder, Scope
from db.models.declarations import declaration
from db.models.people import applicant
from db.queries.declaration_choice import columns_are, hinted
from db.queries.entering import has_to_enter
from db.queries.key_lists import fetch_keys, fetch_merged_keys
from db.queries.people_filter import NOBODY_SEARCHED, PeopleFilter
from db.queries.reader import Reader
from db.queries.return_list import count_returns
from db.queries.scopes import LISTED_STAGES, stages_of_tab, visible_declarations

Ts = TypeVarTuple("Ts")

_ROW = declaration.c

Leg = tuple[Stage, ColumnElement[bool] | None]


def list_keys(
    reader: Reader, scope: Scope, wanted: DeclarationFilter, today: date, limit: int | None = None
) -> "array[int]":
    """Keys of declarations; for 退回记录 see db.queries.return_list. By NAME ``limit`` is left aside."""
    legs = _legs(scope, wanted, today)
    with reader.snapshot() as connection:
        people = reader.find_people(connection, scope, wanted.text)
        common = filter_conditions(scope, wanted, people)
        if wanted.order is ListOrder.NAME:
            either = or_(
                *(
                    _ROW.stage == stage.value if more is None else (_ROW.stage == stage.value) & more
                    for stage, more in legs
                )
            )
            statement = (
                select(_ROW.key)
                .join(applicant, applicant.c.key == _ROW.applicant_key)
                .where(either, *common)
                .order_by(
                    applicant.c.name_pinyin, applicant.c.name, _ROW.submitted_at.desc(), _ROW.key.desc()
                )
            )
            return fetch_keys(connection, hinted(statement, scope, people)) if legs else array("q")
        selects = []
        for stage, more in legs:
            leg = select(_ROW.key, _ROW.submitted_at.label("moment")).where(
                _ROW.stage == stage.value, *common
            )
            selects.append(hinted(leg if more is None else leg.where(more), scope, people))
        return fetch_merged_keys(connection, selects, wanted.order, limit)


def count_tabs(reader: Reader, scope: Scope, wanted: DeclarationFilter) -> Mapping[DeclarationTab, int]:
    with reader.snapshot() as connection:
        people = reader.find_people(connection, scope, wanted.text)
        statement = (
            select(_ROW.stage, func.count())
            .where(_listed(), *filter_conditions(scope, wanted, people))
            .group_by(_ROW.stage)
        )
        counted = dict(connection.execute(hinted(statement, scope, people)).all())
        returns = count_returns(connection, scope, wanted, people)
    counts = {
        tab: sum(counted.get(stage.value, 0) for stage in stages)
        for tab, stages in stages_of_tab(scope.role).items()
    }
    return counts | {DeclarationTab.RETURNS: returns}


def count_steps(
    reader: Reader, scope: Scope, wanted: DeclarationFilter, today: date
) -> Mapping[EmployerStep, int]:
    """Every chip, also those with none. Above the employer there are no chips: all 0."""
    counts = dict.fromkeys(EmployerStep, 0)
    if scope.role is not Role.EMPLOYER:
        return counts
    over = _is_over(today)
    with reader.snapshot() as connection:
        people = reader.find_people(connection, scope, wanted.text)
        statement = (
            select(_ROW.stage, over.label("over"), func.count().label("number"))
            .where(
                _ROW.stage.in_([stage.value for stage in STEP_OF_STAGE]),
                *filter_conditions(scope, wanted, people),
            )
            .group_by(_ROW.stage, over)
        )
        for stage, is_over, number in connection.execute(hinted(statement, scope, people)):
            step = STEP_OF_STAGE[Stage(stage)]
            ready = step is EmployerStep.RUNNING and is_over
            counts[EmployerStep.READY if ready else step] += number
    return counts


def list_years(reader: Reader, scope: Scope) -> Sequence[int]:
    """Newest first."""
    statement = (
        select(_ROW.year).where(_listed(), visible_declarations(scope)).distinct().order_by(_ROW.year.desc())
    )
    with reader.snapshot() as connection:
        return connection.scalars(hinted(statement, scope, NOBODY_SEARCHED)).all()


def filter_conditions(
    scope: Scope, wanted: DeclarationFilter, people: PeopleFilter
) -> list[ColumnElement[bool]]:
    """Scope, text, year, plan and flags; not the tab."""
    conditions = [visible_declarations(scope), *columns_are(year=wanted.year, plan_id=wanted.plan_id)]
    if wanted.flagged_only:
        conditions.append(_ROW.flag_count > 0)
    if wanted.not_entered:
        conditions.append(has_to_enter(scope, _ROW.id))
    found = people.condition(_ROW.applicant_key)
    if found is not None:
        conditions.append(found)
    return conditions


def _listed() -> ColumnElement[bool]:
    return _ROW.stage.in_(sorted(stage.value for stage in LISTED_STAGES))


def _is_over(today: date) -> ColumnElement[bool]:
    """As app.domain.declaration.employer_step judges 期满待通过."""
    return func.coalesce(_ROW.publicity_to < today, False)


def _legs(scope: Scope, wanted: DeclarationFilter, today: date) -> list[Leg]:
    stages = sorted(stages_of_tab(scope.role)[wanted.tab])
    narrowed = wanted.steps and wanted.tab is DeclarationTab.PENDING and scope.role is Role.EMPLOYER
    if not narrowed:
        return [(stage, None) for stage in stages]
    legs: list[Leg] = []
    for stage in stages:
        step = STEP_OF_STAGE[stage]
        if step is not EmployerStep.RUNNING:
            if step in wanted.steps:
                legs.append((stage, None))
            continue
        running, ready = EmployerStep.RUNNING in wanted.steps, EmployerStep.READY in wanted.steps
        if running and ready:
            legs.append((stage, None))
        elif ready:
            legs.append((stage, _is_over(today)))
        elif running:
            legs.append((stage, ~_is_over(today)))
    return legs
