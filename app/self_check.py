"""``reviewdesk-cli --self-check``: does this installation work? Used by the build's smoke test and the installer.

A working copy is made (migrated) and opened again, a file goes through the encrypted store, and one PDF page comes
back from the preview's worker process. Prints one line a step; a failure is said with its code.
"""

import sys
import tempfile
import threading
from pathlib import Path

from app.domain.errors import KnownError
from app.ports.preview import PageAnswer, PageRequest, PreviewSource, RenderTarget
from app.services.key_file import KEY_BYTES
from app.services.preview.client import WorkerPreview
from app.wiring import upgrade
from db.attachments import EncryptedAttachmentStore
from db.working_copy import create_copy, open_copy

WAIT_SECONDS = 60


def check() -> int:
    """0 when everything worked."""
    try:
        with tempfile.TemporaryDirectory(prefix="reviewdesk-check-") as place:
            check_copy(Path(place) / "copy")
    except KnownError as error:
        print(f"self-check failed: {error.code} {dict(error.params)}", file=sys.stderr)
        return 1
    print("self-check passed")
    return 0


def check_copy(folder: Path) -> None:
    key = bytes(KEY_BYTES)
    create_copy(folder, key, copy_id="self-check", upgrade=upgrade).close()
    copy = open_copy(folder, key, upgrade=upgrade)
    try:
        print("working copy created, migrated and opened again")
        store = EncryptedAttachmentStore(copy.attachments_folder, key)
        file = store.put(make_pdf(), "check.pdf")
        print("file kept encrypted")
        width, height = render_first_page(store, file.sha256, file.size)
        print(f"first page rendered by the worker process: {width} x {height}")
    finally:
        copy.close()


def make_pdf() -> bytes:
    """The smallest honest PDF: one A4 page."""
    parts = [
        b"<</Type/Catalog/Pages 2 0 R>>",
        b"<</Type/Pages/Kids[3 0 R]/Count 1>>",
        b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]>>",
    ]
    body = b"%PDF-1.4\n"
    places = []
    for number, part in enumerate(parts, 1):
        places.append(len(body))
        body += b"%d 0 obj%s endobj\n" % (number, part)
    table = b"".join(b"%010d 00000 n \n" % place for place in places)
    head = b"xref\n0 %d\n0000000000 65535 f \n" % (len(parts) + 1)
    tail = b"trailer<</Size %d/Root 1 0 R>>\nstartxref\n%d\n%%%%EOF\n" % (len(parts) + 1, len(body))
    return body + head + table + tail


def render_first_page(store: EncryptedAttachmentStore, sha256: str, size: int) -> tuple[int, int]:
    """Width and height in pixels of the page. Raises PreviewError."""
    preview = WorkerPreview(store.read)
    preview.start()
    answered = threading.Event()
    answers: list[PageAnswer] = []

    def take(answer: PageAnswer) -> None:
        answers.append(answer)
        answered.set()

    try:
        session = preview.open_session()
        request = PageRequest(PreviewSource(sha256, "check.pdf", size), 0, RenderTarget(width=300))
        session.request_page(request, take)
        if not answered.wait(WAIT_SECONDS):
            raise TimeoutError("the preview's worker process did not answer")
        answer = answers[0]
        if isinstance(answer, KnownError):
            raise answer
        return answer.width, answer.height
    finally:
        preview.stop()
