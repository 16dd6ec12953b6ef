"""Pushes of a kept meeting: its head in the district of the whole city, and each person of its list in the declaration's own."""

from collections.abc import Mapping, Sequence
from typing import Any

from app.domain.commands import KeepMeeting
from db.sync.parts.declarations import DECLARATION
from db.sync.parts.planned import EVERYWHERE, CopyState, PlannedPart

MEETING = "meeting"
MEMBER = "meeting_member"


def member_id(meeting_id: str, declaration_id: str) -> str:
    return f"{meeting_id}:{declaration_id}"


def plan_meeting(command: KeepMeeting, state: CopyState) -> Sequence[PlannedPart]:
    stored = state.row(
        "SELECT title, held_on, place, experts, note FROM meeting WHERE id = ?", command.meeting_id
    )
    assert stored is not None, command.meeting_id
    head = PlannedPart("push_meeting", MEETING, command.meeting_id, stored, command.meeting_id, EVERYWHERE)
    listed = [
        row["declaration_id"]
        for row in state.rows(
            "SELECT declaration_id FROM meeting_member WHERE meeting_id = ? ORDER BY position",
            command.meeting_id,
        )
    ]
    common = {"meeting_id": command.meeting_id, "held_on": stored["held_on"], "experts": stored["experts"]}
    wanted: dict[str, dict[str, Any]] = {
        declaration_id: {
            **common,
            "declaration_id": declaration_id,
            "position": position,
            "listed": True,
        }
        for position, declaration_id in enumerate(listed)
    }
    for declaration_id in _told_before(state, command.meeting_id):
        if declaration_id not in wanted:
            left = {**common, "declaration_id": declaration_id, "position": 0, "listed": False}
            wanted[declaration_id] = left
    parts = [
        _member_part(state, command.meeting_id, declaration_id, doc)
        for declaration_id, doc in wanted.items()
        if not _is_told(state, command.meeting_id, declaration_id, doc)
    ]
    return [head, *(part for part in parts if part is not None)]


def _member_part(
    state: CopyState, meeting_id: str, declaration_id: str, doc: Mapping[str, Any]
) -> PlannedPart | None:
    applicant = state.applicant_of(DECLARATION, declaration_id)
    if applicant is None:
        return None  # the dossier has left this office meanwhile
    return PlannedPart(
        *("push_member", MEMBER, member_id(meeting_id, declaration_id), doc, applicant),
        state.district_of_declaration(declaration_id),
        compares=False,
        behind=f"{MEETING}:{meeting_id}",
    )


def _told_before(state: CopyState, meeting_id: str) -> Sequence[str]:
    """Whoever the server knows, or will know, as having been on the list."""
    prefix = f"{meeting_id}:"
    rows = state.rows(
        "SELECT id FROM mirror WHERE kind = ? AND id > ? AND id < ?"
        " UNION SELECT subject_id FROM outbox_part WHERE kind = ? AND subject_id > ? AND subject_id < ?",
        *(MEMBER, prefix, f"{meeting_id};"),
        *(MEMBER, prefix, f"{meeting_id};"),
    )
    return [row["id"].removeprefix(prefix) for row in rows]


def _is_told(state: CopyState, meeting_id: str, declaration_id: str, doc: Mapping[str, Any]) -> bool:
    """The last thing this desk said of the person on this list is the same, and nobody said anything since."""
    last = state.row(
        "SELECT p.doc, p.state, p.new_rev, m.rev FROM outbox_part p JOIN outbox o ON o.op_id = p.op_id"
        " LEFT JOIN mirror m ON m.kind = p.kind AND m.id = p.subject_id"
        " WHERE p.kind = ? AND p.subject_id = ? ORDER BY o.seq DESC LIMIT 1",
        MEMBER,
        member_id(meeting_id, declaration_id),
    )
    if last is None or state.json(last["doc"]) != dict(doc):
        return False
    if last["state"] == "applied":
        return bool(last["rev"] is None or last["rev"] == last["new_rev"])
    return last["state"] in ("resting", "pending", "sent")
