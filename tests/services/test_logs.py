"""The technical log and the crash hooks."""

import logging
import sys
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest

from app.domain.errors import EnvironmentFault
from app.services import logs
from app.services.redaction import HIDDEN
from tests.factories import make_id_number

PHONE = "138 0571 7788"


@pytest.fixture
def folder(tmp_path: Path) -> Iterator[Path]:
    """A folder that is logged to; afterwards everything is as before."""
    root = logging.getLogger()
    level, raising = root.level, logging.raiseExceptions
    handler = logs.start_log(tmp_path / "日志")
    yield tmp_path / "日志"
    logs.stop_log(handler)
    root.setLevel(level)
    logging.raiseExceptions = raising


@pytest.fixture
def hooks() -> Iterator[None]:
    before = sys.excepthook, threading.excepthook, sys.unraisablehook
    yield
    sys.excepthook, threading.excepthook, sys.unraisablehook = before


def read(folder: Path) -> str:
    return (folder / logs.FILE_NAME).read_text(encoding="utf-8")


def fail_with(name: str) -> None:
    secret = f"张三 {name}"
    try:
        raise KeyError(secret)
    except KeyError as cause:
        raise ValueError(f"no such person: {secret}") from cause


def test_numbers_do_not_reach_the_file(folder: Path) -> None:
    logging.getLogger("app.x").info("opened %s for %s", make_id_number(), PHONE)
    assert f"INFO app.x MainThread opened {HIDDEN} for {HIDDEN}" in read(folder)


def test_a_logged_exception_has_types_and_places_and_no_values(folder: Path) -> None:
    try:
        fail_with(PHONE)
    except ValueError:
        logging.getLogger("app.x").exception("import failed")
    text = read(folder)
    assert "import failed" in text
    assert "builtins.KeyError" in text
    assert "which led to" in text
    assert "builtins.ValueError" in text
    assert "tests/services/test_logs.py:" in text
    assert "fail_with" in text
    for secret in ("张三", "138", "no such person"):
        assert secret not in text


def test_a_crash_of_any_thread_is_written_and_reported(folder: Path, hooks: None) -> None:
    reports: list[str] = []
    logs.install_crash_hooks(reports.append)
    try:
        fail_with(PHONE)
    except ValueError as error:
        sys.excepthook(type(error), error, error.__traceback__)
    thread = threading.Thread(target=fail_with, args=(PHONE,))
    thread.start()
    thread.join()
    assert len(reports) == 2
    assert read(folder).count("CRITICAL app.crash MainThread unexpected error") == 1
    assert read(folder).count("CRITICAL app.crash Thread-") == 1
    assert all(report in read(folder) for report in reports)
    assert "张三" not in read(folder)


def test_a_known_error_shows_its_code_only() -> None:
    assert (
        logs.describe_crash(EnvironmentFault("E-204", path="张三"))
        == "app.domain.errors.EnvironmentFault E-204"
    )


def test_groups_and_circles_end() -> None:
    one, two = ValueError("张三"), TypeError("李四")
    one.__context__, two.__context__ = two, one
    text = logs.describe_crash(ExceptionGroup("王五", [one, two]))
    assert "builtins.ExceptionGroup" in text or "ExceptionGroup" in text
    assert "builtins.ValueError" in text
    assert not any(name in text for name in ("张三", "李四", "王五"))


def test_the_file_rotates(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (handler,) = [h for h in logging.getLogger().handlers if getattr(h, "maxBytes", 0)]
    monkeypatch.setattr(handler, "maxBytes", 2_000)
    for number in range(200):
        logging.getLogger("app.x").info("line %d %s", number, "字" * 40)
    names = sorted(p.name for p in folder.iterdir())
    assert names == ["reviewdesk.log", *(f"reviewdesk.log.{n}" for n in range(1, logs.OLDER_FILES + 1))]


def test_a_folder_that_cannot_be_written_ends_no_program(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    level, raising = logging.getLogger().level, logging.raiseExceptions
    handler = logs.start_log(tmp_path / "file" / "logs")
    logging.getLogger("app.x").info("hello")
    logs.stop_log(handler)
    logging.getLogger().setLevel(level)
    logging.raiseExceptions = raising
