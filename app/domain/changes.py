"""What differs between two states of a declaration: a resubmission and the submission before, a copy and its model. Pure.

Returned in the order of the preview. Values are the text as typed; words and masking belong to the screen.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum

from app.domain.archive import FrozenItem
from app.domain.attachment import FileRef
from app.domain.decision import Defect
from app.domain.declaration import Declaration
from app.domain.materials import facts_of_material
from app.domain.plan import PlanKit, SectionKind
from app.domain.reopening import materials_of_defect


class ChangeKind(StrEnum):
    ADDED = "added"
    REMOVED = "removed"
    ALTERED = "altered"


@dataclass(frozen=True, slots=True)
class Change:
    """One difference. ``field``: a key of the section's fields, or of ``HEAD_FIELDS``; "" = a file or a whole entry.

    ``old_files`` and ``new_files`` where files differ. ``asked``: the return named this place.
    """

    section: str
    kind: ChangeKind
    field: str = ""
    item_id: str = ""
    material: str = ""
    old: str = ""
    new: str = ""
    old_files: tuple[FileRef, ...] = ()
    new_files: tuple[FileRef, ...] = ()
    asked: bool = True


HEAD_FIELDS = (
    *(
        "mode",
        "person_category",
        "conditions",
        "acceptance_point",
        "self_score",
        "facts",
        "photo",
        "commitment",
    ),
)
"""What 基本信息 of the preview shows beside the person's own data."""


def compare_declarations(
    kit: PlanKit, before: Declaration, after: Declaration, defects: Sequence[Defect] = ()
) -> tuple[Change, ...]:
    """Every difference in the order of the preview's sections. ``defects``: of the return in between, if any."""
    found: list[Change] = []
    for section in sorted(kit.sections, key=lambda s: s.preview_no):
        match section.kind:
            case SectionKind.BASIC:
                found += _compare_heads(section.key, before, after)
                found += _compare_items(section.key, before, after)
            case SectionKind.ITEMS:
                found += _compare_items(section.key, before, after)
            case SectionKind.MATERIALS:
                found += _compare_materials(section.key, before, after)
            case SectionKind.STATEMENT:
                if before.statement != after.statement:
                    kind = _kind_of(before.statement, after.statement)
                    found.append(
                        Change(section.key, kind, "statement", old=before.statement, new=after.statement)
                    )
    if not defects:
        return tuple(found)
    asked = {place for defect in defects for place in _places_of(kit, defect)}
    return tuple(c if _is_at(c, asked) else replace(c, asked=False) for c in found)


def find_unanswered(
    kit: PlanKit, before: Declaration, after: Declaration, defects: Sequence[Defect]
) -> tuple[Defect, ...]:
    """Defects of the return at whose place nothing changed (an unchanged resubmission is flagged)."""
    changed = compare_declarations(kit, before, after)
    return tuple(d for d in defects if not any(_is_at(c, _places_of(kit, d)) for c in changed))


def changes_what_is_published(kit: PlanKit, changes: Sequence[Change]) -> bool:
    """Whether 评审表(公示版) would read differently, so that a new publicity is needed (DOMAIN facts §4)."""
    public = {(s.key, f.key) for s in kit.sections for f in s.fields if f.public}
    shown_heads = {"mode", "person_category"}
    for change in changes:
        if change.material and len(change.old_files) != len(change.new_files):
            return True  # 公示版 says 已提交 N 份
        if change.field in HEAD_FIELDS:
            if change.field in shown_heads:
                return True
        elif change.item_id and not change.field and not (change.old_files or change.new_files):
            return True  # a whole entry came or went
        elif (change.section, change.field) in public or change.field == "statement":
            return True
    return False


def _places_of(kit: PlanKit, defect: Defect) -> set[tuple[str, str]]:
    """Section and material (or the key of a fact) where a defect may be put right; "" = anywhere in the section."""
    places = {(defect.section, defect.material)}
    kinds = {s.kind: s.key for s in kit.sections}
    for material in materials_of_defect(kit, defect):
        places.add((kinds[SectionKind.MATERIALS], material))
        places |= {(kinds[SectionKind.BASIC], fact.value) for fact in facts_of_material(kit, material)}
    return places


def _is_at(change: Change, places: set[tuple[str, str]]) -> bool:
    return bool({(change.section, change.material), (change.section, "")} & places)


def _kind_of(old: object, new: object) -> ChangeKind:
    if not old:
        return ChangeKind.ADDED
    return ChangeKind.ALTERED if new else ChangeKind.REMOVED


def _compare_heads(section: str, before: Declaration, after: Declaration) -> Iterator[Change]:
    pairs: Mapping[str, tuple[str, str]] = {
        "mode": (before.mode.value, after.mode.value),
        "person_category": (before.person_category.value, after.person_category.value),
        "conditions": ("\n".join(before.conditions), "\n".join(after.conditions)),
        "acceptance_point": (before.acceptance_point, after.acceptance_point),
        "self_score": (_text(before.self_score), _text(after.self_score)),
    }
    for field, (old, new) in pairs.items():
        if old != new:
            yield Change(section, _kind_of(old, new), field, old=old, new=new)
    old_facts, new_facts = before.facts or {}, after.facts or {}
    for key in dict.fromkeys((*old_facts, *new_facts)):
        old, new = old_facts.get(key, ""), new_facts.get(key, "")
        if old != new:
            yield Change(section, _kind_of(old, new), "facts", material=key, old=old, new=new)
    for field, old_file, new_file in (
        ("photo", before.photo, after.photo),
        ("commitment", before.commitment, after.commitment),
    ):
        if _hash(old_file) != _hash(new_file):
            old_files, new_files = _listed(old_file), _listed(new_file)
            kind = _kind_of(old_files, new_files)
            yield Change(section, kind, field, old_files=old_files, new_files=new_files)


def _compare_items(section: str, before: Declaration, after: Declaration) -> Iterator[Change]:
    old_items = {i.item_id: i for i in before.items_of(section)}
    new_items = {i.item_id: i for i in after.items_of(section)}
    for item_id in dict.fromkeys((*old_items, *new_items)):
        old, new = old_items.get(item_id), new_items.get(item_id)
        if old is None or new is None:
            kind = ChangeKind.ADDED if old is None else ChangeKind.REMOVED
            yield Change(section, kind, item_id=item_id)
        elif old.content_rev != new.content_rev:
            yield from _compare_contents(section, old, new)


def _compare_contents(section: str, old: FrozenItem, new: FrozenItem) -> Iterator[Change]:
    for field in dict.fromkeys((*old.fields, *new.fields)):
        before, after = old.fields.get(field, ""), new.fields.get(field, "")
        if before != after:
            yield Change(section, _kind_of(before, after), field, item_id=old.item_id, old=before, new=after)
    if [f.sha256 for f in old.evidence] != [f.sha256 for f in new.evidence]:
        kind = _kind_of(old.evidence, new.evidence)
        yield Change(section, kind, item_id=old.item_id, old_files=old.evidence, new_files=new.evidence)


def _compare_materials(section: str, before: Declaration, after: Declaration) -> Iterator[Change]:
    keys = dict.fromkeys([m.material for m in before.materials] + [m.material for m in after.materials])
    for key in keys:
        old, new = before.material(key), after.material(key)
        if [f.sha256 for f in old.files] != [f.sha256 for f in new.files] or old.papers != new.papers:
            kind = _kind_of(old.files, new.files)
            yield Change(section, kind, material=key, old_files=old.files, new_files=new.files)


def _text(number: int | None) -> str:
    return "" if number is None else str(number)


def _hash(file: FileRef | None) -> str:
    return file.sha256 if file else ""


def _listed(file: FileRef | None) -> tuple[FileRef, ...]:
    return (file,) if file else ()
