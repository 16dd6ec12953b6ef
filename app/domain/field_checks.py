"""One field while it is typed: what is wrong with the text as it stands (seed B 一; DOMAIN facts §7, §8). Pure.

The form says it at the field and keeps the text as typed; only empty required fields stop 保存. The pre-checks of
``app.domain.precheck`` ask the same rules of what was handed in.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

from app.domain.identity import check_resident_id, normalise_id
from app.domain.plan import FieldKind, FieldSpec, SectionSpec
from app.domain.typed_values import OPEN_END, read_date, read_number

SHORT_LIMIT = 200
LONG_LIMIT = 4000
"""Characters of a one-line field and of a text; more is kept as typed and said."""

RESIDENT_ID_TYPES = frozenset({"", "居民身份证", "港澳居民居住证", "台湾居民居住证"})
"""Types of 证件 whose number is built like a resident ID; without a type the number is taken for one."""
DATE_KINDS = frozenset({FieldKind.DATE, FieldKind.MONTH, FieldKind.YEAR})
NUMBER_KINDS = frozenset({FieldKind.INTEGER, FieldKind.MONEY})
_PHONE_DIGITS = 11


@dataclass(frozen=True, slots=True)
class FieldProblem:
    """``code`` is worded by ui/texts/field_problems."""

    code: str
    params: Mapping[str, str] = field(default_factory=dict)


def check_field(spec: FieldSpec, text: str, *, fields: Mapping[str, str], today: date) -> FieldProblem | None:
    """The first thing wrong with the text of a field, None while it is empty or fine.

    ``fields``: everything in the form, for what depends on another field. Codes: too_long (count, limit),
    date_impossible, number_unreadable, choice_unknown, id_length, id_characters, id_date, id_checksum, phone_digits,
    period_reversed (start), rank_exceeds_people (people).
    """
    value = text.strip()
    if not value:
        return None
    limit = LONG_LIMIT if spec.kind is FieldKind.LONG_TEXT else SHORT_LIMIT
    if len(value) > limit:
        return FieldProblem("too_long", {"count": str(len(value)), "limit": str(limit)})
    return _check_kind(spec, value, fields, today) or _check_neighbours(spec, value, fields)


def _check_kind(spec: FieldSpec, value: str, fields: Mapping[str, str], today: date) -> FieldProblem | None:
    if is_impossible_date(spec, value):
        return FieldProblem("date_impossible")
    if spec.kind in NUMBER_KINDS and read_number(value, spec.kind) is None:
        return FieldProblem("number_unreadable")
    if spec.kind is FieldKind.CHOICE and value not in spec.choices:
        return FieldProblem("choice_unknown")
    if spec.kind is FieldKind.ID_NUMBER and fields.get("id_type", "").strip() in RESIDENT_ID_TYPES:
        problem = check_resident_id(value, today).problem
        return FieldProblem(f"id_{problem}") if problem else None
    if spec.kind is FieldKind.PHONE:
        number = normalise_id(value)
        if number.isdigit() and len(number) != _PHONE_DIGITS and number.startswith("1"):
            return FieldProblem("phone_digits", {"count": str(len(number))})
    return None


def is_impossible_date(spec: FieldSpec, value: str) -> bool:
    """A date field whose text is no day of the calendar; 至今 may end a period."""
    if spec.kind not in DATE_KINDS or read_date(value) is not None:
        return False
    return not (spec.key == "end" and value == OPEN_END)


def _check_neighbours(spec: FieldSpec, value: str, fields: Mapping[str, str]) -> FieldProblem | None:
    if spec.key == "end":
        start, end = read_date(fields.get("start", "")), read_date(value)
        if start and end and start > end:
            return FieldProblem("period_reversed", {"start": fields["start"].strip()})
    if spec.key == "rank":
        rank = read_number(value, FieldKind.INTEGER)
        people = read_number(fields.get("people", ""), FieldKind.INTEGER)
        if rank is not None and people is not None and rank > people:
            return FieldProblem("rank_exceeds_people", {"people": f"{people:.0f}"})
    return None


def find_empty_required(section: SectionSpec, fields: Mapping[str, str]) -> tuple[FieldSpec, ...]:
    """Required fields without a text: they stop 保存."""
    return tuple(f for f in section.fields if f.required and not fields.get(f.key, "").strip())


def read_identity(fields: Mapping[str, str], today: date) -> tuple[date, str] | None:
    """Birth date and sex as the ID number says them, where it is a valid resident ID."""
    if fields.get("id_type", "").strip() not in RESIDENT_ID_TYPES:
        return None
    check = check_resident_id(fields.get("id_number", ""), today)
    if not check.ok or check.birth_date is None:
        return None
    return check.birth_date, "男" if check.is_male else "女"
