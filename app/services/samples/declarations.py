"""The declaration of one person before it is written: mode, materials, photo, commitment, statement, stated facts.

Callers: `dossiers`, `story`. Which materials are needed is asked of the domain's own rules, so that a kit that
changes still gets a complete sample.
"""

import random
from dataclasses import dataclass, field
from datetime import date

from app.domain.declaration import DeclareMode, PersonCategory
from app.domain.materials import EducationRoute, FactKey, MaterialFacts, Need, Staffing, judge_materials
from app.domain.plan import PlanKit
from app.services.samples.files.clauses import PAPER_SENTENCES
from app.services.samples.files.facts import FileJob
from app.services.samples.item_plan import NO, YES, make_job
from app.services.samples.material_files import make_material
from app.services.samples.people import Person

NEVER_HANDED_IN = (
    *("statement_long", "score_low", "materials_missing", "commitment_missing"),
    *("conditions_missing", "facts_unstated"),
)
"""Faults that stop a submission in this program: such a dossier came in from the web platform."""
_PASSING_PHOTOS = frozenset({"passing", "turned", "cmyk"})
"""Shapes that pass the measurable rules and are on white ground."""
_SCORES = {True: 98, False: 112}


@dataclass(frozen=True, slots=True)
class DeclarationPlan:
    """`materials` by the kit's keys."""

    kit: PlanKit
    mode: DeclareMode
    category: PersonCategory
    photo: FileJob
    commitment: FileJob | None
    statement: str
    conditions: tuple[str, ...]
    self_score: int | None
    facts: dict[str, str]
    acceptance_point: str
    materials: dict[str, list[FileJob]] = field(default_factory=dict)

    def jobs(self) -> list[FileJob]:
        """Every file of the declaration that is not evidence of an item already."""
        own = [job for jobs in self.materials.values() for job in jobs]
        return [*own, self.photo, *([self.commitment] if self.commitment else [])]


def needs_direct_entry(person: Person) -> bool:
    """Whether a fault of the person would stop a submission in this program."""
    if person.part.photo_shape() not in _PASSING_PHOTOS:
        return True
    return any(person.part.has(fault) for fault in NEVER_HANDED_IN)


def plan_declaration(
    rng: random.Random, person: Person, kit: PlanKit, photo: FileJob, study: list[FileJob]
) -> DeclarationPlan:
    """`study`: the diploma files, which the material about education shares with the archive."""
    part = person.part
    mode = _choose_mode(rng, person, kit)
    category = PersonCategory.NORMAL
    if mode is DeclareMode.NORMAL and person.number % 11 == 10:
        category = rng.choice((PersonCategory.TRANSFER, PersonCategory.DIRECT, PersonCategory.HIGHLY_SKILLED))
    facts = _state_facts(person)
    plan = DeclarationPlan(
        kit=kit,
        mode=mode,
        category=category,
        photo=photo,
        commitment=None if part.has("commitment_missing") else _commitment(rng, person),
        statement=_statement(rng, person),
        conditions=_conditions(kit, mode) if not part.has("conditions_missing") else (),
        self_score=_SCORES[part.has("score_low")] if mode is DeclareMode.SELF_ASSESSED else None,
        facts=facts,
        acceptance_point=person.office.region if kit.acceptance_points else "",
    )
    _add_materials(rng, person, plan, study)
    return plan


def _choose_mode(rng: random.Random, person: Person, kit: PlanKit) -> DeclareMode:
    offered = {mode for condition in kit.conditions for mode in condition.modes}
    if person.part.has("score_low") and DeclareMode.SELF_ASSESSED in offered:
        return DeclareMode.SELF_ASSESSED
    chance = rng.random()
    if chance < 0.14 and DeclareMode.SELF_ASSESSED in offered and person.number > 5:
        return DeclareMode.SELF_ASSESSED
    if chance > 0.88 and DeclareMode.LANDMARK in offered and person.number > 5:
        return DeclareMode.LANDMARK
    return DeclareMode.NORMAL


def _conditions(kit: PlanKit, mode: DeclareMode) -> tuple[str, ...]:
    return tuple(condition.key for condition in kit.conditions if mode in condition.modes)[:1]


def _state_facts(person: Person) -> dict[str, str]:
    part = person.part
    until = date(2026, 9, 30) if part.has("registry_expired") else date(person.horizon.year, 12, 31)
    facts = {
        FactKey.EDUCATION.value: EducationRoute.REGISTERED.value,
        FactKey.STAFFING.value: _staffing(person).value,
        FactKey.OUTSIDE_INSURANCE.value: YES if person.number % 5 == 4 else NO,
        FactKey.GRASSROOTS.value: YES if person.is_senior and person.number % 2 else NO,
        FactKey.APPOINTED_ON.value: person.appointed.isoformat(),
        FactKey.RECORD_VALID_UNTIL.value: until.isoformat(),
    }
    if part.has("facts_unstated"):
        del facts[FactKey.STAFFING.value], facts[FactKey.OUTSIDE_INSURANCE.value]
    return facts


def _staffing(person: Person) -> Staffing:
    if not person.office.is_institution:
        return Staffing.ENTERPRISE
    return Staffing.INSTITUTION_CONTRACT if person.number % 4 == 3 else Staffing.INSTITUTION_STAFF


def _commitment(rng: random.Random, person: Person) -> FileJob:
    body = (
        f"本人{person.name}，对提交的所有申报材料（含业绩、学历、资历、证书等）的真实性负责。如有弄虚作假，"
        "自愿接受取消申报资格、三年内不得申报的处理，并承担相应责任。"
    )
    day = "2020年3月30日" if person.horizon.year == 2020 else "2026年9月1日"
    return make_job(
        rng, "真实性保证书.pdf", "statement", title="专业技术资格申报材料真实性保证书", body=body, signed="承诺人", date=day
    )  # fmt: skip


def _statement(rng: random.Random, person: Person) -> str:
    opening = (
        f"本人{person.name}，{person.graduated}年毕业于{person.school}{person.specialty.major}专业，现在{person.office.name}"
        f"从事{person.specialty.name}专业技术工作。任现职以来，" + "；".join(person.specialty.duty) + "。"
    )
    sentences = rng.sample(PAPER_SENTENCES, len(PAPER_SENTENCES))
    wanted = 1180 if person.part.has("statement_long") else rng.randint(360, 620)
    words = opening
    while len(words) < wanted:
        words += sentences[len(words) % len(sentences)]
    return words


def _add_materials(rng: random.Random, person: Person, plan: DeclarationPlan, study: list[FileJob]) -> None:
    facts = MaterialFacts(
        plan.mode,
        plan.category,
        EducationRoute.REGISTERED,
        _staffing(person),
        plan.facts.get(FactKey.OUTSIDE_INSURANCE.value) == YES,
        plan.facts.get(FactKey.GRASSROOTS.value) == YES,
    )
    needed = [
        need.material for need in judge_materials(plan.kit, facts) if need.verdict.need is Need.REQUIRED
    ]
    if person.part.has("materials_missing"):
        needed = needed[:-1]
    for material in needed:
        files = make_material(rng, person, material.applies, material.title, plan.facts)
        plan.materials[material.key] = [study[0], *files] if material.applies == "education" else files
