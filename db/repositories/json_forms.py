"""JSON objects of rows back to the small domain objects they hold. Repositories and queries call this."""

from collections.abc import Iterable, Mapping
from typing import Any

from app.domain.attachment import FileRef
from app.domain.decision import Defect
from app.domain.organisation import Actor, Role
from app.domain.photo_rules import PhotoFacts


def read_file(entry: Mapping[str, Any]) -> FileRef:
    return FileRef(entry["sha256"], entry["name"], entry["size"], entry["media_type"])


def read_files(entries: Iterable[Mapping[str, Any]]) -> tuple[FileRef, ...]:
    return tuple(map(read_file, entries))


def read_file_or_none(entry: Mapping[str, Any] | None) -> FileRef | None:
    return None if entry is None else read_file(entry)


def read_photo_facts(entry: Mapping[str, Any] | None) -> PhotoFacts | None:
    if entry is None:
        return None
    return PhotoFacts(entry["format"], entry["width_px"], entry["height_px"], entry["size_bytes"])


def read_actor(entry: Mapping[str, Any]) -> Actor:
    return Actor(
        entry["account_id"],
        entry["name"],
        Role(entry["role"]),
        entry["organisation_id"],
        entry["organisation_name"],
    )


def read_defects(entries: Iterable[Mapping[str, Any]]) -> tuple[Defect, ...]:
    return tuple(
        Defect(e["section"], e["reason_code"], e["text"], e["field"], e["material"], e["page"])
        for e in entries
    )
