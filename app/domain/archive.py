"""Archive items: 基本信息 and the entries of categories 1-16 of a person's achievement archive (seed A step 3)."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from app.domain.attachment import FileRef


class ArchiveStatus(StrEnum):
    DRAFT = "draft"  # kept on every change, not yet handed in
    PENDING = "pending"  # 待审核
    PASSED = "passed"  # 通过
    RETURNED = "returned"  # 退回: may be corrected and resubmitted
    FAILED = "failed"  # 不通过: a verdict


@dataclass(frozen=True, slots=True)
class ArchiveItem:
    """``fields`` maps field keys of the section to the text as typed. ``rev`` counts every change (optimistic
    lock); ``content_rev`` counts changes of fields or evidence and names the revision a declaration freezes."""

    id: str
    applicant_id: str
    employer_id: str
    section: str
    fields: Mapping[str, str]
    evidence: tuple[FileRef, ...]
    status: ArchiveStatus
    rev: int
    content_rev: int
    submit_no: int
    """第几次提交."""
    submitted_at: datetime | None
    opinion: str = ""


@dataclass(frozen=True, slots=True)
class ItemDraft:
    """What somebody is entering: kept on every change beside the item, which reviewers see unchanged until 保存.

    ``base_rev`` is the rev of the item the draft began from; None = a new item that was never handed in.
    """

    item_id: str
    applicant_id: str
    employer_id: str
    section: str
    fields: Mapping[str, str]
    evidence: tuple[FileRef, ...]
    base_rev: int | None
    kept_at: datetime


@dataclass(frozen=True, slots=True)
class FrozenItem:
    """The revision of an item that a declaration extracted: what reviewers of the declaration see."""

    item_id: str
    section: str
    content_rev: int
    fields: Mapping[str, str]
    evidence: tuple[FileRef, ...]


def archive_is_reviewed(statuses: Mapping[str, ArchiveStatus], basic_item: ArchiveStatus | None) -> bool:
    """Whether the person may declare: 基本信息 passed and nothing of the person 待审核 (A3.6).

    ``statuses`` maps item id to status for every item of the person.
    """
    return basic_item is ArchiveStatus.PASSED and ArchiveStatus.PENDING not in statuses.values()
