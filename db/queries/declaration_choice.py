"""What every list of declarations narrows by, and which index leads it."""

from enum import Enum
from typing import TypeVarTuple

from sqlalchemy import ColumnElement, Select

from app.domain.organisation import Role
from app.ports.queries import Scope
from db.models.declarations import declaration
from db.queries.people_filter import PeopleFilter

Ts = TypeVarTuple("Ts")


def columns_are(**wanted: object) -> list[ColumnElement[bool]]:
    """``columns_are(year=2026, plan_id=None)``: columns of the declaration by name; None = any value."""
    return [
        declaration.c[name] == (value.value if isinstance(value, Enum) else value)
        for name, value in wanted.items()
        if value is not None
    ]


def hinted(
    statement: Select[*Ts], scope: Scope, people: PeopleFilter, unit_id: str | None = None
) -> Select[*Ts]:
    """Name the index: without statistics SQLite may take the wrong one, and statistics age."""
    if people.by_person:
        index = "ix_declaration_person"
    elif scope.role is Role.EMPLOYER or unit_id is not None:
        index = "ix_declaration_list"
    else:
        index = "ix_declaration_stage"
    return statement.with_hint(declaration, f"INDEXED BY {index}", "sqlite")
