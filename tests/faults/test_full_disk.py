"""The disk is full while somebody reviews: E-204 is said, nothing is half written, nothing typed is lost, it goes on."""

import errno

import pytest
from PySide6.QtCore import Qt

from app.domain.archive import ArchiveStatus
from app.domain.decision import SubjectKind
from app.domain.errors import EnvironmentFault
from db import attachments
from db.name_readings import read_name
from db.unit_of_work import SqlUnitOfWork
from tests.desk_fixtures import with_desk
from tests.faults.archive_desk import AWARD, answer_error, drop, open_archive, problems, reasons, said
from tests.faults.full_disk import without_room
from ui.widgets.fields import TextEdit
from ui.widgets.pills import PillLabel

FULL = "磁盘已满，刚才的内容没有保存。请清出 200 MB 后重试。（E-204）"
LONG = "经核对原件，材料与填报一致。" * 600
"""Longer than what the last page of the database has room for."""
CTRL = Qt.KeyboardModifier.ControlModifier


def states_on_screen(tab) -> list[str]:
    return [pill.word() for pill in tab.page.review.item.findChildren(PillLabel) if pill.isVisible()]


def test_a_decision_without_room_stays_open_and_is_taken_when_there_is_room(real_desk, open_tab):
    item = real_desk.add_item("陈思远", fields=AWARD)
    tab = open_archive(open_tab)
    opinion = tab.find(TextEdit, "archive.opinion")
    opinion.setPlainText(LONG)
    with without_room(real_desk.copy):
        tab.press(Qt.Key.Key_P)
        assert said(tab) == FULL
        assert real_desk.item(item.id).status is ArchiveStatus.PENDING
        assert real_desk.decisions(item.id) == []
        answer_error(tab)
    assert states_on_screen(tab) == ["待审核"]
    assert opinion.toPlainText() == LONG
    tab.press(Qt.Key.Key_P)
    assert real_desk.item(item.id).status is ArchiveStatus.PASSED
    (decision,) = real_desk.decisions(item.id)
    assert decision.opinion == LONG


def test_a_return_without_room_keeps_what_was_composed(real_desk, open_tab):
    item = real_desk.add_item("陈思远", fields=AWARD)
    tab = open_archive(open_tab)
    tab.find(TextEdit, "archive.opinion").setPlainText(LONG)
    tab.press(Qt.Key.Key_R)
    tab.click(reasons(tab)[0].box())
    with without_room(real_desk.copy):
        tab.press(Qt.Key.Key_Return, CTRL)
        assert said(tab) == FULL
        answer_error(tab)
    assert tab.page.review.composes()
    assert tab.page.review.composer.has_draft(item.id)
    tab.press(Qt.Key.Key_Return, CTRL)
    assert real_desk.item(item.id).status is ArchiveStatus.RETURNED


def test_taking_back_without_room_can_be_tried_again(real_desk, open_tab):
    real_desk.add_item("陈思远", fields=AWARD)
    tab = open_archive(open_tab, desk=with_desk(real_desk, new_unit_of_work=full_at_will(real_desk)))
    decided = tab.page.desk.dossier.item.id
    tab.press(Qt.Key.Key_P)
    FullUnitOfWork.is_full = True
    tab.press(Qt.Key.Key_Z)
    assert said(tab) == FULL
    FullUnitOfWork.is_full = False
    answer_error(tab)
    assert real_desk.item(decided).status is ArchiveStatus.PASSED
    tab.press(Qt.Key.Key_Z)
    assert real_desk.item(decided).status is ArchiveStatus.PENDING
    assert tab.shell.toast.text() == "已撤销：已通过 陈思远"


class FullUnitOfWork(SqlUnitOfWork):
    """A withdrawal is small and may find room for long: here the commit finds none."""

    is_full = False

    def commit(self) -> None:
        if self.is_full:
            raise EnvironmentFault("E-204")
        super().commit()


def full_at_will(real_desk):
    return lambda: FullUnitOfWork(real_desk.copy.write_engine, real_desk.kits, read_name)


def test_a_bulk_without_room_keeps_the_ticks(real_desk, open_tab):
    items = [real_desk.add_item(name, fields=AWARD) for name in ("陈思远", "林致远", "何雨桐")]
    tab = open_archive(open_tab, review=False)
    tab.page.list.table.head.all_toggled.emit(True)
    tab.wait()
    tab.press(Qt.Key.Key_R)
    tab.press(Qt.Key.Key_Return, CTRL)
    row = reasons(tab)[0]
    tab.click(row.box())
    row.editor().setPlainText(LONG)
    with without_room(real_desk.copy):
        tab.press(Qt.Key.Key_Return, CTRL)
        assert said(tab) == FULL
        assert [real_desk.item(i.id).status for i in items] == [ArchiveStatus.PENDING] * 3
        answer_error(tab)
    assert tab.page.state.model.tick_count() == 3
    tab.press(Qt.Key.Key_Return, CTRL)
    assert [real_desk.item(i.id).status for i in items] == [ArchiveStatus.RETURNED] * 3


def test_looks_that_found_no_room_are_written_with_the_next(real_desk, open_tab):
    items = [real_desk.add_item(name, fields=AWARD) for name in ("陈思远", "林致远")]
    tab = open_archive(open_tab)
    looks = tab.session.looks
    with without_room(real_desk.copy):
        for _ in range(400):
            looks.note_reveal(SubjectKind.ARCHIVE_ITEM, items[0].id)
            looks.flush()
            tab.wait()
            if tab.shell.error.is_open():
                break
        assert said(tab) == FULL
        answer_error(tab)
        kept = count_looks(real_desk)
        looks.flush()
        tab.wait()
        assert not tab.shell.error.is_open(), "told once"
    looks.flush()
    tab.wait()
    assert count_looks(real_desk) > kept


def count_looks(real_desk) -> int:
    with real_desk.copy.write_engine.connect() as connection:
        return int(connection.exec_driver_sql("SELECT count(*) FROM look").scalar_one())


def test_a_file_that_finds_no_room_is_named_and_goes_in_when_there_is_room(
    real_desk, open_tab, tmp_path, monkeypatch
):
    item = real_desk.add_item("陈思远", fields=AWARD, evidence=())
    path = tmp_path / "获奖证书.pdf"
    path.write_bytes(b"%PDF-1.7\n" + bytes(900_000))
    tab = open_archive(open_tab)

    def write_half(stream, wrapping_key, digest, content):
        stream.write(content[: len(content) // 2])
        raise OSError(errno.ENOSPC, "No space left on device")

    with monkeypatch.context() as full:
        full.setattr(attachments, "write_sealed", write_half)
        drop(tab, path)
        assert "获奖证书.pdf" in problems(tab) and "（E-204）" in problems(tab)
    assert real_desk.item(item.id).evidence == ()
    assert [p for p in real_desk.copy.attachments_folder.rglob("*") if p.is_file()] == []
    drop(tab, path)
    assert problems(tab) == ""
    (ref,) = real_desk.item(item.id).evidence
    assert real_desk.desk.attachments.read(ref.sha256) == path.read_bytes()


@pytest.mark.parametrize("lost", ["parts", "attachments"])
def test_a_store_folder_that_was_tidied_away_is_made_again(real_desk, open_tab, tmp_path, lost):
    item = real_desk.add_item("陈思远", fields=AWARD, evidence=())
    path = tmp_path / "获奖证书.pdf"
    path.write_bytes(b"%PDF-1.7\n")
    tab = open_archive(open_tab)
    folder = real_desk.copy.attachments_folder
    (folder / "parts").rmdir()
    if lost == "attachments":
        folder.rmdir()
    drop(tab, path)
    assert problems(tab) == ""
    assert len(real_desk.item(item.id).evidence) == 1
