"""省平台录入: whether a decision was typed into the web platform too (DOMAIN facts §9: it may be the system of record)."""

from app.domain.commands import Changed, MarkEntered, Outcome
from app.domain.decision import SubjectKind
from app.domain.errors import RuleError
from app.ports.clock import Clock
from app.ports.unit_of_work import NewUnitOfWork, UnitOfWork
from app.usecases.applying import apply_command, audit_command


def mark_entered(command: MarkEntered, new_unit_of_work: NewUnitOfWork, clock: Clock) -> Outcome:
    """Note that it was entered, or that it was not after all. The same again changes nothing.

    Raises RuleError: N-404 a decision of another office, L-111 one that was withdrawn.
    """

    def act(uow: UnitOfWork) -> Changed:
        decision = uow.decisions.get(command.decision_id)
        if decision.actor.organisation_id != command.actor.organisation_id:
            raise RuleError("N-404", kind="decision", id=decision.id)
        if decision.withdrawn and command.entered:
            raise RuleError("L-111")
        uow.decisions.mark_entered(
            decision.id,
            clock.now() if command.entered else None,
            command.actor.name if command.entered else "",
        )
        audit_command(
            uow,
            command,
            clock,
            act="decision.entered" if command.entered else "decision.not_entered",
            subject_kind=decision.subject_kind,
            subject_id=decision.subject_id,
        )
        if decision.subject_kind is SubjectKind.ARCHIVE_ITEM:
            return Changed(items=(decision.subject_id,))
        return Changed(declarations=(decision.subject_id,))

    return apply_command(command, new_unit_of_work, clock, act)
