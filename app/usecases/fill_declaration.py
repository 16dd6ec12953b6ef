"""Filling in a declaration: 马上申报, every change of every step, giving a draft up (seed B 二(一)-(五); B2-B7)."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime

from app.domain.archive import ArchiveStatus, FrozenItem
from app.domain.attachment import FileRef
from app.domain.carrying_forward import begin_draft, carry_forward
from app.domain.commands import (
    Changed,
    DropDeclaration,
    FillDeclaration,
    Outcome,
    StartDeclaration,
)
from app.domain.decision import SubjectKind
from app.domain.declaration import Declaration, Stage
from app.domain.declaring import (
    FILLED_IN,
    CommitmentPart,
    DeclarationPart,
    InformationPart,
    ItemsPart,
    MaterialPart,
    PhotoPart,
    apply_part,
    information_of,
)
from app.domain.errors import RuleError
from app.domain.extracting import extract_items, with_basic
from app.domain.plan import PlanKit
from app.domain.reopening import Reopened, find_reopened
from app.ports.clock import Clock
from app.ports.plan_kits import PlanKits
from app.ports.unit_of_work import NewUnitOfWork, UnitOfWork
from app.usecases.applying import apply_command, audit_command, require_rev
from app.usecases.enter_applicant import BASIC_SECTION, require_bound_unit
from app.usecases.enter_item import own_applicant
from app.usecases.prechecks import recheck_declaration
from app.usecases.review_declaration import own_declaration


def start_declaration(
    command: StartDeclaration, new_unit_of_work: NewUnitOfWork, clock: Clock, plan_kits: PlanKits
) -> Outcome:
    """马上申报: a draft in the newest version of the plan, which it keeps; empty, or begun from an earlier one.

    What a copy leaves out says ``app.domain.carrying_forward`` (the wizard shows it). Raises RuleError: R-101 the unit
    has not bound its name, N-404 not of this unit, R-111 the person declares in this plan already; EnvironmentFault K-101.
    """

    def act(uow: UnitOfWork) -> Changed:
        require_bound_unit(uow, command.actor)
        person = own_applicant(uow, command.actor, command.applicant_id)
        kit = plan_kits.get(command.plan_id)
        for other in uow.declarations.of_applicant(person.id):
            if other.plan_id == kit.id and other.stage is not Stage.FAILED:
                raise RuleError("R-111", name=person.name, declaration=other.id)
        items = uow.archive.of_applicant(person.id)
        draft = begin_draft(kit, command.declaration_id, person.id, person.employer_id)
        draft = replace(draft, saved_at=clock.now())
        if command.copy_from:
            old = own_declaration(uow, command.actor, command.copy_from)
            if old.applicant_id != person.id:
                raise RuleError("N-404", kind="declaration", id=old.id)
            draft = carry_forward(old, draft, kit, items, clock.today()).declaration
        draft = replace(draft, items=with_basic(kit, draft.items, items))
        uow.declarations.add(draft)
        recheck_declaration(uow, draft, plan_kits, clock.today())
        audit_command(
            uow,
            command,
            clock,
            act="declaration.start",
            subject_kind=SubjectKind.DECLARATION,
            subject_id=draft.id,
            plan_version=kit.version,
        )
        return Changed(declarations=(draft.id,), applicants=(person.id,))

    return apply_command(command, new_unit_of_work, clock, act)


def fill_declaration(
    command: FillDeclaration, new_unit_of_work: NewUnitOfWork, clock: Clock, plan_kits: PlanKits
) -> Changed:
    """Keep one part of a draft or of a returned declaration, durable on return; its new rev is ``base_rev + 1``.

    Raises RuleError: N-404 not of this unit (also an item of another person), W-101 it may not be changed in this stage,
    R-112 the return did not reopen this part, W-105 an item is taken in that has not passed; ConflictError C-101.
    """
    with new_unit_of_work() as uow:
        declaration = own_declaration(uow, command.actor, command.declaration_id)
        require_rev(declaration.rev, command.base_rev, declaration=declaration.id)
        if declaration.stage not in FILLED_IN:
            raise RuleError(
                "W-101", stage=declaration.stage.value, action="fill", role=command.actor.role.value
            )
        kit = plan_kits.get(declaration.plan_id, declaration.plan_version)
        reopened = find_reopened(declaration.stage, uow.decisions.of_subject(declaration.id), kit)
        if not reopened.allows(command.part):
            raise RuleError("R-112")
        if isinstance(command.part, InformationPart):
            _require_open_information(declaration, command.part, kit, reopened, clock.now())
        frozen: Sequence[FrozenItem] = ()
        if isinstance(command.part, ItemsPart):
            frozen = _freeze_chosen(uow, declaration, command.part, kit, reopened)
        uow.files.add(_files_in(command.part))
        filled = apply_part(declaration, command.part, kit, now=clock.now(), frozen=frozen)
        filled = replace(filled, rev=declaration.rev + 1)
        uow.declarations.save(filled)
        recheck_declaration(uow, filled, plan_kits, clock.today())
        uow.commit()
    return Changed(declarations=(declaration.id,))


def _freeze_chosen(
    uow: UnitOfWork, declaration: Declaration, part: ItemsPart, kit: PlanKit, reopened: Reopened
) -> tuple[FrozenItem, ...]:
    """B1.4: only passed items are taken in. What a return did not name stays as it was handed in."""
    items = uow.archive.of_applicant(declaration.applicant_id)
    known = {item.id: item for item in items}
    kept = {frozen.item_id for frozen in declaration.items}
    for item_id in part.item_ids:
        item = known.get(item_id)
        if item is None:
            raise RuleError("N-404", kind="archive_item", id=item_id)
        if item_id in kept:
            continue
        if not reopened.allows_section(item.section):
            raise RuleError("R-112")
        if item.status is not ArchiveStatus.PASSED:
            raise RuleError("W-105", section=item.section)
    shut = {
        frozen.item_id
        for frozen in declaration.items
        if frozen.section != BASIC_SECTION and not reopened.allows_section(frozen.section)
    }
    if shut - set(part.item_ids):
        raise RuleError("R-112")
    return extract_items(part.item_ids, declaration.items, items, kit, reopened)


def _require_open_information(
    declaration: Declaration, part: InformationPart, kit: PlanKit, reopened: Reopened, now: datetime
) -> None:
    """A return of 本人述职 does not open 申报方式, nor the other way round. Both sides are compared as they are stored."""
    stored = apply_part(declaration, information_of(declaration), kit, now=now)
    wanted = apply_part(declaration, part, kit, now=now)
    if not reopened.allows_information(information_of(stored), information_of(wanted)):
        raise RuleError("R-112")


def _files_in(part: DeclarationPart) -> tuple[FileRef, ...]:
    match part:
        case PhotoPart():
            return tuple(f for f in (part.photo, part.original) if f is not None)
        case CommitmentPart():
            return (part.commitment,) if part.commitment else ()
        case MaterialPart():
            return part.files
    return ()


def drop_declaration(command: DropDeclaration, new_unit_of_work: NewUnitOfWork, clock: Clock) -> Outcome:
    """Give up a draft that was never handed in. Raises RuleError N-404, W-101; ConflictError C-101."""

    def act(uow: UnitOfWork) -> Changed:
        declaration = own_declaration(uow, command.actor, command.declaration_id)
        require_rev(declaration.rev, command.base_rev, declaration=declaration.id)
        if declaration.stage is not Stage.DRAFT:
            raise RuleError(
                "W-101", stage=declaration.stage.value, action="drop", role=command.actor.role.value
            )
        uow.declarations.remove(declaration.id)
        audit_command(
            uow,
            command,
            clock,
            act="declaration.drop",
            subject_kind=SubjectKind.DECLARATION,
            subject_id=declaration.id,
        )
        return Changed(declarations=(declaration.id,), applicants=(declaration.applicant_id,))

    return apply_command(command, new_unit_of_work, clock, act)
