"""One local transaction: everything a command changes, its audit entry and its outbox entry.

``with new_unit_of_work() as uow: …; uow.commit()``. Leaving without commit rolls back. Repositories return
frozen domain objects and raise RuleError("N-404", kind=…, id=…) for an unknown id.
"""

from collections.abc import Callable, Iterable, Sequence
from datetime import datetime
from types import TracebackType
from typing import Protocol, Self

from app.domain.applicant import Applicant
from app.domain.archive import ArchiveItem, FrozenItem, ItemDraft
from app.domain.attachment import FileRef
from app.domain.audit import AuditContent, AuditEntry
from app.domain.commands import Command, Outcome
from app.domain.decision import Decision
from app.domain.declaration import Declaration, Stage
from app.domain.looks import Look
from app.domain.meeting import Meeting
from app.domain.organisation import Account, Actor, Organisation, Role
from app.domain.prechecks.notice import Notice
from app.domain.publicity import Publicity


class Organisations(Protocol):
    def get(self, organisation_id: str) -> Organisation: ...
    def add(self, organisation: Organisation) -> None: ...
    def offices(self) -> Sequence[Organisation]:
        """Every organisation above the employers that this copy knows."""
        ...


class Accounts(Protocol):
    def get(self, account_id: str) -> Account: ...
    def add(self, account: Account) -> None: ...
    def save(self, account: Account) -> None: ...


class Applicants(Protocol):
    def get(self, applicant_id: str) -> Applicant: ...
    def add(self, applicant: Applicant) -> None:
        """Also fills the search columns (pinyin of all readings, initials)."""
        ...

    def save(self, applicant: Applicant) -> None:
        """Name, ID number and phone as 基本信息 says them now."""
        ...

    def of_employer_with_id(self, employer_id: str, id_number: str) -> Applicant | None:
        """The person of the unit with this normalised number, if there is one."""
        ...


class ItemDrafts(Protocol):
    """What is being entered, beside the items (``app.domain.archive.ItemDraft``); one a item."""

    def get(self, item_id: str) -> ItemDraft | None: ...
    def keep(self, draft: ItemDraft) -> None: ...
    def drop(self, item_id: str) -> None: ...


class ArchiveItems(Protocol):
    def get(self, item_id: str) -> ArchiveItem: ...
    def find(self, item_id: str) -> ArchiveItem | None: ...
    def of_applicant(self, applicant_id: str) -> Sequence[ArchiveItem]: ...
    def add(self, item: ArchiveItem) -> None:
        """Adds the item and its first content revision."""
        ...

    def save(self, item: ArchiveItem) -> None:
        """Writes the new state; a new ``content_rev`` also adds a content revision (old ones stay).

        Raises ConflictError("C-101") unless the stored rev is exactly ``item.rev - 1``.
        """
        ...

    def freeze(self, item_id: str, content_rev: int) -> FrozenItem: ...


class Declarations(Protocol):
    def get(self, declaration_id: str) -> Declaration: ...
    def add(self, declaration: Declaration) -> None: ...
    def save(self, declaration: Declaration) -> None:
        """Raises ConflictError("C-101") unless the stored rev is exactly ``declaration.rev - 1``."""
        ...

    def of_applicant(self, applicant_id: str) -> Sequence[Declaration]:
        """Every declaration of the person, oldest first."""
        ...

    def remove(self, declaration_id: str) -> None:
        """A draft that was never handed in, with all that belongs to it."""
        ...

    def is_opened(self, declaration_id: str) -> bool:
        """Whether the desk where it stands has opened it since it came there."""
        ...

    def add_submission(self, declaration: Declaration, publicity_before: str | None = None) -> None:
        """Keep the content as it was handed in, under its ``submit_no``, and which publicity it named before that."""
        ...

    def publicity_before(self, declaration_id: str, submit_no: int) -> str | None:
        """The publicity that the declaration named until that submission."""
        ...

    def drop_submission(self, declaration_id: str, submit_no: int) -> None:
        """It was taken back: its returns count as unanswered again."""
        ...

    def submissions(self, declaration_id: str) -> Sequence[Declaration]:
        """The declaration as it was handed in each time, oldest first."""
        ...

    def has_reached(self, declaration_id: str, role: Role) -> bool:
        """Whether it has come to the level at least once."""
        ...

    def submitted_since(self, applicant_id: str, moment: datetime) -> bool:
        """Whether the person handed in a declaration at or after the moment."""
        ...

    def forget_arrival(self, left: Declaration, path: Sequence[tuple[Stage, str]]) -> None:
        """The level at which it stood as ``left`` no longer sees the declaration: its arrival there was withdrawn.

        The level keeps seeing it where it stands there still, or came there before on ``path``: the stages that the
        decisions before led to, each with the step of the paper forms that was taken ("" = none).
        """
        ...

    def tick_section(
        self, declaration_id: str, submit_no: int, account_id: str, section: str, read: bool
    ) -> None: ...
    def ticked_sections(self, declaration_id: str, submit_no: int, account_id: str) -> frozenset[str]: ...


class Publicities(Protocol):
    def get(self, publicity_id: str) -> Publicity: ...
    def add(self, publicity: Publicity) -> None: ...
    def save(self, publicity: Publicity) -> None:
        """Raises ConflictError("C-101") unless the stored rev is exactly ``publicity.rev - 1``."""
        ...


class Meetings(Protocol):
    def find(self, meeting_id: str) -> Meeting | None: ...
    def add(self, meeting: Meeting) -> None: ...
    def save(self, meeting: Meeting) -> None:
        """Raises ConflictError("C-101") unless the stored rev is exactly ``meeting.rev - 1``."""
        ...


class Decisions(Protocol):
    def get(self, decision_id: str) -> Decision: ...
    def add(self, decision: Decision) -> None: ...
    def mark_withdrawn(self, decision_id: str, withdrawn: bool = True) -> None:
        """``withdrawn`` False: it stands again (its reopening was taken back)."""
        ...

    def mark_entered(self, decision_id: str, at: datetime | None, by: str) -> None:
        """省平台录入: ``at`` None = not entered."""
        ...

    def of_subject(self, subject_id: str) -> Sequence[Decision]:
        """Oldest first."""
        ...


class AuditLog(Protocol):
    def append(
        self,
        *,
        at: datetime,
        act: str,
        actor: Actor,
        subject_kind: str,
        subject_id: str,
        content: dict[str, object],
    ) -> AuditEntry:
        """Chain one entry. Raises EnvironmentFault("T-101") when ``at`` lies before the last entry
        (a clock set back refuses dated acts, DESIGN §3)."""
        ...

    def entries(self) -> Iterable[tuple[AuditEntry, AuditContent | None]]:
        """From the first on, for ``app.domain.audit.verify_chain``."""
        ...


class Looks(Protocol):
    """The second, batched log: looks at items, reveals of masked numbers (DOMAIN facts §9)."""

    def add(self, looks: Sequence[Look]) -> None:
        """A LOOK also marks the archive item or declaration as opened since it was handed in."""
        ...

    def opened_elsewhere(self, subject_id: str, organisation_id: str, since: datetime) -> bool:
        """Whether an account of another organisation looked at the subject at or after the moment."""
        ...


class Flags(Protocol):
    """Pre-check notices kept with the revision they saw; lists show how many are 需留意."""

    def of_subject(self, subject_kind: str, subject_id: str) -> Sequence[Notice]: ...
    def replace(self, subject_kind: str, subject_id: str, flags: Sequence[Notice], seen_rev: int = 0) -> None:
        """Replace all notices of an archive item or a declaration (``SubjectKind`` values). ``seen_rev``: content_rev of
        the item, rev of the declaration that they were found on."""
        ...


class Outbox(Protocol):
    def answer_to(self, op_id: str) -> Outcome | None:
        """The stored answer of a command that was already applied."""
        ...

    def add(self, command: Command, outcome: Outcome, at: datetime) -> None: ...
    def has_left(self, op_id: str) -> bool | None:
        """Whether the command was sent to the server, or may have been: Z comes too late then. None in a copy without a
        server: nothing ever leaves it."""
        ...

    def withdraw(self, op_id: str) -> None:
        """It is never sent, nor what stands on it. In a copy without a server nothing changes."""
        ...

    def close(self, op_id: str) -> bool:
        """The person has answered its conflict or refusal. False where it has none: nothing is changed then."""
        ...


class Files(Protocol):
    """Which attachments are known: rows beside the encrypted files."""

    def add(self, files: Sequence[FileRef]) -> None: ...


class Settings(Protocol):
    """Small facts of the working copy (sample mark, clock offset, imported holiday years)."""

    def get(self, key: str) -> str | None: ...
    def set(self, key: str, value: str) -> None: ...


class UnitOfWork(Protocol):
    @property
    def organisations(self) -> Organisations: ...

    @property
    def accounts(self) -> Accounts: ...

    @property
    def applicants(self) -> Applicants: ...

    @property
    def archive(self) -> ArchiveItems: ...

    @property
    def item_drafts(self) -> ItemDrafts: ...

    @property
    def declarations(self) -> Declarations: ...

    @property
    def publicities(self) -> Publicities: ...

    @property
    def meetings(self) -> Meetings: ...

    @property
    def decisions(self) -> Decisions: ...

    @property
    def audit(self) -> AuditLog: ...

    @property
    def looks(self) -> Looks: ...

    @property
    def flags(self) -> Flags: ...

    @property
    def outbox(self) -> Outbox: ...

    @property
    def files(self) -> Files: ...

    @property
    def settings(self) -> Settings: ...

    def __enter__(self) -> Self: ...
    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None: ...
    def commit(self) -> None:
        """Durable on return (WAL, synchronous=FULL). Raises EnvironmentFault("E-204") when the disk is full."""
        ...


NewUnitOfWork = Callable[[], UnitOfWork]
