"""Z: take back the last decision while it has not left the desk (DESIGN §4)."""

from dataclasses import replace

from app.domain.archive import ArchiveStatus
from app.domain.commands import Changed, Outcome, WithdrawDecision
from app.domain.decision import UNDO_WITHIN, Action, Decision, SubjectKind, standing
from app.domain.declaration import Stage
from app.domain.errors import RuleError
from app.domain.publicity import STAGES_OF_KIND
from app.ports.clock import Clock
from app.ports.plan_kits import PlanKits
from app.ports.unit_of_work import NewUnitOfWork, UnitOfWork
from app.usecases.applying import apply_command, audit_command
from app.usecases.deciding import arrival_in, find_publicity, path_before, with_road_facts
from app.usecases.review_archive import own_item
from app.usecases.within_reach import declaration_within_reach

_RUNNING = frozenset(stages.running for stages in STAGES_OF_KIND.values())


def withdraw_decision(
    command: WithdrawDecision, new_unit_of_work: NewUnitOfWork, clock: Clock, plan_kits: PlanKits
) -> Outcome:
    """Restore what stood before the decision; the decision stays in the record, marked withdrawn.

    Raises RuleError: U-101 somebody else's decision, U-102 already withdrawn, U-103 the time is over,
    U-104 something later touched the dossier: another act, the next level opened it (DOMAIN facts §4), the person
    declared on the strength of it, or the publicity it would go back into was cancelled; U-105 it was entered in the
    省平台, where nobody would know that it no longer stands; U-106 it was sent to the server: where there is one, that ends the
    time (DESIGN §4: it rests in the outbox until then).
    """

    def act(uow: UnitOfWork) -> Changed:
        decision = uow.decisions.get(command.decision_id)
        if decision.actor.account_id != command.actor.account_id:
            raise RuleError("U-101")
        if decision.withdrawn:
            raise RuleError("U-102")
        left = uow.outbox.has_left(decision.id)
        if left:
            raise RuleError("U-106")
        if left is None and clock.now() - decision.at > UNDO_WITHIN:
            raise RuleError("U-103", seconds=int(UNDO_WITHIN.total_seconds()))
        if decision.entered_at is not None:
            raise RuleError("U-105")
        changed = _restore(uow, command, decision, plan_kits)
        uow.decisions.mark_withdrawn(decision.id)
        uow.outbox.withdraw(decision.id)
        audit_command(
            uow,
            command,
            clock,
            act=f"{decision.subject_kind}.withdraw",
            subject_kind=decision.subject_kind,
            subject_id=decision.subject_id,
        )
        return changed

    return apply_command(command, new_unit_of_work, clock, act)


def _restore(uow: UnitOfWork, command: WithdrawDecision, decision: Decision, plan_kits: PlanKits) -> Changed:
    if decision.subject_kind is SubjectKind.ARCHIVE_ITEM:
        item = own_item(uow, command.actor, decision.subject_id)
        _require_untouched(item.rev, decision)
        if uow.declarations.submitted_since(item.applicant_id, decision.at):
            raise RuleError("U-104")
        uow.archive.save(
            replace(
                item,
                status=ArchiveStatus(decision.before),
                rev=item.rev + 1,
                opinion=_opinion_before(uow, decision),
            )
        )
        return Changed(items=(item.id,), applicants=(item.applicant_id,))
    declaration = declaration_within_reach(uow, command.actor, decision.subject_id)
    _require_untouched(declaration.rev, decision)
    if uow.looks.opened_elsewhere(declaration.id, decision.actor.organisation_id, decision.at):
        raise RuleError("U-104")
    before = Stage(decision.before)
    restored = replace(declaration, stage=before)
    publicity = find_publicity(uow, restored)
    if before in _RUNNING and publicity is not None and publicity.cancelled_at is not None:
        raise RuleError("U-104")
    reopened = decision.record.get("reopened", "") if decision.action is Action.REOPEN else ""
    if reopened:
        uow.decisions.mark_withdrawn(reopened, withdrawn=False)
    kept = [d for d in uow.decisions.of_subject(declaration.id) if d.id != decision.id]
    kit = plan_kits.get(declaration.plan_id, declaration.plan_version)
    uow.declarations.save(
        replace(
            with_road_facts(restored, before, kept, kit),
            rev=declaration.rev + 1,
            arrived_at=arrival_in(before, kept, declaration.submitted_at),
        )
    )
    uow.declarations.forget_arrival(declaration, path_before(kept, decision))
    return Changed(declarations=(declaration.id,), applicants=(declaration.applicant_id,))


def _standing_before(uow: UnitOfWork, decision: Decision) -> list[Decision]:
    """The subject's earlier decisions that were not withdrawn, oldest first."""
    every = uow.decisions.of_subject(decision.subject_id)
    return [d for d in standing(every) if d.new_rev < decision.new_rev]


def _opinion_before(uow: UnitOfWork, decision: Decision) -> str:
    earlier = _standing_before(uow, decision)
    return earlier[-1].opinion if earlier else ""


def _require_untouched(rev: int, decision: Decision) -> None:
    if rev != decision.new_rev:
        raise RuleError("U-104")
