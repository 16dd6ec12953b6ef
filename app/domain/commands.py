"""Commands (imperative) and their outcomes. A write is a command; the outbox stores it as it was given.

Every command carries the actor and an ``op_id`` chosen by the desk: applying the same op_id twice gives the
stored answer, not a second decision.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum

from app.domain.answering import AcceptStanding
from app.domain.attachment import FileRef
from app.domain.decision import Action, Defect
from app.domain.declaring import DeclarationPart
from app.domain.organisation import Actor
from app.domain.publicity import EndRule


@dataclass(frozen=True, slots=True)
class ReviewArchiveItem:
    """通过 / 退回 / 不通过 of one archive item (A3.4, A3.12)."""

    op_id: str
    actor: Actor
    item_id: str
    base_rev: int
    action: Action
    opinion: str = ""
    defects: tuple[Defect, ...] = ()
    notice: str = ""
    """The assembled notice (退回意见) of a return or a failure."""


@dataclass(frozen=True, slots=True)
class ReviewDeclaration:
    """审核无误 / 通过 / 退回 / 不通过 of one declaration (A4.1-A4.7). ``opinion`` is required for PASS."""

    op_id: str
    actor: Actor
    declaration_id: str
    base_rev: int
    action: Action
    opinion: str = ""
    defects: tuple[Defect, ...] = ()
    notice: str = ""
    """The assembled notice (退回意见) of a return or a failure."""
    record: Mapping[str, str] = field(default_factory=dict)
    """With the pass of 区县人社: until when to pay."""


@dataclass(frozen=True, slots=True)
class AdvanceDeclaration:
    """One act beyond the reviews: payment, paper forms, verdict, report, document, 重开, 放弃申报 … (B9-B14).

    ``record``: what ``app.domain.road_records`` asks for the action.
    """

    op_id: str
    actor: Actor
    declaration_id: str
    base_rev: int
    action: Action
    record: Mapping[str, str] = field(default_factory=dict)
    files: tuple[FileRef, ...] = ()
    reason: str = ""


@dataclass(frozen=True, slots=True)
class KeepMeeting:
    """The meeting and its list (B11.2). ``base_rev`` None: a new one."""

    op_id: str
    actor: Actor
    meeting_id: str
    title: str
    held_on: date
    place: str
    members: tuple[str, ...]
    experts: int = 0
    note: str = ""
    base_rev: int | None = None


@dataclass(frozen=True, slots=True)
class MarkEntered:
    """省平台录入: the decision was typed into the web platform too, or was not after all (DOMAIN facts §9)."""

    op_id: str
    actor: Actor
    decision_id: str
    entered: bool = True


@dataclass(frozen=True, slots=True)
class WithdrawDecision:
    """Z: take back a decision within UNDO_WITHIN while nothing later touched the dossier."""

    op_id: str
    actor: Actor
    decision_id: str


@dataclass(frozen=True, slots=True)
class StartPublicity:
    """开始公示 for one or several confirmed declarations; also one that already took place (A4.5)."""

    op_id: str
    actor: Actor
    publicity_id: str
    members: tuple[tuple[str, int], ...]
    """(declaration id, base_rev)."""
    body: str
    place: str
    start: date
    end: date
    end_rule: EndRule
    stated_source: str = ""
    stated_reason: str = ""
    held_before: bool = False


@dataclass(frozen=True, slots=True)
class CancelPublicity:
    """重新公示: the publicity does not count; its members go back to 待公示."""

    op_id: str
    actor: Actor
    publicity_id: str
    base_rev: int
    reason: str


@dataclass(frozen=True, slots=True)
class AddPublicityEvidence:
    """公示照片 or a scan of the posted sheet."""

    op_id: str
    actor: Actor
    publicity_id: str
    base_rev: int
    files: tuple[FileRef, ...]


@dataclass(frozen=True, slots=True)
class MarkSheetExported:
    """评审表(公示版) / 公示名单 was exported for this publicity (A4.3)."""

    op_id: str
    actor: Actor
    publicity_id: str
    base_rev: int


@dataclass(frozen=True, slots=True)
class RecordObjection:
    """登记异议: the declaration goes back to 待审 until the objection is resolved."""

    op_id: str
    actor: Actor
    publicity_id: str
    base_rev: int
    declaration_id: str
    who: str
    received_on: date
    what: str


@dataclass(frozen=True, slots=True)
class ResolveObjection:
    op_id: str
    actor: Actor
    publicity_id: str
    base_rev: int
    objection_id: str
    upheld: bool
    handling: str


@dataclass(frozen=True, slots=True)
class AddEvidence:
    """Files dropped onto an archive item that carries no verdict yet."""

    op_id: str
    actor: Actor
    item_id: str
    base_rev: int
    files: tuple[FileRef, ...]


@dataclass(frozen=True, slots=True)
class EnterApplicant:
    """A new person of the unit; 基本信息 begins as a draft with what is known (B1.1, B1.5)."""

    op_id: str
    actor: Actor
    applicant_id: str
    item_id: str
    """Of the draft of 基本信息."""
    name: str
    id_number: str
    """As typed; stored normalised."""
    phone: str = ""
    id_type: str = ""


@dataclass(frozen=True, slots=True)
class KeepItemDraft:
    """Every change while entering (B1.2). Not a decision: no audit, no outbox. ``base_rev`` None: a new item."""

    actor: Actor
    item_id: str
    applicant_id: str
    section: str
    fields: Mapping[str, str]
    evidence: tuple[FileRef, ...]
    base_rev: int | None = None


@dataclass(frozen=True, slots=True)
class DropItemDraft:
    """What was typed is thrown away; an item that was handed in before stays as it is."""

    actor: Actor
    item_id: str


@dataclass(frozen=True, slots=True)
class SaveItem:
    """保存: what was entered is handed to review (B1.2). ``base_rev`` None: a new item."""

    op_id: str
    actor: Actor
    item_id: str
    applicant_id: str
    section: str
    fields: Mapping[str, str]
    evidence: tuple[FileRef, ...]
    base_rev: int | None = None


@dataclass(frozen=True, slots=True)
class StartDeclaration:
    """马上申报 (B2.4). ``copy_from``: id of an earlier declaration of the person, "" = from nothing."""

    op_id: str
    actor: Actor
    declaration_id: str
    applicant_id: str
    plan_id: str
    copy_from: str = ""


@dataclass(frozen=True, slots=True)
class FillDeclaration:
    """One part of one step, kept on every change. Not a decision: no audit, no outbox."""

    actor: Actor
    declaration_id: str
    base_rev: int
    part: DeclarationPart


@dataclass(frozen=True, slots=True)
class DropDeclaration:
    """A draft that was never handed in is thrown away."""

    op_id: str
    actor: Actor
    declaration_id: str
    base_rev: int


@dataclass(frozen=True, slots=True)
class TakeBack:
    """撤回: the sender takes a submission back before the unit has opened it (DOMAIN facts §4)."""

    op_id: str
    actor: Actor
    declaration_id: str
    base_rev: int


@dataclass(frozen=True, slots=True)
class HandInItem:
    """保存: a draft or a returned item is handed to review as it is (B1.2)."""

    op_id: str
    actor: Actor
    item_id: str
    base_rev: int


@dataclass(frozen=True, slots=True)
class SubmitDeclaration:
    """提交: a draft (or a returned declaration) goes to the employer's review (B8)."""

    op_id: str
    actor: Actor
    declaration_id: str
    base_rev: int


@dataclass(frozen=True, slots=True)
class TickSection:
    """逐条逐项: a preview section of a declaration was read (A4.1), or is no longer."""

    actor: Actor
    declaration_id: str
    submit_no: int
    section: str
    read: bool = True


@dataclass(frozen=True, slots=True)
class ImportHolidayYear:
    """A year's published holiday file, as JSON text (DOMAIN facts §6)."""

    op_id: str
    actor: Actor
    year: int
    content: str


@dataclass(frozen=True, slots=True)
class ReopenArchiveItem:
    """重开: a 不通过 of the unit's own review is taken up again, with the reason (DOMAIN facts §4)."""

    op_id: str
    actor: Actor
    item_id: str
    base_rev: int
    reason: str


Command = (
    ReviewArchiveItem
    | ReviewDeclaration
    | AdvanceDeclaration
    | KeepMeeting
    | MarkEntered
    | WithdrawDecision
    | StartPublicity
    | CancelPublicity
    | AddPublicityEvidence
    | MarkSheetExported
    | RecordObjection
    | ResolveObjection
    | AddEvidence
    | EnterApplicant
    | SaveItem
    | StartDeclaration
    | DropDeclaration
    | TakeBack
    | HandInItem
    | SubmitDeclaration
    | ImportHolidayYear
    | ReopenArchiveItem
    | AcceptStanding
)


class OutcomeKind(StrEnum):
    APPLIED = "applied"
    CONFLICT = "conflict"
    REFUSED = "refused"


@dataclass(frozen=True, slots=True)
class Changed:
    """What a write changed, so that views refresh only that. Ids."""

    items: tuple[str, ...] = ()
    declarations: tuple[str, ...] = ()
    publicities: tuple[str, ...] = ()
    applicants: tuple[str, ...] = ()
    meetings: tuple[str, ...] = ()

    def __or__(self, other: "Changed") -> "Changed":
        return Changed(
            self.items + other.items,
            self.declarations + other.declarations,
            self.publicities + other.publicities,
            self.applicants + other.applicants,
            self.meetings + other.meetings,
        )


@dataclass(frozen=True, slots=True)
class Outcome:
    """Answer to one command. ``code``/``params`` say why when it was not applied."""

    op_id: str
    kind: OutcomeKind
    code: str = ""
    params: dict[str, object] = field(default_factory=dict)
    changed: Changed = Changed()
