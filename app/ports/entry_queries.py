"""The read side of 人员与申报: the unit's people, their archives as entered, declarations being filled in.

As ``app.ports.queries``: scoped by who asks, read thread only, text as stored. Only an employer enters; for any other
scope every list is empty and every dossier unknown (RuleError N-404).
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Protocol

from app.domain.applicant import Applicant
from app.domain.archive import ArchiveItem, ArchiveStatus, ItemDraft
from app.domain.decision import Decision
from app.domain.declaration import Declaration, Stage
from app.domain.organisation import Organisation
from app.domain.prechecks.notice import Notice
from app.domain.publicity import Publicity
from app.ports.queries import Scope


@dataclass(frozen=True, slots=True)
class PersonRow:
    """A line of 人员与档案. ``declared``: (plan name, stage) of every declaration, oldest first."""

    applicant: Applicant
    basic: ArchiveStatus | None
    """Status of 基本信息; None = never handed in."""
    items: int
    """Entries of categories 1-16 that were handed in."""
    pending: int
    returned: int
    drafts: int
    """Kept drafts, 基本信息 included."""
    declared: tuple[tuple[str, Stage], ...]


@dataclass(frozen=True, slots=True)
class ArchiveEntry:
    """One entry as HR sees it: what was handed in (None: never), what is being entered (None: nothing), and what the
    last review said (None: no decision, or it was withdrawn)."""

    section: str
    item: ArchiveItem | None
    draft: ItemDraft | None
    verdict: Decision | None = None
    flags: tuple[Notice, ...] = ()

    @property
    def id(self) -> str:
        if self.item is not None:
            return self.item.id
        return self.draft.item_id if self.draft is not None else ""


@dataclass(frozen=True, slots=True)
class DeclarationSummary:
    """One declaration of a person, for choosing. ``resumable``: may be filled in."""

    id: str
    plan_id: str
    plan_name: str
    year: int
    stage: Stage
    rev: int
    submitted_at: datetime | None
    saved_at: datetime | None


@dataclass(frozen=True, slots=True)
class PersonCase:
    """Everything the archive entry shows of one person. ``entries`` in the order of the sections, then as entered."""

    applicant: Applicant
    employer: Organisation
    entries: tuple[ArchiveEntry, ...]
    declarations: tuple[DeclarationSummary, ...]


@dataclass(frozen=True, slots=True)
class DeclaringCase:
    """Everything the wizard shows of one declaration."""

    declaration: Declaration
    applicant: Applicant
    employer: Organisation
    items: tuple[ArchiveItem, ...]
    """The person's archive as it is now, 基本信息 included."""
    decisions: tuple[Decision, ...]
    """Oldest first."""
    submissions: tuple[Declaration, ...]
    """As it was handed in each time, oldest first."""
    flags: tuple[Notice, ...]
    opened: bool = False
    """The unit has opened it since it was handed in: 撤回 is closed."""
    copied_from: Declaration | None = None


@dataclass(frozen=True, slots=True)
class UnitCase:
    """One declaration of the unit for 申报进度 and 缺件矩阵; ``app.domain.next_acts.judge_progress`` reads it."""

    declaration: Declaration
    applicant: Applicant
    archive: tuple[tuple[str, ArchiveStatus], ...]
    """(section, status) of every item of the person."""
    flags: tuple[Notice, ...]
    publicity: Publicity | None
    last_return: Decision | None


@dataclass(frozen=True, slots=True)
class ReturnedRow:
    """A line of 退回待改: an archive item or a declaration (``declaration_id``) that waits for its correction."""

    applicant: Applicant
    returned: Decision
    section: str = ""
    item_id: str = ""
    title: str = ""
    """The plan's name; empty for an item."""
    fields: Mapping[str, str] = field(default_factory=dict)
    """Of the item."""
    declaration_id: str = ""
    has_draft: bool = False


@dataclass(frozen=True, slots=True)
class EntryCounts:
    """Numbers at the sub-tabs and the tab's badge."""

    progress: int
    """Declarations that the unit has still to do with (drafts, returned, in review, publicity)."""
    people: int
    returned: int
    drafts: int
    """Declarations in draft or returned: the badge of the tab."""


class EntryQueries(Protocol):
    def people(self, scope: Scope, text: str = "") -> Sequence[PersonRow]:
        """The unit's people by name; ``text``: fragment of name (also pinyin, initials) or ID number."""
        ...

    def person(self, scope: Scope, applicant_id: str) -> PersonCase: ...
    def case(self, scope: Scope, declaration_id: str) -> DeclaringCase: ...
    def unit_cases(self, scope: Scope, text: str = "") -> Sequence[UnitCase]:
        """Every declaration of the unit but those of former years that are over (beyond the unit or failed)."""
        ...

    def returned(self, scope: Scope, text: str = "") -> Sequence[ReturnedRow]:
        """Newest return first."""
        ...

    def counts(self, scope: Scope) -> EntryCounts: ...
