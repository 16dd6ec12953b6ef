"""SqlSyncQueries: ``app.ports.sync.SyncQueries`` on the read connection of a desk. Read thread only."""

from collections.abc import Callable, Mapping, Sequence
from contextlib import AbstractContextManager
from datetime import datetime
from typing import Any

from sqlalchemy import Connection

from app.domain.decision import SubjectKind
from app.domain.organisation import Role
from app.ports.sync import (
    ConflictCase,
    ConflictSide,
    OpState,
    OutboxCounts,
    OutboxRow,
    SyncLogKind,
    SyncLogLine,
)
from db.json_text import load_json
from db.levels import LEVEL_OF_STAGE
from db.models.columns import from_microseconds
from db.repositories.decisions import load_decisions
from db.repositories.json_forms import read_defects
from db.sync.copy_settings import LAST_ROUND, read_setting
from db.sync.materialise.arrival import select_in
from db.sync.outbox_subjects import About, NameEntry, describe_ops

Snapshot = Callable[[], AbstractContextManager[Connection]]
"""One state of the copy for all reads inside (db.queries.reader.Reader.snapshot)."""
_NOT_DONE = "state NOT IN ('local', 'applied')"
"""The condition of the partial index."""
_URGENCY = (OpState.CONFLICT, OpState.REFUSED, OpState.SENT, OpState.PENDING, OpState.RESTING)


class SqlSyncQueries:
    """``role``: whose desk this is."""

    def __init__(self, snapshot: Snapshot, name_entry: NameEntry, role: Role) -> None:
        self._snapshot = snapshot
        self._name_entry = name_entry
        self._role = role

    def counts(self) -> OutboxCounts:
        with self._snapshot() as connection:
            rows = connection.exec_driver_sql(
                f"SELECT state, count(*), min(due_at) FROM outbox WHERE {_NOT_DONE} GROUP BY state"
            ).all()
        of_state = {row[0]: row[1] for row in rows}
        due = next((row[2] for row in rows if row[0] == OpState.RESTING), None)
        return OutboxCounts(
            resting=of_state.get("resting", 0),
            pending=of_state.get("pending", 0) + of_state.get("sent", 0),
            conflicts=of_state.get("conflict", 0),
            refused=of_state.get("refused", 0),
            next_due=None if due is None else from_microseconds(due),
        )

    def outbox(self, states: frozenset[OpState], limit: int = 500) -> Sequence[OutboxRow]:
        places = ", ".join("?" * len(states))
        done = "" if states & {OpState.LOCAL, OpState.APPLIED} else f"{_NOT_DONE} AND "
        with self._snapshot() as connection:
            rows = connection.exec_driver_sql(
                "SELECT op_id, kind, outcome, at, state, due_at, code, params FROM outbox"
                f" WHERE {done}state IN ({places}) ORDER BY seq DESC LIMIT ?",
                (*sorted(state.value for state in states), limit),
            ).all()
            about = describe_ops(connection, ((row[0], load_json(row[2])) for row in rows), self._name_entry)
        return [_read_row(row, about[row[0]]) for row in rows]

    def conflicts(self) -> Sequence[ConflictCase]:
        with self._snapshot() as connection:
            rows = connection.exec_driver_sql(
                f"SELECT op_id, outcome, command, at FROM outbox WHERE {_NOT_DONE} AND state = 'conflict' ORDER BY seq"
            ).all()
            about = describe_ops(connection, ((row[0], load_json(row[1])) for row in rows), self._name_entry)
            return [
                self._case(connection, row[0], load_json(row[2]), row[3], found)
                for row in rows
                if (found := about[row[0]]).kind in (SubjectKind.ARCHIVE_ITEM, SubjectKind.DECLARATION)
            ]

    def states_of(self, subject_ids: Sequence[str]) -> dict[str, OpState]:
        with self._snapshot() as connection:
            rows = select_in(
                connection,
                "SELECT p.subject_id, o.state FROM outbox_part p JOIN outbox o ON o.op_id = p.op_id"
                " WHERE p.subject_id IN {} AND o.state NOT IN ('local', 'applied', 'withdrawn', 'closed')",
                subject_ids,
            )
        found: dict[str, OpState] = {}
        for subject_id, state in rows:
            both = (OpState(state), found.get(subject_id, OpState(state)))
            found[subject_id] = min(both, key=_URGENCY.index)
        return found

    def log(self, limit: int = 500) -> Sequence[SyncLogLine]:
        with self._snapshot() as connection:
            rows = connection.exec_driver_sql(
                "SELECT at, kind, params FROM sync_log ORDER BY key DESC LIMIT ?", (limit,)
            ).all()
        return [
            SyncLogLine(from_microseconds(at), SyncLogKind(kind), load_json(params))
            for at, kind, params in rows
        ]

    def last_round(self) -> datetime | None:
        with self._snapshot() as connection:
            text = read_setting(connection, LAST_ROUND)
        return None if text is None else datetime.fromisoformat(text)

    def _case(
        self, connection: Connection, op_id: str, command: Mapping[str, Any], at: int, about: About
    ) -> ConflictCase:
        assert about.kind is not None
        submit_no, waits, changed_at = self._now(connection, about)
        doc = about.doc or {}
        own = ConflictSide(
            action=about.action,
            reviewer=command["actor"]["name"],
            organisation=command["actor"]["organisation_name"],
            at=from_microseconds(at),
            submit_no=submit_no,
            opinion=doc.get("opinion", ""),
            notice=doc.get("notice", ""),
            defects=read_defects(doc.get("defects", ())),
        )
        standing = _standing(connection, about, changed_at, submit_no)
        return ConflictCase(
            *(op_id, about.kind, about.subject_id, about.person, about.title, standing, own),
            may_decide_again=waits,
        )

    def _now(self, connection: Connection, about: About) -> tuple[int, bool, int | None]:
        """Submission, whether it waits at this desk, and when it came so far."""
        if about.kind is SubjectKind.ARCHIVE_ITEM:
            row = connection.exec_driver_sql(
                "SELECT submit_no, status, submitted_at FROM archive_item WHERE id = ?", (about.subject_id,)
            ).first()
            return (row[0], row[1] == "pending", row[2]) if row else (1, False, None)
        row = connection.exec_driver_sql(
            "SELECT submit_no, stage, coalesce(arrived_at, submitted_at) FROM declaration WHERE id = ?",
            (about.subject_id,),
        ).first()
        if row is None:
            return 1, False, None
        levels = {stage.value: level for stage, level in LEVEL_OF_STAGE.items()}
        return row[0], levels.get(row[1]) is self._role, row[2]


def _standing(connection: Connection, about: About, changed_at: int | None, submit_no: int) -> ConflictSide:
    """Who was first: the act that moved the subject away from what this desk saw. None of the log: its content was changed."""
    after = about.base_rev or 0
    later = [d for d in load_decisions(connection, about.subject_id) if d.base_rev >= after]
    if later:
        first = next((d for d in later if not d.withdrawn), later[0])
        return ConflictSide(
            *(first.action, first.actor.name, first.actor.organisation_name, first.at, first.submit_no),
            *(first.opinion, first.notice, first.defects),
        )
    moment = from_microseconds(changed_at or 0)
    return ConflictSide(None, "", "", moment, submit_no)


def _read_row(row: Sequence[Any], about: About) -> OutboxRow:
    op_id, command, _, at, state, due_at, code, params = row
    return OutboxRow(
        op_id=op_id,
        command=command,
        action=about.action,
        subject_kind=about.kind,
        subject_id=about.subject_id,
        person=about.person,
        title=about.title,
        at=from_microseconds(at),
        state=OpState(state),
        due_at=None if due_at is None else from_microseconds(due_at),
        code=code,
        params={key: value for key, value in load_json(params).items() if key not in ("settled", "seq")},
    )
