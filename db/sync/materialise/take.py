"""Take rows of the feed into the copy: what waits for this desk's own acts is held, the rest goes into the working tables.

Every function works inside the caller's transaction. Rows of one call are of one kind.
"""

from collections.abc import Iterable, Mapping, Sequence

from sqlalchemy import Connection

from db.sync.materialise.archive import take_items
from db.sync.materialise.arrival import Arrival, Materialiser, Surroundings, Taken, run_many, select_in
from db.sync.materialise.decisions import take_decisions
from db.sync.materialise.declarations import take_declarations, take_submissions
from db.sync.materialise.files import take_file_refs
from db.sync.materialise.meetings import take_meetings, take_members
from db.sync.materialise.people import take_applicants
from db.sync.materialise.publicities import take_publicities
from db.sync.materialise.purge import take_gone
from db.sync.materialise.reference import take_employers, take_references

KINDS: Mapping[str, Materialiser] = {
    "reference": take_references,
    "employer": take_employers,
    "applicant": take_applicants,
    "archive_item": take_items,
    "declaration": take_declarations,
    "submission": take_submissions,
    "decision": take_decisions,
    "publicity": take_publicities,
    "meeting": take_meetings,
    "meeting_member": take_members,
    "file_ref": take_file_refs,
    "gone": take_gone,
}
"""In the order in which a drain reads them: parents first (docs/protocol.md §5)."""
NEVER_HELD = frozenset({"reference", "employer", "file_ref", "gone"})
_PUT_MIRROR = (
    "INSERT INTO mirror (kind, id, district_id, group_id, rev, seq, held) VALUES (?, ?, ?, ?, ?, ?, ?)"
    " ON CONFLICT (kind, id) DO UPDATE SET district_id = excluded.district_id, group_id = excluded.group_id,"
    " rev = excluded.rev, seq = excluded.seq, held = excluded.held"
)
_PUT_HELD = (
    "INSERT INTO mirror (kind, id, district_id, group_id, rev, seq, held) VALUES (?, ?, ?, ?, 0, ?, ?)"
    " ON CONFLICT (kind, id) DO UPDATE SET group_id = excluded.group_id, seq = excluded.seq, held = excluded.held"
)


def take_rows(
    connection: Connection, rows: Sequence[Arrival], around: Surroundings, *, hold: bool = True
) -> Taken:
    """``hold`` False: of a subject that was fetched because an own act on it was not accepted."""
    if not rows:
        return Taken()
    kind = rows[0].kind
    fresh = _newest(connection, kind, rows)
    groups = groups_of(connection, kind, fresh)
    waiting = open_groups(connection) if hold and kind not in NEVER_HELD else frozenset()
    held = {row.id: row for row in fresh if groups.get(row.id) in waiting}
    now = [row for row in fresh if row.id not in held]
    taken = KINDS[kind](connection, now, around) if now else Taken()
    held |= {row.id: row for row in now if row.id in taken.orphans}
    run_many(
        connection,
        _PUT_MIRROR,
        [
            (kind, row.id, row.district_id, groups.get(row.id, ""), row.rev, row.seq, None)
            for row in now
            if row.id not in held
        ],
    )
    run_many(
        connection,
        _PUT_HELD,
        [
            (kind, row.id, row.district_id, groups.get(row.id, ""), row.seq, row.hold())
            for row in held.values()
        ],
    )
    return taken


def _newest(connection: Connection, kind: str, rows: Sequence[Arrival]) -> list[Arrival]:
    """Less what is older than what is here: a subject that was fetched may be ahead of its feed."""
    statement = f"SELECT id, seq FROM mirror WHERE kind = '{kind}' AND id IN {{}}"
    known = {found[0]: found[1] for found in select_in(connection, statement, (row.id for row in rows))}
    return [row for row in rows if row.seq >= known.get(row.id, -1)]


def open_groups(connection: Connection) -> frozenset[str]:
    """People and meetings with acts of this desk that the server has not answered."""
    found = connection.exec_driver_sql(
        "SELECT DISTINCT p.group_id FROM outbox o JOIN outbox_part p ON p.op_id = o.op_id"
        # The first condition is that of the partial index.
        " WHERE o.state NOT IN ('local', 'applied') AND o.state IN ('resting', 'pending', 'sent')"
        " AND p.state IN ('resting', 'pending', 'sent')"
    ).scalars()
    return frozenset(found)


def groups_of(connection: Connection, kind: str, rows: Iterable[Arrival]) -> Mapping[str, str]:
    """Whose acts are pushed in order: the person's, the meeting's. Of a row whose parent is not known: none."""
    match kind:
        case "applicant" | "meeting":
            return {row.id: row.id for row in rows}
        case "archive_item" | "declaration":
            return {row.id: row.doc["applicant_id"] for row in rows}
        case "submission" | "publicity" | "meeting_member":
            return _groups_by_parent(
                connection, {row.id: ("declaration", row.doc["declaration_id"]) for row in rows}
            )
        case "decision":
            return _groups_by_parent(
                connection, {row.id: (row.doc["subject_kind"], row.doc["subject_id"]) for row in rows}
            )
    return {}


def _groups_by_parent(connection: Connection, parents: Mapping[str, tuple[str, str]]) -> Mapping[str, str]:
    found: dict[tuple[str, str], str] = {}
    for kind in {parent[0] for parent in parents.values()}:
        rows = select_in(
            connection,
            f"SELECT id, group_id FROM mirror WHERE kind = '{kind}' AND id IN {{}}",
            {parent[1] for parent in parents.values() if parent[0] == kind},
        )
        found |= {(kind, row_id): group for row_id, group in rows}
    return {row_id: found[parent] for row_id, parent in parents.items() if parent in found}


def release_held(connection: Connection, around: Surroundings, most: int) -> tuple[Taken, int]:
    """Apply up to ``most`` held rows whose group has nothing open and whose parent is here. How many were applied: 0 = done."""
    waiting = open_groups(connection)
    taken, applied = Taken(), 0
    for kind in KINDS:
        found = connection.exec_driver_sql(
            "SELECT kind, id, district_id, held, group_id FROM mirror WHERE held IS NOT NULL AND kind = ?",
            (kind,),
        ).all()
        rows = [Arrival.unhold(*row[:4]) for row in found if row[4] not in waiting or not row[4]][:most]
        if not rows:
            continue
        got = take_rows(connection, rows, around)
        applied += len(rows) - len(got.orphans)
        got.orphans.clear()
        taken.add(got)
        if applied >= most:
            break
    return taken, applied
