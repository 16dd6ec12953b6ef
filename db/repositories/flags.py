"""Pre-check notices and the revision they saw: rows ↔ domain."""

from collections.abc import Sequence
from typing import Any

from sqlalchemy import Connection, Row, and_, bindparam, delete, insert, select, update

from app.domain.decision import SubjectKind
from app.domain.prechecks.notice import Notice, Severity
from db.models.archive import archive_item
from db.models.declarations import declaration
from db.models.records import flag
from db.repositories.revisions import unknown

_OF_SUBJECT = and_(flag.c.subject_kind == bindparam("of_kind"), flag.c.subject_id == bindparam("of_id"))
_FLAGS = select(flag).where(_OF_SUBJECT).order_by(flag.c.position)
_DROP = delete(flag).where(_OF_SUBJECT)
_ADD = insert(flag)
_COUNT = {
    SubjectKind.ARCHIVE_ITEM: update(archive_item)
    .where(archive_item.c.id == bindparam("row_id"))
    .values(flag_count=bindparam("count")),
    SubjectKind.DECLARATION: update(declaration)
    .where(declaration.c.id == bindparam("row_id"))
    .values(flag_count=bindparam("count")),
}


def load_flags(connection: Connection, subject_kind: SubjectKind, subject_id: str) -> Sequence[Notice]:
    """In the order of the form."""
    rows = connection.execute(_FLAGS, {"of_kind": subject_kind.value, "of_id": subject_id})
    return [read_flag(row) for row in rows]


def read_flag(row: Row[*tuple[Any, ...]]) -> Notice:
    severity = Severity(row.severity)
    return Notice(row.code, row.params, row.section, row.field, row.item_id, row.file, row.material, severity)


class FlagRepository:
    """They say something about the content, they are no change of it: no revision moves. Lists count 需留意, not 提示."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def of_subject(self, subject_kind: str, subject_id: str) -> Sequence[Notice]:
        return load_flags(self._connection, SubjectKind(subject_kind), subject_id)

    def replace(self, subject_kind: str, subject_id: str, flags: Sequence[Notice], seen_rev: int = 0) -> None:
        kind = SubjectKind(subject_kind)
        counted = self._connection.execute(
            _COUNT[kind], {"row_id": subject_id, "count": sum(entry.counts for entry in flags)}
        )
        if counted.rowcount != 1:
            raise unknown(kind.value, subject_id)
        self._connection.execute(_DROP, {"of_kind": kind.value, "of_id": subject_id})
        if flags:
            rows = [_row(kind, subject_id, n, entry, seen_rev) for n, entry in enumerate(flags)]
            self._connection.execute(_ADD, rows)


def _row(
    kind: SubjectKind, subject_id: str, position: int, entry: Notice, seen_rev: int
) -> dict[str, object]:
    return {
        "subject_kind": kind.value,
        "subject_id": subject_id,
        "position": position,
        "code": entry.code,
        "params": entry.params,
        "section": entry.section,
        "field": entry.field,
        "item_id": entry.item_id,
        "file": entry.file,
        "material": entry.material,
        "severity": entry.severity.value,
        "seen_rev": seen_rev,
    }
