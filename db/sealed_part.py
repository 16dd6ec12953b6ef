"""An attachment that is arriving: sealed chunk by chunk in the form of db.sealed_file, so that nothing of it ever lies in the clear
and, once complete, it only has to be renamed. Made by ``EncryptedAttachmentStore.arriving``; one thread at a time.

What is there when it is opened is kept as far as it is whole; the next chunk wanted is ``next``. Each chunk is handed to the
system when it is taken, so that the end of the process loses none; the end of the system may, and then the part begins anew.
"""

import hashlib
import os
from io import FileIO
from pathlib import Path
from types import TracebackType
from typing import Self

from cryptography.exceptions import InvalidTag

from db.faults import translating
from db.sealed_file import HEADER, TAG, BrokenSealError, Seal, new_seal, read_seal


class AlteredChunkError(Exception):
    """A chunk of another size than it must have, or of other bytes than came for it before."""


class SealedPart:
    """``digest`` and ``size`` are those that the content must have."""

    def __init__(self, path: Path, wrapping_key: bytes, digest: bytes, size: int) -> None:
        self.path = path
        self._digest = digest
        self._hash = hashlib.sha256()
        self._torn = b""
        self.next = 0
        """Number of the first chunk that is missing."""
        path.parent.mkdir(parents=True, exist_ok=True)
        # Unbuffered: what was taken is with the system, and closing has nothing left to write.
        self._stream: FileIO = path.open("r+b" if path.exists() else "w+b", buffering=0)
        try:
            self._seal = self._go_on(wrapping_key, size) or self._begin(wrapping_key, size)
        except BaseException:
            self._stream.close()
            raise
        self.was_begun = self.next > 0 or bool(self._torn)
        """Something of it was here before."""

    @property
    def size(self) -> int:
        return self._seal.total

    @property
    def received(self) -> int:
        """Clear bytes so far."""
        return min(self.next * self._seal.size_of(0), self._seal.total)

    @property
    def is_complete(self) -> bool:
        return self.next == self._seal.count

    @property
    def is_right(self) -> bool:
        """Whether everything that came has the hash it must have."""
        return self.is_complete and self._hash.digest() == self._digest

    def take(self, chunk: bytes) -> None:
        """The chunk ``next``. Raises AlteredChunkError: nothing was written then; EnvironmentFault E-204 …."""
        if len(chunk) != self._seal.size_of(self.next):
            raise AlteredChunkError
        sealed = self._seal.close_chunk(self.next, chunk)
        if not sealed.startswith(self._torn):
            # Two contents under one key and nonce must never be written: whoever saw both could forge.
            raise AlteredChunkError
        self._torn = b""
        self._write(sealed)
        self._hash.update(chunk)
        self.next += 1

    def keep(self, target: Path) -> None:
        """Make it durable under its name; it is a stored file then."""
        os.fsync(self._stream.fileno())
        self._stream.close()
        self.path.replace(target)

    def drop(self) -> None:
        self._stream.close()
        self.path.unlink(missing_ok=True)

    def close(self) -> None:
        """Leave it for another time."""
        self._stream.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def _begin(self, wrapping_key: bytes, size: int) -> Seal:
        self._hash, self._torn, self.next = hashlib.sha256(), b"", 0
        seal = new_seal(wrapping_key, self._digest, size)
        self._stream.seek(0)
        self._stream.truncate()
        self._write(seal.header)
        return seal

    def _write(self, content: bytes) -> None:
        rest = memoryview(content)
        with translating(self.path.parent):
            while rest:
                rest = rest[self._stream.write(rest) or 0 :]

    def _go_on(self, wrapping_key: bytes, size: int) -> Seal | None:
        """Read what came before; None when it is of no use. A chunk that was cut stays to be compared with what comes again."""
        try:
            seal = read_seal(self._stream, wrapping_key, self._digest)
            if seal.total != size:
                return None
            while self.next < seal.count:
                sealed = self._stream.read(seal.size_of(self.next) + TAG)
                if len(sealed) < seal.size_of(self.next) + TAG:
                    self._torn = sealed
                    break
                self._hash.update(seal.open_chunk(self.next, sealed))
                self.next += 1
        except (BrokenSealError, InvalidTag):
            return None
        # Also drops what may lie behind the end.
        self._stream.seek(HEADER + sum(seal.size_of(n) + TAG for n in range(self.next)))
        self._stream.truncate()
        return seal
