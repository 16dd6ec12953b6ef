"""组织评审: the meeting with its list of people (seed B 二(九), B11.2). Verdicts: ``advance_declaration``."""

from app.domain.commands import Changed, KeepMeeting, Outcome
from app.domain.decision import Action
from app.domain.declaration import Stage
from app.domain.errors import RuleError
from app.domain.meeting import Meeting
from app.domain.organisation import Role
from app.ports.clock import Clock
from app.ports.unit_of_work import NewUnitOfWork, UnitOfWork
from app.usecases.applying import apply_command, audit_command, require_rev
from app.usecases.within_reach import declaration_within_reach

MEETING = "meeting"

_VERDICTS = (Action.MEETING_PASS, Action.MEETING_FAIL)


def keep_meeting(command: KeepMeeting, new_unit_of_work: NewUnitOfWork, clock: Clock) -> Outcome:
    """Keep a new meeting or a changed one.

    Raises RuleError: M-101 no title or place, M-102 nobody on the list, M-103 somebody who is not 待评审 joins,
    M-104 somebody who already has a verdict of this meeting leaves, M-108 fewer experts than votes that stand, W-101 not a committee office, N-404;
    ConflictError C-101.
    """

    def act(uow: UnitOfWork) -> Changed:
        actor = command.actor
        if actor.role is not Role.COMMITTEE:
            raise RuleError(
                "W-101", stage=Stage.AWAITING_MEETING.value, action="meeting", role=actor.role.value
            )
        if not command.title.strip() or not command.place.strip():
            raise RuleError("M-101")
        members = tuple(dict.fromkeys(command.members))
        if not members:
            raise RuleError("M-102")
        former = uow.meetings.find(command.meeting_id)
        if former is not None:
            if former.organisation_id != actor.organisation_id:
                raise RuleError("N-404", kind=MEETING, id=former.id)
            require_rev(former.rev, command.base_rev or 0, meeting=former.id)
            for member in set(former.members) - set(members):
                if _has_verdict(uow, member, former.id):
                    raise RuleError("M-104")
        for member in members:
            declaration = declaration_within_reach(uow, actor, member)
            known = former is not None and member in former.members
            if not known and declaration.stage is not Stage.AWAITING_MEETING:
                raise RuleError("M-103")
            if former is not None and command.experts < _votes(uow, member, former.id) and command.experts:
                raise RuleError("M-108", experts=command.experts)
        meeting = Meeting(
            id=command.meeting_id,
            organisation_id=actor.organisation_id,
            title=command.title.strip(),
            held_on=command.held_on,
            place=command.place.strip(),
            members=members,
            rev=former.rev + 1 if former else 1,
            created_by=former.created_by if former else actor,
            created_at=former.created_at if former else clock.now(),
            experts=command.experts,
            note=command.note.strip(),
        )
        if former is None:
            uow.meetings.add(meeting)
        else:
            uow.meetings.save(meeting)
        audit_command(uow, command, clock, act="meeting.keep", subject_kind=MEETING, subject_id=meeting.id)
        return Changed(meetings=(meeting.id,), declarations=members)

    return apply_command(command, new_unit_of_work, clock, act)


def _votes(uow: UnitOfWork, declaration_id: str, meeting_id: str) -> int:
    """How many votes the standing verdict of the meeting counts; 0 without one, or where none were noted."""
    for decision in uow.decisions.of_subject(declaration_id):
        if decision.action in _VERDICTS and not decision.withdrawn:
            record = decision.record
            if record.get("meeting") == meeting_id:
                return sum(int(record.get(key, "0")) for key in ("votes_for", "votes_against"))
    return 0


def _has_verdict(uow: UnitOfWork, declaration_id: str, meeting_id: str) -> bool:
    return any(
        d.action in _VERDICTS and not d.withdrawn and d.record.get("meeting") == meeting_id
        for d in uow.decisions.of_subject(declaration_id)
    )
