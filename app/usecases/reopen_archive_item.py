"""重开 of an archive item: without it a 不通过 of 基本信息 would keep a person from ever declaring (DOMAIN facts §4)."""

from dataclasses import replace

from app.domain.commands import Changed, Outcome, ReopenArchiveItem
from app.domain.decision import Action, Decision, SubjectKind
from app.domain.errors import RuleError
from app.domain.workflow import next_archive_status
from app.ports.clock import Clock
from app.ports.unit_of_work import NewUnitOfWork, UnitOfWork
from app.usecases.applying import apply_command, audit_command, require_rev
from app.usecases.review_archive import own_item


def reopen_archive_item(command: ReopenArchiveItem, new_unit_of_work: NewUnitOfWork, clock: Clock) -> Outcome:
    """The item waits for review again and may be corrected; the failure stays in the record.

    Raises RuleError: N-404 not of this unit, W-103 it did not fail, G-109 no reason; ConflictError C-101.
    """

    def act(uow: UnitOfWork) -> Changed:
        item = own_item(uow, command.actor, command.item_id)
        require_rev(item.rev, command.base_rev, item=item.id)
        target = next_archive_status(item.status, Action.REOPEN, command.actor.role)
        reason = command.reason.strip()
        if not reason:
            raise RuleError("G-109")
        reopened = replace(item, status=target, rev=item.rev + 1, opinion=reason)
        uow.archive.save(reopened)
        uow.decisions.add(
            Decision(
                id=command.op_id,
                subject_kind=SubjectKind.ARCHIVE_ITEM,
                subject_id=item.id,
                action=Action.REOPEN,
                actor=command.actor,
                at=clock.now(),
                base_rev=item.rev,
                new_rev=reopened.rev,
                before=item.status.value,
                after=target.value,
                opinion=reason,
                submit_no=item.submit_no,
            )
        )
        audit_command(
            uow,
            command,
            clock,
            act=f"archive.{Action.REOPEN}",
            subject_kind=SubjectKind.ARCHIVE_ITEM,
            subject_id=item.id,
            content_rev=item.content_rev,
        )
        return Changed(items=(item.id,), applicants=(item.applicant_id,))

    return apply_command(command, new_unit_of_work, clock, act)
