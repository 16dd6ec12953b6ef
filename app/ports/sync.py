"""What the window sees of the exchange with the shared database (docs/protocol.md §5). Fulfilled by ``db.sync``.

A desk without a server has none of this (``Desk.sync`` is None) and shows nothing of it.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from typing import Protocol

from app.domain.commands import Changed
from app.domain.decision import Action, Defect, SubjectKind


class OpState(StrEnum):
    """Where a command of the outbox stands."""

    LOCAL = "local"  # no server: applied here and that is all
    RESTING = "resting"  # may still be taken back by Z
    PENDING = "pending"  # 待上报
    SENT = "sent"  # on its way, the answer is not known yet
    APPLIED = "applied"  # 已上报
    CONFLICT = "conflict"  # 冲突: somebody was first
    REFUSED = "refused"  # 未被接受
    WITHDRAWN = "withdrawn"  # taken back by Z before it was sent
    CLOSED = "closed"  # a conflict or refusal that the person has answered


OPEN_STATES = frozenset({OpState.RESTING, OpState.PENDING, OpState.SENT})
"""待上报, as the screen counts them."""


class SyncPhase(StrEnum):
    IDLE = "idle"
    CONNECTING = "connecting"
    PUSHING = "pushing"
    PULLING = "pulling"
    APPLYING = "applying"
    COMPARING = "comparing"
    FILES = "files"


@dataclass(frozen=True, slots=True)
class SyncProgress:
    """``total`` 0 = unknown. ``subject``: a district's name, a file's name."""

    phase: SyncPhase
    done: int = 0
    total: int = 0
    subject: str = ""


@dataclass(frozen=True, slots=True)
class OutboxCounts:
    resting: int = 0
    pending: int = 0
    """PENDING and SENT."""
    conflicts: int = 0
    refused: int = 0
    next_due: datetime | None = None
    """When the first resting command may be sent."""

    @property
    def waiting(self) -> int:
        """待上报."""
        return self.resting + self.pending


@dataclass(frozen=True, slots=True)
class RoundReport:
    """What one round did. ``problem``: code of why it ended early ("" = it did not), with ``params`` (ui/texts words it)."""

    began_at: datetime
    ended_at: datetime
    pushed: int = 0
    pulled: int = 0
    conflicts: int = 0
    refused: int = 0
    files_up: int = 0
    files_down: int = 0
    changed: Changed = field(default_factory=Changed)
    problem: str = ""
    params: dict[str, object] = field(default_factory=dict)
    warnings: tuple[str, ...] = ()
    """Codes that do not end a round: Y-121 the clocks differ …"""
    reload: bool = False
    """More changed than ``changed`` names (first pull, a district pulled anew): views read everything again."""


class SyncLogKind(StrEnum):
    ROUND = "round"  # pushed, pulled, files
    FAILED = "failed"  # code
    CONFLICT = "conflict"
    REFUSED = "refused"
    REPULL = "repull"  # the server was restored or the copies differed
    LEFT = "left"  # a district or dossier is no longer this desk's
    FIRST = "first"  # the first pull ended


@dataclass(frozen=True, slots=True)
class SyncLogLine:
    """One line of the log that a clerk reads; equal rounds without anything to say are not kept."""

    at: datetime
    kind: SyncLogKind
    params: dict[str, object] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class OutboxRow:
    """One command as the list 上报记录 shows it."""

    op_id: str
    command: str
    """Class name of the command."""
    action: Action | None
    subject_kind: SubjectKind | None
    subject_id: str
    person: str
    title: str
    """Section and first field of an archive item, plan of a declaration."""
    at: datetime
    state: OpState
    due_at: datetime | None = None
    code: str = ""
    params: dict[str, object] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class ConflictSide:
    """One of the two verdicts side by side (LOOK picture 09)."""

    action: Action | None
    """None: nothing was decided, the content changed."""
    reviewer: str
    organisation: str
    at: datetime
    submit_no: int
    opinion: str = ""
    notice: str = ""
    defects: tuple[Defect, ...] = ()


@dataclass(frozen=True, slots=True)
class ConflictCase:
    op_id: str
    subject_kind: SubjectKind
    subject_id: str
    person: str
    title: str
    standing: ConflictSide
    own: ConflictSide
    may_decide_again: bool
    """The dossier still waits at this desk: open it and decide again; otherwise 申请重开 to the level that owns it."""


class SyncQueries(Protocol):
    """Read thread."""

    def counts(self) -> OutboxCounts: ...
    def outbox(self, states: frozenset[OpState], limit: int = 500) -> Sequence[OutboxRow]:
        """Newest first."""
        ...

    def conflicts(self) -> Sequence[ConflictCase]:
        """Unanswered ones, oldest first."""
        ...

    def states_of(self, subject_ids: Sequence[str]) -> dict[str, OpState]:
        """For marks in lists: subjects with an unanswered or refused own act; others are absent."""
        ...

    def log(self, limit: int = 500) -> Sequence[SyncLogLine]:
        """Newest first."""
        ...

    def last_round(self) -> datetime | None:
        """When this copy last heard everything the server had to say."""
        ...


class Synchroniser(Protocol):
    """Network thread, one call at a time."""

    def run_round(
        self, *, everything: bool, report: Callable[[SyncProgress], None], cancelled: Callable[[], bool]
    ) -> RoundReport:
        """Push what is due (``everything``: end the rest of all), pull, compare, transfer files. Never raises for the network
        or the server: the report says what ended it. Raises EnvironmentFault for the local copy only (disk full …)."""
        ...

    def disconnect(self) -> None: ...


class SyncSettings(Protocol):
    """Write thread."""

    def rest_seconds(self) -> int: ...
    def set_rest_seconds(self, seconds: int) -> None:
        """0-600."""
        ...

    def cache_limit_mb(self) -> int: ...
    def set_cache_limit_mb(self, megabytes: int) -> None: ...


class ServerAccount(Protocol):
    """The login of this copy. Any thread but the GUI's.

    The password typed at the sign-in is the login's own at the server: checked against the hash kept here (works without a
    network), handed to the exchange for as long as somebody sits there, never written down.
    """

    @property
    def login(self) -> str: ...

    def unlock(self, password: str) -> bool:
        """Check the password against the hash kept here (no network) and hand it to the exchange when it is right."""
        ...

    def renew(self, password: str) -> None:
        """Ask the server whether it knows this password; if so keep its hash and hand it to the exchange.

        For a password that was changed at the server. Raises SyncError: Y-105 wrong there too, Y-101 … no connection.
        """
        ...

    def lock(self) -> None:
        """Nobody sits there any more: the password is forgotten, the connection closed."""
        ...


@dataclass(frozen=True, slots=True)
class DeskSync:
    """What ``Desk.sync`` holds where a server is set up."""

    server_name: str
    queries: SyncQueries
    synchroniser: Synchroniser
    settings: SyncSettings
    export_outbox: Callable[[str], int]
    """Write every command that the server has not applied to a file (path) for the office above; how many."""
    account: ServerAccount | None = None
    """Whose password opens this copy and its server: the sign-in asks it. None only in fakes."""
