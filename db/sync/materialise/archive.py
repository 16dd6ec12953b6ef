"""Archive items and the revision of their content that the server has."""

from collections.abc import Mapping, Sequence
from typing import Any

from sqlalchemy import Connection

from app.ports.plan_kits import PlanKits
from db.sync.materialise.arrival import Arrival, Surroundings, Taken, moment, plain, run_many
from db.sync.materialise.people import keys_of_people

_PUT = (
    "INSERT INTO archive_item (id, applicant_key, employer_id, section, status, rev, content_rev, submit_no,"
    " submitted_at, opinion, v1, v2, v3) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)"
    " ON CONFLICT (id) DO UPDATE SET status = excluded.status, rev = excluded.rev,"
    " content_rev = excluded.content_rev, submit_no = excluded.submit_no, submitted_at = excluded.submitted_at,"
    " opinion = excluded.opinion, v1 = excluded.v1, v2 = excluded.v2, v3 = excluded.v3"
)
PUT_REVISION = (
    "INSERT OR REPLACE INTO archive_revision (item_id, content_rev, section, fields, evidence)"
    " VALUES (?, ?, ?, ?, ?)"
)


def take_items(connection: Connection, rows: Sequence[Arrival], around: Surroundings) -> Taken:
    """Pre-check notices and whether it was opened here stay."""
    people = keys_of_people(connection, (row.doc["applicant_id"] for row in rows))
    taken = Taken()
    items, revisions = [], []
    for row in rows:
        doc = row.doc
        key = people.get(doc["applicant_id"])
        if key is None:
            taken.orphans.add(row.id)
            continue
        taken.items.add(row.id)
        taken.applicants.add(doc["applicant_id"])
        items.append(
            (
                *(row.id, key, doc["employer_id"], doc["section"], doc["status"], row.rev),
                *(doc["content_rev"], doc["submit_no"], moment(doc["submitted_at"]), doc["opinion"]),
                *first_fields(around.plan_kits, doc["section"], doc["fields"]),
            )
        )
        revisions.append(
            (row.id, doc["content_rev"], doc["section"], plain(doc["fields"]), plain(doc["evidence"]))
        )
    run_many(connection, _PUT, items)
    run_many(connection, PUT_REVISION, revisions)
    return taken


def first_fields(plan_kits: PlanKits, section: str, fields: Mapping[str, Any]) -> tuple[str, str, str]:
    """The section's first three fields, for lists (db.repositories.archive)."""
    specs = (spec for spec in plan_kits.archive_sections() if spec.key == section)
    spec = next(specs, None)
    keys = [field.key for field in spec.list_fields] if spec is not None else list(fields)
    texts = [str(fields.get(key, "")) for key in keys[:3]] + ["", "", ""]
    return texts[0], texts[1], texts[2]
