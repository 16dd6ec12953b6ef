"""The expert meetings and their lists (seed B 二(九))."""

from datetime import date, datetime

from sqlalchemy import Column, Date, ForeignKey, Index, Integer, Named, Table, Text, TypedColumns

from db.models.columns import CanonicalJson, Id, JsonObject, UtcMoment, metadata


class MeetingColumns(TypedColumns):
    id: Named[str] = Column(Id, primary_key=True)
    organisation_id: Named[str] = Column(Id)
    title: Named[str] = Column(Text)
    held_on: Named[date] = Column(Date)
    place: Named[str] = Column(Text)
    experts: Named[int] = Column(Integer)
    note: Named[str] = Column(Text)
    rev: Named[int] = Column(Integer)
    created_by: Named[JsonObject] = Column(CanonicalJson, nullable=False)
    created_at: Named[datetime] = Column(UtcMoment)


meeting = Table("meeting", metadata, MeetingColumns)
Index("ix_meeting_organisation_id", meeting.c.organisation_id, meeting.c.held_on)


class MeetingMemberColumns(TypedColumns):
    meeting_id: Named[str] = Column(Id, ForeignKey(meeting.c.id), primary_key=True)
    position: Named[int] = Column(Integer, primary_key=True)
    declaration_id: Named[str] = Column(Id, index=True)


meeting_member = Table("meeting_member", metadata, MeetingMemberColumns, sqlite_with_rowid=False)
