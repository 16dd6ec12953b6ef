"""A fake exchange for tests of the window: rounds that wait at a gate, an outbox in memory, settings that remember."""

import threading
from collections import deque
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from typing import Any

from app.domain.decision import Action, SubjectKind
from app.ports.desk import Desk
from app.ports.sync import (
    OPEN_STATES,
    ConflictCase,
    ConflictSide,
    DeskSync,
    OpState,
    OutboxCounts,
    OutboxRow,
    RoundReport,
    SyncLogKind,
    SyncLogLine,
    SyncPhase,
    SyncProgress,
)
from tests.factories import make_id
from tests.ui.fake_desk import MORNING

SERVER = "示例市建设工程评审"


@dataclass
class FakeSync:
    """What the window is given as ``Desk.sync`` (``as_sync``), and what a test changes or looks at.

    A round takes the next of ``reports`` (an exception is raised), an ordinary one when there is none; with ``gate`` it waits
    there after its first progress.
    """

    rows: list[OutboxRow] = field(default_factory=list)
    cases: list[ConflictCase] = field(default_factory=list)
    lines: list[SyncLogLine] = field(default_factory=list)
    last: datetime | None = MORNING - timedelta(minutes=1)
    reports: deque[Any] = field(default_factory=deque)
    rounds: list[bool] = field(default_factory=list)
    """``everything`` of each round that ran."""
    gate: threading.Event | None = None
    progress: SyncProgress = field(
        default_factory=lambda: SyncProgress(SyncPhase.PULLING, 1200, 8000, "示例区")
    )
    was_cancelled: bool = False
    rest: int = 120
    cache: int = 2000
    exported: list[str] = field(default_factory=list)
    password: str = ""
    unlocked: bool = False
    locks: int = 0
    renewal: Exception | None = None
    """What asking the server for another password ends with."""
    renewed: list[str] = field(default_factory=list)
    login: str = "u_abcdefghijklmnop"

    def as_sync(self) -> DeskSync:
        whole: Any = self
        return DeskSync(SERVER, whole, whole, whole, self.export_outbox, whole)

    # ---- queries

    def counts(self) -> OutboxCounts:
        def count(*states: OpState) -> int:
            return sum(row.state in states for row in self.rows)

        due = [row.due_at for row in self.rows if row.state is OpState.RESTING and row.due_at is not None]
        return OutboxCounts(
            count(OpState.RESTING),
            count(OpState.PENDING, OpState.SENT),
            count(OpState.CONFLICT),
            count(OpState.REFUSED),
            min(due, default=None),
        )

    def outbox(self, states: frozenset[OpState], limit: int = 500) -> Sequence[OutboxRow]:
        return [row for row in self.rows if row.state in states][:limit]

    def conflicts(self) -> Sequence[ConflictCase]:
        open_ones = {row.op_id for row in self.rows if row.state is OpState.CONFLICT}
        return [case for case in self.cases if case.op_id in open_ones]

    def states_of(self, subject_ids: Sequence[str]) -> dict[str, OpState]:
        shown = OPEN_STATES | {OpState.CONFLICT, OpState.REFUSED}
        return {r.subject_id: r.state for r in self.rows if r.subject_id in subject_ids and r.state in shown}

    def log(self, limit: int = 500) -> Sequence[SyncLogLine]:
        return self.lines[:limit]

    def last_round(self) -> datetime | None:
        return self.last

    # ---- synchroniser

    def run_round(
        self, *, everything: bool, report: Callable[[SyncProgress], None], cancelled: Callable[[], bool]
    ) -> RoundReport:
        self.rounds.append(everything)
        report(self.progress)
        if self.gate is not None:
            while not self.gate.wait(0.01):
                if cancelled():
                    self.was_cancelled = True
                    break
        answer: Any = self.reports.popleft() if self.reports else RoundReport(MORNING, MORNING)
        if isinstance(answer, Exception):
            raise answer
        if not answer.problem and not self.was_cancelled:
            sent = frozenset({OpState.PENDING} if not everything else OPEN_STATES)
            self.rows = [replace(r, state=OpState.APPLIED) if r.state in sent else r for r in self.rows]
            self.last = answer.ended_at
        return answer

    def disconnect(self) -> None: ...

    # ---- settings

    def rest_seconds(self) -> int:
        return self.rest

    def set_rest_seconds(self, seconds: int) -> None:
        self.rest = seconds

    def cache_limit_mb(self) -> int:
        return self.cache

    def set_cache_limit_mb(self, megabytes: int) -> None:
        self.cache = megabytes

    def export_outbox(self, path: str) -> int:
        self.exported.append(path)
        return sum(row.state in OPEN_STATES for row in self.rows)

    # ---- account

    def unlock(self, password: str) -> bool:
        self.unlocked = password == self.password
        return self.unlocked

    def renew(self, password: str) -> None:
        if self.renewal is not None:
            raise self.renewal
        self.renewed.append(password)

    def lock(self) -> None:
        self.locks += 1
        self.unlocked = False

    # ---- what a test puts in

    def add_conflict(self, **changes: Any) -> ConflictCase:
        case = make_case(**changes)
        self.cases.append(case)
        self.rows.append(
            make_row(
                OpState.CONFLICT,
                op_id=case.op_id,
                subject_kind=case.subject_kind,
                subject_id=case.subject_id,
                person=case.person,
                title=case.title,
                code="C-101",
            )
        )
        return case


def with_sync(desk: Desk, sync: FakeSync) -> Desk:
    return replace(desk, sync=sync.as_sync())


def make_row(state: OpState, **changes: Any) -> OutboxRow:
    values: dict[str, Any] = {
        "op_id": make_id(),
        "command": "ReviewArchiveItem",
        "action": Action.PASS,
        "subject_kind": SubjectKind.ARCHIVE_ITEM,
        "subject_id": make_id(),
        "person": "陈思远",
        "title": "获奖情况　城东片区排水管网数字化改造",
        "at": MORNING - timedelta(minutes=11),
        "state": state,
        "due_at": MORNING + timedelta(seconds=90) if state is OpState.RESTING else None,
    }
    return OutboxRow(**(values | changes))


def make_case(**changes: Any) -> ConflictCase:
    """孙立群 returned it at 10:19, this desk passed it at 10:21 (LOOK picture 09)."""
    unit = "示例建设工程有限公司"
    values: dict[str, Any] = {
        "op_id": make_id(),
        "subject_kind": SubjectKind.ARCHIVE_ITEM,
        "subject_id": make_id(),
        "person": "陈思远",
        "title": "获奖情况　城东片区排水管网数字化改造",
        "standing": ConflictSide(
            *(Action.RETURN, "孙立群", unit, MORNING - timedelta(minutes=13), 2),
            opinion="排名 4 大于参与人数 3，请核对后重新提交。",
        ),
        "own": ConflictSide(Action.PASS, "周敏", unit, MORNING - timedelta(minutes=11), 2),
        "may_decide_again": True,
    }
    return ConflictCase(**(values | changes))


def make_log() -> list[SyncLogLine]:
    def line(minutes: int, kind: SyncLogKind, **params: object) -> SyncLogLine:
        return SyncLogLine(MORNING - timedelta(minutes=minutes), kind, params)

    return [
        line(1, SyncLogKind.ROUND, pushed=3, pulled=12),
        line(11, SyncLogKind.CONFLICT, command="ReviewArchiveItem", action="pass", code="C-101"),
        line(12, SyncLogKind.ROUND, pulled=4, files_down=2),
        line(26, SyncLogKind.FAILED, code="Y-101"),
        line(48, SyncLogKind.REFUSED, action="pass", code="G-103", params={"count": 1}),
        line(1500, SyncLogKind.FIRST, name="示例区", rows=3482),
    ]
