"""The 样例 copy at its first run: interrupted, in a folder of somebody else, damaged. It is made again or says why."""

import os
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from app import wiring
from app.services.user_paths import home_dir, sample_dir
from db.working_copy import ATTACHMENTS, DATABASE, has_copy
from tests.faults.office_window import OfficeWindow
from tests.faults.permissions import read_only
from tests.faults.small_sample import build_small_sample

Start = Callable[..., OfficeWindow]
ROOT = Path(__file__).resolve().parents[2]


@pytest.fixture(autouse=True)
def small_sample(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(wiring, "build_sample", build_small_sample)


def list_stored(folder: Path) -> set[Path]:
    return {path for path in (folder / ATTACHMENTS).rglob("*") if path.is_file()}


def test_a_first_run_that_was_killed_is_made_again_from_the_start(start: Start) -> None:
    folder = sample_dir()
    victim = subprocess.run(
        [sys.executable, "-m", "tests.faults.small_sample", str(folder)], cwd=ROOT, check=False
    )
    assert victim.returncode != 0
    assert has_copy(folder)
    half = list_stored(folder)
    assert len(half) == 1
    marker = folder / ATTACHMENTS / "of the first run"
    marker.write_bytes(b"")
    window = start(sample=True)
    assert window.offers_accounts()
    assert not marker.exists()
    assert len(list_stored(folder)) == 1


def test_a_sample_that_was_made_is_kept(start: Start) -> None:
    start(sample=True).end()
    before = {path: path.stat().st_mtime_ns for path in list_stored(sample_dir())}
    assert start(sample=True).offers_accounts()
    assert {path: path.stat().st_mtime_ns for path in list_stored(sample_dir())} == before


@pytest.mark.skipif(sys.platform != "linux", reason="folders are closed the POSIX way")
def test_a_home_that_cannot_be_written_is_said_and_works_when_it_can(start: Start) -> None:
    home_dir().mkdir(exist_ok=True)
    with read_only(home_dir()):
        window = start(sample=True)
        assert window.sentence == (
            f"程序存放数据的文件夹不能用（{sample_dir()}）。"
            "请管理员给您的电脑账户开通这个文件夹的写入权限，再重试。（E-107）"
        )
    window.retry()
    assert window.offers_accounts()


@pytest.mark.skipif(
    sys.platform != "linux" or os.geteuid() != 0, reason="only root can give a folder to somebody else"
)
def test_a_sample_folder_of_somebody_else_is_said(start: Start) -> None:
    sample_dir().mkdir(parents=True)
    os.chown(sample_dir(), 65534, 65534)
    window = start(sample=True)
    assert window.sentence.endswith("（E-107）")
    os.chown(sample_dir(), os.geteuid(), os.getegid())
    window.retry()
    assert window.offers_accounts()


def test_a_damaged_sample_is_made_anew_when_its_folder_is_gone(start: Start) -> None:
    start(sample=True).end()
    (sample_dir() / DATABASE).write_bytes(b"no database" * 1000)
    window = start(sample=True)
    assert str(sample_dir()) in window.sentence and window.sentence.endswith("（E-108）")
    shutil.rmtree(sample_dir())
    window.retry()
    assert window.offers_accounts()
