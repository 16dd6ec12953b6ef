"""What must hold inside one plan kit beyond the shape of its files. Called by app.services.plan_kits only."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from app.domain.declaration import DeclareMode
from app.domain.errors import RuleError
from app.domain.materials import RULES, Paper
from app.domain.opinions import PLACEHOLDERS, find_placeholders
from app.domain.organisation import Role
from app.domain.plan import FieldKind, PlanKit, ScoreKind


@dataclass(frozen=True, slots=True)
class KitFault:
    """``file`` without its ending; ``place`` inside it."""

    file: str
    place: str
    problem: str


def find_kit_faults(kit: PlanKit) -> Iterator[KitFault]:
    """Everything that does not hold, lazily, in the order of the files."""
    yield from _check_plan(kit)
    yield from _check_sections(kit)
    yield from _check_materials(kit)
    yield from _check_reasons(kit)
    yield from _check_opinions(kit)
    yield from _check_conditions(kit)
    yield from _check_windows(kit)
    yield from _check_score_sheet(kit)
    yield from _check_notices(kit)


def _check_plan(kit: PlanKit) -> Iterator[KitFault]:
    if kit.version < 1:
        yield KitFault("plan", "version", "must be at least 1")
    if not kit.name.strip() or not kit.opinion_title.strip():
        yield KitFault("plan", "name", "must not be empty")
    if kit.levels[:1] != (Role.EMPLOYER,) or len(set(kit.levels)) != len(kit.levels):
        yield KitFault("plan", "levels", "must begin with employer and name each level once")
    if len(kit.levels) < 2:
        yield KitFault("plan", "levels", "must name a level after the employer")
    if kit.calendar.working_days < 5:
        yield KitFault("plan", "calendar.working_days", "seed A step 4 asks for 5 working days at least")


def _check_sections(kit: PlanKit) -> Iterator[KitFault]:
    yield from _find_doubles("sections", "key", (s.key for s in kit.sections))
    numbers = [s.preview_no for s in kit.sections]
    if numbers != list(range(1, len(numbers) + 1)):
        yield KitFault("sections", "preview_no", "must run from 1 without a gap")
    archive = [s.archive_no for s in kit.sections if s.archive_no is not None]
    if archive != list(range(len(archive))):
        yield KitFault("sections", "archive_no", "must run from 0 without a gap")
    for number, section in enumerate(kit.sections):
        yield from _find_doubles("sections", f"[{number}].fields", (f.key for f in section.fields))
        for place, field in enumerate(section.fields):
            if (field.kind is FieldKind.CHOICE) is not bool(field.choices):
                at = f"[{number}].fields[{place}].choices"
                yield KitFault("sections", at, "belong to the kind choice, and only there")


def _check_materials(kit: PlanKit) -> Iterator[KitFault]:
    yield from _find_doubles("materials", "key", (m.key for m in kit.materials))
    yield from _find_doubles("materials", "no", (str(m.no) for m in kit.materials))
    for number, material in enumerate(kit.materials):
        if material.applies not in RULES:
            yield KitFault("materials", f"[{number}].applies", f"no such rule: {material.applies}")


def _check_reasons(kit: PlanKit) -> Iterator[KitFault]:
    yield from _find_doubles("reasons", "code", (r.code for r in kit.reasons))
    known = {s.key for s in kit.sections}
    for number, reason in enumerate(kit.reasons):
        for section in reason.sections:
            if section not in known:
                yield KitFault("reasons", f"[{number}].sections", f"no such section: {section}")


def _check_opinions(kit: PlanKit) -> Iterator[KitFault]:
    for use, allowed in PLACEHOLDERS.items():
        if use not in kit.opinions:
            yield KitFault("opinions", use, "is missing")
            continue
        try:
            unknown = find_placeholders(kit.opinions[use]) - allowed
        except RuleError:
            yield KitFault("opinions", use, "braces hold plain names only")
            continue
        if unknown:
            yield KitFault("opinions", use, f"no such placeholder: {', '.join(sorted(unknown))}")


def _check_conditions(kit: PlanKit) -> Iterator[KitFault]:
    yield from _find_doubles("conditions", "key", (c.key for c in kit.conditions))
    for number, condition in enumerate(kit.conditions):
        for mode in condition.modes:
            if mode not in set(DeclareMode):
                yield KitFault("conditions", f"[{number}].modes", f"no such 申报方式: {mode}")


def _check_windows(kit: PlanKit) -> Iterator[KitFault]:
    yield from _find_doubles("windows", "act", (w.act for w in kit.windows))
    for number, window in enumerate(kit.windows):
        if window.end < window.start:
            yield KitFault("windows", f"[{number}].end", "lies before start")


def _check_score_sheet(kit: PlanKit) -> Iterator[KitFault]:
    sheet = kit.score_sheet
    if sheet is None:
        return
    yield from _find_doubles("score_sheet", "groups", (item.key for item in sheet.items))
    for number, group in enumerate(sheet.groups):
        for place, item in enumerate(group.items):
            at = f"groups[{number}].items[{place}]"
            if (item.kind is ScoreKind.CHOICE) is not bool(item.options):
                yield KitFault("score_sheet", f"{at}.options", "belong to the kind choice, and only there")
            if item.kind is ScoreKind.COUNT and item.points <= 0:
                yield KitFault("score_sheet", f"{at}.points", "must be above 0 for the kind count")
            yield from _find_doubles("score_sheet", f"{at}.options", (o.key for o in item.options))


def _check_notices(kit: PlanKit) -> Iterator[KitFault]:
    """Every paper that a rule may ask for has its words."""
    for paper in Paper:
        if f"material.paper.{paper}" not in kit.notices:
            yield KitFault("notices", f"material.paper.{paper}", "is missing")


def _find_doubles(file: str, place: str, keys: Iterable[str]) -> Iterator[KitFault]:
    seen: set[str] = set()
    for key in keys:
        if key in seen:
            yield KitFault(file, place, f"twice: {key}")
        seen.add(key)
