"""Z in a copy with a server: a command that was never sent is never sent (DESIGN §4). Called by the outbox's repository."""

from sqlalchemy import Connection

from app.ports.sync import OpState
from db.sync.copy_settings import has_server

_NOT_SENT = (OpState.RESTING.value, OpState.PENDING.value)


def has_left(connection: Connection, op_id: str) -> bool | None:
    """None without a server. A decision that this copy did not make, or before there was a server, has left."""
    if not has_server(connection):
        return None
    state = connection.exec_driver_sql("SELECT state FROM outbox WHERE op_id = ?", (op_id,)).scalar()
    return state not in _NOT_SENT


def withdraw_op(connection: Connection, op_id: str) -> None:
    """Also what stands on it: 录入省平台 of it and its taking back."""
    if not has_server(connection):
        return
    ops = [
        row[0]
        for row in connection.exec_driver_sql(
            "WITH RECURSIVE gone(part_id, op_id) AS ("
            " SELECT part_id, op_id FROM outbox_part WHERE op_id = ?"
            " UNION SELECT p.part_id, p.op_id FROM outbox_part p JOIN gone g ON p.after_part = g.part_id"
            ") SELECT DISTINCT op_id FROM gone",
            (op_id,),
        )
    ]
    for op in ops:
        for table in ("outbox", "outbox_part"):
            connection.exec_driver_sql(
                f"UPDATE {table} SET state = ? WHERE op_id = ? AND state IN (?, ?)",
                (OpState.WITHDRAWN.value, op, *_NOT_SENT),
            )
    _take_revision_back(connection, op_id)


def _take_revision_back(connection: Connection, decision_id: str) -> None:
    """The subject stands again as before, so it has that revision again: the next state of the server must not look like one that
    something else followed. The decision stays in the record, beside the chain of revisions."""
    row = connection.exec_driver_sql(
        "SELECT subject_kind, subject_id, base_rev FROM decision WHERE id = ?", (decision_id,)
    ).first()
    if row is None:
        return
    kind, subject_id, base_rev = row
    connection.exec_driver_sql(f"UPDATE {kind} SET rev = ? WHERE id = ?", (base_rev, subject_id))
    connection.exec_driver_sql("UPDATE decision SET new_rev = base_rev WHERE id = ?", (decision_id,))
