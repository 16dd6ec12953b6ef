"""A preview with real workers, asked in the blocking style that tests read best."""

import hashlib
import queue
import time
from collections.abc import Callable
from types import TracebackType
from typing import Any

from app.ports.preview import (
    DocumentAnswer,
    DocumentInfo,
    PageRequest,
    PhotoInspection,
    PreviewError,
    PreviewSource,
    RenderedPage,
    RenderTarget,
)
from app.services.preview.client import WorkerPreview

PATIENCE_SECONDS = 30.0


class PreviewDesk:
    """Holds the files in memory like an attachment store; answers are returned, errors raised."""

    def __init__(self, **options: Any) -> None:
        self.stored: dict[str, bytes] = {}
        self.reads: list[str] = []
        self.preview = WorkerPreview(self.read, **options)
        self.session = self.preview.open_session()

    def __enter__(self) -> "PreviewDesk":
        self.preview.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.preview.stop()

    def read(self, key: str) -> bytes:
        self.reads.append(key)
        return self.stored[key]

    def store(self, data: bytes, name: str = "file.pdf") -> PreviewSource:
        key = hashlib.sha256(data).hexdigest()
        self.stored[key] = data
        return PreviewSource(key, name, len(data))

    def open(self, data: bytes, name: str = "file.pdf") -> DocumentInfo:
        """The complete answer."""
        source = self.store(data, name)
        answers: queue.Queue[DocumentAnswer] = queue.Queue()
        self.session.request_document(source, answers.put)
        while True:
            answer = answers.get(timeout=PATIENCE_SECONDS)
            if isinstance(answer, PreviewError):
                raise answer
            if answer.is_complete:
                return answer

    def render(self, source: PreviewSource, page: int = 0, width: int = 200, **options: Any) -> RenderedPage:
        request = PageRequest(source, page, RenderTarget(width=width), **options)
        return self.wait_for(lambda done: self.session.request_page(request, done))

    def inspect(self, data: bytes) -> PhotoInspection:
        source = self.store(data)
        return self.wait_for(lambda done: self.session.request_photo(source, done))

    def wait_for(self, ask: Callable[[Callable[[Any], None]], None]) -> Any:
        answers: queue.Queue[Any] = queue.Queue()
        ask(answers.put)
        answer = answers.get(timeout=PATIENCE_SECONDS)
        if isinstance(answer, PreviewError):
            raise answer
        return answer

    def wait_ready(self, workers: int = 2) -> None:
        wait_until(lambda: self.preview.count_ready_workers() >= workers)


def wait_until(condition: Callable[[], bool]) -> None:
    """Poll; AssertionError when it takes too long."""
    end = time.monotonic() + PATIENCE_SECONDS
    while not condition():
        assert time.monotonic() < end, "condition never came true"
        time.sleep(0.005)


def get_pixel(page: RenderedPage, x: int, y: int) -> tuple[int, int, int]:
    """Red, green, blue."""
    at = y * page.stride + x * 4
    blue, green, red, opaque = page.pixels[at : at + 4]
    assert opaque == 255
    return red, green, blue
