"""An own act that was not accepted: fetch its subject, make the rows here the server's, take the own decision out of the working
tables (it stays in the outbox). What was typed is not lost: an entry becomes a draft again, a declaration keeps its content."""

from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import Connection, Engine

from app.domain.declaration import Stage
from app.ports.clock import Clock
from db.models.columns import to_microseconds
from db.sync.gateway import FeedRow, Gateway
from db.sync.materialise.arrival import Arrival, Surroundings, Taken, plain
from db.sync.materialise.purge import purge_rows
from db.sync.materialise.take import KINDS, take_rows
from db.sync.outbox_state import Part, mark_settled, unsettled_parts


@dataclass(frozen=True, slots=True)
class Subject:
    """What ``rd.fetch`` knows by one id."""

    district_id: str
    kind: str
    id: str


@dataclass
class Settler:
    engine: Engine
    gateway: Gateway
    clock: Clock
    around: Surroundings

    def run(self) -> Taken:
        taken = Taken()
        with self.engine.connect() as connection:
            parts = unsettled_parts(connection)
        for part in parts:
            with self.engine.connect() as connection:
                subject = _subject_of(connection, part)
            rows = self.gateway.fetch(subject.district_id, subject.kind, subject.id) if subject else []
            with self.engine.begin() as connection:
                if subject and _has_open_part(connection, subject):
                    continue  # acted on again meanwhile: its own answer settles both
                taken.add(self._settle(connection, part, subject, rows))
                mark_settled(connection, part.part_id)
        return taken

    def _settle(
        self, connection: Connection, part: Part, subject: Subject | None, rows: Sequence[FeedRow]
    ) -> Taken:
        connection.exec_driver_sql("DELETE FROM decision WHERE id = ?", (part.part_id,))
        if subject is None:
            return Taken()
        arrivals = [Arrival.read(row, subject.district_id) for row in rows]
        taken = self._undo(connection, part, arrivals)
        for kind in KINDS:
            of_kind = [row for row in arrivals if row.kind == kind]
            taken.add(take_rows(connection, of_kind, self.around, hold=False))
        taken.orphans.clear()
        getattr(taken, _TOUCHED[subject.kind]).add(subject.id)
        return taken

    def _undo(self, connection: Connection, part: Part, rows: Sequence[Arrival]) -> Taken:
        """What the act left here that no row of the server writes over."""
        match (part.function, part.action):
            case ("push_item", "save"):
                return self._keep_typed(connection, part, rows)
            case ("push_declaration", "submit"):
                _reopen_for_editing(connection, part, rows)
            case ("push_declaration", "start_publicity"):
                publicity = f"{part.read_doc()['publicity_id']}:{part.subject_id}"
                if not _has(rows, "publicity", publicity):
                    return purge_rows(connection, "publicity", [publicity])
            case ("push_member", _):
                if not _has(rows, "meeting_member", part.subject_id):
                    return purge_rows(connection, "meeting_member", [part.subject_id])
            case ("push_meeting", _):
                if not _has(rows, "meeting", part.subject_id) and not _is_mirrored(connection, part):
                    return purge_rows(connection, "meeting", [part.subject_id])
        return Taken()

    def _keep_typed(self, connection: Connection, part: Part, rows: Sequence[Arrival]) -> Taken:
        """As a draft beside the item, unless somebody types there already."""
        doc = part.read_doc()
        stored = next((row.rev for row in rows if row.kind == "archive_item"), None)
        connection.exec_driver_sql(
            "INSERT OR IGNORE INTO item_draft (item_id, applicant_key, employer_id, section, fields, evidence, base_rev,"
            " kept_at) SELECT ?, key, employer_id, ?, ?, ?, ?, ? FROM applicant WHERE id = ?",
            (
                *(part.subject_id, doc["section"], plain(doc["fields"]), plain(doc["evidence"]), stored),
                *(to_microseconds(self.clock.now()), doc["applicant_id"]),
            ),
        )
        if stored is not None or _is_mirrored(connection, part):
            return Taken()
        for statement in (
            "DELETE FROM flag WHERE subject_kind = 'archive_item' AND subject_id = ?",
            "DELETE FROM archive_revision WHERE item_id = ?",
            "DELETE FROM archive_item WHERE id = ?",
        ):
            connection.exec_driver_sql(statement, (part.subject_id,))
        return Taken(items={part.subject_id})


_TOUCHED = {
    "declaration": "declarations",
    "archive_item": "items",
    "applicant": "applicants",
    "meeting": "meetings",
}


def _subject_of(connection: Connection, part: Part) -> Subject | None:
    """None: a decision that is not here any more says nothing of its subject."""
    match part.kind:
        case "meeting_member":
            return Subject(part.district_id, "declaration", part.subject_id.split(":", 1)[1])
        case "decision":
            row = connection.exec_driver_sql(
                "SELECT subject_kind, subject_id FROM decision WHERE id = ?", (part.subject_id,)
            ).first()
            return Subject(part.district_id, *row) if row else None
    return Subject(part.district_id, part.kind, part.subject_id)


def _has_open_part(connection: Connection, subject: Subject) -> bool:
    found = connection.exec_driver_sql(
        "SELECT 1 FROM outbox_part WHERE kind = ? AND subject_id = ? AND state IN ('resting', 'pending', 'sent')",
        (subject.kind, subject.id),
    ).first()
    return found is not None


def _has(rows: Sequence[Arrival], kind: str, row_id: str) -> bool:
    return any(row.kind == kind and row.id == row_id for row in rows)


def _is_mirrored(connection: Connection, part: Part) -> bool:
    """The server had it once: an empty answer of a rebuilt server deletes nothing."""
    found = connection.exec_driver_sql(
        "SELECT 1 FROM mirror WHERE kind = ? AND id = ?", (part.kind, part.subject_id)
    ).first()
    return found is not None


def _reopen_for_editing(connection: Connection, part: Part, rows: Sequence[Arrival]) -> None:
    """As it was before it was handed in, with the content as it is: the server's row then finds it being edited."""
    told = next((row.doc for row in rows if row.kind == "declaration"), None)
    kept = [row.doc["submit_no"] for row in rows if row.kind == "submission" and not row.doc["dropped"]]
    connection.exec_driver_sql(
        "DELETE FROM submission WHERE declaration_id = ? AND submit_no > ?",
        (part.subject_id, max(kept, default=0)),
    )
    stage, submit_no = (told["stage"], told["submit_no"]) if told else (Stage.DRAFT.value, 1)
    if stage in (Stage.DRAFT.value, Stage.RETURNED.value):
        connection.exec_driver_sql(
            "UPDATE declaration SET stage = ?, submit_no = ?, submitted_at = NULL, arrived_at = NULL, rev = rev + 1"
            " WHERE id = ?",
            (stage, submit_no, part.subject_id),
        )
