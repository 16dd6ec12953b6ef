"""The read side of 受理与评审: queues by stage, their rows, meetings, what waits for the 省平台 (seed B 二(七)-(十二)).

Scoped like ``app.ports.queries``: a desk sees the dossiers of its own district or committee from their first arrival on.
Read thread only.
"""

from array import array
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from typing import Protocol

from app.domain.decision import Action, Decision
from app.domain.declaration import DeclareMode, PersonCategory, Stage
from app.domain.meeting import Meeting
from app.domain.organisation import Role
from app.domain.prechecks.notice import Notice
from app.ports.queries import Scope


class Queue(StrEnum):
    """What a line of the stage list holds. Which queues a desk has: ``QUEUES_OF_ROLE``."""

    REVIEW = "review"  # 待审核: arrived at this level's review
    PAYMENT = "payment"  # 待缴费
    OVERDUE = "overdue"  # 逾期未缴费
    FORMS_MINE = "forms_mine"  # 评审表在本单位手里
    FORMS_ON_WAY = "forms_on_way"  # 评审表在路上
    AWAITING_PUBLICITY = "awaiting_publicity"  # 待公示 (评委会, 结果)
    IN_PUBLICITY = "in_publicity"  # 公示中
    MEETING = "meeting"  # 待评审
    REPORT = "report"  # 待报送结果
    CITY = "city"  # 市级审核
    DOCUMENT = "document"  # 待发文
    CERTIFICATE = "certificate"  # 待登记证书
    FORMS_BACK = "forms_back"  # 待退评审表
    RETURNED = "returned"  # 退回修改中
    AHEAD = "ahead"  # 已送上级
    DONE = "done"  # 已办结: archived, failed, not approved, withdrawn
    ALL = "all"  # 全部


_FORMS = (Queue.FORMS_MINE, Queue.FORMS_ON_WAY)
_END = (Queue.RETURNED, Queue.AHEAD, Queue.DONE, Queue.ALL)

QUEUES_OF_ROLE: Mapping[Role, tuple[Queue, ...]] = {
    Role.EMPLOYER: (Queue.PAYMENT, Queue.OVERDUE, *_FORMS, Queue.FORMS_BACK, *_END),
    Role.ACCEPTANCE: (Queue.REVIEW, *_FORMS, Queue.FORMS_BACK, *_END),
    Role.HR_BUREAU: (Queue.REVIEW, Queue.PAYMENT, Queue.OVERDUE, *_END),
    Role.MUNICIPAL_UNIT: (*_FORMS, Queue.FORMS_BACK, *_END),
    Role.COMMITTEE: (
        *(Queue.FORMS_MINE, Queue.REVIEW, Queue.AWAITING_PUBLICITY, Queue.IN_PUBLICITY, Queue.MEETING),
        *(Queue.REPORT, Queue.CITY, Queue.DOCUMENT, Queue.CERTIFICATE, Queue.FORMS_BACK, *_END),
    ),
    Role.CITY: (Queue.CITY, Queue.DOCUMENT, Queue.CERTIFICATE, *_END),
}
"""In the order of the list. But for ALL they do not overlap. The committee sees CITY, and DOCUMENT and CERTIFICATE where a city records them, as waits."""


WAITING_QUEUES: Mapping[Role, frozenset[Queue]] = {
    Role.EMPLOYER: frozenset({Queue.PAYMENT, Queue.OVERDUE, Queue.FORMS_MINE}),
    Role.ACCEPTANCE: frozenset({Queue.REVIEW, Queue.FORMS_MINE, Queue.FORMS_BACK}),
    Role.HR_BUREAU: frozenset({Queue.REVIEW}),
    Role.MUNICIPAL_UNIT: frozenset({Queue.FORMS_MINE, Queue.FORMS_BACK}),
    Role.COMMITTEE: frozenset(
        {
            *(Queue.FORMS_MINE, Queue.REVIEW, Queue.AWAITING_PUBLICITY, Queue.MEETING),
            *(Queue.REPORT, Queue.FORMS_BACK),
        }
    ),
    Role.CITY: frozenset({Queue.CITY, Queue.DOCUMENT, Queue.CERTIFICATE}),
}
"""What waits for this desk's own act: 待我办, and the badge of the tab."""


class RoadOrder(StrEnum):
    OLDEST = "oldest"  # 等得最久在前
    NEWEST = "newest"  # 最近到达在前
    NAME = "name"
    UNIT = "unit"  # 按单位


class Entering(StrEnum):
    """省平台录入 of this office's last decision on the dossier."""

    NOT_YET = "not_yet"  # 未录入
    DONE = "done"  # 已录入


@dataclass(frozen=True, slots=True)
class RoadFilter:
    """DOMAIN facts §4: the list above the employer filters on each of its columns."""

    queue: Queue
    text: str = ""
    """Fragment of name (also pinyin, initials), ID number or unit."""
    year: int | None = None
    plan_id: str | None = None
    unit_id: str | None = None
    mode: DeclareMode | None = None
    submit_again: bool | None = None
    """True: only resubmissions; False: only first submissions."""
    flagged_only: bool = False
    late_only: bool = False
    """Waiting longer than the desk's goal (``LATE_AFTER`` working days)."""
    entering: Entering | None = None
    order: RoadOrder = RoadOrder.OLDEST


LATE_AFTER = 10
"""Working days after which a wait counts as late: picture 17 shows them with a clock [I]."""


@dataclass(frozen=True, slots=True)
class RoadRow:
    key: int
    id: str
    applicant_id: str
    name: str
    unit_id: str
    unit: str
    plan_id: str
    year: int
    plan_name: str
    title_with_rank: str
    mode: DeclareMode
    person_category: PersonCategory
    stage: Stage
    rev: int
    submit_no: int
    submitted_at: datetime
    arrived_at: datetime
    """When it came into its present stage."""
    waits: int | None
    """Working days since then; None where a year's holidays are not known or nobody has to act."""
    flags: int
    opened: bool
    """Somebody of this desk has opened it since it came."""
    pay_until: date | None
    form_step: str
    """FormStep value, "" before the first."""
    municipal: bool
    """Paper forms go through a 市直单位."""
    publicity_to: date | None
    """Of the publicity that counts at this stage."""
    open_objections: int
    last_action: Action | None
    """The last standing decision, whoever made it."""
    entering: Entering | None
    """None where this office decided nothing."""
    may_reopen: bool = False
    """This office moved it last: 重开 may take that up again, as far as a list knows (``gates.find_own_move``)."""


@dataclass(frozen=True, slots=True)
class QueueCount:
    queue: Queue
    count: int
    oldest: int | None
    """Longest wait in working days."""
    late: int
    """How many wait longer than ``LATE_AFTER``."""


@dataclass(frozen=True, slots=True)
class UnitGroup:
    """A unit in the list by unit: the group rows between its dossiers."""

    unit_id: str
    unit: str
    count: int
    oldest: int | None
    """Longest wait in working days."""


@dataclass(frozen=True, slots=True)
class RoadChoices:
    """What the filters offer: only what occurs within the scope."""

    years: tuple[int, ...]
    plans: tuple[tuple[str, str], ...]
    """(plan id, plan name)."""
    units: tuple[tuple[str, str], ...]
    """(organisation id, name), by name."""


@dataclass(frozen=True, slots=True)
class MeetingMember:
    row: RoadRow
    verdict: Decision | None
    """The standing verdict of this meeting."""


@dataclass(frozen=True, slots=True)
class MeetingCase:
    meeting: Meeting
    members: tuple[MeetingMember, ...]


class RoadQueries(Protocol):
    def queue_counts(self, scope: Scope, wanted: RoadFilter, today: date) -> Sequence[QueueCount]:
        """Of every queue of the role, under the other filters of ``wanted`` (its queue is left aside)."""
        ...

    def road_keys(
        self, scope: Scope, wanted: RoadFilter, today: date, limit: int | None = None
    ) -> "array[int]": ...
    def road_groups(self, scope: Scope, wanted: RoadFilter, today: date) -> Sequence[UnitGroup]:
        """The units of the list in the order of ``RoadOrder.UNIT``: their counts add up to its keys."""
        ...

    def road_rows(self, scope: Scope, keys: Sequence[int], today: date) -> Sequence[RoadRow]:
        """In the order of ``keys``; a key that left the scope is omitted."""
        ...

    def road_rows_of(self, scope: Scope, ids: Sequence[str], today: date) -> Sequence[RoadRow]:
        """By declaration id, in their order; one out of scope is omitted."""
        ...

    def road_flags(self, scope: Scope, ids: Sequence[str]) -> Mapping[str, Sequence[Notice]]:
        """What the pre-checks say of these declarations, 提示 left out; one without notices or out of scope is absent."""
        ...

    def road_choices(self, scope: Scope) -> RoadChoices: ...
    def meetings(self, scope: Scope) -> Sequence[Meeting]:
        """Of the committee's office, newest first."""
        ...

    def meeting_case(self, scope: Scope, meeting_id: str, today: date) -> MeetingCase: ...
