"""How much room attachments of the server take on this PC: the least recently used give way. Network thread.

What may go: files that a row names and of which the server has just shown its last chunk, and files that no row names any more (at
once beyond the limit, else after a month). Never a file of an act that is not answered yet, nor one that this PC uploaded and the
server cannot show. What was entered without a server has no rows here and stays.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import Connection, Engine

from app.domain.errors import EnvironmentFault
from db.attachments import EncryptedAttachmentStore
from db.engine import reading
from db.json_text import load_json
from db.sync.file_rows import (
    RemoteFile,
    cached_bytes,
    forget_file,
    least_used,
    left_files,
    mark_dropped,
    mark_used,
)
from db.sync.files_up import named_files
from db.sync.gateway import CHUNK_BYTES, Gateway

KEPT_AFTER_LEAVING = timedelta(days=30)
MOST_ASKED = 200
"""Files the server is asked for in one round before they are dropped."""


@dataclass(frozen=True, slots=True)
class FileCache:
    store: EncryptedAttachmentStore
    rows: Engine
    """Of the calling thread."""

    def used(self) -> int:
        with reading(self.rows).connect() as connection:
            return cached_bytes(connection)

    def trim(self, gateway: Gateway, limit: int, now: datetime, cancelled: Callable[[], bool]) -> int:
        """Drop files until ``limit`` bytes are kept; how many went."""
        dropped = 0
        with reading(self.rows).connect() as connection:
            too_much = cached_bytes(connection) - limit
            unsent = read_unsent(connection)
            left = left_files(connection, None if too_much > 0 else now - KEPT_AFTER_LEAVING)
            offered = least_used(connection) if too_much > 0 else []
        for file in left:
            if file.sha256 not in unsent and self._drop(file, forget_file):
                too_much -= file.size
                dropped += 1
        for file in [file for file in offered if file.sha256 not in unsent][:MOST_ASKED]:
            if too_much <= 0 or cancelled():
                break
            if not _shows(gateway, file):
                # Not asked again at once: it counts as used now.
                with self.rows.begin() as connection:
                    mark_used(connection, {file.sha256: now})
            elif self._drop(file, mark_dropped):
                too_much -= file.size
                dropped += 1
        return dropped

    def _drop(self, file: RemoteFile, note: Callable[[Connection, str], None]) -> bool:
        try:
            self.store.drop(file.sha256)
        except EnvironmentFault:
            return False  # open in a preview just now (Windows)
        with self.rows.begin() as connection:
            note(connection, file.sha256)
        return True


def read_unsent(connection: Connection) -> frozenset[str]:
    """Files that acts name which the server has not answered."""
    documents: Sequence[str] = (
        connection.exec_driver_sql(
            "SELECT doc FROM outbox_part WHERE state IN ('resting', 'pending', 'sent') AND doc LIKE '%sha256%'"
        )
        .scalars()
        .all()
    )
    return frozenset(file.sha256 for text in documents for file in named_files(load_json(text)))


def _shows(gateway: Gateway, file: RemoteFile) -> bool:
    """Whether the server gives the end of the file: it has it, and this desk may read it."""
    last = (file.size - 1) // CHUNK_BYTES
    for district_id in file.districts:
        chunk = gateway.get_chunk(district_id, file.sha256, last)
        if chunk is not None:
            return len(chunk) == file.size - last * CHUNK_BYTES
    return False
