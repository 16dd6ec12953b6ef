"""The preview as the program sees it: sessions, two lanes, two worker processes. Built by app/main.py.

Lanes are threads: one does visible pictures only, the other the most urgent job of any kind, so a heavy page being
prefetched never keeps the person waiting. Each job borrows a worker from the pool.

Failure: a job whose worker died is tried twice more with other workers, then answered CRASHED; a missed deadline is
answered TIMED_OUT; a breach of the memory limit OUT_OF_MEMORY, with a fresh worker for the next job. An error of
ours in a lane is logged and answered CRASHED. The lanes themselves never end before `stop`.
"""

import logging
import threading
from collections.abc import Callable, Collection, Sequence
from typing import Any

from app.domain.photo_fix import PhotoFix
from app.ports.preview import (
    DocumentAnswer,
    DocumentInfo,
    PageAnswer,
    PageRequest,
    PhotoAnswer,
    PhotoFixAnswer,
    PreviewCode,
    PreviewError,
    PreviewSource,
    Priority,
    RenderedPage,
)
from app.services.preview.job_queue import (
    DocumentWork,
    Done,
    Job,
    JobQueue,
    PhotoFixWork,
    PhotoWork,
    Subscriber,
    Work,
)
from app.services.preview.lane_work import LaneWork
from app.services.preview.limits import ANSWER_SECONDS, WORKER_ADDRESS_SPACE
from app.services.preview.page_cache import FileMemory, PageCache
from app.services.preview.watchdog import Watchdog
from app.services.preview.worker_pool import WorkerPool
from app.services.preview.worker_process import WorkerDied, WorkerHung, WorkerProcess, find_worker_command

_LOG = logging.getLogger(__name__)
_CACHE_BYTES = 160 * 1024 * 1024
_ATTEMPTS = 3
_NOT_REMEMBERED = frozenset(
    {PreviewCode.MISSING, PreviewCode.DAMAGED, PreviewCode.UNREADABLE, PreviewCode.NOT_AVAILABLE}
    | {PreviewCode.ALTERED, PreviewCode.WITHDRAWN, PreviewCode.FETCHING, PreviewCode.OFFLINE}
)
_LOOK_AGAIN_SECONDS = 0.25
_LOOK_AGAIN_IDLE_SECONDS = 2.0
"""For what nobody looks at yet: less often, so that the store brings first what somebody does."""


class WorkerPreview:
    """Fulfils app.ports.preview.PreviewService. `read` returns an attachment's clear bytes by SHA-256; it is called
    on a lane's thread, never twice at a time, and raises F-208 at once for a file that is still on its way.
    """

    def __init__(
        self,
        read: Callable[[str], bytes],
        *,
        cache_bytes: int = _CACHE_BYTES,
        seconds: float = ANSWER_SECONDS,
        address_space: int = WORKER_ADDRESS_SPACE,
        worker_command: Sequence[str] | None = None,
    ) -> None:
        self._command = list(worker_command or find_worker_command())
        self._seconds = seconds
        self._address_space = address_space
        self.pages = PageCache(cache_bytes)
        self.files = FileMemory()
        self.queue = JobQueue()
        self._watchdog = Watchdog()
        self._pool = WorkerPool(self._start_worker)
        self._work = LaneWork(read, self.files, self.pages, self._tell_described, seconds)
        self._lanes = [
            threading.Thread(target=self._run_lane, args=(least,), name=f"preview-{name}", daemon=True)
            for name, least in (("visible", Priority.VISIBLE), ("any", max(Priority)))
        ]
        self._stopped = False

    def start(self) -> None:
        """Start threads and workers; returns at once."""
        self._watchdog.start()
        self._pool.start()
        for lane in self._lanes:
            lane.start()

    def open_session(self) -> "WorkerPreviewSession":
        """A session for one screen part."""
        return WorkerPreviewSession(self)

    def stop(self) -> None:
        """End workers and threads; may be called twice."""
        if self._stopped:
            return
        self._stopped = True
        self.queue.stop()
        self._pool.stop()
        for lane in self._lanes:
            lane.join()
        self._watchdog.stop()

    def list_worker_pids(self) -> list[int]:
        """Process ids of the workers, for diagnosis and tests."""
        return self._pool.list_pids()

    def count_ready_workers(self) -> int:
        """Workers waiting for a job, for diagnosis and tests."""
        return self._pool.count_ready()

    def _start_worker(self) -> WorkerProcess:
        return WorkerProcess(self._watchdog, self._command, self._address_space)

    def _run_lane(self, least: Priority) -> None:
        while (job := self.queue.take(least)) is not None:
            try:
                answer = self._answer(job.work)
            except Exception:  # noqa: BLE001 - a bug must not end the lane: later files would wait for ever
                _LOG.exception("preview job failed")
                answer = PreviewError(PreviewCode.CRASHED)
            if self._stopped:
                return
            if isinstance(answer, PreviewError) and answer.code == PreviewCode.FETCHING:
                self._wait_for_file(job, answer)
            else:
                self._deliver(job, answer)

    def _answer(self, work: Work) -> Any:
        cached = self._find_answer(work)
        if cached is not None:
            return cached
        source = work.source
        for _ in range(_ATTEMPTS):
            try:
                worker = self._pool.borrow(source.key)
            except OSError:
                return PreviewError(PreviewCode.NOT_AVAILABLE)
            healthy = False
            try:
                answer = self._do(worker, work)
                healthy = True
                return answer
            except PreviewError as error:
                healthy = error.code != PreviewCode.OUT_OF_MEMORY
                return self._remember(work, error)
            except WorkerHung:
                late = PreviewError(PreviewCode.TIMED_OUT, seconds=round(self._seconds))
                return self._remember(work, late)
            except WorkerDied as death:
                _LOG.error("preview worker %d died: %s", worker.pid, death)
            finally:
                if healthy:
                    self._pool.give_back(worker)
                else:
                    self._pool.discard(worker)
            if self._stopped:
                break
        return self._remember(work, PreviewError(PreviewCode.CRASHED))

    def _find_answer(self, work: Work) -> Any:
        """What needs no worker."""
        if isinstance(work, PageRequest):
            return self.pages.find(work)
        if isinstance(work, DocumentWork):
            known = self.files.find(work.source.key)
            complete = isinstance(known, PreviewError) or (
                known is not None and (known.is_complete or not work.in_full)
            )
            return known if complete else None
        return None

    def _do(self, worker: WorkerProcess, work: Work) -> Any:
        if isinstance(work, PageRequest):
            return self._work.render(worker, work)
        if isinstance(work, DocumentWork):
            return self._work.describe(worker, work.source, work.in_full)
        if isinstance(work, PhotoFixWork):
            return self._work.fix_photo(worker, work.source, work.fix)
        return self._work.inspect_photo(worker, work.source)

    def _remember(self, work: Work, error: PreviewError) -> PreviewError:
        if error.code in _NOT_REMEMBERED or isinstance(work, PhotoWork | PhotoFixWork):
            return error
        key = work.source.key
        if isinstance(work, PageRequest) and isinstance(self.files.find(key), DocumentInfo):
            self.files.put_page_error(key, work.page, error)
        else:
            self.files.put(key, error)
        return error

    def _tell_described(self, source: PreviewSource, info: DocumentInfo) -> None:
        """Answer who waits for what the file is, before its first page is drawn."""
        job = self.queue.claim(DocumentWork(source))
        if job is not None:
            self._deliver(job, info)

    def _wait_for_file(self, job: Job, progress: PreviewError) -> None:
        """The file is on its way from the server: ask again a little later; who asked what it is hears how far it is."""
        waiting = self.queue.postpone(job, _LOOK_AGAIN_SECONDS, _LOOK_AGAIN_IDLE_SECONDS)
        if isinstance(job.work, DocumentWork):
            for subscriber in waiting:
                self._call(subscriber, progress)

    def _deliver(self, job: Job, answer: Any) -> None:
        work = job.work
        for subscriber in self.queue.finish(job):
            if isinstance(work, DocumentWork) and isinstance(answer, DocumentInfo) and not answer.is_complete:
                rest = Subscriber(subscriber.owner, subscriber.done, Priority.NEAR)
                self.queue.submit(DocumentWork(work.source, in_full=True), rest)
            self._call(subscriber, answer)

    def _call(self, subscriber: Subscriber, answer: Any) -> None:
        if subscriber.done is not None:
            try:
                subscriber.done(answer)
            except Exception:  # noqa: BLE001 - the callback is not ours, and others wait in this list
                _LOG.exception("preview callback failed")


class WorkerPreviewSession:
    """Fulfils app.ports.preview.PreviewSession."""

    def __init__(self, preview: WorkerPreview) -> None:
        self._preview = preview
        self._closed = False

    def known_document(self, source: PreviewSource) -> DocumentAnswer | None:
        """What is already known about the file."""
        return self._preview.files.find(source.key)

    def cached_page(self, request: PageRequest) -> RenderedPage | None:
        """The picture, when it is already there."""
        return self._preview.pages.find(request)

    def request_document(
        self,
        source: PreviewSource,
        done: Callable[[DocumentAnswer], None],
        priority: Priority = Priority.VISIBLE,
    ) -> None:
        """Ask what the file is."""
        self._submit(DocumentWork(source), done, priority)

    def request_page(
        self,
        request: PageRequest,
        done: Callable[[PageAnswer], None] | None,
        priority: Priority = Priority.VISIBLE,
    ) -> None:
        """Ask for a picture."""
        self._submit(request, done, priority)

    def request_photo(self, source: PreviewSource, done: Callable[[PhotoAnswer], None]) -> None:
        """Ask for a photo's measures."""
        self._submit(PhotoWork(source), done, Priority.VISIBLE)

    def request_photo_fix(
        self, source: PreviewSource, fix: PhotoFix, done: Callable[[PhotoFixAnswer], None]
    ) -> None:
        """Ask for the photo made fit."""
        if fix.width_px > fix.frame.width or fix.height_px > fix.frame.height:
            raise ValueError("a photo is never enlarged")
        self._submit(PhotoFixWork(source, fix), done, Priority.VISIBLE)

    def cancel(self, keep: Collection[PageRequest] = ()) -> None:
        """Drop what has not been answered, except `keep`."""
        self._preview.queue.cancel(self, keep)

    def forget(self, source: PreviewSource) -> None:
        """Forget remembered errors of the file."""
        self._preview.files.forget_errors(source.key)

    def close(self) -> None:
        """Cancel everything, for good."""
        self._closed = True
        self._preview.queue.cancel(self)

    def _submit(self, work: Work, done: Done | None, priority: Priority) -> None:
        if not self._closed:
            self._preview.queue.submit(work, Subscriber(self, done, priority))
