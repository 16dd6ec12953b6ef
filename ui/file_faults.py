"""What is wrong with files that nobody has opened yet: the preview looks into them behind everything on the screen.

For the pre-checks (DOMAIN facts §7). GUI thread only. One file at a time, at the lowest priority; what is known of a file is
known for good, because bytes never change under their SHA-256. A file that could not be judged (gone from this machine, too
large, the preview died) counts as known without a fault: a check never claims what it has not seen.
"""

from collections.abc import Iterable, Mapping

from PySide6.QtCore import QObject, Signal

from app.domain.attachment import FileRef
from app.domain.prechecks.files import FileFault, is_blank_picture
from app.ports.preview import (
    DocumentAnswer,
    PageRequest,
    PreviewCode,
    PreviewError,
    PreviewService,
    PreviewSource,
    Priority,
    RenderTarget,
)
from ui.widgets.evidence.files import make_evidence
from ui.widgets.evidence.preview_relay import PagePicture, PreviewRelay

LOOK = RenderTarget(width=160, height=160)
"""Small enough to be quick, large enough that one line of print darkens it."""
MOST_PAGES = 30
"""After so many empty pages the rest is taken for empty too."""
_FAULT_OF_CODE: Mapping[str, FileFault] = {
    PreviewCode.ENCRYPTED: FileFault.ENCRYPTED,
    PreviewCode.NO_PAGES: FileFault.NO_PAGES,
    PreviewCode.BROKEN: FileFault.UNREADABLE,
    PreviewCode.EMPTY: FileFault.UNREADABLE,
    PreviewCode.UNSUPPORTED: FileFault.UNREADABLE,
    PreviewCode.PAGE_BROKEN: FileFault.DAMAGED,
}


class FileFaults(QObject):
    """``settled``: everything asked for is known."""

    settled = Signal()

    def __init__(self, service: PreviewService, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._known: dict[str, FileFault | None] = {}
        self._waiting: dict[str, PreviewSource] = {}
        self._source: PreviewSource | None = None
        self._pages = 0
        self._damaged = False
        self._relay = PreviewRelay(service)
        self._relay.document_arrived.connect(self._take_document)
        self._relay.page_arrived.connect(self._take_page)
        self.destroyed.connect(self._relay.close)

    def ask(self, files: Iterable[FileRef]) -> bool:
        """Look into those that are not known; True when all are, so that no ``settled`` follows."""
        for ref in files:
            if ref.sha256 not in self._known:
                self._waiting.setdefault(ref.sha256, make_evidence(ref).source)
        self._look_on()
        return self._source is None

    def faults(self) -> Mapping[str, FileFault]:
        """Of every file known by now that has one."""
        return {sha256: fault for sha256, fault in self._known.items() if fault is not None}

    def close(self) -> None:
        """Look into nothing more."""
        self._waiting.clear()
        self._relay.close()

    def _look_on(self) -> None:
        if self._source is not None or not self._waiting:
            return
        self._source = self._waiting[next(iter(self._waiting))]
        self._pages, self._damaged = 0, False
        self._relay.request_document(self._source, Priority.NEXT_DOSSIER)

    def _take_document(self, source: PreviewSource, answer: DocumentAnswer) -> None:
        if self._source is None or source.key != self._source.key:
            return
        if isinstance(answer, PreviewError):
            self._settle(_FAULT_OF_CODE.get(answer.code))
            return
        self._damaged = self._damaged or answer.damaged
        if not self._pages:
            self._pages = answer.page_count
            self._ask_page(0)

    def _ask_page(self, page: int) -> None:
        if self._source is not None:
            request = PageRequest(self._source, page, LOOK)
            self._relay.request_page(request, Priority.NEXT_DOSSIER)

    def _take_page(self, request: PageRequest, answer: PagePicture | PreviewError) -> None:
        if self._source is None or request.source.key != self._source.key:
            return
        otherwise = FileFault.DAMAGED if self._damaged else None
        if isinstance(answer, PreviewError):
            self._settle(_FAULT_OF_CODE.get(answer.code, otherwise))
            return
        page = answer.page
        if not is_blank_picture(page.pixels, page.width, page.height, page.stride):
            self._settle(otherwise)
        elif request.page + 1 < min(self._pages, MOST_PAGES):
            self._ask_page(request.page + 1)
        else:
            self._settle(FileFault.BLANK)

    def _settle(self, fault: FileFault | None) -> None:
        if self._source is None:
            return
        self._known[self._source.key] = fault
        self._waiting.pop(self._source.key, None)
        self._source = None
        if self._waiting:
            self._look_on()
        else:
            self.settled.emit()
