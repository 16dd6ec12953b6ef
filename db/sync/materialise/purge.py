"""Rows that are this desk's no longer: a dossier that left, a district that is listed no more, what a restored server has not.

The outbox and the audit log stay. A person of whom nothing is left here stays as an empty row (keys are dense, db.models.people).
"""

from collections.abc import Iterable, Sequence

from sqlalchemy import Connection

from db.sync.file_rows import note_left
from db.sync.materialise.arrival import Arrival, Surroundings, Taken, run_many, select_in
from db.sync.materialise.people import count_renamed

_OF_DECLARATION = (
    "DELETE FROM section_read WHERE declaration_id = ?",
    "DELETE FROM flag WHERE subject_kind = 'declaration' AND subject_id = ?",
    "DELETE FROM decision WHERE subject_id = ?",
    "DELETE FROM objection WHERE declaration_id = ?",
    "DELETE FROM publicity_member WHERE declaration_id = ?",
    "DELETE FROM meeting_member WHERE declaration_id = ?",
    # Texts that only this declaration froze.
    "DELETE FROM archive_revision WHERE item_id IN (SELECT item_id FROM declaration_item WHERE declaration_id = ?)"
    " AND NOT EXISTS (SELECT 1 FROM archive_item i WHERE i.id = archive_revision.item_id)"
    " AND (SELECT count(*) FROM declaration_item x WHERE x.item_id = archive_revision.item_id) = 1",
    "DELETE FROM declaration WHERE id = ?",
)
_OF_ITEM = (
    "DELETE FROM flag WHERE subject_kind = 'archive_item' AND subject_id = ?",
    "DELETE FROM decision WHERE subject_id = ?",
    "DELETE FROM item_draft WHERE item_id = ?",
    "DELETE FROM archive_item WHERE id = ?",
)
_OF_PUBLICITY = (
    "DELETE FROM objection WHERE publicity_id = ? AND declaration_id = ?",
    "DELETE FROM publicity_member WHERE publicity_id = ? AND declaration_id = ?",
)
_EMPTY_PUBLICITIES = "DELETE FROM publicity WHERE NOT EXISTS (SELECT 1 FROM publicity_member m WHERE m.publicity_id = publicity.id)"
_EMPTY_PERSON = (
    "UPDATE applicant SET name = '', name_pinyin = '', name_initials = '', id_number = '', phone = ''"
    " WHERE key = ? AND name <> '' AND NOT EXISTS (SELECT 1 FROM declaration d WHERE d.applicant_key = applicant.key)"
    " AND NOT EXISTS (SELECT 1 FROM archive_item i WHERE i.applicant_key = applicant.key)"
    " AND NOT EXISTS (SELECT 1 FROM item_draft t WHERE t.applicant_key = applicant.key)"
    " AND NOT EXISTS (SELECT 1 FROM mirror m WHERE m.kind = 'applicant' AND m.id = applicant.id)"
    " AND NOT EXISTS (SELECT 1 FROM outbox_part p WHERE p.group_id = applicant.id"
    " AND p.state IN ('resting', 'pending', 'sent', 'refused'))"
)
_CHILDREN = ("submission", "publicity", "meeting_member")
"""Kinds whose ids carry the declaration's."""


def take_gone(connection: Connection, rows: Sequence[Arrival], around: Surroundings) -> Taken:
    """Of a declaration also what belongs to it. A row that came back since is newer than its leaving."""
    taken = Taken()
    for row in rows:
        kind, row_id = row.doc["kind"], row.doc["row_id"]
        newest = connection.exec_driver_sql(
            "SELECT seq FROM mirror WHERE kind = ? AND id = ?", (kind, row_id)
        ).scalar()
        if newest is not None and newest < row.seq:
            taken.add(purge_rows(connection, kind, [row_id]))
    return taken


def purge_rows(connection: Connection, kind: str, ids: Iterable[str]) -> Taken:
    """The rows here and in the mirror."""
    wanted = [(row_id,) for row_id in ids]
    taken = Taken()
    named = {row_id for (row_id,) in wanted}
    people = _people_of(connection, kind, named)
    if kind == "declaration":
        taken.declarations = named
        _purge_declarations(connection, wanted)
    elif kind == "archive_item":
        taken.items = named
        for statement in _OF_ITEM:
            run_many(connection, statement, wanted)
        run_many(
            connection,
            "DELETE FROM archive_revision WHERE item_id = ? AND NOT EXISTS"
            " (SELECT 1 FROM declaration_item x WHERE x.item_id = archive_revision.item_id)",
            wanted,
        )
    elif kind == "decision":
        run_many(connection, "DELETE FROM decision WHERE id = ?", wanted)
    elif kind == "submission":
        run_many(
            connection,
            "DELETE FROM submission WHERE declaration_id = ? AND submit_no = ?",
            [(row_id.rpartition(":")[0], int(row_id.rpartition(":")[2])) for row_id in named],
        )
    elif kind == "publicity":
        pairs = [tuple(row_id.split(":", 1)) for row_id in named]
        taken.publicities = {pair[0] for pair in pairs}
        for statement in _OF_PUBLICITY:
            run_many(connection, statement, pairs)
        connection.exec_driver_sql(_EMPTY_PUBLICITIES)
    elif kind == "meeting":
        taken.meetings = named
        run_many(connection, "DELETE FROM meeting_member WHERE meeting_id = ?", wanted)
        run_many(connection, "DELETE FROM meeting WHERE id = ?", wanted)
    elif kind == "meeting_member":
        run_many(
            connection,
            "DELETE FROM meeting_member WHERE meeting_id = ? AND declaration_id = ?",
            [tuple(row_id.split(":", 1)) for row_id in named],
        )
    elif kind == "applicant":
        taken.applicants = named
    run_many(connection, "DELETE FROM mirror WHERE kind = ? AND id = ?", [(kind, row_id) for row_id in named])
    if kind in ("declaration", "file_ref"):
        note_left(connection)
    empty_people(connection, people)
    return taken


def _people_of(connection: Connection, kind: str, ids: Iterable[str]) -> Sequence[int]:
    """Row numbers of the people whom these rows are about."""
    match kind:
        case "declaration" | "archive_item":
            statement = f"SELECT DISTINCT applicant_key FROM {kind} WHERE id IN {{}}"
        case "applicant":
            statement = "SELECT key FROM applicant WHERE id IN {}"
        case _:
            return []
    return [row[0] for row in select_in(connection, statement, ids)]


def _purge_declarations(connection: Connection, wanted: Sequence[tuple[str]]) -> None:
    decisions = select_in(
        connection, "SELECT id FROM decision WHERE subject_id IN {}", (w[0] for w in wanted)
    )
    for statement in _OF_DECLARATION:
        run_many(connection, statement, wanted)
    connection.exec_driver_sql(_EMPTY_PUBLICITIES)
    mirrored = [("decision", row[0]) for row in decisions]
    for (declaration_id,) in wanted:
        found = connection.exec_driver_sql(
            "SELECT kind, id FROM mirror WHERE (kind = 'submission' AND id > ? AND id < ?)"
            " OR (kind = 'file_ref' AND id > ? AND id < ?)",
            (
                *(f"{declaration_id}:", f"{declaration_id};"),
                *(f"declaration:{declaration_id}:", f"declaration:{declaration_id};"),
            ),
        )
        mirrored += [(row[0], row[1]) for row in found]
        ends = connection.exec_driver_sql(
            "SELECT kind, id FROM mirror WHERE kind IN ('publicity', 'meeting_member') AND group_id ="
            " (SELECT group_id FROM mirror WHERE kind = 'declaration' AND id = ?) AND id LIKE ?",
            (declaration_id, f"%:{declaration_id}"),
        )
        mirrored += [(row[0], row[1]) for row in ends]
    run_many(connection, "DELETE FROM mirror WHERE kind = ? AND id = ?", mirrored)


def empty_people(connection: Connection, people: Iterable[int]) -> None:
    """Those of ``people`` of whom no dossier is left: nobody here has a reason to find them. Only whom the purged rows were about is
    looked at: a large copy would keep writers waiting."""
    emptied = 0
    for key in set(people):
        emptied += connection.exec_driver_sql(_EMPTY_PERSON, (key,)).rowcount
    if emptied:
        count_renamed(connection)
