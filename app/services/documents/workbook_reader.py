"""Reads the first sheet of an xlsx that somebody filled in, as text. For `office_documents` only.

The file comes from outside: sizes are bounded before anything is unpacked, no entity is ever expanded (a document type is
refused), no formula is computed, no macro run and no link followed. What a cell shows is what it stored.
"""

import io
import posixpath
import re
import zipfile
import zlib
from collections.abc import Callable, Iterator
from xml.parsers import expat

from app.domain.errors import RuleError

MOST_BYTES = 20 * 1024 * 1024
MOST_UNPACKED = 64 * 1024 * 1024
"""Of all parts that are read."""
MOST_PARTS = 2_000
MOST_ROWS, MOST_COLUMNS = 20_000, 256
MOST_DEPTH = 64
"""Elements inside one another; an office program writes a dozen."""
_PACKINGS = (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED)
_PORTION = 256 * 1024
_OLD_OR_LOCKED = b"\xd0\xcf\x11\xe0"
_CELL = re.compile(r"([A-Z]{1,3})([0-9]{1,7})")


class _UnsafeError(Exception):
    """Too large, or a part that no office program writes."""


class _Parts:
    """The parts of the package, each unpacked in portions under one common bound."""

    def __init__(self, content: bytes) -> None:
        self._zip = zipfile.ZipFile(io.BytesIO(content))
        parts = self._zip.infolist()
        if len(parts) > MOST_PARTS:
            raise _UnsafeError
        if any(part.compress_type not in _PACKINGS for part in parts):
            raise zipfile.BadZipFile("packed as no office program does")
        self._left = MOST_UNPACKED

    def has(self, name: str) -> bool:
        return name in self._zip.NameToInfo

    def feed(
        self, name: str, start: Callable[..., None], end: Callable[..., None], text: Callable[..., None]
    ) -> None:
        parser = expat.ParserCreate(namespace_separator="}")
        parser.buffer_text = True
        depth = 0

        def enter(tag: str, attributes: dict[str, str]) -> None:
            nonlocal depth
            depth += 1
            if depth > MOST_DEPTH:
                raise _UnsafeError
            start(tag, attributes)

        def leave(tag: str) -> None:
            nonlocal depth
            depth -= 1
            end(tag)

        parser.StartElementHandler, parser.EndElementHandler = enter, leave
        parser.CharacterDataHandler = text
        parser.StartDoctypeDeclHandler = _refuse_doctype
        for portion in self._read(name):
            parser.Parse(portion, False)
        parser.Parse(b"", True)

    def _read(self, name: str) -> Iterator[bytes]:
        with self._zip.open(name) as part:
            while portion := part.read(_PORTION):
                self._left -= len(portion)
                if self._left < 0:
                    raise _UnsafeError
                yield portion


def read_workbook(content: bytes) -> tuple[tuple[str, ...], ...]:
    """The rows of the first sheet in its own order, empty rows kept, so that a row's number is the spreadsheet's.

    Raises RuleError: D-105 no xlsx, D-106 an old xls or one with a password, D-107 damaged, D-108 too large.
    """
    if len(content) > MOST_BYTES:
        raise RuleError("D-108", limit_mb=MOST_BYTES // 1024 // 1024)
    if content.startswith(_OLD_OR_LOCKED):
        raise RuleError("D-106")
    if not content.startswith(b"PK"):
        raise RuleError("D-105")
    try:
        parts = _Parts(content)
        sheet, strings = _find_sheet(parts)
        texts = _read_strings(parts, strings) if strings else []
        return _read_rows(parts, sheet, texts)
    except _UnsafeError:
        raise RuleError("D-108", limit_mb=MOST_BYTES // 1024 // 1024) from None
    except KeyError:
        raise RuleError("D-105") from None
    except (zipfile.BadZipFile, zlib.error, expat.ExpatError, ValueError, LookupError, EOFError, OSError):
        raise RuleError("D-107") from None
    except (NotImplementedError, RuntimeError):
        raise RuleError("D-106") from None  # a packing or a password that zipfile does not know


def _refuse_doctype(*told: object) -> None:
    raise _UnsafeError


def _local(name: str) -> str:
    return name.rpartition("}")[2]


def _find_sheet(parts: _Parts) -> tuple[str, str]:
    """Names of the first sheet's part and of the shared strings' ("" where there are none)."""
    first: list[str] = []
    targets: dict[str, tuple[str, str]] = {}

    def sheet(name: str, attributes: dict[str, str]) -> None:
        if _local(name) == "sheet":
            first.extend(value for key, value in attributes.items() if _local(key) == "id" and "}" in key)

    def relation(name: str, attributes: dict[str, str]) -> None:
        if _local(name) == "Relationship" and attributes.get("TargetMode") != "External":
            kind = attributes.get("Type", "").rpartition("/")[2]
            targets[attributes.get("Id", "")] = (kind, attributes.get("Target", ""))

    parts.feed("xl/workbook.xml", sheet, _nothing, _nothing)
    parts.feed("xl/_rels/workbook.xml.rels", relation, _nothing, _nothing)
    sheets = [targets[key][1] for key in first if targets.get(key, ("", ""))[0] == "worksheet"]
    shared = [_path(target) for kind, target in targets.values() if kind == "sharedStrings"]
    if not sheets:
        raise KeyError("worksheet")
    strings = next((name for name in shared if parts.has(name)), "")
    return _path(sheets[0]), strings


def _path(target: str) -> str:
    return target.lstrip("/") if target.startswith("/") else posixpath.normpath(f"xl/{target}")


def _nothing(*told: object) -> None:
    """A handler for what does not matter."""


def _read_strings(parts: _Parts, name: str) -> list[str]:
    """The shared strings; the reading aids (rPh) that Excel adds to Chinese words are left out."""
    texts: list[list[str]] = []
    inside: list[str] = []

    def start(tag: str, attributes: dict[str, str]) -> None:
        inside.append(_local(tag))
        if inside[-1] == "si":
            texts.append([])

    def end(tag: str) -> None:
        inside.pop()

    def text(words: str) -> None:
        if inside[-1] == "t" and "rPh" not in inside and texts:
            texts[-1].append(words)

    parts.feed(name, start, end, text)
    return ["".join(words) for words in texts]


class _Rows:
    """Handlers that gather the cells of one sheet."""

    def __init__(self, strings: list[str]) -> None:
        self._strings = strings
        self.rows: list[list[str]] = []
        self._inside: list[str] = []
        self._row, self._place, self._kind = 0, (0, 0), ""
        self._words: list[str] = []

    def start(self, tag: str, attributes: dict[str, str]) -> None:
        name = _local(tag)
        self._inside.append(name)
        if name == "row":
            number = int(attributes.get("r", len(self.rows) + 1))
            if not 0 < number <= MOST_ROWS:
                raise _UnsafeError
            while len(self.rows) < number:
                self.rows.append([])
            self._row = number - 1
        elif name == "c":
            row = self.rows[self._row]
            match = _CELL.fullmatch(attributes.get("r", ""))
            column = _number_of(match[1]) if match else len(row)
            if column >= MOST_COLUMNS:
                column = -1  # far beyond the list: somebody's side notes
            self._place, self._kind = (self._row, column), attributes.get("t", "n")
            self._words = []

    def end(self, tag: str) -> None:
        name = self._inside.pop()
        if name == "c" and self._place[1] >= 0:
            row = self.rows[self._place[0]]
            while len(row) <= self._place[1]:
                row.append("")
            row[self._place[1]] = self._shown()

    def text(self, words: str) -> None:
        inside = self._inside
        if inside and "c" in inside and inside[-1] in ("v", "t") and "rPh" not in inside:
            self._words.append(words)

    def _shown(self) -> str:
        text = "".join(self._words)
        match self._kind:
            case "s":
                return self._strings[_place_in(text)] if text.strip() else ""
            case "n":
                return _tidy_number(text.strip())
            case "b":
                return {"1": "TRUE", "0": "FALSE"}.get(text.strip(), "")
            case _:
                return text


def _read_rows(parts: _Parts, name: str, strings: list[str]) -> tuple[tuple[str, ...], ...]:
    rows = _Rows(strings)
    parts.feed(name, rows.start, rows.end, rows.text)
    return tuple(tuple(row) for row in rows.rows)


def _number_of(letters: str) -> int:
    number = 0
    for letter in letters:
        number = number * 26 + ord(letter) - 64
    return number - 1


def _place_in(text: str) -> int:
    """Where a shared string stands; one counted from the end is no place."""
    place = int(text)
    if place < 0:
        raise IndexError(place)
    return place


def _tidy_number(text: str) -> str:
    """11.0 and 1.1E1 are 11: a count stays a count."""
    try:
        value = float(text)
    except ValueError:
        return text
    return str(int(value)) if value.is_integer() and abs(value) < 1e15 else text
