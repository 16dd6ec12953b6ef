"""Uploads (docs/protocol.md §6): before a part is pushed, the files it names go to the part's district. Network thread.

The server is asked first, each time: it may have been restored, or have cleaned up, since a row here said ``done``. What it has already is
not sent again, and a broken upload goes on where the server says. A file that cannot go up makes its part wait with a code and
nothing else: F-204 not on this PC or damaged, F-205 no room for unfinished uploads, F-206 too large, F-207 the server got other bytes.
Whatever did not answer raises the gateway's NotAnsweredError.
"""

import hashlib
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from sqlalchemy import Engine

from app.domain.errors import EnvironmentFault
from app.ports.sync import SyncPhase, SyncProgress
from db.attachments import EncryptedAttachmentStore
from db.engine import reading
from db.sync.file_rows import RemoteFile, find_remote, mark_upload
from db.sync.files_down import FileDownloads
from db.sync.gateway import (
    CHUNK_BYTES,
    MOST_FILE_BYTES,
    Gateway,
    NotAnsweredError,
    ServerRefusedError,
)

NOT_HERE, NO_ROOM, TOO_LARGE, ALTERED = "F-204", "F-205", "F-206", "F-207"
_NO_ROOM_STATE = "53400"
_ATTEMPTS = 3


@dataclass(frozen=True, slots=True)
class NamedFile:
    """A file as a document names it."""

    sha256: str
    name: str
    size: int


@dataclass(frozen=True, slots=True)
class Uploaded:
    """``code`` "": everything that was named is at the server. ``sent``: how many files had to be sent."""

    code: str = ""
    params: Mapping[str, object] = field(default_factory=dict)
    sent: int = 0
    cancelled: bool = False

    @property
    def may_push(self) -> bool:
        return not self.code and not self.cancelled


def named_files(doc: object) -> Sequence[NamedFile]:
    """Every file of a push's document, wherever it stands in it ({sha256, size, media_type, name}), each once."""
    return tuple({file.sha256: file for file in _walk(doc)}.values())


def _walk(doc: object) -> Iterator[NamedFile]:
    if isinstance(doc, Mapping):
        if isinstance(doc.get("sha256"), str) and isinstance(doc.get("size"), int):
            yield NamedFile(doc["sha256"], str(doc.get("name", "")), doc["size"])
            return
        for value in doc.values():
            yield from _walk(value)
    elif isinstance(doc, list | tuple):
        for value in doc:
            yield from _walk(value)


class FileUploads:
    """One a round: what the server said it has is not asked again in it. ``rows``: an engine of this thread."""

    def __init__(self, store: EncryptedAttachmentStore, downloads: FileDownloads, rows: Engine) -> None:
        self._store = store
        self._downloads = downloads
        self._rows = rows
        self._stored: set[tuple[str, str]] = set()

    def upload(
        self,
        gateway: Gateway,
        district_id: str,
        doc: Mapping[str, Any],
        report: Callable[[SyncProgress], None],
        cancelled: Callable[[], bool],
    ) -> Uploaded:
        """What ``doc`` names. Every file is tried: one that must wait does not keep the others back."""
        code, sent = "", 0
        params: Mapping[str, object] = {}
        for file in named_files(doc):
            if (district_id, file.sha256) in self._stored:
                continue
            found = _Upload(self, gateway, district_id, file, report, cancelled).run()
            if found.cancelled:
                return Uploaded(code, params, sent, cancelled=True)
            sent += found.sent
            if found.code and not code:
                code, params = found.code, {"name": file.name, "sha256": file.sha256, **found.params}
        return Uploaded(code, params, sent)

    def note(self, district_id: str, sha256: str, size: int, code: str) -> None:
        if not code:
            self._stored.add((district_id, sha256))
        with self._rows.begin() as connection:
            mark_upload(connection, district_id, sha256, size, code)

    def read(self, gateway: Gateway, sha256: str, cancelled: Callable[[], bool]) -> bytes | None:
        """The bytes, checked; fetched from the server where it has them in another district or row. None: nobody has them."""
        content = self._read_here(sha256)
        if content is None:
            file = self._find_remote(sha256)
            if file is not None:
                try:
                    self._downloads.fetch(gateway, file, cancelled, damaged=self._store.has(sha256))
                except EnvironmentFault as fault:
                    if fault.code not in ("F-202", "F-203"):
                        raise
                content = self._read_here(sha256)
        return content

    def _find_remote(self, sha256: str) -> RemoteFile | None:
        with reading(self._rows).connect() as connection:
            return find_remote(connection, sha256)

    def _read_here(self, sha256: str) -> bytes | None:
        try:
            content = self._store.read(sha256)
        except EnvironmentFault as fault:
            if fault.code in ("E-301", "E-302"):
                return None
            raise
        return content if hashlib.sha256(content).hexdigest() == sha256 else None


@dataclass(frozen=True, slots=True)
class _Upload:
    """One file to one district."""

    uploads: FileUploads
    gateway: Gateway
    district_id: str
    file: NamedFile
    report: Callable[[SyncProgress], None]
    cancelled: Callable[[], bool]

    def run(self) -> Uploaded:
        sha256 = self.file.sha256
        if self.gateway.finish_file(self.district_id, sha256) == "stored":
            self.uploads.note(self.district_id, sha256, self.file.size, "")
            return Uploaded()
        content = self.uploads.read(self.gateway, sha256, self.cancelled)
        if self.cancelled():
            return Uploaded(cancelled=True)
        if content is None:
            return self._wait(self.file.size, NOT_HERE)
        if len(content) > MOST_FILE_BYTES:
            return self._wait(len(content), TOO_LARGE, limit_mb=MOST_FILE_BYTES >> 20)
        try:
            return self._send(content)
        except NotAnsweredError as error:
            if error.params.get("state") != _NO_ROOM_STATE:
                raise
            return self._wait(len(content), NO_ROOM)
        except ServerRefusedError as error:
            if error.code != "Y-109":
                raise
            # Something about this one file; the others can still go.
            return self._wait(len(content), error.code)

    def _send(self, content: bytes) -> Uploaded:
        altered = 0
        for _ in range(_ATTEMPTS):
            if not self._put_chunks(content):
                return Uploaded(cancelled=True)
            outcome = self.gateway.finish_file(self.district_id, self.file.sha256)
            if outcome == "stored":
                self.uploads.note(self.district_id, self.file.sha256, len(content), "")
                return Uploaded(sent=1)
            altered += outcome == "altered"
            if altered == 2:
                return self._wait(len(content), ALTERED)
        # It was cleaned away again and again: nothing that is wrong with the file.
        raise NotAnsweredError("Y-103")

    def _put_chunks(self, content: bytes) -> bool:
        """From where the server says. False: cancelled."""
        view, at = memoryview(content), 0
        # Twice as many as there are chunks: what came before may be dropped meanwhile (another desk, cleaning), not for ever.
        for _ in range(2 * (len(content) // CHUNK_BYTES + 1) + 1):
            if at >= len(content):
                return True
            if self.cancelled():
                return False
            self.report(SyncProgress(SyncPhase.FILES, at, len(content), self.file.name))
            n = at // CHUNK_BYTES
            chunk = bytes(view[n * CHUNK_BYTES : (n + 1) * CHUNK_BYTES])
            at = self.gateway.put_chunk(self.district_id, self.file.sha256, len(content), n, chunk)
        raise NotAnsweredError("Y-103")

    def _wait(self, size: int, code: str, **params: object) -> Uploaded:
        self.uploads.note(self.district_id, self.file.sha256, size, code)
        return Uploaded(code, params)
