"""Rules of the house that a reader of one file would not notice broken."""

import ast
import re
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
PROGRAM = ("app", "db", "ui", "resources", "bench")
LONGEST_MODULE = 400
# Written apart, so that this file does not find itself.
HOSTS_AND_PATHS = re.compile(
    "|".join(
        ["pyp" + r"i\.o", "pythonhos" + "ted", "deb\\.debi" + "an", "registry\\.np" + "mjs", "/wor" + "k/"]
    )
)


def texts() -> Iterator[tuple[str, str]]:
    """Every text file that belongs to the project, with its place."""
    folders = [ROOT / name for name in (*PROGRAM, "tests", "docs", "requirements", ".ci", ".github")]
    loose = [path for path in ROOT.iterdir() if path.is_file()]
    for path in (*loose, *(path for folder in folders for path in sorted(folder.rglob("*")))):
        if path.is_file() and "__pycache__" not in path.parts:
            try:
                yield path.relative_to(ROOT).as_posix(), path.read_text(encoding="utf-8")
            except UnicodeDecodeError:
                continue  # a font, a picture


def modules(*folders: str) -> Iterator[tuple[str, str]]:
    for place, text in texts():
        if place.endswith(".py") and place.startswith(tuple(f"{folder}/" for folder in folders)):
            yield place, text


def test_no_registry_host_and_no_machine_path():
    """Locks carry no addresses, and nothing points into one person's machine."""
    found = [
        f"{place}:{number}"
        for place, text in texts()
        for number, line in enumerate(text.splitlines(), 1)
        if HOSTS_AND_PATHS.search(line)
    ]
    assert found == []


def test_modules_stay_small():
    too_long = {
        place: length for place, text in modules(*PROGRAM) if (length := text.count("\n")) > LONGEST_MODULE
    }
    assert too_long == {}


def test_no_module_is_a_box_for_anything():
    names = re.compile(r"(^|/)(utils?|helpers?|managers?|common|misc)(/|\.py$)")
    assert [place for place, _ in modules(*PROGRAM) if names.search(place)] == []


def test_colours_and_style_sheets_live_in_the_theme():
    paint = re.compile(r"setStyleSheet|#[0-9A-Fa-f]{6}\b")
    found = [
        f"{place}:{number}"
        for place, text in modules("ui")
        if not place.startswith("ui/theme")
        for number, line in enumerate(text.splitlines(), 1)
        if paint.search(line)
    ]
    assert found == []


def test_signals_are_connected_to_methods():
    """A lambda, partial or nested function runs in the emitting thread and outlives its widget."""
    found = [
        f"{place}:{node.lineno}"
        for place, text in modules("ui", "app")
        for node in ast.walk(ast.parse(text))
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and node.func.attr == "connect"
        if any(
            isinstance(slot, ast.Lambda)
            or (isinstance(slot, ast.Call) and "partial" in ast.unparse(slot.func))
            for slot in node.args
        )
    ]
    assert found == []


def test_test_files_have_names_of_their_own():
    """Tests are imported by name, without packages."""
    paths = sorted((ROOT / "tests").rglob("test_*.py"))
    names = [path.name for path in paths]
    assert {name for name in names if names.count(name) > 1} == set()
    assert list((ROOT / "tests").rglob("__init__.py")) == []
