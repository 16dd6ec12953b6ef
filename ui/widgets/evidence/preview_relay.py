"""Brings the preview's answers from its threads to the GUI thread.

The service calls back on its own threads, where no widget may be touched. The relay's callbacks only emit signals;
the relay lives in the GUI thread, so bound methods of widgets connected to these signals run there (a lambda would
run in the worker thread). Use from the evidence widgets only.
"""

from collections.abc import Collection

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtGui import QImage

from app.ports.preview import (
    DocumentAnswer,
    PageAnswer,
    PageRequest,
    PreviewError,
    PreviewService,
    PreviewSource,
    Priority,
    RenderedPage,
)


class PagePicture:
    """A picture ready to paint. The image lies on the rendered bytes without a copy, so both live together."""

    def __init__(self, page: RenderedPage) -> None:
        self.page = page
        self.image = QImage(page.pixels, page.width, page.height, page.stride, QImage.Format.Format_RGB32)


class PreviewRelay(QObject):
    """One session with the service. Signals arrive on the GUI thread."""

    document_arrived = Signal(object, object)
    """PreviewSource, DocumentInfo or PreviewError."""
    page_arrived = Signal(object, object)
    """PageRequest, PagePicture or PreviewError."""
    _document_answered = Signal(object, object)
    _page_answered = Signal(object, object)

    def __init__(self, service: PreviewService) -> None:
        super().__init__()
        self._session = service.open_session()
        self._document_answered.connect(self.document_arrived, Qt.ConnectionType.QueuedConnection)
        self._page_answered.connect(self.page_arrived, Qt.ConnectionType.QueuedConnection)

    def known_document(self, source: PreviewSource) -> DocumentAnswer | None:
        """What is known already."""
        return self._session.known_document(source)

    def cached_picture(self, request: PageRequest) -> PagePicture | None:
        """The picture, when it is there already."""
        page = self._session.cached_page(request)
        return PagePicture(page) if page is not None else None

    def request_document(self, source: PreviewSource, priority: Priority = Priority.VISIBLE) -> None:
        """Ask; `document_arrived` follows once or twice."""
        self._session.request_document(source, _DocumentAnswer(self, source), priority)

    def request_page(self, request: PageRequest, priority: Priority = Priority.VISIBLE) -> None:
        """Ask; `page_arrived` follows."""
        self._session.request_page(request, _PageAnswer(self, request), priority)

    def prefetch(self, request: PageRequest, priority: Priority) -> None:
        """Warm the cache; no signal follows."""
        self._session.request_page(request, None, priority)

    def cancel(self, keep: Collection[PageRequest] = ()) -> None:
        """Drop what is not answered yet, except `keep`."""
        self._session.cancel(keep)

    def forget(self, source: PreviewSource) -> None:
        """Forget remembered errors."""
        self._session.forget(source)

    def close(self) -> None:
        """No signal follows any more."""
        self._session.close()


class _DocumentAnswer:
    """A callback that knows its question; runs on a preview thread."""

    def __init__(self, relay: PreviewRelay, source: PreviewSource) -> None:
        self._relay = relay
        self._source = source

    def __call__(self, answer: DocumentAnswer) -> None:
        self._relay._document_answered.emit(self._source, answer)


class _PageAnswer:
    """A callback that knows its question; runs on a preview thread."""

    def __init__(self, relay: PreviewRelay, request: PageRequest) -> None:
        self._relay = relay
        self._request = request

    def __call__(self, answer: PageAnswer) -> None:
        shown = answer if isinstance(answer, PreviewError) else PagePicture(answer)
        self._relay._page_answered.emit(self._request, shown)
