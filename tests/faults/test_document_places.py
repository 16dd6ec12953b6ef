"""A document that cannot be written where the person wants it: why and what to do, and what was there stays."""

import errno
import os
import stat
import sys
from pathlib import Path

import pytest

from app.domain.errors import EnvironmentFault
from tests.faults.permissions import as_ordinary_user, read_only
from ui.document_file import write_document
from ui.texts.errors import describe

OLD, NEW = b"PK old roster", b"PK new roster"


def refusal(path: Path) -> str:
    with pytest.raises(EnvironmentFault) as caught, as_ordinary_user():
        write_document(str(path), NEW)
    return describe(caught.value)


@pytest.fixture
def roster(tmp_path: Path) -> Path:
    path = tmp_path / "导出" / "职称申报名单.xlsx"
    path.parent.mkdir()
    path.write_bytes(OLD)
    return path


def test_a_document_takes_the_place_of_the_older_one_whole(roster: Path) -> None:
    write_document(str(roster), NEW)
    assert roster.read_bytes() == NEW
    assert list(roster.parent.iterdir()) == [roster]
    if os.name == "posix":
        mask = os.umask(0)
        os.umask(mask)
        assert stat.S_IMODE(roster.stat().st_mode) == 0o666 & ~mask


def test_a_name_as_long_as_the_disk_allows_is_written(tmp_path: Path) -> None:
    path = tmp_path / ("名单" * 40 + ".xlsx")
    write_document(str(path), NEW)
    assert path.read_bytes() == NEW


@pytest.mark.skipif(sys.platform != "linux", reason="folders are closed the POSIX way")
def test_a_folder_that_cannot_be_written_is_named(roster: Path) -> None:
    other = roster.with_name("别的名单.xlsx")
    with read_only(roster.parent):
        assert refusal(other) == f"没有写入权限（{other}）。请换一个文件夹，或请管理员开通权限。（E-205）"
    assert not other.exists() and roster.read_bytes() == OLD


def test_a_full_place_keeps_the_older_document_and_no_half(
    roster: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def no_space(file: int) -> None:
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr(os, "fsync", no_space)
    assert refusal(roster) == "磁盘已满，刚才的内容没有保存。请清出 200 MB 后重试。（E-204）"
    assert roster.read_bytes() == OLD
    assert list(roster.parent.iterdir()) == [roster]


def test_a_place_that_is_gone_is_said(roster: Path) -> None:
    roster.unlink()
    roster.parent.rmdir()
    assert refusal(roster).endswith("（E-206）")


def test_a_document_that_another_program_holds_is_said(roster: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def held(self: Path, target: Path) -> None:
        raise PermissionError(errno.EACCES, "Excel has it open")

    monkeypatch.setattr(Path, "replace", held)
    sentence = refusal(roster)
    assert "可能正被其他程序打开" in sentence and sentence.endswith("（E-207）")
    assert roster.read_bytes() == OLD
    assert list(roster.parent.iterdir()) == [roster]
