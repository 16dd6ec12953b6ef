"""The documents a worker keeps open, and what it finds out about them. Worker side only."""

from collections import OrderedDict
from typing import Any

import pymupdf
from pymupdf import mupdf

from app.ports.preview import PreviewCode, PreviewError
from app.services.preview.image_header import ImageHeader, read_image_header
from app.services.preview.limits import FIRST_SIZES, MAX_PAGES, OPEN_DOCUMENT_BYTES, OPEN_DOCUMENTS
from app.services.preview.mupdf_errors import LIBRARY_ERRORS, quiet_library, translate_error
from app.services.preview.pdf_facts import find_scan_dpi, is_restricted, is_signed
from app.services.preview.protocol import Header
from app.services.preview.sniffing import sniff_format


class OpenDocument:
    """One open file. Sizes are upright points for a PDF, upright pixels for an image."""

    def __init__(self, name: str, data: bytes) -> None:
        if not data:
            raise PreviewError(PreviewCode.EMPTY)
        sniffed = sniff_format(data)
        if sniffed is None:
            raise PreviewError(PreviewCode.UNSUPPORTED)
        self.name = name
        self.format = sniffed
        self.size_bytes = len(data)
        self._image: ImageHeader | None = read_image_header(data) if sniffed != "pdf" else None
        try:
            library: Any = pymupdf  # its constructors carry no types
            self._document = library.open(stream=data, filetype=sniffed)
            if self._document.needs_pass:
                raise PreviewError(PreviewCode.ENCRYPTED)
            self.page_count: int = self._document.page_count
        except LIBRARY_ERRORS as error:
            raise translate_error(error, PreviewCode.BROKEN) from error
        if self.page_count < 1:
            raise PreviewError(PreviewCode.NO_PAGES)
        if self.page_count > MAX_PAGES:
            raise PreviewError(PreviewCode.BROKEN)
        # Turns a page's points into the pixels of an image; 1 for a PDF.
        self._unit = self._image.width / max(self._bound(0)[2], 1e-6) if self._image else 1.0

    def load_page(self, number: int) -> mupdf.FzPage:
        """The page from 0; raises PAGE_BROKEN or OUT_OF_MEMORY."""
        if not 0 <= number < self.page_count:
            raise PreviewError(PreviewCode.PAGE_BROKEN, page=number + 1)
        try:
            return mupdf.fz_load_page(self._document.this, number)
        except LIBRARY_ERRORS as error:
            raise translate_error(error, PreviewCode.PAGE_BROKEN, page=number + 1) from error

    def measure(self, number: int) -> tuple[float, float]:
        """Width and height of a page. A page that cannot be read counts as A4: its place stays on the screen."""
        try:
            _, _, width, height = self._bound(number)
        except PreviewError:
            return (595.0, 842.0)
        return (max(width * self._unit, 1.0), max(height * self._unit, 1.0))

    def read_sizes(self, first: int, count: int) -> Header:
        """Sizes of `count` pages from `first`."""
        last = min(first + count, self.page_count)
        return {"sizes": [self.measure(number) for number in range(first, last)]}

    def describe(self) -> Header:
        """The answer to `open`: only what the first page needs."""
        return {
            "format": self.format,
            "page_count": self.page_count,
            "size": self.size_bytes,
            "damaged": self._image.cut_off if self._image else bool(self._document.is_repaired),
            **self.read_sizes(0, FIRST_SIZES),
        }

    def read_facts(self) -> Header:
        """What the line below the page says, beyond `describe`."""
        if self._image is not None:
            return {"dpi": self._image.dpi, "scanned": False, "restricted": False, "signed": False}
        dpi = find_scan_dpi(self._document, self.measure(0))
        return {
            "dpi": dpi,
            "scanned": dpi is not None,
            "restricted": is_restricted(self._document),
            "signed": is_signed(self._document),
        }

    def _bound(self, number: int) -> tuple[float, float, float, float]:
        try:
            box = mupdf.fz_bound_page(self.load_page(number))
        except LIBRARY_ERRORS as error:
            raise translate_error(error, PreviewCode.PAGE_BROKEN, page=number + 1) from error
        return (box.x0, box.y0, box.x1 - box.x0, box.y1 - box.y0)


class OpenDocuments:
    """At most OPEN_DOCUMENTS and OPEN_DOCUMENT_BYTES; the least recently used one is closed first."""

    def __init__(self) -> None:
        quiet_library()
        self._documents: OrderedDict[str, OpenDocument] = OrderedDict()

    def open(self, name: str, data: bytes) -> Header:
        """Open, remember and describe; raises PreviewError."""
        self._documents.pop(name, None)
        self._make_room(len(data))
        document = OpenDocument(name, data)
        self._documents[name] = document
        return document.describe()

    def find(self, name: str) -> OpenDocument | None:
        """The open document, or None when it was never here or had to make room."""
        document = self._documents.get(name)
        if document is not None:
            self._documents.move_to_end(name)
        return document

    def _make_room(self, size: int) -> None:
        while self._documents and (
            len(self._documents) >= OPEN_DOCUMENTS
            or size + sum(document.size_bytes for document in self._documents.values()) > OPEN_DOCUMENT_BYTES
        ):
            self._documents.popitem(last=False)
