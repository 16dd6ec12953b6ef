"""Organisations of a shared database: known to the rules (``rd.organisation``) and, as rows of the feed, to the desks.

Desks get offices by ``rd.reference`` (everybody) and employers by ``rd.employer`` (each its own). Idempotent like db.server.loading.
"""

from collections.abc import Iterable, Sequence
from dataclasses import asdict, dataclass
from typing import Any

import psycopg

from app.domain.organisation import EmployerKind, Organisation, Role
from db.json_text import to_plain
from db.server.entries import EVERYWHERE, enter, take_places
from db.server.faults import ServerFault
from db.server.loading import Loaded, put_references

COLUMNS = (
    "organisation_id",
    "district_id",
    "role",
    "name",
    "uscc",
    "kind",
    "region",
    "municipal_unit_id",
    "bound",
)
EMPLOYER_COLUMNS = ("name", "uscc", "kind", "region", "municipal_unit_id", "bound")


@dataclass(frozen=True, slots=True)
class Seated:
    """An organisation and its district (``*`` above the districts)."""

    unit: Organisation
    district: str


def find_organisations(connection: psycopg.Connection[Any], words: str) -> Sequence[Seated]:
    """By id, by code or by name, exactly as written."""
    return _read(connection, "WHERE %s IN (organisation_id, uscc, name)", [words])


def find_organisation(connection: psycopg.Connection[Any], words: str) -> Seated:
    """The only one. Raises ServerFault when there is none or more."""
    found = find_organisations(connection, words) if words else ()
    if len(found) != 1:
        raise ServerFault(f"{'no' if not found else len(found)} organisations are called {words}")
    return found[0]


def read_organisations(connection: psycopg.Connection[Any]) -> Sequence[Seated]:
    return _read(connection, "", [])


def load_organisations(connection: psycopg.Connection[Any], seated: Iterable[Seated]) -> Loaded:
    """Raises ServerFault: unknown district, another role or district than before (that is no correction but a move)."""
    with connection.transaction():
        known = {s.unit.id: s for s in _read(connection, "", [])}
        wanted = list(seated)
        altered = [s for s in wanted if known.get(s.unit.id) != s]
        for s in altered:
            before = known.get(s.unit.id)
            if before and (before.district, before.unit.role) != (s.district, s.unit.role):
                raise ServerFault(
                    f"{s.unit.name} is {before.unit.role} in district {before.district} and cannot become "
                    f"{s.unit.role} in {s.district}: its rows carry the district"
                )
        _check_districts(connection, altered)
        _write(connection, altered)
        _tell_employers(connection, [s for s in altered if s.unit.role is Role.EMPLOYER])
        offices = [s for s in altered if s.unit.role is not Role.EMPLOYER]
        put_references(connection, "office", {s.unit.id: make_office_doc(s) for s in offices})
    new = sum(s.unit.id not in known for s in altered)
    return Loaded(new, len(altered) - new, len(wanted) - len(altered))


def make_office_doc(seated: Seated) -> dict[str, Any]:
    """What a desk learns of an office: the columns of its own table ``organisation`` and the district."""
    plain: dict[str, Any] = to_plain(asdict(seated.unit))
    return plain | {"district_id": seated.district}


def _read(connection: psycopg.Connection[Any], condition: str, values: Sequence[Any]) -> list[Seated]:
    rows = connection.execute(
        f"SELECT {', '.join(COLUMNS)} FROM rd.organisation {condition} ORDER BY district_id, role, name",
        values,
    )
    return [
        Seated(
            Organisation(unit_id, name, Role(role), uscc, EmployerKind(kind), region, above, bound), district
        )
        for unit_id, district, role, name, uscc, kind, region, above, bound in rows
    ]


def _check_districts(connection: psycopg.Connection[Any], seated: Sequence[Seated]) -> None:
    here = {row[0] for row in connection.execute("SELECT district_id FROM rd.district")}
    for s in seated:
        if s.district not in here:
            raise ServerFault(
                f"{s.unit.name}: district {s.district} is not set up on this server: load districts first"
            )


def _write(connection: psycopg.Connection[Any], seated: Sequence[Seated]) -> None:
    values = [
        (u.id, s.district, u.role, u.name, u.uscc, u.kind, u.region, u.municipal_unit_id, u.bound)
        for s in seated
        for u in [s.unit]
    ]
    later = ", ".join(f"{column} = excluded.{column}" for column in COLUMNS[1:])
    marks = ", ".join(["%s"] * len(COLUMNS))
    cursor = connection.cursor()
    cursor.executemany(
        f"INSERT INTO rd.organisation ({', '.join(COLUMNS)}) VALUES ({marks}) ON CONFLICT (organisation_id) DO UPDATE SET {later}",
        values,
    )
    cursor.executemany(
        "INSERT INTO rd.organisation_district VALUES (%s, %s) ON CONFLICT DO NOTHING",
        [(s.unit.id, district) for s in seated for district in {EVERYWHERE, s.district}],
    )


def _tell_employers(connection: psycopg.Connection[Any], seated: Sequence[Seated]) -> None:
    """Rows of ``rd.employer``, district by district in a fixed order, so that two loads at once do not wait for each other."""
    columns = ", ".join(EMPLOYER_COLUMNS)
    later = ", ".join(f"{column} = excluded.{column}" for column in EMPLOYER_COLUMNS)
    for district in sorted({s.district for s in seated}):
        units = [s.unit for s in seated if s.district == district]
        places = take_places(connection, district, len(units))
        connection.cursor().executemany(
            f"INSERT INTO rd.employer (district_id, id, employer_id, rev, seq, {columns}) "
            "VALUES (%s, %s, %s, 1, %s, %s, %s, %s, %s, %s, %s) ON CONFLICT (district_id, id) "
            f"DO UPDATE SET rev = employer.rev + 1, seq = excluded.seq, {later}",
            [
                (district, u.id, u.id, seq, u.name, u.uscc, u.kind, u.region, u.municipal_unit_id, u.bound)
                for u, seq in zip(units, places, strict=True)
            ],
        )
        enter(connection, district, "load_employer", "employer", "", {"ids": [u.id for u in units]})
