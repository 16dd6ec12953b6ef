"""Pushes of commands on people and archive items (docs/protocol.md §4): push_applicant, push_item."""

from collections.abc import Mapping, Sequence
from typing import Any

from app.domain.commands import (
    AddEvidence,
    EnterApplicant,
    HandInItem,
    ReopenArchiveItem,
    ReviewArchiveItem,
    SaveItem,
)
from db.json_text import to_plain
from db.sync.parts.judged import judged_document
from db.sync.parts.planned import CopyState, PlannedPart

ITEM = "archive_item"
APPLICANT = "applicant"


def plan_applicant(command: EnterApplicant, state: CopyState) -> Sequence[PlannedPart]:
    return [_applicant_part(state, command.applicant_id)]


def plan_saved_item(command: SaveItem | HandInItem, state: CopyState) -> Sequence[PlannedPart]:
    """保存, with what the item is now. 基本信息 also carries the person's name, number and phone."""
    item = _stored_item(state, command.item_id)
    doc = {
        "applicant_id": item["applicant_id"],
        "section": item["section"],
        "fields": state.json(item["fields"]),
        "evidence": state.json(item["evidence"]),
    }
    part = _item_part(state, item, "save", doc)
    return [*changed_applicant(state, item["applicant_id"]), part]


def plan_evidence(command: AddEvidence, state: CopyState) -> Sequence[PlannedPart]:
    item = _stored_item(state, command.item_id)
    return [_item_part(state, item, "evidence", {"files": to_plain(tuple(dict.fromkeys(command.files)))})]


def plan_verdict(command: ReviewArchiveItem | ReopenArchiveItem, state: CopyState) -> Sequence[PlannedPart]:
    item = _stored_item(state, command.item_id)
    action, doc = judged_document(state, command.op_id)
    kept = {key: doc[key] for key in ("opinion", "notice", "defects", "decided_at")}
    return [_item_part(state, item, action, kept)]


def changed_applicant(state: CopyState, applicant_id: str) -> Sequence[PlannedPart]:
    """A push of the person where the server has not what stands here: the local rev counts each change by one, and so does
    the server's; a person whose entry was refused is entered anew."""
    known = state.mirrored(APPLICANT, applicant_id)
    on_the_way = state.rows(
        "SELECT part_id FROM outbox_part WHERE kind = ? AND subject_id = ? AND state IN ('resting', 'pending', 'sent')",
        APPLICANT,
        applicant_id,
    )
    if known is None and not on_the_way:
        return [_applicant_part(state, applicant_id, beside=True)]
    stored = _stored_applicant(state, applicant_id)
    expected = (known["rev"] if known else 0) + len(on_the_way)
    return [_applicant_part(state, applicant_id, beside=True)] if stored["rev"] > expected else []


def _applicant_part(state: CopyState, applicant_id: str, *, beside: bool = False) -> PlannedPart:
    stored = _stored_applicant(state, applicant_id)
    doc = {key: stored[key] for key in ("name", "id_number", "phone")}
    district = state.district_of(APPLICANT, applicant_id) or state.own_district()
    return PlannedPart("push_applicant", APPLICANT, applicant_id, doc, applicant_id, district, beside=beside)


def _stored_applicant(state: CopyState, applicant_id: str) -> Mapping[str, Any]:
    stored = state.row("SELECT name, id_number, phone, rev FROM applicant WHERE id = ?", applicant_id)
    assert stored is not None, applicant_id
    return stored


def _stored_item(state: CopyState, item_id: str) -> Mapping[str, Any]:
    stored = state.row(
        "SELECT i.id, i.section, a.id AS applicant_id, r.fields, r.evidence FROM archive_item i"
        " JOIN applicant a ON a.key = i.applicant_key"
        " JOIN archive_revision r ON r.item_id = i.id AND r.content_rev = i.content_rev WHERE i.id = ?",
        item_id,
    )
    assert stored is not None, item_id
    return stored


def _item_part(state: CopyState, item: Mapping[str, Any], action: str, doc: Mapping[str, Any]) -> PlannedPart:
    district = state.district_of(ITEM, item["id"]) or state.own_district()
    return PlannedPart("push_item", ITEM, item["id"], doc, item["applicant_id"], district, action)
