"""Keep the pre-check notices of a dossier true after its content changed (A5.2; DOMAIN facts §7).

The checks themselves are pure (``app.domain.precheck``); they flag and never decide.
"""

from datetime import date

from app.domain.archive import ArchiveItem
from app.domain.decision import SubjectKind
from app.domain.declaration import Declaration
from app.domain.photo_rules import PhotoFacts
from app.domain.precheck import check_declaration, check_item
from app.ports.plan_kits import PlanKits
from app.ports.unit_of_work import UnitOfWork


def recheck_item(uow: UnitOfWork, item: ArchiveItem, plan_kits: PlanKits, today: date) -> None:
    """Check one archive item again and replace its notices."""
    section = next(s for s in plan_kits.archive_sections() if s.key == item.section)
    notices = check_item(section, item.fields, item.evidence, today=today, item_id=item.id)
    uow.flags.replace(SubjectKind.ARCHIVE_ITEM, item.id, notices)


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
    notices = check_declaration(kit, declaration, today=today, photo=photo or declaration.photo_facts)
    uow.flags.replace(SubjectKind.DECLARATION, declaration.id, notices)
