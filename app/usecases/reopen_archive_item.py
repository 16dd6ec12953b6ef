"""重开 of an archive item: without it a 不通过 of 基本信息 would keep a person from ever declaring (DOMAIN facts §4)."""

from app.domain.commands import Changed, Outcome, ReopenArchiveItem
from app.domain.decision import Action
from app.domain.errors import RuleError
from app.domain.workflow import next_archive_status
from app.ports.clock import Clock
from app.ports.unit_of_work import NewUnitOfWork, UnitOfWork
from app.usecases.applying import apply_command, require_rev
from app.usecases.review_archive import keep_verdict, own_item


def reopen_archive_item(command: ReopenArchiveItem, new_unit_of_work: NewUnitOfWork, clock: Clock) -> Outcome:
    """The item waits for review again and may be corrected; the failure stays in the record.

    Raises RuleError: N-404 not of this unit, W-103 it did not fail, G-109 no reason; ConflictError C-101.
    """

    def act(uow: UnitOfWork) -> Changed:
        item = own_item(uow, command.actor, command.item_id)
        require_rev(item.rev, command.base_rev, item=item.id)
        target = next_archive_status(item.status, Action.REOPEN, command.actor.role)
        if not command.reason.strip():
            raise RuleError("G-109")
        return keep_verdict(uow, command, item, target, clock, Action.REOPEN, command.reason.strip())

    return apply_command(command, new_unit_of_work, clock, act)
