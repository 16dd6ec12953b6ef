"""Entering archive items: a draft kept on every change, and 保存, which hands the item to review (seed B 一; B1.1, B1.2)."""

from dataclasses import replace

from app.domain.applicant import Applicant
from app.domain.archive import ArchiveItem, ArchiveStatus, ItemDraft
from app.domain.commands import Changed, DropItemDraft, KeepItemDraft, Outcome, SaveItem
from app.domain.decision import Action, SubjectKind
from app.domain.errors import ConflictError, RuleError
from app.domain.field_checks import find_empty_required
from app.domain.identity import normalise_id, normalise_text
from app.domain.organisation import Actor
from app.domain.plan import SectionSpec
from app.domain.workflow import next_archive_status
from app.ports.clock import Clock
from app.ports.plan_kits import PlanKits
from app.ports.unit_of_work import NewUnitOfWork, UnitOfWork
from app.usecases.applying import apply_command, audit_command, require_rev
from app.usecases.enter_applicant import BASIC_SECTION, require_bound_unit, require_new_number
from app.usecases.prechecks import recheck_item
from app.usecases.review_archive import own_item


def own_applicant(uow: UnitOfWork, actor: Actor, applicant_id: str) -> Applicant:
    """The person, if of the actor's unit. One of another unit is as unknown as none (N-404)."""
    person = uow.applicants.get(applicant_id)
    if person.employer_id != actor.organisation_id:
        raise RuleError("N-404", kind="applicant", id=applicant_id)
    return person


def require_own_place(uow: UnitOfWork, command: KeepItemDraft | SaveItem) -> None:
    """An item stays with its person in its section: what is entered for one must not land in another.

    Raises RuleError N-404.
    """
    for stored in (uow.archive.find(command.item_id), uow.item_drafts.get(command.item_id)):
        if stored is not None and (stored.applicant_id, stored.section) != (
            command.applicant_id,
            command.section,
        ):
            raise RuleError("N-404", kind="archive_item", id=command.item_id)


def keep_item_draft(command: KeepItemDraft, new_unit_of_work: NewUnitOfWork, clock: Clock) -> Changed:
    """Keep what is being entered, durable on return; the item itself stays as reviewers see it.

    Raises RuleError N-404 for a person of another unit, or an item of another person or section.
    """
    with new_unit_of_work() as uow:
        own_applicant(uow, command.actor, command.applicant_id)
        require_own_place(uow, command)
        uow.files.add(command.evidence)
        uow.item_drafts.keep(
            ItemDraft(
                item_id=command.item_id,
                applicant_id=command.applicant_id,
                employer_id=command.actor.organisation_id,
                section=command.section,
                fields=command.fields,
                evidence=command.evidence,
                base_rev=command.base_rev,
                kept_at=clock.now(),
            )
        )
        uow.commit()
    return Changed()


def drop_item_draft(command: DropItemDraft, new_unit_of_work: NewUnitOfWork) -> Changed:
    """Throw a draft away. Raises RuleError N-404 for one of another unit; without a draft nothing happens."""
    with new_unit_of_work() as uow:
        draft = uow.item_drafts.get(command.item_id)
        if draft is None:
            return Changed()
        own_applicant(uow, command.actor, draft.applicant_id)
        uow.item_drafts.drop(command.item_id)
        uow.commit()
        return Changed(items=(command.item_id,), applicants=(draft.applicant_id,))


def save_item(
    command: SaveItem, new_unit_of_work: NewUnitOfWork, clock: Clock, plan_kits: PlanKits
) -> Outcome:
    """保存: the item with what was entered goes to review, and its draft is gone.

    A passed item that is corrected is reviewed again; declarations keep the revision they froze. 基本信息 also carries
    the person's name, number and phone. Raises RuleError: N-404 not of this unit, or an item of another person or section, R-101 the unit has not bound its name,
    R-102 another person of the unit has the number, R-105 required fields are empty (``fields``: their titles), R-106 a
    passed item without a change, R-107 基本信息 is there already, W-103 不通过 is a verdict; ConflictError C-101.
    """

    def act(uow: UnitOfWork) -> Changed:
        require_bound_unit(uow, command.actor)
        person = own_applicant(uow, command.actor, command.applicant_id)
        require_own_place(uow, command)
        section = next(s for s in plan_kits.archive_sections() if s.key == command.section)
        _require_fields(section, command)
        if section.key == BASIC_SECTION:
            _take_over_identity(uow, person, command)
        saved = _store(uow, command, clock)
        uow.files.add(saved.evidence)
        uow.item_drafts.drop(command.item_id)
        recheck_item(uow, saved, plan_kits, clock.today())
        audit_command(
            uow,
            command,
            clock,
            act="archive.save",
            subject_kind=SubjectKind.ARCHIVE_ITEM,
            subject_id=saved.id,
            content_rev=saved.content_rev,
        )
        return Changed(items=(saved.id,), applicants=(person.id,))

    return apply_command(command, new_unit_of_work, clock, act)


def _require_fields(section: SectionSpec, command: SaveItem) -> None:
    empty = [f.title for f in find_empty_required(section, command.fields)]
    if empty:
        raise RuleError("R-105", fields="、".join(empty), count=len(empty))


def _take_over_identity(uow: UnitOfWork, person: Applicant, command: SaveItem) -> None:
    name, number = normalise_text(command.fields["name"]), normalise_id(command.fields["id_number"])
    require_new_number(uow, person.employer_id, number, person.id)
    renamed = replace(
        person, name=name, id_number=number, phone=normalise_id(command.fields.get("phone", ""))
    )
    if renamed != person:
        uow.applicants.save(renamed)


def _store(uow: UnitOfWork, command: SaveItem, clock: Clock) -> ArchiveItem:
    fields = {key: value for key, value in command.fields.items() if value}
    if command.base_rev is None:
        return _add(uow, command, fields, clock)
    item = own_item(uow, command.actor, command.item_id)
    require_rev(item.rev, command.base_rev, item=item.id)
    target = next_archive_status(item.status, Action.SAVE, command.actor.role)
    is_same = dict(item.fields) == fields and item.evidence == command.evidence
    if is_same and item.status is ArchiveStatus.PASSED:
        raise RuleError("R-106")
    again = (
        item.submit_no if item.status in (ArchiveStatus.DRAFT, ArchiveStatus.PENDING) else item.submit_no + 1
    )
    saved = replace(
        item,
        fields=fields,
        evidence=command.evidence,
        status=target,
        rev=item.rev + 1,
        content_rev=item.content_rev if is_same else item.content_rev + 1,
        submit_no=again,
        submitted_at=clock.now(),
    )
    uow.archive.save(saved)
    return saved


def _add(uow: UnitOfWork, command: SaveItem, fields: dict[str, str], clock: Clock) -> ArchiveItem:
    known = uow.archive.of_applicant(command.applicant_id)
    stored = next((item for item in known if item.id == command.item_id), None)
    if stored is not None:
        # Handed in meanwhile, from another window: that is not overwritten unseen.
        raise ConflictError("C-101", item=stored.id, stored=stored.rev, seen=None)
    if command.section == BASIC_SECTION and any(item.section == BASIC_SECTION for item in known):
        raise RuleError("R-107")
    item = ArchiveItem(
        id=command.item_id,
        applicant_id=command.applicant_id,
        employer_id=command.actor.organisation_id,
        section=command.section,
        fields=fields,
        evidence=command.evidence,
        status=ArchiveStatus.PENDING,
        rev=1,
        content_rev=1,
        submit_no=1,
        submitted_at=clock.now(),
    )
    uow.archive.add(item)
    return item
