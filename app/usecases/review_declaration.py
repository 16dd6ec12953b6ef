"""The employer's review of declarations: 审核无误, 通过, 退回, 不通过 (seed A step 4; A4.1-A4.8)."""

from dataclasses import replace

from app.domain.commands import Changed, Outcome, ReviewDeclaration, TickSection
from app.domain.decision import Action, Decision, SubjectKind
from app.domain.declaration import Declaration
from app.domain.errors import RuleError
from app.domain.gates import GuardFacts, publicity_still_counts, require_open
from app.domain.organisation import Actor
from app.domain.publicity import Publicity
from app.domain.workflow import Transition, find_transition, target_stage
from app.ports.clock import Clock
from app.ports.plan_kits import PlanKits
from app.ports.unit_of_work import NewUnitOfWork, UnitOfWork
from app.usecases.applying import apply_command, audit_command, require_rev


def own_declaration(uow: UnitOfWork, actor: Actor, declaration_id: str) -> Declaration:
    """The declaration, if it is of the actor's unit. One of another unit is as unknown as none (N-404)."""
    declaration = uow.declarations.get(declaration_id)
    if declaration.employer_id != actor.organisation_id:
        raise RuleError("N-404", kind="declaration", id=declaration_id)
    return declaration


def choose_transition(
    declaration: Declaration, publicity: Publicity | None, action: Action, actor: Actor
) -> Transition:
    """The table row of the act. 审核无误 resumes a publicity that still counts (its objection was not upheld)."""
    if action is Action.CONFIRM and publicity_still_counts(declaration, publicity):
        action = Action.RESUME_PUBLICITY
    return find_transition(declaration.stage, action, actor.role)


def review_declaration(
    command: ReviewDeclaration, new_unit_of_work: NewUnitOfWork, clock: Clock, plan_kits: PlanKits
) -> Outcome:
    """Apply one act of the employer's review.

    Raises RuleError: N-404 not of this unit, W-101 not open in this stage, G-101 … G-105 a guard of the table
    (publicity missing, still running, open objection, no opinion, no defect); ConflictError C-101.
    """

    def act(uow: UnitOfWork) -> Changed:
        declaration = own_declaration(uow, command.actor, command.declaration_id)
        require_rev(declaration.rev, command.base_rev, declaration=declaration.id)
        publicity = uow.publicities.get(declaration.publicity_id) if declaration.publicity_id else None
        row = choose_transition(declaration, publicity, command.action, command.actor)
        require_open(row, GuardFacts(declaration, publicity, clock.today(), command.opinion, command.defects))
        kit = plan_kits.get(declaration.plan_id, declaration.plan_version)
        decided = replace(declaration, stage=target_stage(row, kit.levels), rev=declaration.rev + 1)
        uow.declarations.save(decided)
        uow.decisions.add(
            Decision(
                id=command.op_id,
                subject_kind=SubjectKind.DECLARATION,
                subject_id=declaration.id,
                action=command.action,
                actor=command.actor,
                at=clock.now(),
                base_rev=declaration.rev,
                new_rev=decided.rev,
                before=declaration.stage.value,
                after=decided.stage.value,
                opinion=command.opinion,
                notice=command.notice,
                defects=command.defects,
                submit_no=declaration.submit_no,
            )
        )
        audit_command(
            uow,
            command,
            clock,
            act=f"declaration.{command.action}",
            subject_kind=SubjectKind.DECLARATION,
            subject_id=declaration.id,
            submit_no=declaration.submit_no,
        )
        return Changed(declarations=(declaration.id,), applicants=(declaration.applicant_id,))

    return apply_command(command, new_unit_of_work, clock, act)


def tick_section(command: TickSection, new_unit_of_work: NewUnitOfWork) -> None:
    """逐条逐项 (A4.1): remember that this account has read a section of this submission."""
    with new_unit_of_work() as uow:
        own_declaration(uow, command.actor, command.declaration_id)
        uow.declarations.tick_section(
            command.declaration_id, command.submit_no, command.actor.account_id, command.section, command.read
        )
        uow.commit()
