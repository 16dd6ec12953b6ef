"""Declarations as the server has them, and their submissions with the items they froze."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Connection

from app.domain.declaration import Stage
from app.domain.errors import EnvironmentFault
from db.json_text import load_json, to_plain
from db.levels import LEVEL_OF_STAGE
from db.repositories.declarations import load_declaration
from db.repositories.submissions import content_of
from db.sync.copy_settings import PLAN, read_setting
from db.sync.materialise.archive import PUT_REVISION
from db.sync.materialise.arrival import Arrival, Surroundings, Taken, moment, plain, run_many, select_in
from db.sync.materialise.people import Person, keys_of_people, put_people
from db.sync.materialise.reference import put_organisations

_IN_HAND = ("draft", "returned")
_STATE = (
    *("stage", "submit_no", "submitted_at", "publicity_id", "publicity_to", "open_objections", "reached"),
    *(
        "opened_at",
        "acceptance_id",
        "hr_bureau_id",
        "municipal_id",
        "committee_id",
        "arrived_at",
        "pay_until",
    ),
    *("form_step", "office_publicity_id", "office_publicity_to"),
)
_CONTENT = (
    *("rev", "plan_id", "plan_version", "year", "plan_name", "title_with_rank", "mode", "person_category"),
    *("statement", "photo", "photo_facts", "photo_ground", "commitment", "commitment_kind", "commitment_at"),
    *("conditions", "self_score", "facts", "score", "acceptance_point"),
)
_NEW = ("id", "applicant_key", "employer_id")
_ADD = "INSERT INTO declaration ({}) VALUES ({})".format(
    ", ".join((*_NEW, *_STATE, *_CONTENT)), ", ".join("?" * len((*_NEW, *_STATE, *_CONTENT)))
)
_SAVE = "UPDATE declaration SET {} WHERE id = ?".format(
    ", ".join(f"{name} = ?" for name in (*_STATE, *_CONTENT))
)
_SAVE_STATE = "UPDATE declaration SET {} WHERE id = ?".format(", ".join(f"{name} = ?" for name in _STATE))


@dataclass(frozen=True, slots=True)
class _Known:
    """What stands here of it."""

    stage: str
    submit_no: int
    opened_at: int | None


def take_declarations(connection: Connection, rows: Sequence[Arrival], around: Surroundings) -> Taken:
    """Each brings its person and unit along, so that a level above needs no row that only the unit may see. What was typed into a
    draft or a returned one since it was handed in last stays; so do pre-check notices."""
    _take_people(connection, rows, around)
    people = keys_of_people(connection, (row.doc["applicant_id"] for row in rows))
    known = _read_known(connection, rows)
    added, saved, touched = [], [], []
    content: list[Arrival] = []
    for row in rows:
        before = known.get(row.id)
        state = _state_values(row.doc, before)
        if before is not None and _is_being_edited(connection, row, before):
            touched.append((*state, row.id))
            continue
        content.append(row)
        values = (*state, *_content_values(connection, row, around))
        if before is None:
            added.append((row.id, people[row.doc["applicant_id"]], row.doc["employer_id"], *values))
        else:
            saved.append((*values, row.id))
    run_many(connection, _ADD, added)
    run_many(connection, _SAVE, saved)
    run_many(connection, _SAVE_STATE, touched)
    _put_parts(connection, content)
    return Taken(declarations={row.id for row in rows}, applicants={row.doc["applicant_id"] for row in rows})


def _take_people(connection: Connection, rows: Sequence[Arrival], around: Surroundings) -> None:
    """Person and unit as of the last submission: where the unit's own rows of them are here, those count."""
    ids = {row.doc["applicant_id"] for row in rows} | {row.doc["employer_id"] for row in rows}
    mirrored = "SELECT id FROM mirror WHERE kind IN ('applicant', 'employer') AND id IN {}"
    own = {found[0] for found in select_in(connection, mirrored, ids)}
    units = [row.doc["employer"] for row in rows if row.doc["employer_id"] not in own]
    put_organisations(connection, ({**unit, "role": "employer"} for unit in units))
    people = [
        Person(
            id=row.doc["applicant_id"],
            employer_id=row.doc["employer_id"],
            name=str(row.doc["person"].get("name") or ""),
            id_number=str(row.doc["person"].get("id_number") or ""),
            phone=str(row.doc["person"].get("phone") or ""),
            rev=1,
        )
        for row in rows
        if row.doc["applicant_id"] not in own
    ]
    put_people(connection, people, around)


def _read_known(connection: Connection, rows: Sequence[Arrival]) -> Mapping[str, _Known]:
    found = select_in(
        connection,
        "SELECT id, stage, submit_no, opened_at FROM declaration WHERE id IN {}",
        (row.id for row in rows),
    )
    return {row[0]: _Known(*row[1:]) for row in found}


def _is_being_edited(connection: Connection, row: Arrival, before: _Known) -> bool:
    in_hand = before.stage in _IN_HAND and row.doc["stage"] in _IN_HAND
    if not in_hand or before.submit_no != row.doc["submit_no"]:
        return False
    here = to_plain(content_of(load_declaration(connection, row.id)))
    return bool(plain(here) != plain(row.doc["content"]))


def _state_values(doc: Mapping[str, Any], before: _Known | None) -> tuple[Any, ...]:
    opened = moment(doc["opened_at"])
    if before is not None and _desk_of(before.stage) is _desk_of(doc["stage"]):
        opened = before.opened_at if before.opened_at is not None else opened
    return (
        *(
            doc["stage"],
            doc["submit_no"],
            moment(doc["submitted_at"]),
            doc["publicity_id"],
            doc["publicity_to"],
        ),
        *(doc["open_objections"], doc["reached"], opened),
        *(doc["acceptance_id"], doc["hr_bureau_id"], doc["municipal_id"], doc["committee_id"]),
        *(moment(doc["arrived_at"]), doc["pay_until"], doc["form_step"]),
        *(doc["office_publicity_id"], doc["office_publicity_to"]),
    )


def _desk_of(stage: str) -> object:
    """At whose desk it lies; a dossier that comes to another desk has not been opened there yet."""
    return LEVEL_OF_STAGE.get(Stage(stage))


def _content_values(connection: Connection, row: Arrival, around: Surroundings) -> tuple[Any, ...]:
    doc, content = row.doc, row.doc["content"]
    year, name, title = plan_words(connection, around, doc["plan_id"], doc["plan_version"])
    return (
        *(row.rev, doc["plan_id"], doc["plan_version"], year, name, title),
        *(content["mode"], content["person_category"], content["statement"]),
        *(_optional(content["photo"]), _optional(content["photo_facts"]), content["photo_ground"]),
        *(_optional(content["commitment"]), content["commitment_kind"], moment(content["commitment_at"])),
        *(plain(content["conditions"]), content["self_score"], _optional(content["facts"])),
        *(plain(content["score"]) if content["score"] else None, content["acceptance_point"]),
    )


def _optional(value: object) -> str | None:
    return None if value is None else plain(value)


def plan_words(
    connection: Connection, around: Surroundings, plan_id: str, version: int
) -> tuple[int, str, str]:
    """Year, name and title for lists: by this program's kits, or as the server's kit says them."""
    try:
        kit = around.plan_kits.get(plan_id, version)
    except EnvironmentFault:
        shown = load_json(read_setting(connection, f"{PLAN}{plan_id}.{version}") or "{}")
        return shown.get("year", 0), shown.get("name", plan_id), shown.get("title_with_rank", "")
    return kit.year, kit.name, kit.title_with_rank


def _put_parts(connection: Connection, rows: Sequence[Arrival]) -> None:
    """What was extracted, by the revisions that the submissions bring, and what was attached."""
    run_many(connection, "DELETE FROM declaration_item WHERE declaration_id = ?", [(row.id,) for row in rows])
    run_many(
        connection, "DELETE FROM declaration_material WHERE declaration_id = ?", [(row.id,) for row in rows]
    )
    run_many(
        connection,
        "INSERT INTO declaration_item (declaration_id, position, item_id, content_rev) VALUES (?, ?, ?, ?)",
        [
            (row.id, position, item["item_id"], item["content_rev"])
            for row in rows
            for position, item in enumerate(row.doc["content"]["items"])
        ],
    )
    run_many(
        connection,
        "INSERT INTO declaration_material (declaration_id, position, material, files, papers) VALUES (?, ?, ?, ?, ?)",
        [
            (row.id, position, entry["material"], plain(entry["files"]), plain(entry["papers"]))
            for row in rows
            for position, entry in enumerate(row.doc["content"]["materials"])
        ],
    )


def take_submissions(connection: Connection, rows: Sequence[Arrival], around: Surroundings) -> Taken:
    """The frozen items come with it, so that ``archive_revision`` has their texts. One that was taken back goes."""
    named = {row.doc["declaration_id"] for row in rows}
    known = {found[0] for found in select_in(connection, "SELECT id FROM declaration WHERE id IN {}", named)}
    taken = Taken(
        orphans={row.id for row in rows if row.doc["declaration_id"] not in known}, declarations=named & known
    )
    here = [row for row in rows if row.id not in taken.orphans]
    run_many(
        connection,
        PUT_REVISION,
        [
            (
                item["item_id"],
                item["content_rev"],
                item["section"],
                plain(item["fields"]),
                plain(item["evidence"]),
            )
            for row in here
            for item in row.doc["items"]
        ],
    )
    run_many(
        connection,
        "INSERT OR REPLACE INTO submission (declaration_id, submit_no, submitted_at, content) VALUES (?, ?, ?, ?)",
        [
            (
                *(row.doc["declaration_id"], row.doc["submit_no"], moment(row.doc["submitted_at"])),
                plain({**row.doc["content"], "publicity_before": row.doc["publicity_before"]}),
            )
            for row in here
            if not row.doc["dropped"]
        ],
    )
    run_many(
        connection,
        "DELETE FROM submission WHERE declaration_id = ? AND submit_no = ?",
        [(row.doc["declaration_id"], row.doc["submit_no"]) for row in here if row.doc["dropped"]],
    )
    return taken
