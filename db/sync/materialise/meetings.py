"""Expert meetings and their lists: only the committee's office sees them."""

from collections.abc import Sequence

from sqlalchemy import Connection

from db.sync.materialise.arrival import Arrival, Surroundings, Taken, moment, plain, run_many, select_in
from db.sync.materialise.publicities import put_member

_PUT = (
    "INSERT INTO meeting (id, organisation_id, title, held_on, place, experts, note, rev, created_by, created_at)"
    " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)"
    " ON CONFLICT (id) DO UPDATE SET title = excluded.title, held_on = excluded.held_on, place = excluded.place,"
    " experts = excluded.experts, note = excluded.note, rev = excluded.rev, created_by = excluded.created_by,"
    " created_at = excluded.created_at"
)


def take_meetings(connection: Connection, rows: Sequence[Arrival], around: Surroundings) -> Taken:
    run_many(
        connection,
        _PUT,
        [
            (
                *(row.id, row.doc["committee_id"], row.doc["title"], row.doc["held_on"], row.doc["place"]),
                *(row.doc["experts"], row.doc["note"], row.rev, plain(row.doc["created_by"])),
                moment(row.doc["created_at"]),
            )
            for row in rows
        ],
    )
    return Taken(meetings={row.id for row in rows})


def take_members(connection: Connection, rows: Sequence[Arrival], around: Surroundings) -> Taken:
    named = {row.doc["meeting_id"] for row in rows}
    known = {found[0] for found in select_in(connection, "SELECT id FROM meeting WHERE id IN {}", named)}
    taken = Taken(
        orphans={row.id for row in rows if row.doc["meeting_id"] not in known}, meetings=named & known
    )
    for row in rows:
        if row.id in taken.orphans:
            continue
        meeting_id, declaration_id = row.doc["meeting_id"], row.doc["declaration_id"]
        if row.doc["listed"]:
            put_member(
                connection, "meeting_member", "meeting_id", meeting_id, declaration_id, row.doc["position"]
            )
        else:
            connection.exec_driver_sql(
                "DELETE FROM meeting_member WHERE meeting_id = ? AND declaration_id = ?",
                (meeting_id, declaration_id),
            )
    return taken
