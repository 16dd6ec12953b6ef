"""Reads the files that a person chose or dropped. Implements app.ports.intake; built by app/main.py.

The content is looked at only so far as to know its kind; whether a PDF opens is the preview's question.
"""

import os
import re
import stat
import unicodedata
from collections.abc import Iterator, Sequence
from pathlib import Path

from app.ports.attachments import MAX_FILE_BYTES
from app.ports.intake import FoundFiles, RefusedFile, TakenFile

MOST_FILES = 2_000
"""A dropped drive shall not be read through."""
_MEGABYTE = 1024 * 1024
_PDF_HEAD_WITHIN = 1024  # scanners and mail gateways write a few bytes before it
_SYSTEM_FILES = frozenset({"thumbs.db", "desktop.ini", "ehthumbs.db"})
_NUMBER = re.compile(r"(\d+)")


class DiskIntake:
    """Holds nothing; any thread. ``most_files`` and ``most_bytes`` are smaller in tests."""

    def __init__(self, most_files: int = MOST_FILES, most_bytes: int = MAX_FILE_BYTES) -> None:
        self._most_files = most_files
        self._most_bytes = most_bytes

    def find_files(self, paths: Sequence[str]) -> FoundFiles:
        found: dict[str, str] = {}
        refused: list[RefusedFile] = []
        for path in self._expand(paths, refused):
            key = os.path.normcase(path.absolute())
            if key in found:
                continue
            if len(found) == self._most_files:
                refused.append(_refuse(name_of(path), "F-106", limit=self._most_files))
                break
            found[key] = str(path)
        return FoundFiles(tuple(found.values()), tuple(refused))

    def read_files(self, paths: Sequence[str]) -> Iterator[TakenFile | RefusedFile]:
        return (self._read(Path(path)) for path in paths)

    def _expand(self, paths: Sequence[str], refused: list[RefusedFile]) -> Iterator[Path]:
        for path in map(Path, paths):
            if path.is_dir():
                yield from _walk(path, refused)
            else:
                yield path

    def _read(self, path: Path) -> TakenFile | RefusedFile:
        name = name_of(path)
        try:
            with path.open("rb") as file:
                facts = os.fstat(file.fileno())
                if not stat.S_ISREG(facts.st_mode):
                    return _refuse(name, "F-103")
                if facts.st_size > self._most_bytes:
                    return self._refuse_large(name, facts.st_size)
                # One byte more than allowed: the file may be growing.
                content = file.read(self._most_bytes + 1)
        except (OSError, ValueError):
            return _refuse(name, "F-103")
        if not content:
            return _refuse(name, "F-101")
        if len(content) > self._most_bytes:
            return self._refuse_large(name, len(content))
        return TakenFile(name, content) if is_evidence(content) else _refuse(name, "F-102")

    def _refuse_large(self, name: str, size: int) -> RefusedFile:
        limit_mb = self._most_bytes // _MEGABYTE
        return _refuse(name, "F-104", size_mb=-(-size // _MEGABYTE), limit_mb=limit_mb)


def _refuse(name: str, code: str, **params: object) -> RefusedFile:
    return RefusedFile(name, code, {"name": name, **params})


def is_evidence(content: bytes) -> bool:
    """PDF, JPEG or PNG by its first bytes."""
    return (
        content.startswith((b"\xff\xd8\xff", b"\x89PNG\r\n\x1a\n")) or b"%PDF-" in content[:_PDF_HEAD_WITHIN]
    )


def name_of(path: Path) -> str:
    """The name as it is kept: composed characters (macOS writes them apart), and always some text."""
    return unicodedata.normalize("NFC", path.name).encode(errors="replace").decode() or str(path)


def _walk(folder: Path, refused: list[RefusedFile]) -> Iterator[Path]:
    """Files of a folder, then of those below it. Links to folders are not followed: they may go in a circle."""
    try:
        with os.scandir(folder) as unsorted:
            entries = sorted(unsorted, key=_sort_key)
    except OSError:
        refused.append(_refuse(name_of(folder), "F-105"))
        return
    visible = [
        e for e in entries if not e.name.startswith((".", "~$")) and e.name.lower() not in _SYSTEM_FILES
    ]
    for entry in visible:
        if not entry.is_dir():
            yield Path(entry.path)
    for entry in visible:
        if entry.is_dir(follow_symlinks=False):
            yield from _walk(Path(entry.path), refused)


def _sort_key(entry: os.DirEntry[str]) -> list[tuple[int, int, str]]:
    """第2页 before 第10页."""
    parts = _NUMBER.split(unicodedata.normalize("NFKC", entry.name).casefold())
    return [(1, int(part), "") if n % 2 else (2, 0, part) for n, part in enumerate(parts)]
