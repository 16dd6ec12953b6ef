"""Markers `req` name requirements that exist; which ones no test carries yet is reported at the end of a run."""

import ast
import csv
from collections.abc import Callable, Iterator
from pathlib import Path

TESTS = Path(__file__).resolve().parents[1]


def known_ids() -> list[str]:
    with Path(__file__).with_name("requirements.csv").open(encoding="utf-8", newline="") as rows:
        return [row["id"] for row in csv.DictReader(rows)]


def markers() -> Iterator[tuple[str, ast.expr]]:
    """Every argument of a `req` marker under tests/, with its place."""
    for path in sorted(TESTS.rglob("*.py")):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"), str(path))):
            if (
                isinstance(node, ast.Call)
                and isinstance(node.func, ast.Attribute)
                and node.func.attr == "req"
            ):
                for argument in node.args:
                    yield f"{path.relative_to(TESTS)}:{node.lineno}", argument


def literal(argument: ast.expr) -> str | None:
    return argument.value if isinstance(argument, ast.Constant) and isinstance(argument.value, str) else None


def test_ids_are_unique():
    ids = known_ids()
    assert len(ids) == len(set(ids)) > 100


def test_markers_are_literal_strings():
    """So that searching the tree for an id finds its tests."""
    assert [place for place, argument in markers() if literal(argument) is None] == []


def test_marked_ids_exist(record_property: Callable[[str, object], None]):
    ids = known_ids()
    used = {place: literal(argument) for place, argument in markers()}
    assert {place: name for place, name in used.items() if name is not None and name not in ids} == {}
    carried = {literal(argument) for _, argument in markers()}
    untested = [name for name in ids if name not in carried]
    if untested:
        record_property("requirement ids that no test carries yet", f"{len(untested)}: {' '.join(untested)}")
