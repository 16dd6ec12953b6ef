"""What a return reopens (DOMAIN facts §4: only the named sections and materials). Pure.

The defects of the return name sections of the form; the six steps are where they are put right.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from app.domain.decision import Action, Decision
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

    def allows_information(self, before: InformationPart, after: InformationPart) -> bool:
        """Whether only what is open differs."""
        same_statement = before.statement == after.statement
        same_choices = replace(before, statement=after.statement) == after
        return (same_statement or self.allows_statement) and (same_choices or self.allows_choices)

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


def last_return(decisions: Sequence[Decision]) -> Decision | None:
    """The return that stands; ``decisions`` oldest first."""
    returns = [d for d in decisions if d.action is Action.RETURN and not d.withdrawn]
    return returns[-1] if returns else None


def find_reopened(stage: Stage, decisions: Sequence[Decision], kit: PlanKit) -> Reopened:
    """What may be changed in the stage: everything of a draft, the named parts of a return, nothing else."""
    if stage is Stage.DRAFT:
        return Reopened(everything=True)
    standing = last_return(decisions) if stage is Stage.RETURNED else None
    if standing is None:
        return Reopened()
    kinds = {s.key: s.kind for s in kit.sections}
    step_of_reason = {r.code: Step(r.step) for r in kit.reasons if r.step}
    every_material = frozenset(m.key for m in kit.materials)
    sections: set[str] = set()
    materials: set[str] = set()
    steps: set[Step] = set()
    choices = statement = False
    for defect in standing.defects:
        sections.add(defect.section)
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
                materials |= {defect.material} if defect.material in every_material else every_material
            case SectionKind.ITEMS:
                steps.add(Step.ACHIEVEMENTS)
            case None:
                # A section that the kit does not know: nobody can say what was meant, so nothing may stay shut.
                return Reopened(everything=True)
    if choices:
        # Another 申报方式 or another fact may ask for other materials.
        steps.add(Step.MATERIALS)
        materials |= every_material
    return Reopened(
        sections=frozenset(sections),
        materials=frozenset(materials),
        steps=frozenset(steps),
        choices=choices,
        statement=statement,
    )
