"""归档包: what stands in the package of a finished dossier and what a check of it can find (DOMAIN facts §9).

The container is a BagIt bag (RFC 8493) inside a zip: ``data/`` with the payload, ``manifest-sha256.txt`` over it,
``tagmanifest-sha256.txt`` over the rest. This module says what the payload means: ``data/package.json`` lists every
file with its hash, size, kind and own name. Pure; the zip is ``app.services.archive_package``.
"""

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, fields, is_dataclass
from datetime import date, datetime
from enum import Enum, StrEnum
from typing import Any

from app.domain.attachment import FileRef
from app.domain.audit import canonical_json
from app.domain.package_names import is_safe_path

FORMAT = "reviewdesk-archive-package"
VERSION = 1
PACKAGE_JSON = "data/package.json"
AUDIT_JSON = "data/记录/audit.json"
DECLARATION_JSON = "data/记录/declaration.json"
RECORDS = "data/记录/"
INDEX_PDF = "data/目录.pdf"
MOST_TEXT = 4000
"""Characters of a text in ``package.json``."""
MADE_ACT = "declaration.package"
"""The act of the audit entry that says a package was made."""


class FileKind(StrEnum):
    """What a file of the payload is."""

    RECORD = "record"  # JSON of the program
    INDEX = "index"  # 目录.pdf
    EVIDENCE = "evidence"  # 业绩佐证
    MATERIAL = "material"  # 申报材料
    PHOTO = "photo"  # 证件照
    COMMITMENT = "commitment"  # 真实性保证书
    PUBLICITY = "publicity"  # 公示照片
    DECISION = "decision"  # 结论附件


@dataclass(frozen=True, slots=True)
class PackagedFile:
    """One file of the payload. ``name`` is the name the person gave, which ``path`` keeps as far as a disk takes it;
    ``owner`` what it belongs to: ``item:<id>``, ``material:<key>``, ``publicity:<id>``, ``decision:<id>``, ``photo`` …"""

    path: str
    sha256: str
    size: int
    kind: FileKind
    name: str = ""
    media_type: str = ""
    owner: str = ""


@dataclass(frozen=True, slots=True)
class PackageFacts:
    """What ``package.json`` says of the whole. ``chain_first`` tells which audit chain the entries are from;
    ``chain_seq`` and ``chain_hash`` name its last entry when the package was made."""

    declaration_id: str
    name: str
    unit: str
    plan_id: str
    plan_version: int
    plan_name: str
    stage: str
    submit_no: int
    made_at: datetime
    made_by: str
    made_by_unit: str
    made_by_role: str
    chain_first: str
    chain_seq: int
    chain_hash: str
    program: str = ""


@dataclass(frozen=True, slots=True)
class PackageManifest:
    facts: PackageFacts
    files: tuple[PackagedFile, ...]
    """All of the payload but ``package.json`` itself."""

    @property
    def attachments(self) -> tuple[PackagedFile, ...]:
        return tuple(f for f in self.files if f.kind not in (FileKind.RECORD, FileKind.INDEX))


class FindingCode(StrEnum):
    """What a check can find, worded by ``ui.texts.package_findings``."""

    NOT_A_ZIP = "not_a_zip"
    TOO_LARGE = "too_large"  # more entries or bytes than any package has, or a bomb
    UNSAFE_NAME = "unsafe_name"  # leads out of the folder, or is a link
    DOUBLE_NAME = "double_name"
    UNREADABLE = "unreadable"  # an entry is cut, encrypted or fails its checksum
    NO_BAG = "no_bag"
    BAD_MANIFEST = "bad_manifest"
    MISSING = "missing"
    UNLISTED = "unlisted"
    CHANGED = "changed"
    WRONG_SIZE = "wrong_size"
    NOT_IN_PACKAGE = "not_in_package"  # a record names a file that no entry has
    NEWER_FORMAT = "newer_format"
    BAD_RECORD = "bad_record"
    AUDIT_BROKEN = "audit_broken"
    AUDIT_FOREIGN = "audit_foreign"  # this copy's chain has another entry at that place
    NOT_AS_MADE = "not_as_made"  # this copy remembers making it, with another hash


@dataclass(frozen=True, slots=True)
class Finding:
    code: FindingCode
    params: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class PackageCheck:
    """What a check came to. ``sha256`` and ``size`` are the whole file's; "" where it could not be read to its end."""

    sha256: str
    size: int
    entries: int
    manifest: PackageManifest | None
    findings: tuple[Finding, ...]
    audit: tuple[tuple[int, str], ...] = ()
    """(seq, hash) of each audit entry inside, to be held against the chain of this copy."""

    @property
    def is_sound(self) -> bool:
        return not self.findings


class BadPackageRecord(Exception):
    """``package.json`` is not what this module writes. ``newer``: it is of a later version."""

    def __init__(self, where: str, *, newer: bool = False) -> None:
        super().__init__(where)
        self.where = where
        self.newer = newer


def to_plain(value: object) -> Any:
    """The value as JSON knows it, whatever fields it has by now: dates ISO text, enums their value, dataclasses mappings."""
    if isinstance(value, Enum):
        return to_plain(value.value)
    if value is None or isinstance(value, bool | int | float | str):
        return value
    if isinstance(value, date):  # also datetime
        return value.isoformat()
    if isinstance(value, Mapping):
        return {str(to_plain(key)): to_plain(entry) for key, entry in value.items()}
    if isinstance(value, set | frozenset):
        return sorted((to_plain(entry) for entry in value), key=str)
    if is_dataclass(value) and not isinstance(value, type):
        return {f.name: to_plain(getattr(value, f.name)) for f in fields(value)}
    if isinstance(value, Sequence):
        return [to_plain(entry) for entry in value]
    raise TypeError(f"no JSON form for {type(value).__name__}")


def write_record(value: object) -> bytes:
    """A record of the package: canonical JSON, UTF-8, one line, so that the same content has the same hash."""
    return (canonical_json(to_plain(value)) + "\n").encode()


def find_files(value: object) -> Iterator[FileRef]:
    """Every FileRef anywhere inside, in the order of the fields: files of fields that do not exist yet are found too."""
    if isinstance(value, FileRef):
        yield value
    elif isinstance(value, Mapping):
        for entry in value.values():
            yield from find_files(entry)
    elif is_dataclass(value) and not isinstance(value, type):
        for part in fields(value):
            yield from find_files(getattr(value, part.name))
    elif isinstance(value, Sequence) and not isinstance(value, str | bytes):
        for entry in value:
            yield from find_files(entry)


def write_manifest(manifest: PackageManifest) -> bytes:
    """``package.json``."""
    return write_record(
        {"format": FORMAT, "version": VERSION, "facts": manifest.facts, "files": manifest.files}
    )


def read_manifest(content: bytes) -> PackageManifest:
    """Raises BadPackageRecord. Nothing of the content is trusted: every value is of its type afterwards."""
    try:
        found = json.loads(content)
    except (ValueError, RecursionError) as error:
        raise BadPackageRecord("json") from error
    if not isinstance(found, dict) or found.get("format") != FORMAT:
        raise BadPackageRecord("format")
    version = found.get("version")
    if not isinstance(version, int) or version < 1:
        raise BadPackageRecord("version")
    if version > VERSION:
        raise BadPackageRecord("version", newer=True)
    return PackageManifest(_read_facts(found.get("facts")), _read_listing(found.get("files")))


def _read_facts(entry: object) -> PackageFacts:
    if not isinstance(entry, dict):
        raise BadPackageRecord("facts")
    values: dict[str, Any] = {}
    for part in fields(PackageFacts):
        value = entry.get(part.name)
        if part.name == "made_at":
            value = _read_moment(value)
        elif part.type is int:
            value = value if isinstance(value, int) and not isinstance(value, bool) else None
        elif not is_short_text(value):
            value = None
        if value is None:
            raise BadPackageRecord(part.name)
        values[part.name] = value
    return PackageFacts(**values)


def _read_moment(value: object) -> datetime | None:
    try:
        moment = datetime.fromisoformat(value) if isinstance(value, str) else None
    except ValueError:
        return None
    sensible = moment is not None and moment.tzinfo is not None and 1970 < moment.year < 9000
    return moment if sensible else None


def is_short_text(value: object) -> bool:
    """Text that can be shown and written again: of a bounded length, without half characters."""
    if not isinstance(value, str) or len(value) > MOST_TEXT:
        return False
    return not any("\ud800" <= c <= "\udfff" for c in value)


def _read_listing(entries: object) -> tuple[PackagedFile, ...]:
    if not isinstance(entries, list):
        raise BadPackageRecord("files")
    listing = []
    for entry in entries:
        if not isinstance(entry, dict):
            raise BadPackageRecord("files")
        texts = [entry.get(key) for key in ("path", "sha256", "kind", "name", "media_type", "owner")]
        size = entry.get("size")
        if not all(map(is_short_text, texts)) or not isinstance(size, int) or size < 0:
            raise BadPackageRecord("files")
        path, sha256, kind, name, media_type, owner = (str(text) for text in texts)
        if not is_safe_path(path):
            raise BadPackageRecord("path")
        if kind not in set(FileKind):
            raise BadPackageRecord("kind")
        listing.append(PackagedFile(path, sha256, size, FileKind(kind), name, media_type, owner))
    return tuple(listing)
