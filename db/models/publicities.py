"""Publicities (公示), who is in them, and objections (seed A step 4; DOMAIN facts §6)."""

from datetime import date, datetime

from sqlalchemy import Column, Date, ForeignKey, Index, Integer, Named, Table, Text, TypedColumns

from db.models.columns import CanonicalJson, Id, JsonObject, UtcMoment, metadata


class PublicityColumns(TypedColumns):
    key: Named[int] = Column(Integer, primary_key=True)
    id: Named[str] = Column(Id, unique=True)
    kind: Named[str] = Column(Text)
    employer_id: Named[str] = Column(Id)
    body: Named[str] = Column(Text)
    place: Named[str] = Column(Text)
    start_on: Named[date] = Column(Date)
    end_on: Named[date] = Column(Date)
    end_rule: Named[str] = Column(Text)
    working_days: Named[int] = Column(Integer)
    rev: Named[int] = Column(Integer)
    created_by: Named[JsonObject] = Column(CanonicalJson, nullable=False)
    created_at: Named[datetime] = Column(UtcMoment)
    stated_source: Named[str] = Column(Text)
    stated_reason: Named[str] = Column(Text)
    held_before: Named[bool]
    sheet_exported_at: Named[datetime | None] = Column(UtcMoment)
    evidence: Named[list[JsonObject]] = Column(CanonicalJson, nullable=False)
    cancelled_at: Named[datetime | None] = Column(UtcMoment)
    cancel_reason: Named[str] = Column(Text)


publicity = Table("publicity", metadata, PublicityColumns)
Index("ix_publicity_employer_id", publicity.c.employer_id, publicity.c.end_on)


class PublicityMemberColumns(TypedColumns):
    publicity_id: Named[str] = Column(Id, ForeignKey(publicity.c.id), primary_key=True)
    position: Named[int] = Column(Integer, primary_key=True)
    declaration_id: Named[str] = Column(Id, index=True)


publicity_member = Table("publicity_member", metadata, PublicityMemberColumns, sqlite_with_rowid=False)


class ObjectionColumns(TypedColumns):
    """``upheld`` is empty while the objection is open."""

    id: Named[str] = Column(Id, primary_key=True)
    publicity_id: Named[str] = Column(Id, ForeignKey(publicity.c.id), index=True)
    position: Named[int] = Column(Integer)
    declaration_id: Named[str] = Column(Id)
    who: Named[str] = Column(Text)
    received_on: Named[date] = Column(Date)
    what: Named[str] = Column(Text)
    recorded_by: Named[JsonObject] = Column(CanonicalJson, nullable=False)
    recorded_at: Named[datetime] = Column(UtcMoment)
    handling: Named[str] = Column(Text)
    upheld: Named[bool | None]
    resolved_by: Named[JsonObject | None] = Column(CanonicalJson)
    resolved_at: Named[datetime | None] = Column(UtcMoment)


objection = Table("objection", metadata, ObjectionColumns)
