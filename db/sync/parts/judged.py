"""The document of a push that is a decision: what the decision keeps, as it was checked and stored here."""

from collections.abc import Mapping
from typing import Any

from db.models.columns import from_microseconds
from db.sync.parts.planned import CopyState


def judged_document(state: CopyState, op_id: str) -> tuple[str, Mapping[str, Any]]:
    """The action as stored, and the keys of docs/protocol.md §4. What 重开 reopened the server finds itself."""
    stored = state.decision(op_id)
    assert stored is not None, op_id
    record = state.json(stored["record"])
    record.pop("reopened", None)
    doc = {
        "opinion": stored["opinion"],
        "notice": stored["notice"],
        "defects": state.json(stored["defects"]),
        "record": record,
        "files": state.json(stored["files"]),
        "decided_at": moment_text(stored["at"]),
    }
    return stored["action"], doc


def moment_text(microseconds: int) -> str:
    return from_microseconds(microseconds).isoformat()
