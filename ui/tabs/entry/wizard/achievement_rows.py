"""Which achievements can be chosen, and what is said of each (seed B 二(四); B1.4, B6.*). Pure."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from app.domain.archive import ArchiveItem, ArchiveStatus
from app.domain.plan import FieldKind, SectionKind, SectionSpec
from app.domain.prechecks.notice import Notice
from app.domain.typed_values import read_number
from ui.field_text import line_beside_title, title_of_item
from ui.tabs.entry.wizard.step_page import CaseView
from ui.texts.notices import describe_notice
from ui.texts.translate import translate
from ui.texts.words import word

_PROOF_WORDS = ("主要", "贡献", "证明", "分工", "责任", "业绩")


@dataclass(frozen=True, slots=True)
class Achievement:
    """``why_not``: why it cannot be chosen, "" = it can. ``note``: what is pointed out."""

    item: ArchiveItem
    title: str
    line: str
    chosen: bool
    why_not: str = ""
    note: str = ""
    changed: bool = False
    """Chosen in an older revision than the one that has passed since."""

    @property
    def id(self) -> str:
        return self.item.id


@dataclass(frozen=True, slots=True)
class AchievementGroup:
    """``lock``: why it can only be read, "" = it is open."""

    section: SectionSpec
    rows: tuple[Achievement, ...]
    lock: str

    @property
    def chosen(self) -> int:
        return sum(row.chosen for row in self.rows)


def group_achievements(view: CaseView) -> tuple[AchievementGroup, ...]:
    """Categories with something in them, in the order of the preview."""
    frozen = {item.item_id: item for item in view.declaration.items}
    groups = []
    for section in sorted(view.kit.sections, key=lambda s: s.preview_no):
        items = [
            i for i in view.case.items if i.section == section.key and i.status is not ArchiveStatus.DRAFT
        ]
        if section.kind is not SectionKind.ITEMS or not items:
            continue
        lock = "" if view.reopened.allows_section(section.key) else view.say_locked()
        rows = []
        for item in items:
            chosen = item.id in frozen
            newer = chosen and frozen[item.id].content_rev != item.content_rev
            flags = [flag for flag in view.case.flags if chosen and flag.item_id == item.id]
            rows.append(_make_row(section, item, flags, chosen=chosen, newer=newer))
        groups.append(AchievementGroup(section, tuple(rows), lock))
    return tuple(groups)


def count_flags(view: CaseView, section: str) -> int:
    """How many notices the pre-check has in a section."""
    return sum(flag.counts and flag.section == section and bool(flag.item_id) for flag in view.case.flags)


def _make_row(
    section: SectionSpec, item: ArchiveItem, flags: Sequence[Notice], *, chosen: bool, newer: bool
) -> Achievement:
    title = title_of_item(section, item.fields, "") or _t("（没有标题）")
    why_not = "" if item.status is ArchiveStatus.PASSED else word(item.status)
    passed = item.status is ArchiveStatus.PASSED
    notes = []
    if newer:
        notes.append(
            _t("已改动，现在用的是改动前的内容") if passed else _t("已改动，审核通过后再提取新的内容")
        )
    if needs_contributor_proof(section, item.fields, [f.name for f in item.evidence]):
        notes.append(_t("集体项目，请附本人系主要贡献者依据"))
    titles = {spec.key: spec.title for spec in section.fields}
    notes += [describe_notice(flag, titles.get(flag.field, "")) for flag in flags]
    # The first words are the title already.
    line = line_beside_title(section, item.fields, title)
    return Achievement(item, title, line, chosen, why_not, "；".join(notes), newer and passed)


def needs_contributor_proof(
    section: SectionSpec, fields: Mapping[str, str], evidence_names: Sequence[str]
) -> bool:
    """集体项目须提供本人系主要贡献者依据 (B6.3): more than one person, and no file that looks like such a proof."""
    if not any(spec.key == "people" for spec in section.fields):
        return False
    people = read_number(fields.get("people", ""), FieldKind.INTEGER) or 0
    rank = read_number(fields.get("rank", ""), FieldKind.INTEGER) or 0
    if people <= 1 or rank == 1:
        return False
    return not any(word_ in name for name in evidence_names for word_ in _PROOF_WORDS)


def _t(text: str) -> str:
    return translate("entry", text)
