"""What the whole city shares: offices, plan kits, holiday years; and the employers (docs/protocol.md §3)."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from sqlalchemy import Connection

from db.sync.copy_settings import OFFICE_DISTRICT, PLAN, write_settings
from db.sync.materialise.arrival import Arrival, Surroundings, Taken, plain, run_many

HOLIDAYS = "holidays."
"""Setting of an imported year (app.services.calendar), + year."""
_PUT_ORGANISATION = (
    "INSERT INTO organisation (id, name, role, uscc, kind, region, municipal_unit_id, bound)"
    " VALUES (?, ?, ?, ?, ?, ?, ?, ?)"
    " ON CONFLICT (id) DO UPDATE SET name = excluded.name, role = excluded.role, uscc = excluded.uscc,"
    " kind = excluded.kind, region = excluded.region, municipal_unit_id = excluded.municipal_unit_id,"
    " bound = excluded.bound"
)


def put_organisations(connection: Connection, docs: Iterable[Mapping[str, Any]]) -> None:
    """``docs``: id, name, role and what else is known. The unit above is no foreign key: it may come later or never."""
    rows = {
        doc["id"]: (
            *(doc["id"], doc["name"], doc["role"], doc.get("uscc", ""), doc.get("kind", "other")),
            *(doc.get("region", ""), doc.get("municipal_unit_id"), int(doc.get("bound", True))),
        )
        for doc in docs
    }
    run_many(connection, _PUT_ORGANISATION, list(rows.values()))


def take_references(connection: Connection, rows: Sequence[Arrival], around: Surroundings) -> Taken:
    """A holiday year is used from the next start on; a kit gives what lists show of it, where this program has not got it."""
    offices = [{**row.doc["doc"], "id": row.id} for row in rows if row.doc["kind"] == "office"]
    put_organisations(connection, offices)
    settings: dict[str, str] = {}
    for office in offices:
        settings[OFFICE_DISTRICT + office["id"]] = office.get("district_id") or office.get("region", "")
    for row in rows:
        doc = row.doc["doc"]
        if row.doc["kind"] == "holiday_year":
            settings[f"{HOLIDAYS}{doc['year']}"] = plain(doc)
        elif row.doc["kind"] == "plan_kit":
            shown = {
                "year": doc["year"],
                "name": doc["name"],
                "title_with_rank": f"{doc['title']}({doc['rank']})",
            }
            settings[f"{PLAN}{doc['id']}.{doc['version']}"] = plain(shown)
    if settings:
        write_settings(connection, settings)
    return Taken()


def take_employers(connection: Connection, rows: Sequence[Arrival], around: Surroundings) -> Taken:
    put_organisations(connection, ({**row.doc, "role": "employer"} for row in rows))
    return Taken()
