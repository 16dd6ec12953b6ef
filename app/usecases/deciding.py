"""How a decision on a declaration is kept: the row's target, the new state, the decision, the audit entry. Usecases call."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, datetime

from app.domain.attachment import FileRef
from app.domain.commands import AdvanceDeclaration, ReviewDeclaration
from app.domain.decision import Action, Decision, Defect, SubjectKind, standing
from app.domain.declaration import Declaration, Route, Stage
from app.domain.gates import GuardFacts, decision_to_reopen, require_open
from app.domain.paper_forms import steps_taken
from app.domain.payment import find_deadline, is_paid
from app.domain.plan import PlanKit
from app.domain.publicity import STAGES_OF_KIND, Publicity, counting_publicity
from app.domain.road import STATION_OF_STAGE, Station, stages_after
from app.domain.routes import complete_route, find_route, lacks_office
from app.domain.workflow import Transition, target_stage
from app.ports.clock import Clock
from app.ports.unit_of_work import UnitOfWork
from app.usecases.applying import audit_command


@dataclass(frozen=True, slots=True)
class Verdict:
    """What is decided, and what goes into the record with it."""

    action: Action
    opinion: str = ""
    notice: str = ""
    defects: tuple[Defect, ...] = ()
    record: Mapping[str, str] = field(default_factory=dict)
    files: tuple[FileRef, ...] = ()


def find_publicity(uow: UnitOfWork, declaration: Declaration) -> Publicity | None:
    """The publicity that the present stage asks about."""
    publicity_id = counting_publicity(declaration)
    return uow.publicities.get(publicity_id) if publicity_id else None


def decide(
    uow: UnitOfWork,
    command: ReviewDeclaration | AdvanceDeclaration,
    declaration: Declaration,
    row: Transition,
    verdict: Verdict,
    kit: PlanKit,
    clock: Clock,
    *,
    on_meeting_list: bool = False,
    today: date | None = None,
) -> Declaration:
    """Hold the row's guards, move the declaration and keep the decision. Raises what the guards raise."""
    actor = command.actor
    decisions = tuple(uow.decisions.of_subject(declaration.id))
    require_open(
        row,
        GuardFacts(
            declaration,
            find_publicity(uow, declaration),
            today or clock.today(),
            verdict.opinion,
            verdict.defects,
            actor=actor,
            decisions=decisions,
            step=verdict.record.get("step", ""),
            body=verdict.record.get("body", ""),
            on_meeting_list=on_meeting_list,
            road=kit.road,
            city_bodies=kit.city_bodies,
        ),
    )
    reopened = decision_to_reopen(declaration, decisions, actor) if verdict.action is Action.REOPEN else None
    record = dict(verdict.record)
    back = _stage_to_reopen(uow, declaration, reopened) if reopened else None
    if reopened:
        uow.decisions.mark_withdrawn(reopened.id)
        decisions = tuple(replace(d, withdrawn=True) if d.id == reopened.id else d for d in decisions)
        record["reopened"] = reopened.id
    stage = target_stage(
        row,
        kit.road,
        back=back,
        paid=is_paid(decisions),
    )
    decision = Decision(
        id=command.op_id,
        subject_kind=SubjectKind.DECLARATION,
        subject_id=declaration.id,
        action=verdict.action,
        actor=actor,
        at=clock.now(),
        base_rev=declaration.rev,
        new_rev=declaration.rev + 1,
        before=declaration.stage.value,
        after=stage.value,
        opinion=verdict.opinion,
        notice=verdict.notice,
        defects=verdict.defects,
        submit_no=declaration.submit_no,
        record=record,
        files=verdict.files,
    )
    moved = replace(
        with_road_facts(declaration, stage, (*decisions, decision), kit),
        rev=decision.new_rev,
        route=_find_offices(uow, declaration, kit),
        arrived_at=decision.at if stage is not declaration.stage else declaration.arrived_at,
    )
    uow.files.add(verdict.files)
    uow.declarations.save(moved)
    if reopened and not uow.looks.opened_elsewhere(declaration.id, actor.organisation_id, reopened.at):
        uow.declarations.forget_arrival(declaration, path_before(decisions, reopened))
    uow.decisions.add(decision)
    audit_command(
        uow,
        command,
        clock,
        act=f"declaration.{verdict.action}",
        subject_kind=SubjectKind.DECLARATION,
        subject_id=declaration.id,
        submit_no=declaration.submit_no,
    )
    return moved


def _stage_to_reopen(uow: UnitOfWork, declaration: Declaration, reopened: Decision) -> Stage:
    """Where it was decided; 待公示 where the publicity that ran then was cancelled since: it would lead no further."""
    back = Stage(reopened.before)
    waiting = next((s.waiting for s in STAGES_OF_KIND.values() if s.running is back), None)
    publicity = find_publicity(uow, replace(declaration, stage=back))
    if waiting is not None and (publicity is None or publicity.cancelled_at is not None):
        return waiting
    return back


def with_road_facts(
    declaration: Declaration, stage: Stage, decisions: Sequence[Decision], kit: PlanKit
) -> Declaration:
    """The declaration in the stage, with what lists show of the record: the payment's last day, the forms' last step."""
    pays = Station.PAYMENT in kit.road and stage in (
        {Stage.AWAITING_PAYMENT} | stages_after(STATION_OF_STAGE[Stage.AWAITING_PAYMENT])
    )
    taken = steps_taken(decisions, declaration.submit_no)
    return replace(
        declaration,
        stage=stage,
        pay_until=find_deadline(decisions, kit) if pays else None,
        form_step=taken[-1].value if taken else "",
    )


def _find_offices(uow: UnitOfWork, declaration: Declaration, kit: PlanKit) -> Route:
    """The route, completed where an office was not known at the submission: nobody could take the dossier on there."""
    if not lacks_office(declaration.route, kit):
        return declaration.route
    employer = uow.organisations.get(declaration.employer_id)
    found = find_route(declaration, employer, kit, uow.organisations.offices())
    return complete_route(declaration.route, found)


def path_before(decisions: Sequence[Decision], decision: Decision) -> tuple[tuple[Stage, str], ...]:
    """Where what stands and was decided before led to, each with the step of the paper forms ("" = none)."""
    return tuple(
        (Stage(d.after), d.record.get("step", ""))
        for d in standing(decisions)
        if d.new_rev < decision.new_rev
    )


def arrival_in(stage: Stage, decisions: Sequence[Decision], otherwise: datetime | None) -> datetime | None:
    """When the dossier came into the stage by a decision that still stands."""
    return next((d.at for d in reversed(standing(decisions)) if d.after == stage != d.before), otherwise)
