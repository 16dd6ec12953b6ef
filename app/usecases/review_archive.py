"""Review of the achievement archive, item by item or in bulk (seed A step 3; A3.4, A3.12, A4.2)."""

from collections.abc import Sequence
from dataclasses import replace

from app.domain.archive import ArchiveItem, ArchiveStatus
from app.domain.commands import (
    AddEvidence,
    Changed,
    HandInItem,
    Outcome,
    OutcomeKind,
    ReopenArchiveItem,
    ReviewArchiveItem,
)
from app.domain.decision import Action, Decision, Defect, SubjectKind
from app.domain.errors import ConflictError, RuleError
from app.domain.gates import defects_named
from app.domain.organisation import Actor
from app.domain.workflow import next_archive_status
from app.ports.clock import Clock
from app.ports.plan_kits import PlanKits
from app.ports.unit_of_work import NewUnitOfWork, UnitOfWork
from app.usecases.applying import apply_command, audit_command, require_rev
from app.usecases.prechecks import recheck_item

NOT_HANDED_IN = frozenset({ArchiveStatus.DRAFT, ArchiveStatus.RETURNED})
OPEN_FOR_EVIDENCE = frozenset({ArchiveStatus.DRAFT, ArchiveStatus.PENDING, ArchiveStatus.RETURNED})


def own_item(uow: UnitOfWork, actor: Actor, item_id: str) -> ArchiveItem:
    """The item, if it is of the actor's unit. An item of another unit is as unknown as none (N-404)."""
    item = uow.archive.get(item_id)
    if item.employer_id != actor.organisation_id:
        raise RuleError("N-404", kind="archive_item", id=item_id)
    return item


def keep_verdict(
    uow: UnitOfWork,
    command: ReviewArchiveItem | ReopenArchiveItem,
    item: ArchiveItem,
    target: ArchiveStatus,
    clock: Clock,
    action: Action,
    opinion: str,
    *,
    notice: str = "",
    defects: tuple[Defect, ...] = (),
) -> Changed:
    """Move the item, keep the decision and the audit entry."""
    decided = replace(item, status=target, rev=item.rev + 1, opinion=opinion)
    uow.archive.save(decided)
    uow.decisions.add(
        Decision(
            id=command.op_id,
            subject_kind=SubjectKind.ARCHIVE_ITEM,
            subject_id=item.id,
            action=action,
            actor=command.actor,
            at=clock.now(),
            base_rev=item.rev,
            new_rev=decided.rev,
            before=item.status.value,
            after=target.value,
            opinion=opinion,
            notice=notice,
            defects=defects,
            submit_no=item.submit_no,
        )
    )
    audit_command(
        uow,
        command,
        clock,
        act=f"archive.{action}",
        subject_kind=SubjectKind.ARCHIVE_ITEM,
        subject_id=item.id,
        content_rev=item.content_rev,
    )
    return Changed(items=(item.id,), applicants=(item.applicant_id,))


def _decide(uow: UnitOfWork, command: ReviewArchiveItem, clock: Clock) -> Changed:
    item = own_item(uow, command.actor, command.item_id)
    require_rev(item.rev, command.base_rev, item=item.id)
    target = next_archive_status(item.status, command.action, command.actor.role)
    if command.action in (Action.RETURN, Action.FAIL) and not defects_named(command.defects):
        raise RuleError("G-105")
    return keep_verdict(
        *(uow, command, item, target, clock, command.action, command.opinion),
        notice=command.notice,
        defects=command.defects,
    )


def review_archive_item(command: ReviewArchiveItem, new_unit_of_work: NewUnitOfWork, clock: Clock) -> Outcome:
    """通过 / 退回 / 不通过 of one item.

    Raises RuleError: N-404 not of this unit, W-103 not open for this act, G-105 no reason named;
    ConflictError C-101 when somebody changed it meanwhile.
    """
    return apply_command(command, new_unit_of_work, clock, lambda uow: _decide(uow, command, clock))


def review_archive_items(
    commands: Sequence[ReviewArchiveItem], new_unit_of_work: NewUnitOfWork, clock: Clock
) -> Sequence[Outcome]:
    """Bulk 通过 / 退回 in one transaction (A3.12): one outcome a command, in order.

    An item that is refused (changed meanwhile, already decided) does not stop the others.
    """
    outcomes: list[Outcome] = []
    with new_unit_of_work() as uow:
        for command in commands:
            outcomes.append(_apply_one(uow, command, clock))
        uow.commit()
    return outcomes


def _apply_one(uow: UnitOfWork, command: ReviewArchiveItem, clock: Clock) -> Outcome:
    stored = uow.outbox.answer_to(command.op_id)
    if stored is not None:
        return stored
    try:
        changed = _decide(uow, command, clock)
    except ConflictError as error:
        return Outcome(command.op_id, OutcomeKind.CONFLICT, error.code, dict(error.params))
    except RuleError as error:
        return Outcome(command.op_id, OutcomeKind.REFUSED, error.code, dict(error.params))
    outcome = Outcome(command.op_id, OutcomeKind.APPLIED, changed=changed)
    uow.outbox.add(command, outcome, clock.now())
    return outcome


def add_evidence(
    command: AddEvidence, new_unit_of_work: NewUnitOfWork, clock: Clock, plan_kits: PlanKits
) -> Outcome:
    """Put files onto an item (dropped or chosen). The bytes are in the attachment store already.

    A file that the item already has (same bytes, same name) is not added twice. Raises RuleError W-104 when the
    item carries a verdict: 通过 and 不通过 stand on the evidence they saw.
    """

    def act(uow: UnitOfWork) -> Changed:
        item = own_item(uow, command.actor, command.item_id)
        require_rev(item.rev, command.base_rev, item=item.id)
        if item.status not in OPEN_FOR_EVIDENCE:
            raise RuleError("W-104", status=item.status.value)
        new = tuple(f for f in dict.fromkeys(command.files) if f not in item.evidence)
        if not new:
            return Changed()
        uow.files.add(new)
        richer = replace(
            item, evidence=item.evidence + new, rev=item.rev + 1, content_rev=item.content_rev + 1
        )
        uow.archive.save(richer)
        recheck_item(uow, richer, plan_kits, clock.today())
        audit_command(
            uow,
            command,
            clock,
            act="archive.add_evidence",
            subject_kind=SubjectKind.ARCHIVE_ITEM,
            subject_id=item.id,
        )
        return Changed(items=(item.id,), applicants=(item.applicant_id,))

    return apply_command(command, new_unit_of_work, clock, act)


def hand_in_item(command: HandInItem, new_unit_of_work: NewUnitOfWork, clock: Clock) -> Outcome:
    """保存: hands a draft or returned item to review (B1.2). Raises RuleError W-103 in any other status."""

    def act(uow: UnitOfWork) -> Changed:
        item = own_item(uow, command.actor, command.item_id)
        require_rev(item.rev, command.base_rev, item=item.id)
        if item.status not in NOT_HANDED_IN:
            raise RuleError("W-103", status=item.status.value, action=Action.SAVE.value)
        target = next_archive_status(item.status, Action.SAVE, command.actor.role)
        again = item.submit_no + 1 if item.status is ArchiveStatus.RETURNED else item.submit_no
        uow.archive.save(
            replace(item, status=target, rev=item.rev + 1, submit_no=again, submitted_at=clock.now())
        )
        audit_command(
            uow, command, clock, act="archive.save", subject_kind=SubjectKind.ARCHIVE_ITEM, subject_id=item.id
        )
        return Changed(items=(item.id,), applicants=(item.applicant_id,))

    return apply_command(command, new_unit_of_work, clock, act)
