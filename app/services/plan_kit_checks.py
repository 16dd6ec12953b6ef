"""What must hold inside one plan kit beyond the shape of its files. Called by app.services.plan_kits only."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from math import inf

from app.domain.declaration import DeclareMode
from app.domain.declaring import Step
from app.domain.errors import RuleError
from app.domain.materials import RULES
from app.domain.notices import HEAD_TEMPLATE
from app.domain.opinions import PLACEHOLDERS, find_placeholders
from app.domain.organisation import Role
from app.domain.plan import FieldKind, PlanKit, ScoreItem, ScoreKind, ScoreSheet
from app.domain.road import STATION_OF_LEVEL, Station
from app.services.plan_kit_notices import NOTICE_PLACEHOLDERS, list_needed_notices


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
    yield from _check_acceptance_points(kit)
    yield from _check_requirements(kit)
    yield from _check_windows(kit)
    yield from _check_score_sheet(kit)
    yield from _check_notices(kit)


def _check_plan(kit: PlanKit) -> Iterator[KitFault]:
    if kit.version < 1:
        yield KitFault("plan", "version", "must be at least 1")
    for place, text in (("name", kit.name), ("opinion_title", kit.opinion_title)):
        if not text.strip():
            yield KitFault("plan", place, "must not be empty")
    if kit.levels[:1] != (Role.EMPLOYER,) or len(set(kit.levels)) != len(kit.levels):
        yield KitFault("plan", "levels", "must begin with employer and name each level once")
    if len(kit.levels) < 2:
        yield KitFault("plan", "levels", "must name a level after the employer")
    yield from _check_road(kit)
    if kit.calendar.working_days < 5:
        yield KitFault("plan", "calendar.working_days", "seed A step 4 asks for 5 working days at least")
    if kit.statement_limit < 1:
        yield KitFault("plan", "statement_limit", "must be at least 1")


def _check_road(kit: PlanKit) -> Iterator[KitFault]:
    """The stations in the order of seed B's head; the levels are those of its stations that review."""
    order = list(Station)
    places = [order.index(station) for station in kit.stations]
    if places != sorted(set(places)):
        yield KitFault("plan", "stations", "must follow the order of app.domain.road.Station, each once")
    if kit.stations and kit.stations[-1] is not Station.ARCHIVED:
        yield KitFault("plan", "stations", "must end with archived")
    reviewing = tuple(level for level, station in STATION_OF_LEVEL.items() if station in kit.road)
    if reviewing != kit.levels:
        yield KitFault("plan", "stations", "must name the stations of the levels, and no other level")
    if (Station.CITY in kit.road) is not bool(kit.city_bodies):
        yield KitFault("plan", "city_bodies", "belong to the station city, and only there")
    if Station.FORMS_BACK in kit.road and Station.PAPER_FORMS not in kit.road:
        yield KitFault("plan", "stations", "forms_back needs paper_forms")


def _check_sections(kit: PlanKit) -> Iterator[KitFault]:
    yield from _find_doubles("sections", "[{}].key", (s.key for s in kit.sections))
    archive_no = 0
    for number, section in enumerate(kit.sections):
        if section.preview_no != number + 1:
            yield KitFault("sections", f"[{number}].preview_no", "must run from 1 without a gap")
        if section.archive_no is not None:
            if section.archive_no != archive_no:
                yield KitFault("sections", f"[{number}].archive_no", "must run from 0 without a gap")
            archive_no += 1
        keys = (f.key for f in section.fields)
        yield from _find_doubles("sections", f"[{number}].fields[{{}}].key", keys)
        if section.title_field and all(f.key != section.title_field for f in section.fields):
            yield KitFault("sections", f"[{number}].title_field", f"no such field: {section.title_field}")
        for place, field in enumerate(section.fields):
            if (field.kind is FieldKind.CHOICE) is not bool(field.choices):
                at = f"[{number}].fields[{place}].choices"
                yield KitFault("sections", at, "belong to the kind choice, and only there")


def _check_materials(kit: PlanKit) -> Iterator[KitFault]:
    yield from _find_doubles("materials", "[{}].key", (m.key for m in kit.materials))
    yield from _find_doubles("materials", "[{}].no", (str(m.no) for m in kit.materials))
    for number, material in enumerate(kit.materials):
        if material.applies not in RULES:
            yield KitFault("materials", f"[{number}].applies", f"no such rule: {material.applies}")


def _check_reasons(kit: PlanKit) -> Iterator[KitFault]:
    yield from _find_doubles("reasons", "[{}].code", (r.code for r in kit.reasons))
    known = {s.key for s in kit.sections}
    for number, reason in enumerate(kit.reasons):
        for place, section in enumerate(reason.sections):
            if section not in known:
                yield KitFault("reasons", f"[{number}].sections[{place}]", f"no such section: {section}")
        if reason.step and reason.step not in set(Step):
            yield KitFault("reasons", f"[{number}].step", f"no such step: {reason.step}")
        if reason.applies and reason.applies not in RULES:
            yield KitFault("reasons", f"[{number}].applies", f"no such rule: {reason.applies}")


def _check_opinions(kit: PlanKit) -> Iterator[KitFault]:
    for use, allowed in PLACEHOLDERS.items():
        if use not in kit.opinions:
            yield KitFault("opinions", use, "is missing")
        else:
            yield from _check_template("opinions", use, kit.opinions[use], allowed)


def _check_template(file: str, place: str, template: str, allowed: frozenset[str]) -> Iterator[KitFault]:
    try:
        unknown = find_placeholders(template) - allowed
    except RuleError:
        yield KitFault(file, place, "braces hold plain names only")
        return
    if unknown:
        yield KitFault(file, place, f"no such placeholder: {', '.join(sorted(unknown))}")


def _check_conditions(kit: PlanKit) -> Iterator[KitFault]:
    yield from _find_doubles("conditions", "[{}].key", (c.key for c in kit.conditions))
    for number, condition in enumerate(kit.conditions):
        for place, mode in enumerate(condition.modes):
            if mode not in set(DeclareMode):
                yield KitFault("conditions", f"[{number}].modes[{place}]", f"no such 申报方式: {mode}")


def _check_acceptance_points(kit: PlanKit) -> Iterator[KitFault]:
    """A chain through 受理点 needs one to choose (B5.2, B5.3)."""
    yield from _find_doubles("acceptance_points", "[{}].key", (p.key for p in kit.acceptance_points))
    if Role.ACCEPTANCE in kit.levels and not kit.acceptance_points:
        place = f"levels[{kit.levels.index(Role.ACCEPTANCE)}]"
        yield KitFault("plan", place, "acceptance_points.json names no 受理点")


def _check_requirements(kit: PlanKit) -> Iterator[KitFault]:
    for number, requirement in enumerate(kit.requirements):
        for place, text in (("title", requirement.title), ("text", requirement.text)):
            if not text.strip():
                yield KitFault("requirements", f"[{number}].{place}", "must not be empty")


def _check_windows(kit: PlanKit) -> Iterator[KitFault]:
    yield from _find_doubles("windows", "[{}].act", (w.act for w in kit.windows))
    for number, window in enumerate(kit.windows):
        if window.end < window.start:
            yield KitFault("windows", f"[{number}].end", "lies before start")


def _check_score_sheet(kit: PlanKit) -> Iterator[KitFault]:
    sheet = kit.score_sheet
    if sheet is None:
        if kit.self_score_needed is not None:
            yield KitFault("plan", "self_score_needed", "there is no score_sheet.json (B5.6)")
        return
    seen: set[str] = set()
    for number, group in enumerate(sheet.groups):
        for place, item in enumerate(group.items):
            at = f"groups[{number}].items[{place}]"
            if item.key in seen:
                yield KitFault("score_sheet", f"{at}.key", f"twice: {item.key}")
            seen.add(item.key)
            yield from _check_score_item(item, at)
    if kit.self_score_needed is not None and find_most(sheet) < kit.self_score_needed:
        problem = f"cannot give the {kit.self_score_needed} points that plan.json asks for"
        yield KitFault("score_sheet", "groups", problem)


def _check_score_item(item: ScoreItem, at: str) -> Iterator[KitFault]:
    if (item.kind is ScoreKind.CHOICE) is not bool(item.options):
        yield KitFault("score_sheet", f"{at}.options", "belong to the kind choice, and only there")
    if item.kind is ScoreKind.COUNT and item.points <= 0:
        yield KitFault("score_sheet", f"{at}.points", "must be above 0 for the kind count")
    if item.most is not None and item.most < 0:
        yield KitFault("score_sheet", f"{at}.most", "must not be below 0")
    yield from _find_doubles("score_sheet", f"{at}.options[{{}}].key", (o.key for o in item.options))


def find_most(sheet: ScoreSheet) -> float:
    """The points a score sheet can give at most; infinite where a count has no bound."""
    return sum(min(sum(map(_most_of_item, g.items)), inf if g.most is None else g.most) for g in sheet.groups)


def _most_of_item(item: ScoreItem) -> float:
    free = inf if item.kind is ScoreKind.COUNT else max((o.points for o in item.options), default=0)
    return min(free, inf if item.most is None else item.most)


def _check_notices(kit: PlanKit) -> Iterator[KitFault]:
    for key in list_needed_notices(kit.materials):
        if not kit.notices.get(key, "").strip():
            yield KitFault("notices", key, "is missing or empty")
    for key in HEAD_TEMPLATE.values():
        yield from _check_template("notices", key, kit.notices[key], NOTICE_PLACEHOLDERS)


def _find_doubles(file: str, place: str, keys: Iterable[str]) -> Iterator[KitFault]:
    """``place`` with {} where the number of the second one goes."""
    seen: set[str] = set()
    for number, key in enumerate(keys):
        if key in seen:
            yield KitFault(file, place.format(number), f"twice: {key}")
        seen.add(key)
