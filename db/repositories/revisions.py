"""The optimistic lock: one UPDATE that only fits the revision the caller saw."""

from collections.abc import Mapping
from typing import Any

from sqlalchemy import Connection, Table, Update, bindparam, update

from app.domain.errors import ConflictError, RuleError


def update_at_rev(table: Table[Any], columns: Mapping[str, Any]) -> Update:
    """The statement for ``save_at_rev``: sets ``columns`` where id is :row_id and rev is :seen_rev."""
    return (
        update(table)
        .where(table.c.id == bindparam("row_id"), table.c.rev == bindparam("seen_rev"))
        .values({name: bindparam(f"new_{name}") for name in columns})
    )


def save_at_rev(
    connection: Connection, statement: Update, kind: str, row_id: str, values: Mapping[str, object]
) -> None:
    """Write ``values`` (with their ``rev``) over the row whose rev is one less.

    Raises ConflictError("C-101") when the stored rev is another.
    """
    rev = values["rev"]
    assert isinstance(rev, int)
    done = connection.execute(
        statement,
        {"row_id": row_id, "seen_rev": rev - 1, **{f"new_{name}": v for name, v in values.items()}},
    )
    if done.rowcount != 1:
        raise ConflictError("C-101", kind=kind, id=row_id, rev=rev)


def unknown(kind: str, row_id: str) -> RuleError:
    return RuleError("N-404", kind=kind, id=row_id)
