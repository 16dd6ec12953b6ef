"""Rows of file_ref: which attachments this desk may read, and where (the bytes come apart: db.sync.files_down)."""

from collections.abc import Sequence

from sqlalchemy import Connection

from db.sync.file_rows import note_file
from db.sync.materialise.arrival import Arrival, Surroundings, Taken, run_many


def take_file_refs(connection: Connection, rows: Sequence[Arrival], around: Surroundings) -> Taken:
    run_many(
        connection,
        "INSERT OR IGNORE INTO file (sha256, size, media_type) VALUES (?, ?, ?)",
        [(row.doc["sha256"], row.doc["size"], row.doc["media_type"]) for row in rows],
    )
    for row in rows:
        note_file(connection, row.district_id, row.doc["sha256"], row.doc["size"])
    return Taken()
