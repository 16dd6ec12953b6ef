"""Evidence that is not on this PC: the pane says how far it is, shows it when it is here, and says why when it does not come."""

import threading
from collections.abc import Callable, Iterator

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QPushButton
from pytestqt.qtbot import QtBot

from app.domain.attachment import FileRef
from app.services.preview.client import WorkerPreview
from db.sync.file_rows import note_file
from db.sync.gateway import CHUNK_BYTES, Gateway, NotAnsweredError
from db.sync.remote_store import RemoteStore, open_remote_store
from db.working_copy import WorkingCopy
from tests.services.preview import hostile_files as files
from tests.sync.file_server import FileGateway, FileServer, flip
from ui.widgets.evidence.files import EvidenceFile
from ui.widgets.evidence.pane import EvidencePane
from ui.widgets.stored_photo import StoredPhoto

DISTRICT = "330106"


class Line:
    """Between the desk and the server: it may be cut or held at a chunk, and may alter bytes."""

    def __init__(self) -> None:
        self.server = FileServer()
        self.cut_at: int | None = None
        self.held_at: int | None = None
        self.change: Callable[[int, bytes], bytes] = lambda n, data: data
        self._free = threading.Event()

    def __call__(self) -> Gateway:
        return FileGateway(self.server, before=self._before, change=lambda n, data: self.change(n, data))

    def let_go(self) -> None:
        self._free.set()

    def _before(self, name: str, n: int) -> None:
        if n == self.held_at:
            assert self._free.wait(20)
        if n == self.cut_at:
            raise NotAnsweredError("Y-101")


class Desk:
    """A pane over a copy with a server."""

    def __init__(self, copy: WorkingCopy, qtbot: QtBot) -> None:
        self._copy = copy
        self.line = Line()
        self.store: RemoteStore = open_remote_store(copy, self.line)
        self.preview = WorkerPreview(self.store.read_now)
        self.preview.start()
        self.pane = EvidencePane(self.preview)
        qtbot.addWidget(self.pane)
        self.pane.resize(425, 573)
        self.pane.show()
        qtbot.waitExposed(self.pane)

    def offer(self, content: bytes, name: str = "论文.pdf") -> EvidenceFile:
        sha256 = self.line.server.offer(content)
        with self._copy.write_engine.begin() as connection:
            note_file(connection, DISTRICT, sha256, len(content))
        return EvidenceFile(name, sha256, len(content))

    def close(self) -> None:
        self.pane.close_preview()
        self.preview.stop()
        self.store.close()


@pytest.fixture
def desk(copy: WorkingCopy, qtbot: QtBot) -> Iterator[Desk]:
    made = Desk(copy, qtbot)
    yield made
    made.close()


def make_large(chunks: int = 3) -> bytes:
    """A PDF with so many chunks: what follows its end is not looked at."""
    content = files.make_pdf()
    return content + b"%" * (chunks * CHUNK_BYTES - len(content))


def retry(pane: EvidencePane) -> None:
    """Click 重试."""
    (button,) = (each for each in pane.canvas.findChildren(QPushButton) if each.text() == "重试")
    QTest.mouseClick(button, Qt.MouseButton.LeftButton)


def test_a_file_comes_while_the_pane_says_how_far_it_is(desk: Desk, qtbot: QtBot) -> None:
    pane, file = desk.pane, desk.offer(make_large())
    desk.line.held_at = 1
    with qtbot.waitSignal(pane.page_painted):
        pane.show_files([file])
        qtbot.waitUntil(lambda: pane.canvas.list_waiting_texts() == ["正在下载 0.2 / 0.8 MB"])
        desk.line.let_go()
    assert pane.canvas.list_waiting_texts() == []
    assert pane.footer.page_text() == "第 1 / 1 页"
    assert pane.canvas.list_error_texts() == []


def test_what_is_here_is_shown_while_another_file_comes(desk: Desk, qtbot: QtBot) -> None:
    pane, coming = desk.pane, desk.offer(make_large())
    desk.line.held_at = 0
    pane.show_files([coming])
    qtbot.waitUntil(lambda: pane.canvas.list_waiting_texts() == ["正在下载 0.0 / 0.8 MB"])
    ref = desk.store.put(files.make_pdf(2, text="here"), "本机.pdf")
    with qtbot.waitSignal(pane.page_painted):
        pane.show_files([EvidenceFile("本机.pdf", ref.sha256, ref.size)])
    assert pane.footer.page_text() == "第 1 / 2 页"
    desk.line.let_go()


def test_without_a_connection_it_says_so_and_comes_on_retry(desk: Desk, qtbot: QtBot) -> None:
    pane, file = desk.pane, desk.offer(make_large())
    desk.line.cut_at = 2
    pane.show_files([file])
    qtbot.waitUntil(lambda: any("（F-209）" in text for text in pane.canvas.list_error_texts()))
    desk.line.cut_at = None
    with qtbot.waitSignal(pane.page_painted):
        # Right after the failure 重试 tells the same once more.
        qtbot.waitUntil(lambda: desk.store.has(file.sha256) or try_again(pane))
    qtbot.waitUntil(lambda: pane.canvas.list_error_texts() == [])


def try_again(pane: EvidencePane) -> bool:
    if pane.canvas.list_error_texts():
        retry(pane)
    return False


def test_altered_bytes_are_never_shown(desk: Desk, qtbot: QtBot) -> None:
    pane, file = desk.pane, desk.offer(make_large())
    desk.line.change = flip(1)
    pane.show_files([file])
    qtbot.waitUntil(lambda: any("（F-202）" in text for text in pane.canvas.list_error_texts()))
    assert not desk.store.has(file.sha256)


def test_a_file_of_a_dossier_that_left_offers_no_retry(desk: Desk, qtbot: QtBot) -> None:
    pane, file = desk.pane, desk.offer(make_large())
    desk.line.server.readable.clear()
    pane.show_files([file])
    qtbot.waitUntil(lambda: any("（F-203）" in text for text in pane.canvas.list_error_texts()))
    assert not [each for each in pane.canvas.findChildren(QPushButton) if each.text() == "重试"]


def test_a_file_dropped_by_the_cache_comes_again_for_a_page_that_was_open(desk: Desk, qtbot: QtBot) -> None:
    """Its facts are remembered; only the picture in the new size needs the bytes."""
    pane, file = desk.pane, desk.offer(make_large())
    with qtbot.waitSignal(pane.page_painted):
        pane.show_files([file])
    desk.store.local.drop(file.sha256)
    pane.show_files([])
    with qtbot.waitSignal(pane.page_painted):
        pane.canvas.fit_page()
        pane.show_files([file])
    assert pane.canvas.list_error_texts() == []


def test_a_stored_photo_appears_when_it_came(desk: Desk, qtbot: QtBot) -> None:
    evidence = desk.offer(make_large())
    desk.line.held_at = 1
    photo = StoredPhoto(desk.preview)
    qtbot.addWidget(photo)
    photo.show()
    photo.show_file(FileRef(evidence.sha256, evidence.name, evidence.size, "application/pdf"))
    qtbot.waitUntil(lambda: desk.store.downloads.progress(evidence.sha256) is not None)
    assert not photo.has_image()
    desk.line.let_go()
    qtbot.waitUntil(photo.has_image)
