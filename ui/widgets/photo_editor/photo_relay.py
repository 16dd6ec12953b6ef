"""Brings the preview's answers about a photo from its threads to the GUI thread. Lives in the GUI thread.

As in ``ui.widgets.evidence.preview_relay``: callbacks only emit signals, and bound methods of widgets receive them.
"""

from PySide6.QtCore import QObject, Qt, Signal

from app.domain.photo_fix import PhotoFix
from app.ports.preview import (
    PageAnswer,
    PageRequest,
    PhotoAnswer,
    PhotoFixAnswer,
    PreviewError,
    PreviewService,
    PreviewSource,
    RenderTarget,
)
from ui.widgets.evidence.preview_relay import PagePicture

LONGEST = 2400
"""Device pixels of a picture's longer side: sharp on a large screen at 200 %, and light enough to move about."""


class PhotoRelay(QObject):
    """One session with the service, closed with ``owner``: an answer must not meet a relay that is gone."""

    measured = Signal(object, object)
    """PreviewSource, PhotoInspection or PreviewError."""
    fixed = Signal(object, object, object)
    """PreviewSource, PhotoFix, FixedPhoto or PreviewError."""
    picture_arrived = Signal(object, object)
    """PageRequest, PagePicture or PreviewError."""
    _measured = Signal(object, object)
    _fixed = Signal(object, object, object)
    _pictured = Signal(object, object)

    def __init__(self, service: PreviewService, owner: QObject) -> None:
        # No child of its owner: it closes while the owner goes, and has to be there for it.
        super().__init__()
        self._session = service.open_session()
        self._measured.connect(self.measured, Qt.ConnectionType.QueuedConnection)
        self._fixed.connect(self.fixed, Qt.ConnectionType.QueuedConnection)
        self._pictured.connect(self.picture_arrived, Qt.ConnectionType.QueuedConnection)
        owner.destroyed.connect(self.close)

    def measure(self, source: PreviewSource) -> None:
        """``measured`` follows."""
        self._session.request_photo(source, _Measured(self, source))

    def make_fit(self, source: PreviewSource, fix: PhotoFix) -> None:
        """``fixed`` follows."""
        self._session.request_photo_fix(source, fix, _Fixed(self, source, fix))

    def ask_picture(self, request: PageRequest) -> None:
        """``picture_arrived`` follows."""
        self._session.request_page(request, _Pictured(self, request))

    def cached_picture(self, request: PageRequest) -> PagePicture | None:
        """What is there already."""
        page = self._session.cached_page(request)
        return PagePicture(page) if page is not None else None

    def forget(self, source: PreviewSource) -> None:
        """Ask really again after an error."""
        self._session.forget(source)

    def cancel(self) -> None:
        """Nothing that was asked is answered any more."""
        self._session.cancel()

    def close(self) -> None:
        """No signal follows any more."""
        self._session.close()


def make_request(source: PreviewSource, size: tuple[int, int], rotation: int) -> PageRequest:
    """The picture of a photo of ``size`` upright pixels, turned; never larger than it is."""
    scale = min(1.0, LONGEST / max(*size, 1))
    width, height = max(round(size[0] * scale), 1), max(round(size[1] * scale), 1)
    target = RenderTarget(width, height) if rotation % 180 == 0 else RenderTarget(height, width)
    return PageRequest(source, 0, target, rotation % 360)


class _Measured:
    """A callback that knows its question; runs on a preview thread."""

    def __init__(self, relay: PhotoRelay, source: PreviewSource) -> None:
        self._relay, self._source = relay, source

    def __call__(self, answer: PhotoAnswer) -> None:
        self._relay._measured.emit(self._source, answer)


class _Fixed:
    """A callback that knows its question; runs on a preview thread."""

    def __init__(self, relay: PhotoRelay, source: PreviewSource, fix: PhotoFix) -> None:
        self._relay, self._source, self._fix = relay, source, fix

    def __call__(self, answer: PhotoFixAnswer) -> None:
        self._relay._fixed.emit(self._source, self._fix, answer)


class _Pictured:
    """A callback that knows its question; runs on a preview thread."""

    def __init__(self, relay: PhotoRelay, request: PageRequest) -> None:
        self._relay, self._request = relay, request

    def __call__(self, answer: PageAnswer) -> None:
        shown = answer if isinstance(answer, PreviewError) else PagePicture(answer)
        self._relay._pictured.emit(self._request, shown)
