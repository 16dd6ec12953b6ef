"""Files of an archive entry: dropped, pasted, chosen, ordered, removed and brought back; names kept, nothing lost (B1.1)."""

import pytest
from PySide6.QtCore import QMimeData, QPoint, Qt, QUrl
from PySide6.QtGui import QColor, QGuiApplication, QImage
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QFileDialog, QLineEdit, QWidget

from app.domain.archive import ArchiveStatus
from app.domain.errors import EnvironmentFault
from tests.desk_fixtures import with_desk
from tests.factories import make_file
from tests.ui.tabs.entry.entering import (
    AWARD,
    PDF,
    draft_of,
    drop,
    editor,
    open_entry,
    put,
    said,
    text_of,
)
from ui.widgets.evidence.drop_frame import DropFrame

CTRL, ALT = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.AltModifier


@pytest.fixture
def award(real_desk):
    """An entry with three files."""
    files = tuple(make_file(name.encode(), name=name) for name in ("一.pdf", "二.pdf", "三.pdf"))
    return real_desk.add_item("陈思远", fields=AWARD, evidence=files)


@pytest.fixture
def clipboard(qapp):
    held = QGuiApplication.clipboard()
    yield held
    held.clear()


def shown(tab) -> list[str]:
    return [file.name for file in tab.page.archive.files.evidence.files()]


def kept(real_desk, item_id: str) -> list[str]:
    return [file.name for file in draft_of(real_desk, item_id).evidence]


@pytest.mark.req("B1.1")
@pytest.mark.parametrize("place", ["title", "project", "description"])
def test_files_dropped_anywhere_on_the_form_are_evidence(real_desk, open_tab, tmp_path, place):
    """Also over a field: it neither takes the path as its text nor is a drop place of its own."""
    section = "project" if place == "description" else "award"
    person = real_desk.add_person("陈思远")
    tab = open_entry(open_tab, person.id, section)
    form = tab.page.archive.form
    over = form.title if place == "title" else editor(tab, place)
    if place == "description":
        over = over.viewport()
    drop(tab, put(tmp_path, "证书.pdf", PDF), over=over)
    assert shown(tab) == ["证书.pdf"]
    assert not form.form.fields().get(place, "")
    assert not form.findChild(DropFrame).isVisible()
    inside = [w for w in form.findChildren(QWidget) if w.acceptDrops()]
    assert form.acceptDrops() and not inside, "one place to drop, so nothing flickers"


def test_a_form_that_is_locked_takes_no_files(real_desk, open_tab, tmp_path):
    item = real_desk.add_item("陈思远", fields=AWARD, status=ArchiveStatus.FAILED)
    tab = open_entry(open_tab, real_desk.people["陈思远"].id, item_id=item.id)
    assert not tab.page.archive.form.acceptDrops()
    before = shown(tab)
    drop(tab, put(tmp_path, "证书.pdf", PDF), over=tab.page.archive.form.title)
    assert shown(tab) == before


@pytest.mark.req("B1.1")
def test_dropped_files_stand_beside_the_form_and_go_with_the_draft(real_desk, open_tab, tmp_path):
    person = real_desk.add_person("陈思远")
    tab = open_entry(open_tab, person.id, "award")
    drop(tab, put(tmp_path, "证书.pdf", PDF), put(tmp_path, "排名证明 (2).pdf", PDF + b"2"))
    assert shown(tab) == ["证书.pdf", "排名证明 (2).pdf"]
    item_id = tab.page.archive.current().item_id
    assert kept(real_desk, item_id) == ["证书.pdf", "排名证明 (2).pdf"]
    assert real_desk.desk.attachments.read(draft_of(real_desk, item_id).evidence[0].sha256) == PDF
    assert tab.shell.toast.text() == "已放进 2 个文件"


@pytest.mark.req("B1.1")
def test_save_hands_the_files_in_with_the_entry(real_desk, open_tab, award, tmp_path):
    tab = open_entry(open_tab, award.applicant_id, "award")
    drop(tab, put(tmp_path, "四.pdf", PDF))
    assert [f.name for f in real_desk.item(award.id).evidence] == ["一.pdf", "二.pdf", "三.pdf"]
    tab.press(Qt.Key.Key_S, CTRL)
    assert [f.name for f in real_desk.item(award.id).evidence] == ["一.pdf", "二.pdf", "三.pdf", "四.pdf"]
    assert tab.shell.toast.text() == "已保存，已交审核"


def test_the_order_is_changed_with_alt_and_arrows(real_desk, open_tab, award):
    tab = open_entry(open_tab, award.applicant_id, "award")
    files = tab.page.archive.files.list
    files.setFocus()
    tab.press(Qt.Key.Key_Down, ALT)
    assert shown(tab) == kept(real_desk, award.id) == ["二.pdf", "一.pdf", "三.pdf"]
    assert files.current_file().name == "一.pdf"
    tab.press(Qt.Key.Key_Down, ALT)
    tab.press(Qt.Key.Key_Down, ALT)
    assert shown(tab) == ["二.pdf", "三.pdf", "一.pdf"]


def test_a_dragged_file_lands_where_it_is_let_go(real_desk, open_tab, award):
    tab = open_entry(open_tab, award.applicant_id, "award")
    files = tab.page.archive.files.list
    rects = [files.visualRect(files.model().index(n, 0)) for n in range(3)]
    assert files.place_at(rects[2].center() + QPoint(0, 8), 0) == 2
    assert files.place_at(rects[2].center() - QPoint(0, 8), 0) == 1
    assert files.place_at(rects[0].center() - QPoint(0, 8), 2) == 0
    assert files.place_at(QPoint(10, 1000), 0) == 2
    files.moved.emit(0, 2)
    tab.wait()
    assert shown(tab) == ["二.pdf", "三.pdf", "一.pdf"]


def test_a_removed_file_comes_back_in_its_place_with_z(real_desk, open_tab, award):
    tab = open_entry(open_tab, award.applicant_id, "award")
    files = tab.page.archive.files.list
    files.set_current_row(1)
    files.setFocus()
    tab.press(Qt.Key.Key_Delete)
    assert shown(tab) == ["一.pdf", "三.pdf"]
    assert tab.shell.toast.text() == "已移除 二.pdf"
    tab.press(Qt.Key.Key_Z)
    assert shown(tab) == ["一.pdf", "二.pdf", "三.pdf"]
    assert draft_of(real_desk, award.id) is None  # as it was handed in


def test_choosing_a_file_in_the_list_shows_its_first_page_and_paging_marks_the_file(
    real_desk, open_tab, award
):
    tab = open_entry(open_tab, award.applicant_id, "award")
    pane = tab.page.archive.files
    pane.list.set_current_row(2)
    tab.wait()
    assert pane.evidence.canvas.position()[0] == 2
    pane.evidence.go_to(0)
    tab.wait()
    assert pane.list.current_row() == 0


def test_files_on_the_clipboard_are_pasted_even_while_a_field_has_the_focus(
    real_desk, open_tab, award, clipboard, tmp_path
):
    tab = open_entry(open_tab, award.applicant_id, "award")
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(put(tmp_path, "贴进来.pdf", PDF)))])
    clipboard.setMimeData(data)
    editor(tab, "project").setFocus()
    tab.press(Qt.Key.Key_V, CTRL)
    assert shown(tab)[-1] == "贴进来.pdf"
    assert text_of(tab, "project") == AWARD["project"]


def test_text_on_the_clipboard_is_pasted_into_the_field(real_desk, open_tab, award, clipboard):
    tab = open_entry(open_tab, award.applicant_id, "award")
    clipboard.setText("贴进来的字")
    target = editor(tab, "project")
    target.setFocus()
    target.selectAll()
    tab.press(Qt.Key.Key_V, CTRL)
    assert text_of(tab, "project") == "贴进来的字"
    assert len(shown(tab)) == 3


def test_a_picture_on_the_clipboard_is_stored_as_png(real_desk, open_tab, award, clipboard):
    tab = open_entry(open_tab, award.applicant_id, "award")
    picture = QImage(40, 30, QImage.Format.Format_RGB32)
    picture.fill(QColor("white"))
    clipboard.setImage(picture)
    tab.page.archive.focus_lists()
    tab.press(Qt.Key.Key_V, CTRL)
    stored = draft_of(real_desk, award.id).evidence[-1]
    assert stored.media_type == "image/png"
    assert real_desk.desk.attachments.read(stored.sha256).startswith(b"\x89PNG")


def test_files_are_chosen_in_a_dialog_that_does_not_stop_the_window(real_desk, open_tab, award, tmp_path):
    tab = open_entry(open_tab, award.applicant_id, "award")
    tab.click(tab.find(QAbstractButton, "entry.archive.choose"))
    dialog = next(d for d in tab.shell.findChildren(QFileDialog) if d.isVisible())
    name = dialog.findChild(QLineEdit, "fileNameEdit")
    assert name is not None
    name.setText(str(put(tmp_path, "选的.pdf", PDF)))
    QTest.keyClick(name, Qt.Key.Key_Return)
    tab.wait()
    assert shown(tab)[-1] == "选的.pdf"


def test_empty_renamed_and_foreign_files_are_named_and_the_good_one_goes_in(
    real_desk, open_tab, award, tmp_path
):
    tab = open_entry(open_tab, award.applicant_id, "award")
    drop(
        tab,
        put(tmp_path, "空的.pdf", b""),
        put(tmp_path, "好的.pdf", PDF),
        put(tmp_path, "其实是文字.pdf", b"only text"),
    )
    assert shown(tab)[-1] == "好的.pdf" and len(shown(tab)) == 4
    problems = said(tab, "files_problem")
    assert problems.startswith("有 2 个文件没有放进来")
    assert "空的.pdf" in problems and "F-101" in problems
    assert "其实是文字.pdf" in problems and "F-102" in problems
    tab.click(next(b for b in tab.page.archive.form.findChildren(QAbstractButton) if b.text() == "知道了"))
    assert said(tab, "files_problem") == ""


def test_a_full_store_is_said_and_the_file_stays_where_it_was(real_desk, open_tab, award, tmp_path):
    class FullStore:
        def put(self, content: bytes, name: str) -> None:
            raise EnvironmentFault("E-204")

        def read(self, sha256: str) -> bytes:
            return PDF

        def has(self, sha256: str) -> bool:
            return False

    path = put(tmp_path, "证书.pdf", PDF)
    tab = open_entry(
        open_tab, award.applicant_id, "award", desk=with_desk(real_desk, attachments=FullStore())
    )
    drop(tab, path)
    assert "证书.pdf" in said(tab, "files_problem") and "E-204" in said(tab, "files_problem")
    assert path.exists() and len(shown(tab)) == 3


def test_files_dropped_for_one_entry_go_into_it_though_another_is_on_the_screen(
    real_desk, open_tab, award, tmp_path
):
    second = real_desk.add_item("陈思远", fields=AWARD | {"project": "滨河路"}, evidence=())
    tab = open_entry(open_tab, award.applicant_id, "award")
    page = tab.page.archive
    page.handling.take([str(put(tmp_path, "四.pdf", PDF))])
    page.entries.set_current_row(1)
    tab.wait()
    assert kept(real_desk, award.id)[-1] == "四.pdf"
    assert draft_of(real_desk, second.id) is None
    assert shown(tab) == []


def test_the_same_file_twice_is_said(real_desk, open_tab, tmp_path):
    person = real_desk.add_person("陈思远")
    tab = open_entry(open_tab, person.id, "award")
    path = put(tmp_path, "证书.pdf", PDF)
    drop(tab, path)
    drop(tab, path)
    assert shown(tab) == ["证书.pdf"]
    assert tab.shell.toast.text() == "这个文件已经在里面"


def test_a_verdict_takes_no_files(real_desk, open_tab, tmp_path):
    item = real_desk.add_item("陈思远", fields=AWARD, status=ArchiveStatus.FAILED)
    tab = open_entry(open_tab, item.applicant_id, "award")
    drop(tab, put(tmp_path, "四.pdf", PDF))
    assert shown(tab) == ["获奖证书.pdf"]
    assert not tab.shows("entry.archive.choose")
