"""Remembers pictures within a number of bytes, and what is known about files. Used by client.py.

Thread-safe and quick, so that the GUI thread may ask while the lanes work.
"""

import threading
from collections import OrderedDict

from app.ports.preview import DocumentAnswer, PageRequest, PreviewError, RenderedPage

_MAX_FILES = 1000


class PageCache:
    """Least recently used pictures go first. A picture larger than the whole budget is not kept."""

    def __init__(self, max_bytes: int) -> None:
        self._max_bytes = max_bytes
        self._bytes = 0
        self._lock = threading.Lock()
        self._pages: OrderedDict[PageRequest, RenderedPage] = OrderedDict()

    def find(self, request: PageRequest) -> RenderedPage | None:
        """The picture, now the most recently used one."""
        with self._lock:
            page = self._pages.get(request)
            if page is not None:
                self._pages.move_to_end(request)
            return page

    def put(self, page: RenderedPage) -> None:
        """Keep a picture, dropping the oldest ones to make room."""
        size = len(page.pixels)
        if size > self._max_bytes:
            return
        with self._lock:
            replaced = self._pages.pop(page.request, None)
            self._bytes += size - (len(replaced.pixels) if replaced else 0)
            self._pages[page.request] = page
            while self._bytes > self._max_bytes:
                _, dropped = self._pages.popitem(last=False)
                self._bytes -= len(dropped.pixels)

    @property
    def used_bytes(self) -> int:
        """Bytes of all kept pictures."""
        return self._bytes


class FileMemory:
    """What each file turned out to be, and which of its pages cannot be shown; by the source's key."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._files: OrderedDict[str, DocumentAnswer] = OrderedDict()
        self._page_errors: dict[str, dict[int, PreviewError]] = {}

    def find(self, key: str) -> DocumentAnswer | None:
        """The file's facts or the error that it ended in."""
        with self._lock:
            answer = self._files.get(key)
            if answer is not None:
                self._files.move_to_end(key)
            return answer

    def put(self, key: str, answer: DocumentAnswer) -> None:
        """Remember; the least recently used file is forgotten beyond a thousand."""
        with self._lock:
            self._files[key] = answer
            self._files.move_to_end(key)
            while len(self._files) > _MAX_FILES:
                dropped, _ = self._files.popitem(last=False)
                self._page_errors.pop(dropped, None)

    def find_page_error(self, key: str, page: int) -> PreviewError | None:
        """The error of one page."""
        with self._lock:
            return self._page_errors.get(key, {}).get(page)

    def put_page_error(self, key: str, page: int, error: PreviewError) -> None:
        """Remember that a page cannot be shown, so that scrolling past it does not try again and again."""
        with self._lock:
            if key in self._files:
                self._page_errors.setdefault(key, {})[page] = error

    def forget_errors(self, key: str) -> None:
        """Ask again next time."""
        with self._lock:
            self._page_errors.pop(key, None)
            if isinstance(self._files.get(key), PreviewError):
                del self._files[key]
