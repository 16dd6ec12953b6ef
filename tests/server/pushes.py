"""Commands as the pushes of docs/protocol.md §4, and one call of a push. For tests that speak with the server past the engine.

Written from the protocol, not from ``db.sync.parts``: a test that drove both with one translation would not see its faults.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

import psycopg

from app.domain.archive import ArchiveItem
from app.domain.audit import canonical_json
from app.domain.commands import (
    AddEvidence,
    AddPublicityEvidence,
    AdvanceDeclaration,
    CancelPublicity,
    MarkSheetExported,
    RecordObjection,
    ReopenArchiveItem,
    ResolveObjection,
    ReviewArchiveItem,
    ReviewDeclaration,
    SaveItem,
    StartPublicity,
)
from app.domain.declaration import Declaration, Route
from db.json_text import to_plain
from db.repositories.submissions import content_of


@dataclass(frozen=True)
class Answer:
    outcome: str
    code: str = ""
    detail: Mapping[str, Any] = field(default_factory=dict)
    new_rev: int | None = None
    seq: int | None = None


def call(
    desk: "psycopg.Connection[Any]", function: str, district: str, op_id: str, *arguments: object
) -> Answer:
    """``arguments`` after p_district and p_op; mappings become documents. Raises psycopg.Error."""
    given = [canonical_json(to_plain(a)) if isinstance(a, Mapping) else a for a in arguments]
    holes = ", ".join("%s::integer" if isinstance(a, int) else "%s::text" for a in (district, op_id, *given))
    row = desk.execute(
        f"SELECT outcome, code, detail::jsonb, new_rev, seq FROM rd.{function}({holes})",
        [district, op_id, *given],
    ).fetchone()
    assert row is not None
    return Answer(*row)


def submission_doc(declaration: Declaration, route: Route, publicity_id: str | None) -> dict[str, Any]:
    return {
        "applicant_id": declaration.applicant_id,
        "plan_id": declaration.plan_id,
        "plan_version": declaration.plan_version,
        "route": to_plain(route),
        "content": to_plain(content_of(declaration)),
        "publicity_id": publicity_id,
        "decided_at": "2026-09-01T02:00:00+00:00",
    }


def review_doc(command: ReviewDeclaration | ReviewArchiveItem) -> dict[str, Any]:
    return {
        "opinion": command.opinion,
        "notice": command.notice,
        "defects": to_plain(command.defects),
        "record": dict(getattr(command, "record", {})),
        "files": [],
        "decided_at": "2026-09-01T02:00:00+00:00",
    }


def advance_doc(command: AdvanceDeclaration) -> dict[str, Any]:
    return {
        "opinion": command.reason,
        "notice": "",
        "defects": [],
        "record": dict(command.record),
        "files": to_plain(command.files),
        "decided_at": "2026-09-01T02:00:00Z",
    }


PublicityCommand = (
    StartPublicity
    | CancelPublicity
    | RecordObjection
    | ResolveObjection
    | AddPublicityEvidence
    | MarkSheetExported
)


def publicity_push(command: PublicityCommand, working_days: int = 5) -> tuple[str, dict[str, Any]]:
    """Action and document, for a publicity of one person."""
    match command:
        case StartPublicity():
            texts = {
                key: to_plain(getattr(command, key))
                for key in (
                    *("publicity_id", "body", "place", "start", "end", "end_rule"),
                    *("stated_source", "stated_reason", "held_before"),
                )
            }
            return "start_publicity", {**texts, "position": 0, "working_days": working_days}
        case CancelPublicity():
            return "cancel_publicity", {"publicity_id": command.publicity_id, "reason": command.reason}
        case RecordObjection():
            keys: Sequence[str] = ("publicity_id", "who", "received_on", "what")
            action = "object"
        case ResolveObjection():
            keys = ("publicity_id", "objection_id", "upheld", "handling")
            action = "resolve_objection"
        case AddPublicityEvidence():
            keys, action = ("publicity_id", "files"), "add_evidence"
        case MarkSheetExported():
            return "sheet_exported", {"publicity_id": command.publicity_id, "files": []}
    return action, {key: to_plain(getattr(command, key)) for key in keys}


ItemCommand = SaveItem | AddEvidence | ReviewArchiveItem | ReopenArchiveItem


def item_push(command: ItemCommand, stored: ArchiveItem | None = None) -> tuple[str, dict[str, Any]]:
    match command:
        case SaveItem():
            keys = ("applicant_id", "section", "fields", "evidence")
            return "save", {key: to_plain(getattr(command, key)) for key in keys}
        case AddEvidence():
            return "evidence", {"files": to_plain(command.files)}
        case ReviewArchiveItem():
            return command.action.value, review_doc(command)
        case ReopenArchiveItem():
            return "reopen", {"opinion": command.reason, "notice": "", "defects": []}
