"""Acts of who administers the server, as entries of a district's audit chain (``rd.enter``); each takes a place in the feed."""

import json
from collections.abc import Mapping
from typing import Any

import psycopg

from db.server.faults import ServerFault

EVERYWHERE = "*"


def enter(
    connection: psycopg.Connection[Any],
    district: str,
    act: str,
    kind: str,
    subject: str,
    content: Mapping[str, Any],
) -> int:
    """Add the entry in the caller's transaction; the district's new head. Names nobody but the database role that acts."""
    row = connection.execute(
        "SELECT rd.enter(%s, jsonb_build_object('account_id', 'server:' || session_user, 'role', 'server'), %s, %s, %s, %s::jsonb)",
        [district, act, kind, subject, json.dumps(content, ensure_ascii=False)],
    ).fetchone()
    assert row is not None
    return int(row[0])


def take_places(connection: psycopg.Connection[Any], district: str, count: int) -> range:
    """So many places at the end of the district's feed; its counter row is locked to the end of the transaction.

    Raises ServerFault for a district that has no counter row here.
    """
    row = connection.execute(
        "UPDATE rd.district SET head = head + %s WHERE district_id = %s RETURNING head", [count, district]
    ).fetchone()
    if row is None:
        raise ServerFault(f"district {district} is not set up on this server: load districts first")
    return range(row[0] - count + 1, row[0] + 1)
