"""What a planner of ``db.sync.parts`` gives, and what it may ask of the copy."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Connection

from db.json_text import load_json
from db.sync.copy_settings import DISTRICT, OFFICE_DISTRICT, read_setting

EVERYWHERE = "*"
_OPEN = "p.state IN ('resting', 'pending', 'sent')"


@dataclass(frozen=True, slots=True)
class PlannedPart:
    """One push that a command needs (docs/protocol.md §4). ``kind`` and ``subject_id``: whose rev the server compares."""

    function: str
    kind: str
    subject_id: str
    doc: Mapping[str, Any]
    group_id: str
    district_id: str
    action: str = ""
    compares: bool = True
    """False: base_rev is not compared by the server."""
    behind: str = ""
    """Part that has to be applied before, of another subject: kind and id, "kind:id"."""
    beside: bool = False
    """It only prepares the way for the command's own push: never bears the command's op_id."""


@dataclass(frozen=True, slots=True)
class OpenPart:
    part_id: str
    op_id: str
    state: str


class CopyState:
    """The copy as it is inside the command's transaction, after the command was applied."""

    def __init__(self, connection: Connection) -> None:
        self.connection = connection

    def row(self, statement: str, *values: object) -> Mapping[str, Any] | None:
        found = self.connection.exec_driver_sql(statement, values).mappings().first()
        return None if found is None else dict(found)

    def rows(self, statement: str, *values: object) -> Sequence[Mapping[str, Any]]:
        return [dict(row) for row in self.connection.exec_driver_sql(statement, values).mappings()]

    def mirrored(self, kind: str, row_id: str) -> Mapping[str, Any] | None:
        return self.row(
            "SELECT district_id, group_id, rev FROM mirror WHERE kind = ? AND id = ?", kind, row_id
        )

    def last_open_part(self, kind: str, subject_id: str) -> OpenPart | None:
        """The last act of this desk on the subject that the server has not answered."""
        found = self.row(
            "SELECT p.part_id, p.op_id, p.state FROM outbox_part p JOIN outbox o ON o.op_id = p.op_id"
            f" WHERE p.kind = ? AND p.subject_id = ? AND {_OPEN} ORDER BY o.seq DESC, p.position DESC LIMIT 1",
            kind,
            subject_id,
        )
        return None if found is None else OpenPart(found["part_id"], found["op_id"], found["state"])

    def last_open_part_named(self, part_id: str) -> OpenPart | None:
        """The part itself while it is not answered: a decision of this desk bears its part's id."""
        found = self.row(
            f"SELECT p.part_id, p.op_id, p.state FROM outbox_part p WHERE p.part_id = ? AND {_OPEN}", part_id
        )
        return None if found is None else OpenPart(found["part_id"], found["op_id"], found["state"])

    def knows(self, kind: str, subject_id: str) -> bool:
        """The server has the subject, or will have when the open parts are applied."""
        return (
            self.mirrored(kind, subject_id) is not None or self.last_open_part(kind, subject_id) is not None
        )

    def own_district(self) -> str:
        return read_setting(self.connection, DISTRICT) or ""

    def district_of(self, kind: str, row_id: str) -> str | None:
        """Where the server keeps the row, or will keep it."""
        known = self.mirrored(kind, row_id)
        if known is not None:
            return str(known["district_id"])
        part = self.row(
            "SELECT district_id FROM outbox_part WHERE kind = ? AND subject_id = ? ORDER BY rowid DESC LIMIT 1",
            kind,
            row_id,
        )
        return None if part is None else str(part["district_id"])

    def district_of_office(self, organisation_id: str) -> str | None:
        return read_setting(self.connection, OFFICE_DISTRICT + organisation_id) if organisation_id else None

    def district_of_declaration(self, declaration_id: str, acceptance_id: str = "") -> str:
        """A declaration's district is its acceptance point's (without one the employer's); once known it stays."""
        return (
            self.district_of("declaration", declaration_id)
            or self.district_of_office(acceptance_id)
            or self.own_district()
        )

    def applicant_of(self, kind: str, subject_id: str) -> str | None:
        """The person whose acts are pushed in order, of a declaration or archive item that stands here."""
        table = {"declaration": "declaration", "archive_item": "archive_item"}[kind]
        found = self.row(
            f"SELECT a.id FROM {table} s JOIN applicant a ON a.key = s.applicant_key WHERE s.id = ?",
            subject_id,
        )
        return None if found is None else str(found["id"])

    def decision(self, decision_id: str) -> Mapping[str, Any] | None:
        return self.row(
            "SELECT subject_kind, subject_id, action, opinion, notice, defects, record, files, at"
            " FROM decision WHERE id = ?",
            decision_id,
        )

    def json(self, text: str) -> Any:
        return load_json(text)
