"""Push what is due: parts of one group in order, each after the answer to the one before; groups do not wait for one another.

``sent`` is durable before a call; an answer and what it makes of the command are one transaction. What is not answered stays and is sent
again with the same op_id and the same content. Raises the gateway's errors where nothing more can be asked.
"""

import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, Protocol

from sqlalchemy import Connection, Engine

from app.domain.decision import SubjectKind
from app.ports.clock import Clock
from app.ports.sync import SyncLogKind, SyncPhase, SyncProgress
from db.models.columns import from_microseconds
from db.repositories.json_forms import read_actor
from db.repositories.logs import AuditLogRepository
from db.sync.gateway import Gateway, NotAnsweredError, Push, PushAnswer, ServerRefusedError
from db.sync.log import add_line
from db.sync.outbox_state import (
    OPEN,
    Part,
    bump_mirror,
    end_rests,
    keep_answer,
    mark_sent,
    mark_waiting,
    open_parts,
    state_of_part,
)

BEFORE_NOT_TAKEN = "Y-104"
MALFORMED = "Y-109"
MOST_UNANSWERED = 3
"""So many groups may get no answer from a server that speaks before the round ends."""


class Uploaded(Protocol):
    """What became of the files of a part (db.sync.files_up)."""

    @property
    def code(self) -> str: ...
    @property
    def params(self) -> Mapping[str, object]: ...
    @property
    def sent(self) -> int: ...
    @property
    def may_push(self) -> bool: ...


class Upload(Protocol):
    """Bring the files that a document names to the district first."""

    def __call__(
        self,
        gateway: Gateway,
        district_id: str,
        doc: Mapping[str, Any],
        report: Callable[[SyncProgress], None],
        cancelled: Callable[[], bool],
    ) -> Uploaded: ...


@dataclass
class PushOutcome:
    pushed: int = 0
    conflicts: int = 0
    refused: int = 0
    files: int = 0
    districts: set[str] = field(default_factory=set)
    """Whose head moved by it."""
    unanswered: int = 0
    problem: str = ""
    """Why some groups got no answer."""
    ended: bool = True


@dataclass
class Pusher:
    engine: Engine
    gateway: Gateway
    clock: Clock
    upload: Upload
    report: Callable[[SyncProgress], None]
    cancelled: Callable[[], bool]
    closed: frozenset[str] = frozenset()
    """Districts to which nothing may go now."""

    def run(self, *, everything: bool) -> PushOutcome:
        outcome = PushOutcome()
        with self.engine.begin() as connection:
            end_rests(connection, self.clock.now(), everything=everything)
            parts = open_parts(connection)
        blocked: set[str] = set()
        for part in parts:
            if part.group_id in blocked:
                continue
            if self.cancelled():
                outcome.ended = False
                break
            if part.state == "resting" or part.district_id in self.closed:
                blocked.add(part.group_id)
                continue
            self.report(SyncProgress(SyncPhase.PUSHING, outcome.pushed, len(parts)))
            if not self._push(part, outcome):
                blocked.add(part.group_id)
        return outcome

    def _push(self, part: Part, outcome: PushOutcome) -> bool:
        """False: the group waits."""
        before = self._state_before(part)
        if before is None:
            return False
        if before is False:
            self._answer(part, PushAnswer("refused", BEFORE_NOT_TAKEN), outcome)
            return True
        try:
            if not self._bring_files(part, outcome):
                return False
            with self.engine.begin() as connection:
                base_rev = _base_rev(connection, part)
                if not mark_sent(connection, part, base_rev):
                    return True  # Z was quicker
            answer = self._ask(part, base_rev)
        except NotAnsweredError as error:
            if "state" not in error.params:
                raise
            # The server speaks, but not on this one: others need not wait for it.
            outcome.unanswered += 1
            if outcome.unanswered > MOST_UNANSWERED:
                raise
            outcome.problem = error.code
            return False
        self._answer(part, answer, outcome)
        return True

    def _state_before(self, part: Part) -> bool | None:
        """Whether the act this one stands on was applied; None: not answered."""
        if part.after_part is None:
            return True
        with self.engine.connect() as connection:
            state, _ = state_of_part(connection, part.after_part)
        return None if state in OPEN else state == "applied"

    def _bring_files(self, part: Part, outcome: PushOutcome) -> bool:
        uploaded = self.upload(self.gateway, part.district_id, part.read_doc(), self.report, self.cancelled)
        outcome.files += uploaded.sent
        if uploaded.code:
            with self.engine.begin() as connection:
                mark_waiting(connection, part, uploaded.code, uploaded.params)
        return uploaded.may_push

    def _ask(self, part: Part, base_rev: int | None) -> PushAnswer:
        try:
            return self.gateway.push(
                Push(part.function, part.district_id, part.part_id, _arguments(part, base_rev))
            )
        except ServerRefusedError as error:
            if error.code != MALFORMED:
                raise
            return PushAnswer("refused", MALFORMED)

    def _answer(self, part: Part, answer: PushAnswer, outcome: PushOutcome) -> None:
        now = self.clock.now()
        with self.engine.begin() as connection:
            keep_answer(connection, part, answer, now)
            if answer.outcome == "applied":
                bump_mirror(connection, part, answer.new_rev)
            else:
                _note_refusal(connection, part, answer, now)
        outcome.districts.add(part.district_id)
        if answer.outcome == "applied":
            outcome.pushed += 1
        elif answer.outcome == "conflict":
            outcome.conflicts += 1
        else:
            outcome.refused += 1


def _base_rev(connection: Connection, part: Part) -> int | None:
    """Once sent it stays: the server compares a resend with what it got first."""
    if part.base_rev is not None or part.after_part is None or part.state == "sent":
        return part.base_rev
    return state_of_part(connection, part.after_part)[1]


def _arguments(part: Part, base_rev: int | None) -> tuple[Any, ...]:
    arguments = part.arguments()
    return arguments if len(arguments) == 2 else (arguments[0], base_rev or 0, *arguments[2:])


def _note_refusal(connection: Connection, part: Part, answer: PushAnswer, now: datetime) -> None:
    """A line that the clerk reads, and an entry of the audit log: the act was made here and does not stand."""
    row = connection.exec_driver_sql("SELECT kind, command FROM outbox WHERE op_id = ?", (part.op_id,)).one()
    command = json.loads(row[1])
    kind = SyncLogKind.CONFLICT if answer.outcome == "conflict" else SyncLogKind.REFUSED
    about = {
        "op_id": part.op_id,
        "command": row[0],
        "action": part.action,
        "code": answer.code,
        "kind": part.kind,
        "subject": part.subject_id,
        "params": dict(answer.detail),
    }
    add_line(connection, now, kind, about)
    last = connection.exec_driver_sql("SELECT at FROM audit ORDER BY seq DESC LIMIT 1").scalar()
    moment = now if last is None else max(now, from_microseconds(last))
    subjects = {member.value for member in SubjectKind}
    AuditLogRepository(connection).append(
        at=moment,
        act=f"sync.{answer.outcome}",
        actor=read_actor(command["actor"]),
        subject_kind=part.kind if part.kind in subjects else "sync",
        subject_id=part.subject_id,
        content={key: about[key] for key in ("op_id", "command", "action", "code", "params")},
    )
