"""What is to be done next, for whom. Shared by the sessions (any thread) and the two lanes of client.py.

A job is known by its work: a second request for the same work joins it, queued or running, and may only make it more
urgent. A job that nobody waits for any more leaves the queue.
"""

import itertools
import threading
import time
from collections.abc import Callable, Collection, Hashable
from dataclasses import dataclass, field
from typing import Any

from app.domain.photo_fix import PhotoFix
from app.ports.preview import PageRequest, PreviewSource, Priority

PAINT_SECONDS = 0.02
"""After something visible was answered, less urgent work rests: the answer is being painted, on the same processor."""

Done = Callable[[Any], None]


@dataclass(frozen=True, slots=True)
class DocumentWork:
    """Find out what a file is; `in_full` asks for every fact and page size."""

    source: PreviewSource
    in_full: bool = False


@dataclass(frozen=True, slots=True)
class PhotoWork:
    """Measure a photo."""

    source: PreviewSource


@dataclass(frozen=True, slots=True)
class PhotoFixWork:
    """Make a photo fit."""

    source: PreviewSource
    fix: PhotoFix


Work = PageRequest | DocumentWork | PhotoWork | PhotoFixWork


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
    lane: Priority | None = None
    """The least priority of the lane that does it; None while it waits."""
    not_before: float = 0.0
    """It was postponed until then (monotonic)."""

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
        self._calm_from = 0.0

    def submit(self, work: Work, subscriber: Subscriber) -> None:
        """Queue the work, or join the job that does it already."""
        with self._changed:
            if self._stopped:
                return
            job = self._jobs.get(work)
            if job is None:
                job = self._jobs[work] = Job(work, next(self._orders))
            elif job.subscribers and subscriber.priority < job.urgency[0]:
                job.not_before = 0.0
            job.subscribers.append(subscriber)
            self._changed.notify_all()

    def take(self, least: Priority) -> Job | None:
        """Wait for the most urgent job of at least that priority; None after `stop`.

        The lane for what is visible (`least` VISIBLE) takes whatever is visible. The other one takes visible work
        only while that lane is busy, and leaves alone every file that is being worked on or waited for there: the
        document is open in that lane's worker, and would have to be read and opened once more.
        """
        with self._changed:
            while not self._stopped:
                waiting = self._find_waiting() if least == Priority.VISIBLE else self._find_left_over()
                jobs = [job for job in waiting if job.urgency[0] <= least]
                if jobs:
                    job = min(jobs, key=_get_urgency)
                    job.lane = least
                    return job
                self._changed.wait(self._find_wait(least))
            return None

    def postpone(self, job: Job, urgent: float, idle: float) -> list[Subscriber]:
        """Put a job back whose file has not come yet, for ``urgent`` seconds, or ``idle`` where nobody looks at it; returns who
        waits for it."""
        with self._changed:
            job.lane = None
            if not job.subscribers:
                del self._jobs[job.work]
                return []
            looked_at = job.urgency[0] <= Priority.NEAR
            job.not_before = time.monotonic() + (urgent if looked_at else idle)
            self._changed.notify_all()
            return list(job.subscribers)

    def _find_waiting(self) -> list[Job]:
        now = time.monotonic()
        return [job for job in self._jobs.values() if job.lane is None and job.not_before <= now]

    def _find_wait(self, least: Priority) -> float | None:
        """Seconds until a lane has to look again by itself; None when only a change can bring it work."""
        now = time.monotonic()
        ends = [job.not_before - now for job in self._jobs.values() if job.lane is None]
        ends = [left for left in ends if left > 0]
        pause = self._find_pause() if least > Priority.VISIBLE else None
        return min(ends + ([pause] if pause else []), default=None)

    def _find_left_over(self) -> list[Job]:
        """What the second lane may take."""
        waiting = self._find_waiting()
        if self._find_pause():
            waiting = [job for job in waiting if job.urgency[0] == Priority.VISIBLE]
        running = [job for job in self._jobs.values() if job.lane is not None]
        busy = {job.work.source.key for job in running}
        visible = [job for job in waiting if job.urgency[0] == Priority.VISIBLE]
        awaited = {job.work.source.key for job in visible}
        if any(job.lane == Priority.VISIBLE for job in running):
            helping = [job for job in visible if job.work.source.key not in busy]
            if helping:
                return helping
        return [job for job in waiting if job.work.source.key not in busy | awaited]

    def _find_pause(self) -> float | None:
        """Seconds that less urgent work still has to wait; None for no wait."""
        left = self._calm_from - time.monotonic()
        return left if left > 0 else None

    def claim(self, work: Work) -> Job | None:
        """Take this very job out of turn, when it waits; the caller finishes it."""
        with self._changed:
            job = self._jobs.get(work)
            if job is None or job.lane is not None:
                return None
            job.lane = job.urgency[0]
            return job

    def finish(self, job: Job) -> list[Subscriber]:
        """Take the job out; returns who still waits for it."""
        with self._changed:
            del self._jobs[job.work]
            if job.lane == Priority.VISIBLE:
                self._calm_from = time.monotonic() + PAINT_SECONDS
            self._changed.notify_all()
            return job.subscribers

    def cancel(self, owner: Hashable, keep: Collection[PageRequest] = ()) -> None:
        """`owner` waits for nothing any more, except for `keep`."""
        kept = set(keep)
        with self._changed:
            for work, job in list(self._jobs.items()):
                if work in kept:
                    continue
                job.subscribers = [one for one in job.subscribers if one.owner != owner]
                if not job.subscribers and job.lane is None:
                    del self._jobs[work]

    def stop(self) -> None:
        """Let every lane leave `take`."""
        with self._changed:
            self._stopped = True
            self._changed.notify_all()


def _get_urgency(job: Job) -> tuple[Priority, int]:
    return job.urgency
