"""Measures certificate photos for the photo rule, in the preview's worker process. No image is decoded here.

Built by app/main.py on top of the one preview service; use cases call it on the read or write thread.
"""

import hashlib
import threading

from app.ports.preview import (
    PhotoAnswer,
    PhotoInspection,
    PreviewCode,
    PreviewError,
    PreviewService,
    PreviewSource,
)

_PATIENCE_SECONDS = 60.0


class PhotoService:
    """Blocking questions for threads that are not the GUI thread; screens use PreviewSession.request_photo."""

    def __init__(self, preview: PreviewService) -> None:
        self._session = preview.open_session()

    def inspect_photo(self, data: bytes) -> PhotoInspection:
        """Format, upright pixels, bytes, orientation, mode. Raises PreviewError."""
        waiter = _Waiter()
        key = f"photo-{hashlib.sha256(data).hexdigest()}"
        self._session.request_photo(PreviewSource(key, "", len(data), load=_Bytes(data)), waiter.take)
        return waiter.wait()


class _Bytes:
    """A loader for bytes that are at hand."""

    def __init__(self, data: bytes) -> None:
        self._data = data

    def __call__(self) -> bytes:
        return self._data


class _Waiter:
    """Hands one answer from the preview's thread to the caller's."""

    def __init__(self) -> None:
        self._arrived = threading.Event()
        self._answer: PhotoAnswer | None = None

    def take(self, answer: PhotoAnswer) -> None:
        self._answer = answer
        self._arrived.set()

    def wait(self) -> PhotoInspection:
        if not self._arrived.wait(_PATIENCE_SECONDS) or self._answer is None:
            raise PreviewError(PreviewCode.TIMED_OUT, seconds=round(_PATIENCE_SECONDS))
        if isinstance(self._answer, PreviewError):
            raise self._answer
        return self._answer
