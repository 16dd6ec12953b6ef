"""What this copy has of a district in two numbers a kind, to compare with ``rd.digest`` (docs/protocol.md §4)."""

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass

from sqlalchemy import Connection, Engine

from db.engine import reading
from db.sync.cursors import kinds_of
from db.sync.gateway import Gateway

BATCH = 2_000


@dataclass(frozen=True, slots=True)
class Comparison:
    """``head`` is where the server stood: what is compared belongs to the same moment. None: it moved, nothing is said."""

    differing: tuple[str, ...] = ()
    settled: bool = True


def row_digest(kind: str, row_id: str, rev: int) -> int:
    digest = hashlib.md5(f"{kind} {row_id} {rev}".encode(), usedforsecurity=False).digest()
    return int.from_bytes(digest[:8], "big", signed=True)


def own_digests(connection: Connection, district_id: str) -> Mapping[str, tuple[int, int]]:
    """Of the rows as the server said them last, held ones in their newest state; rows not seen since a new epoch are left out."""
    found: dict[str, tuple[int, int]] = {}
    for kind in kinds_of(district_id):
        count = digest = 0
        after = ""
        while True:
            rows = connection.exec_driver_sql(
                "SELECT id, CASE WHEN held IS NULL THEN rev ELSE json_extract(held, '$.rev') END, seq FROM mirror"
                " WHERE kind = ? AND district_id = ? AND id > ? ORDER BY id LIMIT ?",
                (kind, district_id, after, BATCH),
            ).all()
            for row_id, rev, seq in rows:
                if seq >= 0:
                    count += 1
                    digest ^= row_digest(kind, row_id, rev)
            if len(rows) < BATCH:
                break
            after = rows[-1][0]
        found[kind] = (count, digest)
    return found


def compare(engine: Engine, gateway: Gateway, district_id: str, head: int) -> Comparison:
    """``head``: up to where this copy has everything."""
    told = gateway.digest(district_id)
    if gateway.head(district_id).head != head:
        return Comparison(settled=False)
    # Every row is looked at: nobody who writes may wait for it.
    with reading(engine).connect() as connection:
        own = own_digests(connection, district_id)
    differing = tuple(kind for kind, value in told.items() if own.get(kind, (0, 0)) != tuple(value))
    return Comparison(differing)
