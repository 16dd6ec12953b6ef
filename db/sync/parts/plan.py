"""Which pushes a command needs, written beside it in the same transaction. Called by the outbox's repository."""

import uuid
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import Connection, insert, update

from app.domain.answering import AcceptStanding
from app.domain.commands import (
    AddEvidence,
    AddPublicityEvidence,
    AdvanceDeclaration,
    CancelPublicity,
    Changed,
    Command,
    DropDeclaration,
    EnterApplicant,
    HandInItem,
    ImportHolidayYear,
    KeepMeeting,
    MarkEntered,
    MarkSheetExported,
    Outcome,
    RecordObjection,
    ReopenArchiveItem,
    ResolveObjection,
    ReviewArchiveItem,
    ReviewDeclaration,
    SaveItem,
    StartDeclaration,
    StartPublicity,
    SubmitDeclaration,
    TakeBack,
    WithdrawDecision,
)
from app.ports.sync import OpState
from db.models.exchange import outbox_part
from db.models.records import outbox
from db.sync.copy_settings import has_server, read_rest_seconds
from db.sync.parts import archive, declarations, meetings, publicities
from db.sync.parts.planned import CopyState, PlannedPart

RESTING = (ReviewArchiveItem, ReopenArchiveItem, ReviewDeclaration, AdvanceDeclaration)
"""What Z can withdraw (app.usecases.withdraw_decision): decisions."""
_ADD = insert(outbox_part)
_PART_NAMES = uuid.UUID("6f0a8b52-6a5b-5c0e-9d8e-2f3b8f6f9a10")


@dataclass(frozen=True, slots=True)
class Standing:
    """How a command stands in the outbox when it is added."""

    state: OpState
    due_at: datetime | None = None


def plan_command(connection: Connection, command: Command, outcome: Outcome, at: datetime) -> Standing:
    """Write the command's pushes. In a copy without a server there are none."""
    if not has_server(connection):
        return Standing(OpState.LOCAL)
    state = CopyState(connection)
    parts = find_parts(command, outcome, state, at)
    if not parts:
        return Standing(OpState.APPLIED)
    rests = isinstance(command, RESTING)
    seconds = read_rest_seconds(connection) if rests else 0
    standing = (
        Standing(OpState.RESTING, at + timedelta(seconds=seconds)) if seconds else Standing(OpState.PENDING)
    )
    for position, (part_id, part) in enumerate(_named(command.op_id, parts)):
        _add(state, command.op_id, position, part_id, part, standing)
    return standing


def find_parts(command: Command, outcome: Outcome, state: CopyState, at: datetime) -> Sequence[PlannedPart]:
    moment = at.isoformat()
    match command:
        case EnterApplicant():
            return archive.plan_applicant(command, state)
        case SaveItem() | HandInItem():
            return archive.plan_saved_item(command, state)
        case AddEvidence():
            # Nothing new among the files: nothing was changed.
            return archive.plan_evidence(command, state) if outcome.changed != Changed() else []
        case ReviewArchiveItem() | ReopenArchiveItem():
            return archive.plan_verdict(command, state)
        case SubmitDeclaration():
            return declarations.plan_submission(command, state)
        case TakeBack():
            return declarations.plan_taking_back(command, state, moment)
        case DropDeclaration():
            return declarations.plan_dropping(command, outcome, state, moment)
        case ReviewDeclaration() | AdvanceDeclaration():
            return declarations.plan_act(command, state)
        case MarkEntered():
            return declarations.plan_entering(command, state)
        case StartPublicity():
            return publicities.plan_start(command, state)
        case CancelPublicity():
            return publicities.plan_cancelling(command, state)
        case AddPublicityEvidence():
            return publicities.plan_evidence(command, state)
        case MarkSheetExported():
            return publicities.plan_exported(command, state)
        case RecordObjection():
            return publicities.plan_objection(command, state)
        case ResolveObjection():
            return publicities.plan_handling(command, state)
        case KeepMeeting():
            return meetings.plan_meeting(command, state)
        case StartDeclaration() | ImportHolidayYear() | WithdrawDecision() | AcceptStanding():
            return []  # of this copy alone: a draft, a calendar, something that was not sent or not taken


def _named(op_id: str, parts: Sequence[PlannedPart]) -> Sequence[tuple[str, PlannedPart]]:
    """The command's one own push bears its op_id, so that decisions have one id here and there; of several each has a name made
    from the op_id and the subject: the same at every resend."""
    own = [part for part in parts if not part.beside]
    return [(op_id if len(own) == 1 and not part.beside else _name(op_id, part), part) for part in parts]


def _name(op_id: str, part: PlannedPart) -> str:
    return str(uuid.uuid5(_PART_NAMES, f"{op_id}:{part.function}:{part.subject_id}"))


def _add(
    state: CopyState, op_id: str, position: int, part_id: str, part: PlannedPart, standing: Standing
) -> None:
    kind, subject_id = part.behind.split(":", 1) if part.behind else (part.kind, part.subject_id)
    before = state.last_open_part(kind, subject_id)
    if part.function == "push_entered" and before is None:
        before = state.last_open_part_named(part.subject_id)
    known = state.mirrored(part.kind, part.subject_id)
    compared = part.compares and before is None
    state.connection.execute(
        _ADD,
        {
            "part_id": part_id,
            "op_id": op_id,
            "position": position,
            "district_id": part.district_id,
            "group_id": part.group_id,
            "function": part.function,
            "kind": part.kind,
            "subject_id": part.subject_id,
            "action": part.action,
            "doc": part.doc,
            "base_rev": (known["rev"] if known else 0) if compared else None,
            "after_part": before.part_id if before else None,
            "state": standing.state.value,
        },
    )
    is_resting = before is not None and before.state == OpState.RESTING and before.op_id != op_id
    # That it was typed into the 省平台 may be taken back, and then Z is open again.
    if before is not None and is_resting and part.function != "push_entered":
        _end_rest(state.connection, before.op_id)


def _end_rest(connection: Connection, op_id: str) -> None:
    """A later act stands on it: Z cannot take it back any more, so it need not wait."""
    for table in (outbox, outbox_part):
        connection.execute(
            update(table)
            .where(table.c.op_id == op_id, table.c.state == OpState.RESTING.value)
            .values(state=OpState.PENDING.value)
        )
