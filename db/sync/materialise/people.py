"""People: rows of the feed for the unit, and what declarations say of them for the levels above."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from sqlalchemy import Connection

from db.repositories.people import RENAMED_SETTING
from db.sync.materialise.arrival import Arrival, Surroundings, Taken, run_many, select_in

_ADD = (
    "INSERT INTO applicant (id, employer_id, name, name_pinyin, name_initials, id_number, phone, rev)"
    " VALUES (?, ?, ?, ?, ?, ?, ?, ?)"
)
_SAVE = "UPDATE applicant SET name = ?, name_pinyin = ?, name_initials = ?, id_number = ?, phone = ?, rev = ? WHERE id = ?"


@dataclass(frozen=True, slots=True)
class Person:
    id: str
    employer_id: str
    name: str
    id_number: str
    phone: str
    rev: int


def put_people(connection: Connection, people: Iterable[Person], around: Surroundings) -> set[str]:
    """Add who is new, correct who is known. Whoever is found by another name now makes the people index read anew.

    The units must be there. Returns whom it touched.
    """
    wanted = {person.id: person for person in people}
    known = {
        row[0]: row[1:]
        for row in select_in(
            connection, "SELECT id, name, id_number, phone, rev FROM applicant WHERE id IN {}", wanted
        )
    }
    added, saved, renamed, touched = [], [], False, set()
    for person in wanted.values():
        shown = (person.name, person.id_number, person.phone)
        before = known.get(person.id)
        if before == (*shown, person.rev):
            continue
        touched.add(person.id)
        readings = around.read_name(person.name)
        names = (person.name, readings.pinyin, readings.initials, person.id_number, person.phone)
        if before is None:
            added.append((person.id, person.employer_id, *names, person.rev))
        else:
            saved.append((*names, person.rev, person.id))
            renamed = renamed or before[:2] != shown[:2]
    run_many(connection, _ADD, added)
    run_many(connection, _SAVE, saved)
    if renamed:
        count_renamed(connection)
    return touched


def count_renamed(connection: Connection) -> None:
    connection.exec_driver_sql(
        "INSERT INTO setting (key, value) VALUES (?, '1')"
        " ON CONFLICT (key) DO UPDATE SET value = CAST(CAST(value AS INTEGER) + 1 AS TEXT)",
        (RENAMED_SETTING,),
    )


def keys_of_people(connection: Connection, ids: Iterable[str]) -> Mapping[str, int]:
    """The row numbers that other rows refer to."""
    found = select_in(connection, "SELECT id, key FROM applicant WHERE id IN {}", set(ids))
    return {row[0]: row[1] for row in found}


def take_applicants(connection: Connection, rows: Sequence[Arrival], around: Surroundings) -> Taken:
    units = {row.doc["employer_id"] for row in rows}
    known = {row[0] for row in select_in(connection, "SELECT id FROM organisation WHERE id IN {}", units)}
    taken = Taken(orphans={row.id for row in rows if row.doc["employer_id"] not in known})
    people = [
        Person(
            *(
                row.id,
                row.doc["employer_id"],
                row.doc["name"],
                row.doc["id_number"],
                row.doc["phone"],
                row.rev,
            )
        )
        for row in rows
        if row.id not in taken.orphans
    ]
    taken.applicants = put_people(connection, people, around)
    return taken
