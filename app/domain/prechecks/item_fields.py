"""What one item's own fields say against themselves: missing, impossible, reversed, not yet come. Pure.

The rules of a single field are those of ``app.domain.field_checks``, which the entry form asks while typing.
"""

from collections.abc import Iterator, Mapping
from datetime import date

from app.domain.field_checks import (
    BIRTH_DATE,
    RESIDENT_ID_TYPES,
    find_identity_conflicts,
    find_rank_excess,
    is_impossible_date,
    is_period_reversed,
    is_unreadable_number,
)
from app.domain.identity import check_resident_id
from app.domain.plan import DATE_KINDS, FieldSpec, SectionSpec
from app.domain.prechecks.notice import Notice, Severity
from app.domain.typed_values import read_date, read_last_day

_MAY_LIE_AHEAD = frozenset({"end", "expires_on"})
"""Dates that may still come: the end of a term, of a certificate."""


def check_filled_in(section: SectionSpec, fields: Mapping[str, str], item_id: str = "") -> Iterator[Notice]:
    """field_missing: a required field is empty. One field that cannot be read says only that."""
    for spec in section.fields:
        if spec.required and not fields.get(spec.key, "").strip():
            yield Notice("field_missing", {}, section.key, spec.key, item_id)


def check_readable(section: SectionSpec, fields: Mapping[str, str], item_id: str = "") -> Iterator[Notice]:
    """date_impossible (4月31日), number_unreadable (约100万); params: value."""
    for spec in section.fields:
        value = fields.get(spec.key, "").strip()
        code = _find_unreadable(spec, value)
        if code:
            yield Notice(code, {"value": value}, section.key, spec.key, item_id)


def check_future_dates(
    section: SectionSpec, fields: Mapping[str, str], today: date, item_id: str = ""
) -> Iterator[Notice]:
    """date_future (value): what is said to have happened has not come yet. A month counts from its first day."""
    for spec in section.fields:
        value = fields.get(spec.key, "").strip()
        day = read_date(value) if spec.kind in DATE_KINDS and spec.key not in _MAY_LIE_AHEAD else None
        if day is not None and day > today:
            yield Notice("date_future", {"value": value}, section.key, spec.key, item_id)


def check_order_of_dates(
    section: SectionSpec, fields: Mapping[str, str], item_id: str = ""
) -> Iterator[Notice]:
    """period_reversed (start, end): a period over before it begins, a certificate expired before it was obtained."""
    if is_period_reversed(fields):
        params = {key: fields[key].strip() for key in ("start", "end")}
        yield Notice("period_reversed", params, section.key, "end", item_id)
    got, expires = fields.get("obtained_on", "").strip(), fields.get("expires_on", "").strip()
    first, last = read_date(got), read_last_day(expires)
    if first is not None and last is not None and first > last:
        yield Notice("period_reversed", {"start": got, "end": expires}, section.key, "expires_on", item_id)


def check_rank(section: SectionSpec, fields: Mapping[str, str], item_id: str = "") -> Iterator[Notice]:
    """rank_exceeds_people (rank, people)."""
    excess = find_rank_excess(fields)
    if excess is not None:
        params = {"rank": str(excess[0]), "people": str(excess[1])}
        yield Notice("rank_exceeds_people", params, section.key, "rank", item_id)


def check_identity(
    section: SectionSpec, fields: Mapping[str, str], today: date, item_id: str = ""
) -> Iterator[Notice]:
    """id_length, id_characters, id_checksum, id_date · id_region, a hint only (DOMAIN facts §8) · id_birth_differs
    (birth_date) · id_sex_differs (sex). The number itself is never a param."""
    number = fields.get("id_number", "").strip()
    if not number or fields.get("id_type", "").strip() not in RESIDENT_ID_TYPES:
        return
    check = check_resident_id(number, today)
    if check.problem is not None:
        yield Notice(f"id_{check.problem}", {}, section.key, "id_number", item_id)
        return
    if not check.region_known:
        yield Notice("id_region", {}, section.key, "id_number", item_id, severity=Severity.HINT)
    for key, said in find_identity_conflicts(fields, today).items():
        code = "id_birth_differs" if key == BIRTH_DATE else "id_sex_differs"
        yield Notice(code, {key: said}, section.key, key, item_id)


def _find_unreadable(spec: FieldSpec, value: str) -> str:
    if not value:
        return ""
    if is_impossible_date(spec, value):
        return "date_impossible"
    return "number_unreadable" if is_unreadable_number(spec, value) else ""
