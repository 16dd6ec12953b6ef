"""Archive items: their present state, and every revision of their content (seed A step 3)."""

from datetime import datetime

from sqlalchemy import Column, ForeignKey, Index, Integer, Named, Table, Text, TypedColumns

from db.models.columns import CanonicalJson, Id, JsonObject, UtcMoment, metadata
from db.models.people import applicant


class ArchiveItemColumns(TypedColumns):
    """The state of an item; its content is the revision ``content_rev`` in ``archive_revision``.

    ``v1`` … ``v3`` (the first three fields of the section) and ``flag_count`` are copies for lists.
    ``opened_at``: somebody of the desk looked at it since it was handed in.
    """

    key: Named[int] = Column(Integer, primary_key=True)
    id: Named[str] = Column(Id, unique=True)
    applicant_key: Named[int] = Column(Integer, ForeignKey(applicant.c.key))
    employer_id: Named[str] = Column(Id)
    section: Named[str] = Column(Text)
    status: Named[str] = Column(Text)
    rev: Named[int] = Column(Integer)
    content_rev: Named[int] = Column(Integer)
    submit_no: Named[int] = Column(Integer)
    submitted_at: Named[datetime | None] = Column(UtcMoment)
    opinion: Named[str] = Column(Text)
    v1: Named[str] = Column(Text)
    v2: Named[str] = Column(Text)
    v3: Named[str] = Column(Text)
    flag_count: Named[int] = Column(Integer, server_default="0")
    opened_at: Named[datetime | None] = Column(UtcMoment)


archive_item = Table("archive_item", metadata, ArchiveItemColumns)

# The list of a section, its counts, and the pending counts of all sections: seeks on the first columns, then in order.
Index(
    "ix_archive_item_list",
    archive_item.c.employer_id,
    archive_item.c.status,
    archive_item.c.section,
    archive_item.c.submitted_at,
    archive_item.c.key,
    archive_item.c.flag_count,
    archive_item.c.applicant_key,
)
# The list of the people whom a search found; also every item of one person.
Index(
    "ix_archive_item_person",
    archive_item.c.applicant_key,
    archive_item.c.section,
    archive_item.c.status,
    archive_item.c.submitted_at,
    archive_item.c.key,
    archive_item.c.flag_count,
    archive_item.c.employer_id,
)


class ArchiveRevisionColumns(TypedColumns):
    """No foreign key to the item, and the section stands here too: a level above gets the frozen revisions of a
    declaration without the items themselves (DESIGN §4)."""

    item_id: Named[str] = Column(Id, primary_key=True)
    content_rev: Named[int] = Column(Integer, primary_key=True)
    section: Named[str] = Column(Text)
    fields: Named[JsonObject] = Column(CanonicalJson, nullable=False)
    evidence: Named[list[JsonObject]] = Column(CanonicalJson, nullable=False)


class ItemDraftColumns(TypedColumns):
    """What is being entered, one a item, overwritten on every change; ``base_rev`` empty: a new item."""

    item_id: Named[str] = Column(Id, primary_key=True)
    applicant_key: Named[int] = Column(Integer, ForeignKey(applicant.c.key), index=True)
    employer_id: Named[str] = Column(Id)
    section: Named[str] = Column(Text)
    fields: Named[JsonObject] = Column(CanonicalJson, nullable=False)
    evidence: Named[list[JsonObject]] = Column(CanonicalJson, nullable=False)
    base_rev: Named[int | None] = Column(Integer)
    kept_at: Named[datetime] = Column(UtcMoment)


item_draft = Table("item_draft", metadata, ItemDraftColumns)

archive_revision = Table("archive_revision", metadata, ArchiveRevisionColumns)
