"""Publicities: on the server one row a declaration in it; here one publicity with the members that this desk sees."""

from collections.abc import Sequence

from sqlalchemy import Connection

from app.domain.publicity import STAGES_OF_KIND, PublicityKind
from db.json_text import load_json
from db.sync.materialise.arrival import Arrival, Surroundings, Taken, moment, plain, run_many

_PUT = (
    "INSERT INTO publicity (id, kind, employer_id, body, place, start_on, end_on, end_rule, working_days, rev, created_by,"
    " created_at, stated_source, stated_reason, held_before, sheet_exported_at, evidence, cancelled_at, cancel_reason)"
    " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, 1, ?, ?, ?, ?, ?, ?, ?, ?, ?)"
    " ON CONFLICT (id) DO UPDATE SET kind = excluded.kind, employer_id = excluded.employer_id, body = excluded.body,"
    " place = excluded.place, start_on = excluded.start_on, end_on = excluded.end_on, end_rule = excluded.end_rule,"
    " working_days = excluded.working_days, created_by = excluded.created_by, created_at = excluded.created_at,"
    " stated_source = excluded.stated_source, stated_reason = excluded.stated_reason,"
    " held_before = excluded.held_before, rev = publicity.rev + 1,"
    " sheet_exported_at = coalesce(publicity.sheet_exported_at, excluded.sheet_exported_at)"
)
_PUT_OBJECTION = (
    "INSERT OR REPLACE INTO objection (id, publicity_id, position, declaration_id, who, received_on, what, recorded_by,"
    " recorded_at, handling, upheld, resolved_by, resolved_at) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)"
)


def take_publicities(connection: Connection, rows: Sequence[Arrival], around: Surroundings) -> Taken:
    """``rev`` only counts that something changed: nobody pushes a publicity by it."""
    for row in rows:
        _put(connection, row)
    return Taken(
        publicities={row.doc["publicity_id"] for row in rows},
        declarations={row.doc["declaration_id"] for row in rows},
    )


def _put(connection: Connection, row: Arrival) -> None:
    doc = row.doc
    publicity_id, declaration_id = doc["publicity_id"], doc["declaration_id"]
    values = (
        *(publicity_id, doc["kind"], doc["organisation_id"], doc["body"], doc["place"], doc["start_on"]),
        *(doc["end_on"], doc["end_rule"], doc["working_days"], plain(doc["created_by"])),
        *(moment(doc["created_at"]), doc["stated_source"], doc["stated_reason"], int(doc["held_before"])),
        *(moment(doc["sheet_exported_at"]), plain(doc["evidence"])),
        *(moment(doc["cancelled_at"]), doc["cancel_reason"]),
    )
    connection.exec_driver_sql(_PUT, values)
    put_member(connection, "publicity_member", "publicity_id", publicity_id, declaration_id, doc["position"])
    _add_evidence(connection, row)
    _set_cancelled(connection, row)
    connection.exec_driver_sql(
        "DELETE FROM objection WHERE publicity_id = ? AND declaration_id = ?", (publicity_id, declaration_id)
    )
    run_many(
        connection,
        _PUT_OBJECTION,
        [
            (
                *(entry["id"], publicity_id, doc["position"] * 1000 + n, declaration_id, entry["who"]),
                *(
                    entry["received_on"],
                    entry["what"],
                    plain(entry["recorded_by"]),
                    moment(entry["recorded_at"]),
                ),
                *(entry.get("handling") or "", _flag(entry.get("upheld"))),
                plain(entry["resolved_by"]) if entry.get("resolved_by") else None,
                moment(entry.get("resolved_at")),
            )
            for n, entry in enumerate(doc["objections"])
        ],
    )


def _flag(value: bool | None) -> int | None:
    return None if value is None else int(value)


def put_member(
    connection: Connection, table: str, column: str, owner_id: str, declaration_id: str, position: int
) -> None:
    """At its place in the list. Whoever stood there goes to the end until its own row comes."""
    connection.exec_driver_sql(
        f"DELETE FROM {table} WHERE {column} = ? AND declaration_id = ?", (owner_id, declaration_id)
    )
    connection.exec_driver_sql(
        f"UPDATE {table} SET position = 1 + (SELECT max(position) FROM {table} WHERE {column} = ?)"
        f" WHERE {column} = ? AND position = ?",
        (owner_id, owner_id, position),
    )
    connection.exec_driver_sql(
        f"INSERT INTO {table} ({column}, position, declaration_id) VALUES (?, ?, ?)",
        (owner_id, position, declaration_id),
    )


def _add_evidence(connection: Connection, row: Arrival) -> None:
    """What was posted is the same for everybody in it: a row never takes away what another brought."""
    (text,) = connection.exec_driver_sql(
        "SELECT evidence FROM publicity WHERE id = ?", (row.doc["publicity_id"],)
    ).one()
    stored = load_json(text)
    new = [entry for entry in row.doc["evidence"] if entry not in stored]
    if new:
        connection.exec_driver_sql(
            "UPDATE publicity SET evidence = ? WHERE id = ?", (plain(stored + new), row.doc["publicity_id"])
        )


def _set_cancelled(connection: Connection, row: Arrival) -> None:
    """It was cancelled as a whole; where one declaration's cancelling was not taken and it still stands in the publicity, the
    publicity counts on."""
    publicity_id = row.doc["publicity_id"]
    stages = STAGES_OF_KIND[PublicityKind(row.doc["kind"])]
    named = {stage.value for stage in (stages.waiting, stages.running, stages.objected)}
    places = ", ".join("?" * len(named))
    standing = connection.exec_driver_sql(
        "SELECT d.id FROM publicity_member m JOIN declaration d ON d.id = m.declaration_id WHERE m.publicity_id = ?"
        f" AND ? IN (d.publicity_id, d.office_publicity_id) AND d.stage IN ({places})",
        (publicity_id, publicity_id, *sorted(named)),
    ).scalars()
    inside = set(standing)
    cancelled = row.doc["cancelled_at"]
    if cancelled is not None and not inside:
        connection.exec_driver_sql(
            "UPDATE publicity SET cancelled_at = ?, cancel_reason = ? WHERE id = ?",
            (moment(cancelled), row.doc["cancel_reason"], publicity_id),
        )
    elif cancelled is None and row.doc["declaration_id"] in inside:
        connection.exec_driver_sql(
            "UPDATE publicity SET cancelled_at = NULL, cancel_reason = '' WHERE id = ?", (publicity_id,)
        )
