"""What is being entered: rows of ``item_draft`` ↔ domain."""

from collections.abc import Sequence
from typing import Any

from sqlalchemy import Connection, Row, bindparam, delete, insert, select

from app.domain.archive import ItemDraft
from db.models.archive import item_draft
from db.models.people import applicant
from db.repositories.json_forms import read_files
from db.repositories.revisions import unknown

SELECT_DRAFTS = select(item_draft, applicant.c.id.label("applicant_id")).join(
    applicant, applicant.c.key == item_draft.c.applicant_key
)
_GET = SELECT_DRAFTS.where(item_draft.c.item_id == bindparam("id"))
_OF_APPLICANT = SELECT_DRAFTS.where(applicant.c.id == bindparam("applicant_id")).order_by(
    item_draft.c.item_id
)
_APPLICANT_KEY = select(applicant.c.key).where(applicant.c.id == bindparam("id"))
_KEEP = insert(item_draft).prefix_with("OR REPLACE")
_DROP = delete(item_draft).where(item_draft.c.item_id == bindparam("id"))


def read_draft(row: Row[*tuple[Any, ...]]) -> ItemDraft:
    """A row of SELECT_DRAFTS."""
    return ItemDraft(
        item_id=row.item_id,
        applicant_id=row.applicant_id,
        employer_id=row.employer_id,
        section=row.section,
        fields=row.fields,
        evidence=read_files(row.evidence),
        base_rev=row.base_rev,
        kept_at=row.kept_at,
    )


def load_drafts(connection: Connection, applicant_id: str) -> Sequence[ItemDraft]:
    """In the order in which they were begun."""
    return [read_draft(row) for row in connection.execute(_OF_APPLICANT, {"applicant_id": applicant_id})]


class ItemDraftRepository:
    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def get(self, item_id: str) -> ItemDraft | None:
        row = self._connection.execute(_GET, {"id": item_id}).first()
        return None if row is None else read_draft(row)

    def keep(self, draft: ItemDraft) -> None:
        key = self._connection.scalar(_APPLICANT_KEY, {"id": draft.applicant_id})
        if key is None:
            raise unknown("applicant", draft.applicant_id)
        self._connection.execute(
            _KEEP,
            {
                "item_id": draft.item_id,
                "applicant_key": key,
                "employer_id": draft.employer_id,
                "section": draft.section,
                "fields": draft.fields,
                "evidence": draft.evidence,
                "base_rev": draft.base_rev,
                "kept_at": draft.kept_at,
            },
        )

    def drop(self, item_id: str) -> None:
        self._connection.execute(_DROP, {"id": item_id})
