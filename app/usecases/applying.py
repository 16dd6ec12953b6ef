"""How every command is applied: once, in one transaction, with its audit entry and its outbox entry."""

from collections.abc import Callable
from dataclasses import asdict

from app.domain.commands import Changed, Command, Outcome, OutcomeKind
from app.domain.decision import is_as_seen
from app.domain.declaration import Declaration
from app.domain.errors import ConflictError
from app.ports.clock import Clock
from app.ports.unit_of_work import NewUnitOfWork, UnitOfWork


def apply_command(
    command: Command,
    new_unit_of_work: NewUnitOfWork,
    clock: Clock,
    act: Callable[[UnitOfWork], Changed],
) -> Outcome:
    """Run ``act`` and store the outcome; the same op_id again returns the stored outcome (a resend).

    Durable on return. Whatever ``act`` raises leaves nothing behind.
    """
    with new_unit_of_work() as uow:
        stored = uow.outbox.answer_to(command.op_id)
        if stored is not None:
            return stored
        outcome = Outcome(command.op_id, OutcomeKind.APPLIED, changed=act(uow))
        uow.outbox.add(command, outcome, clock.now())
        uow.commit()
        return outcome


def audit_command(
    uow: UnitOfWork,
    command: Command,
    clock: Clock,
    *,
    act: str,
    subject_kind: str,
    subject_id: str,
    **more: object,
) -> None:
    """One audit entry whose content is the command as given, less the actor's keys that the entry itself carries."""
    content = asdict(command) | more
    uow.audit.append(
        at=clock.now(),
        act=act,
        actor=command.actor,
        subject_kind=subject_kind,
        subject_id=subject_id,
        content=content,
    )


def require_rev(stored: int, seen: int, **where: object) -> None:
    """Raises ConflictError("C-101") when the record is no longer in the revision the person saw."""
    if stored != seen:
        raise ConflictError("C-101", stored=stored, seen=seen, **where)


def require_seen(uow: UnitOfWork, declaration: Declaration, seen: int) -> None:
    """As ``require_rev``, of a declaration; a request of somebody (申请重开) that came meanwhile changes nothing of what was seen."""
    if declaration.rev != seen:
        if not is_as_seen(declaration.rev, seen, uow.decisions.of_subject(declaration.id)):
            require_rev(declaration.rev, seen, declaration=declaration.id)
