"""What a decision records, with the ids of other rows as what they name. For the log and 省平台录入."""

from collections.abc import Mapping
from typing import Any

from sqlalchemy import Connection, bindparam, select

from db.models.meetings import meeting
from db.models.records import decision

_MEETING = select(meeting.c.title).where(meeting.c.id == bindparam("id"))
_ACTION = select(decision.c.action).where(decision.c.id == bindparam("id"))


def tell_record(connection: Connection, record: Mapping[str, Any]) -> Mapping[str, str]:
    """A meeting by its title, ``reopened`` as the act that was taken up again; "" where the row is gone."""
    told = {key: str(value) for key, value in record.items()}
    for key, statement in (("meeting", _MEETING), ("reopened", _ACTION)):
        if key in told:
            told[key] = connection.scalar(statement, {"id": told[key]}) or ""
    return told
