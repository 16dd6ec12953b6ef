"""What a shared database holds and how busy it is, in plain numbers: for `server status` and for monitoring (--json)."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import psycopg
from psycopg import sql

from db.server.faults import ServerFault
from db.server.install import SHARED_SCHEMA_VERSION, read_version


@dataclass(frozen=True, slots=True)
class DistrictStatus:
    district: str
    name: str
    head: int
    epoch: str
    audit_entries: int


@dataclass(frozen=True, slots=True)
class ServerStatus:
    """``rows``: of every table of the schema, all districts together."""

    server_version: str
    schema_version: int
    program_schema: int
    standby: bool
    """It follows another server: nothing can be changed here."""
    line: str | None
    database_bytes: int
    districts: tuple[DistrictStatus, ...]
    rows: Mapping[str, int]
    accounts: int
    active_accounts: int
    connections: int
    """Of desks, now."""
    longest_transaction_seconds: float
    """Of a desk; one that stays open holds up its district."""
    synchronous_standbys: int
    unfinished_uploads: int


def read_status(connection: psycopg.Connection[Any]) -> ServerStatus:
    """Raises ServerFault where nothing is set up."""
    version = read_version(connection)
    if version is None:
        raise ServerFault("nothing is set up in this database: run `server init`")
    with connection.transaction():
        connection.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ, READ ONLY")
        districts = connection.execute(
            "SELECT district_id, name, head, epoch, audit_n FROM rd.district ORDER BY district_id"
        ).fetchall()
        accounts = _row(connection, "SELECT count(*), count(*) FILTER (WHERE active) FROM rd.account")
        activity = _row(
            connection,
            "SELECT count(*), coalesce(extract(epoch FROM max(clock_timestamp() - s.xact_start)), 0) FROM pg_stat_activity s "
            "WHERE s.datname = current_database() AND s.usename IN (SELECT login FROM rd.account)",
        )
        server = _row(
            connection,
            "SELECT current_setting('server_version'), pg_is_in_recovery(), rd.line(), pg_database_size(current_database()), "
            "(SELECT count(*) FROM pg_stat_replication WHERE sync_state IN ('sync', 'quorum')), "
            "(SELECT count(*) FROM rd.upload WHERE finished_at IS NULL)",
        )
        return ServerStatus(
            server_version=server[0],
            schema_version=version,
            program_schema=SHARED_SCHEMA_VERSION,
            standby=server[1],
            line=server[2],
            database_bytes=server[3],
            districts=tuple(DistrictStatus(*row) for row in districts),
            rows=_count_rows(connection),
            accounts=accounts[0],
            active_accounts=accounts[1],
            connections=activity[0],
            longest_transaction_seconds=float(activity[1]),
            synchronous_standbys=server[4],
            unfinished_uploads=server[5],
        )


def _row(connection: psycopg.Connection[Any], query: str) -> tuple[Any, ...]:
    found: tuple[Any, ...] | None = connection.execute(query).fetchone()
    assert found is not None
    return found


def _count_rows(connection: psycopg.Connection[Any]) -> dict[str, int]:
    names = connection.execute(
        "SELECT relname FROM pg_class WHERE relnamespace = 'rd'::regnamespace AND relkind = 'r' ORDER BY relname"
    ).fetchall()
    counts: dict[str, int] = {}
    for (name,) in names:
        row = connection.execute(
            sql.SQL("SELECT count(*) FROM rd.{}").format(sql.Identifier(name))
        ).fetchone()
        counts[name] = row[0] if row else 0
    return counts
