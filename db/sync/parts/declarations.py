"""Pushes of commands on one declaration (docs/protocol.md §4): push_declaration, push_entered."""

from collections.abc import Mapping, Sequence
from typing import Any

from app.domain.commands import (
    AdvanceDeclaration,
    DropDeclaration,
    MarkEntered,
    Outcome,
    ReviewDeclaration,
    SubmitDeclaration,
    TakeBack,
)
from db.sync.parts.archive import changed_applicant
from db.sync.parts.judged import judged_document, moment_text
from db.sync.parts.planned import CopyState, PlannedPart

DECLARATION = "declaration"
DECISION = "decision"
ROUTE = ("acceptance_id", "hr_bureau_id", "municipal_id", "committee_id")


def declaration_part(
    state: CopyState, declaration_id: str, action: str, doc: Mapping[str, Any], *, compares: bool = True
) -> PlannedPart:
    applicant = state.applicant_of(DECLARATION, declaration_id)
    assert applicant is not None, declaration_id
    district = state.district_of_declaration(declaration_id)
    return PlannedPart(
        "push_declaration", DECLARATION, declaration_id, doc, applicant, district, action, compares
    )


def plan_submission(command: SubmitDeclaration, state: CopyState) -> Sequence[PlannedPart]:
    stored = state.row(
        "SELECT d.plan_id, d.plan_version, d.acceptance_id, d.hr_bureau_id, d.municipal_id, d.committee_id,"
        " d.publicity_id, d.submitted_at, s.content, a.id AS applicant_id FROM declaration d"
        " JOIN applicant a ON a.key = d.applicant_key"
        " JOIN submission s ON s.declaration_id = d.id AND s.submit_no = d.submit_no WHERE d.id = ?",
        command.declaration_id,
    )
    assert stored is not None, command.declaration_id
    content = state.json(stored["content"])
    content.pop("publicity_before", None)
    doc = {
        "applicant_id": stored["applicant_id"],
        "plan_id": stored["plan_id"],
        "plan_version": stored["plan_version"],
        "route": {key: stored[key] for key in ROUTE},
        "content": content,
        "publicity_id": stored["publicity_id"],
        "decided_at": moment_text(stored["submitted_at"]),
    }
    district = state.district_of_declaration(command.declaration_id, stored["acceptance_id"])
    part = PlannedPart(
        *("push_declaration", DECLARATION, command.declaration_id, doc, stored["applicant_id"], district),
        action="submit",
    )
    return [*changed_applicant(state, stored["applicant_id"]), part]


def plan_taking_back(command: TakeBack, state: CopyState, at: str) -> Sequence[PlannedPart]:
    return [declaration_part(state, command.declaration_id, "take_back", {"decided_at": at})]


def plan_dropping(
    command: DropDeclaration, outcome: Outcome, state: CopyState, at: str
) -> Sequence[PlannedPart]:
    """A draft that the server never saw is no matter of the server's. The row is gone here already."""
    if not state.knows(DECLARATION, command.declaration_id):
        return []
    district = state.district_of_declaration(command.declaration_id)
    (applicant_id,) = outcome.changed.applicants
    return [
        PlannedPart(
            *("push_declaration", DECLARATION, command.declaration_id, {"decided_at": at}),
            *(applicant_id, district, "drop"),
        )
    ]


def plan_act(command: ReviewDeclaration | AdvanceDeclaration, state: CopyState) -> Sequence[PlannedPart]:
    """The action as the person chose it: whether 审核无误 resumes a publicity, whether 审核同意 is the last one, the server
    finds by its own rows."""
    _, doc = judged_document(state, command.op_id)
    return [declaration_part(state, command.declaration_id, command.action.value, doc)]


def plan_entering(command: MarkEntered, state: CopyState) -> Sequence[PlannedPart]:
    """省平台录入: of the decision. Its subject tells the group."""
    stored = state.decision(command.decision_id)
    assert stored is not None, command.decision_id
    kind, subject_id = stored["subject_kind"], stored["subject_id"]
    applicant = state.applicant_of(kind, subject_id)
    district = state.district_of(kind, subject_id)
    if applicant is None or district is None:
        return []
    return [
        PlannedPart(
            *("push_entered", DECISION, command.decision_id, {"entered": command.entered}),
            *(applicant, district),
            compares=False,
        )
    ]
