"""Evidence dropped on an item or chosen in the dialog: stored, shown, refusals named, nothing lost (A5.2)."""

from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import QCoreApplication, QEvent, QMimeData, QPointF, Qt, QUrl
from PySide6.QtGui import QDragEnterEvent, QDropEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QFileDialog, QLineEdit, QPushButton, QWidget

from app.domain.archive import ArchiveStatus
from app.domain.errors import EnvironmentFault
from tests.desk_fixtures import with_desk
from ui.tabs.archive.view import ArchiveTab
from ui.targets import ArchiveTarget
from ui.widgets.callout import Callout

AWARD = {
    "awarded_on": "2024-11",
    "project": "城东片区排水管网数字化改造",
    "name": "科技创新成果二等奖",
    "level": "省部级",
}
PDF = b"%PDF-1.7\n1 0 obj<</Type/Catalog>>endobj\ntrailer<</Root 1 0 R>>\n%%EOF\n"
JPEG = bytes.fromhex("ffd8ffe000104a46494600010100000100010000ffd9")


@pytest.fixture
def review(real_desk, open_tab) -> Callable:
    def open_(status=ArchiveStatus.PENDING, **changes):
        tab = open_tab(ArchiveTab, **changes)
        tab.page.open_target(ArchiveTarget("award", status, review=True))
        tab.wait()
        return tab

    return open_


def write(folder: Path, name: str, content: bytes) -> Path:
    path = folder / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(content)
    return path


def drop(tab, *paths: Path) -> None:
    """Drag over the evidence and let go, as a file manager does."""
    target = tab.page.review.evidence
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(path)) for path in paths])
    centre = QPointF(target.rect().center())
    action, mouse, keys = Qt.DropAction.CopyAction, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier
    QCoreApplication.sendEvent(target, QDragEnterEvent(centre.toPoint(), action, data, mouse, keys))
    QCoreApplication.sendEvent(target, QDropEvent(centre, action, data, mouse, keys, QEvent.Type.Drop))
    tab.wait()


def file_names(real_desk, item) -> list[str]:
    return [ref.name for ref in real_desk.item(item.id).evidence]


def problems(tab) -> str:
    callout = tab.page.review.item.file_problems()
    return callout.accessibleName() if callout.isVisible() else ""


@pytest.mark.req("A5.2")
def test_a_dropped_file_is_stored_and_stands_beside_the_form(real_desk, review, tmp_path):
    item = real_desk.add_item("陈思远", fields=AWARD, evidence=())
    tab = review()
    assert "没有佐证材料" in tab.find(Callout, "archive.flags").accessibleName()
    drop(tab, write(tmp_path, "获奖证书.pdf", PDF))
    assert file_names(real_desk, item) == ["获奖证书.pdf"]
    stored = real_desk.item(item.id).evidence[0]
    assert real_desk.desk.attachments.read(stored.sha256) == PDF
    assert [f.name for f in tab.page.review.evidence.files()] == ["获奖证书.pdf"]
    assert tab.shell.toast.text() == "已放进 1 个文件"
    assert not tab.page.review.item.flags().isVisible()  # the notice went with its cause


def test_a_folder_of_files_goes_in_as_people_count(real_desk, review, tmp_path):
    item = real_desk.add_item("陈思远", fields=AWARD, evidence=())
    for name in ("第10页.jpg", "第2页.jpg"):
        write(tmp_path / "扫描", name, JPEG + name.encode())
    tab = review()
    drop(tab, tmp_path / "扫描")
    assert file_names(real_desk, item) == ["第2页.jpg", "第10页.jpg"]


def test_what_cannot_be_taken_is_named_and_the_rest_goes_in(real_desk, review, tmp_path):
    item = real_desk.add_item("陈思远", fields=AWARD, evidence=())
    tab = review()
    drop(
        tab,
        write(tmp_path, "空的.pdf", b""),
        write(tmp_path, "好的.pdf", PDF),
        write(tmp_path, "其实是文字.pdf", b"only text"),
    )
    assert file_names(real_desk, item) == ["好的.pdf"]
    said = problems(tab)
    assert said.startswith("有 2 个文件没有放进来")
    assert "空的.pdf" in said and "（F-101）" in said
    assert "其实是文字.pdf" in said and "（F-102）" in said
    tab.click(next(b for b in tab.page.review.item.file_problems().findChildren(QPushButton)))
    assert problems(tab) == ""


def test_a_full_disk_is_said_with_its_code_and_loses_nothing(real_desk, review, tmp_path):
    class FullStore:
        def put(self, content: bytes, name: str) -> None:
            raise EnvironmentFault("E-204")

        def read(self, sha256: str) -> bytes:
            return PDF

        def has(self, sha256: str) -> bool:
            return False

    item = real_desk.add_item("陈思远", fields=AWARD)
    path = write(tmp_path, "证书.pdf", PDF)
    tab = review(desk=with_desk(real_desk, attachments=FullStore()))
    drop(tab, path)
    assert "证书.pdf" in problems(tab) and "（E-204）" in problems(tab)
    assert path.exists() and file_names(real_desk, item) == ["获奖证书.pdf"]
    tab.press(Qt.Key.Key_P)
    assert real_desk.item(item.id).status is ArchiveStatus.PASSED


def test_files_are_chosen_in_a_dialog_that_does_not_stop_the_window(real_desk, review, tmp_path):
    item = real_desk.add_item("陈思远", fields=AWARD, evidence=())
    path = write(tmp_path, "证书.pdf", PDF)
    tab = review()
    link = next(
        b for b in tab.find(Callout, "archive.flags").findChildren(QPushButton) if b.text() == "添加文件"
    )
    tab.click(link)
    dialog = next(d for d in tab.shell.findChildren(QFileDialog) if d.isVisible())
    name = dialog.findChild(QLineEdit)
    name.setText(str(path))
    QTest.keyClick(name, Qt.Key.Key_Return)
    tab.wait()
    assert file_names(real_desk, item) == ["证书.pdf"]


def test_an_item_with_a_verdict_takes_no_files(real_desk, review, tmp_path):
    item = real_desk.add_item("陈思远", fields=AWARD, status=ArchiveStatus.PASSED)
    tab = review(ArchiveStatus.PASSED)
    assert not tab.page.review.evidence.acceptDrops()
    tab.page.files.take([str(write(tmp_path, "证书.pdf", PDF))])
    tab.wait()
    assert "（W-104）" in problems(tab)
    assert file_names(real_desk, item) == ["获奖证书.pdf"]


def test_a_returned_item_can_be_completed_and_handed_in(real_desk, review, tmp_path):
    item = real_desk.add_item("陈思远", fields=AWARD, status=ArchiveStatus.RETURNED)
    tab = review(ArchiveStatus.RETURNED)
    drop(tab, write(tmp_path, "补充证明.pdf", PDF))
    tab.press(Qt.Key.Key_S, Qt.KeyboardModifier.ControlModifier)
    stored = real_desk.item(item.id)
    assert stored.status is ArchiveStatus.PENDING
    assert [ref.name for ref in stored.evidence] == ["获奖证书.pdf", "补充证明.pdf"]


def test_without_evidence_space_goes_to_the_next_item(real_desk, review):
    real_desk.add_item("陈思远", fields=AWARD, evidence=())
    real_desk.add_item("林致远", fields=AWARD, evidence=())
    tab = review()
    before = tab.page.desk.dossier.applicant.name
    tab.press(Qt.Key.Key_Space)
    assert tab.page.desk.dossier.applicant.name != before


def test_the_drop_frame_goes_when_nothing_usable_was_dropped(real_desk, review, tmp_path):
    real_desk.add_item("陈思远", fields=AWARD)
    tab = review()
    (tmp_path / "空文件夹").mkdir()
    drop(tab, tmp_path / "空文件夹")
    assert tab.find(QWidget, "archive.evidence").isVisible()
    assert "没有 PDF、JPG 或 PNG" in problems(tab)
