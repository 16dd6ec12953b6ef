"""The same thing twice: a file under two items, the same words for two works, more than one 代表作 (DOMAIN facts §7). Pure.

Within one dossier everything is compared. Between two people of a unit only files and what each says of his own part:
colleagues describe the same project in the same words, but not their duties. Such a notice names nobody: it goes up with the
dossier to levels that may not see the other one.
"""

import unicodedata
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from app.domain.archive import FrozenItem
from app.domain.declaration import Declaration
from app.domain.plan import FieldKind, PlanKit, SectionSpec
from app.domain.prechecks.notice import Notice, Severity

LEAST_CHARACTERS = 20
"""Shorter texts are the same by chance: 负责现场施工管理."""
_OWN_PART = frozenset({"duty", "task"})
"""职责, 本人职责, 主要任务."""


@dataclass(frozen=True, slots=True)
class UnitContent:
    """What other people of the unit hold: SHA-256 of their files, and of the wordings asked for those that are
    theirs too, as typed (``own_wordings``)."""

    files: frozenset[str] = frozenset()
    wordings: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class _Places:
    """Where something stands: (section, item id, field), in the order of the form."""

    found: dict[str, list[tuple[str, str, str]]] = field(default_factory=dict)

    def add(self, key: str, section: str, item_id: str, field_key: str = "") -> None:
        self.found.setdefault(key, []).append((section, item_id, field_key))


def check_same_files(items: Sequence[FrozenItem], titles: Mapping[str, str]) -> Iterator[Notice]:
    """file_repeated (other: title of the section where it stands first), at every later place.

    In one section two works lean on one proof; across sections the same paper may prove two things: a hint.
    """
    places = _Places()
    for item in items:
        for sha256 in dict.fromkeys(ref.sha256 for ref in item.evidence):
            places.add(sha256, item.section, item.item_id)
    for sha256, found in places.found.items():
        first, *later = found
        for section, item_id, _ in later:
            severity = Severity.NOTICE if section == first[0] else Severity.HINT
            params = {"other": titles.get(first[0], first[0])}
            yield Notice("file_repeated", params, section, "", item_id, sha256, severity=severity)


def check_same_material_files(kit: PlanKit, declaration: Declaration, section: str) -> Iterator[Notice]:
    """file_repeated (other: title of the material), at every later material with the same file."""
    first: dict[str, str] = {}
    for attached in declaration.materials:
        for sha256 in dict.fromkeys(ref.sha256 for ref in attached.files):
            other = first.setdefault(sha256, attached.material)
            if other != attached.material:
                title = next((m.title for m in kit.materials if m.key == other), other)
                yield Notice(
                    "file_repeated", {"other": title}, section, file=sha256, material=attached.material
                )


def check_same_words(sections: Sequence[SectionSpec], items: Sequence[FrozenItem]) -> Iterator[Notice]:
    """words_repeated (other: title of the section where they stand first): two works described in the same words."""
    places = _Places()
    titles = {spec.key: spec.title for spec in sections}
    for item in items:
        for key in _text_fields(sections, item.section):
            words = reduce_words(item.fields.get(key, ""))
            if len(words) >= LEAST_CHARACTERS:
                places.add(words, item.section, item.item_id, key)
    for found in places.found.values():
        first, *later = found
        for section, item_id, key in later:
            if item_id != first[1]:
                params = {"other": titles.get(first[0], first[0])}
                yield Notice("words_repeated", params, section, key, item_id)


def check_unit(
    sections: Sequence[SectionSpec], items: Sequence[FrozenItem], others: UnitContent
) -> Iterator[Notice]:
    """file_of_another, words_of_another: another person of the unit has the same file, or the same words for his part."""
    for item in items:
        for sha256 in dict.fromkeys(ref.sha256 for ref in item.evidence):
            if sha256 in others.files:
                yield Notice("file_of_another", {}, item.section, "", item.item_id, sha256)
        for key in _text_fields(sections, item.section):
            if key in _OWN_PART and item.fields.get(key, "") in others.wordings:
                yield Notice("words_of_another", {}, item.section, key, item.item_id)


def check_representatives(items: Sequence[FrozenItem]) -> Iterator[Notice]:
    """representatives_many (count), at each work marked as 代表作 where there is more than one."""
    marked = [item for item in items if item.fields.get("representative", "").strip() == "是"]
    if len(marked) > 1:
        for item in marked:
            params = {"count": str(len(marked))}
            yield Notice("representatives_many", params, item.section, "representative", item.item_id)


def own_wordings(items: Sequence[FrozenItem]) -> frozenset[str]:
    """What the items say of the person's own part, as typed; texts too short to mean anything are left out."""
    texts = (item.fields.get(key, "") for item in items for key in _OWN_PART)
    return frozenset(text for text in texts if len(reduce_words(text)) >= LEAST_CHARACTERS)


def reduce_words(text: str) -> str:
    """The letters and digits of a text: white space, punctuation and width make no difference."""
    return "".join(c for c in unicodedata.normalize("NFKC", text) if c.isalnum())


def _text_fields(sections: Sequence[SectionSpec], key: str) -> tuple[str, ...]:
    return tuple(
        spec.key
        for section in sections
        if section.key == key
        for spec in section.fields
        if spec.kind is FieldKind.LONG_TEXT
    )
