"""What a zip of unknown origin must be before any entry of it is read: no bomb, no way out of its folder. For this package.

The end record is read by hand first: ``zipfile`` would take in a central directory of any size.
"""

import itertools
import stat
import struct
import zipfile
from typing import BinaryIO

from app.domain.archive_package import Finding, FindingCode
from app.domain.package_names import is_safe_path, same_name

MOST_ENTRIES = 20_000
MOST_DIRECTORY = 16 << 20
"""Bytes of the central directory: what MOST_ENTRIES entries with long names need."""
MOST_BYTES = 64 << 30
"""Unpacked, of all entries."""
MOST_RATIO = 200
"""Unpacked to packed, beyond the first MiB of an entry: text of a record packs less, a scan hardly at all."""

_TAIL = 22 + 0xFFFF + 20
_END = struct.Struct("<4s4H2LH")
_END_64_PLACE = struct.Struct("<4sLQL")
_END_64 = struct.Struct("<4sQ2H2L4Q")
_METHODS = frozenset({zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED})


def find_directory_size(stream: BinaryIO, size: int) -> tuple[int, int] | None:
    """(entries, bytes) of the central directory as the end record has it; None where there is no end record."""
    start = max(0, size - _TAIL)
    stream.seek(start)
    tail = stream.read(_TAIL)
    place = tail.rfind(b"PK\x05\x06")
    if place < 0 or len(tail) - place < _END.size:
        return None
    _, _, _, _, entries, length, _, _ = _END.unpack_from(tail, place)
    before = place - _END_64_PLACE.size
    if before >= 0 and tail[before : before + 4] == b"PK\x06\x07":
        stream.seek(min(_END_64_PLACE.unpack_from(tail, before)[2], size))
        record = stream.read(_END_64.size)
        if len(record) < _END_64.size or not record.startswith(b"PK\x06\x06"):
            return None
        _, _, _, _, _, _, _, entries, length, _ = _END_64.unpack(record)
    return entries, length


def find_hostile(entries: list[zipfile.ZipInfo], size: int) -> list[Finding]:
    """What makes an archive unfit to be read at all; ``size``: of the whole file."""
    findings = _find_too_large(entries, size)
    seen: set[str] = set()
    for entry in entries:
        # As it stands in the file: zipfile cuts a name at NUL and turns separators.
        name = entry.orig_filename
        plain = name.removesuffix("/")
        if not is_safe_path(plain) or _is_link(entry):
            findings.append(Finding(FindingCode.UNSAFE_NAME, {"path": printable(name)}))
        elif same_name(plain) in seen:
            findings.append(Finding(FindingCode.DOUBLE_NAME, {"path": printable(name)}))
        seen.add(same_name(plain))
    return findings


def is_readable(entry: zipfile.ZipInfo) -> bool:
    """Neither encrypted nor packed in a way that a package never is."""
    return not entry.flag_bits & 0x1 and entry.compress_type in _METHODS


def printable(name: str) -> str:
    return "".join(c if c.isprintable() else "�" for c in name[:200])


def _find_too_large(entries: list[zipfile.ZipInfo], size: int) -> list[Finding]:
    if len(entries) > MOST_ENTRIES:
        return [Finding(FindingCode.TOO_LARGE, {"entries": str(len(entries))})]
    unpacked = sum(entry.file_size for entry in entries)
    if unpacked > MOST_BYTES or sum(entry.compress_size for entry in entries) > size:
        return [Finding(FindingCode.TOO_LARGE, {"bytes": str(unpacked)})]
    findings = [
        Finding(
            FindingCode.TOO_LARGE, {"path": printable(entry.orig_filename), "bytes": str(entry.file_size)}
        )
        for entry in entries
        if entry.file_size > MOST_RATIO * entry.compress_size + (1 << 20)
    ]
    in_order = sorted(entries, key=lambda entry: entry.header_offset)
    for one, following in itertools.pairwise(in_order):
        if one.header_offset + one.compress_size > following.header_offset:
            return [*findings, Finding(FindingCode.TOO_LARGE, {"path": printable(one.orig_filename)})]
    return findings


def _is_link(entry: zipfile.ZipInfo) -> bool:
    return stat.S_ISLNK(entry.external_attr >> 16)
