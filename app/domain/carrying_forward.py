"""An earlier declaration as a start for this year's (issue: expired papers are not copied in silence). Pure.

What every year asks anew (the commitment, 自评, papers whose kit says ``never``) is left out, and everything that is left
out is named with its reason.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from enum import StrEnum

from app.domain.archive import ArchiveItem, ArchiveStatus, FrozenItem
from app.domain.declaration import (
    Declaration,
    DeclareMode,
    MaterialFiles,
    PersonCategory,
    PhotoGround,
    Stage,
)
from app.domain.extracting import freeze
from app.domain.materials import FactKey
from app.domain.plan import CarryRule, MaterialSpec, PlanKit
from app.domain.submit_stops import modes_of
from app.domain.typed_values import read_date


class Reason(StrEnum):
    """Why something was not taken over."""

    EVERY_YEAR = "every_year"  # made anew for every declaration
    EXPIRED = "expired"  # 验证有效期已过
    VALIDITY_UNKNOWN = "validity_unknown"  # nobody said until when it is valid
    NOT_ASKED = "not_asked"  # this year's plan does not know it
    NOT_PASSED = "not_passed"  # the achievement is not passed any more
    NEW_REVISION = "new_revision"  # taken over, but in the revision that passed since


@dataclass(frozen=True, slots=True)
class LeftOut:
    """``what``: a material's key, ``commitment``, ``self_score``, ``condition:<key>``, ``acceptance_point`` or an item id;
    ``until``: the day of expiry, if that is why. ``section``: of an item."""

    what: str
    reason: Reason
    section: str = ""
    until: date | None = None


@dataclass(frozen=True, slots=True)
class Carried:
    declaration: Declaration
    left_out: tuple[LeftOut, ...]


def begin_draft(kit: PlanKit, declaration_id: str, applicant_id: str, employer_id: str) -> Declaration:
    """An empty declaration in the plan: the first 申报方式 it offers, category 正常 (马上申报, B2.4)."""
    modes = modes_of(kit)
    return Declaration(
        id=declaration_id,
        applicant_id=applicant_id,
        employer_id=employer_id,
        plan_id=kit.id,
        plan_version=kit.version,
        stage=Stage.DRAFT,
        rev=1,
        mode=modes[0] if modes else DeclareMode.NORMAL,
        person_category=PersonCategory.NORMAL,
        submit_no=1,
        submitted_at=None,
        items=(),
        materials=(),
    )


def carry_forward(
    old: Declaration, fresh: Declaration, kit: PlanKit, items: Sequence[ArchiveItem], today: date
) -> Carried:
    """``fresh``: the empty draft of this year. ``items``: the person's archive as it is now.

    The photo comes along, but whether its ground is white is asked again; achievements come in the revision that
    stands passed now.
    """
    left: list[LeftOut] = []
    facts = dict(old.facts or {})
    until = read_date(facts.get(FactKey.RECORD_VALID_UNTIL, ""))
    materials: list[MaterialFiles] = []
    for spec in kit.materials:
        files = old.material(spec.key)
        if not files.files:
            continue
        reason = _judge_material(spec, until, today)
        if reason is None:
            materials.append(files)
        else:
            expired_on = until if reason is Reason.EXPIRED else None
            left.append(LeftOut(spec.key, reason, until=expired_on))
    known = {m.key for m in kit.materials}
    left += [LeftOut(m.material, Reason.NOT_ASKED) for m in old.materials if m.material not in known]
    if any(lost.reason in (Reason.EXPIRED, Reason.VALIDITY_UNKNOWN) for lost in left):
        facts.pop(FactKey.RECORD_VALID_UNTIL, None)
    offered = {c.key for c in kit.conditions if old.mode in c.modes}
    left += [LeftOut(f"condition:{key}", Reason.NOT_ASKED) for key in old.conditions if key not in offered]
    points = {p.key for p in kit.acceptance_points}
    point = old.acceptance_point if old.acceptance_point in points else ""
    if old.acceptance_point and not point:
        left.append(LeftOut("acceptance_point", Reason.NOT_ASKED))
    if old.commitment is not None:
        left.append(LeftOut("commitment", Reason.EVERY_YEAR))
    if old.self_score is not None:
        left.append(LeftOut("self_score", Reason.EVERY_YEAR))
    chosen, lost_items = _carry_items(old, items)
    declaration = replace(
        fresh,
        mode=old.mode,
        person_category=old.person_category,
        conditions=tuple(key for key in old.conditions if key in offered),
        acceptance_point=point,
        statement=old.statement,
        facts=facts,
        photo=old.photo,
        photo_original=old.photo_original,
        photo_facts=old.photo_facts,
        photo_ground=PhotoGround.UNJUDGED,
        materials=tuple(materials),
        items=chosen,
        copied_from=old.id,
    )
    return Carried(declaration, (*left, *lost_items))


def _judge_material(spec: MaterialSpec, until: date | None, today: date) -> Reason | None:
    if spec.carry is CarryRule.NEVER:
        return Reason.EVERY_YEAR
    if spec.carry is CarryRule.ALWAYS:
        return None
    if until is None:
        return Reason.VALIDITY_UNKNOWN
    return Reason.EXPIRED if until < today else None


def _carry_items(
    old: Declaration, items: Sequence[ArchiveItem]
) -> tuple[tuple[FrozenItem, ...], tuple[LeftOut, ...]]:
    now = {item.id: item for item in items}
    chosen: list[FrozenItem] = []
    left: list[LeftOut] = []
    for frozen in old.items:
        item = now.get(frozen.item_id)
        if item is None or item.status is not ArchiveStatus.PASSED:
            left.append(LeftOut(frozen.item_id, Reason.NOT_PASSED, frozen.section))
            continue
        if item.content_rev != frozen.content_rev:
            left.append(LeftOut(frozen.item_id, Reason.NEW_REVISION, frozen.section))
        chosen.append(freeze(item))
    return tuple(chosen), tuple(left)
