"""Declarations (职称申报), what they extracted and attached, and which sections were read (seed A step 4)."""

from datetime import date, datetime

from sqlalchemy import Column, Date, ForeignKey, Index, Integer, Named, Table, Text, TypedColumns, text

from db.models.columns import CanonicalJson, Id, JsonObject, UtcMoment, metadata
from db.models.people import applicant


class DeclarationColumns(TypedColumns):
    """``year``, ``plan_name`` and ``title_with_rank`` are copies from the plan kit, for lists.

    ``reached`` is a set of bits, one a level (``db.levels``), of the levels at which it has arrived at least once:
    a level sees a declaration from its first arrival there on (DESIGN §4), and a plan may skip levels.
    """

    key: Named[int] = Column(Integer, primary_key=True)
    id: Named[str] = Column(Id, unique=True)
    applicant_key: Named[int] = Column(Integer, ForeignKey(applicant.c.key))
    employer_id: Named[str] = Column(Id)
    plan_id: Named[str] = Column(Text)
    plan_version: Named[int] = Column(Integer)
    stage: Named[str] = Column(Text)
    rev: Named[int] = Column(Integer)
    mode: Named[str] = Column(Text)
    person_category: Named[str] = Column(Text)
    submit_no: Named[int] = Column(Integer)
    submitted_at: Named[datetime | None] = Column(UtcMoment)
    statement: Named[str] = Column(Text)
    photo: Named[JsonObject | None] = Column(CanonicalJson)
    commitment: Named[JsonObject | None] = Column(CanonicalJson)
    conditions: Named[list[str]] = Column(CanonicalJson, nullable=False)
    self_score: Named[int | None] = Column(Integer)
    facts: Named[JsonObject | None] = Column(CanonicalJson)
    acceptance_point: Named[str] = Column(Text)
    publicity_id: Named[str | None] = Column(Id)
    publicity_to: Named[date | None] = Column(Date)
    open_objections: Named[int] = Column(Integer)
    year: Named[int] = Column(Integer)
    plan_name: Named[str] = Column(Text)
    title_with_rank: Named[str] = Column(Text)
    flag_count: Named[int] = Column(Integer, server_default="0")
    opened_at: Named[datetime | None] = Column(UtcMoment)
    reached: Named[int] = Column(Integer)
    photo_original: Named[JsonObject | None] = Column(CanonicalJson)
    photo_facts: Named[JsonObject | None] = Column(CanonicalJson)
    photo_ground: Named[str] = Column(Text, server_default=text("''"))
    commitment_kind: Named[str | None] = Column(Text)
    commitment_at: Named[datetime | None] = Column(UtcMoment)
    score: Named[JsonObject | None] = Column(CanonicalJson)
    copied_from: Named[str] = Column(Text, server_default=text("''"))
    saved_at: Named[datetime | None] = Column(UtcMoment)
    acceptance_id: Named[str] = Column(Text, server_default=text("''"))
    hr_bureau_id: Named[str] = Column(Text, server_default=text("''"))
    municipal_id: Named[str] = Column(Text, server_default=text("''"))
    committee_id: Named[str] = Column(Text, server_default=text("''"))
    arrived_at: Named[datetime | None] = Column(UtcMoment)
    pay_until: Named[date | None] = Column(Date)
    form_step: Named[str] = Column(Text, server_default=text("''"))
    office_publicity_id: Named[str | None] = Column(Id)
    office_publicity_to: Named[date | None] = Column(Date)


declaration = Table("declaration", metadata, DeclarationColumns)

_FILTERED = (
    declaration.c.key,
    declaration.c.year,
    declaration.c.plan_id,
    declaration.c.publicity_to,
    declaration.c.flag_count,
    declaration.c.applicant_key,
    declaration.c.reached,
)
_ROUTE = (
    declaration.c.acceptance_id,
    declaration.c.hr_bureau_id,
    declaration.c.municipal_id,
    declaration.c.committee_id,
)
# One unit's list by stage, in list order, with every filter answered from the index.
Index(
    "ix_declaration_list",
    declaration.c.employer_id,
    declaration.c.stage,
    declaration.c.submitted_at,
    *_FILTERED,
)
# The same for the levels above, who see many units.
Index("ix_declaration_stage", declaration.c.stage, declaration.c.submitted_at, *_FILTERED, *_ROUTE)
# The people whom a search found.
Index(
    "ix_declaration_person",
    declaration.c.applicant_key,
    declaration.c.stage,
    declaration.c.employer_id,
    declaration.c.submitted_at,
    declaration.c.key,
    declaration.c.year,
    declaration.c.plan_id,
    declaration.c.publicity_to,
    declaration.c.flag_count,
    declaration.c.reached,
    *_ROUTE,
)


class DeclarationItemColumns(TypedColumns):
    """The revisions a declaration extracted and froze, in the order of the form."""

    declaration_id: Named[str] = Column(
        Id, ForeignKey(declaration.c.id, ondelete="CASCADE"), primary_key=True
    )
    position: Named[int] = Column(Integer, primary_key=True)
    item_id: Named[str] = Column(Id, index=True)
    content_rev: Named[int] = Column(Integer)


declaration_item = Table("declaration_item", metadata, DeclarationItemColumns, sqlite_with_rowid=False)


class DeclarationMaterialColumns(TypedColumns):
    declaration_id: Named[str] = Column(
        Id, ForeignKey(declaration.c.id, ondelete="CASCADE"), primary_key=True
    )
    position: Named[int] = Column(Integer, primary_key=True)
    material: Named[str] = Column(Text)
    files: Named[list[JsonObject]] = Column(CanonicalJson, nullable=False)
    papers: Named[list[str]] = Column(CanonicalJson, nullable=False, server_default="[]")


declaration_material = Table("declaration_material", metadata, DeclarationMaterialColumns)


class SubmissionColumns(TypedColumns):
    """What was handed in each time: the content without the items' texts, which lie in ``archive_revision``."""

    declaration_id: Named[str] = Column(
        Id, ForeignKey(declaration.c.id, ondelete="CASCADE"), primary_key=True
    )
    submit_no: Named[int] = Column(Integer, primary_key=True)
    submitted_at: Named[datetime] = Column(UtcMoment)
    content: Named[JsonObject] = Column(CanonicalJson, nullable=False)


submission = Table("submission", metadata, SubmissionColumns)


class SectionReadColumns(TypedColumns):
    """逐条逐项 (A4.1): this account has read this section of this submission."""

    declaration_id: Named[str] = Column(Id, ForeignKey(declaration.c.id), primary_key=True)
    submit_no: Named[int] = Column(Integer, primary_key=True)
    account_id: Named[str] = Column(Id, primary_key=True)
    section: Named[str] = Column(Text, primary_key=True)


section_read = Table("section_read", metadata, SectionReadColumns, sqlite_with_rowid=False)
