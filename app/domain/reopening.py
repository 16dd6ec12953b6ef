"""What a return reopens (DOMAIN facts §4: only the named sections and materials). Pure.

The defects of the return name sections of the form; the six steps are where they are put right.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from app.domain.decision import Action, Decision, Defect, last_standing
from app.domain.declaration import Stage
from app.domain.declaring import (
    CommitmentPart,
    DeclarationPart,
    InformationPart,
    ItemsPart,
    MaterialPart,
    PhotoPart,
    Step,
)
from app.domain.materials import FactKey, facts_of_material
from app.domain.plan import PlanKit, SectionKind

_BASIC_STEPS = frozenset({Step.PHOTO, Step.COMMITMENT, Step.INFORMATION, Step.ACHIEVEMENTS})
"""基本信息 of the preview shows the photo, the commitment, 申报方式 and the person's own data."""


@dataclass(frozen=True, slots=True)
class Reopened:
    """``everything``: a draft, all is open. ``sections``: section keys that were named; ``materials``: material keys."""

    everything: bool = False
    sections: frozenset[str] = frozenset()
    materials: frozenset[str] = frozenset()
    steps: frozenset[Step] = frozenset()
    choices: bool = False
    """申报方式, 人员类别 and what hangs on them: shown with 基本信息."""
    statement: bool = False
    """本人述职: a section of its own, though both are filled in at one step."""
    facts: frozenset[FactKey] = frozenset()
    """What is stated with a material that was named (备案表验证有效期 with 学历证书), without the other choices."""

    def allows_step(self, step: Step) -> bool:
        """Whether anything of the step may be changed."""
        return self.everything or step in self.steps

    def allows_section(self, section: str) -> bool:
        """Whether entries of the section may be extracted anew."""
        return self.everything or section in self.sections

    def allows_material(self, material: str) -> bool:
        return self.everything or material in self.materials

    @property
    def allows_choices(self) -> bool:
        return self.everything or self.choices

    @property
    def allows_statement(self) -> bool:
        return self.everything or self.statement

    def allows_fact(self, fact: FactKey) -> bool:
        return self.allows_choices or fact in self.facts

    def take_open(self, before: InformationPart, after: InformationPart) -> InformationPart:
        """``before`` with what is open of ``after`` in it: what one step shows may be open in part."""
        statement = after.statement if self.allows_statement else before.statement
        if self.allows_choices:
            return replace(after, statement=statement)
        facts = {**before.facts, **{key.value: after.facts.get(key.value, "") for key in self.facts}}
        stated = {key: value for key, value in facts.items() if value}
        return replace(before, statement=statement, facts=stated)

    def allows_information(self, before: InformationPart, after: InformationPart) -> bool:
        """Whether only what is open differs."""
        return self.take_open(before, after) == after

    def allows(self, part: DeclarationPart) -> bool:
        """Whether anything of the part may be changed; of an InformationPart ``allows_information`` says what."""
        match part:
            case PhotoPart():
                return self.allows_step(Step.PHOTO)
            case CommitmentPart():
                return self.allows_step(Step.COMMITMENT)
            case InformationPart():
                return self.allows_step(Step.INFORMATION)
            case ItemsPart():
                return self.allows_step(Step.ACHIEVEMENTS)
            case MaterialPart():
                return self.allows_material(part.material)


def materials_of_defect(kit: PlanKit, defect: Defect) -> frozenset[str]:
    """The materials a defect is about: the one it names, every one where it names section 18 alone, and beside an
    archive section those that its reason is about: 学历备案表 is attachment 1, though 教育经历 was named (B7.1a)."""
    every = frozenset(m.key for m in kit.materials)
    kind = next((s.kind for s in kit.sections if s.key == defect.section), None)
    if kind is SectionKind.MATERIALS:
        return frozenset({defect.material}) if defect.material in every else every
    rule = next((r.applies for r in kit.reasons if r.code == defect.reason_code), "")
    return frozenset(m.key for m in kit.materials if rule and m.applies == rule)


def find_reopened(stage: Stage, decisions: Sequence[Decision], kit: PlanKit) -> Reopened:
    """What may be changed in the stage: everything of a draft, the named parts of a return, nothing else."""
    if stage is Stage.DRAFT:
        return Reopened(everything=True)
    standing = last_standing(decisions, Action.RETURN) if stage is Stage.RETURNED else None
    if standing is None:
        return Reopened()
    kinds = {s.key: s.kind for s in kit.sections}
    step_of_reason = {r.code: Step(r.step) for r in kit.reasons if r.step}
    sections: set[str] = set()
    materials: set[str] = set()
    steps: set[Step] = set()
    choices = statement = False
    facts: set[FactKey] = set()
    for defect in standing.defects:
        sections.add(defect.section)
        own = materials_of_defect(kit, defect)
        materials |= own
        facts |= {fact for key in own for fact in facts_of_material(kit, key)}
        match kinds.get(defect.section):
            case SectionKind.BASIC:
                named = step_of_reason.get(defect.reason_code)
                opened = frozenset({named}) if named else _BASIC_STEPS
                steps |= opened
                choices = choices or Step.INFORMATION in opened
            case SectionKind.STATEMENT:
                steps.add(Step.INFORMATION)
                statement = True
            case SectionKind.MATERIALS:
                steps.add(Step.MATERIALS)
            case SectionKind.ITEMS:
                steps.add(Step.ACHIEVEMENTS)
            case None:
                # A section that the kit does not know: nobody can say what was meant, so nothing may stay shut.
                return Reopened(everything=True)
    if materials:
        steps.add(Step.MATERIALS)
    if facts:
        steps.add(Step.INFORMATION)
    if choices:
        # Another 申报方式 or another fact may ask for other materials.
        steps.add(Step.MATERIALS)
        materials |= {m.key for m in kit.materials}
    return Reopened(
        sections=frozenset(sections),
        materials=frozenset(materials),
        steps=frozenset(steps),
        choices=choices,
        statement=statement,
        facts=frozenset(facts),
    )
