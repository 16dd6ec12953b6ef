"""A publicity that runs: lock and day, photos, objections, papers, log, 重新公示 (A4.3, A4.4)."""

from datetime import date
from pathlib import Path

import pymupdf
import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QAbstractButton, QFileDialog, QLineEdit, QPlainTextEdit

from app.domain.declaration import Stage
from app.domain.errors import EnvironmentFault
from app.ports.queries import PublicityTab
from tests.ui.tabs.publicity.conftest import ID_NUMBER, write
from ui.file_saving import make_file_name, save_document, save_into
from ui.targets import PublicityTarget
from ui.widgets.callout import Callout
from ui.widgets.choice import RadioCard
from ui.widgets.log_timeline import LogTimeline

CTRL = Qt.KeyboardModifier.ControlModifier
PHOTO = b"\xff\xd8\xff\xe0" + b"\0" * 400 + b"\xff\xd9"


@pytest.mark.req("A4.4")
def test_the_conclusion_is_locked_until_the_day_it_names(unit):
    unit.start(unit.add("许文博"))
    tab = unit.open()
    assert not tab.find(QAbstractButton, "publicity.conclude").isEnabled()
    assert tab.page.running.bar.reason.text() == "公示到 10月13日，10月14日 0 时起可写结论，还差 3 个工作日"
    assert tab.page.running.pill.word() == "公示中，第 2 / 5 日"
    tab.press(Qt.Key.Key_P)
    assert not tab.shows("publicity.pass")


@pytest.mark.req("A4.4")
def test_it_opens_at_midnight_after_the_last_day(unit):
    unit.start(unit.add("许文博"))
    tab = unit.open()
    unit.real.clock.advance(days=5)
    tab.session.day_changed.emit()
    tab.wait()
    assert unit.real.clock.today() == date(2026, 10, 14)
    assert tab.find(QAbstractButton, "publicity.conclude").isEnabled()
    assert tab.page.running.pill.word() == "期满待通过" and tab.page.list.tabs.count_of(2) == 1


def test_tabs_search_and_keys_find_a_publicity(unit):
    first = unit.start(unit.add("许文博"))
    second = unit.start_held(unit.add("单文静"), unit.add("黎子轩"))
    tab = unit.open()
    page = tab.page
    assert [page.list.tabs.count_of(n) for n in range(5)] == [0, 2, 1, 0, 0]
    assert page.running.dossier.publicity.id == second
    tab.press(Qt.Key.Key_J)
    assert page.running.dossier.publicity.id == first
    tab.press(Qt.Key.Key_Slash)
    assert page.list.search.hasFocus()
    write(page.list.search, "黎子")
    tab.wait()
    assert page.list.model.rowCount() == 1 and page.running.dossier.publicity.id == second
    page.open_target(PublicityTarget(PublicityTab.ENDED, first))
    tab.wait()
    assert page.list.tab is PublicityTab.RUNNING and page.running.dossier.publicity.id == first


@pytest.mark.req("A4.5")
def test_a_dropped_photo_is_kept_and_shown(unit, tmp_path):
    publicity_id = unit.start(unit.add("许文博"))
    tab = unit.open()
    photo, broken = tmp_path / "公告栏.jpg", tmp_path / "说明.docx"
    photo.write_bytes(PHOTO)
    broken.write_bytes(b"PK\x03\x04")
    tab.page.running.form.photos_dropped.emit([str(photo), str(broken)])
    for _ in range(4):
        tab.wait()
    (kept,) = unit.publicity(publicity_id).evidence
    assert (kept.name, unit.real.desk.attachments.read(kept.sha256)) == ("公告栏.jpg", PHOTO)
    assert "说明.docx" in tab.find(Callout, "publicity.photo_problem").accessibleName()
    tab.click(tab.find(QAbstractButton, "publicity.photo"))
    assert [file.name for file in tab.page.actions_.photos.evidence.files()] == ["公告栏.jpg"]
    tab.press(Qt.Key.Key_Escape)
    assert not tab.shows("publicity.photos")


@pytest.mark.req("A4.4")
def test_an_objection_is_recorded_and_handled(unit):
    person = unit.add("许文博")
    publicity_id = unit.start(person)
    tab = unit.open()
    tab.click(tab.find(QAbstractButton, "publicity.record_objection"))
    tab.press(Qt.Key.Key_Return, CTRL)
    assert "B-101" in tab.find(Callout, "publicity.objection.problem").accessibleName()
    write(tab.find(QLineEdit, "publicity.objection.who"), "王师傅")
    write(tab.find(QPlainTextEdit, "publicity.objection.what"), "业绩不实")
    tab.press(Qt.Key.Key_Return, CTRL)
    (objection,) = unit.publicity(publicity_id).objections
    assert (objection.who, objection.received_on) == ("王师傅", date(2026, 10, 9))
    assert unit.declaration(person).stage is Stage.EMPLOYER_REVIEW
    assert tab.page.running.pill.word() == "有异议 1"
    assert "异议没有处理" in tab.page.running.bar.reason.text()
    tab.click(tab.find(QAbstractButton, "publicity.handle"))
    confirm = tab.find(QAbstractButton, "publicity.handling.confirm")
    assert not confirm.isEnabled()
    tab.click(tab.find(RadioCard, "publicity.handling.rejected"))
    write(tab.find(QPlainTextEdit, "publicity.handling.text"), "已向甲方核实")
    tab.click(confirm)
    (settled,) = unit.publicity(publicity_id).objections
    assert (settled.upheld, settled.handling) == (False, "已向甲方核实")
    assert "按审核无误" in tab.page.running.bar.reason.text()


def test_an_objection_closed_with_esc_keeps_what_was_typed(unit):
    unit.start(unit.add("许文博"))
    tab = unit.open()
    tab.click(tab.find(QAbstractButton, "publicity.record_objection"))
    write(tab.find(QLineEdit, "publicity.objection.who"), "王师傅")
    tab.press(Qt.Key.Key_Escape)
    assert not tab.shows("publicity.objection")
    tab.click(tab.find(QAbstractButton, "publicity.record_objection"))
    assert tab.find(QLineEdit, "publicity.objection.who").text() == "王师傅"


def test_begin_anew_needs_a_reason_and_sends_the_persons_back(unit):
    person = unit.add("许文博")
    publicity_id = unit.start(person)
    tab = unit.open()
    tab.click(tab.find(QAbstractButton, "publicity.again"))
    confirm = tab.find(QAbstractButton, "publicity.cancel.confirm")
    assert not confirm.isEnabled()
    write(tab.find(QPlainTextEdit, "publicity.cancel.reason"), "公告栏被遮挡")
    tab.click(confirm)
    assert unit.publicity(publicity_id).cancel_reason == "公告栏被遮挡"
    assert unit.declaration(person).stage is Stage.AWAITING_PUBLICITY
    assert [tab.page.list.tabs.count_of(n) for n in range(5)] == [1, 0, 0, 0, 1]


def choose_folder(tab, folder: Path) -> None:
    (dialog,) = [d for d in tab.shell.findChildren(QFileDialog) if d.isVisible()]
    dialog.findChild(QLineEdit, "fileNameEdit").setText(str(folder))
    dialog.accept()
    for _ in range(3):
        tab.wait()


def read_pdf(path: Path) -> str:
    with pymupdf.open(path) as document:
        return "".join(page.get_text() for page in document)


@pytest.mark.req("A4.3")
def test_the_papers_are_saved_marked_and_carry_no_id_number(unit, tmp_path):
    publicity_id = unit.start(unit.add("许文博"), unit.add("单文静"))
    tab = unit.open()
    folder = tmp_path / "公示"
    folder.mkdir()
    tab.click(tab.find(QAbstractButton, "publicity.running.export"))
    choose_folder(tab, folder)
    names = sorted(path.name for path in folder.iterdir())
    assert names == ["公示名单 2026-09-30.pdf", "评审表(公示版) 单文静.pdf", "评审表(公示版) 许文博.pdf"]
    texts = {path.name: read_pdf(path) for path in folder.iterdir()}
    assert not [name for name, text in texts.items() if ID_NUMBER in text.replace(" ", "")]
    roster = "".join(texts["公示名单 2026-09-30.pdf"].split())
    assert all(word in roster for word in ("许文博", "单文静", "水工结构", "大学本科", "一楼公告栏"))
    assert unit.publicity(publicity_id).sheet_exported_at is not None
    assert tab.shell.toast.text() == "已导出 3 个文件到“公示”"


@pytest.mark.req("A4.3")
def test_papers_printed_before_the_start_count_as_exported(unit, tmp_path):
    person = unit.add("许文博")
    unit.start(unit.add("单文静"))
    tab = unit.open(PublicityTarget(PublicityTab.WAITING))
    tab.click(tab.find(QAbstractButton, "publicity.draft.export"))
    choose_folder(tab, tmp_path)
    assert len(list(tmp_path.glob("*.pdf"))) == 2
    tab.click(tab.find(QAbstractButton, "publicity.begin"))
    tab.wait()
    assert unit.of(person).sheet_exported_at is not None


def test_the_log_tells_common_acts_once(unit):
    unit.start(unit.add("许文博"), unit.add("单文静"))
    tab = unit.open()
    tab.press(Qt.Key.Key_L)
    lines = tab.find(LogTimeline, "review_log.lines")
    assert lines.model().rowCount() == 1


def test_no_name_on_the_desk_shows_an_id_number(unit):
    unit.start(unit.add("许文博"))
    tab = unit.open()
    texts = [w.text() for w in tab.shell.findChildren(QAbstractButton)]
    texts += [label.text() for label in tab.shell.findChildren(type(tab.page.running.opinion.text))]
    assert not [text for text in texts if ID_NUMBER in text]


def test_a_second_export_overwrites_nothing_and_names_are_safe(tmp_path):
    saved = save_into(tmp_path, [("名单.pdf", b"1"), ("名单.pdf", b"2")])
    assert [path.name for path in saved] == ["名单.pdf", "名单（2）.pdf"]
    assert make_file_name('买买提·艾力 <a>:"b"|?*\\/', "pdf") == "买买提·艾力 a b.pdf"
    with pytest.raises(EnvironmentFault) as fault:
        save_document(tmp_path / "没有这个文件夹" / "x.pdf", b"1")
    assert fault.value.code == "E-205"
    assert sorted(path.name for path in tmp_path.iterdir()) == ["名单.pdf", "名单（2）.pdf"]
