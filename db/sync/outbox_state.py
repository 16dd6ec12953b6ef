"""Rows of the outbox and its parts as the push loop moves them. Every function works inside the caller's transaction."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Connection

from app.domain.audit import canonical_json
from app.ports.sync import OpState
from db.models.columns import to_microseconds
from db.sync.gateway import PushAnswer

_PARTS = (
    "SELECT p.part_id, p.op_id, p.district_id, p.group_id, p.function, p.kind, p.subject_id, p.action, p.doc, p.base_rev,"
    " p.after_part, p.state, p.code, p.new_rev FROM outbox o JOIN outbox_part p ON p.op_id = o.op_id"
    # The first condition is that of the partial index.
    " WHERE o.state NOT IN ('local', 'applied') AND {} ORDER BY o.seq, p.position"
)
_OPEN = _PARTS.format(
    "o.state IN ('resting', 'pending', 'sent') AND p.state IN ('resting', 'pending', 'sent')"
)
_UNSETTLED = _PARTS.format(
    "p.state IN ('conflict', 'refused') AND json_extract(p.detail, '$.settled') IS NULL"
)
OPEN = frozenset({"resting", "pending", "sent"})


@dataclass(frozen=True, slots=True)
class Part:
    """A row of ``outbox_part``. ``doc`` is the text that is sent: the same at every resend."""

    part_id: str
    op_id: str
    district_id: str
    group_id: str
    function: str
    kind: str
    subject_id: str
    action: str
    doc: str
    base_rev: int | None
    after_part: str | None
    state: str
    code: str
    new_rev: int | None

    def read_doc(self) -> Mapping[str, Any]:
        doc: Mapping[str, Any] = json.loads(self.doc)
        return doc

    def arguments(self) -> tuple[Any, ...]:
        """In the order of the function (docs/protocol.md §4)."""
        rev = self.base_rev or 0
        match self.function:
            case "push_item" | "push_declaration":
                return (self.subject_id, rev, self.action, self.doc)
            case "push_member" | "push_entered":
                return (self.subject_id, self.doc)
        return (self.subject_id, rev, self.doc)


def open_parts(connection: Connection) -> Sequence[Part]:
    """In the order in which they were given."""
    return [Part(*row) for row in connection.exec_driver_sql(_OPEN)]


def unsettled_parts(connection: Connection) -> Sequence[Part]:
    """Not accepted, and the rows here not yet the server's."""
    return [Part(*row) for row in connection.exec_driver_sql(_UNSETTLED)]


def end_rests(connection: Connection, now: datetime, *, everything: bool) -> None:
    due = "due_at <= ?" if not everything else "? IS NOT NULL"
    rows = connection.exec_driver_sql(
        f"SELECT op_id FROM outbox WHERE state NOT IN ('local', 'applied') AND state = 'resting' AND {due}",
        (to_microseconds(now),),
    ).all()
    for (op_id,) in rows:
        for table in ("outbox", "outbox_part"):
            connection.exec_driver_sql(
                f"UPDATE {table} SET state = 'pending' WHERE op_id = ? AND state = 'resting'", (op_id,)
            )


def state_of_part(connection: Connection, part_id: str) -> tuple[str, int | None]:
    row = connection.exec_driver_sql(
        "SELECT state, new_rev FROM outbox_part WHERE part_id = ?", (part_id,)
    ).first()
    return ("withdrawn", None) if row is None else (row[0], row[1])


def mark_sent(connection: Connection, part: Part, base_rev: int | None) -> bool:
    """From here on it may have reached the server. False: it was withdrawn meanwhile."""
    done = connection.exec_driver_sql(
        "UPDATE outbox_part SET state = 'sent', base_rev = ?, code = '' WHERE part_id = ? AND state IN ('pending', 'sent')",
        (base_rev, part.part_id),
    )
    if done.rowcount != 1:
        return False
    connection.exec_driver_sql(
        "UPDATE outbox SET state = 'sent', code = '', params = '{}' WHERE op_id = ?", (part.op_id,)
    )
    return True


def mark_waiting(connection: Connection, part: Part, code: str, params: Mapping[str, object]) -> None:
    """It stays in the outbox and says why: a file is not at the server yet."""
    for table, column in (("outbox_part", "part_id"), ("outbox", "op_id")):
        detail = "detail" if table == "outbox_part" else "params"
        connection.exec_driver_sql(
            f"UPDATE {table} SET code = ?, {detail} = ? WHERE {column} = ?",
            (code, canonical_json(dict(params)), part.part_id if column == "part_id" else part.op_id),
        )


def keep_answer(connection: Connection, part: Part, answer: PushAnswer, at: datetime) -> OpState:
    """The part's answer and what it makes of the command: how that stands now."""
    detail = {**answer.detail, **({"seq": answer.seq} if answer.seq is not None else {})}
    connection.exec_driver_sql(
        "UPDATE outbox_part SET state = ?, code = ?, detail = ?, new_rev = ?, answered_at = ? WHERE part_id = ?",
        (
            *(answer.outcome, answer.code, canonical_json(detail), answer.new_rev, to_microseconds(at)),
            part.part_id,
        ),
    )
    return settle_op(connection, part.op_id)


def settle_op(connection: Connection, op_id: str) -> OpState:
    rows = connection.exec_driver_sql(
        "SELECT state, code, detail FROM outbox_part WHERE op_id = ? ORDER BY position", (op_id,)
    ).all()
    states = [row[0] for row in rows]
    state = next((OpState(name) for name in ("sent", "pending", "resting") if name in states), None)
    if state is None:
        state = next(
            (OpState(n) for n in ("conflict", "refused", "withdrawn") if n in states), OpState.APPLIED
        )
    code, params = "", "{}"
    if state in (OpState.CONFLICT, OpState.REFUSED):
        code, params = next((row[1], row[2]) for row in rows if row[0] == state.value)
    connection.exec_driver_sql(
        "UPDATE outbox SET state = ?, code = ?, params = ? WHERE op_id = ?",
        (state.value, code, params, op_id),
    )
    return state


def mark_settled(connection: Connection, part_id: str) -> None:
    connection.exec_driver_sql(
        "UPDATE outbox_part SET detail = json_set(detail, '$.settled', 1) WHERE part_id = ?", (part_id,)
    )


def bump_mirror(connection: Connection, part: Part, new_rev: int | None) -> None:
    """The state here came from this rev from now on: the next act on the subject is based on it."""
    if new_rev is None or part.function in ("push_member", "push_entered"):
        return
    connection.exec_driver_sql(
        "INSERT INTO mirror (kind, id, district_id, group_id, rev, seq) VALUES (?, ?, ?, ?, ?, 0)"
        " ON CONFLICT (kind, id) DO UPDATE SET rev = max(rev, excluded.rev)",
        (part.kind, part.subject_id, part.district_id, part.group_id, new_rev),
    )
