"""The six steps of declaring (seed B 二(一)-(六)) and the parts in which a declaration is filled in. Pure.

A part is what one screen keeps at once. ``apply_part`` puts it into a declaration; what stops the submit is judged in
``app.domain.submit_stops``, so that every step can be left half done and taken up again.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime
from enum import StrEnum

from app.domain.archive import FrozenItem
from app.domain.attachment import FileRef
from app.domain.declaration import (
    CommitmentKind,
    Declaration,
    DeclareMode,
    MaterialFiles,
    PersonCategory,
    PhotoGround,
    Stage,
)
from app.domain.photo_rules import PhotoFacts
from app.domain.plan import PlanKit
from app.domain.score_sheet import add_up


class Step(StrEnum):
    """The steps in the seed's order and under its names."""

    PHOTO = "photo"  # (一) 上传证件照
    COMMITMENT = "commitment"  # (二) 个人承诺
    INFORMATION = "information"  # (三) 填写申报信息
    ACHIEVEMENTS = "achievements"  # (四) 选择相关业绩
    MATERIALS = "materials"  # (五) 上传相关附件
    PREVIEW = "preview"  # (六) 预览确认提交


FILLED_IN = frozenset({Stage.DRAFT, Stage.RETURNED})
"""Stages in which a declaration may be changed."""


@dataclass(frozen=True, slots=True)
class PhotoPart:
    photo: FileRef | None
    original: FileRef | None = None
    facts: PhotoFacts | None = None
    ground: PhotoGround = PhotoGround.UNJUDGED


@dataclass(frozen=True, slots=True)
class CommitmentPart:
    commitment: FileRef | None
    kind: CommitmentKind | None = None


@dataclass(frozen=True, slots=True)
class InformationPart:
    mode: DeclareMode
    person_category: PersonCategory
    conditions: tuple[str, ...] = ()
    acceptance_point: str = ""
    statement: str = ""
    facts: Mapping[str, str] = field(default_factory=dict)
    score: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class ItemsPart:
    """Ids of the chosen achievements in the order of the form; 基本信息 comes with them by itself."""

    item_ids: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class MaterialPart:
    """All files of one material."""

    material: str
    files: tuple[FileRef, ...]
    papers: tuple[str, ...] = ()


DeclarationPart = PhotoPart | CommitmentPart | InformationPart | ItemsPart | MaterialPart


def information_of(declaration: Declaration) -> InformationPart:
    """The step 填写申报信息 as it stands."""
    return InformationPart(
        declaration.mode,
        declaration.person_category,
        declaration.conditions,
        declaration.acceptance_point,
        declaration.statement,
        dict(declaration.facts or {}),
        dict(declaration.score or {}),
    )


def apply_part(
    declaration: Declaration,
    part: DeclarationPart,
    kit: PlanKit,
    *,
    now: datetime,
    frozen: Sequence[FrozenItem] = (),
) -> Declaration:
    """The declaration with the part in it; rev and stage stay. ``frozen``: the revisions that an ItemsPart names."""
    match part:
        case PhotoPart():
            filled = replace(
                declaration,
                photo=part.photo,
                photo_original=part.original,
                photo_facts=part.facts,
                photo_ground=part.ground,
            )
        case CommitmentPart():
            filled = replace(
                declaration,
                commitment=part.commitment,
                commitment_kind=part.kind if part.commitment else None,
                commitment_at=now if part.commitment else None,
            )
        case InformationPart():
            filled = _fill_information(declaration, part, kit)
        case ItemsPart():
            filled = replace(declaration, items=tuple(frozen))
        case MaterialPart():
            others = [m for m in declaration.materials if m.material != part.material]
            own = [MaterialFiles(part.material, part.files, part.papers)] if part.files else []
            order = {material.key: place for place, material in enumerate(kit.materials)}
            every = sorted([*others, *own], key=lambda m: order.get(m.material, len(order)))
            filled = replace(declaration, materials=tuple(every))
    return replace(filled, saved_at=now)


def _fill_information(declaration: Declaration, part: InformationPart, kit: PlanKit) -> Declaration:
    """Ticks of another 申报方式 are not kept: they would declare what nobody sees any more."""
    offered = {c.key for c in kit.conditions if part.mode in c.modes}
    score = {key: value for key, value in part.score.items() if value.strip()}
    self_score = add_up(kit.score_sheet, score) if score and kit.score_sheet else None
    if not score and not declaration.score:
        # Nobody filled in the sheet here: the sum that the web platform reported stands.
        self_score = declaration.self_score
    return replace(
        declaration,
        mode=part.mode,
        person_category=part.person_category,
        conditions=tuple(key for key in part.conditions if key in offered),
        acceptance_point=part.acceptance_point,
        statement=part.statement,
        facts={key: value for key, value in part.facts.items() if value},
        score=score or None,
        self_score=self_score,
    )
