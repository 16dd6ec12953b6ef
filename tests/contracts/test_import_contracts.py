"""The one direction of imports (docs/architecture.md): import-linter's contracts of pyproject.toml, and what it cannot say."""

import ast
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
LINT = "from importlinter.cli import lint_imports_command; lint_imports_command()"
PURE = ("app/domain", "app/ports", "app/usecases")


def sources(*folders: str) -> Iterator[tuple[str, ast.Module]]:
    for folder in folders:
        for path in sorted((ROOT / folder).rglob("*.py")):
            yield path.relative_to(ROOT).as_posix(), ast.parse(path.read_text(encoding="utf-8"))


def imported(tree: ast.AST) -> Iterator[tuple[int, str]]:
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            yield from ((node.lineno, alias.name) for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            yield node.lineno, node.module or ""


def test_import_contracts_are_kept():
    """In a process of its own: import-linter switches off every logger of the process it runs in."""
    command = [sys.executable, "-X", "utf8", "-c", LINT, "--no-cache", "--no-logo"]
    answer = subprocess.run(command, cwd=ROOT, capture_output=True, encoding="utf-8", check=False)
    assert answer.returncode == 0, answer.stdout + answer.stderr


def test_domain_ports_and_usecases_import_the_standard_library_only():
    ours = tuple(folder.replace("/", ".") for folder in PURE)
    foreign = [
        f"{place}:{line} imports {name}"
        for place, tree in sources(*PURE)
        for line, name in imported(tree)
        if name.partition(".")[0] not in sys.stdlib_module_names and not name.startswith(ours)
    ]
    assert foreign == []


def test_imports_stand_at_the_top_of_modules():
    """Only app/main.py decides at run time what is loaded (start-up cost)."""
    late = [
        f"{place}:{line} imports {name}"
        for place, tree in sources("app", "db", "ui", "resources")
        if place != "app/main.py"
        for node in ast.walk(tree)
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef)
        for line, name in imported(node)
    ]
    assert late == []


def test_package_files_are_empty_but_for_a_docstring():
    """Importing one module of a package must not load its neighbours. ``resources`` is one module by design."""
    full = [
        place
        for place, tree in sources("app", "db", "ui", "bench")
        if place.endswith("__init__.py") and any(not isinstance(node, ast.Expr) for node in tree.body)
    ]
    assert full == []


def test_freeze_support_is_the_first_thing_the_program_does():
    """A frozen program without it starts itself again at every spawned process, without end."""
    tree = ast.parse((ROOT / "app" / "__main__.py").read_text(encoding="utf-8"))
    guarded = [node for node in tree.body if isinstance(node, ast.If)]
    assert ast.unparse(guarded[0].body[0]) == "multiprocessing.freeze_support()"
    top = [
        name
        for node in tree.body
        if isinstance(node, ast.Import | ast.ImportFrom)
        for _, name in imported(node)
    ]
    assert set(top) <= {"multiprocessing", "sys"}
