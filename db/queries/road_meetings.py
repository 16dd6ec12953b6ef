"""The expert meetings of a committee's office and the verdicts on their lists (B11.2)."""

import json
from collections.abc import Sequence
from datetime import date

from sqlalchemy import bindparam, func, select

from app.domain.decision import Decision
from app.domain.meeting import VERDICTS, Meeting
from app.domain.organisation import Role
from app.ports.queries import Scope
from app.ports.road_queries import MeetingCase, MeetingMember
from db.models.meetings import meeting
from db.models.records import decision
from db.queries.reader import Reader
from db.queries.road_rows import read_rows_of
from db.repositories.decisions import read_decision
from db.repositories.meetings import load_meeting
from db.repositories.revisions import unknown

_IDS = (
    select(meeting.c.id)
    .where(meeting.c.organisation_id == bindparam("office"))
    .order_by(meeting.c.held_on.desc(), meeting.c.created_at.desc(), meeting.c.id.desc())
)
_VERDICTS = (
    select(decision)
    .where(
        decision.c.subject_id.in_(select(func.json_each(bindparam("members")).table_valued("value").c.value)),
        decision.c.action.in_([action.value for action in VERDICTS]),
        decision.c.withdrawn.is_(False),
    )
    .with_hint(decision, "INDEXED BY ix_decision_subject_id", "sqlite")
    .order_by(decision.c.key)
)


def list_meetings(reader: Reader, scope: Scope) -> Sequence[Meeting]:
    if scope.role is not Role.COMMITTEE:
        return []
    with reader.snapshot() as connection:
        ids = connection.scalars(_IDS, {"office": scope.organisation_id}).all()
        return [found for one in ids if (found := load_meeting(connection, one)) is not None]


def read_meeting_case(reader: Reader, scope: Scope, meeting_id: str, today: date) -> MeetingCase:
    """Raises RuleError N-404 for one of another office: as unknown as none."""
    with reader.snapshot() as connection:
        found = load_meeting(connection, meeting_id) if scope.role is Role.COMMITTEE else None
        if found is None or found.organisation_id != scope.organisation_id:
            raise unknown("meeting", meeting_id)
        verdicts: dict[str, Decision] = {}
        for row in connection.execute(_VERDICTS, {"members": json.dumps(found.members)}):
            if row.record.get("meeting") == meeting_id:
                verdicts[row.subject_id] = read_decision(row)
        rows = read_rows_of(connection, reader.calendar(), scope, found.members, today)
    return MeetingCase(found, tuple(MeetingMember(row, verdicts.get(row.id)) for row in rows))
