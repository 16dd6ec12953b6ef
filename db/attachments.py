"""EncryptedAttachmentStore: app.ports.attachments on a folder. ``app.main`` makes one for each open working copy.

``put`` runs on the write thread, ``read`` on any thread. In a copy with a server files also arrive (``arriving``, ``arrived``) and may be
dropped again (``drop``): db.sync decides that. A file on disk is complete and durable or it is not there: it is
written as ``parts/*.part``, synced, renamed, and the folder synced. It never holds clear bytes, and its name is a keyed
digest of the content's SHA-256, so that nobody without the key can tell which documents an office holds.

Codes: F-101 empty, F-102 neither PDF, JPEG nor PNG, F-104 larger than MAX_FILE_BYTES (params name, size, limit);
E-204 disk full, E-205 no write permission, E-301 missing, E-302 damaged (params sha256). Suggested sentences for F:
F-101  文件是空的（0 字节）。请重新导出或扫描后再上传。（F-101）
F-102  只能收 PDF、JPG 和 PNG 文件，“{name}”不是。请转换后再上传。（F-102）
F-104  “{name}”有 {size_mb} MB，超过上限 {limit_mb} MB。请压缩或拆分后再上传。（F-104）
"""

import contextlib
import hashlib
import hmac
import os
import secrets
from collections.abc import Iterator
from pathlib import Path

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

from app.domain.attachment import FileRef
from app.domain.errors import EnvironmentFault, RuleError
from app.ports.attachments import MAX_FILE_BYTES
from db.faults import translating
from db.sealed_file import BrokenSealError, read_sealed, stream_sealed, write_sealed
from db.sealed_part import SealedPart

PARTS = "parts"
"""What ``put`` is writing; nothing in it survives the program."""
ARRIVING = "arriving"
"""What is being downloaded, kept over the program's end."""
MEBIBYTE = 1 << 20
_PDF_WITHIN = 1024
"""Viewers accept bytes before %PDF-; so do we, within the first kilobyte."""


def sniff_media_type(content: bytes) -> str | None:
    """What the bytes are, whatever the name says; None for anything but PDF, JPEG and PNG."""
    if content.startswith(b"\xff\xd8\xff"):
        return "image/jpeg"
    if content.startswith(b"\x89PNG\r\n\x1a\n"):
        return "image/png"
    if b"%PDF-" in content[:_PDF_WITHIN]:
        return "application/pdf"
    return None


def derive_key(key: bytes, purpose: str) -> bytes:
    """A 32-byte key of its own for each purpose, from the key of the working copy."""
    return HKDF(SHA256(), 32, salt=None, info=f"reviewdesk {purpose} 1".encode()).derive(key)


class EncryptedAttachmentStore:
    """Bytes under their SHA-256. Construction removes what an interrupted ``put`` left behind."""

    def __init__(self, folder: Path, key: bytes) -> None:
        self._folder = folder
        self._wrapping_key = derive_key(key, "attachment wrapping")
        self._name_key = derive_key(key, "attachment name")
        with translating(folder):
            (folder / PARTS).mkdir(parents=True, exist_ok=True)
            for left_over in (folder / PARTS).glob("*.part"):
                left_over.unlink(missing_ok=True)

    def put(self, content: bytes, name: str) -> FileRef:
        if not content:
            raise RuleError("F-101", name=name)
        if len(content) > MAX_FILE_BYTES:
            raise RuleError(
                "F-104",
                name=name,
                size_mb=-(-len(content) // MEBIBYTE),
                limit_mb=MAX_FILE_BYTES // MEBIBYTE,
            )
        media_type = sniff_media_type(content)
        if media_type is None:
            raise RuleError("F-102", name=name)
        digest = hashlib.sha256(content)
        with translating(self._folder):
            if not self._is_intact(digest.digest()):
                self._write(digest.digest(), content)
        return FileRef(digest.hexdigest(), name, len(content), media_type)

    def read(self, sha256: str) -> bytes:
        digest = bytes.fromhex(sha256)
        try:
            with translating(self._folder), self._path(digest).open("rb") as stream:
                return read_sealed(stream, self._wrapping_key, digest)
        except FileNotFoundError:
            raise EnvironmentFault("E-301", sha256=sha256) from None
        except (BrokenSealError, InvalidTag) as damage:
            raise EnvironmentFault("E-302", sha256=sha256) from damage

    def stream(self, sha256: str) -> Iterator[bytes]:
        digest = bytes.fromhex(sha256)
        try:
            with translating(self._folder), self._path(digest).open("rb") as stream:
                yield from stream_sealed(stream, self._wrapping_key, digest)
        except FileNotFoundError:
            raise EnvironmentFault("E-301", sha256=sha256) from None
        except (BrokenSealError, InvalidTag) as damage:
            raise EnvironmentFault("E-302", sha256=sha256) from damage

    def has(self, sha256: str) -> bool:
        return self._path(bytes.fromhex(sha256)).exists()

    def arriving(self, sha256: str, size: int) -> SealedPart:
        """Begin a file that comes in chunks, or go on with what is here of it. One part of a file at a time."""
        digest = bytes.fromhex(sha256)
        with translating(self._folder):
            return SealedPart(self._part_path(digest), self._wrapping_key, digest, size)

    def arrived(self, part: SealedPart, sha256: str) -> None:
        """Take a part that is complete and right into the store; in place of a damaged file, if there is one."""
        target = self._path(bytes.fromhex(sha256))
        with translating(self._folder):
            if not target.parent.exists():
                target.parent.mkdir(exist_ok=True)
                sync_folder(self._folder)
            part.keep(target)
            sync_folder(target.parent)

    def drop(self, sha256: str) -> None:
        """Remove the bytes of a file that can be had again. One that is being read just now may stay (Windows)."""
        with translating(self._folder):
            self._path(bytes.fromhex(sha256)).unlink(missing_ok=True)

    def drop_parts(self, before: float) -> None:
        """Remove what began to arrive and was left alone since ``before`` (seconds since 1970)."""
        with translating(self._folder):
            for part in (self._folder / ARRIVING).glob("*.part"):
                if part.stat().st_mtime < before:
                    part.unlink(missing_ok=True)

    def _part_path(self, digest: bytes) -> Path:
        return self._folder / ARRIVING / f"{self._path(digest).name}.part"

    def _path(self, digest: bytes) -> Path:
        name = hmac.new(self._name_key, digest, hashlib.sha256).hexdigest()
        return self._folder / name[:2] / name

    def _is_intact(self, digest: bytes) -> bool:
        """Handing a file in again heals a damaged one."""
        try:
            with self._path(digest).open("rb") as stream:
                read_sealed(stream, self._wrapping_key, digest)
        except (FileNotFoundError, BrokenSealError, InvalidTag):
            return False
        return True

    def _write(self, digest: bytes, content: bytes) -> None:
        target = self._path(digest)
        part = self._folder / PARTS / f"{secrets.token_hex(16)}.part"
        # Somebody may have tidied the folder away while the program ran.
        part.parent.mkdir(parents=True, exist_ok=True)
        try:
            with part.open("xb") as stream:
                write_sealed(stream, self._wrapping_key, digest, content)
                stream.flush()
                os.fsync(stream.fileno())
            if not target.parent.exists():
                target.parent.mkdir(exist_ok=True)
                sync_folder(self._folder)
            part.replace(target)
            sync_folder(target.parent)
        except BaseException:
            with contextlib.suppress(OSError):
                part.unlink(missing_ok=True)
            raise


def sync_folder(folder: Path) -> None:
    """Make a rename in the folder durable. Windows has no such call; NTFS journals it."""
    if os.name == "nt":
        return
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
