"""Does one job with one worker: load, open, ask, translate. Called on a lane's thread by client.py.

Raises PreviewError for what the person must be told, WorkerDied and WorkerHung for what the lane handles.
"""

import logging
import threading
from collections.abc import Callable
from dataclasses import replace

from app.domain.errors import KnownError
from app.domain.photo_fix import PhotoFix, sample_corners
from app.domain.photo_rules import PhotoFacts
from app.ports.preview import (
    DocumentInfo,
    FixedPhoto,
    PageRequest,
    PageSize,
    PhotoInspection,
    PreviewCode,
    PreviewError,
    PreviewSource,
    RenderedPage,
)
from app.services.preview.limits import ANSWER_SECONDS, MAX_FILE_BYTES, SIZES_PER_CALL
from app.services.preview.page_cache import FileMemory, PageCache
from app.services.preview.protocol import Header
from app.services.preview.worker_process import WorkerDied, WorkerProcess

_LOG = logging.getLogger(__name__)
_MB = 1024 * 1024
_STORE_CODES = {
    code.value: code
    for code in (
        PreviewCode.MISSING,
        PreviewCode.DAMAGED,
        PreviewCode.ALTERED,
        PreviewCode.WITHDRAWN,
        PreviewCode.FETCHING,
        PreviewCode.OFFLINE,
    )
}
"""What the attachment store says about a file is more than UNREADABLE: it is gone, was altered, or has not come yet."""
_KEPT_PARAMS = ("done", "total")


class LaneWork:
    """Shared by both lanes; what it keeps is thread-safe."""

    def __init__(
        self,
        read: Callable[[str], bytes],
        files: FileMemory,
        pages: PageCache,
        described: Callable[[PreviewSource, DocumentInfo], None],
        seconds: float = ANSWER_SECONDS,
    ) -> None:
        self._read = read
        self._reading = threading.Lock()  # loaders may use one connection: never two at a time
        self._files = files
        self._pages = pages
        self._described = described  # told as soon as a file is open, while its page is being drawn
        self._seconds = seconds

    def describe(self, worker: WorkerProcess, source: PreviewSource, in_full: bool) -> DocumentInfo:
        """What the file is; with every fact and page size when `in_full`."""
        info = self._files.find(source.key)
        if isinstance(info, PreviewError):
            raise info
        if info is None:
            info = self._open(worker, source)
        if in_full and not info.is_complete:
            info = self._complete(worker, source, info)
        return info

    def render(self, worker: WorkerProcess, request: PageRequest) -> RenderedPage:
        """The picture, from the cache or from the worker."""
        found = self._pages.find(request)
        if found is not None:
            return found
        source = request.source
        known = self._files.find(source.key)
        error = (
            known
            if isinstance(known, PreviewError)
            else self._files.find_page_error(source.key, request.page)
        )
        if error is not None:
            raise error
        clip = request.clip
        question: Header = {
            "op": "render",
            "doc": source.key,
            "page": request.page,
            "rotation": request.rotation,
            "target": {
                "width": request.target.width,
                "height": request.target.height,
                "scale": request.target.scale,
            },
            "clip": [clip.x, clip.y, clip.width, clip.height] if clip else None,
        }
        answer, pixels = self._ask_picture(worker, source, question)
        page = RenderedPage(
            request=request,
            width=answer["width"],
            height=answer["height"],
            stride=answer["stride"],
            full_width=answer["full_width"],
            full_height=answer["full_height"],
            pixels=pixels,
            incomplete=answer["incomplete"],
        )
        self._pages.put(page)
        return page

    def inspect_photo(self, worker: WorkerProcess, source: PreviewSource) -> PhotoInspection:
        """The photo's measures."""
        answer = worker.ask({"op": "photo"}, self._load(source), self._seconds)
        raise_error(answer)
        return PhotoInspection(
            facts=PhotoFacts(
                format=answer["format"],
                width_px=answer["width"],
                height_px=answer["height"],
                size_bytes=answer["size"],
            ),
            exif_orientation=answer["orientation"],
            mode=answer["mode"],
            damaged=answer["damaged"],
        )

    def fix_photo(self, worker: WorkerProcess, source: PreviewSource, fix: PhotoFix) -> FixedPhoto:
        """The photo made fit."""
        frame = fix.frame
        question: Header = {
            "op": "photo_fix",
            "frame": [frame.x, frame.y, frame.width, frame.height],
            "size": [fix.width_px, fix.height_px],
            "rotation": fix.rotation,
        }
        answer, content = worker.ask_file(question, self._load(source), self._seconds)
        raise_error(answer)
        return FixedPhoto(
            content=content,
            facts=PhotoFacts("JPEG", answer["width"], answer["height"], len(content)),
            corners=sample_corners([(red, green, blue) for red, green, blue in answer["corners"]]),
        )

    def _ask_picture(
        self, worker: WorkerProcess, source: PreviewSource, question: Header
    ) -> tuple[Header, bytes]:
        if source.key in worker.open_documents:
            worker.send_render(question, self._seconds)
            answer, pixels = worker.receive_picture(question, self._seconds)
            if "unknown_document" not in answer:
                raise_error(answer)
                return answer, pixels
        # Both questions at once: the worker draws while this side still reads what it opened.
        self._send_open(worker, source)
        worker.send_render(question, self._seconds)
        opened = worker.receive(self._seconds)
        if "error" not in opened:
            self._note_open(worker, source, opened)
        answer, pixels = worker.receive_picture(question, self._seconds)
        raise_error(opened)
        raise_error(answer)
        return answer, pixels

    def _open(self, worker: WorkerProcess, source: PreviewSource) -> DocumentInfo:
        self._send_open(worker, source)
        answer = worker.receive(self._seconds)
        raise_error(answer)
        return self._note_open(worker, source, answer)

    def _send_open(self, worker: WorkerProcess, source: PreviewSource) -> None:
        worker.send({"op": "open", "doc": source.key}, self._load(source), self._seconds)

    def _note_open(self, worker: WorkerProcess, source: PreviewSource, answer: Header) -> DocumentInfo:
        worker.open_documents.add(source.key)
        info = self._files.find(source.key)
        if not isinstance(info, DocumentInfo):  # else opened by the other worker before: it may know more
            info = make_info(answer)
            self._files.put(source.key, info)
            self._described(source, info)
        return info

    def _complete(self, worker: WorkerProcess, source: PreviewSource, info: DocumentInfo) -> DocumentInfo:
        sizes = list(info.pages[: info.sizes_known])
        while len(sizes) < info.page_count:
            question = {"op": "sizes", "first": len(sizes), "count": SIZES_PER_CALL}
            answer = self._ask_open(worker, source, question)
            sizes += [PageSize(width, height) for width, height in answer["sizes"]]
        facts = self._ask_open(worker, source, {"op": "facts"})
        complete = replace(
            info,
            pages=tuple(sizes),
            sizes_known=len(sizes),
            is_complete=True,
            dpi=facts["dpi"],
            scanned=facts["scanned"],
            restricted=facts["restricted"],
            has_signature=facts["signed"],
        )
        self._files.put(source.key, complete)
        return complete

    def _ask_open(self, worker: WorkerProcess, source: PreviewSource, question: Header) -> Header:
        """Ask about a document, opening it first where this worker has not, or no longer, got it."""
        question["doc"] = source.key
        if source.key not in worker.open_documents:
            self._open(worker, source)
        answer = worker.ask(question, b"", self._seconds)
        if "unknown_document" in answer:
            self._open(worker, source)
            answer = worker.ask(question, b"", self._seconds)
        raise_error(answer)
        return answer

    def _load(self, source: PreviewSource) -> bytes:
        if source.size_bytes > MAX_FILE_BYTES:
            raise _too_large(source.size_bytes)
        try:
            with self._reading:
                data = source.load() if source.load is not None else self._read(source.key)
        except PreviewError:
            raise
        except (KnownError, OSError) as error:
            raise _say_unread(error) from error
        if len(data) > MAX_FILE_BYTES:
            raise _too_large(len(data))
        return data


def _say_unread(error: KnownError | OSError) -> PreviewError:
    code, params = PreviewCode.UNREADABLE, {}
    if isinstance(error, KnownError):
        code = _STORE_CODES.get(error.code, PreviewCode.UNREADABLE)
        params = {key: error.params[key] for key in _KEPT_PARAMS if key in error.params}
    if code is not PreviewCode.FETCHING:
        _LOG.warning("attachment could not be read: %r", error)
    return PreviewError(code, **params)


def raise_error(answer: Header) -> None:
    """Turn a worker's error answer into the exception."""
    if "error" in answer:
        raise PreviewError(PreviewCode(answer["error"]), **answer["params"])


def make_info(answer: Header) -> DocumentInfo:
    """The first facts, from an `open` answer; sizes not sent yet repeat the first page's."""
    sizes = [PageSize(width, height) for width, height in answer["sizes"]]
    if not 0 < len(sizes) <= answer["page_count"]:
        raise WorkerDied("answer without page sizes")
    pages = (*sizes, *[sizes[0]] * (answer["page_count"] - len(sizes)))
    return DocumentInfo(
        kind="pdf" if answer["format"] == "pdf" else "image",
        format=answer["format"],
        pages=pages,
        sizes_known=len(sizes),
        size_bytes=answer["size"],
        damaged=answer["damaged"],
    )


def _too_large(size_bytes: int) -> PreviewError:
    return PreviewError(PreviewCode.TOO_LARGE, size_mb=-(-size_bytes // _MB), limit_mb=MAX_FILE_BYTES // _MB)
