"""dev.py, the one door for whoever clones the project: arguments, and a set-up that can be interrupted."""

import importlib.util
import re
import shutil
import subprocess
import sys
from pathlib import Path
from types import ModuleType

import pytest

ROOT = Path(__file__).resolve().parents[2]


@pytest.fixture
def dev(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> ModuleType:
    """dev.py as a module whose venv lies in a folder with spaces, not yet made."""
    monkeypatch.setenv("REVIEWDESK_VENV", str(tmp_path / "a venv"))
    spec = importlib.util.spec_from_file_location("dev_script", ROOT / "dev.py")
    assert spec is not None and spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


class Installer:
    """Stands for subprocess calls of dev.py: makes what ``python -m venv`` makes, and notes each call."""

    def __init__(self, dev: ModuleType) -> None:
        self.dev = dev
        self.calls: list[tuple[str, ...]] = []
        self.pip_code = 0

    def call(self, *command: object) -> int:
        words = tuple(str(part) for part in command)
        self.calls.append(words)
        if "venv" in words:
            shutil.rmtree(self.dev.VENV, ignore_errors=True)
            self.dev.PYTHON.parent.mkdir(parents=True)
            self.dev.PYTHON.touch()
            (self.dev.VENV / "pyvenv.cfg").touch()
        return self.pip_code if "pip" in words else 0

    def answer_of(self, *command: object) -> str:
        return "fine"

    def pip_calls(self) -> int:
        return sum("pip" in words for words in self.calls)


@pytest.fixture
def installer(dev: ModuleType, monkeypatch: pytest.MonkeyPatch) -> Installer:
    stand_in = Installer(dev)
    monkeypatch.setattr(dev, "call", stand_in.call)
    monkeypatch.setattr(dev, "answer_of", stand_in.answer_of)
    return stand_in


def test_it_needs_the_standard_library_only_and_stays_short():
    text = (ROOT / "dev.py").read_text(encoding="utf-8")
    tops = set(re.findall(r"^(?:import|from) (\w+)", text, re.MULTILINE))
    assert tops <= sys.stdlib_module_names
    assert text.count("\n") <= 300


def test_help_names_every_command():
    answer = subprocess.run(
        [sys.executable, ROOT / "dev.py", "--help"], capture_output=True, text=True, check=True
    )
    for command in ("run", "test", "check", "build", "bench", "campaign", "holidays", "lock"):
        assert f"dev.py {command}" in answer.stdout


def test_unknown_command_fails():
    answer = subprocess.run(
        [sys.executable, ROOT / "dev.py", "rum"], capture_output=True, text=True, check=False
    )
    assert answer.returncode == 2


@pytest.mark.parametrize(
    ("given", "expected"),
    [
        ([], ["-n", "2"]),
        (["tests/domain", "-k", "x"], ["-n", "2", "tests/domain", "-k", "x"]),
        (["-n", "0"], ["-n", "0"]),
        (["-n4"], ["-n4"]),
        (["--numprocesses=1"], ["--numprocesses=1"]),
        (["--no-header"], ["-n", "2", "--no-header"]),
        (["--pdb"], ["--pdb"]),
    ],
)
def test_tests_run_in_two_processes_unless_said_otherwise(
    dev: ModuleType, given: list[str], expected: list[str]
):
    assert dev.pytest_arguments(given) == expected


@pytest.mark.parametrize(
    ("platform", "environment", "expected"),
    [
        ("win32", {}, True),
        ("darwin", {}, True),
        ("linux", {}, False),
        ("linux", {"DISPLAY": ""}, False),
        ("linux", {"DISPLAY": ":0"}, True),
        ("linux", {"WAYLAND_DISPLAY": "wayland-0"}, True),
    ],
)
def test_a_screen_is_seen(dev: ModuleType, platform: str, environment: dict[str, str], expected: bool):
    assert dev.has_display(platform, environment) is expected


@pytest.mark.parametrize(
    ("display", "given", "expected"),
    [
        (True, [], ["run", "--sample"]),
        (True, ["--out", "x"], ["tour", "--out", "x"]),
        (False, [], ["tour"]),
        (False, ["--out=x"], ["tour", "--out=x"]),
    ],
)
def test_run_opens_the_window_or_drives_the_tour(
    dev: ModuleType,
    installer: Installer,
    monkeypatch: pytest.MonkeyPatch,
    display: bool,
    given: list[str],
    expected: list[str],
):
    monkeypatch.setattr(dev, "has_display", lambda: display)
    monkeypatch.setattr(dev, "missing_libraries", lambda wanted: [])
    assert dev.run_app(given) == 0
    assert installer.calls[-1] == (str(dev.PYTHON), "-m", "app", *expected)


def test_set_up_is_done_once(dev: ModuleType, installer: Installer):
    dev.set_up("dev")
    dev.set_up("dev")
    dev.set_up("run")  # the dev lock holds the run lock
    assert installer.pip_calls() == 1
    pip = next(words for words in installer.calls if "pip" in words)
    assert "--require-hashes" in pip and pip[pip.index("--only-binary") + 1] == ":all:"


def test_set_up_for_running_is_not_enough_for_tests(dev: ModuleType, installer: Installer):
    dev.set_up("run")
    dev.set_up("dev")
    assert installer.pip_calls() == 2


def test_failed_installation_is_taken_up_again(
    dev: ModuleType, installer: Installer, capsys: pytest.CaptureFixture[str]
):
    installer.pip_code = 1
    with pytest.raises(SystemExit) as ended:
        dev.set_up("run")
    assert ended.value.code == 1
    installer.pip_code = 0
    dev.set_up("run")
    assert installer.pip_calls() == 2
    assert "tries again" in capsys.readouterr().err


def test_interrupted_installation_begins_with_a_new_venv(dev: ModuleType, installer: Installer):
    """A library that was half written when the power went would count as installed."""
    dev.set_up("run")
    dev.UNFINISHED.touch()
    (dev.VENV / "installed-run").unlink()
    dev.set_up("run")
    assert [words[-2] for words in installer.calls if "venv" in words] == ["--clear", "--clear"]
    assert not dev.UNFINISHED.exists()


def test_changed_lock_is_installed(dev: ModuleType, installer: Installer):
    dev.set_up("run")
    (dev.VENV / "installed-run").write_text("another lock")
    dev.set_up("run")
    assert installer.pip_calls() == 2


def test_a_folder_that_is_no_venv_is_never_cleared(dev: ModuleType, capsys: pytest.CaptureFixture[str]):
    dev.VENV.mkdir()
    kept = dev.VENV / "letter.txt"
    kept.write_text("keep me")
    with pytest.raises(SystemExit):
        dev.set_up("run")
    assert kept.read_text() == "keep me"
    assert "REVIEWDESK_VENV" in capsys.readouterr().err


def test_without_rights_the_line_to_type_is_said(
    dev: ModuleType, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
):
    monkeypatch.setattr(dev.os, "geteuid", lambda: 1000, raising=False)
    monkeypatch.setattr(dev.shutil, "which", lambda name: f"/usr/bin/{name}")
    with pytest.raises(SystemExit) as ended:
        dev.need_system_packages(["libegl1", "libgl1"])
    assert ended.value.code == 1
    assert "sudo apt-get install -y --no-install-recommends libegl1 libgl1" in capsys.readouterr().err


def test_elsewhere_the_missing_libraries_are_named(
    dev: ModuleType, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
):
    monkeypatch.setattr(dev.shutil, "which", lambda name: None)
    with pytest.raises(SystemExit):
        dev.need_system_packages(["libegl1"])
    assert "libegl1" in capsys.readouterr().err


def test_missing_libraries_are_found_by_loading_them(dev: ModuleType, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(dev.sys, "platform", "linux")
    assert dev.missing_libraries("libnosuch.so.1=libnosuch1") == ["libnosuch1"]
    monkeypatch.setattr(dev.sys, "platform", "win32")
    assert dev.missing_libraries("libnosuch.so.1=libnosuch1") == []


@pytest.mark.parametrize(
    "code", ["import sys; sys.exit(7)", "import os, signal; os.kill(os.getpid(), signal.SIGTERM)"]
)
def test_exit_codes_are_handed_on(dev: ModuleType, code: str):
    assert dev.call(sys.executable, "-c", code) not in (0, None)
