"""Lines of the sync log that a clerk reads (``app.ports.sync.SyncLogLine``)."""

from collections.abc import Mapping
from datetime import datetime

from sqlalchemy import Connection, insert

from app.ports.sync import SyncLogKind
from db.models.exchange import sync_log

MOST_LINES = 5_000


def add_line(connection: Connection, at: datetime, kind: SyncLogKind, params: Mapping[str, object]) -> None:
    connection.execute(insert(sync_log), {"at": at, "kind": kind.value, "params": dict(params)})
    connection.exec_driver_sql(
        "DELETE FROM sync_log WHERE key <= (SELECT max(key) FROM sync_log) - ?", (MOST_LINES,)
    )


def is_told(connection: Connection, kind: SyncLogKind, code: str) -> bool:
    """The last line says just this already: an hour without a network is one line, not sixty."""
    last = connection.exec_driver_sql(
        "SELECT kind, json_extract(params, '$.code') FROM sync_log ORDER BY key DESC LIMIT 1"
    ).first()
    return last is not None and tuple(last) == (kind.value, code)
