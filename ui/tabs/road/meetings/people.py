"""Who is on a meeting's list, as its workbook and its sheets say it (B11.2). Pure but for ``make_case_reader``'s answer."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field

from app.domain.decision import Action, Decision
from app.domain.declaration import Stage
from app.domain.errors import RuleError
from app.domain.meeting import Meeting
from app.domain.plan import PlanKit
from app.domain.verdict_sheet import FAILED, ID_TAIL, PASSED, ListedPerson
from app.ports.queries import DeclarationDossier
from app.ports.road_queries import MeetingCase, MeetingMember, Queue, RoadFilter, RoadRow
from ui.result_lines import present_specialty
from ui.session import Session
from ui.texts.words import word


@dataclass(frozen=True, slots=True)
class DeskView:
    """What the meeting desk shows, read at once."""

    meetings: Sequence[Meeting] = ()
    """Newest first."""
    case: MeetingCase | None = None
    waiting: Sequence[RoadRow] = ()
    """待评审."""
    settled: frozenset[tuple[str, str]] = frozenset()
    """Meeting and declaration ids of those who had a verdict there and are to be judged again (重新评审)."""

    def meeting_of(self, declaration_id: str, besides: str = "", first: str = "") -> Meeting | None:
        """The newest meeting whose list the person waits on; ``besides``: that one aside; ``first``: that one before."""
        for meeting in sorted(self.meetings, key=lambda meeting: meeting.id != first):
            if declaration_id in meeting.members and meeting.id != besides:
                if (meeting.id, declaration_id) not in self.settled:
                    return meeting
        return None

    def unlisted(self) -> list[RoadRow]:
        """待评审, and on no meeting's list."""
        return [row for row in self.waiting if self.meeting_of(row.id) is None]


@dataclass(frozen=True, slots=True)
class CaseWithDossiers:
    case: MeetingCase
    dossiers: Mapping[str, DeclarationDossier] = field(default_factory=dict)


def make_view_reader(session: Session, meeting_id: str) -> Callable[[], DeskView]:
    """``meeting_id`` empty or gone: the newest one."""
    queries, scope, today = session.desk.road, session.scope, session.today()

    def act() -> DeskView:
        meetings = queries.meetings(scope)
        ids = [meeting.id for meeting in meetings]
        wanted = meeting_id if meeting_id in ids else next(iter(ids), "")
        case = queries.meeting_case(scope, wanted, today) if wanted else None
        keys = queries.road_keys(scope, RoadFilter(Queue.MEETING), today)
        waiting = queries.road_rows(scope, keys, today)
        again = {row.id for row in waiting if row.last_action is Action.RECONVENE}
        settled = set()
        for meeting in meetings:
            if again.isdisjoint(meeting.members):
                continue
            for member in queries.meeting_case(scope, meeting.id, today).members:
                if member.row.id in again and member.verdict is not None:
                    settled.add((meeting.id, member.row.id))
        return DeskView(meetings, case, waiting, frozenset(settled))

    return act


def make_case_reader(session: Session, meeting_id: str) -> Callable[[], CaseWithDossiers]:
    """The meeting with everybody's dossier; somebody out of reach is left out."""
    desk, scope, actor, today = session.desk, session.scope, session.actor, session.today()

    def act() -> CaseWithDossiers:
        case = desk.road.meeting_case(scope, meeting_id, today)
        dossiers = {}
        for member in case.members:
            try:
                found = desk.queries.declaration_dossier(scope, member.row.id, actor, today)
            except RuleError:
                continue
            dossiers[member.row.id] = found
        return CaseWithDossiers(case, dossiers)

    return act


def is_open(member: MeetingMember) -> bool:
    """A verdict can be recorded."""
    return member.verdict is None and member.row.stage is Stage.AWAITING_MEETING


def has_passed(verdict: Decision) -> bool:
    return verdict.action is Action.MEETING_PASS


def list_people(full: CaseWithDossiers) -> list[ListedPerson]:
    """For ``app.domain.verdict_sheet.read_verdicts``."""
    people = []
    for member in full.case.members:
        dossier = full.dossiers.get(member.row.id)
        people.append(
            ListedPerson(
                id=member.row.id,
                name=member.row.name,
                unit=member.row.unit,
                id_tail=dossier.applicant.id_number[-ID_TAIL:] if dossier is not None else "",
                verdict=has_passed(member.verdict) if member.verdict is not None else None,
                is_open=member.row.stage is Stage.AWAITING_MEETING,
            )
        )
    return people


def make_lines(
    full: CaseWithDossiers, kit_of: Callable[[DeclarationDossier], PlanKit]
) -> list[tuple[str, ...]]:
    """A line a person under ``app.domain.verdict_sheet.COLUMNS``, with what is recorded already."""
    lines: list[tuple[str, ...]] = []
    for number, member in enumerate(full.case.members, 1):
        row, dossier = member.row, full.dossiers.get(member.row.id)
        kit = kit_of(dossier) if dossier is not None else None
        lines.append(
            (
                *(str(number), row.name, row.unit),
                dossier.applicant.id_number[-ID_TAIL:] if dossier is not None else "",
                *((kit.title, kit.rank) if kit is not None else (row.title_with_rank, "")),
                present_specialty(dossier) if dossier is not None else "",
                *(word(row.mode), *say_verdict(member.verdict), row.id),
            )
        )
    return lines


def say_verdict(verdict: Decision | None) -> tuple[str, str, str, str]:
    """同意, 反对, 结果, 备注 as on the sheet."""
    if verdict is None:
        return "", "", "", ""
    result = PASSED if has_passed(verdict) else FAILED
    record = verdict.record
    return record.get("votes_for", ""), record.get("votes_against", ""), result, verdict.opinion
