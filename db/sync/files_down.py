"""Downloads (docs/protocol.md §6): chunk by chunk into a sealed part, on from the first missing one, hash checked, then into the store.

``FileDownloads``: one a copy, shared by the rounds of the exchange and by opening on demand, each with a gateway of its own; any
thread. A file comes on one thread at a time. Failure: the gateway's errors go through and leave the part for another time; a wrong hash
deletes it and raises EnvironmentFault F-202; F-203: there is no row any more by which this desk may read the file.
"""

import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass

from app.domain.errors import EnvironmentFault
from db.attachments import EncryptedAttachmentStore
from db.sealed_part import AlteredChunkError, SealedPart
from db.sync.file_rows import RemoteFile
from db.sync.gateway import Gateway


@dataclass(frozen=True, slots=True)
class FileProgress:
    """In bytes."""

    done: int
    total: int


def never() -> bool:
    """Of a transfer that nobody cancels."""
    return False


class FileDownloads:
    def __init__(self, store: EncryptedAttachmentStore) -> None:
        self._store = store
        self._lock = threading.Lock()
        self._coming: dict[str, FileProgress] = {}

    def progress(self, sha256: str) -> FileProgress | None:
        """Of a file that is coming just now."""
        return self._coming.get(sha256)

    def fetch(
        self,
        gateway: Gateway,
        file: RemoteFile,
        cancelled: Callable[[], bool] = never,
        *,
        damaged: bool = False,
    ) -> bool:
        """Bring a file. False: cancelled between two chunks, or it is coming on another thread. ``damaged``: what is here is of no
        use."""
        with self._alone(file) as alone:
            if not alone:
                return False
            if self._store.has(file.sha256) and not damaged:
                return True
            return self._bring(gateway, file, cancelled)

    @contextmanager
    def _alone(self, file: RemoteFile) -> Iterator[bool]:
        with self._lock:
            alone = file.sha256 not in self._coming
            if alone:
                self._coming[file.sha256] = FileProgress(0, file.size)
        try:
            yield alone
        finally:
            if alone:
                with self._lock:
                    del self._coming[file.sha256]

    def _bring(self, gateway: Gateway, file: RemoteFile, cancelled: Callable[[], bool]) -> bool:
        while True:
            with self._store.arriving(file.sha256, file.size) as part:
                was_begun = part.was_begun
                try:
                    if not self._receive(gateway, file, part, cancelled):
                        return False
                    if part.is_right:
                        self._store.arrived(part, file.sha256)
                        return True
                except AlteredChunkError:
                    pass
                part.drop()
            if not was_begun:
                raise EnvironmentFault("F-202", sha256=file.sha256)
            # What lay here from another time may be what was wrong: once more from the start.

    def _receive(
        self, gateway: Gateway, file: RemoteFile, part: SealedPart, cancelled: Callable[[], bool]
    ) -> bool:
        districts = list(file.districts)
        while not part.is_complete:
            self._coming[file.sha256] = FileProgress(part.received, part.size)
            if cancelled():
                return False
            chunk = gateway.get_chunk(districts[0], file.sha256, part.next) if districts else None
            if chunk is not None:
                part.take(chunk)
            elif districts:
                districts.pop(0)
            else:
                raise EnvironmentFault("F-203", sha256=file.sha256)
        return True
