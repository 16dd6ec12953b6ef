"""How the program reads what stands in a field: the quiet line below it while nothing is wrong."""

from collections.abc import Mapping
from datetime import date

from app.domain.field_checks import RESIDENT_ID_TYPES, is_unfinished, read_identity
from app.domain.identity import normalise_id, normalise_text
from app.domain.plan import DATE_KINDS, FieldKind, FieldSpec
from app.domain.typed_values import read_date
from ui.texts.dates import format_day
from ui.texts.translate import fill, translate

_SHOWN_LENGTH = {FieldKind.DATE: 10, FieldKind.MONTH: 7, FieldKind.YEAR: 4}
"""Characters of 2024-05-06 that a kind of date shows."""
_WHOLE = {FieldKind.ID_NUMBER: 18, FieldKind.PHONE: 11}


def describe_reading(spec: FieldSpec, text: str, fields: Mapping[str, str], today: date) -> str:
    """男  1988-03-07 at an ID number; 读作 2024-05-06 where it was written otherwise; "" where there is nothing to say."""
    value = text.strip()
    if not value:
        return ""
    if spec.kind is FieldKind.ID_NUMBER:
        read = read_identity(fields, today)
        if read is not None:
            return f"{read[1]}  {format_day(read[0])}"
        return ""
    shown = value
    if spec.kind in DATE_KINDS:
        day = read_date(value)
        shown = format_day(day)[: _SHOWN_LENGTH[spec.kind]] if day else value
    elif spec.kind is FieldKind.PHONE:
        shown = normalise_id(value) if normalise_text(value) != value else value
    elif spec.kind in (FieldKind.INTEGER, FieldKind.MONEY):
        shown = normalise_text(value)
    return "" if shown == value else fill(translate("fields", "读作 {shown}"), {"shown": shown})


def describe_progress(spec: FieldSpec, text: str, fields: Mapping[str, str]) -> str:
    """已输入 12 位，共 18 位: said of a number that is still being typed."""
    whole = _WHOLE.get(spec.kind)
    foreign = spec.kind is FieldKind.ID_NUMBER and fields.get("id_type", "").strip() not in RESIDENT_ID_TYPES
    if whole is None or foreign or not text.strip() or not is_unfinished(spec, text):
        return ""
    counts = {"count": str(len(normalise_id(text))), "whole": str(whole)}
    return fill(translate("fields", "已输入 {count} 位，共 {whole} 位"), counts)
