"""打印…: a paper that the program made, on the system's printer. The pages come as pictures from the preview workers.

PDF work stays out of this process; the painter only lays pictures on paper. Where the computer has no printer that is
said (E-208), and 保存为 PDF stands beside every 打印.
"""

import hashlib
from collections.abc import Callable

from PySide6.QtCore import QObject, QRectF, Signal
from PySide6.QtGui import QPageLayout, QPageSize, QPainter
from PySide6.QtPrintSupport import QAbstractPrintDialog, QPrintDialog, QPrinter, QPrinterInfo
from PySide6.QtWidgets import QDialog, QWidget

from app.domain.errors import EnvironmentFault, KnownError
from app.ports.preview import (
    DocumentInfo,
    PageRequest,
    PreviewError,
    PreviewSource,
    RenderTarget,
)
from ui.session import Session
from ui.widgets.evidence.preview_relay import PagePicture, PreviewRelay

DPI = 300
"""Of the pictures: sharp on paper, and an A4 page stays below the preview's limit of pixels."""
_POINTS = 72.0


class PaperPrinting(QObject):
    """One paper at a time. ``printed`` carries the number of pages given to the printer."""

    printed = Signal(int)

    def __init__(self, session: Session, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self._relay: PreviewRelay | None = None
        self._host: QWidget | None = None
        self._title = ""
        self._source: PreviewSource | None = None
        self._document: DocumentInfo | None = None
        self._printer: QPrinter | None = None
        self._painter: QPainter | None = None
        self._asked: QPrintDialog | None = None
        self._first, self._page, self._last = 0, 0, 0
        self.is_busy = False

    def print_paper(self, host: QWidget, title: str, make: Callable[[], bytes]) -> None:
        """Make it on the work lane, then the system's dialog, then the paper."""
        if not QPrinterInfo.availablePrinterNames():
            self._session.show_error(EnvironmentFault("E-208"))
            return
        self._begin(host, title, make, None)

    def print_on(self, printer: QPrinter, title: str, make: Callable[[], bytes]) -> None:
        """Without the dialog, on a printer that was chosen."""
        self._begin(None, title, make, printer)

    # ---- making

    def _begin(
        self, host: QWidget | None, title: str, make: Callable[[], bytes], printer: QPrinter | None
    ) -> None:
        if self.is_busy:
            return
        self.is_busy = True
        self._host, self._title, self._printer = host, title, printer
        self._session.operations.work(make, self._made, self._failed)

    def _made(self, content: bytes) -> None:
        def load() -> bytes:
            return content

        key = hashlib.sha256(content).hexdigest()
        self._source = PreviewSource(key, f"{self._title}.pdf", len(content), load)
        if self._relay is None:
            self._relay = PreviewRelay(self._session.desk.preview)
            self._relay.document_arrived.connect(self._document_came)
            self._relay.page_arrived.connect(self._page_came)
        self._relay.request_document(self._source)

    # ---- asking

    def _document_came(self, source: PreviewSource, answer: object) -> None:
        # The second answer of the same file says nothing new here: every page is known from the first.
        if source != self._source or self._document is not None:
            return
        if isinstance(answer, PreviewError):
            self._failed(answer)
        elif isinstance(answer, DocumentInfo):
            self._document = answer
            self._ask() if self._printer is None else self._start()

    def _ask(self) -> None:
        self._printer = QPrinter(QPrinter.PrinterMode.HighResolution)
        dialog = QPrintDialog(self._printer, self._host)
        dialog.setOption(QAbstractPrintDialog.PrintDialogOption.PrintPageRange)
        dialog.setMinMax(1, self._document.page_count if self._document else 1)
        dialog.setWindowTitle(self.tr("打印 {0}").replace("{0}", self._title))
        dialog.accepted.connect(self._start)
        dialog.rejected.connect(self._end)
        self._asked = dialog
        # QPrintDialog hides the open() that does not stop the window behind one with a receiver.
        QDialog.open(dialog)

    # ---- printing

    def _start(self) -> None:
        printer, document = self._printer, self._document
        if printer is None or document is None:
            return
        printer.setDocName(self._title)
        printer.setFullPage(True)
        page = document.pages[0]
        if page.width > page.height:
            printer.setPageOrientation(QPageLayout.Orientation.Landscape)
        printer.setPageSize(QPageSize(QPageSize.PageSizeId.A4))
        self._first = max(1, printer.fromPage()) - 1
        self._last = min(printer.toPage() or document.page_count, document.page_count) - 1
        painter = QPainter()
        if not painter.begin(printer):
            self._failed(EnvironmentFault("E-209"))
            return
        self._painter, self._page = painter, self._first
        self._request()

    def _request(self) -> None:
        document, source = self._document, self._source
        if document is not None and source is not None and self._relay is not None:
            size = document.pages[self._page]
            target = RenderTarget(
                round(size.width / _POINTS * DPI),
                round(size.height / _POINTS * DPI),
            )
            self._relay.request_page(PageRequest(source, self._page, target))

    def _page_came(self, request: PageRequest, answer: object) -> None:
        painter, printer = self._painter, self._printer
        if request.source != self._source or request.page != self._page or painter is None or printer is None:
            return
        if isinstance(answer, PreviewError):
            # Half a paper is no paper.
            printer.abort()
            self._failed(answer)
            return
        if not isinstance(answer, PagePicture):
            return
        sheet = QRectF(printer.pageLayout().fullRectPixels(printer.resolution()))
        image = answer.image
        scale = min(sheet.width() / image.width(), sheet.height() / image.height())
        width, height = image.width() * scale, image.height() * scale
        place = QRectF((sheet.width() - width) / 2, (sheet.height() - height) / 2, width, height)
        painter.drawImage(place, image)
        if self._page < self._last:
            self._page += 1
            if printer.newPage():
                self._request()
            else:
                self._failed(EnvironmentFault("E-209"))
            return
        pages = self._last - self._first + 1
        done = painter.end()
        self._painter = None
        if not done:
            self._failed(EnvironmentFault("E-209"))
            return
        words = self.tr("已交打印机：{0}，{1} 页").replace("{0}", self._title)
        self._end()
        self._session.say(words.replace("{1}", str(pages)))
        self.printed.emit(pages)

    # ---- the end

    def _failed(self, error: KnownError) -> None:
        self._end()
        self._session.show_error(error)

    def _end(self) -> None:
        if self._painter is not None and self._painter.isActive():
            self._painter.end()
        if self._asked is not None:
            self._asked.deleteLater()
        self._painter, self._asked, self._printer = None, None, None
        self._source, self._document, self._host = None, None, None
        self.is_busy = False
