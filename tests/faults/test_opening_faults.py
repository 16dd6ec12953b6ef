"""A working copy that cannot be opened: the first page says why and what to do, 重试 works once the cause is gone."""

import random
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from db.connection import connect
from db.schema_version import SCHEMA_VERSION
from db.working_copy import ATTACHMENTS, DATABASE
from tests.copies import KEY
from tests.faults.conftest import MemoryKeyring
from tests.faults.office_window import OfficeWindow
from tests.faults.permissions import read_only, unreadable

Start = Callable[..., OfficeWindow]
LINUX_RIGHTS = pytest.mark.skipif(sys.platform != "linux", reason="folders are closed the POSIX way")
ROOT = Path(__file__).resolve().parents[2]


def damage_middle(database: Path) -> None:
    content = database.read_bytes()
    third = len(content) // 3
    noise = random.Random(3).randbytes(third)
    database.write_bytes(content[:third] + noise + content[2 * third :])


def cut(database: Path) -> None:
    content = database.read_bytes()
    database.write_bytes(content[: len(content) // 2 + 100])


def cut_to_nothing(database: Path) -> None:
    database.write_bytes(b"")


@pytest.mark.parametrize("harm", [damage_middle, cut, cut_to_nothing])
def test_a_damaged_copy_is_refused_untouched_and_opens_when_the_backup_is_back(
    start: Start, office_copy: Path, tmp_path: Path, harm: Callable[[Path], None]
) -> None:
    database = office_copy / DATABASE
    shutil.copyfile(database, tmp_path / "backup")
    harm(database)
    harmed = database.read_bytes()
    window = start()
    assert (
        window.sentence == "工作副本已损坏，读不出来，原文件没有改动。请用备份恢复，或联系管理员。（E-102）"
    )
    assert database.read_bytes() == harmed
    shutil.copyfile(tmp_path / "backup", database)
    window.retry()
    assert window.sentence == ""
    assert window.offers_accounts()


def test_another_copys_key_is_told_from_damage(
    start: Start, office_copy: Path, system_keyring: MemoryKeyring
) -> None:
    system_keyring.key = bytes(32).hex()
    window = start()
    assert window.sentence.startswith("密钥与这个工作副本不符") and window.sentence.endswith("（E-101）")
    system_keyring.key = KEY.hex()
    window.retry()
    assert window.offers_accounts()


def test_a_key_that_is_not_in_the_keyring_is_said(
    start: Start, office_copy: Path, system_keyring: MemoryKeyring
) -> None:
    system_keyring.key = ""
    window = start()
    assert "没有这个工作副本的密钥" in window.sentence and window.sentence.endswith("（S-107）")
    system_keyring.key = KEY.hex()
    window.retry()
    assert window.offers_accounts()


def test_a_copy_of_a_newer_program_stays_as_it_is(start: Start, office_copy: Path) -> None:
    set_version(office_copy, SCHEMA_VERSION + 1)
    before = (office_copy / DATABASE).read_bytes()
    window = start()
    assert window.sentence == "工作副本由较新的版本建立，本版本不能打开。请升级程序后再打开。（E-103）"
    assert (office_copy / DATABASE).read_bytes() == before
    set_version(office_copy, SCHEMA_VERSION)
    window.retry()
    assert window.offers_accounts()


def set_version(folder: Path, number: int) -> None:
    connection = connect(folder / DATABASE, KEY)
    connection.execute(f"PRAGMA user_version = {number}")
    connection.close()


def test_a_copy_that_another_process_has_open_opens_when_that_ends(start: Start, office_copy: Path) -> None:
    with opened_elsewhere(office_copy):
        window = start()
        assert window.sentence == "工作副本正被另一个窗口使用。请先关闭那个窗口，再打开。（E-104）"
        window.retry()
        assert window.sentence.endswith("（E-104）")
    window.retry()
    assert window.offers_accounts()


@contextmanager
def opened_elsewhere(folder: Path) -> Iterator[None]:
    program = (
        "import sys; from pathlib import Path; from tests.copies import open_test_copy;"
        "copy = open_test_copy(Path(sys.argv[1])); print('open', flush=True); sys.stdin.read()"
    )
    with subprocess.Popen(
        [sys.executable, "-c", program, str(folder)], cwd=ROOT, stdin=subprocess.PIPE, stdout=subprocess.PIPE
    ) as other:
        assert other.stdout is not None
        assert other.stdout.readline() == b"open\n"
        yield
        other.kill()


def test_a_copy_without_its_attachments_folder_opens(start: Start, office_copy: Path) -> None:
    # The files are said to be missing one by one, where they are looked at (test_evidence_faults).
    shutil.rmtree(office_copy / ATTACHMENTS)
    window = start()
    assert window.sentence == ""
    assert window.offers_accounts()


@LINUX_RIGHTS
def test_what_fails_after_the_copy_was_opened_leaves_it_free_for_the_next_try(
    start: Start, office_copy: Path
) -> None:
    # Of the attachments one learns only when the database is open already.
    with read_only(office_copy / ATTACHMENTS):
        window = start()
        assert window.sentence.endswith("（E-205）")
    window.retry()
    assert window.offers_accounts()


@LINUX_RIGHTS
def test_a_copy_in_a_folder_that_cannot_be_written_opens_when_it_can(start: Start, office_copy: Path) -> None:
    with read_only(office_copy):
        window = start()
        assert window.sentence == (
            f"没有写入权限（{office_copy}）。请换一个文件夹，或请管理员开通权限。（E-205）"
        )
    window.retry()
    assert window.offers_accounts()


@LINUX_RIGHTS
def test_an_office_copy_that_may_not_be_looked_into_is_not_taken_for_none(
    start: Start, office_copy: Path
) -> None:
    with unreadable(office_copy.parent):
        window = start()
        assert window.sentence.startswith("程序存放数据的文件夹不能用") and "（E-107）" in window.sentence
    window.retry()
    assert window.offers_accounts()
