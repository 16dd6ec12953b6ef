"""What a declaration extracts from the person's archive (seed B 一.1, 二(四); B1.4, B6.1). Pure.

The screen and the usecase that stores it ask the same functions, so that what is shown is what is kept.
"""

from collections.abc import Sequence

from app.domain.archive import ArchiveItem, ArchiveStatus, FrozenItem
from app.domain.plan import PlanKit, SectionKind
from app.domain.reopening import Reopened


def freeze(item: ArchiveItem) -> FrozenItem:
    """The item in the revision that stands now."""
    return FrozenItem(item.id, item.section, item.content_rev, item.fields, item.evidence)


def extract_items(
    item_ids: Sequence[str],
    kept: Sequence[FrozenItem],
    items: Sequence[ArchiveItem],
    kit: PlanKit,
    reopened: Reopened,
) -> tuple[FrozenItem, ...]:
    """The chosen achievements and 基本信息, in the order of the preview. ``kept``: what the declaration has; ``items``:
    the person's archive.

    What is open comes in the revision that stands passed. What the return did not name, and what is reviewed again after
    a correction, stays as it was extracted: the submit asks whether that revision has passed. Ids that are neither
    passed nor kept are left out.
    """
    known = {item.id: item for item in items}
    had = {frozen.item_id: frozen for frozen in kept}
    chosen: list[FrozenItem] = []
    for item_id in dict.fromkeys(item_ids):
        item = known.get(item_id)
        if item is not None and item.status is ArchiveStatus.PASSED and reopened.allows_section(item.section):
            chosen.append(freeze(item))
        elif item_id in had:
            chosen.append(had[item_id])
    basic = _basic_section(kit)
    chosen += [frozen for frozen in kept if frozen.section == basic]
    return with_basic(kit, chosen, items if reopened.allows_section(basic) else ())


def with_basic(
    kit: PlanKit, chosen: Sequence[FrozenItem], items: Sequence[ArchiveItem]
) -> tuple[FrozenItem, ...]:
    """基本信息, where it has passed, and the chosen achievements in the order of the preview's sections."""
    key = _basic_section(kit)
    order = {section.key: section.preview_no for section in kit.sections}
    others = sorted((i for i in chosen if i.section != key), key=lambda i: order.get(i.section, len(order)))
    basic = [freeze(i) for i in items if i.section == key and i.status is ArchiveStatus.PASSED]
    if not basic:
        basic = [i for i in chosen if i.section == key]
    return (*basic[:1], *others)


def lacks_basic(kit: PlanKit, extracted: Sequence[FrozenItem]) -> bool:
    """Whether section 1 of the preview would be empty."""
    key = _basic_section(kit)
    return bool(key) and not any(frozen.section == key for frozen in extracted)


def _basic_section(kit: PlanKit) -> str:
    return next((s.key for s in kit.sections if s.kind is SectionKind.BASIC), "")
