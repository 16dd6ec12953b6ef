"""The form of one encrypted attachment: AES-256-GCM in chunks of 256 KiB under a random key of its own.

Header: magic, clear size (8 bytes), nonce and the file key wrapped by the store's key. Then the chunks, each with its tag.
The header, the chunk's number and whether it is the last are authenticated with every chunk, and the header with the
content's SHA-256 when the key is unwrapped: a file cannot be cut, its chunks cannot be reordered or taken from another
file, and a file cannot stand under another's name. Used by db.attachments only.
"""

import os
import struct
from collections.abc import Iterator
from typing import BinaryIO

from cryptography.hazmat.primitives.ciphers.aead import AESGCM

MAGIC = b"RDATT\x00\x00\x01"
CHUNK = 256 * 1024
_TAG, _NONCE, _KEY = 16, 12, 32
_SIZE = struct.Struct(">Q")
_PLACE = struct.Struct(">Q?")
HEADER = len(MAGIC) + _SIZE.size + _NONCE + _KEY + _TAG


class BrokenSealError(Exception):
    """The file is shorter, longer or of another form than was written."""


def write_sealed(stream: BinaryIO, wrapping_key: bytes, digest: bytes, content: bytes) -> None:
    """``digest`` is the SHA-256 of ``content``; ``content`` is not empty."""
    file_key = AESGCM.generate_key(bit_length=256)
    start = MAGIC + _SIZE.pack(len(content))
    nonce = os.urandom(_NONCE)
    header = start + nonce + AESGCM(wrapping_key).encrypt(nonce, file_key, start + digest)
    stream.write(header)
    cipher = AESGCM(file_key)
    view = memoryview(content)
    for number, size, last in _chunks(len(content)):
        chunk = view[number * CHUNK : number * CHUNK + size]
        stream.write(cipher.encrypt(_nonce(number), chunk, header + _PLACE.pack(number, last)))


def read_sealed(stream: BinaryIO, wrapping_key: bytes, digest: bytes) -> bytes:
    """The clear content. Raises BrokenSealError or cryptography's InvalidTag when anything was altered."""
    return b"".join(stream_sealed(stream, wrapping_key, digest))


def stream_sealed(stream: BinaryIO, wrapping_key: bytes, digest: bytes) -> Iterator[bytes]:
    """The clear content chunk by chunk, each one authentic; raises as ``read_sealed`` when its turn comes.

    Whoever takes the chunks has the whole content only when the iterator ended by itself.
    """
    header = stream.read(HEADER)
    start = header[: len(MAGIC) + _SIZE.size]
    if len(header) != HEADER or not start.startswith(MAGIC):
        raise BrokenSealError("no header")
    nonce = header[len(start) : len(start) + _NONCE]
    file_key = AESGCM(wrapping_key).decrypt(nonce, header[len(start) + _NONCE :], start + digest)
    cipher = AESGCM(file_key)
    (total,) = _SIZE.unpack(start[len(MAGIC) :])
    for number, size, last in _chunks(total):
        sealed = stream.read(size + _TAG)
        if len(sealed) != size + _TAG:
            raise BrokenSealError("cut")
        yield cipher.decrypt(_nonce(number), sealed, header + _PLACE.pack(number, last))
    if stream.read(1):
        raise BrokenSealError("bytes after the end")


def _chunks(total: int) -> Iterator[tuple[int, int, bool]]:
    """(number, clear size, is last) of each chunk."""
    count = -(-total // CHUNK)
    for number in range(count):
        yield number, min(CHUNK, total - number * CHUNK), number == count - 1


def _nonce(number: int) -> bytes:
    # A counter is enough: the key is random for each file and used once.
    return number.to_bytes(_NONCE, "big")
