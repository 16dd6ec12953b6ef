"""Files that still have to come from the server: the question stays asked, who asked hears how far it is, nobody else waits for it."""

import queue
import threading
from collections.abc import Iterator
from typing import Any

import pytest

from app.domain.errors import EnvironmentFault
from app.ports.preview import (
    DocumentInfo,
    PageRequest,
    PreviewCode,
    PreviewError,
    PreviewSource,
    Priority,
    RenderTarget,
)
from app.services.preview.job_queue import DocumentWork, JobQueue, Subscriber
from tests.services.preview import hostile_files as files
from tests.services.preview.preview_desk import PreviewDesk, wait_until

MEGABYTE = 1 << 20


class ComingFile:
    """A file of which nothing is here until ``arrive``; ``fail`` lets it not come."""

    def __init__(self, content: bytes) -> None:
        self._content = content
        self._code = "F-208"
        self.asked = 0
        self.source = PreviewSource(f"coming-{id(self)}", "论文.pdf", len(content), self._load)

    def arrive(self) -> None:
        self._code = ""

    def fail(self, code: str) -> None:
        self._code = code

    def _load(self) -> bytes:
        self.asked += 1
        if self._code:
            raise EnvironmentFault(self._code, done=MEGABYTE, total=3 * MEGABYTE, sha256="a" * 64)
        return self._content


@pytest.fixture(scope="module")
def desk() -> Iterator[PreviewDesk]:
    with PreviewDesk() as shared:
        shared.wait_ready()
        yield shared


@pytest.fixture
def coming() -> ComingFile:
    return ComingFile(files.make_pdf())


def test_facts_and_page_are_answered_once_it_came(desk: PreviewDesk, coming: ComingFile) -> None:
    facts: queue.Queue[Any] = queue.Queue()
    pages: queue.Queue[Any] = queue.Queue()
    desk.session.request_page(PageRequest(coming.source, 0, RenderTarget(width=50)), pages.put)
    desk.session.request_document(coming.source, facts.put)
    for _ in range(2):
        told = facts.get(timeout=10)
        assert isinstance(told, PreviewError)
        assert (told.code, told.params) == (PreviewCode.FETCHING, {"done": MEGABYTE, "total": 3 * MEGABYTE})
    assert pages.empty()
    coming.arrive()
    assert pages.get(timeout=10).width == 50
    while not isinstance(answer := facts.get(timeout=10), DocumentInfo):
        assert answer.code == PreviewCode.FETCHING


@pytest.mark.parametrize("code", ["F-202", "F-203", "F-209"])
def test_why_it_does_not_come_is_told_and_not_remembered(
    desk: PreviewDesk, coming: ComingFile, code: str
) -> None:
    coming.fail(code)
    with pytest.raises(PreviewError) as caught:
        desk.wait_for(lambda done: desk.session.request_document(coming.source, done))
    assert caught.value.code == code
    assert caught.value.is_transient is (code != "F-203")
    coming.arrive()
    assert isinstance(
        desk.wait_for(lambda done: desk.session.request_document(coming.source, done)), DocumentInfo
    )


def test_files_that_are_here_do_not_wait_for_it(desk: PreviewDesk, coming: ComingFile) -> None:
    told = threading.Event()
    desk.session.request_document(coming.source, lambda answer: told.set())
    assert told.wait(10)
    assert desk.open(files.make_pdf(pages=2)).page_count == 2
    desk.session.cancel()


def test_nobody_asks_for_it_any_more_once_it_is_cancelled(desk: PreviewDesk, coming: ComingFile) -> None:
    session = desk.preview.open_session()
    session.request_document(coming.source, lambda answer: None)
    wait_until(lambda: coming.asked > 1)
    session.cancel()
    session.close()
    wait_until(lambda: not desk.preview.queue._jobs)
    asked = coming.asked
    desk.open(files.make_pdf(pages=3))
    assert coming.asked <= asked + 1


def test_a_photo_waits_too(desk: PreviewDesk) -> None:
    coming = ComingFile(files.make_pdf())
    pages: queue.Queue[Any] = queue.Queue()
    desk.session.request_page(PageRequest(coming.source, 0, RenderTarget(width=50)), pages.put, Priority.NEAR)
    wait_until(lambda: coming.asked > 0)
    coming.arrive()
    assert pages.get(timeout=10).width == 50


def test_a_postponed_job_lets_others_go_first_and_comes_again() -> None:
    jobs = JobQueue()
    first, second = (DocumentWork(PreviewSource(key, key, 1)) for key in "ab")
    jobs.submit(first, Subscriber("pane", None, Priority.VISIBLE))
    job = jobs.take(Priority.VISIBLE)
    assert job is not None
    assert len(jobs.postpone(job, 0.05, 5.0)) == 1
    jobs.submit(second, Subscriber("pane", None, Priority.NEXT_FILE))
    taken = jobs.take(max(Priority))
    assert taken is not None
    assert taken.work == second
    jobs.finish(taken)
    again = jobs.take(Priority.VISIBLE)
    assert again is job


def test_what_nobody_looks_at_is_asked_for_less_often() -> None:
    jobs = JobQueue()
    work = DocumentWork(PreviewSource("a", "a", 1))
    jobs.submit(work, Subscriber("pane", None, Priority.NEXT_DOSSIER))
    job = jobs.take(max(Priority))
    assert job is not None
    jobs.postpone(job, 0.0, 60.0)
    jobs.submit(work, Subscriber("other", None, Priority.VISIBLE))
    assert jobs.take(Priority.VISIBLE) is job, "somebody looks at it now"


def test_a_postponed_job_that_nobody_waits_for_is_gone() -> None:
    jobs = JobQueue()
    work = DocumentWork(PreviewSource("a", "a", 1))
    jobs.submit(work, Subscriber("pane", None, Priority.VISIBLE))
    job = jobs.take(Priority.VISIBLE)
    assert job is not None
    jobs.cancel("pane")
    assert jobs.postpone(job, 0.0, 0.0) == []
    jobs.stop()
    assert jobs.take(Priority.VISIBLE) is None
