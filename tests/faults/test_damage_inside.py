"""Damage that opening does not meet: said where it is read, the rest of the window goes on, the file is left alone."""

from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from db.connection import connect
from db.working_copy import DATABASE
from tests.copies import KEY
from tests.faults.conftest import PASSWORD

PAGE = 4096


def damage_table(folder: Path, table: str) -> None:
    """Alter one byte of the first page of the table and of each of its indexes."""
    connection = connect(folder / DATABASE, KEY)
    pages = connection.execute("SELECT rootpage FROM sqlite_master WHERE tbl_name = ?", (table,)).fetchall()
    connection.close()
    content = bytearray((folder / DATABASE).read_bytes())
    for (page,) in pages:
        content[(page - 1) * PAGE + 1000] ^= 1
    (folder / DATABASE).write_bytes(content)


def test_damage_in_the_archive_is_said_and_the_window_goes_on(qtbot, start, office_copy):
    damage_table(office_copy, "archive_item")
    office = start()
    assert office.sentence == ""
    form = office.window.sign_in.form
    QTest.keyClicks(form.password, PASSWORD)
    QTest.keyClick(form.password, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: office.window.shell is not None)
    shell = office.window.shell
    qtbot.waitUntil(lambda: shell.error.is_open())
    assert shell.error.sentence() == (
        "工作副本已损坏，读不出来，原文件没有改动。请用备份恢复，或联系管理员。（E-102）"
    )
    QTest.keyClick(shell.error, Qt.Key.Key_Return)
    assert not shell.error.is_open()
    assert office.bugs == []
    shell.status.item("keys").click()
    assert shell.keys_sheet.is_open()
