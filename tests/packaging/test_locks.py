"""The requirements that dev.py installs: hash-locked, without addresses, for both systems, and whole."""

import ast
import re
import sys
from importlib.metadata import packages_distributions
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
LOCKS = ROOT / "requirements"
PIN = re.compile(r"^([a-z0-9][a-z0-9.-]*)==([^ ]+) \\$", re.MULTILINE)
OWN = {"app", "db", "ui", "resources"}
PART_OF_PYSIDE = {"shiboken6"}


def plain(name: str) -> str:
    return re.sub(r"[-_.]+", "-", name).lower()


def pins(lock: str) -> dict[str, str]:
    return dict(PIN.findall((LOCKS / lock).read_text(encoding="utf-8")))


def wanted(source: str) -> set[str]:
    lines = (LOCKS / source).read_text(encoding="utf-8").splitlines()
    return {plain(found[0]) for line in lines if (found := re.match(r"[A-Za-z][\w.-]*", line))}


@pytest.mark.parametrize("lock", ["linux-run.txt", "linux-dev.txt", "windows-run.txt", "windows-dev.txt"])
def test_every_pin_carries_a_hash_and_no_address(lock: str):
    text = (LOCKS / lock).read_text(encoding="utf-8")
    requirements = re.split(r"\n(?=[a-z])", text)
    assert len(requirements) == len(pins(lock)) > 30
    assert [entry.splitlines()[0] for entry in requirements if "--hash=sha256:" not in entry] == []
    assert not re.search(r"https?:|--index|--find-links|--trusted| @ ", text)


@pytest.mark.parametrize("system", ["linux", "windows"])
def test_dev_lock_holds_the_run_lock_whole(system: str):
    """dev.py takes a venv with the dev lock as good for running too."""
    assert pins(f"{system}-run.txt").items() <= pins(f"{system}-dev.txt").items()


@pytest.mark.parametrize("system", ["linux", "windows"])
def test_locks_hold_what_the_input_files_name(system: str):
    assert wanted("run.in") <= set(pins(f"{system}-run.txt"))
    assert wanted("dev.in") <= set(pins(f"{system}-dev.txt"))


@pytest.mark.parametrize("system", ["linux", "windows"])
def test_qt_and_pymupdf_stay_below_the_versions_that_fail(system: str):
    """PySide6 6.12.0 aborts on Python 3.11; PyMuPDF 2.0 pulls onnxruntime."""
    found = pins(f"{system}-run.txt")
    assert found["pyside6-essentials"].startswith("6.11.")
    assert found["pymupdf"].startswith("1.")
    assert "onnxruntime" not in found


def test_windows_gets_its_own_libraries():
    assert "pywin32-ctypes" in pins("windows-run.txt")
    assert "secretstorage" not in pins("windows-run.txt")
    assert "secretstorage" in pins("linux-run.txt")


def test_program_imports_only_what_run_in_names():
    """A library that is there only because another one wants it may go at the next lock."""
    named, distributions = wanted("run.in"), packages_distributions()
    known = OWN | PART_OF_PYSIDE | sys.stdlib_module_names
    foreign = set()
    for folder in sorted(OWN):
        for path in (ROOT / folder).rglob("*.py"):
            if path.as_posix().endswith("app/services/holiday_source.py"):
                continue  # a developer's command
            for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
                names = [alias.name for alias in node.names] if isinstance(node, ast.Import) else []
                names += [node.module or ""] if isinstance(node, ast.ImportFrom) else []
                for top in {name.partition(".")[0] for name in names} - known:
                    if not named & {plain(name) for name in distributions.get(top, [])}:
                        foreign.add(f"{path.relative_to(ROOT).as_posix()} imports {top}")
    assert foreign == set()
