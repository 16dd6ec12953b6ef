"""What a command of the outbox was about, in the words of lists: subject, person, title. Used by db.sync.queries."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Connection

from app.domain.decision import Action, SubjectKind
from db.json_text import load_json
from db.sync.materialise.arrival import select_in

NameEntry = Callable[[str, Mapping[str, str]], str]
"""What an archive entry is called, by the key of its section and its fields (app.domain.plan.SectionSpec.name_entry)."""

_ACTIONS = {action.value for action in Action}
_SUBJECTS = {kind.value for kind in SubjectKind}
_PARTS = (
    "SELECT op_id, part_id, kind, subject_id, action, group_id, doc, base_rev FROM outbox_part WHERE op_id IN {}"
    " ORDER BY op_id, position"
)


@dataclass(frozen=True, slots=True)
class About:
    action: Action | None = None
    kind: SubjectKind | None = None
    subject_id: str = ""
    person: str = ""
    title: str = ""
    doc: Mapping[str, Any] | None = None
    base_rev: int | None = None


def describe_ops(
    connection: Connection, ops: Iterable[tuple[str, Mapping[str, Any]]], name_entry: NameEntry
) -> Mapping[str, About]:
    """``ops``: op_id and the stored outcome, which names the subject of a command without pushes."""
    wanted = dict(ops)
    main: dict[str, tuple[Any, ...]] = {}
    for part in select_in(connection, _PARTS, wanted):
        # The push that bears the command's op_id is its own; else the first of several.
        if part[0] not in main or part[1] == part[0]:
            main[part[0]] = part
    found: dict[str, About] = {}
    for op_id, outcome in wanted.items():
        row = main.get(op_id)
        kind, subject_id = _subject(connection, row) if row else _subject_of_outcome(outcome)
        person, title = _words(connection, kind, subject_id, row, name_entry)
        found[op_id] = About(
            action=Action(row[4]) if row and row[4] in _ACTIONS else None,
            kind=SubjectKind(kind) if kind in _SUBJECTS else None,
            subject_id=subject_id,
            person=person,
            title=title,
            doc=load_json(row[6]) if row else None,
            base_rev=row[7] if row else None,
        )
    return found


def _subject(connection: Connection, row: Sequence[Any]) -> tuple[str, str]:
    kind, subject_id = row[2], row[3]
    if kind == "meeting_member":
        return "declaration", subject_id.split(":", 1)[1]
    if kind == "decision":
        decided = connection.exec_driver_sql(
            "SELECT subject_kind, subject_id FROM decision WHERE id = ?", (subject_id,)
        ).first()
        return (decided[0], decided[1]) if decided else ("", "")
    return kind, subject_id


def _subject_of_outcome(outcome: Mapping[str, Any]) -> tuple[str, str]:
    changed = outcome.get("changed", {})
    for kind, name in (
        ("archive_item", "items"),
        ("declaration", "declarations"),
        ("applicant", "applicants"),
    ):
        if changed.get(name):
            return kind, changed[name][0]
    return "", ""


def _words(
    connection: Connection,
    kind: str,
    subject_id: str,
    row: Sequence[Any] | None,
    name_entry: NameEntry,
) -> tuple[str, str]:
    if kind == "declaration":
        stored = connection.exec_driver_sql(
            "SELECT a.name, d.plan_name FROM declaration d JOIN applicant a ON a.key = d.applicant_key WHERE d.id = ?",
            (subject_id,),
        ).first()
        if stored:
            return stored[0], stored[1]
    if kind == "archive_item":
        stored = connection.exec_driver_sql(
            "SELECT a.name, i.section, r.fields FROM archive_item i JOIN applicant a ON a.key = i.applicant_key"
            " JOIN archive_revision r ON r.item_id = i.id AND r.content_rev = i.content_rev WHERE i.id = ?",
            (subject_id,),
        ).first()
        if stored:
            return stored[0], name_entry(stored[1], load_json(stored[2]))
    if kind == "meeting":
        stored = connection.exec_driver_sql("SELECT title FROM meeting WHERE id = ?", (subject_id,)).first()
        return "", stored[0] if stored else ""
    doc = load_json(row[6]) if row else {}
    person = connection.exec_driver_sql(
        "SELECT name FROM applicant WHERE id = ?", (row[5] if row else subject_id,)
    ).scalar()
    section = doc.get("section", "")
    title = name_entry(section, doc.get("fields") or {}) if section else ""
    return str(person or doc.get("name", "")), title
