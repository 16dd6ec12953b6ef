"""Z: take back the last decision while it has not left the desk (DESIGN §4)."""

from dataclasses import replace

from app.domain.archive import ArchiveStatus
from app.domain.commands import Changed, Outcome, WithdrawDecision
from app.domain.decision import UNDO_WITHIN, Decision, SubjectKind
from app.domain.declaration import Stage
from app.domain.errors import RuleError
from app.ports.clock import Clock
from app.ports.unit_of_work import NewUnitOfWork, UnitOfWork
from app.usecases.applying import apply_command, audit_command
from app.usecases.review_archive import own_item
from app.usecases.review_declaration import own_declaration


def withdraw_decision(command: WithdrawDecision, new_unit_of_work: NewUnitOfWork, clock: Clock) -> Outcome:
    """Restore what stood before the decision; the decision stays in the record, marked withdrawn.

    Raises RuleError: U-101 somebody else's decision, U-102 already withdrawn, U-103 the time is over,
    U-104 something later touched the dossier: another act, the next level opened it (DOMAIN facts §4), the person
    declared on the strength of it, or the publicity it would go back into was cancelled.
    """

    def act(uow: UnitOfWork) -> Changed:
        decision = uow.decisions.get(command.decision_id)
        if decision.actor.account_id != command.actor.account_id:
            raise RuleError("U-101")
        if decision.withdrawn:
            raise RuleError("U-102")
        if clock.now() - decision.at > UNDO_WITHIN:
            raise RuleError("U-103", seconds=int(UNDO_WITHIN.total_seconds()))
        changed = _restore(uow, command, decision)
        uow.decisions.mark_withdrawn(decision.id)
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


def _restore(uow: UnitOfWork, command: WithdrawDecision, decision: Decision) -> Changed:
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
    declaration = own_declaration(uow, command.actor, decision.subject_id)
    _require_untouched(declaration.rev, decision)
    if uow.looks.opened_elsewhere(declaration.id, decision.actor.organisation_id, decision.at):
        raise RuleError("U-104")
    before, after = Stage(decision.before), Stage(decision.after)
    if before is Stage.IN_PUBLICITY and declaration.publicity_id is not None:
        if uow.publicities.get(declaration.publicity_id).cancelled_at is not None:
            raise RuleError("U-104")
    uow.declarations.save(replace(declaration, stage=before, rev=declaration.rev + 1))
    if not any(d.after == after for d in _standing_before(uow, decision)):
        uow.declarations.forget_arrival(declaration.id, after)
    return Changed(declarations=(declaration.id,), applicants=(declaration.applicant_id,))


def _standing_before(uow: UnitOfWork, decision: Decision) -> list[Decision]:
    """The subject's earlier decisions that were not withdrawn, oldest first."""
    every = uow.decisions.of_subject(decision.subject_id)
    return [d for d in every if d.new_rev < decision.new_rev and not d.withdrawn]


def _opinion_before(uow: UnitOfWork, decision: Decision) -> str:
    earlier = _standing_before(uow, decision)
    return earlier[-1].opinion if earlier else ""


def _require_untouched(rev: int, decision: Decision) -> None:
    if rev != decision.new_rev:
        raise RuleError("U-104")
