"""db.sync.gateway.Gateway over psycopg 3: one call of one function each, autocommit (docs/protocol.md §4). Network thread only.

A call that is not answered closes the connection; the next one opens another. Nothing is ever cancelled on the server.
"""

import json
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any, Final, NoReturn

import psycopg
from psycopg import Connection
from psycopg.rows import tuple_row

from db.sync.gateway import (
    DistrictHead,
    FeedRow,
    Hello,
    NotAnsweredError,
    Push,
    PushAnswer,
    ServerRefusedError,
    SyncError,
)
from db.sync.pg_deadline import within
from db.sync.pg_probe import CERTIFICATE, NO_TLS, NOT_READY, WRONG_LOGIN, find_reason
from db.sync.server_profile import ServerProfile

ALL_DISTRICTS = "*"
_FAILED_WARNING = "01000"
"""On a push: the commit may not have reached the standby (facts: not acknowledged)."""
_FUNCTIONS: Final[Mapping[str, int]] = {
    "push_applicant": 5,
    "push_item": 6,
    "push_declaration": 6,
    "push_meeting": 5,
    "push_member": 4,
    "push_entered": 4,
    "push_looks": 3,
}
"""Which functions a push may call, with how many parameters, p_district and p_op included."""


def code_of_state(state: str | None) -> tuple[type[SyncError], str]:
    """What an SQLSTATE says about a call (docs/protocol.md §4). Whatever is not known says nothing: not answered."""
    if state is None:
        return NotAnsweredError, "Y-101"
    if state == "42501":
        return ServerRefusedError, "Y-106"
    if state[:2] == "28":
        return ServerRefusedError, "Y-105"
    # 22023 by the functions; the rest of class 22 is a value that PostgreSQL itself cannot read, class 54 one that goes beyond what it
    # can hold: it never will.
    if state[:2] in ("22", "54"):
        return ServerRefusedError, "Y-109"
    return NotAnsweredError, NOT_READY


class PostgresGateway:
    """``ca_file``: where the profile's certificate lies as a file, for libpq (it holds no secret)."""

    def __init__(self, profile: ServerProfile, login: str, password: str, ca_file: Path | None) -> None:
        self._profile = profile
        self._login = login
        self._password = password
        self._ca_file = ca_file
        self._connection: Connection[tuple[Any, ...]] | None = None
        self._warned = False

    # -- reading ---------------------------------------------------------------------------------------------------

    def hello(self, schema: int) -> Hello:
        was_open = self._connection is not None
        try:
            return self._hello(schema)
        except NotAnsweredError:
            if not was_open:
                raise
            # A connection that lay idle was cut by something on the way: that says nothing about the server.
            return self._hello(schema)

    def _hello(self, schema: int) -> Hello:
        rows = self._ask(
            "SELECT district_id, name, head, epoch, line, schema_version, min_schema, server_time, account"
            " FROM rd.hello(%s, %s)",
            (ALL_DISTRICTS, schema),
        )
        if not rows:
            raise NotAnsweredError(NOT_READY)
        first = rows[0]
        account = first[8] if isinstance(first[8], Mapping) else json.loads(first[8])
        return Hello(
            districts=tuple(DistrictHead(*row[:5]) for row in rows),
            schema_version=first[5],
            min_schema=first[6],
            server_time=first[7],
            account=account,
        )

    def head(self, district_id: str) -> DistrictHead:
        ((head, epoch, line),) = self._ask("SELECT head, epoch, line FROM rd.head(%s)", (district_id,))
        return DistrictHead(district_id, "", head, epoch, line)

    def feed(self, district_id: str, kind: str, cursor: int, head: int, limit: int) -> Sequence[FeedRow]:
        rows = self._ask(
            "SELECT id, rev, seq, doc FROM rd.feed(%s, %s, %s, %s, %s)",
            (district_id, kind, cursor, head, limit),
        )
        return [FeedRow(kind, *row) for row in rows]

    def fetch(self, district_id: str, kind: str, row_id: str) -> Sequence[FeedRow]:
        rows = self._ask(
            "SELECT kind, id, rev, seq, doc FROM rd.fetch(%s, %s, %s)", (district_id, kind, row_id)
        )
        return [FeedRow(*row) for row in rows]

    def digest(self, district_id: str) -> Mapping[str, tuple[int, int]]:
        rows = self._ask("SELECT kind, rows, digest FROM rd.digest(%s)", (district_id,))
        return {kind: (count, digest) for kind, count, digest in rows}

    # -- writing ---------------------------------------------------------------------------------------------------

    def push(self, push: Push) -> PushAnswer:
        if len(push.arguments) + 2 != _FUNCTIONS[push.function]:
            raise ValueError(push.function)
        places = ", ".join(["%s"] * _FUNCTIONS[push.function])
        self._warned = False
        rows = self._ask(
            f"SELECT outcome, code, detail, new_rev, seq FROM rd.{push.function}({places})",
            (push.district_id, push.op_id, *push.arguments),
        )
        if self._warned or not rows:
            self.close()
            raise NotAnsweredError(NOT_READY, state=_FAILED_WARNING)
        outcome, code, detail, new_rev, seq = rows[0]
        return PushAnswer(outcome, code or "", _read_detail(detail), new_rev, seq)

    def put_chunk(self, district_id: str, sha256: str, size: int, n: int, data: bytes) -> int:
        ((received,),) = self._ask(
            "SELECT received FROM rd.put_chunk(%s, %s, %s, %s, %s)", (district_id, sha256, size, n, data)
        )
        return int(received)

    def finish_file(self, district_id: str, sha256: str) -> str:
        ((outcome,),) = self._ask("SELECT outcome FROM rd.finish_file(%s, %s)", (district_id, sha256))
        return str(outcome)

    def get_chunk(self, district_id: str, sha256: str, n: int) -> bytes | None:
        rows = self._ask("SELECT bytes FROM rd.get_chunk(%s, %s, %s)", (district_id, sha256, n), binary=True)
        return None if not rows or rows[0][0] is None else bytes(rows[0][0])

    def close(self) -> None:
        connection, self._connection = self._connection, None
        if connection is not None:
            connection.close()

    # -- the connection --------------------------------------------------------------------------------------------

    def _ask(self, statement: str, values: tuple[Any, ...], *, binary: bool = False) -> list[tuple[Any, ...]]:
        connection = self._connection or self._connect()
        with self._translating(), within(connection.fileno(), self._profile.deadline) as deadline:
            try:
                # The statement is one of this module's, its values are sent apart from it.
                cursor = connection.cursor(binary=binary)
                return cursor.execute(statement.encode(), values).fetchall()
            except psycopg.Error:
                if deadline.expired:
                    self.close()
                    raise NotAnsweredError("Y-102") from None
                raise

    @contextmanager
    def _translating(self) -> Iterator[None]:
        try:
            yield
        except psycopg.DataError as error:
            # Also without a state: a value that the driver itself cannot send.
            raise ServerRefusedError("Y-109", state=error.sqlstate or "") from error
        except psycopg.Error as error:
            self._give_up(error)

    def _give_up(self, error: psycopg.Error) -> NoReturn:
        kind, code = code_of_state(error.sqlstate)
        if kind is NotAnsweredError:
            self.close()
        raise kind(code, **({"state": error.sqlstate} if error.sqlstate else {})) from error

    def _connect(self) -> Connection[tuple[Any, ...]]:
        try:
            connection = psycopg.connect(
                autocommit=True, prepare_threshold=None, row_factory=tuple_row, **self._parameters()
            )
        except psycopg.Error as error:
            code = find_reason(self._profile, self._login, self._password)
            is_for_good = code in (WRONG_LOGIN, CERTIFICATE, NO_TLS)
            raise (ServerRefusedError if is_for_good else NotAnsweredError)(code) from error
        connection.add_notice_handler(self._hear)
        self._connection = connection
        return connection

    def _parameters(self) -> dict[str, Any]:
        """Everything said here, so that nothing is taken from the environment or files of the user."""
        profile = self._profile
        by_tls = profile.sslmode == "verify-full"
        return {
            "host": ",".join(host for host, _ in profile.hosts),
            "port": ",".join(str(port) for _, port in profile.hosts),
            "dbname": profile.database,
            "user": self._login,
            "password": self._password,
            "passfile": "/dev/null",
            "options": "",
            "sslmode": profile.sslmode,
            "sslrootcert": str(self._ca_file) if self._ca_file else "",
            "sslcertmode": "disable",
            "gssencmode": "disable",
            "channel_binding": profile.channel_binding if by_tls else "disable",
            # Behind verify-full nobody else may ask for the password, and the server only by SCRAM.
            "require_auth": "scram-sha-256" if by_tls else "none,scram-sha-256",
            "target_session_attrs": "read-write",
            "connect_timeout": profile.connect_timeout,
            "client_encoding": "utf8",
            "application_name": "reviewdesk",
            "keepalives_idle": 30,
            "keepalives_interval": 10,
            "keepalives_count": 3,
            "tcp_user_timeout": int(profile.deadline * 1000),
        }

    def _hear(self, notice: psycopg.errors.Diagnostic) -> None:
        if notice.severity_nonlocalized == "WARNING" and notice.sqlstate == _FAILED_WARNING:
            self._warned = True


def _read_detail(detail: object) -> Mapping[str, Any]:
    if not detail:
        return {}
    entry = json.loads(detail) if isinstance(detail, str) else detail
    return entry if isinstance(entry, Mapping) else {}
