"""The measuring process of first_page.py: one line of milliseconds for each kind of file and way."""

import random
import secrets
import tempfile
import time
from pathlib import Path

import pymupdf
from PySide6.QtCore import QEventLoop, QTimer
from PySide6.QtWidgets import QApplication

from app.services.preview.client import WorkerPreview
from app.services.samples.files.facts import Facts
from app.services.samples.files.makers import MAKERS
from bench.child import tell
from db.attachments import EncryptedAttachmentStore
from ui.theme import current
from ui.widgets.evidence.files import EvidenceFile
from ui.widgets.evidence.pane import EvidencePane

ROUNDS = 25
MAKERS_OF_KINDS = {"text": "report", "scan": "honour", "drawing": "drawings", "photo": "photo"}
PANE = (425, 573)
CLOSE_MS = 20
"""Between two measurements, so that what the last one set off (second page, facts) is over."""


class Desk:
    """A pane on a real preview over an encrypted store."""

    def __init__(self, folder: Path) -> None:
        self.store = EncryptedAttachmentStore(folder / "store", secrets.token_bytes(32))
        self.preview = WorkerPreview(self.store.read)
        self.preview.start()
        self.pane = EvidencePane(self.preview)
        self.pane.resize(*PANE)
        self.pane.show()
        self._loop = QEventLoop()
        self.pane.page_painted.connect(self._stop)

    def show(self, file: EvidenceFile) -> float:
        """Milliseconds until the first page is painted."""
        begin = time.perf_counter()
        self.pane.show_files([file])
        self._loop.exec()
        return (time.perf_counter() - begin) * 1000

    def rest(self, milliseconds: int = CLOSE_MS) -> None:
        loop = QEventLoop()
        QTimer.singleShot(milliseconds, loop.quit)
        loop.exec()

    def _stop(self, file: int, page: int) -> None:
        if (file, page) == (0, 0):
            self._loop.quit()


class Loader:
    """Reads the store under another name each time: no cache knows the file."""

    def __init__(self, store: EncryptedAttachmentStore, sha256: str) -> None:
        self._store = store
        self._sha256 = sha256

    def __call__(self) -> bytes:
        return self._store.read(self._sha256)


def measure_raw(path: Path, ending: str, width: int) -> float:
    begin = time.perf_counter()
    document = pymupdf.open(stream=path.read_bytes(), filetype=ending)
    page = document[0]
    scale = width / page.rect.width
    page.get_pixmap(matrix=pymupdf.Matrix(scale, scale))
    return (time.perf_counter() - begin) * 1000


def main() -> None:
    app = QApplication([])
    current.install(app, "light")
    with tempfile.TemporaryDirectory(prefix="reviewdesk-bench-") as name:
        folder = Path(name)
        desk = Desk(folder)
        while desk.preview.count_ready_workers() < 2:
            desk.rest()
        for kind, maker in MAKERS_OF_KINDS.items():
            measure_kind(desk, kind, MAKERS[maker](random.Random(1), Facts()), folder)
        desk.pane.close_preview()
        desk.preview.stop()
    desk.pane.deleteLater()


def measure_kind(desk: Desk, kind: str, data: bytes, folder: Path) -> None:
    ending = "jpeg" if kind == "photo" else "pdf"
    path = folder / f"plain.{ending}"
    path.write_bytes(data)
    sha256 = desk.store.put(data, path.name).sha256
    width = desk.pane.canvas.room(1).width
    loader = Loader(desk.store, sha256)
    for number in range(ROUNDS + 1):
        fresh = EvidenceFile(path.name, f"{kind}-{number}", len(data), load=loader)
        coming = EvidenceFile(path.name, f"{kind}-{number}-next", len(data), load=loader)
        raw = measure_raw(path, ending, width)
        desk.rest()
        shown = desk.show(fresh)
        desk.pane.set_next([coming])
        desk.rest(10 * CLOSE_MS)
        flip = desk.show(coming)
        desk.rest()
        if number:  # the first warms everybody up
            tell(f"{kind}-raw", raw)
            tell(f"{kind}-shown", shown)
            tell(f"{kind}-flip", flip)


if __name__ == "__main__":
    main()
