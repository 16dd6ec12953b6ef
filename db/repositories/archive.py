"""Archive items: the row of their state and the rows of their content revisions ↔ domain."""

from collections.abc import Sequence
from typing import Any

from sqlalchemy import Connection, Row, and_, bindparam, insert, select

from app.domain.archive import ArchiveItem, ArchiveStatus, FrozenItem
from app.ports.plan_kits import PlanKits
from db.models.archive import archive_item, archive_revision
from db.models.people import applicant
from db.repositories.json_forms import read_files
from db.repositories.revisions import save_at_rev, unknown, update_at_rev

SELECT_ITEMS = (
    select(
        archive_item,
        applicant.c.id.label("applicant_id"),
        archive_revision.c.fields,
        archive_revision.c.evidence,
    )
    .join(applicant, applicant.c.key == archive_item.c.applicant_key)
    .join(
        archive_revision,
        and_(
            archive_revision.c.item_id == archive_item.c.id,
            archive_revision.c.content_rev == archive_item.c.content_rev,
        ),
    )
)
_GET = SELECT_ITEMS.where(archive_item.c.id == bindparam("id"))
_OF_APPLICANT = SELECT_ITEMS.where(applicant.c.id == bindparam("applicant_id")).order_by(
    archive_item.c.section, archive_item.c.key
)
_APPLICANT_KEY = select(applicant.c.key).where(applicant.c.id == bindparam("id"))
_CONTENT_REV = select(archive_item.c.content_rev).where(archive_item.c.id == bindparam("id"))
_FREEZE = select(archive_revision).where(
    archive_revision.c.item_id == bindparam("id"), archive_revision.c.content_rev == bindparam("content_rev")
)
_ADD = insert(archive_item)
_ADD_REVISION = insert(archive_revision)
_STATE = ("status", "rev", "content_rev", "submit_no", "submitted_at", "opinion")
_SAVE_STATE = update_at_rev(archive_item, dict.fromkeys(_STATE))
_SAVE_CONTENT = update_at_rev(archive_item, dict.fromkeys((*_STATE, "v1", "v2", "v3")))


def read_item(row: Row[*tuple[Any, ...]]) -> ArchiveItem:
    """A row of SELECT_ITEMS."""
    return ArchiveItem(
        id=row.id,
        applicant_id=row.applicant_id,
        employer_id=row.employer_id,
        section=row.section,
        fields=row.fields,
        evidence=read_files(row.evidence),
        status=ArchiveStatus(row.status),
        rev=row.rev,
        content_rev=row.content_rev,
        submit_no=row.submit_no,
        submitted_at=row.submitted_at,
        opinion=row.opinion,
    )


def read_frozen(row: Row[*tuple[Any, ...]]) -> FrozenItem:
    """A row of archive_revision."""
    return FrozenItem(row.item_id, row.section, row.content_rev, row.fields, read_files(row.evidence))


def load_item(connection: Connection, item_id: str) -> ArchiveItem:
    """Raises RuleError("N-404")."""
    row = connection.execute(_GET, {"id": item_id}).first()
    if row is None:
        raise unknown("archive_item", item_id)
    return read_item(row)


def load_items(connection: Connection, applicant_id: str) -> Sequence[ArchiveItem]:
    """Every item of the person by section, then as entered."""
    return [read_item(row) for row in connection.execute(_OF_APPLICANT, {"applicant_id": applicant_id})]


class ArchiveItemRepository:
    def __init__(self, connection: Connection, plan_kits: PlanKits) -> None:
        self._connection = connection
        self._plan_kits = plan_kits

    def get(self, item_id: str) -> ArchiveItem:
        return load_item(self._connection, item_id)

    def find(self, item_id: str) -> ArchiveItem | None:
        row = self._connection.execute(_GET, {"id": item_id}).first()
        return None if row is None else read_item(row)

    def of_applicant(self, applicant_id: str) -> Sequence[ArchiveItem]:
        return load_items(self._connection, applicant_id)

    def add(self, item: ArchiveItem) -> None:
        applicant_key = self._connection.scalar(_APPLICANT_KEY, {"id": item.applicant_id})
        if applicant_key is None:
            raise unknown("applicant", item.applicant_id)
        self._connection.execute(
            _ADD,
            {
                "id": item.id,
                "applicant_key": applicant_key,
                "employer_id": item.employer_id,
                "section": item.section,
                **_state_values(item),
                **self._list_values(item),
            },
        )
        self._add_revision(item)

    def save(self, item: ArchiveItem) -> None:
        stored = self._connection.scalar(_CONTENT_REV, {"id": item.id})
        if stored is None:
            raise unknown("archive_item", item.id)
        if stored == item.content_rev:
            save_at_rev(self._connection, _SAVE_STATE, "archive_item", item.id, _state_values(item))
            return
        values = _state_values(item) | self._list_values(item)
        save_at_rev(self._connection, _SAVE_CONTENT, "archive_item", item.id, values)
        self._add_revision(item)

    def freeze(self, item_id: str, content_rev: int) -> FrozenItem:
        row = self._connection.execute(_FREEZE, {"id": item_id, "content_rev": content_rev}).first()
        if row is None:
            raise unknown("archive_revision", f"{item_id}/{content_rev}")
        return read_frozen(row)

    def _add_revision(self, item: ArchiveItem) -> None:
        self._connection.execute(
            _ADD_REVISION,
            {
                "item_id": item.id,
                "content_rev": item.content_rev,
                "section": item.section,
                "fields": item.fields,
                "evidence": item.evidence,
            },
        )

    def _list_values(self, item: ArchiveItem) -> dict[str, object]:
        """The section's first three fields, for the list (A3.13)."""
        for section in self._plan_kits.archive_sections():
            if section.key == item.section:
                keys = [field.key for field in section.list_fields]
                break
        else:
            keys = list(item.fields)[:3]
        texts = [item.fields.get(key, "") for key in keys] + ["", "", ""]
        return {"v1": texts[0], "v2": texts[1], "v3": texts[2]}


def _state_values(item: ArchiveItem) -> dict[str, object]:
    return {
        "status": item.status.value,
        "rev": item.rev,
        "content_rev": item.content_rev,
        "submit_no": item.submit_no,
        "submitted_at": item.submitted_at,
        "opinion": item.opinion,
    }
