"""The audit entries of an archive package: how they are written and how they are held to their digests again.

A package has the dossier's entries only, so most links between them lead over entries of other people, whose names do
not stand in it. Each entry's own hash over its predecessor's is checked, each salted digest over its content, and each
link where two entries follow one another (DESIGN §3 audit).
"""

import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime

from app.domain.archive_package import AUDIT_JSON, Finding, FindingCode, write_record
from app.domain.audit import FIRST_HASH, AuditContent, AuditEntry, digest_content, hash_entry

MOST_SEQ = 1 << 62
"""What a database takes as a number."""

Entries = Sequence[tuple[AuditEntry, AuditContent | None]]


@dataclass(frozen=True, slots=True)
class AuditReading:
    findings: tuple[Finding, ...]
    hashes: tuple[tuple[int, str], ...] = ()


def write_audit(entries: Entries) -> bytes:
    """``audit.json``: each entry with its salt and content; a content that was destroyed is null."""
    return write_record([{"entry": entry, "content": content} for entry, content in entries])


def check_audit(content: bytes) -> AuditReading:
    """What is wrong with an ``audit.json``; by seq."""
    try:
        entries = [_read_line(line) for line in json.loads(content)]
        broken = tuple(find_broken(entries))
    except (ValueError, TypeError, KeyError, RecursionError, OverflowError):
        return AuditReading((Finding(FindingCode.BAD_RECORD, {"path": AUDIT_JSON}),))
    return AuditReading(
        tuple(Finding(FindingCode.AUDIT_BROKEN, {"seq": str(seq)}) for seq in broken),
        tuple((entry.seq, entry.hash) for entry, _ in entries),
    )


def find_broken(entries: Entries) -> Iterator[int]:
    """The seq of every entry that does not fit its hash, its digest, its place or its neighbour."""
    before: AuditEntry | None = None
    for entry, content in entries:
        if not _is_intact(before, entry, content):
            yield entry.seq
        before = entry


def _is_intact(before: AuditEntry | None, entry: AuditEntry, content: AuditContent | None) -> bool:
    expected = hash_entry(
        entry.prev_hash,
        entry.seq,
        entry.at,
        entry.act,
        entry.account_id,
        (entry.subject_kind, entry.subject_id),
        entry.content_digest,
    )
    if entry.hash != expected or (entry.seq == 1 and entry.prev_hash != FIRST_HASH):
        return False
    if content is not None and digest_content(content.salt, content.content) != entry.content_digest:
        return False
    if before is None:
        return True
    follows = entry.seq > before.seq and entry.at >= before.at
    return follows and (entry.seq != before.seq + 1 or entry.prev_hash == before.hash)


def compare_hashes(inside: Sequence[tuple[int, str]], chain: dict[int, str]) -> tuple[Finding, ...]:
    """Where this copy's own chain has another entry, or none, at the place of one of the package."""
    return tuple(
        Finding(FindingCode.AUDIT_FOREIGN, {"seq": str(seq)})
        for seq, digest in inside
        if chain.get(seq) != digest
    )


def _read_line(line: dict[str, dict[str, object]]) -> tuple[AuditEntry, AuditContent | None]:
    entry, content = line["entry"], line["content"]
    seq, at = entry["seq"], entry["at"]
    if not isinstance(seq, int) or not 0 < seq < MOST_SEQ or not isinstance(at, str):
        raise TypeError("seq or at")
    moment = datetime.fromisoformat(at)
    if moment.tzinfo is None:
        raise TypeError("at")
    texts = [entry[key] for key in ("act", "account_id", "subject_kind", "subject_id")]
    digests = [entry[key] for key in ("content_digest", "prev_hash", "hash")]
    if not all(isinstance(text, str) for text in [*texts, *digests]):
        raise TypeError("text")
    act, account_id, kind, subject_id = map(str, texts)
    digest, prev_hash, own_hash = map(str, digests)
    found = AuditEntry(seq, moment, act, account_id, kind, subject_id, digest, prev_hash, own_hash)
    if content is None:
        return found, None
    salt, kept = content["salt"], content["content"]
    if not isinstance(salt, str) or not isinstance(kept, dict):
        raise TypeError("content")
    return found, AuditContent(salt, kept)
