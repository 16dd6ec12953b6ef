"""A verdict as typed or read, judged and made ready for the recorder (B11.2). Pure."""

from collections.abc import Sequence

from app.domain.decision import Action
from app.domain.meeting import Meeting
from app.domain.verdict_sheet import FAILED, PASSED, ListedPerson, ReadVerdict, contradicts
from app.ports.road_queries import MeetingMember
from ui.tabs.road.acts.recorder import ActEntry
from ui.tabs.road.meetings.entry_strip import TypedVerdict
from ui.tabs.road.meetings.people import is_open
from ui.texts.errors import describe_code


def person_of(member: MeetingMember) -> ListedPerson:
    row = member.row
    return ListedPerson(row.id, row.name, row.unit, "", None, is_open(member))


def make_entries(
    verdicts: Sequence[ReadVerdict], meeting: Meeting, members: Sequence[MeetingMember]
) -> list[ActEntry]:
    """On the rows as they were seen; somebody who left the list meanwhile is left out."""
    rows = {member.row.id: member.row for member in members}
    return [
        ActEntry(
            rows[verdict.person.id],
            {
                "meeting": meeting.id,
                "votes_for": verdict.votes_for,
                "votes_against": verdict.votes_against,
            },
            Action.MEETING_PASS if verdict.passed else Action.MEETING_FAIL,
            verdict.note,
        )
        for verdict in verdicts
        if verdict.person.id in rows
    ]


def say_wrong(meeting: Meeting, member: MeetingMember, typed: TypedVerdict, *, passed: bool) -> str:
    """The sentence of M-206 or M-213, "" when the votes may stand: as for a row of the workbook."""
    votes = [int(vote) if vote else None for vote in (typed.votes_for, typed.votes_against)]
    params = {
        "name": member.row.name,
        "value": PASSED if passed else FAILED,
        "experts": meeting.experts,
    }
    if contradicts(passed, votes[0], votes[1]):
        return describe_code("M-206", params)
    if meeting.experts and sum(vote or 0 for vote in votes) > meeting.experts:
        return describe_code("M-213", params)
    return ""
