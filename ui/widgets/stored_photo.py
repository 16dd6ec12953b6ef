"""A person's photo from the attachment store, decoded by the preview service; a click asks to see it large."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QMouseEvent
from PySide6.QtWidgets import QWidget

from app.domain.attachment import FileRef
from app.ports.preview import PageRequest, PreviewError, PreviewService, Priority, RenderTarget
from ui.widgets.evidence.files import make_evidence
from ui.widgets.evidence.preview_relay import PagePicture, PreviewRelay
from ui.widgets.photo_frame import PhotoFrame


class StoredPhoto(PhotoFrame):
    """Shows the figure until the photo is there, and where it cannot be shown. The file may be a PDF: its first page."""

    clicked = Signal()

    def __init__(self, service: PreviewService, parent: QWidget | None = None) -> None:
        super().__init__(parent=parent)
        self._wanted: PageRequest | None = None
        self._relay = PreviewRelay(service)
        self._relay.page_arrived.connect(self._take)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.destroyed.connect(self._relay.close)

    def show_file(self, photo: FileRef | None) -> None:
        """Show another person's photo; None = there is none."""
        request = self._request(photo) if photo is not None else None
        if request is not None and request == self._wanted and self.has_image():
            return
        self._wanted = request
        self._relay.cancel()
        self.set_image(None)
        if request is None:
            return
        known = self._relay.cached_picture(request)
        if known is not None:
            self._show(known)
        else:
            self._relay.request_page(request, Priority.NEAR)

    def warm(self, photo: FileRef | None) -> None:
        """Get the photo of the person who probably comes next."""
        if photo is not None:
            self._relay.prefetch(self._request(photo), Priority.NEXT_DOSSIER)

    def _request(self, photo: FileRef) -> PageRequest:
        ratio = self.devicePixelRatioF()
        target = RenderTarget(round((self.width() - 6) * ratio), round((self.height() - 6) * ratio))
        return PageRequest(make_evidence(photo).source, 0, target)

    def _take(self, request: PageRequest, answer: object) -> None:
        if (
            request == self._wanted
            and not isinstance(answer, PreviewError)
            and isinstance(answer, PagePicture)
        ):
            self._show(answer)

    def _show(self, picture: PagePicture) -> None:
        # A copy: the picture's pixels live only as long as the answer.
        self.set_image(picture.image.copy())

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        if event.button() == Qt.MouseButton.LeftButton and self.rect().contains(event.position().toPoint()):
            self.clicked.emit()
