"""The publicities of the employer and the committee: begin or enter afterwards, evidence, objections, begin anew (A4.3-A4.5; DOMAIN §6)."""

from dataclasses import replace
from datetime import date

from app.domain.commands import (
    AddPublicityEvidence,
    CancelPublicity,
    Changed,
    MarkSheetExported,
    Outcome,
    StartPublicity,
)
from app.domain.decision import Action, last_standing, standing
from app.domain.declaration import Declaration, Stage
from app.domain.errors import RuleError
from app.domain.gates import GuardFacts, require_open, voted_anew
from app.domain.organisation import Actor
from app.domain.plan import CalendarRule
from app.domain.publicity import STAGES_OF_KIND, Publicity, PublicityKind, kind_awaited
from app.domain.publicity_dates import check_dates
from app.domain.road import STATION_OF_STAGE, stages_after
from app.domain.workflow import find_transition, target_stage
from app.ports.calendar import Calendar
from app.ports.clock import Clock
from app.ports.plan_kits import PlanKits
from app.ports.unit_of_work import NewUnitOfWork, UnitOfWork
from app.usecases.applying import apply_command, audit_command, require_rev, require_seen
from app.usecases.deciding import find_publicity
from app.usecases.within_reach import declaration_within_reach

PUBLICITY = "publicity"


def own_publicity(uow: UnitOfWork, actor: Actor, publicity_id: str) -> Publicity:
    """The publicity, if it is of the actor's unit. One of another unit is as unknown as none (N-404)."""
    publicity = uow.publicities.get(publicity_id)
    if publicity.employer_id != actor.organisation_id:
        raise RuleError("N-404", kind=PUBLICITY, id=publicity_id)
    return publicity


def strictest_rule(rules: list[CalendarRule]) -> CalendarRule:
    """Members of several plans share one publicity: most days, and the start excluded if any kit excludes it."""
    starts = {rule.start_counts for rule in rules}
    start_counts = False if False in starts else (True if starts == {True} else None)
    return CalendarRule(max(rule.working_days for rule in rules), start_counts)


def start_publicity(
    command: StartPublicity,
    new_unit_of_work: NewUnitOfWork,
    clock: Clock,
    plan_kits: PlanKits,
    calendar: Calendar,
) -> Outcome:
    """Begin a publicity for one or several confirmed declarations, or enter one that already took place.

    Raises RuleError: P-101 … P-105 (app.domain.publicity_dates), P-106 no place, P-107 nobody,
    P-108 entered as already held although it is not over, P-113 members await different publicities, P-114 over
    already and not entered as held, P-115 of results and begun before the experts met, P-116 an
    objection to this result was upheld, W-101 a member is not 待公示, G-103 an objection is open; ConflictError C-101.
    """

    def act(uow: UnitOfWork) -> Changed:
        if not command.members:
            raise RuleError("P-107")
        if not command.place.strip() or not command.body.strip():
            raise RuleError("P-106")
        if command.held_before and command.end >= clock.today():
            raise RuleError("P-108", end=command.end)
        members = [declaration_within_reach(uow, command.actor, member) for member, _ in command.members]
        kits = [plan_kits.get(m.plan_id, m.plan_version) for m in members]
        kinds = {kind_awaited(m.stage) for m in members}
        if len(kinds) > 1 and None not in kinds:
            raise RuleError("P-113")
        kind = kinds.pop() or PublicityKind.EMPLOYER
        rule = strictest_rule([kit.calendar for kit in kits])
        check_dates(
            calendar.working_days(),
            rule,
            start=command.start,
            end=command.end,
            rule=command.end_rule,
            source=command.stated_source,
            reason=command.stated_reason,
        )
        if not command.held_before and command.end < clock.today():
            raise RuleError("P-114", end=command.end)
        uow.publicities.add(
            Publicity(
                id=command.publicity_id,
                kind=kind,
                employer_id=command.actor.organisation_id,
                body=command.body.strip(),
                place=command.place.strip(),
                start=command.start,
                end=command.end,
                end_rule=command.end_rule,
                working_days=rule.working_days,
                members=tuple(m.id for m in members),
                rev=1,
                created_by=command.actor,
                created_at=clock.now(),
                stated_source=command.stated_source.strip(),
                stated_reason=command.stated_reason.strip(),
                held_before=command.held_before,
            )
        )
        for member, kit, (_, base_rev) in zip(members, kits, command.members, strict=True):
            require_seen(uow, member, base_rev)
            row = find_transition(member.stage, Action.START_PUBLICITY, command.actor.role)
            publicity = find_publicity(uow, member)
            require_open(row, GuardFacts(member, publicity, clock.today()))
            if kind is PublicityKind.RESULTS:
                _require_result(uow, member, publicity, command.start)
            moved = replace(
                member,
                stage=target_stage(row, kit.road),
                rev=member.rev + 1,
                open_objections=0,
                arrived_at=clock.now(),
            )
            uow.declarations.save(_in_publicity(moved, kind, command.publicity_id, command.end))
        audit_command(
            uow,
            command,
            clock,
            act="publicity.start",
            subject_kind=PUBLICITY,
            subject_id=command.publicity_id,
        )
        return _changed(command.publicity_id, members=tuple(m.id for m in members))

    return apply_command(command, new_unit_of_work, clock, act)


def _require_result(uow: UnitOfWork, member: Declaration, former: Publicity | None, start: date) -> None:
    """评审结束后公示 (B12.1): the result of the last vote is posted, also where it is entered afterwards, and one that an upheld
    objection has struck not again. Raises RuleError P-115, P-116."""
    decisions = uow.decisions.of_subject(member.id)
    vote = last_standing(decisions, Action.MEETING_PASS)
    meeting = uow.meetings.find(vote.record["meeting"]) if vote is not None else None
    if meeting is not None and start < meeting.held_on:
        raise RuleError("P-115", day=meeting.held_on)
    if former is None or former.kind is not PublicityKind.RESULTS or not former.upheld_objections(member.id):
        return
    if not voted_anew(former, decisions):
        raise RuleError("P-116")


def cancel_publicity(command: CancelPublicity, new_unit_of_work: NewUnitOfWork, clock: Clock) -> Outcome:
    """重新公示: it does not count; members still in it go back to 待公示, whoever was returned or failed stays so.

    Raises RuleError: P-109 without a reason, P-110 cancelled before, P-111 somebody was passed on it,
    B-107 an objection to a member is open (it would be lost with the publicity).
    """

    def act(uow: UnitOfWork) -> Changed:
        publicity = own_publicity(uow, command.actor, command.publicity_id)
        require_rev(publicity.rev, command.base_rev, publicity=publicity.id)
        if not command.reason.strip():
            raise RuleError("P-109")
        if publicity.cancelled_at is not None:
            raise RuleError("P-110")
        stages = STAGES_OF_KIND[publicity.kind]
        named = [uow.declarations.get(member) for member in publicity.members]
        inside = [m for m in named if publicity.id in (m.publicity_id, m.office_publicity_id)]
        if any(_was_passed_on(uow, member, publicity) for member in inside):
            raise RuleError("P-111")
        if publicity.open_objections():
            raise RuleError("B-107")
        uow.publicities.save(
            replace(
                publicity,
                rev=publicity.rev + 1,
                cancelled_at=clock.now(),
                cancel_reason=command.reason.strip(),
            )
        )
        for member in inside:
            if member.stage not in (stages.waiting, stages.running, stages.objected):
                continue
            stage = stages.waiting if member.stage is stages.running else member.stage
            moved = replace(
                member,
                stage=stage,
                rev=member.rev + 1,
                open_objections=0,
                arrived_at=member.arrived_at if stage is member.stage else clock.now(),
            )
            uow.declarations.save(_in_publicity(moved, publicity.kind, None, None))
        audit_command(
            uow, command, clock, act="publicity.cancel", subject_kind=PUBLICITY, subject_id=publicity.id
        )
        return _changed(publicity.id, members=publicity.members)

    return apply_command(command, new_unit_of_work, clock, act)


def _was_passed_on(uow: UnitOfWork, member: Declaration, publicity: Publicity) -> bool:
    """Whether somebody went on by this publicity: also who was returned or failed behind it, for that may be reopened."""
    stages = STAGES_OF_KIND[publicity.kind]
    behind = stages_after(STATION_OF_STAGE[stages.running])
    if member.stage in behind:
        return True
    if member.stage in (stages.waiting, stages.running, stages.objected):
        return False
    return any(
        d.before == stages.running and Stage(d.after) in behind
        for d in standing(uow.decisions.of_subject(member.id))
        if d.submit_no == member.submit_no and d.at >= publicity.created_at
    )


def add_publicity_evidence(
    command: AddPublicityEvidence, new_unit_of_work: NewUnitOfWork, clock: Clock
) -> Outcome:
    """Keep the photo or scan of what was posted."""

    def act(uow: UnitOfWork) -> Changed:
        publicity = own_publicity(uow, command.actor, command.publicity_id)
        require_rev(publicity.rev, command.base_rev, publicity=publicity.id)
        new = tuple(f for f in dict.fromkeys(command.files) if f not in publicity.evidence)
        uow.files.add(new)
        uow.publicities.save(replace(publicity, rev=publicity.rev + 1, evidence=publicity.evidence + new))
        audit_command(
            uow, command, clock, act="publicity.add_evidence", subject_kind=PUBLICITY, subject_id=publicity.id
        )
        return _changed(publicity.id)

    return apply_command(command, new_unit_of_work, clock, act)


def mark_sheet_exported(command: MarkSheetExported, new_unit_of_work: NewUnitOfWork, clock: Clock) -> Outcome:
    """Remember when 评审表(公示版) / 公示名单 was first exported for this publicity (A4.3)."""

    def act(uow: UnitOfWork) -> Changed:
        publicity = own_publicity(uow, command.actor, command.publicity_id)
        if publicity.sheet_exported_at is None:
            require_rev(publicity.rev, command.base_rev, publicity=publicity.id)
            uow.publicities.save(replace(publicity, rev=publicity.rev + 1, sheet_exported_at=clock.now()))
        audit_command(
            uow, command, clock, act="publicity.export", subject_kind=PUBLICITY, subject_id=publicity.id
        )
        return _changed(publicity.id)

    return apply_command(command, new_unit_of_work, clock, act)


def _in_publicity(
    declaration: Declaration, kind: PublicityKind, publicity_id: str | None, end: date | None
) -> Declaration:
    """The declaration naming the publicity: the employer's and the committee's stand apart."""
    if kind is PublicityKind.EMPLOYER:
        return replace(declaration, publicity_id=publicity_id, publicity_to=end)
    return replace(declaration, office_publicity_id=publicity_id, office_publicity_to=end)


def _changed(publicity_id: str, members: tuple[str, ...] = ()) -> Changed:
    return Changed(publicities=(publicity_id,), declarations=members)
