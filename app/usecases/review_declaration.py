"""The review of declarations by the employer and the levels above: 审核无误, 通过, 退回, 不通过 (seed A step 4; seed B head)."""

from app.domain.commands import Changed, Outcome, ReviewDeclaration, TickSection
from app.domain.decision import Action
from app.domain.declaration import Declaration
from app.domain.errors import RuleError
from app.domain.gates import publicity_still_counts
from app.domain.organisation import Actor, Role
from app.domain.publicity import Publicity
from app.domain.road import REVIEW_STAGES
from app.domain.road_records import check_record
from app.domain.workflow import Transition, find_transition
from app.ports.clock import Clock
from app.ports.plan_kits import PlanKits
from app.ports.unit_of_work import NewUnitOfWork, UnitOfWork
from app.usecases.applying import apply_command, require_seen
from app.usecases.deciding import Verdict, decide, find_publicity
from app.usecases.within_reach import declaration_within_reach


def own_declaration(uow: UnitOfWork, actor: Actor, declaration_id: str) -> Declaration:
    """The declaration, if it is of the actor's unit. One of another unit is as unknown as none (N-404)."""
    declaration = uow.declarations.get(declaration_id)
    if declaration.employer_id != actor.organisation_id:
        raise RuleError("N-404", kind="declaration", id=declaration_id)
    return declaration


def choose_transition(
    declaration: Declaration, publicity: Publicity | None, action: Action, actor: Actor
) -> Transition:
    """The table row of the act. 审核无误 (at the committee: 通过) resumes a publicity that still counts."""
    resumed = {Role.EMPLOYER: Action.CONFIRM, Role.COMMITTEE: Action.PASS}.get(actor.role)
    under_review = declaration.stage is REVIEW_STAGES.get(actor.role)
    if action is resumed and under_review and publicity_still_counts(declaration, publicity):
        action = Action.RESUME_PUBLICITY
    return find_transition(declaration.stage, action, actor.role)


def review_declaration(
    command: ReviewDeclaration, new_unit_of_work: NewUnitOfWork, clock: Clock, plan_kits: PlanKits
) -> Outcome:
    """Apply one act of a level's review: the employer's, or that of a level above (DOMAIN facts §1).

    Raises RuleError: N-404 not within reach, W-101 not open in this stage, G-101 … G-105 a guard of the table
    (publicity missing, still running, open objection, no opinion, no defect), L-1xx the record; ConflictError C-101.
    """

    def act(uow: UnitOfWork) -> Changed:
        declaration = declaration_within_reach(uow, command.actor, command.declaration_id)
        require_seen(uow, declaration, command.base_rev)
        row = choose_transition(declaration, find_publicity(uow, declaration), command.action, command.actor)
        kit = plan_kits.get(declaration.plan_id, declaration.plan_version)
        record = check_record(command.action, command.record, clock.today())
        if record and command.actor.role is not Role.HR_BUREAU:
            # The window to pay is the bureau's to open (B9).
            raise RuleError("L-107", field=min(record))
        verdict = Verdict(command.action, command.opinion, command.notice, command.defects, record)
        decide(uow, command, declaration, row, verdict, kit, clock)
        return Changed(declarations=(declaration.id,), applicants=(declaration.applicant_id,))

    return apply_command(command, new_unit_of_work, clock, act)


def tick_section(command: TickSection, new_unit_of_work: NewUnitOfWork) -> None:
    """逐条逐项 (A4.1): remember that this account has read a section of this submission."""
    with new_unit_of_work() as uow:
        declaration_within_reach(uow, command.actor, command.declaration_id)
        uow.declarations.tick_section(
            command.declaration_id, command.submit_no, command.actor.account_id, command.section, command.read
        )
        uow.commit()
