"""The expert meeting (组织评审, seed B 二(九), B11.2): who is on its list, and the verdict on each."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from app.domain.decision import Action, Decision, last_standing
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


VERDICTS = (Action.MEETING_PASS, Action.MEETING_FAIL)


def verdict_of(meeting_id: str, decisions: Sequence[Decision]) -> Decision | None:
    """The verdict that the meeting gave on the person and that stands; ``decisions``: all on the declaration."""
    given = [d for d in decisions if d.record.get("meeting") == meeting_id]
    return last_standing(given, *VERDICTS)


def count_votes(verdict: Decision) -> int:
    """For and against; 0 where none were noted."""
    return sum(int(verdict.record.get(key, "0")) for key in ("votes_for", "votes_against"))
