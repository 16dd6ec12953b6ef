"""Evidence that is gone, altered, or kills its viewer: said in words beside the form, the rest still shows."""

from pathlib import Path

from PySide6.QtCore import Qt

from app.domain.archive import ArchiveStatus
from tests.faults.archive_desk import AWARD, open_archive
from tests.faults.evidence_view import go_to_file, keep, retry, wait_for_message, wait_for_page
from tests.services.preview import hostile_files as files


def stored_file(desk, size: int) -> Path:
    """The sealed file whose content has this size."""
    sealed = [p for p in desk.copy.attachments_folder.rglob("*") if p.is_file()]
    return next(p for p in sealed if int.from_bytes(p.read_bytes()[8:16], "big") == size)


def test_a_missing_and_an_altered_file_are_said_and_the_others_show(qtbot, live_desk, open_tab):
    refs = [keep(live_desk, files.make_pdf(text=f"faults {n}", pages=n), f"证书{n}.pdf") for n in (1, 2, 3)]
    item = live_desk.add_item("陈思远", fields=AWARD, evidence=tuple(refs))
    gone, altered = (stored_file(live_desk, ref.size) for ref in refs[1:])
    backup = gone.read_bytes()
    gone.unlink()
    content = bytearray(altered.read_bytes())
    content[-20] ^= 1
    altered.write_bytes(content)
    tab = open_archive(open_tab, desk=live_desk.desk)
    wait_for_page(qtbot, tab, 0)
    go_to_file(tab, 1)
    missing = wait_for_message(qtbot, tab, "E-301")
    assert "这个附件在本机找不到了" in missing and "请从备份恢复，或请申报人重新上传" in missing
    damaged = wait_for_message(qtbot, tab, "E-302")
    assert "这个附件在本机已损坏" in damaged and "请从备份恢复，或请申报人重新上传" in damaged
    gone.write_bytes(backup)
    retry(tab)
    wait_for_page(qtbot, tab, 1)
    tab.press(Qt.Key.Key_P)
    assert live_desk.item(item.id).status is ArchiveStatus.PASSED


def test_files_of_a_copy_without_its_attachments_folder_are_said_to_be_missing(qtbot, live_desk, open_tab):
    ref = keep(live_desk, files.make_pdf(text="folder gone"), "证书.pdf")
    live_desk.add_item("陈思远", fields=AWARD, evidence=(ref,))
    sealed = stored_file(live_desk, ref.size)
    sealed.unlink()
    sealed.parent.rmdir()
    (live_desk.copy.attachments_folder / "parts").rmdir()
    live_desk.copy.attachments_folder.rmdir()
    tab = open_archive(open_tab, desk=live_desk.desk)
    wait_for_message(qtbot, tab, "E-301")
    assert tab.page.review.shows_item()


def test_a_viewer_that_is_killed_comes_back_by_itself(qtbot, live_desk, live_preview, open_tab):
    for number, name in enumerate(("陈思远", "林致远")):
        ref = keep(live_desk, files.make_pdf(text=f"killed {number}", pages=3), "证书.pdf")
        live_desk.add_item(name, fields=AWARD, evidence=(ref,))
    tab = open_archive(open_tab, desk=live_desk.desk)
    wait_for_page(qtbot, tab)
    first = tab.page.desk.dossier.item.id
    live_preview.kill_workers()
    tab.press(Qt.Key.Key_Plus)
    wait_for_page(qtbot, tab)
    tab.press(Qt.Key.Key_J)
    live_preview.kill_workers()
    wait_for_page(qtbot, tab)
    assert tab.page.desk.dossier.item.id != first
    assert tab.page.review.evidence.canvas.list_error_texts() == []
