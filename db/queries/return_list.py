"""退回记录: the return events of declarations (A3.15). One declaration may stand here and under 审查通过.

A withdrawn return did not happen and is not listed. An employer sees every return of its declarations, a level above
its own level's returns.
"""

from array import array
from typing import Any

from sqlalchemy import ColumnElement, Connection, Select, func, literal_column, select

from app.domain.organisation import Role
from app.ports.queries import DeclarationFilter, ListOrder, Scope
from db.models.declarations import declaration
from db.models.people import applicant
from db.models.records import decision
from db.queries.declaration_choice import columns_are
from db.queries.key_lists import fetch_keys
from db.queries.people_filter import PeopleFilter
from db.queries.reader import Reader
from db.queries.scopes import visible_declarations

# Literals, not parameters: SQLite takes the partial index ix_decision_returns only for constants.
IS_RETURN: tuple[ColumnElement[bool], ...] = (
    decision.c.action == literal_column("'return'"),
    decision.c.subject_kind == literal_column("'declaration'"),
    decision.c.withdrawn == literal_column("0"),
)


def list_return_keys(
    reader: Reader, scope: Scope, wanted: DeclarationFilter, limit: int | None = None
) -> "array[int]":
    """Keys of decisions. By NAME ``limit`` is left aside."""
    at, key = decision.c.at, decision.c.key
    with reader.snapshot() as connection:
        people = reader.find_people(connection, scope, wanted.text)
        statement = _narrow(select(key), scope, wanted, people)
        if wanted.order is ListOrder.NAME:
            statement = statement.join(applicant, applicant.c.key == declaration.c.applicant_key).order_by(
                applicant.c.name_pinyin, applicant.c.name, at.desc(), key.desc()
            )
            return fetch_keys(connection, statement)
        if wanted.order is ListOrder.OLDEST:
            statement = statement.order_by(at, key)
        else:
            statement = statement.order_by(at.desc(), key.desc())
        return fetch_keys(connection, statement.limit(limit))


def count_returns(
    connection: Connection, scope: Scope, wanted: DeclarationFilter, people: PeopleFilter
) -> int:
    return connection.scalar(_narrow(select(func.count()), scope, wanted, people)) or 0


def _narrow(
    statement: Select[*tuple[Any, ...]], scope: Scope, wanted: DeclarationFilter, people: PeopleFilter
) -> Select[*tuple[Any, ...]]:
    statement = (
        statement.select_from(decision)
        .join(declaration, declaration.c.id == decision.c.subject_id)
        .where(*IS_RETURN, visible_declarations(scope))
    )
    if scope.role is Role.EMPLOYER:
        # Also said of the decision, for its index.
        statement = statement.where(decision.c.employer_id == scope.organisation_id)
    else:
        statement = statement.where(decision.c.actor_role == scope.role.value)
    statement = statement.where(*columns_are(year=wanted.year, plan_id=wanted.plan_id))
    if wanted.flagged_only:
        statement = statement.where(declaration.c.flag_count > 0)
    found = people.condition(declaration.c.applicant_key)
    return statement if found is None else statement.where(found)
