"""The second log: looks at items and reveals of masked numbers (DOMAIN facts §9). Batched, not chained."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from app.domain.decision import SubjectKind


class LookAct(StrEnum):
    LOOK = "look"  # 打开看
    REVEAL = "reveal"  # 显示证件号码


@dataclass(frozen=True, slots=True)
class Look:
    at: datetime
    account_id: str
    act: LookAct
    subject_kind: SubjectKind
    subject_id: str
