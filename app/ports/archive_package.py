"""The archive package (归档包) of a dossier: what is read for it, written, and checked again (DOMAIN facts §9)."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import Protocol

from app.domain.applicant import Applicant
from app.domain.archive_package import PackageCheck, PackagedFile, PackageManifest
from app.domain.audit import AuditContent, AuditEntry
from app.domain.decision import Decision
from app.domain.declaration import Declaration
from app.domain.meeting import Meeting
from app.domain.organisation import Organisation
from app.domain.publicity import Publicity
from app.ports.queries import LogLine, Scope


@dataclass(frozen=True, slots=True)
class DossierRecord:
    """Everything a desk may see of one dossier, read in one snapshot. What concerns other people is left out: the
    other members of a publicity, objections to them, audit entries about them."""

    declaration: Declaration
    applicant: Applicant
    employer: Organisation
    submissions: tuple[Declaration, ...]
    """As handed in each time, oldest first."""
    publicities: tuple[Publicity, ...]
    """Also cancelled ones, oldest first."""
    decisions: tuple[Decision, ...]
    """Oldest first: of the declaration, and for the employer also of the items it froze."""
    audit: tuple[tuple[AuditEntry, AuditContent | None], ...]
    log: tuple[LogLine, ...]
    """Newest first."""
    chain_first: str
    """Hash of the first entry of this copy's audit chain: names the chain."""
    chain_last: tuple[int, str]
    """(seq, hash) of its last entry."""
    meetings: tuple[Meeting, ...] = ()
    """The expert meetings it was on the list of, without the other members and without notes about them."""


class PackageRecords(Protocol):
    """Read thread only."""

    def dossier_record(self, scope: Scope, declaration_id: str) -> DossierRecord:
        """Raises RuleError("N-404") for a dossier outside the scope."""
        ...

    def chain_hashes(self, chain_first: str, seqs: Sequence[int]) -> dict[int, str] | None:
        """The hashes of this copy's audit entries at these places; None when the chain is another one."""
        ...

    def made_packages(self, scope: Scope, declaration_id: str) -> tuple[str, ...]:
        """SHA-256 of every package of the dossier that this copy remembers making; none outside the scope."""
        ...


@dataclass(frozen=True, slots=True)
class PackageDocument:
    """A file of the payload that the program made."""

    file: PackagedFile
    content: bytes = field(repr=False)


@dataclass(frozen=True, slots=True)
class PackageContent:
    """What is written: ``attachments`` come from the store by their hash."""

    base: str
    """The bag's folder inside the zip."""
    manifest: PackageManifest
    documents: tuple[PackageDocument, ...]
    attachments: tuple[PackagedFile, ...]
    notes: tuple[tuple[str, str], ...] = ()
    """Lines of ``bag-info.txt``."""

    @property
    def size(self) -> int:
        """Bytes of the payload, without ``package.json``."""
        return sum(f.size for f in self.attachments) + sum(len(d.content) for d in self.documents)


Report = Callable[[int, int], None]
"""Bytes done, of all. Called in the thread that works."""
Stop = Callable[[], bool]
"""Whether the person has cancelled."""


class ArchivePackages(Protocol):
    """Both methods are slow, touch neither queries nor units of work, and may run in any thread but the GUI's."""

    def write(self, target: str, content: PackageContent, report: Report, stop: Stop) -> PackageCheck:
        """Write ``target`` beside its place, read it again, check every hash, then move it there.

        Nothing stays behind on failure. Raises RuleError V-201 cancelled; EnvironmentFault V-202 an attachment cannot
        be read (name, code), V-203 no room (need_mb), V-204 the place is gone or broken, V-205 not allowed there,
        V-206 what was written does not read back (path).
        """
        ...

    def verify(self, path: str, report: Report, stop: Stop) -> PackageCheck:
        """Check a package of whatever origin; hostile ones are refused by their findings, nothing is unpacked.

        Raises RuleError V-201 cancelled; EnvironmentFault V-207 the file cannot be read (path).
        """
        ...
