"""How far each feed of each district was taken in: rows of ``pull_cursor``."""

from collections.abc import Mapping

from sqlalchemy import Connection

from db.sync.handshake import KnownDistrict
from db.sync.materialise.take import KINDS

_SHARED = ("reference", "meeting", "gone")
_OF_DISTRICT = tuple(kind for kind in KINDS if kind not in ("reference", "meeting"))


def kinds_of(district_id: str) -> tuple[str, ...]:
    """What a district holds: what the whole city shares lies under "*"."""
    return _SHARED if district_id == "*" else _OF_DISTRICT


def read_known(connection: Connection) -> Mapping[str, KnownDistrict]:
    rows = connection.exec_driver_sql(
        "SELECT c.district_id, max(c.epoch), max(c.line), max(c.cursor), min(c.cursor),"
        " (SELECT count(*) FROM (SELECT 1 FROM mirror m WHERE m.district_id = c.district_id LIMIT 1))"
        " FROM pull_cursor c GROUP BY c.district_id"
    )
    return {row[0]: KnownDistrict(row[1], row[2], row[3], row[4], row[5]) for row in rows}


def read_cursors(connection: Connection, district_id: str) -> Mapping[str, int]:
    rows = connection.exec_driver_sql(
        "SELECT kind, cursor FROM pull_cursor WHERE district_id = ?", (district_id,)
    )
    return {row[0]: row[1] for row in rows}


def begin_district(connection: Connection, district_id: str, epoch: str, line: str | None) -> None:
    """From 0, every kind under one epoch: a drain that breaks off is known for what it is."""
    connection.exec_driver_sql(
        "INSERT OR REPLACE INTO pull_cursor (district_id, kind, cursor, epoch, line) VALUES (?, ?, 0, ?, ?)",
        [(district_id, kind, epoch, line) for kind in kinds_of(district_id)],
    )


def move_cursor(connection: Connection, district_id: str, kind: str, cursor: int) -> None:
    connection.exec_driver_sql(
        "UPDATE pull_cursor SET cursor = ? WHERE district_id = ? AND kind = ?", (cursor, district_id, kind)
    )


def reset_cursor(connection: Connection, district_id: str, kind: str) -> None:
    move_cursor(connection, district_id, kind, 0)


def keep_line(connection: Connection, district_id: str, line: str | None) -> None:
    connection.exec_driver_sql("UPDATE pull_cursor SET line = ? WHERE district_id = ?", (line, district_id))


def forget_cursors(connection: Connection, district_id: str) -> None:
    connection.exec_driver_sql("DELETE FROM pull_cursor WHERE district_id = ?", (district_id,))
