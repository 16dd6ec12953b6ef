"""One field while it is typed: what is wrong with the text as it stands (seed B 一; DOMAIN facts §7, §8). Pure.

The form says it at the field and keeps the text as typed; only empty required fields stop 保存. The pre-checks of
``app.domain.prechecks`` ask the same rules of what was handed in.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

from app.domain.identity import check_resident_id, normalise_id
from app.domain.plan import DATE_KINDS, FieldKind, FieldSpec, SectionSpec
from app.domain.typed_values import (
    OPEN_END,
    is_date_begun,
    read_date,
    read_date_parts,
    read_last_day,
    read_number,
)

SHORT_LIMIT = 200
LONG_LIMIT = 4000
"""Characters of a one-line field and of a text; more is kept as typed and said."""

RESIDENT_ID_TYPES = frozenset({"", "居民身份证", "港澳居民居住证", "台湾居民居住证"})
"""Types of 证件 whose number is built like a resident ID; without a type the number is taken for one."""
NUMBER_KINDS = frozenset({FieldKind.INTEGER, FieldKind.MONEY})
CHOICE_KINDS = frozenset({FieldKind.CHOICE, FieldKind.BOOL})
BIRTH_DATE, SEX = "birth_date", "sex"
"""Fields that the ID number says too."""
_PARTS_NEEDED = {
    FieldKind.DATE: (3, "day_missing"),
    FieldKind.MONTH: (2, "month_missing"),
    FieldKind.YEAR: (1, ""),
}
"""How much of a date a kind of field needs, and what is said where there is less."""
_PHONE_DIGITS = 11
_ID_LENGTH = 18


@dataclass(frozen=True, slots=True)
class FieldProblem:
    """``code`` is worded by ui/texts/field_problems. ``stops``: 保存 waits for it; everything else is a flag."""

    code: str
    params: Mapping[str, str] = field(default_factory=dict)

    @property
    def stops(self) -> bool:
        return self.code == REQUIRED


REQUIRED = "required"


def check_field(spec: FieldSpec, text: str, *, fields: Mapping[str, str], today: date) -> FieldProblem | None:
    """The first thing wrong with the text of a field, None while it is empty or fine.

    ``fields``: everything in the form, for what depends on another field. Codes: too_long (count, limit),
    date_impossible, day_missing, month_missing, number_unreadable, choice_unknown, id_length (count), id_characters,
    id_date, id_checksum, phone_digits (count), period_reversed (start), rank_exceeds_people (people),
    id_birth_differs (birth_date), id_sex_differs (sex).
    """
    value = text.strip()
    if not value:
        return None
    limit = limit_of(spec)
    if len(value) > limit:
        return FieldProblem("too_long", {"count": str(len(value)), "limit": str(limit)})
    return _check_kind(spec, value, fields, today) or _check_neighbours(spec, fields, today)


def is_unfinished(spec: FieldSpec, text: str) -> bool:
    """Whether the text may be wrong only because the person is still typing: 2024-0, 138, half an ID number.

    What is said of such a text waits until the field is left.
    """
    value = text.strip()
    number = normalise_id(value)
    if spec.kind in DATE_KINDS:
        return is_date_begun(value, _PARTS_NEEDED[spec.kind][0]) or (
            spec.key == "end" and OPEN_END.startswith(value)
        )
    if spec.kind is FieldKind.ID_NUMBER:
        return len(number) < _ID_LENGTH
    if spec.kind is FieldKind.PHONE:
        return len(number) < _PHONE_DIGITS
    if spec.kind is FieldKind.MONEY:
        return number.endswith(".") and read_number(number[:-1], spec.kind) is not None
    return False


def choices_of(spec: FieldSpec) -> tuple[str, ...]:
    """What a choice field offers; 是 and 否 for a bool."""
    return spec.choices or (("是", "否") if spec.kind is FieldKind.BOOL else ())


def limit_of(spec: FieldSpec) -> int:
    """Characters a field should hold at most."""
    return LONG_LIMIT if spec.kind is FieldKind.LONG_TEXT else SHORT_LIMIT


def find_empty_required(section: SectionSpec, fields: Mapping[str, str]) -> tuple[FieldSpec, ...]:
    """Required fields without a text: they stop 保存."""
    return tuple(f for f in section.fields if f.required and not fields.get(f.key, "").strip())


def is_impossible_date(spec: FieldSpec, value: str) -> bool:
    """A date field whose text is no day of the calendar; 至今 may end a period."""
    if spec.kind not in DATE_KINDS or read_date(value) is not None:
        return False
    return not (spec.key == "end" and value == OPEN_END)


def is_unreadable_number(spec: FieldSpec, value: str) -> bool:
    """A number field whose text is no number (约100万)."""
    return spec.kind in NUMBER_KINDS and read_number(value, spec.kind) is None


def is_period_reversed(fields: Mapping[str, str]) -> bool:
    """Whether a period is over before it begins. An end of 2019 may be any day of that year."""
    start, end = read_date(fields.get("start", "")), read_last_day(fields.get("end", ""))
    return start is not None and end is not None and start > end


def find_rank_excess(fields: Mapping[str, str]) -> tuple[int, int] | None:
    """(排名, 人数) where somebody ranks behind the number of people; None = possible, or not both readable."""
    rank = read_number(fields.get("rank", ""), FieldKind.INTEGER)
    people = read_number(fields.get("people", ""), FieldKind.INTEGER)
    if rank is None or people is None or rank <= people:
        return None
    return int(rank), int(people)


def read_identity(fields: Mapping[str, str], today: date) -> tuple[date, str] | None:
    """Birth date and sex as the ID number says them, where it is a valid resident ID."""
    if fields.get("id_type", "").strip() not in RESIDENT_ID_TYPES:
        return None
    check = check_resident_id(fields.get("id_number", ""), today)
    if not check.ok or check.birth_date is None:
        return None
    return check.birth_date, "男" if check.is_male else "女"


def find_identity_conflicts(fields: Mapping[str, str], today: date) -> Mapping[str, str]:
    """Of birth_date and sex those that a valid ID number says otherwise, each with what the number says."""
    read = read_identity(fields, today)
    if read is None:
        return {}
    birth, sex = read_date(fields.get(BIRTH_DATE, "")), fields.get(SEX, "").strip()
    conflicts = {}
    if birth is not None and birth != read[0]:
        conflicts[BIRTH_DATE] = read[0].isoformat()
    if sex and sex != read[1]:
        conflicts[SEX] = read[1]
    return conflicts


def _check_kind(spec: FieldSpec, value: str, fields: Mapping[str, str], today: date) -> FieldProblem | None:
    if is_impossible_date(spec, value):
        return FieldProblem("date_impossible")
    if spec.kind in _PARTS_NEEDED:
        read, (needed, code) = read_date_parts(value), _PARTS_NEEDED[spec.kind]
        return FieldProblem(code) if read and read[1] < needed else None
    if is_unreadable_number(spec, value):
        return FieldProblem("number_unreadable")
    if spec.kind in CHOICE_KINDS and value not in choices_of(spec):
        return FieldProblem("choice_unknown")
    if spec.kind is FieldKind.ID_NUMBER:
        return _check_id_number(value, fields, today)
    if spec.kind is FieldKind.PHONE:
        number = normalise_id(value)
        if number.isdigit() and len(number) != _PHONE_DIGITS and number.startswith("1"):
            return FieldProblem("phone_digits", {"count": str(len(number))})
    return None


def _check_id_number(value: str, fields: Mapping[str, str], today: date) -> FieldProblem | None:
    if fields.get("id_type", "").strip() not in RESIDENT_ID_TYPES:
        return None
    check = check_resident_id(value, today)
    if check.problem is None:
        return None
    return FieldProblem(f"id_{check.problem}", {"count": str(len(check.number))})


def _check_neighbours(spec: FieldSpec, fields: Mapping[str, str], today: date) -> FieldProblem | None:
    if spec.key == "end" and is_period_reversed(fields):
        return FieldProblem("period_reversed", {"start": fields["start"].strip()})
    excess = find_rank_excess(fields) if spec.key == "rank" else None
    if excess is not None:
        return FieldProblem("rank_exceeds_people", {"people": str(excess[1])})
    if spec.key in (BIRTH_DATE, SEX):
        said = find_identity_conflicts(fields, today).get(spec.key)
        if said is not None:
            code = "id_birth_differs" if spec.key == BIRTH_DATE else "id_sex_differs"
            return FieldProblem(code, {spec.key: said})
    return None
