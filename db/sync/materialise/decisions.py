"""Decisions as the server keeps them: a desk's own becomes the server's row of the same id."""

from collections.abc import Sequence

from sqlalchemy import Connection

from db.sync.materialise.arrival import Arrival, Surroundings, Taken, moment, plain, run_many, select_in

_COLUMNS = (
    *("id", "subject_kind", "subject_id", "employer_id", "action", "account_id", "actor_name", "actor_role"),
    *("organisation_id", "organisation_name", "at", "base_rev", "new_rev", "before", "after", "opinion"),
    *(
        "notice",
        "defects",
        "submit_no",
        "withdrawn",
        "answered_at",
        "record",
        "files",
        "entered_at",
        "entered_by",
    ),
)
_PUT = "INSERT INTO decision ({}) VALUES ({}) ON CONFLICT (id) DO UPDATE SET {}".format(
    ", ".join(_COLUMNS),
    ", ".join("?" * len(_COLUMNS)),
    ", ".join(f"{name} = excluded.{name}" for name in _COLUMNS if name != "id"),
)


def take_decisions(connection: Connection, rows: Sequence[Arrival], around: Surroundings) -> Taken:
    run_many(connection, _PUT, [_values(row) for row in rows])
    subjects = {row.doc["subject_id"] for row in rows}
    put_in_order(connection, subjects, {row.id for row in rows})
    taken = Taken()
    for row in rows:
        of_item = row.doc["subject_kind"] == "archive_item"
        (taken.items if of_item else taken.declarations).add(row.doc["subject_id"])
    return taken


def _values(row: Arrival) -> tuple[object, ...]:
    doc = row.doc
    return (
        *(
            row.id,
            doc["subject_kind"],
            doc["subject_id"],
            doc["employer_id"],
            doc["action"],
            doc["account_id"],
        ),
        *(doc["actor_name"], doc["actor_role"], doc["organisation_id"], doc["organisation_name"]),
        *(moment(doc["at"]), doc["base_rev"], doc["new_rev"], doc["before"], doc["after"], doc["opinion"]),
        *(doc["notice"], plain(doc["defects"]), doc["submit_no"], int(doc["withdrawn"])),
        *(moment(doc["answered_at"]), plain(doc["record"]), plain(doc["files"])),
        *(moment(doc["entered_at"]), doc["entered_by"]),
    )


def put_in_order(connection: Connection, subjects: set[str], arrived: set[str]) -> None:
    """Everybody reads decisions of a subject in the order of ``key``. The feed gives a decision by its newest change (it was
    withdrawn, or entered in the 省平台), so that a first pull may bring it behind later ones: then the keys are dealt anew, the
    server's by new_rev, those that only this copy has (withdrawn before they were sent) by time among them."""
    found = select_in(
        connection,
        "SELECT d.subject_id, d.key, d.id, d.new_rev, d.at, m.id IS NOT NULL FROM decision d"
        " LEFT JOIN mirror m ON m.kind = 'decision' AND m.id = d.id WHERE d.subject_id IN {}"
        " ORDER BY d.subject_id, d.key",
        subjects,
    )
    of_subject: dict[str, list[tuple[int, str, int, int, bool]]] = {}
    for subject, key, decision_id, new_rev, at, mirrored in found:
        known = bool(mirrored) or decision_id in arrived
        of_subject.setdefault(subject, []).append((key, decision_id, new_rev, at, known))
    for rows in of_subject.values():
        revs = [row[2] for row in rows if row[4]]
        if revs != sorted(revs):
            _deal_keys(connection, rows)


def _deal_keys(connection: Connection, rows: list[tuple[int, str, int, int, bool]]) -> None:
    ordered = sorted((row for row in rows if row[4]), key=lambda row: row[2])
    for own in sorted((row for row in rows if not row[4]), key=lambda row: row[3]):
        place = next((n for n, row in enumerate(ordered) if row[3] > own[3]), len(ordered))
        ordered.insert(place, own)
    keys = sorted(row[0] for row in rows)
    ids = [row[1] for row in ordered]
    # By way of negative keys: the column is unique.
    run_many(
        connection,
        "UPDATE decision SET key = ? WHERE id = ?",
        [(-key, row_id) for key, row_id in zip(keys, ids, strict=True)],
    )
    run_many(connection, "UPDATE decision SET key = ? WHERE id = ?", list(zip(keys, ids, strict=True)))
