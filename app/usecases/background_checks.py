"""Pre-checks that need a look into files or into other people's dossiers (DOMAIN facts §7): judged beside the work, then kept.

Nothing here runs in the transaction of a decision. What was judged names the revision it saw; if that has moved on when it
is to be kept, it is dropped: the write that moved it asked for a new look. No revision moves, nothing is decided.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from app.domain.archive import ArchiveItem
from app.domain.commands import Changed
from app.domain.decision import SubjectKind
from app.domain.declaring import FILLED_IN
from app.domain.errors import RuleError
from app.domain.prechecks.checks import (
    UNIT_CODES,
    Surroundings,
    check_archive,
    check_declaration,
    files_of_declaration,
    keep_background,
)
from app.domain.prechecks.consistency import Registered
from app.domain.prechecks.notice import Notice
from app.ports.check_queries import ArchiveToCheck, DeclarationToCheck
from app.ports.plan_kits import PlanKits
from app.ports.unit_of_work import NewUnitOfWork, UnitOfWork
from app.usecases.prechecks import lay_side_by_side


@dataclass(frozen=True, slots=True)
class Judged:
    """The notices of a subject as found on ``seen_rev``: content_rev of an archive item, rev of a declaration."""

    kind: SubjectKind
    subject_id: str
    seen_rev: int
    notices: tuple[Notice, ...]


def judge_archive(
    archive: ArchiveToCheck, plan_kits: PlanKits, today: date, around: Surroundings
) -> tuple[Judged, ...]:
    """The items whose notices differ from the stored ones."""
    found = check_archive(
        plan_kits.archive_sections(),
        lay_side_by_side(archive.items),
        today=today,
        registered=_registered_of(archive),
        around=around,
    )
    return tuple(
        Judged(SubjectKind.ARCHIVE_ITEM, item.id, item.content_rev, found[item.id])
        for item in archive.items
        if item.id in found and not _is_same(found[item.id], archive.stored.get(item.id, ()))
    )


def judge_declaration(
    subject: DeclarationToCheck, plan_kits: PlanKits, today: date, around: Surroundings
) -> tuple[Judged, ...]:
    """One, if its notices differ from the stored ones; none while it is being filled in. A desk that may not compare the
    people of the unit keeps what the unit's own desk found."""
    declaration = subject.declaration
    if declaration.stage in FILLED_IN:
        return ()
    kit = plan_kits.get(declaration.plan_id, declaration.plan_version)
    notices = check_declaration(
        kit, declaration, today=today, registered=_registered_of(subject), around=around
    )
    if around.others is None:
        notices = keep_background(notices, subject.stored, files_of_declaration(declaration), UNIT_CODES)
    if _is_same(notices, subject.stored):
        return ()
    return (Judged(SubjectKind.DECLARATION, declaration.id, declaration.rev, notices),)


def keep_judged(judged: Sequence[Judged], new_unit_of_work: NewUnitOfWork) -> Changed:
    """Replace the notices of every subject that still is in the revision seen; what they changed, empty = nothing.

    A subject that is gone or that moved on is passed over. Durable on return.
    """
    kept: dict[SubjectKind, list[str]] = {SubjectKind.ARCHIVE_ITEM: [], SubjectKind.DECLARATION: []}
    with new_unit_of_work() as uow:
        for one in judged:
            if _find_rev(uow, one) == one.seen_rev:
                uow.flags.replace(one.kind, one.subject_id, one.notices, seen_rev=one.seen_rev)
                kept[one.kind].append(one.subject_id)
        uow.commit()
    return Changed(
        items=tuple(kept[SubjectKind.ARCHIVE_ITEM]), declarations=tuple(kept[SubjectKind.DECLARATION])
    )


def _find_rev(uow: UnitOfWork, one: Judged) -> int | None:
    if one.kind is SubjectKind.ARCHIVE_ITEM:
        item: ArchiveItem | None = uow.archive.find(one.subject_id)
        return item.content_rev if item is not None else None
    try:
        return uow.declarations.get(one.subject_id).rev
    except RuleError as error:
        if error.code != "N-404":
            raise
        return None


def _registered_of(subject: ArchiveToCheck | DeclarationToCheck) -> Registered:
    return Registered(subject.applicant.name, subject.applicant.id_number, subject.employer.name)


def _is_same(notices: Sequence[Notice], stored: Sequence[Notice]) -> bool:
    """Params come back from the store as plain mappings; the order is the form's."""
    return [_compare(n) for n in notices] == [_compare(n) for n in stored]


def _compare(notice: Notice) -> tuple[object, ...]:
    params: Mapping[str, str] = dict(notice.params)
    where = (notice.section, notice.field, notice.item_id, notice.file, notice.material)
    return (notice.code, params, where, notice.severity)
