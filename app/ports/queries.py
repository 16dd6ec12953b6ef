"""The read side: lists, counts and whole dossiers as read-only row objects, scoped by who asks.

Lists come as an ``array('q')`` of row keys in list order plus pages of rows by key, so that a list of 100,000
costs an id array and the 128 rows on the screen (facts: ids 20 ms, page 2 ms). All text is as stored; masking
and wording belong to the screen. Every method is called on the read thread only.
"""

from array import array
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from enum import StrEnum
from typing import Protocol

from app.domain.applicant import Applicant
from app.domain.archive import ArchiveItem, ArchiveStatus
from app.domain.audit import AuditContent, AuditEntry
from app.domain.decision import Decision
from app.domain.declaration import Declaration, DeclarationTab, DeclareMode, EmployerStep, Stage
from app.domain.organisation import Account, Actor, Organisation, Role
from app.domain.prechecks.notice import Notice
from app.domain.publicity import Publicity, PublicityKind


@dataclass(frozen=True, slots=True)
class Scope:
    """Whose desk it is. An employer sees its own people; a level sees what has reached it (DESIGN §4)."""

    role: Role
    organisation_id: str


class ListOrder(StrEnum):
    NEWEST = "newest"  # 最近提交在前
    OLDEST = "oldest"
    NAME = "name"


@dataclass(frozen=True, slots=True)
class ArchiveFilter:
    section: str
    status: ArchiveStatus | None = ArchiveStatus.PENDING
    """None = 全部 (drafts never stand in a review list)."""
    text: str = ""
    """Fragment of name (also pinyin, initials), ID number or unit."""
    flagged_only: bool = False
    order: ListOrder = ListOrder.NEWEST


@dataclass(frozen=True, slots=True)
class ArchiveRow:
    key: int
    id: str
    applicant_id: str
    name: str
    unit: str
    status: ArchiveStatus
    values: tuple[str, ...]
    """The section's first three fields."""
    submitted_at: datetime
    flags: int
    """Pre-check notices."""
    opened: bool
    """Somebody of this desk has opened it since it was handed in."""
    rev: int
    submit_no: int


@dataclass(frozen=True, slots=True)
class DeclarationFilter:
    tab: DeclarationTab = DeclarationTab.PENDING
    text: str = ""
    year: int | None = None
    plan_id: str | None = None
    steps: frozenset[EmployerStep] = frozenset()
    """None chosen = all."""
    flagged_only: bool = False
    not_entered: bool = False
    """Only those with a decision of this office that was not entered into the 省平台 yet (DOMAIN facts §9)."""
    order: ListOrder = ListOrder.NEWEST


@dataclass(frozen=True, slots=True)
class DeclarationRow:
    """Also stands for a return event in the tab 退回记录 (then the ``returned_*`` fields are filled)."""

    key: int
    id: str
    applicant_id: str
    name: str
    unit: str
    plan_id: str
    year: int
    plan_name: str
    title_with_rank: str
    mode: DeclareMode
    stage: Stage
    step: EmployerStep | None
    submitted_at: datetime
    submit_no: int
    flags: int
    opened: bool
    rev: int
    publicity_to: date | None
    publicity_day: tuple[int, int] | None
    """(working days counted so far, needed), while running."""
    open_objections: int
    returned_at: datetime | None = None
    returned_by: str = ""
    returned_reasons: str = ""
    answered_at: datetime | None = None
    arrived_at: datetime | None = None
    """When it came into its present stage."""
    unchanged: bool = False
    """Handed in again as it was returned."""


class PublicityTab(StrEnum):
    WAITING = "waiting"  # 待发起: declarations in 待公示
    RUNNING = "running"  # 公示中
    OVER_TODAY = "over_today"  # 今天期满
    OBJECTED = "objected"  # 有异议
    ENDED = "ended"  # 已结束


@dataclass(frozen=True, slots=True)
class PublicityRow:
    """A publicity; in the tab 待发起 a declaration without one (``publicity_id`` None)."""

    key: int
    publicity_id: str | None
    declaration_ids: tuple[str, ...]
    names: tuple[str, ...]
    titles: tuple[str, ...]
    plan_names: tuple[str, ...]
    start: date | None
    end: date | None
    day: tuple[int, int] | None
    over: bool
    open_objections: int
    revs: tuple[int, ...]
    """Declaration revs, in the order of ``declaration_ids``."""
    kind: PublicityKind = PublicityKind.EMPLOYER
    """In 待发起: the one that is awaited."""
    units: tuple[str, ...] = ()
    """Names of the members' units, each once; the committee publishes persons of several."""


Flag = Notice
"""One stored pre-check notice, worded by the screen from code and params."""


@dataclass(frozen=True, slots=True)
class ArchiveDossier:
    """Everything the archive desk shows for one item."""

    item: ArchiveItem
    applicant: Applicant
    employer: Organisation
    flags: tuple[Flag, ...]
    decisions: tuple[Decision, ...]
    """Oldest first."""


@dataclass(frozen=True, slots=True)
class DeclarationDossier:
    declaration: Declaration
    applicant: Applicant
    employer: Organisation
    step: EmployerStep | None
    flags: tuple[Flag, ...]
    decisions: tuple[Decision, ...]
    publicity: Publicity | None
    read_sections: frozenset[str]
    """Ticked by this account for the present submission."""
    former: Declaration | None = None
    """As it was handed in the time before; None at the first submission, and where it was not kept."""


@dataclass(frozen=True, slots=True)
class PublicityDossier:
    publicity: Publicity
    members: tuple[DeclarationDossier, ...]


@dataclass(frozen=True, slots=True)
class LogLine:
    """One line of 审核日志 / 审查日志."""

    at: datetime
    act: str
    """Action value, or publicity_* / objection_* / look / reveal."""
    who: str
    role: Role | None
    unit: str
    text: str
    submit_no: int | None = None
    minor: bool = False
    """A look or a reveal: from the second log, of the desk's own office only."""
    record: Mapping[str, str] = field(default_factory=dict)
    """What the act recorded (``app.domain.road_records``); a meeting by its title, ``reopened`` and ``entered`` as the act
    they are about; of a hand-in ``mode``, ``items``, ``files``; of a publicity's begin ``start``, ``end``, ``place``."""
    files: tuple[str, ...] = ()
    """Names of what was attached to the act."""
    withdrawn: bool = False
    """The decision no longer stands: Z took it back, or it was reopened."""
    entered_at: datetime | None = None
    """省平台录入; only of the desk's own decisions."""
    to_enter: bool = False
    """A decision of the desk's own that is 未录入."""


@dataclass(frozen=True, slots=True)
class SectionCount:
    section: str
    pending: int


@dataclass(frozen=True, slots=True)
class PlanCount:
    plan_id: str
    plan_name: str
    pending: int
    oldest: datetime | None


MOST_TO_ENTER = 1000


@dataclass(frozen=True, slots=True)
class HomeFacts:
    """What 用户中心 says (A3.1, A3.3)."""

    archive_pending: int
    declarations_pending: int
    by_section: tuple[SectionCount, ...]
    by_plan: tuple[PlanCount, ...]
    publicities_over: tuple[PublicityRow, ...]
    publicities_objected: tuple[PublicityRow, ...]
    publicities_running: int
    waiting_for_publicity: int
    returned_items: int
    flagged_declarations: int
    decided_today: tuple[int, int, int]
    """(archive items, declarations, of both returned) by this account today."""
    to_fill_in: int = 0
    """Declarations of the unit in draft or returned; 0 above the employer."""
    road_waiting: int = 0
    """Dossiers that wait on the road for this desk's own act (``app.ports.road_queries.WAITING_QUEUES``)."""
    to_enter: int = 0
    """Decisions of this office that are 省平台未录入 (DOMAIN facts §9); no more than ``MOST_TO_ENTER`` are counted."""


@dataclass(frozen=True, slots=True)
class AccountChoice:
    """A line of the sign-in page."""

    account: Account
    organisation: Organisation


class Queries(Protocol):
    def account_choices(self) -> Sequence[AccountChoice]: ...

    def archive_keys(self, scope: Scope, wanted: ArchiveFilter, limit: int | None = None) -> "array[int]":
        """All keys in list order, or the first ``limit``; more than that where an order must sort everything."""
        ...

    def archive_rows(self, scope: Scope, keys: Sequence[int]) -> Sequence[ArchiveRow]:
        """Rows in the order of ``keys``; a key that left the scope is omitted."""
        ...

    def archive_counts(self, scope: Scope, wanted: ArchiveFilter) -> Mapping[ArchiveStatus, int]:
        """Counts by status of the section under the same text filter."""
        ...

    def section_counts(self, scope: Scope) -> Mapping[str, int]:
        """Pending items by section key; sections with none are absent (A3.9)."""
        ...

    def archive_dossier(self, scope: Scope, item_id: str) -> ArchiveDossier: ...
    def archive_log(self, scope: Scope, item_id: str) -> Sequence[LogLine]:
        """Newest first."""
        ...

    def declaration_keys(
        self, scope: Scope, wanted: DeclarationFilter, today: date, limit: int | None = None
    ) -> "array[int]":
        """As ``archive_keys``."""
        ...

    def declaration_rows(
        self, scope: Scope, wanted: DeclarationFilter, keys: Sequence[int], today: date
    ) -> Sequence[DeclarationRow]: ...
    def declaration_counts(self, scope: Scope, wanted: DeclarationFilter) -> Mapping[DeclarationTab, int]: ...
    def step_counts(
        self, scope: Scope, wanted: DeclarationFilter, today: date
    ) -> Mapping[EmployerStep, int]: ...
    def declaration_years(self, scope: Scope) -> Sequence[int]: ...
    def declaration_dossier(
        self, scope: Scope, declaration_id: str, actor: Actor, today: date
    ) -> DeclarationDossier: ...
    def declaration_log(self, scope: Scope, declaration_id: str) -> Sequence[LogLine]: ...

    def publicity_rows(
        self, scope: Scope, tab: PublicityTab, text: str, today: date
    ) -> Sequence[PublicityRow]: ...
    def publicity_counts(self, scope: Scope, today: date) -> Mapping[PublicityTab, int]: ...
    def publicity_dossier(
        self, scope: Scope, publicity_id: str, actor: Actor, today: date
    ) -> PublicityDossier: ...

    def home(self, scope: Scope, actor: Actor, today: date) -> HomeFacts: ...
    def audit_entries(self) -> Sequence[tuple[AuditEntry, AuditContent | None]]: ...
    def prepare_search(self) -> None:
        """Read everybody's names into memory, so that the first search does not wait (0.4 s at 100,000)."""
        ...

    def find_people(self, scope: Scope, text: str, limit: int = 20) -> Sequence[Applicant]: ...
