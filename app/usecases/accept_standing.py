"""接受已生效的结论: somebody else's verdict came first, or the server did not take one's own (docs/protocol.md §5)."""

from app.domain.answering import AcceptStanding
from app.domain.commands import Changed, Outcome
from app.domain.decision import SubjectKind
from app.domain.errors import RuleError
from app.ports.clock import Clock
from app.ports.unit_of_work import NewUnitOfWork, UnitOfWork
from app.usecases.applying import apply_command, audit_command


def accept_standing(command: AcceptStanding, new_unit_of_work: NewUnitOfWork, clock: Clock) -> Outcome:
    """Close the conflict or the refusal; the own command stays in the outbox, and in the log of its dossier as a note.

    Raises RuleError: N-404 no such command here, Y-141 nothing stands between it and the server.
    """

    def act(uow: UnitOfWork) -> Changed:
        own = uow.outbox.answer_to(command.answered)
        if own is None:
            raise RuleError("N-404", kind="command", id=command.answered)
        if not uow.outbox.close(command.answered):
            raise RuleError("Y-141")
        kind, subject = _subject_of(own.changed)
        audit_command(
            *(uow, command, clock),
            act="sync.accept_standing",
            subject_kind=kind,
            subject_id=subject or command.answered,
        )
        return own.changed

    return apply_command(command, new_unit_of_work, clock, act)


def _subject_of(changed: Changed) -> tuple[str, str]:
    """Whose log keeps the note: the item, the declaration, the publicity of several, else the person."""
    if changed.items:
        return SubjectKind.ARCHIVE_ITEM, changed.items[0]
    if len(changed.declarations) == 1 or (changed.declarations and not changed.publicities):
        return SubjectKind.DECLARATION, changed.declarations[0]
    for kind, ids in (("publicity", changed.publicities), ("meeting", changed.meetings)):
        if ids:
            return kind, ids[0]
    return SubjectKind.APPLICANT, next(iter(changed.applicants), "")
