"""Files that ``python -m app server`` takes in: districts, organisations, accounts; CSV or JSON (docs/server.md says the columns).

CSV: UTF-8 with a heading line. JSON: a list of objects with the same keys. Every fault names the file and the line. Words are English:
who reads them runs the server.
"""

import csv
import io
import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TypeVar

from app.domain.identity import check_uscc, normalise_id, normalise_text
from app.domain.organisation import EmployerKind, Role
from app.services.json_lines import find_line

YES = frozenset({"1", "true", "yes", "是"})
NO = frozenset({"0", "false", "no", "否"})
EVERYWHERE = "*"
"""The district of what the whole city shares (docs/protocol.md §1)."""
Choice = TypeVar("Choice", Role, EmployerKind)
IN_DISTRICTS = frozenset({Role.EMPLOYER, Role.ACCEPTANCE, Role.HR_BUREAU})


class FileFault(Exception):
    """What is wrong in a file and on which line."""

    def __init__(self, file: Path, line: int, problem: str) -> None:
        super().__init__(f"{file.name}, line {line}: {problem}")
        self.line = line
        self.problem = problem


@dataclass(frozen=True, slots=True)
class DistrictLine:
    id: str
    name: str


@dataclass(frozen=True, slots=True)
class OrganisationLine:
    """``id`` "" = known by its code or, without one, by role and name. ``municipal_unit``: id, code or name."""

    line: int
    id: str
    role: Role
    name: str
    district: str
    uscc: str = ""
    kind: EmployerKind = EmployerKind.OTHER
    region: str = ""
    municipal_unit: str = ""
    bound: bool = True


@dataclass(frozen=True, slots=True)
class AccountLine:
    """``organisation``: id, code or name."""

    line: int
    organisation: str
    name: str


def read_districts(path: Path) -> tuple[DistrictLine, ...]:
    """Columns: id (a region code), name. Raises FileFault."""
    found: dict[str, DistrictLine] = {}
    for line, row in _read_rows(path, required=("id", "name"), allowed=()):
        if row["id"] in found or row["id"] == EVERYWHERE:
            raise FileFault(
                path, line, f"district {row['id']} stands here twice or is the reserved {EVERYWHERE}"
            )
        found[row["id"]] = DistrictLine(row["id"], row["name"])
    return tuple(found.values())


def read_organisations(path: Path) -> tuple[OrganisationLine, ...]:
    """Columns: role, name, district (empty above the districts); uscc, kind, region, municipal_unit, bound, id. Raises FileFault."""
    allowed = ("district", "uscc", "kind", "region", "municipal_unit", "bound", "id")
    found: list[OrganisationLine] = []
    seen: dict[tuple[str, ...], int] = {}
    for line, row in _read_rows(path, required=("role", "name"), allowed=allowed):
        unit = _read_organisation(path, line, row)
        key = (unit.id,) if unit.id else (unit.role, unit.uscc or unit.name)
        if key in seen:
            raise FileFault(path, line, f"{unit.name} stands already on line {seen[key]}")
        seen[key] = line
        found.append(unit)
    return tuple(found)


def read_accounts(path: Path) -> tuple[AccountLine, ...]:
    """Columns: organisation, name (of the person). Raises FileFault."""
    rows = _read_rows(path, required=("organisation", "name"), allowed=())
    return tuple(AccountLine(line, row["organisation"], row["name"]) for line, row in rows)


def write_accounts(path: Path, rows: Iterable[Sequence[str]]) -> None:
    """Logins and first passwords for handing out: readable by the one who ran the command only. Raises FileExistsError."""
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow(("organisation", "name", "login", "password"))
    writer.writerows(rows)
    path.touch(mode=0o600, exist_ok=False)
    path.write_text(text.getvalue(), encoding="utf-8-sig")


def _read_organisation(path: Path, line: int, row: Mapping[str, str]) -> OrganisationLine:
    role = _choose(path, line, "role", row["role"], Role)
    district = row.get("district", "")
    if role in IN_DISTRICTS and not district:
        raise FileFault(path, line, f"district is missing: role {role} belongs to one")
    if role not in IN_DISTRICTS and district not in ("", EVERYWHERE):
        raise FileFault(path, line, f"role {role} stands above the districts: district must be empty")
    uscc = normalise_id(row.get("uscc", ""))
    problem = check_uscc(uscc) if uscc else None
    if problem is not None:
        raise FileFault(path, line, f"uscc {uscc}: {problem}")
    bound = row.get("bound", "").lower() or "1"
    if bound not in YES | NO:
        raise FileFault(path, line, f"bound: {bound} is neither yes nor no")
    return OrganisationLine(
        line=line,
        id=row.get("id", ""),
        role=role,
        name=row["name"],
        district=district or EVERYWHERE,
        uscc=uscc,
        kind=_choose(path, line, "kind", row.get("kind", "") or EmployerKind.OTHER, EmployerKind),
        region=row.get("region", "") or (district if role in IN_DISTRICTS else ""),
        municipal_unit=row.get("municipal_unit", ""),
        bound=bound in YES,
    )


def _choose(path: Path, line: int, column: str, text: str, choices: type[Choice]) -> Choice:
    try:
        return choices(text)
    except ValueError:
        words = ", ".join(choices)
        raise FileFault(path, line, f"{column}: {text or 'empty'} is none of {words}") from None


def _read_rows(
    path: Path, *, required: Sequence[str], allowed: Sequence[str]
) -> list[tuple[int, dict[str, str]]]:
    """Every row with its line; texts normalised. Unknown columns are refused: a slip in a heading would lose data in silence."""
    try:
        text = path.read_text(encoding="utf-8-sig")
    except (OSError, UnicodeDecodeError) as fault:
        raise FileFault(path, 1, f"cannot be read as UTF-8: {fault}") from fault
    raw = _read_json(path, text) if path.suffix.lower() == ".json" else _read_csv(path, text)
    rows: list[tuple[int, dict[str, str]]] = []
    for line, cells in raw:
        unknown = sorted(set(cells) - set(required) - set(allowed))
        if unknown:
            raise FileFault(path, line, f"unknown column {unknown[0]}")
        row = {key: normalise_text(value) for key, value in cells.items()}
        missing = [key for key in required if not row.get(key)]
        if missing:
            raise FileFault(path, line, f"{missing[0]} is missing")
        rows.append((line, row))
    return rows


def _read_csv(path: Path, text: str) -> list[tuple[int, dict[str, str]]]:
    reader = csv.reader(io.StringIO(text, newline=""), strict=True)
    heading: list[str] | None = None
    rows: list[tuple[int, dict[str, str]]] = []
    try:
        for cells in reader:
            if not any(cell.strip() for cell in cells):
                continue
            if heading is None:
                heading = [cell.strip() for cell in cells]
                continue
            if len(cells) != len(heading):
                raise FileFault(path, reader.line_num, f"{len(cells)} cells under {len(heading)} headings")
            rows.append((reader.line_num, dict(zip(heading, cells, strict=True))))
    except csv.Error as fault:
        raise FileFault(path, reader.line_num, str(fault)) from fault
    if heading is None:
        raise FileFault(path, 1, "the heading line is missing")
    return rows


def _read_json(path: Path, text: str) -> list[tuple[int, dict[str, str]]]:
    try:
        raw = json.loads(text)
    except json.JSONDecodeError as fault:
        raise FileFault(path, fault.lineno, fault.msg) from fault
    if not isinstance(raw, list):
        raise FileFault(path, 1, "not a list of objects")
    rows: list[tuple[int, dict[str, str]]] = []
    for number, entry in enumerate(raw):
        line = find_line(text, (number,))
        if not isinstance(entry, dict):
            raise FileFault(path, line, "not an object")
        cells: dict[str, str] = {}
        for key, value in entry.items():
            if not isinstance(value, str | bool | int | None):
                raise FileFault(path, find_line(text, (number, key)), f"{key} is neither text nor yes/no")
            cells[key] = "" if value is None else str(value)
        rows.append((line, cells))
    return rows
