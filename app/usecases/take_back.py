"""撤回: the sender takes a submission back before the unit has opened it (DOMAIN facts §4)."""

from dataclasses import replace

from app.domain.commands import Changed, Outcome, TakeBack
from app.domain.decision import Action, SubjectKind
from app.domain.declaration import Stage
from app.domain.gates import GuardFacts, require_open, was_opened
from app.domain.workflow import find_transition
from app.ports.clock import Clock
from app.ports.unit_of_work import NewUnitOfWork, UnitOfWork
from app.usecases.applying import apply_command, audit_command, require_seen
from app.usecases.review_declaration import own_declaration


def take_back(command: TakeBack, new_unit_of_work: NewUnitOfWork, clock: Clock) -> Outcome:
    """Back to the draft, or to 退回 when it was a resubmission: as if it had not been handed in.

    Raises RuleError: N-404, W-101 not in 待审, G-108 the unit has opened it; ConflictError C-101.
    """

    def act(uow: UnitOfWork) -> Changed:
        declaration = own_declaration(uow, command.actor, command.declaration_id)
        require_seen(uow, declaration, command.base_rev)
        row = find_transition(declaration.stage, Action.TAKE_BACK, command.actor.role)
        decisions = uow.decisions.of_subject(declaration.id)
        opened = was_opened(declaration, decisions, looked_at=uow.declarations.is_opened(declaration.id))
        require_open(row, GuardFacts(declaration, None, clock.today(), opened=opened))
        former = [
            s for s in uow.declarations.submissions(declaration.id) if s.submit_no < declaration.submit_no
        ]
        before = uow.declarations.publicity_before(declaration.id, declaration.submit_no)
        publicity_id = before or declaration.publicity_id
        uow.declarations.drop_submission(declaration.id, declaration.submit_no)
        uow.declarations.save(
            replace(
                declaration,
                stage=Stage.RETURNED if declaration.submit_no > 1 else Stage.DRAFT,
                rev=declaration.rev + 1,
                submit_no=max(1, declaration.submit_no - 1),
                submitted_at=former[-1].submitted_at if former else None,
                publicity_id=publicity_id,
                publicity_to=uow.publicities.get(publicity_id).end if publicity_id else None,
                arrived_at=clock.now(),
            )
        )
        audit_command(
            uow,
            command,
            clock,
            act="declaration.take_back",
            subject_kind=SubjectKind.DECLARATION,
            subject_id=declaration.id,
            submit_no=declaration.submit_no,
        )
        return Changed(declarations=(declaration.id,), applicants=(declaration.applicant_id,))

    return apply_command(command, new_unit_of_work, clock, act)
