"""Adds up the 自评表 (B5.6: 自评分需达到105分才能申报). Pure. The table itself is plan data."""

from collections.abc import Mapping

from app.domain.plan import FieldKind, ScoreGroup, ScoreItem, ScoreKind, ScoreSheet
from app.domain.typed_values import read_number


def score_of_item(item: ScoreItem, entry: str) -> int:
    """Points of one line; an entry that is no option or no number gives none."""
    if item.kind is ScoreKind.CHOICE:
        points = next((o.points for o in item.options if o.key == entry), 0)
    else:
        count = read_number(entry, FieldKind.INTEGER)
        points = int(count or 0) * item.points
    return points if item.most is None else min(points, item.most)


def score_of_group(group: ScoreGroup, entries: Mapping[str, str]) -> int:
    """Points of one part of the table, not above its bound."""
    points = sum(score_of_item(item, entries.get(item.key, "")) for item in group.items)
    return points if group.most is None else min(points, group.most)


def add_up(sheet: ScoreSheet, entries: Mapping[str, str]) -> int:
    """The 自评分."""
    return sum(score_of_group(group, entries) for group in sheet.groups)
