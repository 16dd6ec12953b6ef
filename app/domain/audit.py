"""The append-only audit chain (DESIGN §3): SHA-256 over the previous hash and canonical JSON.

Entries hold a salted digest of their content; names and opinions lie beside them, so that a dossier can be
destroyed after its retention and the chain still verifies.
"""

import hashlib
import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime

from app.domain.errors import AuditBroken

FIRST_HASH = "0" * 64


@dataclass(frozen=True, slots=True)
class AuditEntry:
    seq: int
    at: datetime
    act: str
    account_id: str
    subject_kind: str
    subject_id: str
    content_digest: str
    """SHA-256 of salt + canonical JSON of the content."""
    prev_hash: str
    hash: str


@dataclass(frozen=True, slots=True)
class AuditContent:
    """What lies beside an entry and may be destroyed."""

    salt: str
    content: Mapping[str, object]


def canonical_json(value: object) -> str:
    return json.dumps(value, ensure_ascii=False, sort_keys=True, separators=(",", ":"))


def digest_content(salt: str, content: Mapping[str, object]) -> str:
    return hashlib.sha256((salt + canonical_json(content)).encode()).hexdigest()


def hash_entry(
    prev_hash: str,
    seq: int,
    at: datetime,
    act: str,
    account_id: str,
    subject: tuple[str, str],
    content_digest: str,
) -> str:
    """``at`` is UTC; it enters as ISO text with microseconds so that storage formats cannot change the hash."""
    body = canonical_json(
        {
            "seq": seq,
            "at": at.isoformat(timespec="microseconds"),
            "act": act,
            "account": account_id,
            "subject": list(subject),
            "content": content_digest,
        }
    )
    return hashlib.sha256((prev_hash + body).encode()).hexdigest()


def chain_entry(
    previous: AuditEntry | None,
    *,
    at: datetime,
    act: str,
    account_id: str,
    subject_kind: str,
    subject_id: str,
    content: AuditContent,
) -> AuditEntry:
    """The next entry of the chain after ``previous`` (None for the first)."""
    seq = previous.seq + 1 if previous else 1
    prev_hash = previous.hash if previous else FIRST_HASH
    content_digest = digest_content(content.salt, content.content)
    digest = hash_entry(prev_hash, seq, at, act, account_id, (subject_kind, subject_id), content_digest)
    return AuditEntry(seq, at, act, account_id, subject_kind, subject_id, content_digest, prev_hash, digest)


def verify_chain(entries: Iterable[tuple[AuditEntry, AuditContent | None]]) -> int:
    """Number of entries verified. Raises AuditBroken("A-901", seq=…) naming the first broken entry.

    An entry whose content was destroyed (None) is verified by its hash alone.
    """
    prev_hash, count = FIRST_HASH, 0
    for entry, content in entries:
        count += 1
        expected = hash_entry(
            prev_hash,
            count,
            entry.at,
            entry.act,
            entry.account_id,
            (entry.subject_kind, entry.subject_id),
            entry.content_digest,
        )
        intact = entry.seq == count and entry.prev_hash == prev_hash and entry.hash == expected
        if content is not None:
            intact = intact and digest_content(content.salt, content.content) == entry.content_digest
        if not intact:
            raise AuditBroken("A-901", seq=count)
        prev_hash = entry.hash
    return count
