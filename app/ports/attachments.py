"""The attachment store: content-addressed, encrypted, never altered (DESIGN §3)."""

from collections.abc import Iterator
from typing import Protocol

from app.domain.attachment import FileRef


class AttachmentStore(Protocol):
    def put(self, content: bytes, name: str) -> FileRef:
        """Keep the bytes durably (fsync) and return their reference; the same bytes are kept once.

        Raises EnvironmentFault("E-204") when the disk is full and RuleError("F-1xx") when the content is
        neither PDF, JPEG nor PNG, is empty, or is larger than MAX_FILE_BYTES.
        """
        ...

    def read(self, sha256: str) -> bytes:
        """The clear bytes. Raises EnvironmentFault("E-301") when missing, "E-302" when damaged."""
        ...

    def stream(self, sha256: str) -> Iterator[bytes]:
        """The same bytes in chunks, for what is written elsewhere; raises as ``read``, perhaps after some chunks."""
        ...

    def has(self, sha256: str) -> bool: ...


MAX_FILE_BYTES = 200 * 1024 * 1024
"""Larger files are refused at the door with F-104 (a 300 MB PDF is a clear message, not a frozen desk)."""
