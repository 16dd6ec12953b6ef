"""Pushes of commands on a publicity: one a declaration in it, because on the server it stands once for each (docs/protocol.md §3)."""

from collections.abc import Mapping, Sequence
from typing import Any

from app.domain.commands import (
    AddPublicityEvidence,
    CancelPublicity,
    MarkSheetExported,
    RecordObjection,
    ResolveObjection,
    StartPublicity,
)
from db.json_text import to_plain
from db.sync.parts.declarations import declaration_part
from db.sync.parts.planned import CopyState, PlannedPart


def plan_start(command: StartPublicity, state: CopyState) -> Sequence[PlannedPart]:
    stored = state.row(
        "SELECT body, place, start_on, end_on, end_rule, stated_source, stated_reason, held_before, working_days"
        " FROM publicity WHERE id = ?",
        command.publicity_id,
    )
    assert stored is not None, command.publicity_id
    common = {
        "publicity_id": command.publicity_id,
        "body": stored["body"],
        "place": stored["place"],
        "start": stored["start_on"],
        "end": stored["end_on"],
        "end_rule": stored["end_rule"],
        "stated_source": stored["stated_source"],
        "stated_reason": stored["stated_reason"],
        "held_before": bool(stored["held_before"]),
        "working_days": stored["working_days"],
    }
    return [
        declaration_part(state, member, "start_publicity", {**common, "position": position})
        for position, (member, _) in enumerate(command.members)
    ]


def plan_cancelling(command: CancelPublicity, state: CopyState) -> Sequence[PlannedPart]:
    """Of everybody in it: who was returned meanwhile stays so, the publicity counts for nobody."""
    doc = {"publicity_id": command.publicity_id, "reason": command.reason.strip()}
    return _of_members(state, command.publicity_id, "cancel_publicity", doc)


def plan_evidence(command: AddPublicityEvidence, state: CopyState) -> Sequence[PlannedPart]:
    files = to_plain(tuple(dict.fromkeys(command.files)))
    doc = {"publicity_id": command.publicity_id, "files": files}
    return _of_members(state, command.publicity_id, "add_evidence", doc, compares=False)


def plan_exported(command: MarkSheetExported, state: CopyState) -> Sequence[PlannedPart]:
    doc = {"publicity_id": command.publicity_id, "files": []}
    return _of_members(state, command.publicity_id, "sheet_exported", doc, compares=False)


def plan_objection(command: RecordObjection, state: CopyState) -> Sequence[PlannedPart]:
    doc = {
        "publicity_id": command.publicity_id,
        "who": command.who.strip(),
        "received_on": command.received_on.isoformat(),
        "what": command.what.strip(),
    }
    return [declaration_part(state, command.declaration_id, "object", doc)]


def plan_handling(command: ResolveObjection, state: CopyState) -> Sequence[PlannedPart]:
    stored = state.row("SELECT declaration_id FROM objection WHERE id = ?", command.objection_id)
    assert stored is not None, command.objection_id
    doc = {
        "publicity_id": command.publicity_id,
        "objection_id": command.objection_id,
        "upheld": command.upheld,
        "handling": command.handling.strip(),
    }
    return [declaration_part(state, stored["declaration_id"], "resolve_objection", doc)]


def _of_members(
    state: CopyState, publicity_id: str, action: str, doc: Mapping[str, Any], *, compares: bool = True
) -> Sequence[PlannedPart]:
    members = state.rows(
        "SELECT declaration_id FROM publicity_member WHERE publicity_id = ? ORDER BY position", publicity_id
    )
    return [
        declaration_part(state, member["declaration_id"], action, doc, compares=compares)
        for member in members
    ]
