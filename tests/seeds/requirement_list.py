"""The requirements of both seeds, where each is built and which tests carry its id. Callers: the tests beside this file.

``python -m tests.seeds.requirement_list`` writes docs/seeds.md anew.
"""

import ast
import csv
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

HERE = Path(__file__).parent
TESTS = HERE.parent
ROOT = TESTS.parent
SEEDS_PAGE = ROOT / "docs" / "seeds.md"

ACCOUNTS_AND_ONBOARDING = (
    *("A1.1", "A1.3", "A1.4", "A1.9", "A1.10", "A1.11"),
    *("A2.1", "A2.2", "A2.3", "A2.4", "A2.5", "A2.6", "A2.9", "A2.10", "A5.5"),
)
"""Owned by what is still to come: registration, accounts, 帮助中心."""

_SEEDS = {"A": "用人单位网上审核操作流程指引", "B": "申报评审流程和材料要求"}


@dataclass(frozen=True)
class Requirement:
    id: str
    seed: str
    step: str
    words: str
    reading: str


def requirements() -> list[Requirement]:
    with (HERE / "requirements.csv").open(encoding="utf-8", newline="") as rows:
        return [
            Requirement(r["id"], r["seed"], r["step"], r["requirement"], r["reading"])
            for r in csv.DictReader(rows)
        ]


def places() -> dict[str, list[str]]:
    """Paths by id, or by the beginning of an id that ends in a point."""
    with (HERE / "where.csv").open(encoding="utf-8", newline="") as rows:
        return {r["id"]: r["modules"].split() for r in csv.DictReader(rows)}


def place_of(wanted: str, known: dict[str, list[str]]) -> list[str]:
    """Its own line, else that of the longest beginning."""
    if wanted in known:
        return known[wanted]
    beginnings = [k for k in known if k.endswith(".") and wanted.startswith(k)]
    return known[max(beginnings, key=len)] if beginnings else []


def markers() -> Iterator[tuple[Path, int, ast.expr]]:
    """Every argument of a `req` marker under tests/, with its file and line."""
    for path in sorted(TESTS.rglob("*.py")):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"), str(path))):
            if (
                isinstance(node, ast.Call)
                and isinstance(node.func, ast.Attribute)
                and node.func.attr == "req"
            ):
                for argument in node.args:
                    yield path.relative_to(ROOT), node.lineno, argument


def literal(argument: ast.expr) -> str | None:
    return argument.value if isinstance(argument, ast.Constant) and isinstance(argument.value, str) else None


def files_by_id() -> dict[str, list[str]]:
    """The files whose tests carry the id, in order."""
    found: dict[str, dict[str, None]] = defaultdict(dict)
    for path, _, argument in markers():
        name = literal(argument)
        if name is not None:
            found[name][path.as_posix()] = None
    return {name: list(files) for name, files in found.items()}


def write_page() -> str:
    """docs/seeds.md: every requirement with its words, where it is built and what tests it."""
    known, tested = places(), files_by_id()
    lines = [
        "# The two seed documents, requirement by requirement",
        "",
        "Written by `python -m tests.seeds.requirement_list` from `tests/seeds/requirements.csv` (id, words, our reading),",
        "`tests/seeds/where.csv` (where each is built) and the `req` markers of the tests. A test fails when this page is stale,",
        "when a requirement has no test, and when a marker names an id that does not exist. One search finds the tests of one:",
        "`git grep -n '\"A3.9\"' -- tests`.",
    ]
    for seed, title in _SEEDS.items():
        lines += [
            "",
            f"## {seed} {title}",
            "",
            "| id | step | words | built in | tested by |",
            "|---|---|---|---|---|",
        ]
        for each in requirements():
            if each.seed == seed:
                later = each.id in ACCOUNTS_AND_ONBOARDING
                built = "later" if later else _code(place_of(each.id, known))
                cells = (each.id, each.step, each.words, built, _short(tested.get(each.id, [])))
                lines.append("| " + " | ".join(cell.replace("|", "/") for cell in cells) + " |")
    return "\n".join(lines) + "\n"


def _code(paths: list[str]) -> str:
    return " ".join(f"`{path}`" for path in paths)


def _short(files: list[str]) -> str:
    """The first three: the search finds the others."""
    shown = " ".join(f"`{name.removeprefix('tests/')}`" for name in files[:3])
    return shown + (f" +{len(files) - 3}" if len(files) > 3 else "")


if __name__ == "__main__":
    SEEDS_PAGE.write_text(write_page(), encoding="utf-8", newline="\n")
