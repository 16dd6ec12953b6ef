"""The form of one encrypted attachment: AES-256-GCM in chunks of 256 KiB under a random key of its own.

Header: magic, clear size (8 bytes), nonce and the file key wrapped by the store's key. Then the chunks, each with its tag.
The header, the chunk's number and whether it is the last are authenticated with every chunk, and the header with the
content's SHA-256 when the key is unwrapped: a file cannot be cut, its chunks cannot be reordered or taken from another
file, and a file cannot stand under another's name. Used by db.attachments and, for a file that is arriving, db.sealed_part.
"""

import os
import struct
from collections.abc import Iterator
from io import FileIO
from typing import BinaryIO

from cryptography.hazmat.primitives.ciphers.aead import AESGCM

MAGIC = b"RDATT\x00\x00\x01"
CHUNK = 256 * 1024
TAG, _NONCE, _KEY = 16, 12, 32
_SIZE = struct.Struct(">Q")
_PLACE = struct.Struct(">Q?")
HEADER = len(MAGIC) + _SIZE.size + _NONCE + _KEY + TAG


class BrokenSealError(Exception):
    """The file is shorter, longer or of another form than was written."""


class Seal:
    """The header of one file with its key: seals and opens its chunks."""

    def __init__(self, header: bytes, file_key: bytes, total: int) -> None:
        self.header = header
        self.total = total
        self.count = -(-total // CHUNK)
        self._cipher = AESGCM(file_key)

    def size_of(self, number: int) -> int:
        """Clear bytes of a chunk."""
        return min(CHUNK, self.total - number * CHUNK)

    def close_chunk(self, number: int, chunk: bytes | memoryview) -> bytes:
        return self._cipher.encrypt(_nonce(number), chunk, self._place(number))

    def open_chunk(self, number: int, sealed: bytes) -> bytes:
        return self._cipher.decrypt(_nonce(number), sealed, self._place(number))

    def _place(self, number: int) -> bytes:
        return self.header + _PLACE.pack(number, number == self.count - 1)


def new_seal(wrapping_key: bytes, digest: bytes, total: int) -> Seal:
    """A seal under a new key for content of ``total`` bytes (not 0) whose SHA-256 is ``digest``."""
    file_key = AESGCM.generate_key(bit_length=256)
    start = MAGIC + _SIZE.pack(total)
    nonce = os.urandom(_NONCE)
    header = start + nonce + AESGCM(wrapping_key).encrypt(nonce, file_key, start + digest)
    return Seal(header, file_key, total)


def read_seal(stream: BinaryIO | FileIO, wrapping_key: bytes, digest: bytes) -> Seal:
    """The seal at the start of a file. Raises BrokenSealError or InvalidTag."""
    header = stream.read(HEADER)
    start = header[: len(MAGIC) + _SIZE.size]
    if len(header) != HEADER or not start.startswith(MAGIC):
        raise BrokenSealError("no header")
    nonce = header[len(start) : len(start) + _NONCE]
    file_key = AESGCM(wrapping_key).decrypt(nonce, header[len(start) + _NONCE :], start + digest)
    (total,) = _SIZE.unpack(start[len(MAGIC) :])
    return Seal(header, file_key, total)


def write_sealed(stream: BinaryIO, wrapping_key: bytes, digest: bytes, content: bytes) -> None:
    """``digest`` is the SHA-256 of ``content``; ``content`` is not empty."""
    seal = new_seal(wrapping_key, digest, len(content))
    stream.write(seal.header)
    view = memoryview(content)
    for number in range(seal.count):
        stream.write(seal.close_chunk(number, view[number * CHUNK : number * CHUNK + seal.size_of(number)]))


def read_sealed(stream: BinaryIO, wrapping_key: bytes, digest: bytes) -> bytes:
    """The clear content. Raises BrokenSealError or cryptography's InvalidTag when anything was altered."""
    return b"".join(stream_sealed(stream, wrapping_key, digest))


def stream_sealed(stream: BinaryIO, wrapping_key: bytes, digest: bytes) -> Iterator[bytes]:
    """The clear content chunk by chunk, each one authentic; raises as ``read_sealed`` when its turn comes.

    Whoever takes the chunks has the whole content only when the iterator ended by itself.
    """
    seal = read_seal(stream, wrapping_key, digest)
    for number in range(seal.count):
        sealed = stream.read(seal.size_of(number) + TAG)
        if len(sealed) != seal.size_of(number) + TAG:
            raise BrokenSealError("cut")
        yield seal.open_chunk(number, sealed)
    if stream.read(1):
        raise BrokenSealError("bytes after the end")


def _nonce(number: int) -> bytes:
    # A counter is enough: the key is random for each file and used once.
    return number.to_bytes(_NONCE, "big")
