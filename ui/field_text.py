"""How a field's text is shown: as typed, with its unit, and masked where it is a number of the person. Pure.

The archive tab shows items with it, the declarations tab the revisions that a declaration froze.
"""

from collections.abc import Mapping

from app.domain.identity import mask_id, mask_phone
from app.domain.plan import DATE_KINDS, FieldKind, FieldSpec, SectionSpec
from app.domain.typed_values import OPEN_END

MASKED_KINDS = frozenset({FieldKind.ID_NUMBER, FieldKind.PHONE})

NAME_FIELD = "name"
"""Field of 基本信息 that repeats the person's name, which every list shows anyway."""
BASIC = "basic"


def show_value(spec: FieldSpec, text: str, *, revealed: bool = False) -> str:
    """The text of one field; numbers of the person are masked unless revealed."""
    value = text.strip()
    if not value:
        return ""
    if spec.kind in MASKED_KINDS:
        if revealed:
            return value
        return mask_phone(value) if spec.kind is FieldKind.PHONE else mask_id(value)
    unit = spec.unit.strip()
    return f"{value} {unit}" if unit and not value.endswith(unit) else value


def list_fields(section: SectionSpec) -> tuple[tuple[int, FieldSpec], ...]:
    """The first three fields with their place in ``ArchiveRow.values`` (A3.13); 姓名 is not shown twice."""
    return tuple(
        (place, spec)
        for place, spec in enumerate(section.list_fields)
        if not (section.key == BASIC and spec.key == NAME_FIELD)
    )


def title_of_item(section: SectionSpec, fields: Mapping[str, str], name: str) -> str:
    """What an item is called: the kit's title field, else its first words that are not a date, else ``name``."""
    if section.key == BASIC:
        return name
    worded = (show_value(spec, fields.get(spec.key, "")) for spec in section.naming_fields)
    return next((words for words in worded if words), name)


def line_beside_title(section: SectionSpec, fields: Mapping[str, str], title: str) -> str:
    """``line_of_item`` without what the title says already."""
    values = tuple(fields.get(spec.key, "") for spec in section.list_fields)
    said = [
        "" if show_value(spec, text) == title else text
        for spec, text in zip(section.list_fields, values, strict=True)
    ]
    return line_of_item(section, tuple(said))


def line_of_item(section: SectionSpec, values: tuple[str, ...]) -> str:
    """Second line of a list row: words first, then the dates (2019-03 至 2022-05)."""
    shown = [
        (spec, show_value(spec, values[place])) for place, spec in list_fields(section) if place < len(values)
    ]
    words = [text for spec, text in shown if text and spec.kind not in DATE_KINDS]
    dates = [text for spec, text in shown if text and spec.kind in DATE_KINDS]
    # An open end carries its own 至: 2014-07 至今.
    period = " 至 ".join(dates).replace(f" 至 {OPEN_END}", f" {OPEN_END}")
    return "　".join([*words, *([period] if dates else [])])
