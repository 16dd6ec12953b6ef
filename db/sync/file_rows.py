"""What this copy knows of attachments at the server: rows of ``file_transfer``. Any thread, on a connection of its own.

Written from the feed (``note_file`` for every file_ref, ``note_left`` when rows go, ``forget_district`` before a district is pulled anew
and when it is left) and by the transfers of this folder. Whether the bytes are here the attachment store knows best; the rows count them.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Connection, Engine

from db.engine import reading
from db.models.columns import to_microseconds
from db.sync.copy_settings import drop_setting, read_setting, write_settings

PORTION = 500
"""Rows of one transaction."""
_LOOK_FOR_LEFT = "server.files_left"


@dataclass(frozen=True, slots=True)
class RemoteFile:
    """A file that rows in these districts name."""

    sha256: str
    size: int
    districts: tuple[str, ...]


def note_file(connection: Connection, district_id: str, sha256: str, size: int) -> None:
    """A row that this desk may read names the file: it can be had from there. What failed before may be tried again."""
    connection.exec_driver_sql(
        "INSERT INTO file_transfer (sha256, district_id, direction, size, state) VALUES (?, ?, 'down', ?,"
        " CASE WHEN EXISTS (SELECT 1 FROM file_transfer f WHERE f.sha256 = ? AND (f.direction, f.state)"
        " IN (VALUES ('up', 'done'), ('down', 'here'))) THEN 'here' ELSE 'remote' END)"
        " ON CONFLICT (sha256, district_id, direction) DO UPDATE SET size = excluded.size,"
        " state = CASE state WHEN 'failed' THEN 'remote' WHEN 'left' THEN 'here' ELSE state END, code = ''",
        (sha256, district_id, size, sha256),
    )


def forget_district(engine: Engine, district_id: str) -> None:
    """The server is another one there, or it is none of this desk's any more: nothing is known of its files. In short transactions
    of its own; rows that a crash leaves behind say only where to ask."""
    while True:
        with reading(engine).connect() as connection:
            keys = connection.exec_driver_sql(
                "SELECT sha256, district_id, direction FROM file_transfer WHERE district_id = ? LIMIT ?",
                (district_id, PORTION),
            ).all()
        if not keys:
            return
        with engine.begin() as connection:
            connection.exec_driver_sql(
                "DELETE FROM file_transfer WHERE sha256 = ? AND district_id = ? AND direction = ?",
                [tuple(key) for key in keys],
            )


def note_left(connection: Connection) -> None:
    """Rows that name files left this copy: which files nothing names any more is looked at after the round."""
    write_settings(connection, {_LOOK_FOR_LEFT: "1"})


def find_remote(connection: Connection, sha256: str) -> RemoteFile | None:
    rows = connection.exec_driver_sql(
        "SELECT district_id, size FROM file_transfer WHERE sha256 = ? AND direction = 'down'"
        " ORDER BY state = 'failed', district_id",
        (sha256,),
    ).all()
    return RemoteFile(sha256, rows[0][1], tuple(row[0] for row in rows)) if rows else None


def mark_here(connection: Connection, sha256: str, at: datetime) -> None:
    connection.exec_driver_sql(
        "UPDATE file_transfer SET state = 'here', code = '', used_at = ? WHERE sha256 = ? AND direction = 'down'",
        (to_microseconds(at), sha256),
    )


def mark_dropped(connection: Connection, sha256: str) -> None:
    connection.exec_driver_sql(
        "UPDATE file_transfer SET state = 'remote' WHERE sha256 = ? AND direction = 'down' AND state = 'here'",
        (sha256,),
    )


def mark_failed(connection: Connection, sha256: str, code: str) -> None:
    """It did not come, and asking again by itself would not help; opening it asks again."""
    connection.exec_driver_sql(
        "UPDATE file_transfer SET state = 'failed', code = ? WHERE sha256 = ? AND direction = 'down'",
        (code, sha256),
    )


def mark_upload(connection: Connection, district_id: str, sha256: str, size: int, code: str) -> None:
    """``code`` "" = the server has it, else why it has not."""
    connection.exec_driver_sql(
        "INSERT INTO file_transfer (sha256, district_id, direction, size, state, code) VALUES (?, ?, 'up', ?, ?, ?)"
        " ON CONFLICT (sha256, district_id, direction) DO UPDATE SET state = excluded.state, code = excluded.code",
        (sha256, district_id, size, "failed" if code else "done", code),
    )


def mark_used(connection: Connection, used: Mapping[str, datetime]) -> None:
    if used:
        connection.exec_driver_sql(
            "UPDATE file_transfer SET used_at = ? WHERE sha256 = ? AND direction = 'down'",
            [(to_microseconds(at), sha256) for sha256, at in used.items()],
        )


def mark_left(engine: Engine, at: datetime) -> None:
    """After ``note_left``: files that no row names any more. What is here may go first, what is not here cannot be had."""
    with reading(engine).connect() as connection:
        if read_setting(connection, _LOOK_FOR_LEFT) is None:
            return
        named = set(
            connection.exec_driver_sql("SELECT substr(id, -64) FROM mirror WHERE kind = 'file_ref'").scalars()
        )
        rows = connection.exec_driver_sql(
            "SELECT sha256, state FROM file_transfer WHERE direction = 'down' AND state <> 'left'"
        ).all()
    left = [(sha256, state) for sha256, state in rows if sha256 not in named]
    for start in range(0, len(left), PORTION):
        portion = left[start : start + PORTION]
        with engine.begin() as connection:
            for sha256, state in portion:
                if state == "here":
                    _set_left(connection, sha256, at)
                else:
                    connection.exec_driver_sql(
                        "DELETE FROM file_transfer WHERE sha256 = ? AND direction = 'down' AND state = ?",
                        (sha256, state),
                    )
    with engine.begin() as connection:
        drop_setting(connection, _LOOK_FOR_LEFT)


def _set_left(connection: Connection, sha256: str, at: datetime) -> None:
    connection.exec_driver_sql(
        "UPDATE file_transfer SET state = 'left', used_at = ? WHERE sha256 = ? AND direction = 'down' AND state = 'here'",
        (to_microseconds(at), sha256),
    )


def cached_bytes(connection: Connection) -> int:
    """Bytes here that could be had again, or that nobody needs."""
    total = connection.exec_driver_sql(
        "SELECT coalesce(sum(size), 0) FROM (SELECT max(size) AS size FROM file_transfer"
        " WHERE direction = 'down' AND state IN ('here', 'left') GROUP BY sha256)"
    ).scalar_one()
    return int(total)


def least_used(connection: Connection) -> Sequence[RemoteFile]:
    """Files that are here and there, the one that nobody opened for the longest time first."""
    return _cached(connection, "state = 'here'")


def left_files(connection: Connection, before: datetime | None = None) -> Sequence[RemoteFile]:
    """Files here that no row names since ``before`` (None: at all) and that this PC did not upload itself."""
    moment = 1 << 62 if before is None else to_microseconds(before)
    return _cached(
        connection,
        "state = 'left' AND used_at < ?"
        " AND NOT EXISTS (SELECT 1 FROM file_transfer u WHERE u.sha256 = f.sha256 AND u.direction = 'up')",
        moment,
    )


def forget_file(connection: Connection, sha256: str) -> None:
    """A left file whose bytes were dropped."""
    connection.exec_driver_sql(
        "DELETE FROM file_transfer WHERE sha256 = ? AND direction = 'down' AND state = 'left'", (sha256,)
    )


def _cached(connection: Connection, condition: str, *values: object) -> Sequence[RemoteFile]:
    rows = connection.exec_driver_sql(
        "SELECT sha256, max(size), group_concat(district_id, char(10)) FROM file_transfer f"
        f" WHERE direction = 'down' AND {condition} GROUP BY sha256 ORDER BY coalesce(max(used_at), 0), sha256",
        values,
    ).all()
    return [RemoteFile(sha256, size, tuple(districts.split("\n"))) for sha256, size, districts in rows]
