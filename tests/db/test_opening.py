"""Opening a working copy: what is refused, with which code, and that nothing is changed or shown then."""

import json
import subprocess
import sys
from pathlib import Path

import pytest

from app.domain.errors import EnvironmentFault
from db import copy_place
from db.connection import connect
from db.copy_place import NETWORK_FILE_SYSTEMS, find_mounted_type, find_synced_parent
from db.migrate import upgrade
from db.schema_version import SCHEMA_VERSION
from db.working_copy import DATABASE, WorkingCopy, create_copy, has_copy, open_copy, read_copy_id
from tests.copies import KEY, NewUow, add_office, create_test_copy, open_test_copy
from tests.factories import make_applicant

ROOT = Path(__file__).resolve().parents[2]


def refused(folder: Path, key: bytes = KEY) -> str:
    with pytest.raises(EnvironmentFault) as caught:
        open_copy(folder, key, upgrade=upgrade)
    return caught.value.code


def test_a_wrong_key_is_told_from_damage_and_prints_nothing(
    copy_folder: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    before = (copy_folder / DATABASE).read_bytes()
    assert refused(copy_folder, bytes(32)) == "E-101"
    assert refused(copy_folder, b"short") == "E-101"
    with pytest.raises(EnvironmentFault):
        connect(copy_folder / DATABASE, bytes(32))  # the start-up path, without the card
    assert capfd.readouterr() == ("", "")
    assert (copy_folder / DATABASE).read_bytes() == before


@pytest.mark.parametrize("damage", ["first page", "cut", "text"])
def test_a_damaged_copy_is_refused_and_left_alone(copy_folder: Path, damage: str) -> None:
    database = copy_folder / DATABASE
    content = bytearray(database.read_bytes())
    if damage == "first page":
        content[100] ^= 1
    elif damage == "cut":
        content = content[:1000]
    else:
        content = bytearray(b"this is no database" * 1000)
    database.write_bytes(content)
    assert refused(copy_folder) == "E-102"
    assert database.read_bytes() == content


def test_damage_further_inside_is_reported_when_it_is_read(copy_folder: Path) -> None:
    database = copy_folder / DATABASE
    content = bytearray(database.read_bytes())
    for page in range(1, len(content) // 4096):
        content[page * 4096 + 2000] ^= 0xFF
    database.write_bytes(content)
    assert refused(copy_folder) == "E-102"


def test_a_copy_from_a_newer_program_stays_untouched(copy_folder: Path) -> None:
    connection = connect(copy_folder / DATABASE, KEY)
    connection.execute(f"PRAGMA user_version = {SCHEMA_VERSION + 1}")
    connection.close()
    before = (copy_folder / DATABASE).read_bytes()
    assert refused(copy_folder) == "E-103"
    assert (copy_folder / DATABASE).read_bytes() == before


def test_a_newer_or_broken_card_is_refused(copy_folder: Path) -> None:
    card = copy_folder / "copy.json"
    good = json.loads(card.read_text(encoding="ascii"))
    card.write_text(json.dumps(good | {"format": 2}), encoding="ascii")
    assert refused(copy_folder) == "E-103"
    for text in ("", "[]", "{}", '{"format": "x", "copy_id": 1, "key_check": 2}'):
        card.write_text(text, encoding="ascii")
        assert refused(copy_folder) == "E-102"
    card.unlink()
    assert refused(copy_folder) == "E-106"


def test_a_folder_without_a_copy_is_said_to_be_one(tmp_path: Path) -> None:
    assert not has_copy(tmp_path)
    assert refused(tmp_path) == "E-106"
    with pytest.raises(EnvironmentFault, match="E-106"):
        read_copy_id(tmp_path)
    assert list(tmp_path.iterdir()) == []


_LOCK = """
import sys
from pathlib import Path
from app.domain.errors import EnvironmentFault
from db.copy_lock import CopyLock
try:
    CopyLock(Path(sys.argv[1])).release()
    print("locked")
except EnvironmentFault as fault:
    print(fault.code)
"""


def lock_elsewhere(folder: Path) -> str:
    done = subprocess.run(
        [sys.executable, "-c", _LOCK, str(folder)], capture_output=True, text=True, check=True, cwd=ROOT
    )
    return done.stdout.strip()


def test_a_second_program_on_the_same_copy_is_refused_until_the_first_closes(copy_folder: Path) -> None:
    first = open_test_copy(copy_folder)
    assert refused(copy_folder) == "E-104"
    assert lock_elsewhere(copy_folder) == "E-104"
    first.close()
    assert lock_elsewhere(copy_folder) == "locked"
    open_test_copy(copy_folder).close()


def test_another_writer_on_the_file_is_reported_as_in_use(copy: WorkingCopy, new_uow: NewUow) -> None:
    with copy.write_engine.connect() as connection:
        connection.exec_driver_sql("PRAGMA busy_timeout = 50")
    intruder = connect(copy.folder / DATABASE, KEY)
    intruder.execute("BEGIN IMMEDIATE")
    with pytest.raises(EnvironmentFault, match="E-104"), new_uow():
        pass
    intruder.execute("ROLLBACK")
    intruder.close()
    with new_uow() as uow:
        uow.settings.set("after", "works")
        uow.commit()


def test_synced_folders_and_network_drives_are_refused(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in ("OneDrive - 示例建设工程有限公司", "坚果云", "Dropbox (Personal)", "百度网盘同步空间"):
        with pytest.raises(EnvironmentFault) as caught:
            create_test_copy(tmp_path / name / "职审台")
        assert (caught.value.code, caught.value.params["place"]) == ("E-105", name)
        assert not (tmp_path / name).exists()
    marked = tmp_path / "资料"
    (marked / ".stfolder").mkdir(parents=True)
    assert find_synced_parent(marked / "deep" / "copy") == "资料"
    monkeypatch.setenv("OneDriveCommercial", str(tmp_path / "公司云盘"))
    assert find_synced_parent(tmp_path / "公司云盘" / "copy") == "公司云盘"
    assert find_synced_parent(tmp_path / "职审台") == ""


def test_the_mount_nearest_to_the_folder_decides() -> None:
    mounts = [
        "/dev/sda1 / ext4 rw 0 0",
        "server:/home /home nfs4 rw 0 0",
        "/dev/sdb1 /home/zhou ext4 rw 0 0",
        "//nas/share /mnt/the\\040share cifs rw 0 0",
        "broken line",
    ]
    assert find_mounted_type(Path("/home/chen/copy"), mounts) in NETWORK_FILE_SYSTEMS
    assert find_mounted_type(Path("/home/zhou/copy"), mounts) == "ext4"
    assert find_mounted_type(Path("/mnt/the share"), mounts) == "cifs"
    assert find_mounted_type(Path("/srv/copy"), mounts) == "ext4"


def test_a_copy_on_a_network_drive_is_not_opened(copy_folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def on_a_share(folder: Path) -> str:
        return "cifs"

    monkeypatch.setattr(copy_place, "find_network_file_system", on_a_share)
    assert refused(copy_folder) == "E-105"


def test_the_copy_knows_its_id_and_whether_it_is_a_sample(tmp_path: Path) -> None:
    folder = tmp_path / "sample"
    made = create_copy(folder, KEY, copy_id="copy-7", upgrade=upgrade, sample=True)
    assert (made.copy_id, made.is_sample) == ("copy-7", True)
    made.close()
    assert read_copy_id(folder) == "copy-7"
    opened = open_test_copy(folder)
    assert (opened.copy_id, opened.is_sample) == ("copy-7", True)
    opened.close()


def test_an_ordinary_copy_is_no_sample(copy: WorkingCopy) -> None:
    assert not copy.is_sample


def test_creation_that_was_interrupted_is_completed_at_the_next_opening(tmp_path: Path) -> None:
    def power_cut(engine: object) -> None:
        raise KeyboardInterrupt

    folder = tmp_path / "copy"
    with pytest.raises(KeyboardInterrupt):
        create_copy(folder, KEY, copy_id="copy-8", upgrade=power_cut)
    opened = open_test_copy(folder)
    assert opened.copy_id == "copy-8"
    opened.close()


def test_the_file_is_durable_encrypted_and_wiped(copy: WorkingCopy, new_uow: NewUow) -> None:
    office = add_office(new_uow)
    with new_uow() as uow:
        uow.applicants.add(make_applicant(office.unit, name="欧阳静怡"))
        uow.commit()
    with copy.write_engine.connect() as connection:
        settings = {
            name: connection.exec_driver_sql(f"PRAGMA {name}").scalar()
            for name in ("journal_mode", "synchronous", "secure_delete", "foreign_keys", "temp_store")
        }
    assert settings == {
        "journal_mode": "wal",
        "synchronous": 2,
        "secure_delete": 1,
        "foreign_keys": 1,
        "temp_store": 2,
    }
    on_disk = b"".join(path.read_bytes() for path in copy.folder.rglob("*") if path.is_file())
    assert "欧阳静怡".encode() not in on_disk
    assert b"SQLite format 3" not in on_disk


def test_the_read_side_cannot_write(copy: WorkingCopy) -> None:
    with copy.read_engine.connect() as connection, pytest.raises(EnvironmentFault, match="E-205"):
        connection.exec_driver_sql("DELETE FROM setting")


def test_a_place_that_cannot_hold_a_folder_is_said_to_be_one(tmp_path: Path) -> None:
    (tmp_path / "file").write_bytes(b"")
    for folder in (tmp_path / "file", tmp_path / "file" / "copy"):
        with pytest.raises(EnvironmentFault, match="E-205"):
            create_test_copy(folder)


def test_the_key_is_not_shown(copy: WorkingCopy) -> None:
    assert str(KEY) not in repr(copy)


_IMPORTED = """
import sys
import db.attachments, db.queries.sql_queries, db.unit_of_work, db.working_copy
print([name for name in ("sqlalchemy.orm", "alembic", "pypinyin", "PySide6") if name in sys.modules])
"""


def test_opening_imports_nothing_that_it_does_not_need() -> None:
    """The start-up pays for each of these: 0.2 to 0.35 s."""
    done = subprocess.run(
        [sys.executable, "-c", _IMPORTED], capture_output=True, text=True, check=True, cwd=ROOT
    )
    assert done.stdout.strip() == "[]"
