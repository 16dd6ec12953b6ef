"""Checks that a machine can make before a person opens a dossier (DOMAIN facts §7). Pure; usecases call.

A check flags and never decides: every finding is a notice that points at its place. The words belong to
ui/texts, by code and params. What stops a submit is judged in the gates, not here.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from app.domain.attachment import FileRef
from app.domain.declaration import Declaration, DeclareMode
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
from app.domain.materials import (
    TENURE_YEARS,
    FactKey,
    complete_years,
    find_missing_materials,
    find_unstated_facts,
    needs_tenure,
)
from app.domain.photo_rules import PhotoFacts, check_photo
from app.domain.plan import FieldSpec, PlanKit, SectionKind, SectionSpec
from app.domain.typed_values import count_characters, read_date
from app.domain.working_days import SHANGHAI


class Severity(StrEnum):
    NOTICE = "notice"  # 需留意


@dataclass(frozen=True, slots=True)
class Notice:
    """One finding. ``section``, ``field``, ``item_id``, ``file`` (SHA-256) and ``material`` say where; "" = not."""

    code: str
    params: Mapping[str, str]
    section: str = ""
    field: str = ""
    item_id: str = ""
    file: str = ""
    material: str = ""
    severity: Severity = Severity.NOTICE


# What one small check finds: code, field key (or ""), params.
_Finding = tuple[str, str, dict[str, str]]


def check_item(
    section: SectionSpec,
    fields: Mapping[str, str],
    evidence: Sequence[FileRef],
    *,
    today: date,
    item_id: str = "",
) -> tuple[Notice, ...]:
    """Check one archive item, or the revision of it that a declaration froze, by itself.

    Codes and params: evidence_missing (A5.2) · field_missing · date_impossible, number_unreadable (value) ·
    period_reversed (start, end) · rank_exceeds_people (rank, people) · id_length, id_characters, id_checksum,
    id_date, id_region · id_birth_differs (birth_date) · id_sex_differs (sex).
    """
    found = list(_find_in_fields(section, fields))
    if section.evidence_required and not evidence:
        found.insert(0, ("evidence_missing", "", {}))
    if section.kind is SectionKind.BASIC:
        found += _find_in_identity(fields, today)
    return tuple(Notice(code, params, section.key, key, item_id) for code, key, params in found)


def check_declaration(
    kit: PlanKit, declaration: Declaration, *, today: date, photo: PhotoFacts | None = None
) -> tuple[Notice, ...]:
    """Check a declaration with every item it froze. ``photo``: its photo as measured; None = not measured yet.

    Codes and params beside those of ``check_item``: photo_missing · photo_format, photo_size, photo_pixels,
    photo_ratio (measured, required; B3) · commitment_missing (B4.1) · conditions_missing (B5.5) ·
    self_score_missing (needed), self_score_low (score, needed; B5.6) · statement_missing, statement_long
    (count, limit; B5.1) · projects_many (count, hint; B6.2) · material_missing (title), fact_missing (fact; B7) ·
    tenure_unknown, tenure_short (since, reference, years; B7.2a) · record_form_expired (until; B7.1a).
    """
    notices: list[Notice] = []
    for section in kit.sections:
        for item in declaration.items_of(section.key):
            notices += check_item(section, item.fields, item.evidence, today=today, item_id=item.item_id)
    notices += _check_head(kit, declaration, photo)
    notices += _check_materials(kit, declaration, today)
    notices += _check_statement(kit, declaration)
    return tuple(notices)


def _find_in_fields(section: SectionSpec, fields: Mapping[str, str]) -> Iterator[_Finding]:
    for spec in section.fields:
        value = fields.get(spec.key, "").strip()
        if value:
            yield from _find_in_value(spec, value)
        elif spec.required:
            yield "field_missing", spec.key, {}
    if is_period_reversed(fields):
        yield "period_reversed", "end", {key: fields[key].strip() for key in ("start", "end")}
    excess = find_rank_excess(fields)
    if excess is not None:
        yield "rank_exceeds_people", "rank", {"rank": str(excess[0]), "people": str(excess[1])}


def _find_in_value(spec: FieldSpec, value: str) -> Iterator[_Finding]:
    if is_impossible_date(spec, value):
        yield "date_impossible", spec.key, {"value": value}
    elif is_unreadable_number(spec, value):
        yield "number_unreadable", spec.key, {"value": value}


def _find_in_identity(fields: Mapping[str, str], today: date) -> Iterator[_Finding]:
    number = fields.get("id_number", "").strip()
    if not number or fields.get("id_type", "").strip() not in RESIDENT_ID_TYPES:
        return
    check = check_resident_id(number, today)
    if check.problem is not None:
        yield f"id_{check.problem}", "id_number", {}
        return
    if not check.region_known:
        yield "id_region", "id_number", {}
    for key, said in find_identity_conflicts(fields, today).items():
        yield "id_birth_differs" if key == BIRTH_DATE else "id_sex_differs", key, {key: said}


def _check_head(kit: PlanKit, declaration: Declaration, photo: PhotoFacts | None) -> Iterator[Notice]:
    """Steps 1 to 4 of declaring: photo, commitment, information, chosen achievements."""
    basic = _section_of_kind(kit, SectionKind.BASIC)
    if declaration.photo is None:
        yield Notice("photo_missing", {}, basic)
    elif photo is not None:
        for result in check_photo(photo):
            if not result.ok:
                params = {"measured": result.measured, "required": result.required}
                yield Notice(result.rule.value, params, basic, file=declaration.photo.sha256)
    if declaration.commitment is None:
        yield Notice("commitment_missing", {}, basic)
    offered = {c.key for c in kit.conditions if declaration.mode in c.modes}
    if offered and not offered & set(declaration.conditions):
        yield Notice("conditions_missing", {}, basic)
    needed, score = kit.self_score_needed, declaration.self_score
    if declaration.mode is DeclareMode.SELF_ASSESSED and needed is not None:
        if score is None:
            yield Notice("self_score_missing", {"needed": str(needed)}, basic)
        elif score < needed:
            yield Notice("self_score_low", {"score": str(score), "needed": str(needed)}, basic)
    projects = len(declaration.items_of("project"))
    if kit.project_hint is not None and projects > kit.project_hint:
        yield Notice("projects_many", {"count": str(projects), "hint": str(kit.project_hint)}, "project")


def _check_materials(kit: PlanKit, declaration: Declaration, today: date) -> Iterator[Notice]:
    section = _section_of_kind(kit, SectionKind.MATERIALS)
    for missing in find_missing_materials(kit, declaration):
        params = {"title": missing.material.title}
        yield Notice("material_missing", params, section, material=missing.material.key)
    for fact in find_unstated_facts(kit, declaration):
        yield Notice("fact_missing", {"fact": fact.value}, section)
    stated = declaration.facts or {}
    key_of_rule = {m.applies: m.key for m in kit.materials}
    if needs_tenure(declaration.mode, declaration.person_category) and kit.reference_date is not None:
        for rule in ("appointment", "appointment_for_all"):
            if rule in key_of_rule:
                since = read_date(stated.get(FactKey.APPOINTED_ON, ""))
                yield from _check_tenure(since, kit.reference_date, section, key_of_rule[rule])
    until = read_date(stated.get(FactKey.RECORD_VALID_UNTIL, ""))
    # The form has to be valid when the person hands it in (验证有效期内).
    submitted = declaration.submitted_at
    handed_in = submitted.astimezone(SHANGHAI).date() if submitted else today
    if until and until < handed_in and "education" in key_of_rule:
        params = {"until": until.isoformat()}
        yield Notice("record_form_expired", params, section, material=key_of_rule["education"])


def _check_tenure(since: date | None, reference: date, section: str, material: str) -> Iterator[Notice]:
    if since is None:
        yield Notice("tenure_unknown", {}, section, material=material)
    elif complete_years(since, reference) < TENURE_YEARS:
        params = {"since": since.isoformat(), "reference": reference.isoformat(), "years": str(TENURE_YEARS)}
        yield Notice("tenure_short", params, section, material=material)


def _check_statement(kit: PlanKit, declaration: Declaration) -> Iterator[Notice]:
    section = _section_of_kind(kit, SectionKind.STATEMENT)
    count = count_characters(declaration.statement)
    if count == 0:
        yield Notice("statement_missing", {}, section)
    elif count > kit.statement_limit:
        yield Notice("statement_long", {"count": str(count), "limit": str(kit.statement_limit)}, section)


def _section_of_kind(kit: PlanKit, kind: SectionKind) -> str:
    return next((s.key for s in kit.sections if s.kind is kind), "")
