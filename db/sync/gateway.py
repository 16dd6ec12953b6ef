"""The server as the engine sees it: one method a function of docs/protocol.md §4. Fakes in tests fulfil it too.

Failure: whatever did not answer raises NotAnsweredError (keep and send again); what the server says no to for good
raises ServerRefusedError. Both are SyncError with a code for the log.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, Protocol

from app.domain.errors import KnownError

CHUNK_BYTES = 256 * 1024
MOST_FILE_BYTES = 64 * 1024 * 1024
"""What the server takes (docs/protocol.md §6)."""
PAGE_ROWS = 2_000


class SyncError(KnownError):
    """Something between this desk and the server. Codes Y-1xx."""


class NotAnsweredError(SyncError):
    """No answer, or one that says nothing about the op: Y-101 no connection, Y-102 deadline, Y-103 the server is not ready."""


class ServerRefusedError(SyncError):
    """The server does not want this desk as it is: Y-105 login, Y-106 no right, Y-107 certificate, Y-108 no TLS, Y-109 malformed."""


@dataclass(frozen=True, slots=True)
class DistrictHead:
    district_id: str
    name: str
    head: int
    epoch: str
    line: str | None


@dataclass(frozen=True, slots=True)
class Hello:
    districts: tuple[DistrictHead, ...]
    schema_version: int
    min_schema: int
    server_time: datetime
    account: Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class FeedRow:
    kind: str
    id: str
    rev: int
    seq: int
    doc: str


@dataclass(frozen=True, slots=True)
class PushAnswer:
    outcome: str
    """``applied``, ``conflict``, ``refused``."""
    code: str = ""
    detail: Mapping[str, Any] = field(default_factory=dict)
    new_rev: int | None = None
    seq: int | None = None


@dataclass(frozen=True, slots=True)
class Push:
    """One call: ``arguments`` follow p_district and p_op in the order of the function."""

    function: str
    district_id: str
    op_id: str
    arguments: tuple[Any, ...]


class Gateway(Protocol):
    def hello(self, schema: int) -> Hello: ...
    def head(self, district_id: str) -> DistrictHead: ...
    def feed(self, district_id: str, kind: str, cursor: int, head: int, limit: int) -> Sequence[FeedRow]: ...
    def fetch(self, district_id: str, kind: str, row_id: str) -> Sequence[FeedRow]: ...
    def push(self, push: Push) -> PushAnswer: ...
    def digest(self, district_id: str) -> Mapping[str, tuple[int, int]]:
        """By kind: rows and digest."""
        ...

    def put_chunk(self, district_id: str, sha256: str, size: int, n: int, data: bytes) -> int:
        """How many bytes from the start the server has now."""
        ...

    def finish_file(self, district_id: str, sha256: str) -> str: ...
    def get_chunk(self, district_id: str, sha256: str, n: int) -> bytes | None: ...
    def close(self) -> None: ...
