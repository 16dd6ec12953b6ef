"""Keep the pre-check notices of a dossier true after its content changed (A5.2; DOMAIN facts §7).

In the transaction of the write: everything that the dossier says itself. What a look into files or into other people's
dossiers found is kept until ``app.usecases.background_checks`` looked again. The checks themselves are pure
(``app.domain.prechecks``); they flag and never decide.
"""

from collections.abc import Sequence
from datetime import date

from app.domain.archive import ArchiveItem, ArchiveStatus, FrozenItem
from app.domain.decision import SubjectKind
from app.domain.declaration import Declaration
from app.domain.photo_rules import PhotoFacts
from app.domain.prechecks.checks import (
    BACKGROUND_CODES,
    check_archive,
    check_declaration,
    files_of_declaration,
    keep_background,
)
from app.domain.prechecks.consistency import Registered
from app.ports.plan_kits import PlanKits
from app.ports.unit_of_work import UnitOfWork

_SET_ASIDE = frozenset({ArchiveStatus.DRAFT, ArchiveStatus.FAILED})
"""Not handed in, or turned down for good: nothing is compared with it."""


def recheck_item(uow: UnitOfWork, item: ArchiveItem, plan_kits: PlanKits, today: date) -> None:
    """Check one archive item again, as stored by now, beside the other items of the person, and replace its notices."""
    notices = check_archive(
        plan_kits.archive_sections(),
        lay_side_by_side(uow.archive.of_applicant(item.applicant_id), also=item.id),
        today=today,
        registered=_read_registered(uow, item.applicant_id, item.employer_id),
    )[item.id]
    stored = uow.flags.of_subject(SubjectKind.ARCHIVE_ITEM, item.id)
    files = frozenset(ref.sha256 for ref in item.evidence)
    kept = keep_background(notices, stored, files, BACKGROUND_CODES)
    uow.flags.replace(SubjectKind.ARCHIVE_ITEM, item.id, kept, seen_rev=item.content_rev)


def recheck_declaration(
    uow: UnitOfWork,
    declaration: Declaration,
    plan_kits: PlanKits,
    today: date,
    photo: PhotoFacts | None = None,
) -> None:
    """Check a declaration with the items it froze and replace its notices. ``photo``: as measured, where the
    declaration does not say so itself."""
    kit = plan_kits.get(declaration.plan_id, declaration.plan_version)
    notices = check_declaration(
        kit,
        declaration,
        today=today,
        photo=photo,
        registered=_read_registered(uow, declaration.applicant_id, declaration.employer_id),
    )
    stored = uow.flags.of_subject(SubjectKind.DECLARATION, declaration.id)
    kept = keep_background(notices, stored, files_of_declaration(declaration), BACKGROUND_CODES)
    uow.flags.replace(SubjectKind.DECLARATION, declaration.id, kept, seen_rev=declaration.rev)


def lay_side_by_side(items: Sequence[ArchiveItem], also: str = "") -> tuple[FrozenItem, ...]:
    """The items of a person that are compared with one another, in the order given; ``also``: id of one in any case."""
    return tuple(
        FrozenItem(item.id, item.section, item.content_rev, item.fields, item.evidence)
        for item in items
        if item.id == also or item.status not in _SET_ASIDE
    )


def _read_registered(uow: UnitOfWork, applicant_id: str, employer_id: str) -> Registered:
    person, unit = uow.applicants.get(applicant_id), uow.organisations.get(employer_id)
    return Registered(person.name, person.id_number, unit.name)
