"""归档包 when the place is full, gone or closed, a file cannot be read, or the person cancels: a clear code, no half
package, what was there stays, and nothing in the clear anywhere else.
"""

import errno
import io
import os
import shutil
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from app.domain.errors import KnownError
from app.services.archive_package.zip_packages import ZipPackages
from tests.faults.permissions import as_ordinary_user, read_only
from tests.services.archive_package.small_package import MemoryStore, make_content
from ui.texts.errors import describe

SIZE = 3_000_000


def say_nothing(done: int, total: int) -> None:
    assert 0 <= done <= total


def go_on() -> bool:
    return False


@pytest.fixture
def stick(tmp_path: Path) -> Path:
    folder = tmp_path / "U盘"
    folder.mkdir()
    (folder / "别的文件.txt").write_text("在这里", encoding="utf-8")
    return folder


def write(stick: Path, store: MemoryStore | None = None, **more: Any) -> str:
    """The refusal's code; "" when the package stands there."""
    store = store or MemoryStore()
    content = make_content(store, SIZE)
    more.pop("spoil", len)(store.contents)
    report, stop = more.get("report", say_nothing), more.get("stop", go_on)
    try:
        with as_ordinary_user():
            check = ZipPackages(store).write(str(stick / "归档包.zip"), content, report, stop)
    except KnownError as error:
        return error.code
    assert check.is_sound
    return ""


def names(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.iterdir())


def fail_with(number: int) -> Callable[..., Any]:
    def fail(*_: Any, **__: Any) -> Any:
        raise OSError(number, os.strerror(number))

    return fail


def test_without_a_fault_the_package_alone_is_added(stick: Path) -> None:
    assert write(stick) == ""
    assert names(stick) == ["别的文件.txt", "归档包.zip"]


def test_a_place_known_to_be_full_is_refused_before_anything_is_written(
    stick: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(shutil, "disk_usage", lambda _: _Usage())
    assert write(stick) == "V-203"
    assert names(stick) == ["别的文件.txt"]


class _Usage:
    free = 1000


class FullFile(io.FileIO):
    """Has room for a megabyte."""

    def write(self, content: Any) -> int:
        if self.tell() + len(content) > 1_000_000:
            raise OSError(errno.ENOSPC, "No space left on device")
        return super().write(content)


def test_a_place_that_fills_up_keeps_no_half_package(stick: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    real_open = Path.open

    def open_full(self: Path, mode: str = "r", *rest: Any, **more: Any) -> Any:
        if self.suffix == ".part":
            return io.BufferedWriter(FullFile(self, "w"))
        return real_open(self, mode, *rest, **more)

    with monkeypatch.context() as full:
        full.setattr(Path, "open", open_full)
        assert write(stick) == "V-203"
    assert names(stick) == ["别的文件.txt"]
    assert write(stick) == ""


@pytest.mark.parametrize(
    ("number", "code"),
    [
        (errno.ENOSPC, "V-203"),
        (errno.EIO, "V-204"),
        (errno.ENODEV, "V-204"),
        (errno.EROFS, "V-205"),
        (errno.EFBIG, "V-208"),
    ],
)
def test_a_disk_that_fails_while_it_is_written_through(
    stick: Path, monkeypatch: pytest.MonkeyPatch, number: int, code: str
) -> None:
    monkeypatch.setattr(os, "fsync", fail_with(number))
    assert write(stick) == code
    assert names(stick) == ["别的文件.txt"]


def test_a_place_that_is_gone_before_it_began(stick: Path) -> None:
    assert write(stick / "没有这个文件夹") == "V-204"
    assert names(stick) == ["别的文件.txt"]


def test_a_stick_that_is_pulled_out_while_it_writes(stick: Path) -> None:
    """The folder is not there any more when the package is read again, and the part cannot be taken away."""
    gone = stick.with_name("拔掉了")

    def pull(done: int, total: int) -> None:
        if stick.exists() and done >= total // 4:
            stick.rename(gone)

    assert write(stick, report=pull) == "V-204"
    assert not stick.exists() and "归档包.zip" not in names(gone)


@pytest.mark.skipif(sys.platform != "linux", reason="folders are closed the POSIX way")
def test_a_place_that_may_not_be_written(stick: Path) -> None:
    with read_only(stick):
        assert write(stick) == "V-205"
    assert names(stick) == ["别的文件.txt"]


def test_an_attachment_that_is_missing_is_named(stick: Path) -> None:
    store = MemoryStore()
    content = make_content(store, SIZE)
    store.contents.clear()
    with pytest.raises(KnownError) as caught:
        ZipPackages(store).write(str(stick / "归档包.zip"), content, say_nothing, go_on)
    assert describe(caught.value) == (
        "附件“获奖证书.pdf”读不出来（E-301），归档包没有写出。请从备份恢复，或请申报人重新上传。（V-202）"
    )
    assert names(stick) == ["别的文件.txt"]


def test_an_attachment_that_is_another_than_its_record_says_stops_the_package(stick: Path) -> None:
    def swap(contents: dict[str, bytes]) -> None:
        first = next(iter(contents))
        contents[first] = contents[first][:-1] + b"x"

    assert write(stick, spoil=swap) == "V-202"
    assert names(stick) == ["别的文件.txt"]


@pytest.mark.parametrize("share", [0, 0.1, 0.5, 0.9])
def test_cancelled_anywhere_nothing_stays(stick: Path, share: float) -> None:
    told = [0.0]

    def note(done: int, total: int) -> None:
        told[0] = done / total

    assert write(stick, report=note, stop=lambda: told[0] >= share) == "V-201"
    assert names(stick) == ["别的文件.txt"]
    assert write(stick) == ""


def test_what_does_not_read_back_is_taken_away(stick: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A stick that loses what was written to it."""
    real_sync = os.fsync

    def spoil(handle: int) -> None:
        real_sync(handle)
        part = stick / "归档包.zip.part"
        if part.exists():
            content = bytearray(part.read_bytes())
            content[SIZE // 2] ^= 1
            part.write_bytes(content)

    monkeypatch.setattr(os, "fsync", spoil)
    assert write(stick) == "V-206"
    assert names(stick) == ["别的文件.txt"]


def test_a_part_that_a_killed_program_left_behind_is_no_hindrance(stick: Path) -> None:
    (stick / "归档包.zip.part").write_bytes(b"half")
    assert write(stick) == ""
    assert names(stick) == ["别的文件.txt", "归档包.zip"]


def test_nothing_is_written_in_the_clear_but_the_target(stick: Path) -> None:
    opened: list[str] = []

    def note(event: str, arguments: Any) -> None:
        if watching and event == "open" and isinstance(arguments[1], str) and set(arguments[1]) & set("wax+"):
            opened.append(str(arguments[0]))

    watching = True
    sys.addaudithook(note)
    try:
        assert write(stick) == ""
    finally:
        watching = False
    assert set(opened) == {str(stick / "归档包.zip.part")}
