"""What stops the submit of a declaration, and why (DOMAIN facts §4: conditions that the seeds state). Pure.

Everything else only flags (``app.domain.prechecks``). Each stop names the step where it is put right and the requirement
it comes from; the words belong to ui/texts, by code and params. Steps show their own stops, the submit asks for all.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from app.domain.declaration import Declaration, DeclareMode, PersonCategory, PhotoGround
from app.domain.declaring import Step
from app.domain.materials import (
    FactKey,
    find_missing_materials,
    find_missing_papers,
    find_unstated_facts,
    judge_materials,
    read_facts,
)
from app.domain.photo_rules import PhotoRule, check_photo
from app.domain.plan import PlanKit
from app.domain.typed_values import count_characters

NORMAL_MODE_ONLY = frozenset({PersonCategory.DIRECT, PersonCategory.SKILLED, PersonCategory.HIGHLY_SKILLED})
"""直接申报人员、技能人才、高技能人才请选择“正常申报” (B5.8, B5.9)."""

_REQUIREMENT_OF_RULE: Mapping[PhotoRule, str] = {
    PhotoRule.FORMAT: "B3.3",
    PhotoRule.SIZE: "B3.4",
    PhotoRule.PIXELS: "B3.5",
    PhotoRule.RATIO: "B3.6",
}


@dataclass(frozen=True, slots=True)
class Stop:
    """``material``: key of the material it is about; ``requirement``: id in tests/seeds/requirements.csv."""

    code: str
    step: Step
    requirement: str
    params: Mapping[str, str] = field(default_factory=dict)
    material: str = ""


def find_stops(kit: PlanKit, declaration: Declaration) -> tuple[Stop, ...]:
    """Everything that stops the submit, in the order of the steps; empty = it may be handed in.

    Codes and params: photo_missing, photo_unmeasured, photo_format / photo_size / photo_pixels / photo_ratio (measured,
    required), photo_ground_unjudged, photo_ground_other · commitment_missing · mode_unknown (mode), mode_of_category,
    conditions_missing, self_score_missing / self_score_low (score, needed), acceptance_point_missing,
    fact_missing (fact), statement_missing, statement_long (count, limit, over) · material_missing (no, title),
    paper_missing (no, title, paper).
    """
    return (
        *_find_in_photo(declaration),
        *_find_in_commitment(declaration),
        *_find_in_information(kit, declaration),
        *_find_in_materials(kit, declaration),
    )


def stops_of(stops: tuple[Stop, ...], step: Step) -> tuple[Stop, ...]:
    """The stops of one step; of 预览确认提交 all of them."""
    return stops if step is Step.PREVIEW else tuple(s for s in stops if s.step is step)


def _find_in_photo(declaration: Declaration) -> Iterator[Stop]:
    """B3: 不符合相应要求将无法通过审核."""
    if declaration.photo is None:
        yield Stop("photo_missing", Step.PHOTO, "B3.1")
        return
    if declaration.photo_facts is None:
        yield Stop("photo_unmeasured", Step.PHOTO, "B3.1")
    else:
        for result in check_photo(declaration.photo_facts):
            if not result.ok:
                params = {"measured": result.measured, "required": result.required}
                yield Stop(result.rule.value, Step.PHOTO, _REQUIREMENT_OF_RULE[result.rule], params)
    if declaration.photo_ground is PhotoGround.UNJUDGED:
        yield Stop("photo_ground_unjudged", Step.PHOTO, "B3.2")
    elif declaration.photo_ground is PhotoGround.OTHER:
        yield Stop("photo_ground_other", Step.PHOTO, "B3.2")


def _find_in_commitment(declaration: Declaration) -> Iterator[Stop]:
    if declaration.commitment is None:
        yield Stop("commitment_missing", Step.COMMITMENT, "B4.1")


def _find_in_information(kit: PlanKit, declaration: Declaration) -> Iterator[Stop]:
    step = Step.INFORMATION
    offered_modes = modes_of(kit)
    if offered_modes and declaration.mode not in offered_modes:
        yield Stop("mode_unknown", step, "B5.11", {"mode": declaration.mode.value})
    if declaration.person_category in NORMAL_MODE_ONLY and declaration.mode is not DeclareMode.NORMAL:
        requirement = "B5.8" if declaration.person_category is PersonCategory.DIRECT else "B5.9"
        yield Stop("mode_of_category", step, requirement)
    offered = {c.key for c in kit.conditions if declaration.mode in c.modes}
    if offered and not offered & set(declaration.conditions):
        requirement = "B5.10" if declaration.mode is DeclareMode.LANDMARK else "B5.5"
        yield Stop("conditions_missing", step, requirement)
    yield from _find_in_score(kit, declaration)
    if kit.acceptance_points and declaration.acceptance_point not in {p.key for p in kit.acceptance_points}:
        yield Stop("acceptance_point_missing", step, "B5.2")
    for fact in find_unstated_facts(kit, declaration):
        yield Stop("fact_missing", step, _REQUIREMENT_OF_FACT[fact], {"fact": fact.value})
    count = count_characters(declaration.statement)
    if count == 0:
        yield Stop("statement_missing", step, "B5.1")
    elif count > kit.statement_limit:
        over = count - kit.statement_limit
        params = {"count": str(count), "limit": str(kit.statement_limit), "over": str(over)}
        yield Stop("statement_long", step, "B5.1", params)


_REQUIREMENT_OF_FACT: Mapping[FactKey, str] = {
    FactKey.EDUCATION: "B7.1a",
    FactKey.STAFFING: "B7.3",
    FactKey.OUTSIDE_INSURANCE: "B7.5",
    FactKey.GRASSROOTS: "A4.11",
}


def _find_in_score(kit: PlanKit, declaration: Declaration) -> Iterator[Stop]:
    """B5.6: 自评分需达到105分才能申报."""
    if declaration.mode is not DeclareMode.SELF_ASSESSED or kit.self_score_needed is None:
        return
    needed, score = kit.self_score_needed, declaration.self_score
    if score is None:
        yield Stop("self_score_missing", Step.INFORMATION, "B5.6", {"needed": str(needed)})
    elif score < needed:
        params = {"score": str(score), "needed": str(needed)}
        yield Stop("self_score_low", Step.INFORMATION, "B5.6", params)


_REQUIREMENT_OF_MATERIAL_RULE: Mapping[str, str] = {
    "education": "B7.1a",
    "appointment": "B7.2a",
    "appointment_for_all": "B7.2a",
    "post_form": "B7.3",
    "self_assessment": "B7.4",
    "outside_insurance": "B7.5",
    "landmark": "B5.10",
    "skilled": "B5.9",
    "grassroots": "A4.11",
}


def _find_in_materials(kit: PlanKit, declaration: Declaration) -> Iterator[Stop]:
    missing = {need.material.key for need in find_missing_materials(kit, declaration)}
    for need in judge_materials(kit, read_facts(declaration)):
        material = need.material
        requirement = _REQUIREMENT_OF_MATERIAL_RULE.get(material.applies, "B7.6")
        params = {"no": str(material.no), "title": material.title}
        if material.key in missing:
            yield Stop("material_missing", Step.MATERIALS, requirement, params, material.key)
            continue
        for paper in find_missing_papers(need, declaration.material(material.key)):
            more = params | {"paper": paper.value}
            yield Stop("paper_missing", Step.MATERIALS, requirement, more, material.key)


def modes_of(kit: PlanKit) -> tuple[DeclareMode, ...]:
    """The modes that the plan offers, in the seed's order: those its conditions name; 自评申报 needs a score bound."""
    named = {mode for condition in kit.conditions for mode in condition.modes}
    if not named:
        return ()
    if kit.self_score_needed is not None:
        named.add(DeclareMode.SELF_ASSESSED.value)
    return tuple(mode for mode in DeclareMode if mode in named)
