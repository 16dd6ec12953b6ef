"""After a restore: a new epoch makes every desk keep its outbox, read a district again and send what the server does not know."""

from typing import Any

import psycopg

from db.server.entries import enter
from db.server.faults import ServerFault


def change_epoch(connection: psycopg.Connection[Any], district: str) -> tuple[str, ...]:
    """``district`` or ``all``; the districts that have a new epoch. Raises ServerFault for one that is not here."""
    with connection.transaction():
        rows = connection.execute(
            "UPDATE rd.district SET epoch = gen_random_uuid()::text WHERE %s IN (district_id, 'all') RETURNING district_id, epoch",
            [district],
        )
        changed = dict(rows.fetchall())
        if not changed:
            raise ServerFault(f"district {district} is not set up on this server")
        for name, epoch in sorted(changed.items()):
            enter(connection, name, "change_epoch", "district", name, {"epoch": epoch})
    return tuple(sorted(changed))
