"""Publicities with their members and objections: rows ↔ domain."""

from collections.abc import Mapping
from typing import Any

from sqlalchemy import Connection, Row, bindparam, delete, insert, select

from app.domain.publicity import EndRule, Objection, Publicity, PublicityKind
from db.models.publicities import objection, publicity, publicity_member
from db.repositories.json_forms import read_actor, read_files
from db.repositories.revisions import save_at_rev, unknown, update_at_rev

_GET = select(publicity).where(publicity.c.id == bindparam("id"))
_MEMBERS = (
    select(publicity_member.c.declaration_id)
    .where(publicity_member.c.publicity_id == bindparam("id"))
    .order_by(publicity_member.c.position)
)
_OBJECTIONS = (
    select(objection).where(objection.c.publicity_id == bindparam("id")).order_by(objection.c.position)
)
_ADD = insert(publicity)
_ADD_MEMBER = insert(publicity_member)
_ADD_OBJECTION = insert(objection)
_DROP_MEMBERS = delete(publicity_member).where(publicity_member.c.publicity_id == bindparam("id"))
_DROP_OBJECTIONS = delete(objection).where(objection.c.publicity_id == bindparam("id"))
_SAVED = (
    *("kind", "employer_id", "body", "place", "start_on", "end_on", "end_rule", "working_days", "rev"),
    *("created_by", "created_at", "stated_source", "stated_reason", "held_before", "sheet_exported_at"),
    *("evidence", "cancelled_at", "cancel_reason"),
)
_SAVE = update_at_rev(publicity, dict.fromkeys(_SAVED))


def read_objection(row: Row[*tuple[Any, ...]]) -> Objection:
    return Objection(
        id=row.id,
        declaration_id=row.declaration_id,
        who=row.who,
        received_on=row.received_on,
        what=row.what,
        recorded_by=read_actor(row.recorded_by),
        recorded_at=row.recorded_at,
        handling=row.handling,
        upheld=row.upheld,
        resolved_by=read_actor(row.resolved_by) if row.resolved_by else None,
        resolved_at=row.resolved_at,
    )


def read_publicity(
    row: Row[*tuple[Any, ...]], members: tuple[str, ...], objections: tuple[Objection, ...]
) -> Publicity:
    return Publicity(
        id=row.id,
        kind=PublicityKind(row.kind),
        employer_id=row.employer_id,
        body=row.body,
        place=row.place,
        start=row.start_on,
        end=row.end_on,
        end_rule=EndRule(row.end_rule),
        working_days=row.working_days,
        members=members,
        rev=row.rev,
        created_by=read_actor(row.created_by),
        created_at=row.created_at,
        stated_source=row.stated_source,
        stated_reason=row.stated_reason,
        held_before=row.held_before,
        sheet_exported_at=row.sheet_exported_at,
        evidence=read_files(row.evidence),
        objections=objections,
        cancelled_at=row.cancelled_at,
        cancel_reason=row.cancel_reason,
    )


def load_publicity(connection: Connection, publicity_id: str) -> Publicity:
    """Raises RuleError("N-404")."""
    key = {"id": publicity_id}
    row = connection.execute(_GET, key).first()
    if row is None:
        raise unknown("publicity", publicity_id)
    members = tuple(connection.scalars(_MEMBERS, key))
    objections = tuple(map(read_objection, connection.execute(_OBJECTIONS, key)))
    return read_publicity(row, members, objections)


class PublicityRepository:
    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def get(self, publicity_id: str) -> Publicity:
        return load_publicity(self._connection, publicity_id)

    def add(self, publicity: Publicity) -> None:
        self._connection.execute(_ADD, {"id": publicity.id, **_values(publicity)})
        self._add_members(publicity)
        self._add_objections(publicity)

    def save(self, publicity: Publicity) -> None:
        stored = self.get(publicity.id)
        save_at_rev(self._connection, _SAVE, "publicity", publicity.id, _values(publicity))
        if stored.members != publicity.members:
            self._connection.execute(_DROP_MEMBERS, {"id": publicity.id})
            self._add_members(publicity)
        if stored.objections != publicity.objections:
            self._connection.execute(_DROP_OBJECTIONS, {"id": publicity.id})
            self._add_objections(publicity)

    def _add_members(self, publicity: Publicity) -> None:
        rows = [
            {"publicity_id": publicity.id, "position": position, "declaration_id": member}
            for position, member in enumerate(publicity.members)
        ]
        if rows:
            self._connection.execute(_ADD_MEMBER, rows)

    def _add_objections(self, publicity: Publicity) -> None:
        rows = [
            {
                "id": entry.id,
                "publicity_id": publicity.id,
                "position": position,
                "declaration_id": entry.declaration_id,
                "who": entry.who,
                "received_on": entry.received_on,
                "what": entry.what,
                "recorded_by": entry.recorded_by,
                "recorded_at": entry.recorded_at,
                "handling": entry.handling,
                "upheld": entry.upheld,
                "resolved_by": entry.resolved_by,
                "resolved_at": entry.resolved_at,
            }
            for position, entry in enumerate(publicity.objections)
        ]
        if rows:
            self._connection.execute(_ADD_OBJECTION, rows)


def _values(publicity: Publicity) -> Mapping[str, object]:
    return {
        "kind": publicity.kind.value,
        "employer_id": publicity.employer_id,
        "body": publicity.body,
        "place": publicity.place,
        "start_on": publicity.start,
        "end_on": publicity.end,
        "end_rule": publicity.end_rule.value,
        "working_days": publicity.working_days,
        "rev": publicity.rev,
        "created_by": publicity.created_by,
        "created_at": publicity.created_at,
        "stated_source": publicity.stated_source,
        "stated_reason": publicity.stated_reason,
        "held_before": publicity.held_before,
        "sheet_exported_at": publicity.sheet_exported_at,
        "evidence": publicity.evidence,
        "cancelled_at": publicity.cancelled_at,
        "cancel_reason": publicity.cancel_reason,
    }
