"""What is to be done next, for whom. Shared by the sessions (any thread) and the two lanes of client.py.

A job is known by its work: a second request for the same work joins it, queued or running, and may only make it more
urgent. A job that nobody waits for any more leaves the queue.
"""

import itertools
import threading
from collections.abc import Callable, Collection, Hashable
from dataclasses import dataclass, field
from typing import Any

from app.ports.preview import PageRequest, PreviewSource, Priority

Done = Callable[[Any], None]


@dataclass(frozen=True, slots=True)
class DocumentWork:
    """Find out what a file is; `all_sizes` asks for every page's size."""

    source: PreviewSource
    all_sizes: bool = False


@dataclass(frozen=True, slots=True)
class PhotoWork:
    """Measure a photo."""

    source: PreviewSource


Work = PageRequest | DocumentWork | PhotoWork


@dataclass(slots=True)
class Subscriber:
    """Somebody who waits; `done` is None for prefetching."""

    owner: Hashable
    done: Done | None
    priority: Priority


@dataclass(slots=True)
class Job:
    """One piece of work with everybody who waits for it."""

    work: Work
    order: int
    subscribers: list[Subscriber] = field(default_factory=list)
    running: bool = False

    @property
    def urgency(self) -> tuple[Priority, int]:
        """Smaller is sooner; equal priorities in the order of asking."""
        return min(subscriber.priority for subscriber in self.subscribers), self.order


class JobQueue:
    """All methods are thread-safe."""

    def __init__(self) -> None:
        self._changed = threading.Condition()
        self._jobs: dict[Work, Job] = {}
        self._orders = itertools.count()
        self._stopped = False

    def submit(self, work: Work, subscriber: Subscriber) -> None:
        """Queue the work, or join the job that does it already."""
        with self._changed:
            if self._stopped:
                return
            job = self._jobs.get(work)
            if job is None:
                job = self._jobs[work] = Job(work, next(self._orders))
            job.subscribers.append(subscriber)
            self._changed.notify_all()

    def take(self, least: Priority) -> Job | None:
        """Wait for the most urgent job of at least that priority; None after `stop`."""
        with self._changed:
            while not self._stopped:
                waiting = [job for job in self._jobs.values() if not job.running and job.urgency[0] <= least]
                if waiting:
                    job = min(waiting, key=_get_urgency)
                    job.running = True
                    return job
                self._changed.wait()
            return None

    def finish(self, job: Job) -> list[Subscriber]:
        """Take the job out; returns who still waits for it."""
        with self._changed:
            del self._jobs[job.work]
            return job.subscribers

    def cancel(self, owner: Hashable, keep: Collection[PageRequest] = ()) -> None:
        """`owner` waits for nothing any more, except for `keep`."""
        kept = set(keep)
        with self._changed:
            for work, job in list(self._jobs.items()):
                if work in kept:
                    continue
                job.subscribers = [one for one in job.subscribers if one.owner != owner]
                if not job.subscribers and not job.running:
                    del self._jobs[work]

    def stop(self) -> None:
        """Let every lane leave `take`."""
        with self._changed:
            self._stopped = True
            self._changed.notify_all()


def _get_urgency(job: Job) -> tuple[Priority, int]:
    return job.urgency
