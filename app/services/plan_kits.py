"""Reads plan kits (``resources/plans``, see docs/plan-kits.md) into app.domain.plan. Implements app.ports.plan_kits.

pydantic checks the files straight against the domain's dataclasses: a key that no dataclass knows is refused,
so a slip of the pen is found at the start and not in a dossier. Every error names the file, the line and the place in it.
"""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path
from typing import Any

from pydantic import ConfigDict, TypeAdapter, ValidationError

from app.domain.errors import EnvironmentFault
from app.domain.organisation import Role
from app.domain.plan import (
    AcceptancePoint,
    CalendarRule,
    ConditionSpec,
    Contact,
    MaterialSpec,
    PlanKit,
    PlanWindow,
    ReasonSpec,
    Requirement,
    ScoreSheet,
    SectionSpec,
)
from app.domain.road import Road
from app.services.json_lines import find_line, read_steps
from app.services.plan_kit_checks import find_kit_faults

COMMON = "common"
"""The folder that every chain of ``extends`` ends in. It alone holds sections.json: a person's archive serves
every plan."""


@dataclass(frozen=True, slots=True)
class PlanFile:
    """plan.json: what no other kit may lend."""

    id: str
    version: int
    extends: str
    year: int
    name: str
    category: str
    title: str
    rank: str
    opinion_title: str
    levels: tuple[Role, ...]
    calendar: CalendarRule
    reference_date: date | None = None
    self_score_needed: int | None = None
    project_hint: int | None = None
    statement_limit: int = 1000
    stations: Road = ()
    city_bodies: tuple[str, ...] = ()


def _adapter(shape: Any) -> TypeAdapter[Any]:
    # A stdlib dataclass cannot be given a configuration itself, but it takes over that of a container.
    return TypeAdapter(shape, config=ConfigDict(extra="forbid"))


_PLAN = _adapter(tuple[PlanFile])
_SECTIONS = _adapter(tuple[SectionSpec, ...])
_PUBLICITY_FORM = _adapter(dict[str, tuple[str, ...]])
_SHAPES: Mapping[str, TypeAdapter[Any]] = {
    "materials": _adapter(tuple[MaterialSpec, ...]),
    "reasons": _adapter(tuple[ReasonSpec, ...]),
    "opinions": _adapter(dict[str, str]),
    "conditions": _adapter(tuple[ConditionSpec, ...]),
    "acceptance_points": _adapter(tuple[AcceptancePoint, ...]),
    "contacts": _adapter(tuple[Contact, ...]),
    "notices": _adapter(dict[str, str]),
    "requirements": _adapter(tuple[Requirement, ...]),
    "windows": _adapter(tuple[PlanWindow, ...]),
    "score_sheet": _adapter(ScoreSheet | None),
}
"""Files that a kit has itself or takes over whole from the kit it extends."""


class FolderPlanKits:
    """All kits of one folder, read once. Safe to use from any thread afterwards."""

    def __init__(self, folder: Path) -> None:
        """Raises EnvironmentFault("K-102", file=…, line=…, place=…, problem=…) for the first fault found."""
        self._sections: tuple[SectionSpec, ...] = _read(folder / COMMON / "sections.json", _SECTIONS)
        self._kits: dict[tuple[str, int], PlanKit] = {}
        for plan_path in sorted(folder.glob("*/plan.json")):
            kit = read_kit(folder, plan_path.parent.name, self._sections)
            if (kit.id, kit.version) in self._kits:
                raise _fault(plan_path, "version", f"{kit.id} version {kit.version} exists twice")
            self._kits[kit.id, kit.version] = kit

    def all(self) -> Sequence[PlanKit]:
        """The newest version of every kit, the newest year first."""
        newest = {kit.id: kit for _, kit in sorted(self._kits.items())}
        return sorted(newest.values(), key=lambda kit: (-kit.year, kit.id))

    def get(self, plan_id: str, version: int | None = None) -> PlanKit:
        """The kit, by default its newest version. Raises EnvironmentFault("K-101", plan=…, version=…)."""
        versions = [v for known, v in self._kits if known == plan_id]
        wanted = max(versions, default=None) if version is None else version
        if wanted not in versions:
            raise EnvironmentFault("K-101", plan=plan_id, version=version)
        return self._kits[plan_id, wanted]

    def archive_sections(self) -> Sequence[SectionSpec]:
        inside = (s for s in self._sections if s.archive_no is not None)
        return sorted(inside, key=lambda s: s.archive_no or 0)


def read_kit(folder: Path, kit_folder: str, sections: tuple[SectionSpec, ...]) -> PlanKit:
    """One kit with everything it takes over. Raises EnvironmentFault("K-102", …)."""
    plan_path = folder / kit_folder / "plan.json"
    plan: PlanFile = _read_plan(plan_path)
    chain = _find_chain(folder, kit_folder)
    taken = {name: _read(_find_file(chain, name), shape) for name, shape in _SHAPES.items()}
    form_path = _find_file(chain, "publicity_form")
    kit = PlanKit(
        id=plan.id,
        version=plan.version,
        year=plan.year,
        name=plan.name,
        category=plan.category,
        title=plan.title,
        rank=plan.rank,
        opinion_title=plan.opinion_title,
        levels=plan.levels,
        sections=mark_public_fields(sections, _read(form_path, _PUBLICITY_FORM), form_path),
        calendar=plan.calendar,
        reference_date=plan.reference_date,
        self_score_needed=plan.self_score_needed,
        project_hint=plan.project_hint,
        statement_limit=plan.statement_limit,
        stations=plan.stations,
        city_bodies=plan.city_bodies,
        **taken,
    )
    for fault in find_kit_faults(kit):
        path = plan_path if fault.file == "plan" else _find_file(chain, fault.file)
        raise _fault(path, fault.place, fault.problem)
    return kit


def mark_public_fields(
    sections: tuple[SectionSpec, ...], form: Mapping[str, Sequence[str]], path: Path
) -> tuple[SectionSpec, ...]:
    """Set FieldSpec.public from the field list of 评审表(公示版). A field not listed is not published."""
    known = {section.key: {f.key for f in section.fields} for section in sections}
    for key, listed in form.items():
        if key not in known:
            raise _fault(path, key, "no such section")
        for number, name in enumerate(listed):
            if name not in known[key]:
                raise _fault(path, f"{key}[{number}]", f"no such field: {name}")
    return tuple(
        replace(s, fields=tuple(replace(f, public=f.key in form.get(s.key, ())) for f in s.fields))
        for s in sections
    )


def _find_chain(folder: Path, kit_folder: str) -> list[Path]:
    """The kit's folder, then those it extends, ``common`` last."""
    chain = [folder / kit_folder]
    while chain[-1].name != COMMON:
        plan_path = chain[-1] / "plan.json"
        parent = folder / _read_plan(plan_path).extends
        if parent in chain:
            raise _fault(plan_path, "extends", f"goes in a circle: {parent.name}")
        if parent.parent != folder or not parent.is_dir():
            raise _fault(plan_path, "extends", f"no such kit: {parent.name}")
        chain.append(parent)
    return chain


def _find_file(chain: Sequence[Path], name: str) -> Path:
    for folder in chain:
        if (folder / f"{name}.json").is_file():
            return folder / f"{name}.json"
    return chain[-1] / f"{name}.json"


def _read_plan(path: Path) -> PlanFile:
    # Read as a list of one, so that unknown keys are refused here as well.
    plan: PlanFile = _read(path, _PLAN, wrap=True)[0]
    return plan


def _read(path: Path, shape: TypeAdapter[Any], wrap: bool = False) -> Any:
    try:
        text = path.read_text(encoding="utf-8-sig")
    except (OSError, UnicodeDecodeError) as fault:
        raise _fault(path, "", type(fault).__name__) from fault
    try:
        return shape.validate_json(f"[{text}]" if wrap else text)
    except ValidationError as fault:
        found = fault.errors(include_url=False, include_context=False, include_input=False)
        # A slip in a key is two faults: it is one key too many and one missing; only the first stands on a line.
        first = next((error for error in found if error["type"] != "missing"), found[0])
        place = first["loc"][1:] if wrap else first["loc"]
        raise _fault(path, _word_place(place), first["msg"]) from fault


def _word_place(location: Sequence[int | str]) -> str:
    """(2, "fields", 0, "kind") as [2].fields[0].kind."""
    words = (f"[{step}]" if isinstance(step, int) else f".{step}" for step in location)
    return "".join(words).removeprefix(".")


def _fault(path: Path, place: str, problem: str) -> EnvironmentFault:
    file = f"{path.parent.name}/{path.name}"
    return EnvironmentFault("K-102", file=file, line=_line_of(path, place), place=place, problem=problem)


def _line_of(path: Path, place: str) -> int:
    try:
        text = path.read_text(encoding="utf-8-sig")
    except (OSError, UnicodeDecodeError):
        return 1
    try:
        json.loads(text)
    except json.JSONDecodeError as broken:
        return broken.lineno
    return find_line(text, read_steps(place))
