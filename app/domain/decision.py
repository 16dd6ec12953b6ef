"""Decisions and the defects they name (seed A step 3-4: 通过 / 退回 / 不通过)."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

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
