"""Bytes that nobody needs: uploads never finished or never named (``rd.clean_files``)."""

from typing import Any

import psycopg

from db.server.entries import EVERYWHERE, enter


def clean_files(connection: psycopg.Connection[Any], days: int) -> tuple[int, int]:
    """How many uploads and chunks were dropped in all districts; one transaction a district, so that no push waits long."""
    uploads = chunks = 0
    for (district,) in connection.execute("SELECT district_id FROM rd.district ORDER BY 1").fetchall():
        with connection.transaction():
            row = connection.execute("SELECT * FROM rd.clean_files(%s, %s)", [district, days]).fetchone()
        assert row is not None
        uploads, chunks = uploads + row[0], chunks + row[1]
    if uploads or chunks:
        with connection.transaction():
            enter(
                connection,
                EVERYWHERE,
                "clean_files",
                "upload",
                "",
                {"days": days, "uploads": uploads, "chunks": chunks},
            )
    return uploads, chunks
