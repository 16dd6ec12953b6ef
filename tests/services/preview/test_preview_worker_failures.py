"""Workers die, hang and run out of memory; the program goes on and says so."""

import os
import signal
import sys

import pytest

from app.domain.errors import EnvironmentFault
from app.ports.preview import PageRequest, PreviewCode, PreviewError, PreviewSource, Priority, RenderTarget
from tests.services.preview import hostile_files as files
from tests.services.preview.preview_desk import PreviewDesk, wait_until

ON_LINUX = sys.platform == "linux"


def signal_all(desk: PreviewDesk, how: int) -> None:
    for pid in desk.preview.list_worker_pids():
        os.kill(pid, how)


def test_killed_workers_are_replaced_and_the_next_request_works() -> None:
    with PreviewDesk() as desk:
        source = desk.store(files.make_pdf(pages=3))
        desk.render(source)
        desk.wait_ready()
        before = desk.preview.list_worker_pids()
        signal_all(desk, signal.SIGTERM)
        assert desk.render(source, page=1).width == 200
        desk.wait_ready()
        assert not set(before) & set(desk.preview.list_worker_pids())


@pytest.mark.skipif(not ON_LINUX, reason="SIGSTOP holds the worker in the middle of the request; POSIX only")
def test_a_worker_killed_in_the_middle_of_a_request_costs_nothing() -> None:
    with PreviewDesk() as desk:
        source = desk.store(files.make_pdf(pages=2))
        desk.wait_ready()
        signal_all(desk, signal.SIGSTOP)
        answers: list[object] = []
        desk.session.request_page(PageRequest(source, 0, RenderTarget(width=200)), answers.append)
        wait_until(lambda: desk.preview.count_ready_workers() < 2)
        signal_all(desk, signal.SIGKILL)
        wait_until(lambda: bool(answers))
        assert not isinstance(answers[0], PreviewError)


@pytest.mark.skipif(not ON_LINUX, reason="SIGSTOP makes the worker hang; POSIX only")
def test_a_hung_worker_is_killed_at_its_deadline_and_the_next_request_works() -> None:
    with PreviewDesk(seconds=0.3) as desk:
        good, heavy = desk.store(files.make_pdf()), desk.store(files.make_pdf(text="heavy"))
        desk.wait_ready()
        signal_all(desk, signal.SIGSTOP)
        with pytest.raises(PreviewError) as caught:
            desk.render(heavy)
        assert caught.value.code == PreviewCode.TIMED_OUT
        signal_all(desk, signal.SIGCONT)
        assert desk.render(good).width == 200
        desk.session.forget(heavy)
        assert desk.render(heavy).width == 200


@pytest.mark.skipif(not ON_LINUX, reason="RLIMIT_AS; on Windows a job object does this")
def test_a_memory_bomb_is_stopped_by_the_limit() -> None:
    with PreviewDesk(address_space=400 * 1024 * 1024) as desk:
        bomb = desk.store(files.make_memory_bomb())
        with pytest.raises(PreviewError) as caught:
            desk.render(bomb, width=4000)
        assert caught.value.code == PreviewCode.OUT_OF_MEMORY
        assert desk.render(desk.store(files.make_pdf())).width == 200


def test_a_file_that_kills_every_worker_is_given_up() -> None:
    program = "import struct,sys; o=sys.stdout.buffer; o.write(struct.pack('>II',2,0)+b'{}'); o.flush(); sys.stdin.buffer.read(8)"
    with PreviewDesk(worker_command=[sys.executable, "-c", program]) as desk:
        source = desk.store(files.make_pdf())
        with pytest.raises(PreviewError) as caught:
            desk.render(source)
        assert caught.value.code == PreviewCode.CRASHED
        reads = len(desk.reads)
        with pytest.raises(PreviewError):
            desk.render(source, page=1)
        assert len(desk.reads) == reads, "a known killer is not tried again"


@pytest.mark.parametrize(
    "command",
    [["/nonexistent/worker"], [sys.executable, "-c", "raise SystemExit(3)"]],
    ids=["missing", "exits"],
)
def test_a_worker_that_does_not_start_is_said_plainly(command: list[str]) -> None:
    with PreviewDesk(worker_command=command) as desk:
        for _ in range(2):
            with pytest.raises(PreviewError) as caught:
                desk.render(desk.store(files.make_pdf()))
            assert caught.value.code == PreviewCode.NOT_AVAILABLE


def test_noise_on_the_workers_stdout_and_stderr_harms_nothing() -> None:
    program = (
        "import os,sys; from app.services.preview import worker as w, open_documents as o; original=o.OpenDocument.describe\n"
        "def noisy(self):\n"
        "    os.write(2, b'x' * 200000); print('stray' * 1000, flush=True)\n"
        "    return original(self)\n"
        "o.OpenDocument.describe = noisy\n"
        "sys.exit(w.main())"
    )
    with PreviewDesk(worker_command=[sys.executable, "-c", program]) as desk:
        assert desk.open(files.make_pdf()).page_count == 1


def test_a_store_that_cannot_read_is_told_and_asked_again() -> None:
    with PreviewDesk() as desk:
        source = desk.store(files.make_pdf())
        damaged = PreviewSource(source.key, source.name, source.size_bytes, load=_refuse)
        with pytest.raises(PreviewError) as caught:
            desk.render(damaged)
        assert caught.value.code == PreviewCode.DAMAGED
        assert desk.render(source).width == 200


def test_stop_ends_every_process_even_with_work_waiting() -> None:
    with PreviewDesk() as desk:
        source = desk.store(files.make_pdf(pages=50))
        for page in range(50):
            request = PageRequest(source, page, RenderTarget(width=800))
            desk.session.request_page(request, None, Priority.THUMBNAIL)
        wait_until(lambda: bool(desk.preview.list_worker_pids()))
        pids = desk.preview.list_worker_pids()
    assert desk.preview.list_worker_pids() == []
    if ON_LINUX:  # elsewhere signal 0 would end the process instead of asking for it
        for pid in pids:
            with pytest.raises(ProcessLookupError):
                os.kill(pid, 0)


def _refuse() -> bytes:
    raise EnvironmentFault("E-302")
