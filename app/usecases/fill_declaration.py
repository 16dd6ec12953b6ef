"""Filling in a declaration: 马上申报, every change of every step, giving a draft up (seed B 二(一)-(五); B2-B7)."""

from collections.abc import Sequence
from dataclasses import replace

from app.domain.archive import ArchiveItem, ArchiveStatus, FrozenItem
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
    ItemsPart,
    MaterialPart,
    PhotoPart,
    apply_part,
)
from app.domain.errors import RuleError
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


def with_basic(
    kit: PlanKit, chosen: Sequence[FrozenItem], items: Sequence[ArchiveItem]
) -> tuple[FrozenItem, ...]:
    """基本信息, where it has passed, and the chosen achievements in the order of the preview's sections."""
    order = {section.key: section.preview_no for section in kit.sections}
    others = sorted(
        (i for i in chosen if i.section != BASIC_SECTION), key=lambda i: order.get(i.section, len(order))
    )
    basic = [freeze(i) for i in items if i.section == BASIC_SECTION and i.status is ArchiveStatus.PASSED]
    if not basic:
        basic = [i for i in chosen if i.section == BASIC_SECTION]
    return (*basic[:1], *others)


def freeze(item: ArchiveItem) -> FrozenItem:
    """The item in the revision that stands now."""
    return FrozenItem(item.id, item.section, item.content_rev, item.fields, item.evidence)


def fill_declaration(
    command: FillDeclaration, new_unit_of_work: NewUnitOfWork, clock: Clock, plan_kits: PlanKits
) -> Changed:
    """Keep one part of a draft or of a returned declaration, durable on return; its new rev is ``base_rev + 1``.

    Raises RuleError: N-404 not of this unit (also an item of another person), W-101 it may not be changed in this stage,
    R-112 the return did not reopen this part, W-105 an item that has not passed; ConflictError C-101.
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
    """B1.4: only passed items, in the revision that passed. What a return did not name stays as it was handed in."""
    items = uow.archive.of_applicant(declaration.applicant_id)
    known = {item.id: item for item in items}
    kept = {frozen.item_id: frozen for frozen in declaration.items}
    chosen: list[FrozenItem] = []
    for item_id in dict.fromkeys(part.item_ids):
        item = known.get(item_id)
        if item is None:
            raise RuleError("N-404", kind="archive_item", id=item_id)
        is_open = reopened.everything or item.section in reopened.sections
        if not is_open:
            if item_id not in kept:
                raise RuleError("R-112")
            chosen.append(kept[item_id])
        elif item.status is ArchiveStatus.PASSED:
            chosen.append(freeze(item))
        else:
            raise RuleError("W-105", section=item.section)
    shut = {i for i, f in kept.items() if not reopened.everything and f.section not in reopened.sections}
    if shut - {f.item_id for f in chosen} - {i for i, f in kept.items() if f.section == BASIC_SECTION}:
        raise RuleError("R-112")
    if not reopened.everything and BASIC_SECTION not in reopened.sections:
        return with_basic(kit, [*chosen, *(f for f in kept.values() if f.section == BASIC_SECTION)], ())
    return with_basic(kit, chosen, items)


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
