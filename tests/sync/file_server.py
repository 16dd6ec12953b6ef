"""The files of a server in memory, and a gateway to it that can be cut: what docs/protocol.md §6 says, for unit tests.

The real functions answer the same calls in tests/server/test_file_transfers.py.
"""

import hashlib
import threading
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field

from db.sync.gateway import (
    CHUNK_BYTES,
    MOST_FILE_BYTES,
    DistrictHead,
    FeedRow,
    Hello,
    NotAnsweredError,
    Push,
    PushAnswer,
    ServerRefusedError,
)

Key = tuple[str, str]
"""District and hash."""


@dataclass
class FileServer:
    """One holder's uploads, and what may be read."""

    chunks: dict[Key, dict[int, bytes]] = field(default_factory=dict)
    sizes: dict[Key, int] = field(default_factory=dict)
    finished: set[Key] = field(default_factory=set)
    readable: set[Key] = field(default_factory=set)
    room: bool = True

    def offer(self, content: bytes, district: str = "330106") -> str:
        """Somebody else's file that may be read."""
        sha256 = hashlib.sha256(content).hexdigest()
        key = (district, sha256)
        self.chunks[key] = dict(enumerate(split(content)))
        self.sizes[key] = len(content)
        self.finished.add(key)
        self.readable.add(key)
        return sha256

    def content_of(self, sha256: str, district: str = "330106") -> bytes:
        chunks = self.chunks[district, sha256]
        return b"".join(chunks[n] for n in sorted(chunks))

    def received(self, key: Key) -> int:
        n = 0
        while n in self.chunks.get(key, {}):
            n += 1
        return min(n * CHUNK_BYTES, self.sizes[key])


def split(content: bytes) -> list[bytes]:
    return [content[at : at + CHUNK_BYTES] for at in range(0, len(content), CHUNK_BYTES)]


@dataclass
class FileGateway:
    """``cut_after``: so many calls are answered, then none. ``before``: called before each call."""

    server: FileServer
    cut_after: int | None = None
    before: Callable[[str, int], None] = field(default=lambda name, n: None)
    change: Callable[[int, bytes], bytes] = field(default=lambda n, data: data)
    """What the way does to a chunk, up or down."""
    calls: list[str] = field(default_factory=list)
    closed: bool = False
    _lock: threading.Lock = field(default_factory=threading.Lock)

    def put_chunk(self, district_id: str, sha256: str, size: int, n: int, data: bytes) -> int:
        self._call("put", n)
        server, key = self.server, (district_id, sha256)
        if size > MOST_FILE_BYTES or len(data) != min(CHUNK_BYTES, size - n * CHUNK_BYTES):
            raise ServerRefusedError("Y-109", state="22023")
        if not server.room:
            raise NotAnsweredError("Y-103", state="53400")
        if key not in server.finished:
            server.sizes[key] = size
            server.chunks.setdefault(key, {}).setdefault(n, self.change(n, data))
        return server.received(key)

    def finish_file(self, district_id: str, sha256: str) -> str:
        self._call("finish")
        server, key = self.server, (district_id, sha256)
        if key in server.finished:
            return "stored"
        if key not in server.sizes or server.received(key) < server.sizes[key]:
            return "missing"
        if hashlib.sha256(server.content_of(sha256, district_id)).hexdigest() != sha256:
            del server.chunks[key], server.sizes[key]
            return "altered"
        server.finished.add(key)
        return "stored"

    def get_chunk(self, district_id: str, sha256: str, n: int) -> bytes | None:
        self._call("get", n)
        key = (district_id, sha256)
        if key not in self.server.readable:
            return None
        chunk = self.server.chunks[key].get(n)
        return None if chunk is None else self.change(n, chunk)

    def close(self) -> None:
        self.closed = True

    def _call(self, name: str, n: int = 0) -> None:
        with self._lock:
            if self.cut_after is not None:
                if self.cut_after <= 0:
                    raise NotAnsweredError("Y-101")
                self.cut_after -= 1
            self.calls.append(f"{name} {n}" if name != "finish" else name)
        self.before(name, n)

    def hello(self, schema: int) -> Hello:
        raise NotImplementedError

    def head(self, district_id: str) -> DistrictHead:
        raise NotImplementedError

    def feed(self, district_id: str, kind: str, cursor: int, head: int, limit: int) -> Sequence[FeedRow]:
        raise NotImplementedError

    def fetch(self, district_id: str, kind: str, row_id: str) -> Sequence[FeedRow]:
        raise NotImplementedError

    def push(self, push: Push) -> PushAnswer:
        raise NotImplementedError

    def digest(self, district_id: str) -> Mapping[str, tuple[int, int]]:
        raise NotImplementedError


def flip(number: int) -> Callable[[int, bytes], bytes]:
    """One bit of chunk ``number`` is another one on its way."""

    def change(n: int, data: bytes) -> bytes:
        return bytes([data[0] ^ 1]) + data[1:] if n == number else data

    return change
