"""组织评审: the meeting with its list of people (seed B 二(九), B11.2). Verdicts: ``advance_declaration``."""

from app.domain.commands import Changed, KeepMeeting, Outcome
from app.domain.decision import Decision
from app.domain.declaration import Stage
from app.domain.errors import RuleError
from app.domain.meeting import Meeting, count_votes, verdict_of
from app.domain.organisation import Role
from app.ports.clock import Clock
from app.ports.unit_of_work import NewUnitOfWork, UnitOfWork
from app.usecases.applying import apply_command, audit_command, require_rev
from app.usecases.within_reach import declaration_within_reach

MEETING = "meeting"


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
                if _find_verdict(uow, member, former) is not None:
                    raise RuleError("M-104")
        for member in members:
            declaration = declaration_within_reach(uow, actor, member)
            known = former is not None and member in former.members
            if not known and declaration.stage is not Stage.AWAITING_MEETING:
                raise RuleError("M-103")
            verdict = _find_verdict(uow, member, former) if known and command.experts else None
            if verdict is not None and count_votes(verdict) > command.experts:
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


def _find_verdict(uow: UnitOfWork, member: str, former: Meeting | None) -> Decision | None:
    return verdict_of(former.id, uow.decisions.of_subject(member)) if former is not None else None
