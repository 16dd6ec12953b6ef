"""Keeps two workers warm and hands them out, one job at a time. Used by the lanes of client.py only.

A worker that died or hung is dropped; its replacement starts in the background while the other one, already warm,
takes the next job. When no worker can be started at all, `borrow` raises OSError instead of waiting for ever, and
the next `borrow` tries again.
"""

import logging
import threading
from collections.abc import Callable

from app.services.preview.worker_process import WorkerDied, WorkerHung, WorkerProcess

_LOG = logging.getLogger(__name__)
_WORKERS = 2


class WorkerPool:
    """All methods are thread-safe."""

    def __init__(self, start_worker: Callable[[], WorkerProcess]) -> None:
        self._start_worker = start_worker
        self._changed = threading.Condition()
        self._idle: list[WorkerProcess] = []
        self._all: set[WorkerProcess] = set()
        self._starting = 0  # threads that have no process yet; `_all` holds those that have
        self._stopped = False
        self._starters: set[threading.Thread] = set()

    def start(self) -> None:
        """Start the workers in the background."""
        with self._changed:
            self._refill()

    def stop(self) -> None:
        """Kill every worker and wait for the threads that were starting some."""
        with self._changed:
            self._stopped = True
            workers = list(self._all)
            starters = list(self._starters)
            self._changed.notify_all()
        for worker in workers:
            worker.kill()
        for thread in starters:
            thread.join()
        with self._changed:
            idle, self._idle = self._idle, []
        for worker in idle:
            self._forget(worker)

    def borrow(self, document: str) -> WorkerProcess:
        """An idle worker, if possible one that has the document open. Raises OSError when none can run."""
        with self._changed:
            tried = False
            while not self._stopped:
                if self._idle:
                    chosen = next(
                        (worker for worker in self._idle if document in worker.open_documents), None
                    )
                    chosen = chosen or self._idle[-1]
                    self._idle.remove(chosen)
                    if chosen.is_running():
                        return chosen
                    self._drop_dead(chosen)
                    continue
                if not self._all and not self._starting:
                    if tried:
                        raise OSError("no preview worker could be started")
                    self._refill()
                    tried = True
                self._changed.wait()
            raise OSError("the preview is shut down")

    def give_back(self, worker: WorkerProcess) -> None:
        """The job is done and the worker is well."""
        with self._changed:
            if not self._stopped:
                self._idle.append(worker)
                self._changed.notify()
                return
        self._forget(worker)

    def discard(self, worker: WorkerProcess) -> None:
        """The worker is dead or not to be trusted: end it and start another one."""
        self._forget(worker)
        with self._changed:
            if not self._stopped:
                self._refill()

    def list_pids(self) -> list[int]:
        """Process ids of the workers that run."""
        with self._changed:
            return sorted(worker.pid for worker in self._all)

    def count_ready(self) -> int:
        """How many workers wait for a job."""
        with self._changed:
            return len(self._idle)

    def _drop_dead(self, worker: WorkerProcess) -> None:
        """One that somebody killed while it was idle: nobody's request has to fail for it."""
        worker.close()
        self._all.discard(worker)
        self._refill()

    def _refill(self) -> None:
        while len(self._all) + self._starting < _WORKERS:
            self._starting += 1
            thread = threading.Thread(target=self._start_one, name="preview-start", daemon=True)
            self._starters.add(thread)
            thread.start()

    def _start_one(self) -> None:
        worker: WorkerProcess | None = None
        try:
            try:
                worker = self._start_worker()
            finally:
                with self._changed:
                    self._starting -= 1
                    if worker is not None:
                        self._all.add(worker)
                        if self._stopped:
                            worker.kill()
            worker.wait_ready()
        except (OSError, WorkerDied, WorkerHung) as error:
            if not self._stopped:
                _LOG.error("preview worker did not start: %r", error)
            if worker is not None:
                self._forget(worker)
                worker = None
        with self._changed:
            self._starters.discard(threading.current_thread())
            if worker is not None:
                self._idle.append(worker)
            self._changed.notify_all()

    def _forget(self, worker: WorkerProcess) -> None:
        worker.close()
        with self._changed:
            self._all.discard(worker)
            self._changed.notify_all()
