"""Rows of every synced table in every relation to a desk, and who may see them: docs/protocol.md §2 written out a second time.

Tables and columns come from the catalogue, so that a new table without an entry here fails tests/server/test_rights_matrix.py.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from typing import Any

from app.domain.organisation import Role
from tests.server.world import FAR, NEAR, Login, StandardWorld, World

ROAD = ("declaration", "submission", "decision", "publicity", "file_ref")
UNIT = ("archive_item", "applicant", "employer")
MEETINGS = ("meeting", "meeting_member")
SYNCED = (*ROAD, *UNIT, *MEETINGS, "reference", "gone")
READABLE = SYNCED
NOBODYS = (
    *("meta", "district", "account", "organisation", "organisation_district", "upload", "chunk", "op_result"),
    *(
        "audit",
        "audit_content",
        "look",
        "transition",
        "archive_transition",
        "station_stage",
        "publicity_stage",
    ),
    *("level_stage", "record_field", "comes_after", "form_leg", "plan", "holiday_year", "holiday"),
)
"""Read by no desk."""

BIT = {
    Role.EMPLOYER: 1,
    Role.ACCEPTANCE: 2,
    Role.HR_BUREAU: 4,
    Role.MUNICIPAL_UNIT: 8,
    Role.COMMITTEE: 16,
    Role.CITY: 32,
}
ALL_BITS = 63
COLUMN = {
    Role.EMPLOYER: "employer_id",
    Role.ACCEPTANCE: "acceptance_id",
    Role.HR_BUREAU: "hr_bureau_id",
    Role.MUNICIPAL_UNIT: "municipal_id",
    Role.COMMITTEE: "committee_id",
}
FILLERS: Mapping[str, Any] = {
    "text": "x",
    "integer": 1,
    "bigint": 1,
    "jsonb": {},
    "boolean": False,
    "date": date(2026, 1, 1),
    "timestamp with time zone": datetime(2026, 1, 1, tzinfo=UTC),
}


@dataclass
class Rights:
    """The world, its desks by level (all of NEAR's road), and the rows: relation → table → values."""

    world: World
    desks: dict[Role, Login]
    rows: dict[str, dict[str, dict[str, Any]]] = field(default_factory=dict)

    def sees(self, role: Role, table: str, row: Mapping[str, Any]) -> bool:
        """Whether the desk of this level may see the row."""
        me = self.desks[role].office.id
        if table == "reference":
            return True
        if table == "gone":
            return bool(row["organisation_id"] == me)
        if role is Role.ADMIN:
            return table == "employer" and row["employer_id"] == me and bool(row["reached"] & 1)
        if (table in UNIT and role is not Role.EMPLOYER) or (
            table in MEETINGS and role is not Role.COMMITTEE
        ):
            return False
        reached = bool(row["reached"] & BIT[role])
        return reached and (role is Role.CITY or row[COLUMN[role]] == me)

    def visible(self, role: Role, table: str) -> set[str]:
        return {rows[table]["id"] for rows in self.rows.values() if self.sees(role, table, rows[table])}

    def may_select(self, role: Role, table: str) -> bool:
        if table in ("reference", "gone"):
            return True
        if role is Role.ADMIN:
            return table == "employer"
        if table in UNIT:
            return role is Role.EMPLOYER
        return table in ROAD or (table in MEETINGS and role is Role.COMMITTEE)


def relations(standard: StandardWorld) -> dict[str, dict[str, Any]]:
    """Scope of a row by its relation to the desks of NEAR's road: the first employer, its offices, the first committee."""
    near, far = standard.near, standard.far
    own = {
        "district_id": NEAR,
        "employer_id": standard.employers[NEAR][0].id,
        "acceptance_id": near[Role.ACCEPTANCE].id,
        "hr_bureau_id": near[Role.HR_BUREAU].id,
        "municipal_id": near[Role.MUNICIPAL_UNIT].id,
        "committee_id": near[Role.COMMITTEE].id,
        "reached": ALL_BITS,
    }
    abroad = {
        "district_id": FAR,
        "employer_id": standard.employers[FAR][0].id,
        "acceptance_id": far[Role.ACCEPTANCE].id,
        "hr_bureau_id": far[Role.HR_BUREAU].id,
    }
    found = {
        "own": own,
        "other employer": own | {"employer_id": standard.employers[NEAR][1].id},
        "other district": own | abroad,
        "other district, other offices of the city": own
        | abroad
        | {"municipal_id": standard.other_municipal.id, "committee_id": standard.other_committee.id},
        "other acceptance point": own | {"acceptance_id": far[Role.ACCEPTANCE].id},
        "other bureau": own | {"hr_bureau_id": far[Role.HR_BUREAU].id},
        "other municipal unit": own | {"municipal_id": standard.other_municipal.id},
        "no municipal unit": own | {"municipal_id": ""},
        "other committee": own | {"committee_id": standard.other_committee.id},
        "the platform's own": own | {"employer_id": near[Role.ADMIN].id},
        "nobody's": own
        | dict.fromkeys(("employer_id", "acceptance_id", "hr_bureau_id", "municipal_id", "committee_id"), ""),
        "arrived nowhere": own | {"reached": 0},
    }
    for role, bit in BIT.items():
        found[f"arrived at {role} only"] = own | {"reached": bit}
        found[f"not yet arrived at {role}"] = own | {"reached": ALL_BITS - bit}
    return found


def fill(world: World, standard: StandardWorld) -> Rights:
    """A row of every synced table for every relation; a file's bytes for each file_ref, and some that no row names."""
    desks = {role: standard.login(unit) for role, unit in standard.near.items()}
    desks[Role.EMPLOYER] = standard.login(standard.employers[NEAR][0])
    rights = Rights(world, desks)
    columns = _needed_columns(world)
    world.owner.execute("DELETE FROM rd.employer; DELETE FROM rd.reference")  # those of the standard world
    receivers = [desk.office.id for desk in desks.values()] + [standard.employers[NEAR][1].id]
    seqs = dict.fromkeys((NEAR, FAR), 1000000)
    for number, (relation, scope) in enumerate(relations(standard).items()):
        rights.rows[relation] = {}
        district = scope["district_id"]
        for table in SYNCED:
            seqs[district] += 1
            row = {name: FILLERS[kind] for name, kind in columns[table].items()} | scope
            row |= {"id": f"{table}-{number:02}", "rev": 1, "seq": seqs[district]}
            row |= _special(table, number, receivers)
            rights.rows[relation][table] = row
            world.insert(table, **row)
        file = rights.rows[relation]["file_ref"]
        chunk = {"district_id": district, "holder_id": file["holder_id"], "sha256": file["sha256"], "n": 0}
        world.insert("chunk", **chunk, bytes=b"%PDF")
        world.insert("chunk", **chunk | {"holder_id": "another holder"}, bytes=b"%PDF")
    world.insert(
        "chunk", district_id=NEAR, holder_id="holder", sha256="f" * 64, n=0, bytes=b"no row names me"
    )
    for district, seq in seqs.items():
        world.owner.execute("UPDATE rd.district SET head = %s WHERE district_id = %s", [seq, district])
    world.owner.execute("ANALYZE")
    return rights


def _special(table: str, number: int, receivers: list[str]) -> dict[str, Any]:
    if table == "reference":
        return {"kind": "office"}
    if table == "gone":
        return {"organisation_id": receivers[number % len(receivers)]}
    if table == "decision":
        return {"subject_id": f"subject-{number}"}
    if table == "file_ref":
        return {"sha256": f"{number:064x}", "holder_id": f"holder-{number}"}
    return {}


def _needed_columns(world: World) -> dict[str, dict[str, str]]:
    """By synced table: columns that must be given, with their types."""
    found: dict[str, dict[str, str]] = {table: {} for table in SYNCED}
    for table, column, kind in world.all(
        "SELECT table_name, column_name, data_type FROM information_schema.columns WHERE table_schema = 'rd' "
        "AND is_nullable = 'NO' AND column_default IS NULL"
    ):
        if table in found:
            found[table][column] = kind
    return found
