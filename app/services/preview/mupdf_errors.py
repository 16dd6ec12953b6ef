"""Translates the library's errors at the edge of the worker. Worker side only."""

from typing import Any

import pymupdf
from pymupdf import mupdf

from app.ports.preview import PreviewCode, PreviewError

LIBRARY_ERRORS: tuple[type[Exception], ...] = (mupdf.FzErrorBase, RuntimeError, ValueError)
"""What PyMuPDF raises for bad input. FileDataError is a RuntimeError."""


def translate_error(error: Exception, otherwise: PreviewCode, **params: int | str) -> PreviewError:
    """OUT_OF_MEMORY when the limit was hit anywhere below (MuPDF reports a failed malloc as a system error; the
    worker asks it for no other system call), else `otherwise`.
    """
    cause: BaseException | None = error
    while cause is not None:
        if isinstance(cause, MemoryError | mupdf.FzErrorSystem):
            return PreviewError(PreviewCode.OUT_OF_MEMORY)
        cause = cause.__cause__
    return PreviewError(otherwise, **params)


def quiet_library() -> None:
    """Keep MuPDF's messages, which may quote a document, off stderr."""
    tools: Any = pymupdf.TOOLS  # carries no types
    tools.mupdf_display_errors(False)
    tools.mupdf_display_warnings(False)
