"""The expert meeting (组织评审, seed B 二(九), B11.2): who is on its list, and the verdict on each."""

from dataclasses import dataclass
from datetime import date, datetime

from app.domain.organisation import Actor


@dataclass(frozen=True, slots=True)
class Meeting:
    """Verdicts are decisions on the declarations (``Action.MEETING_PASS`` / ``MEETING_FAIL``) that name the meeting."""

    id: str
    organisation_id: str
    title: str
    held_on: date
    place: str
    members: tuple[str, ...]
    """Declaration ids, in the order of the list."""
    rev: int
    created_by: Actor
    created_at: datetime
    experts: int = 0
    """How many took part; 0 = not said."""
    note: str = ""
