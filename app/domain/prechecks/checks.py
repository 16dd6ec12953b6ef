"""Everything that is checked of one item, of a person's archive, of a declaration (DOMAIN facts §7). Pure; usecases call.

What a dossier says itself is checked with every write, in its transaction. What needs a look into files or into other
people's dossiers (``Surroundings``) follows in the background (``app.usecases.background_checks``).
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date

from app.domain.archive import FrozenItem
from app.domain.attachment import FileRef
from app.domain.declaration import Declaration
from app.domain.photo_rules import PhotoFacts
from app.domain.plan import PlanKit, SectionKind, SectionSpec
from app.domain.prechecks.careers import check_gaps, check_overlaps
from app.domain.prechecks.consistency import (
    Registered,
    check_ages,
    check_authors,
    check_facts,
    check_graduation,
    check_registered,
    check_units,
    check_work_start,
)
from app.domain.prechecks.evidence import check_contribution, check_evidence
from app.domain.prechecks.files import FILE_CODES, FileFault, check_item_files, check_material_files
from app.domain.prechecks.item_fields import (
    check_filled_in,
    check_future_dates,
    check_identity,
    check_order_of_dates,
    check_rank,
    check_readable,
)
from app.domain.prechecks.materials import appointment_materials, check_record_form, check_tenure
from app.domain.prechecks.notice import Notice
from app.domain.prechecks.patents import check_patent_number
from app.domain.prechecks.proof_dates import check_proof_dates
from app.domain.prechecks.repeats import (
    UnitContent,
    check_representatives,
    check_same_files,
    check_same_material_files,
    check_same_words,
    check_unit,
)
from app.domain.prechecks.submitting import check_project_hint, check_submit_conditions, find_section_of

_PATENT = "patent"
UNIT_CODES = frozenset({"file_of_another", "words_of_another"})
TOGETHER_CODES = frozenset(
    {"work_overlaps", "work_gap", "work_start_differs", "unit_differs", "unit_unregistered"}
    | {"graduation_differs", "age_implausible", "author_absent", "name_differs", "id_differs"}
    | {"file_repeated", "words_repeated", "representatives_many", "proof_before_work"}
)
"""What only shows when the items of a person lie side by side."""
BACKGROUND_CODES = FILE_CODES | UNIT_CODES
"""What a look into files or other dossiers found: a write that does not look there keeps it."""


@dataclass(frozen=True, slots=True)
class Surroundings:
    """What is known beside the dossier itself. ``faults``: by SHA-256; ``others``: None = nobody looked."""

    faults: Mapping[str, FileFault] = field(default_factory=dict)
    others: UnitContent | None = None


def check_item(
    section: SectionSpec,
    fields: Mapping[str, str],
    evidence: Sequence[FileRef],
    *,
    today: date,
    item_id: str = "",
) -> tuple[Notice, ...]:
    """Check one archive item, or the revision of it that a declaration froze, by itself; codes as the checks name them."""
    found = [
        *check_evidence(section, evidence, item_id),
        *check_filled_in(section, fields, item_id),
        *check_readable(section, fields, item_id),
        *check_future_dates(section, fields, today, item_id),
        *check_order_of_dates(section, fields, item_id),
        *check_rank(section, fields, item_id),
        *check_contribution(section, fields, evidence, item_id),
    ]
    if section.kind is SectionKind.BASIC:
        found += check_identity(section, fields, today, item_id)
    if section.key == _PATENT:
        found += check_patent_number(fields, section.key, item_id)
    return tuple(found)


def check_archive(
    sections: Sequence[SectionSpec],
    items: Sequence[FrozenItem],
    *,
    today: date,
    registered: Registered | None = None,
    around: Surroundings | None = None,
) -> Mapping[str, tuple[Notice, ...]]:
    """Check a person's whole archive: the notices of each item by its id, also of those without any."""
    around = around or Surroundings()
    places = {section.key: place for place, section in enumerate(sections)}

    def place_of(item: FrozenItem) -> int:
        return places.get(item.section, len(places))

    # In the order of the form, so that what is repeated is pointed at where it comes second.
    items = sorted(items, key=place_of)
    found: dict[str, list[Notice]] = {item.item_id: [] for item in items}
    for item in items:
        found[item.item_id] += _check_alone(sections, item, today)
    for notice in _check_together(sections, items, today, registered, around):
        found[notice.item_id].append(notice)
    return {item_id: tuple(notices) for item_id, notices in found.items()}


def check_declaration(
    kit: PlanKit,
    declaration: Declaration,
    *,
    today: date,
    photo: PhotoFacts | None = None,
    registered: Registered | None = None,
    around: Surroundings | None = None,
) -> tuple[Notice, ...]:
    """Check a declaration with every item it froze. ``photo``: as measured, if not as the declaration says;
    ``registered``: what the office has on record of the person (None: not compared)."""
    around = around or Surroundings()
    known = replace(declaration, photo_facts=photo or declaration.photo_facts)
    items = [item for section in kit.sections for item in known.items_of(section.key)]
    materials = find_section_of(kit, SectionKind.MATERIALS)
    basic = find_section_of(kit, SectionKind.BASIC)
    appointment = next(iter(appointment_materials(kit)), "")
    return (
        *(notice for item in items for notice in _check_alone(kit.sections, item, today)),
        *_check_together(kit.sections, items, today, registered, around),
        *check_submit_conditions(kit, known),
        *check_project_hint(kit, known),
        *check_tenure(kit, known, materials),
        *check_record_form(kit, known, today, materials),
        *check_facts(known, materials, appointment),
        *check_same_material_files(kit, known, materials),
        *check_material_files(known, around.faults, materials, basic),
    )


def files_of_declaration(declaration: Declaration) -> frozenset[str]:
    """SHA-256 of every file that is in it."""
    return frozenset(ref.sha256 for ref in declaration.files())


def keep_background(
    fresh: Sequence[Notice], stored: Sequence[Notice], files: frozenset[str], codes: frozenset[str]
) -> tuple[Notice, ...]:
    """``fresh``, and of ``stored`` the notices of ``codes`` whose file, if they name one, is still among ``files``."""
    told = {(n.code, n.section, n.field, n.item_id, n.file, n.material) for n in fresh}
    kept = (
        n
        for n in stored
        if n.code in codes
        and (not n.file or n.file in files)
        and (n.code, n.section, n.field, n.item_id, n.file, n.material) not in told
    )
    return (*fresh, *kept)


def _check_alone(sections: Sequence[SectionSpec], item: FrozenItem, today: date) -> tuple[Notice, ...]:
    section = next((s for s in sections if s.key == item.section), None)
    if section is None:
        return ()
    return check_item(section, item.fields, item.evidence, today=today, item_id=item.item_id)


def _check_together(
    sections: Sequence[SectionSpec],
    items: Sequence[FrozenItem],
    today: date,
    registered: Registered | None,
    around: Surroundings,
) -> Iterator[Notice]:
    """Every notice names its item."""
    titles = {section.key: section.title for section in sections}
    if registered is not None:
        yield from check_registered(items, registered)
    yield from check_units(items)
    yield from check_work_start(items)
    yield from check_graduation(items)
    yield from check_ages(items)
    yield from check_authors(items)
    yield from check_overlaps(items, today)
    yield from check_gaps(items, today)
    yield from check_proof_dates(items)
    yield from check_representatives(items)
    yield from check_same_files(items, titles)
    yield from check_same_words(sections, items)
    yield from check_item_files(items, around.faults)
    if around.others is not None:
        yield from check_unit(sections, items, around.others)
