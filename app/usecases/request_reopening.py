"""申请重开: asking whoever has a declaration in hand to take it up again (``Action.REQUEST_REOPEN``)."""

from app.domain.commands import AdvanceDeclaration, Outcome
from app.domain.decision import Action
from app.domain.organisation import Actor
from app.ports.clock import Clock
from app.ports.plan_kits import PlanKits
from app.ports.unit_of_work import NewUnitOfWork
from app.usecases.advance_declaration import advance_declaration
from app.usecases.within_reach import declaration_within_reach


def request_reopening(
    op_id: str,
    actor: Actor,
    declaration_id: str,
    reason: str,
    *,
    new_unit_of_work: NewUnitOfWork,
    clock: Clock,
    plan_kits: PlanKits,
) -> Outcome:
    """On the revision as it is now: the request moves nothing, whatever happened since the person looked.

    Raises RuleError: N-404 not within reach, G-109 no reason.
    """
    with new_unit_of_work() as uow:
        rev = declaration_within_reach(uow, actor, declaration_id).rev
    command = AdvanceDeclaration(op_id, actor, declaration_id, rev, Action.REQUEST_REOPEN, reason=reason)
    return advance_declaration(command, new_unit_of_work, clock, plan_kits)
