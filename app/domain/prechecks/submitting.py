"""Conditions that stop a submit, seen on a declaration that is there all the same (from the web platform, by an older kit).

Each condition has one owner, ``app.domain.submit_stops``; here its stops only get the place of a notice (B3-B7). Beside them
the hint of B6.2, which stops nothing. Pure.
"""

from collections.abc import Iterator

from app.domain.declaration import Declaration
from app.domain.plan import PlanKit, SectionKind
from app.domain.prechecks.notice import Notice, Severity
from app.domain.submit_stops import Stop, find_stops

_PLACES = {
    **dict.fromkeys(("photo_missing", "photo_format", "photo_size", "photo_pixels"), SectionKind.BASIC),
    **dict.fromkeys(("photo_ratio", "photo_ground_other", "commitment_missing"), SectionKind.BASIC),
    **dict.fromkeys(("conditions_missing", "self_score_missing", "self_score_low"), SectionKind.BASIC),
    **dict.fromkeys(("material_missing", "paper_missing", "fact_missing"), SectionKind.MATERIALS),
    **dict.fromkeys(("statement_missing", "statement_long"), SectionKind.STATEMENT),
}
"""Stops that are notices too, by the kind of section they point at. The others ask only the one who fills in."""


def check_submit_conditions(kit: PlanKit, declaration: Declaration) -> Iterator[Notice]:
    """Codes and params of ``find_stops``."""
    for stop in find_stops(kit, declaration):
        if stop.code in _PLACES:
            yield _make_notice(kit, declaration, stop)


def check_project_hint(kit: PlanKit, declaration: Declaration) -> Iterator[Notice]:
    """projects_many (count, hint), a hint: 突出专业代表性,不宜过多过杂 (B6.2)."""
    count = len(declaration.items_of("project"))
    if kit.project_hint is not None and count > kit.project_hint:
        params = {"count": str(count), "hint": str(kit.project_hint)}
        yield Notice("projects_many", params, "project", severity=Severity.HINT)


def _make_notice(kit: PlanKit, declaration: Declaration, stop: Stop) -> Notice:
    section = find_section_of(kit, _PLACES[stop.code])
    photo = declaration.photo.sha256 if stop.code.startswith("photo_") and declaration.photo else ""
    return Notice(stop.code, stop.params, section, file=photo, material=stop.material)


def find_section_of(kit: PlanKit, kind: SectionKind) -> str:
    """Key of the section of a kind, "" where the plan has none."""
    return next((s.key for s in kit.sections if s.kind is kind), "")
