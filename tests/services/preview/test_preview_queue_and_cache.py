"""Who waits for what: order, joining, cancelling, and the memory that the pictures may take."""

import threading

from app.ports.preview import PageRequest, PreviewSource, Priority, RenderedPage, RenderTarget
from app.services.preview.job_queue import JobQueue, Subscriber
from app.services.preview.page_cache import PageCache
from tests.services.preview import hostile_files as files
from tests.services.preview.preview_desk import PreviewDesk, wait_until

SOURCE = PreviewSource("a", "a.pdf", 10)


def make_request(page: int) -> PageRequest:
    return PageRequest(SOURCE, page, RenderTarget(width=10))


def make_page(page: int, size: int) -> RenderedPage:
    return RenderedPage(make_request(page), 1, 1, 4, 1, 1, bytes(size))


def take_all(queue: JobQueue, least: Priority, count: int) -> list[int]:
    """Pages of the next jobs, each finished before the next is taken."""
    pages = []
    for _ in range(count):
        job = queue.take(least)
        assert job is not None
        pages.append(job.work.page)
        queue.finish(job)
    return pages


def test_the_most_urgent_work_comes_first() -> None:
    queue = JobQueue()
    wishes = (Priority.NEXT_DOSSIER, Priority.THUMBNAIL, Priority.VISIBLE, Priority.NEAR, Priority.VISIBLE)
    for page, priority in enumerate(wishes):
        queue.submit(make_request(page), Subscriber("pane", None, priority))
    assert take_all(queue, Priority.VISIBLE, 2) == [2, 4]
    assert take_all(queue, max(Priority), 3) == [3, 1, 0]


def test_the_second_lane_leaves_a_file_alone_that_the_first_one_works_on() -> None:
    queue = JobQueue()
    other = PageRequest(PreviewSource("b", "b.pdf", 10), 7, RenderTarget(width=10))
    queue.submit(make_request(0), Subscriber("pane", None, Priority.VISIBLE))
    queue.submit(make_request(1), Subscriber("pane", None, Priority.NEAR))
    queue.submit(other, Subscriber("pane", None, Priority.NEXT_FILE))
    visible = queue.take(Priority.VISIBLE)
    assert visible is not None
    assert take_all(queue, max(Priority), 1) == [7], "file a is busy, so the less urgent file b goes first"
    queue.finish(visible)
    assert take_all(queue, max(Priority), 1) == [1]


def test_the_second_lane_helps_with_another_visible_file() -> None:
    queue = JobQueue()
    other = PageRequest(PreviewSource("b", "b.pdf", 10), 7, RenderTarget(width=10))
    for request in (make_request(0), other):
        queue.submit(request, Subscriber("pane", None, Priority.VISIBLE))
    assert queue.take(Priority.VISIBLE) is not None
    assert take_all(queue, max(Priority), 1) == [7]


def test_the_same_work_is_done_once_and_the_most_urgent_wish_counts() -> None:
    queue = JobQueue()
    queue.submit(make_request(0), Subscriber("pane", None, Priority.NEXT_FILE))
    queue.submit(make_request(0), Subscriber("other", None, Priority.VISIBLE))
    job = queue.take(Priority.VISIBLE)
    assert job is not None
    queue.submit(make_request(0), Subscriber("late", None, Priority.NEAR))
    assert [subscriber.owner for subscriber in queue.finish(job)] == ["pane", "other", "late"]


def test_cancelling_takes_only_what_nobody_else_wants() -> None:
    queue = JobQueue()
    for page in range(3):
        queue.submit(make_request(page), Subscriber("pane", None, Priority.NEAR))
    queue.submit(make_request(1), Subscriber("other", None, Priority.NEAR))
    queue.cancel("pane", keep=[make_request(2)])
    left = []
    for _ in range(2):
        job = queue.take(max(Priority))
        assert job is not None
        left.append((job.work.page, [one.owner for one in queue.finish(job)]))
    assert left == [(1, ["other"]), (2, ["pane"])]


def test_the_cache_keeps_its_budget_and_the_latest_used() -> None:
    cache = PageCache(max_bytes=100)
    for page in range(3):
        cache.put(make_page(page, 40))
        cache.find(make_request(0))
    assert cache.used_bytes == 80
    assert [cache.find(make_request(page)) is not None for page in range(3)] == [True, False, True]
    cache.put(make_page(9, 101))
    assert cache.find(make_request(9)) is None


def test_a_prefetched_page_is_there_without_a_thread(desk: PreviewDesk) -> None:
    request = PageRequest(desk.store(files.make_pdf(text="prefetch")), 0, RenderTarget(width=321))
    desk.session.request_page(request, None, Priority.NEXT_DOSSIER)
    wait_until(lambda: desk.session.cached_page(request) is not None)
    info = desk.session.known_document(request.source)
    assert info is not None


def test_answers_come_on_a_preview_thread_and_not_after_cancel(desk: PreviewDesk) -> None:
    names: list[str] = []
    source = desk.store(files.make_pdf(pages=40, text="cancel"))
    session = desk.preview.open_session()

    def take(_: object) -> None:
        names.append(threading.current_thread().name)

    session.request_page(PageRequest(source, 0, RenderTarget(width=300)), take)
    wait_until(lambda: bool(names))
    assert names[0].startswith("preview-")
    for page in range(1, 40):
        session.request_page(PageRequest(source, page, RenderTarget(width=300)), take, Priority.NEAR)
    session.close()
    answered = len(names)
    desk.render(source, page=39, width=301)
    assert len(names) <= answered + 2  # at most what was already on its way


def test_one_reader_at_a_time(desk: PreviewDesk) -> None:
    inside, worst = [0], [0]
    lock = threading.Lock()

    class Loader:
        def __init__(self, data: bytes) -> None:
            self.data = data

        def __call__(self) -> bytes:
            with lock:
                inside[0] += 1
                worst[0] = max(worst[0], inside[0])
            threading.Event().wait(0.01)
            with lock:
                inside[0] -= 1
            return self.data

    done: list[object] = []
    for number in range(6):
        data = files.make_pdf(text=f"reader {number}")
        source = PreviewSource(f"reader-{number}", "a.pdf", len(data), load=Loader(data))
        desk.session.request_page(PageRequest(source, 0, RenderTarget(width=50)), done.append)
    wait_until(lambda: len(done) == 6)
    assert worst == [1]
