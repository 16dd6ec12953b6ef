"""What an archive package is made of: app.ports.archive_package.PackageRecords. Read thread only.

A desk gets what its scope shows: an employer also the acts on the archive items that the declaration
froze, a level above the declaration's own acts only. Acts on a publicity are of interest to every member, an objection
only to the person it names (as in 审查日志). Acts on a meeting name everybody on its list: they stay out.
"""

from collections.abc import Iterable, Sequence
from dataclasses import replace

from sqlalchemy import Connection, bindparam, select

from app.domain.archive_package import MADE_ACT
from app.domain.audit import FIRST_HASH, AuditContent, AuditEntry
from app.domain.decision import Decision
from app.domain.declaration import Declaration
from app.domain.errors import KnownError
from app.domain.meeting import Meeting
from app.domain.organisation import Role
from app.domain.publicity import Publicity
from app.ports.archive_package import DossierRecord
from app.ports.queries import Scope
from db.models.meetings import meeting, meeting_member
from db.models.publicities import publicity, publicity_member
from db.models.records import audit, audit_content
from db.queries.dossiers import load_seen, require_visible
from db.queries.reader import Reader
from db.queries.review_logs import read_declaration_log
from db.repositories.decisions import load_decisions
from db.repositories.logs import ENTRIES, read_entry
from db.repositories.meetings import load_meeting
from db.repositories.people import load_applicant, load_organisation
from db.repositories.publicities import load_publicity
from db.repositories.submissions import load_submissions

_PUBLICITIES = (
    select(publicity_member.c.publicity_id)
    .join(publicity, publicity.c.id == publicity_member.c.publicity_id)
    .where(publicity_member.c.declaration_id == bindparam("id"))
    .order_by(publicity.c.created_at, publicity.c.id)
)
_MEETINGS = (
    select(meeting_member.c.meeting_id)
    .join(meeting, meeting.c.id == meeting_member.c.meeting_id)
    .where(meeting_member.c.declaration_id == bindparam("id"))
    .order_by(meeting.c.held_on, meeting.c.id)
)
_ACTS = ENTRIES.where(audit.c.subject_id == bindparam("id"))
_FIRST = select(audit.c.hash).order_by(audit.c.seq).limit(1)
_LAST = select(audit.c.seq, audit.c.hash).order_by(audit.c.seq.desc()).limit(1)
_HASHES = select(audit.c.seq, audit.c.hash).where(audit.c.seq.in_(bindparam("seqs", expanding=True)))
_MADE = (
    select(audit_content.c.content)
    .join(audit, audit.c.seq == audit_content.c.seq)
    .where(audit.c.subject_id == bindparam("id"), audit.c.act == MADE_ACT)
    .order_by(audit.c.seq)
)
PORTION = 500
"""Hashes asked for at once."""

Entry = tuple[AuditEntry, AuditContent | None]


class SqlPackageRecords:
    def __init__(self, reader: Reader) -> None:
        self._reader = reader

    def dossier_record(self, scope: Scope, declaration_id: str) -> DossierRecord:
        with self._reader.snapshot() as connection:
            require_visible(connection, scope, declaration_id)
            found = load_seen(connection, scope, declaration_id)
            publicities = _load_publicities(connection, declaration_id)
            items = _item_ids(connection, found) if scope.role is Role.EMPLOYER else ()
            first, last = connection.scalar(_FIRST), connection.execute(_LAST).first()
            record = DossierRecord(
                declaration=found,
                applicant=load_applicant(connection, found.applicant_id),
                employer=load_organisation(connection, found.employer_id),
                submissions=tuple(load_submissions(connection, found)),
                publicities=tuple(_own_part(p, declaration_id) for p in publicities),
                decisions=_load_decisions(connection, (declaration_id, *items)),
                audit=_load_audit(connection, (declaration_id, *items), publicities, declaration_id),
                log=(),
                chain_first=first or FIRST_HASH,
                meetings=_load_meetings(connection, declaration_id),
                chain_last=(last.seq, last.hash) if last is not None else (0, FIRST_HASH),
            )
        return replace(record, log=tuple(read_declaration_log(self._reader, scope, declaration_id)))

    def chain_hashes(self, chain_first: str, seqs: Sequence[int]) -> dict[int, str] | None:
        hashes: dict[int, str] = {}
        with self._reader.snapshot() as connection:
            if connection.scalar(_FIRST) != chain_first:
                return None
            for start in range(0, len(seqs), PORTION):
                rows = connection.execute(_HASHES, {"seqs": list(seqs[start : start + PORTION])})
                hashes.update({row.seq: row.hash for row in rows})
        return hashes

    def made_packages(self, scope: Scope, declaration_id: str) -> tuple[str, ...]:
        with self._reader.snapshot() as connection:
            try:
                require_visible(connection, scope, declaration_id)
            except KnownError:
                return ()
            contents = connection.scalars(_MADE, {"id": declaration_id})
            return tuple(str(content.get("sha256", "")) for content in contents)


def _load_publicities(connection: Connection, declaration_id: str) -> list[Publicity]:
    ids = connection.scalars(_PUBLICITIES, {"id": declaration_id}).all()
    return [load_publicity(connection, publicity_id) for publicity_id in ids]


def _own_part(whole: Publicity, declaration_id: str) -> Publicity:
    own = tuple(o for o in whole.objections if o.declaration_id == declaration_id)
    return replace(whole, members=(declaration_id,), objections=own)


def _load_meetings(connection: Connection, declaration_id: str) -> tuple[Meeting, ...]:
    ids = connection.scalars(_MEETINGS, {"id": declaration_id}).all()
    found = [load_meeting(connection, meeting_id) for meeting_id in ids]
    return tuple(replace(one, members=(declaration_id,), note="") for one in found if one is not None)


def _item_ids(connection: Connection, found: Declaration) -> tuple[str, ...]:
    """Of the declaration as it stands and of every submission, each once."""
    every = (found, *load_submissions(connection, found))
    return tuple(dict.fromkeys(item.item_id for one in every for item in one.items))


def _load_decisions(connection: Connection, subjects: Iterable[str]) -> tuple[Decision, ...]:
    every = [decision for subject in subjects for decision in load_decisions(connection, subject)]
    return tuple(sorted(every, key=lambda d: (d.at, d.new_rev)))


def _load_audit(
    connection: Connection, subjects: Iterable[str], publicities: Sequence[Publicity], declaration_id: str
) -> tuple[Entry, ...]:
    entries: list[Entry] = []
    for subject in subjects:
        entries += map(read_entry, connection.execute(_ACTS, {"id": subject}))
    for one in publicities:
        own = {o.id for o in one.objections if o.declaration_id == declaration_id}
        for row in connection.execute(_ACTS, {"id": one.id}):
            entry, content = read_entry(row)
            if _concerns(entry, content, declaration_id, own):
                entries.append((entry, content))
    return tuple(sorted(entries, key=lambda line: line[0].seq))


def _concerns(entry: AuditEntry, content: AuditContent | None, declaration_id: str, own: set[str]) -> bool:
    if not entry.act.startswith("objection."):
        return True
    said = content.content if content is not None else {}
    return said.get("declaration_id") == declaration_id or not own.isdisjoint(
        {str(said.get("objection_id")), str(said.get("op_id"))}
    )
