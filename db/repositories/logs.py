"""The records beside the data: audit chain, looks, outbox, known files, settings."""

import secrets
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import asdict
from datetime import UTC, datetime
from typing import Any

from sqlalchemy import Connection, Row, bindparam, insert, or_, select, update

from app.domain.attachment import FileRef
from app.domain.audit import AuditContent, AuditEntry, chain_entry
from app.domain.commands import Changed, Command, Outcome, OutcomeKind
from app.domain.decision import SubjectKind
from app.domain.errors import EnvironmentFault
from app.domain.looks import Look, LookAct
from app.domain.organisation import Actor
from app.ports.sync import OpState
from db.json_text import to_plain
from db.levels import LEVEL_OF_STAGE
from db.models.archive import archive_item
from db.models.declarations import declaration
from db.models.keeping import file, setting
from db.models.people import account
from db.models.records import audit, audit_content, look, outbox
from db.sync.parts.plan import plan_command
from db.sync.parts.withdrawing import has_left, withdraw_op

_LAST = select(audit).order_by(audit.c.seq.desc()).limit(1)
_ADD_ENTRY = insert(audit)
_ADD_CONTENT = insert(audit_content)
ENTRIES = (
    select(audit, audit_content.c.salt, audit_content.c.content)
    .outerjoin(audit_content, audit_content.c.seq == audit.c.seq)
    .order_by(audit.c.seq)
)
_ADD_LOOK = insert(look)
_ROLE_OF = select(account.c.role).where(account.c.id == bindparam("id"))
_OPENED_ELSEWHERE = (
    select(look.c.at)
    .join(account, account.c.id == look.c.account_id)
    .where(
        look.c.subject_id == bindparam("subject_id"),
        look.c.at >= bindparam("since", type_=look.c.at.type),
        account.c.organisation_id != bindparam("own"),
    )
    .limit(1)
)
_MARK_OPENED = {
    kind.value: update(table)
    .where(
        table.c.id == bindparam("row_id"),
        or_(table.c.opened_at.is_(None), table.c.opened_at < table.c.submitted_at),
    )
    .values(opened_at=bindparam("moment"))
    for kind, table in ((SubjectKind.ARCHIVE_ITEM, archive_item), (SubjectKind.DECLARATION, declaration))
}
_ANSWER = select(outbox.c.outcome).where(outbox.c.op_id == bindparam("op_id"))
_ADD_OUTBOX = insert(outbox)
_CLOSE_OUTBOX = (
    update(outbox)
    .where(
        outbox.c.op_id == bindparam("answered"),
        outbox.c.state.in_([OpState.CONFLICT.value, OpState.REFUSED.value, OpState.CLOSED.value]),
    )
    .values(state=OpState.CLOSED.value)
)
_ADD_FILE = insert(file).prefix_with("OR IGNORE")
_GET_SETTING = select(setting.c.value).where(setting.c.key == bindparam("of_key"))
_SET_SETTING = insert(setting).prefix_with("OR REPLACE")


def read_entry(row: Row[*tuple[Any, ...]]) -> tuple[AuditEntry, AuditContent | None]:
    """A row of ENTRIES; the content is None when it was destroyed."""
    entry = AuditEntry(
        row.seq,
        row.at,
        row.act,
        row.account_id,
        row.subject_kind,
        row.subject_id,
        row.content_digest,
        row.prev_hash,
        row.hash,
    )
    return entry, None if row.salt is None else AuditContent(row.salt, row.content)


class AuditLogRepository:
    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def append(
        self,
        *,
        at: datetime,
        act: str,
        actor: Actor,
        subject_kind: str,
        subject_id: str,
        content: dict[str, object],
    ) -> AuditEntry:
        """The content stored is ``content`` in plain JSON with the actor's name and unit under ``actor``."""
        row = self._connection.execute(_LAST).first()
        last = None if row is None else read_last(row)
        moment = at.astimezone(UTC)
        if last is not None and moment < last.at:
            raise EnvironmentFault("T-101", last=last.at, now=moment)
        kept = AuditContent(secrets.token_hex(16), to_plain({**content, "actor": asdict(actor)}))
        entry = chain_entry(
            last,
            at=moment,
            act=act,
            account_id=actor.account_id,
            subject_kind=str(to_plain(subject_kind)),
            subject_id=subject_id,
            content=kept,
        )
        self._connection.execute(_ADD_ENTRY, asdict(entry))
        self._connection.execute(_ADD_CONTENT, {"seq": entry.seq, "salt": kept.salt, "content": kept.content})
        return entry

    def entries(self) -> Iterable[tuple[AuditEntry, AuditContent | None]]:
        return stream_entries(self._connection)


def read_last(row: Row[*tuple[Any, ...]]) -> AuditEntry:
    return AuditEntry(*row)


def stream_entries(connection: Connection) -> Iterator[tuple[AuditEntry, AuditContent | None]]:
    """From the first on, never all in memory."""
    with connection.execution_options(yield_per=500).execute(ENTRIES) as rows:
        for row in rows:
            yield read_entry(row)


class LookRepository:
    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def add(self, looks: Sequence[Look]) -> None:
        for entry in looks:
            self._connection.execute(
                _ADD_LOOK,
                {
                    "at": entry.at,
                    "account_id": entry.account_id,
                    "act": entry.act.value,
                    "subject_kind": entry.subject_kind.value,
                    "subject_id": entry.subject_id,
                },
            )
            if entry.act is LookAct.LOOK:
                self._mark_opened(entry)

    def _mark_opened(self, entry: Look) -> None:
        values = {"row_id": entry.subject_id, "moment": entry.at}
        mark = _MARK_OPENED[entry.subject_kind.value]
        if entry.subject_kind is SubjectKind.DECLARATION:
            # Looks are written seconds after the fact: the dossier may lie on the next desk by then.
            role = self._connection.scalar(_ROLE_OF, {"id": entry.account_id})
            elsewhere = [stage.value for stage, level in LEVEL_OF_STAGE.items() if level.value != role]
            mark = mark.where(declaration.c.stage.not_in(elsewhere))
        self._connection.execute(mark, values)

    def opened_elsewhere(self, subject_id: str, organisation_id: str, since: datetime) -> bool:
        wanted = {"subject_id": subject_id, "own": organisation_id, "since": since}
        return self._connection.scalar(_OPENED_ELSEWHERE, wanted) is not None


class OutboxRepository:
    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def answer_to(self, op_id: str) -> Outcome | None:
        """Dates among the params come back as ISO text."""
        stored = self._connection.scalar(_ANSWER, {"op_id": op_id})
        if stored is None:
            return None
        changed = {kind: tuple(ids) for kind, ids in stored["changed"].items()}
        return Outcome(
            op_id=stored["op_id"],
            kind=OutcomeKind(stored["kind"]),
            code=stored["code"],
            params=stored["params"],
            changed=Changed(**changed),
        )

    def add(self, command: Command, outcome: Outcome, at: datetime) -> None:
        """In a copy with a server also what is to be sent of it (``db.sync.parts``)."""
        standing = plan_command(self._connection, command, outcome, at)
        self._connection.execute(
            _ADD_OUTBOX,
            {
                "op_id": command.op_id,
                "kind": type(command).__name__,
                "command": command,
                "outcome": outcome,
                "at": at,
                "state": standing.state.value,
                "due_at": standing.due_at,
            },
        )

    def has_left(self, op_id: str) -> bool | None:
        return has_left(self._connection, op_id)

    def withdraw(self, op_id: str) -> None:
        withdraw_op(self._connection, op_id)

    def close(self, op_id: str) -> bool:
        return self._connection.execute(_CLOSE_OUTBOX, {"answered": op_id}).rowcount > 0


class FileRepository:
    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def add(self, files: Sequence[FileRef]) -> None:
        if files:
            self._connection.execute(
                _ADD_FILE,
                [{"sha256": f.sha256, "size": f.size, "media_type": f.media_type} for f in files],
            )


class SettingRepository:
    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def get(self, key: str) -> str | None:
        return self._connection.scalar(_GET_SETTING, {"of_key": key})

    def set(self, key: str, value: str) -> None:
        self._connection.execute(_SET_SETTING, {"key": key, "value": value})
