"""The tag files of a bag (RFC 8493): what they are called, how they are written, how they are read. For this package."""

import re
from collections.abc import Iterable, Mapping

from app.domain.package_names import escape_path, is_safe_path, unescape_path

DECLARATION = "bagit.txt"
INFO = "bag-info.txt"
MANIFEST = "manifest-sha256.txt"
TAG_MANIFEST = "tagmanifest-sha256.txt"
PAYLOAD = "data/"

_BAGIT = "BagIt-Version: 1.0\nTag-File-Character-Encoding: UTF-8\n"
_KNOWN_BAGIT = re.compile(
    r"BagIt-Version: [01]\.\d+\r?\nTag-File-Character-Encoding: UTF-8(\r?\n)*", re.ASCII
)
_LINE = re.compile(r"([0-9a-fA-F]{64})[ \t]+\*?(.+)")


class BadManifest(Exception):
    """A manifest that is none; ``line`` counts from one."""

    def __init__(self, line: int) -> None:
        super().__init__(line)
        self.line = line


def write_declaration() -> bytes:
    return _BAGIT.encode()


def is_declaration(content: bytes) -> bool:
    return _KNOWN_BAGIT.fullmatch(content.decode("utf-8", "replace")) is not None


def write_info(lines: Iterable[tuple[str, str]], size: int, files: int) -> bytes:
    """``bag-info.txt``; ``Payload-Oxum`` is bytes and number of the payload's files."""
    every = [*lines, ("Payload-Oxum", f"{size}.{files}")]
    return "".join(f"{name}: {' '.join(value.split())}\n" for name, value in every).encode()


def read_oxum(content: bytes) -> tuple[int, int] | None:
    """None where the bag does not say it."""
    found = re.search(r"^Payload-Oxum:\s*(\d{1,18})\.(\d{1,9})\s*$", content.decode("utf-8", "replace"), re.M)
    return (int(found[1]), int(found[2])) if found else None


def write_hashes(hashes: Mapping[str, str]) -> bytes:
    """A manifest, by path."""
    return "".join(f"{hashes[path]}  {escape_path(path)}\n" for path in sorted(hashes)).encode()


def read_hashes(content: bytes, *, payload: bool) -> dict[str, str]:
    """Path → SHA-256. Raises BadManifest for a line that is none, a path outside, or one that stands there twice."""
    try:
        lines = content.decode("utf-8").splitlines()
    except UnicodeDecodeError as error:
        raise BadManifest(1) from error
    hashes: dict[str, str] = {}
    for number, line in enumerate(lines, 1):
        if not line.strip():
            continue
        found = _LINE.fullmatch(line)
        path = unescape_path(found[2].removeprefix("./")) if found else ""
        if found is None or not is_safe_path(path) or path in hashes or path.startswith(PAYLOAD) != payload:
            raise BadManifest(number)
        hashes[path] = found[1].lower()
    return hashes
