"""Reads small facts out of a PDF's dictionaries for the line below the page. Worker side only.

Nothing here decodes an image or runs a page; the first page must not wait for it. A damaged dictionary makes a
fact unknown, never an error: the page may still be readable. `document` is a pymupdf.Document, whose methods carry no types.
"""

from typing import Any

from app.services.preview.mupdf_errors import LIBRARY_ERRORS

_UNREADABLE: tuple[type[Exception], ...] = (*LIBRARY_ERRORS, LookupError, TypeError)
_MAX_FORM_FIELDS = 200
_MIN_SCAN_DPI = 90
_SAME_SHAPE = 0.03


def find_scan_dpi(document: Any, page_size: tuple[float, float]) -> int | None:
    """Resolution when the first page is a scan: one of its images has the page's shape. None for other pages."""
    try:
        images = document.get_page_images(0)
    except _UNREADABLE:
        return None
    page_long, page_short = max(page_size), min(page_size)
    for image in images:
        long, short = max(image[2], image[3]), min(image[2], image[3])
        if short < 1 or page_short < 1:
            continue
        same_shape = abs(long / short - page_long / page_short) <= _SAME_SHAPE * page_long / page_short
        dpi: int = round(long / (page_long / 72))
        if same_shape and dpi >= _MIN_SCAN_DPI:
            return dpi
    return None


def is_restricted(document: Any) -> bool:
    """True when the file opens without a password but is encrypted against change."""
    return bool((document.metadata or {}).get("encryption"))


def is_signed(document: Any) -> bool:
    """True when a signature field holds a signature. Nobody verifies it here."""
    try:
        if document.get_sigflags() < 1:
            return False
        kind, fields = document.xref_get_key(document.pdf_catalog(), "AcroForm/Fields")
        if kind != "array":
            return False
        numbers = [int(part) for part in fields.strip("[]").replace(" 0 R", " ").split()]
        return any(_holds_signature(document, number) for number in numbers[:_MAX_FORM_FIELDS])
    except _UNREADABLE:
        return False


def _holds_signature(document: Any, field: int) -> bool:
    kind, value = document.xref_get_key(field, "FT"), document.xref_get_key(field, "V")
    return bool(kind[1] == "/Sig" and value[0] != "null")
