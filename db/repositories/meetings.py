"""The expert meetings: rows ↔ domain."""

from collections.abc import Mapping

from sqlalchemy import Connection, bindparam, delete, insert, select

from app.domain.meeting import Meeting
from db.models.meetings import meeting, meeting_member
from db.repositories.json_forms import read_actor
from db.repositories.revisions import save_at_rev, update_at_rev

_GET = select(meeting).where(meeting.c.id == bindparam("id"))
_MEMBERS = (
    select(meeting_member.c.declaration_id)
    .where(meeting_member.c.meeting_id == bindparam("id"))
    .order_by(meeting_member.c.position)
)
_ADD = insert(meeting)
_ADD_MEMBER = insert(meeting_member)
_DROP_MEMBERS = delete(meeting_member).where(meeting_member.c.meeting_id == bindparam("of_meeting"))
_SAVED = ("title", "held_on", "place", "experts", "note", "rev", "created_by", "created_at")
_SAVE = update_at_rev(meeting, dict.fromkeys(_SAVED))


def load_meeting(connection: Connection, meeting_id: str) -> Meeting | None:
    row = connection.execute(_GET, {"id": meeting_id}).first()
    if row is None:
        return None
    return Meeting(
        id=row.id,
        organisation_id=row.organisation_id,
        title=row.title,
        held_on=row.held_on,
        place=row.place,
        members=tuple(connection.scalars(_MEMBERS, {"id": meeting_id})),
        rev=row.rev,
        created_by=read_actor(row.created_by),
        created_at=row.created_at,
        experts=row.experts,
        note=row.note,
    )


class MeetingRepository:
    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def find(self, meeting_id: str) -> Meeting | None:
        return load_meeting(self._connection, meeting_id)

    def add(self, kept: Meeting) -> None:
        values = {"id": kept.id, "organisation_id": kept.organisation_id, **_values(kept)}
        self._connection.execute(_ADD, values)
        self._add_members(kept)

    def save(self, kept: Meeting) -> None:
        save_at_rev(self._connection, _SAVE, "meeting", kept.id, _values(kept))
        self._connection.execute(_DROP_MEMBERS, {"of_meeting": kept.id})
        self._add_members(kept)

    def _add_members(self, kept: Meeting) -> None:
        self._connection.execute(
            _ADD_MEMBER,
            [
                {"meeting_id": kept.id, "position": position, "declaration_id": member}
                for position, member in enumerate(kept.members)
            ],
        )


def _values(kept: Meeting) -> Mapping[str, object]:
    return {
        "title": kept.title,
        "held_on": kept.held_on,
        "place": kept.place,
        "experts": kept.experts,
        "note": kept.note,
        "rev": kept.rev,
        "created_by": kept.created_by,
        "created_at": kept.created_at,
    }
