"""What each of the 19 sections of a declaration holds: entries, files, notices, and whether there is anything to read.

Pure. The side list, the form, the evidence pane and the sheet before 通过 all look here (seed A step 4; A4.1, A4.10).
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace

from app.domain.archive import FrozenItem
from app.domain.attachment import FileRef
from app.domain.changes import Change, compare_declarations
from app.domain.decision import Action, Decision, last_standing
from app.domain.materials import MaterialNeed, judge_materials, read_facts
from app.domain.plan import PlanKit, SectionKind, SectionSpec
from app.domain.prechecks.notice import Notice
from app.ports.queries import DeclarationDossier

PHOTO, COMMITMENT = "photo", "commitment"
"""Keys of the two files that stand in 基本信息 beside its entry."""

STOPPING = frozenset({"photo_missing", "commitment_missing", "material_missing", "statement_missing"})
"""Notices of something that is not there at all: ✕ instead of ▲."""


@dataclass(frozen=True, slots=True)
class SectionFacts:
    """``files`` in reading order; ``first_file`` finds the first one of an entry: item id, material key, photo …"""

    spec: SectionSpec
    items: tuple[FrozenItem, ...] = ()
    needs: tuple[MaterialNeed, ...] = ()
    files: tuple[FileRef, ...] = ()
    first_file: Mapping[str, int] = field(default_factory=dict)
    flags: tuple[Notice, ...] = ()
    changes: tuple[Change, ...] = ()
    """What this resubmission changed here."""
    is_empty: bool = False
    """无数据: nothing to read and nothing missing."""

    @property
    def key(self) -> str:
        return self.spec.key

    @property
    def is_stopped(self) -> bool:
        """Something required is missing."""
        return any(flag.code in STOPPING for flag in self.flags)

    @property
    def noticed(self) -> tuple[Notice, ...]:
        """The notices that count; a hint marks no section."""
        return tuple(flag for flag in self.flags if flag.counts)

    def changes_at(self, *, item_id: str = "", material: str = "") -> tuple[Change, ...]:
        """Changes of one entry or one material."""
        return tuple(c for c in self.changes if c.item_id == item_id and c.material == material)

    def flags_at(self, *, item_id: str = "", material: str = "") -> tuple[Notice, ...]:
        """Notices of one entry."""
        return tuple(f for f in self.flags if f.item_id == item_id and f.material == material)


def list_sections(
    kit: PlanKit, dossier: DeclarationDossier, *, with_flags: bool = True
) -> tuple[SectionFacts, ...]:
    """All sections in the preview's order. ``with_flags`` False: the notices are history."""
    if not with_flags:
        dossier = replace(dossier, flags=())
    specs = sorted(kit.sections, key=lambda spec: spec.preview_no)
    changes = find_changes(kit, dossier)
    return tuple(_make_section(kit, spec, dossier, changes) for spec in specs)


def answered_return(dossier: DeclarationDossier) -> Decision | None:
    """The return that this submission answers."""
    last = last_standing(dossier.decisions, Action.RETURN)
    return last if last is not None and last.submit_no < dossier.declaration.submit_no else None


def find_changes(kit: PlanKit, dossier: DeclarationDossier) -> tuple[Change, ...]:
    """What differs from the submission before; of a first one nothing (DOMAIN facts §4)."""
    former, declaration = dossier.former, dossier.declaration
    if former is None or former.submit_no >= declaration.submit_no:
        return ()
    answered = answered_return(dossier)
    return compare_declarations(kit, former, declaration, answered.defects if answered else ())


def find_unread(sections: Sequence[SectionFacts], read: frozenset[str]) -> tuple[SectionFacts, ...]:
    """Sections with something to read that were not ticked (A4.1)."""
    return tuple(s for s in sections if not s.is_empty and s.key not in read)


def find_section(sections: Sequence[SectionFacts], key: str) -> SectionFacts | None:
    return next((s for s in sections if s.key == key), None)


def section_after(sections: Sequence[SectionFacts], key: str) -> SectionFacts | None:
    """The next section with something to read, in order; None after the last."""
    places = [s.key for s in sections]
    following = sections[places.index(key) + 1 :] if key in places else sections
    return next((s for s in following if not s.is_empty), None)


def empty_between(sections: Sequence[SectionFacts], key: str, until: str | None) -> tuple[str, ...]:
    """Keys of the empty sections passed over on the way from ``key`` to ``until`` (None: to the end)."""
    places = [s.key for s in sections]
    start = places.index(key) + 1
    end = places.index(until) if until is not None else len(places)
    return tuple(s.key for s in sections[start:end] if s.is_empty)


def section_with_change_after(sections: Sequence[SectionFacts], key: str) -> SectionFacts | None:
    """The next section that this resubmission changed, after the last one the first again; None without changes."""
    places = [s.key for s in sections]
    start = places.index(key) + 1 if key in places else 0
    around = [*sections[start:], *sections[:start]]
    return next((s for s in around if s.changes), None)


def _make_section(
    kit: PlanKit, spec: SectionSpec, dossier: DeclarationDossier, changes: Sequence[Change]
) -> SectionFacts:
    declaration = dossier.declaration
    items = declaration.items_of(spec.key)
    flags = tuple(flag for flag in dossier.flags if flag.section == spec.key)
    needs: tuple[MaterialNeed, ...] = ()
    groups: list[tuple[str, Sequence[FileRef]]] = []
    changed = tuple(change for change in changes if change.section == spec.key)
    is_empty = not items and not flags and not changed
    if spec.kind is SectionKind.BASIC:
        groups += [(PHOTO, _one(declaration.photo)), (COMMITMENT, _one(declaration.commitment))]
        is_empty = False
    elif spec.kind is SectionKind.MATERIALS:
        needs = judge_materials(kit, read_facts(declaration))
        groups += [(need.material.key, declaration.files_of(need.material.key)) for need in needs]
        is_empty = not needs
    elif spec.kind is SectionKind.STATEMENT:
        is_empty = not declaration.statement.strip() and not flags and not changed
    groups += [(item.item_id, item.evidence) for item in items]
    files: list[FileRef] = []
    first: dict[str, int] = {}
    for key, refs in groups:
        if refs:
            first[key] = len(files)
            files += refs
    return SectionFacts(spec, items, needs, tuple(files), first, flags, changed, is_empty)


def _one(ref: FileRef | None) -> tuple[FileRef, ...]:
    return (ref,) if ref is not None else ()
