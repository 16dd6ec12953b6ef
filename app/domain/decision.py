"""Decisions and the defects they name (seed A step 3-4: 通过 / 退回 / 不通过)."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from enum import StrEnum

from app.domain.attachment import FileRef
from app.domain.organisation import Actor

UNDO_WITHIN = timedelta(seconds=120)
"""Z withdraws a decision within this time (DESIGN §4), while nothing later touched the dossier."""


class Action(StrEnum):
    """Acts on an archive item or a declaration; the workflow table says who may do which when."""

    SAVE = "save"  # 保存: hands an archive item to review
    SUBMIT = "submit"  # 提交
    TAKE_BACK = "take_back"  # 撤回
    CONFIRM = "confirm"  # 审核无误
    RESUME_PUBLICITY = "resume_publicity"  # 审核无误 while the publicity still counts
    START_PUBLICITY = "start_publicity"  # 开始公示
    CANCEL_PUBLICITY = "cancel_publicity"  # 重新公示: the publicity does not count
    OBJECT = "object"  # 登记异议
    PASS = "pass"  # 通过
    RETURN = "return"  # 退回
    FAIL = "fail"  # 不通过
    WITHDRAW = "withdraw"  # 撤销 (Z)
    # Beyond the employer's review (seed B 二(七)-(十二)).
    REOPEN = "reopen"  # 重开, with reason, by the level that decided
    REQUEST_REOPEN = "request_reopen"  # 申请重开: asks whoever has the dossier in hand; moves nothing
    GIVE_UP = "give_up"  # 放弃申报
    EXTEND_PAYMENT = "extend_payment"  # 延长缴费期限
    RECORD_PAYMENT = "record_payment"  # 登记缴费
    FORM_STEP = "form_step"  # 评审表: stamped, handed in, received, forwarded …
    REFUSE_FORMS = "refuse_forms"  # 评审表不收，重新办理
    RECEIVE_FORMS = "receive_forms"  # 评委会办公室收到评审表
    CONCLUDE_PUBLICITY = "conclude_publicity"  # 公示期满无异议
    MEETING_PASS = "meeting_pass"  # 评审通过
    MEETING_FAIL = "meeting_fail"  # 评审未通过
    RECONVENE = "reconvene"  # 重新评审
    REPORT = "report"  # 评审结果报市人力社保局
    ENDORSE = "endorse"  # 审核同意, others still to follow
    ENDORSE_LAST = "endorse_last"  # 审核同意, the last of those who must
    SEND_BACK = "send_back"  # 发回评委会办公室
    RECORD_DOCUMENT = "record_document"  # 登记发文
    RECORD_CERTIFICATE = "record_certificate"  # 登记证书
    GIVE_FORMS = "give_forms"  # 已退申报人


class SubjectKind(StrEnum):
    ARCHIVE_ITEM = "archive_item"
    DECLARATION = "declaration"
    APPLICANT = "applicant"


@dataclass(frozen=True, slots=True)
class Defect:
    """One line of a return notice: where and what is wrong."""

    section: str
    """Section key."""
    reason_code: str
    text: str
    field: str = ""
    material: str = ""
    page: int | None = None


@dataclass(frozen=True, slots=True)
class Decision:
    """One act with everything a later reader needs: who, role, when, on which revision, verdict, reasons, opinion."""

    id: str
    """The op_id of the command: a resend is the same decision."""
    subject_kind: SubjectKind
    subject_id: str
    action: Action
    actor: Actor
    at: datetime
    """UTC."""
    base_rev: int
    new_rev: int
    before: str
    """Status or stage before, so that a withdrawal can restore it."""
    after: str
    opinion: str = ""
    notice: str = ""
    """The assembled notice of a return or a failure."""
    defects: tuple[Defect, ...] = ()
    submit_no: int = 1
    withdrawn: bool = False
    """Z took it back, or the level that decided reopened it: it no longer stands."""
    record: Mapping[str, str] = field(default_factory=dict)
    """What the act records beside the verdict: amount, receipt, document number … (``app.domain.road_records``)."""
    files: tuple[FileRef, ...] = ()
    """A receipt, a scan of the document."""
    entered_at: datetime | None = None
    """When it was typed into the 省平台 too; None = 未录入 (DOMAIN facts §9)."""
    entered_by: str = ""


NOTES = frozenset({Action.REQUEST_REOPEN})
"""Recorded for others to read: such an act decides nothing, so nobody is bound or stopped by it."""


def standing(decisions: Iterable[Decision]) -> tuple[Decision, ...]:
    """Those that still count, in the order given."""
    return tuple(d for d in decisions if not d.withdrawn)


def is_as_seen(rev: int, seen: int, decisions: Iterable[Decision]) -> bool:
    """Whether a declaration of revision ``rev`` is still what somebody saw as ``seen``: notes alone were made since, and they must
    not throw out a decision. ``decisions``: all on the declaration."""
    return rev - seen == sum(d.action in NOTES and seen < d.new_rev <= rev for d in decisions)


def last_standing(decisions: Sequence[Decision], *actions: Action) -> Decision | None:
    """The newest that still counts, of these actions or of any that decides; ``decisions`` oldest first."""
    wanted = actions or frozenset(Action) - NOTES
    return next((d for d in reversed(standing(decisions)) if d.action in wanted), None)
