"""Makes the files of the sample, on two cores where that works. Callers: `dossiers` (through `build_sample`).

Failure behaviour: a pool that cannot start or dies (no semaphores, a frozen program without its entry, memory) is
given up and the remaining files are made in this process; an error of a maker itself is raised. The processes end with
this one, also when it is killed.
"""

import multiprocessing
import os
import threading
from collections import deque
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from multiprocessing import connection

from app.services.samples.files.facts import FileJob
from app.services.samples.files.makers import MAKER_ORDER, make_file

_CHUNK = 12
_IN_FLIGHT = 4


def make_chunk(jobs: Sequence[FileJob]) -> list[bytes]:
    """Make some files: the entry of the render processes, importable by name as spawn asks."""
    return [make_file(job) for job in jobs]


def end_with_parent() -> None:
    """In a render process: it holds both ends of its pipes, so a killed parent would leave it waiting for ever."""
    parent = multiprocessing.parent_process()
    if parent is not None:
        threading.Thread(target=_await_end, args=(parent.sentinel,), daemon=True).start()


def _await_end(sentinel: int) -> None:
    connection.wait([sentinel])
    os._exit(1)


def render_files(jobs: Sequence[FileJob], *, processes: int = 2) -> Iterator[tuple[int, bytes]]:
    """Yield (index of the job, bytes) of every job, by kind of file: papers and glyphs stay in the caches.

    `processes` 1 makes everything here; otherwise that many are spawned, never forked, for Qt threads may run.
    At most `_IN_FLIGHT` chunks wait in memory.
    """
    order = sorted(range(len(jobs)), key=_by_kind(jobs))
    chunks = [order[start : start + _CHUNK] for start in range(0, len(order), _CHUNK)]
    done: set[int] = set()
    if processes > 1 and len(chunks) > processes:
        try:
            for number, results in _render_in_pool(jobs, chunks, processes):
                done.add(number)
                yield from zip(chunks[number], results, strict=True)
        except (OSError, BrokenProcessPool, RuntimeError, ImportError, EOFError):
            # RuntimeError: spawn refuses while a main module without a guard is being imported.
            pass
    for number, chunk in enumerate(chunks):
        if number not in done:
            yield from zip(chunk, make_chunk([jobs[index] for index in chunk]), strict=True)


def _by_kind(jobs: Sequence[FileJob]) -> Callable[[int], tuple[int, int]]:
    def key(index: int) -> tuple[int, int]:
        return MAKER_ORDER[jobs[index].maker], index

    return key


def _render_in_pool(
    jobs: Sequence[FileJob], chunks: Sequence[Sequence[int]], processes: int
) -> Iterator[tuple[int, list[bytes]]]:
    """Yield (chunk number, files) in order, keeping a few chunks ahead."""
    context = multiprocessing.get_context("spawn")
    with ProcessPoolExecutor(max_workers=processes, mp_context=context, initializer=end_with_parent) as pool:
        waiting: deque[tuple[int, Future[list[bytes]]]] = deque()
        try:
            for number, chunk in enumerate(chunks):
                waiting.append((number, pool.submit(make_chunk, [jobs[index] for index in chunk])))
                if len(waiting) >= _IN_FLIGHT:
                    first, answer = waiting.popleft()
                    yield first, answer.result()
            while waiting:
                first, answer = waiting.popleft()
                yield first, answer.result()
        finally:
            pool.shutdown(wait=True, cancel_futures=True)
