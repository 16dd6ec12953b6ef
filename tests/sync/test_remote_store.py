"""Opening what is not on this PC: it comes, says how far it is, or why it does not come. tests/sync/file_server.py is the server."""

import random
import threading
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from functools import partial

import pytest

from app.domain.errors import EnvironmentFault, RuleError
from db.attachments import EncryptedAttachmentStore
from db.engine import open_engine
from db.sync.file_rows import cached_bytes, find_remote, forget_district, note_file
from db.sync.gateway import CHUNK_BYTES, MOST_FILE_BYTES, Gateway, NotAnsweredError
from db.sync.remote_store import RemoteStore, open_remote_store
from db.working_copy import DATABASE, WorkingCopy
from tests.server.waiting import wait_until
from tests.sync.file_server import FileGateway, FileServer, flip

HERE = "330106"
CONTENT = b"%PDF-1.7 " + random.Random(4).randbytes(2 * CHUNK_BYTES + 50)
OTHER = b"%PDF-1.4 " + random.Random(5).randbytes(CHUNK_BYTES)


@dataclass
class Link:
    """What the store connects by. ``down``: nobody answers."""

    server: FileServer
    down: bool = False
    before: Callable[[str, int], None] = lambda name, n: None
    change: Callable[[int, bytes], bytes] = lambda n, data: data
    made: list[FileGateway] = field(default_factory=list)

    def __call__(self) -> Gateway:
        if self.down:
            raise NotAnsweredError("Y-101")
        gateway = FileGateway(self.server, before=self.before, change=self.change)
        self.made.append(gateway)
        return gateway


@pytest.fixture
def server() -> FileServer:
    return FileServer()


@pytest.fixture
def link(server: FileServer) -> Link:
    return Link(server)


def new_store(copy: WorkingCopy, link: Link, **seconds: float) -> RemoteStore:
    local = EncryptedAttachmentStore(copy.attachments_folder, copy.key)
    return RemoteStore(local, lambda: open_engine(copy.folder / DATABASE, copy.key), link, **seconds)


@pytest.fixture
def store(copy: WorkingCopy, link: Link) -> Iterator[RemoteStore]:
    """A failure is told once and then tried again."""
    opened = new_store(copy, link, failure_seconds=0.0)
    yield opened
    opened.close()


def offer(copy: WorkingCopy, server: FileServer, content: bytes = CONTENT) -> str:
    sha256 = server.offer(content)
    with copy.write_engine.begin() as connection:
        note_file(connection, HERE, sha256, len(content))
    return sha256


def counted(copy: WorkingCopy) -> int:
    with copy.read_engine.connect() as connection:
        return cached_bytes(connection)


def code_of(act: Callable[[], object]) -> str:
    with pytest.raises(EnvironmentFault) as caught:
        act()
    return caught.value.code


def read_soon(store: RemoteStore, sha256: str) -> bytes:
    """As the pane does: ask until it is there."""
    found: list[bytes] = []

    def ask() -> bool:
        try:
            found.append(store.read_now(sha256))
        except EnvironmentFault as fault:
            if fault.code != "F-208":
                raise
        return bool(found)

    wait_until(ask)
    return found[0]


def test_what_is_here_is_read_without_a_connection(store: RemoteStore, link: Link) -> None:
    ref = store.put(CONTENT, "论文.pdf")
    assert (
        store.read(ref.sha256) == store.read_now(ref.sha256) == b"".join(store.stream(ref.sha256)) == CONTENT
    )
    assert link.made == []


def test_the_preview_is_told_how_far_it_is_and_never_waits(
    copy: WorkingCopy, store: RemoteStore, server: FileServer, link: Link
) -> None:
    sha256 = offer(copy, server)
    reached, go_on = threading.Event(), threading.Event()

    def hold(name: str, n: int) -> None:
        if n == 1:
            reached.set()
            assert go_on.wait(10)

    link.before = hold
    assert code_of(lambda: store.read_now(sha256)) == "F-208"
    assert reached.wait(10)
    with pytest.raises(EnvironmentFault) as caught:
        store.read_now(sha256)
    assert (caught.value.params["done"], caught.value.params["total"]) == (CHUNK_BYTES, len(CONTENT))
    go_on.set()
    assert read_soon(store, sha256) == CONTENT
    wait_until(lambda: counted(copy) == len(CONTENT))


def test_whoever_needs_the_bytes_waits_for_them(
    copy: WorkingCopy, store: RemoteStore, server: FileServer
) -> None:
    first, second = offer(copy, server), offer(copy, server, OTHER)
    assert store.read(first) == CONTENT
    assert b"".join(store.stream(second)) == OTHER


def test_without_a_connection_it_says_so_once_and_tries_again_when_asked(
    copy: WorkingCopy, store: RemoteStore, server: FileServer, link: Link
) -> None:
    sha256 = offer(copy, server)
    link.down = True
    assert code_of(lambda: read_soon(store, sha256)) == "F-209"
    assert code_of(lambda: store.read(sha256)) == "F-209"
    link.down = False
    assert read_soon(store, sha256) == CONTENT


def test_why_it_failed_is_told_to_everybody_who_asks_at_that_moment(
    copy: WorkingCopy, server: FileServer, link: Link
) -> None:
    """The page and the facts of a file are asked for apart."""
    store = open_remote_store(copy, link)
    sha256 = offer(copy, server)
    link.down = True
    assert code_of(lambda: read_soon(store, sha256)) == "F-209"
    assert code_of(lambda: store.read_now(sha256)) == "F-209"
    store.close()


def test_a_cut_connection_loses_one_chunk_at_most(
    copy: WorkingCopy, store: RemoteStore, server: FileServer, link: Link
) -> None:
    sha256 = offer(copy, server)

    def cut(name: str, n: int) -> None:
        if n == 2 and sum(gateway.calls.count("get 2") for gateway in link.made) == 1:
            raise NotAnsweredError("Y-101")

    link.before = cut
    assert code_of(lambda: read_soon(store, sha256)) == "F-209"
    assert store.read(sha256) == CONTENT
    assert [call for gateway in link.made for call in gateway.calls] == ["get 0", "get 1", "get 2", "get 2"]


def test_altered_bytes_are_never_shown(
    copy: WorkingCopy, store: RemoteStore, server: FileServer, link: Link
) -> None:
    sha256 = offer(copy, server)
    link.change = flip(1)
    assert code_of(lambda: store.read(sha256)) == "F-202"
    assert not store.has(sha256)


def test_a_file_whose_row_left_says_so(copy: WorkingCopy, store: RemoteStore, server: FileServer) -> None:
    sha256 = offer(copy, server)
    server.readable.clear()
    assert code_of(lambda: store.read(sha256)) == "F-203"


def test_what_nobody_has_is_missing_as_before(
    copy: WorkingCopy, store: RemoteStore, server: FileServer
) -> None:
    assert code_of(lambda: store.read("ab" * 32)) == "E-301"
    assert code_of(lambda: read_soon(store, "ab" * 32)) == "E-301"
    sha256 = offer(copy, server)
    forget_district(copy.write_engine, HERE)
    assert code_of(lambda: store.read(sha256)) == "E-301"


def damage(copy: WorkingCopy) -> None:
    for path in copy.attachments_folder.rglob("*"):
        if path.is_file():
            path.write_bytes(path.read_bytes()[:-1])


def test_a_damaged_file_heals_from_the_server(
    copy: WorkingCopy, store: RemoteStore, server: FileServer
) -> None:
    sha256 = offer(copy, server)
    store.put(CONTENT, "论文.pdf")
    damage(copy)
    assert store.read(sha256) == CONTENT
    damage(copy)
    assert code_of(lambda: list(store.stream(sha256))) == "E-302"
    assert read_soon(store, sha256) == CONTENT


def test_a_damaged_file_that_nobody_has_says_damaged(copy: WorkingCopy, store: RemoteStore) -> None:
    ref = store.put(CONTENT, "论文.pdf")
    damage(copy)
    assert code_of(lambda: store.read(ref.sha256)) == "E-302"
    assert code_of(lambda: read_soon(store, ref.sha256)) == "E-302"


def test_a_file_that_another_thread_brings_is_waited_for(
    copy: WorkingCopy, store: RemoteStore, server: FileServer
) -> None:
    """A round prefetches it just now."""
    sha256 = offer(copy, server)
    reached, go_on = threading.Event(), threading.Event()

    def hold(name: str, n: int) -> None:
        reached.set()
        assert go_on.wait(10)

    with copy.read_engine.connect() as connection:
        file = find_remote(connection, sha256)
    assert file is not None
    thread = threading.Thread(target=store.downloads.fetch, args=(FileGateway(server, before=hold), file))
    thread.start()
    assert reached.wait(10)
    assert code_of(lambda: store.read_now(sha256)) == "F-208"
    go_on.set()
    assert store.read(sha256) == CONTENT
    thread.join(10)


def test_the_file_asked_for_last_comes_first(
    copy: WorkingCopy, store: RemoteStore, server: FileServer, link: Link
) -> None:
    files = [offer(copy, server, b"%PDF-" + bytes([number]) * 100) for number in range(3)]
    reached, go_on = threading.Event(), threading.Event()
    order: list[int] = []

    def hold(name: str, n: int) -> None:
        order.append(len(order))
        if len(order) == 1:
            reached.set()
            assert go_on.wait(10)

    link.before = hold
    assert code_of(partial(store.read_now, files[0])) == "F-208"
    assert reached.wait(10)
    for sha256 in files[1:]:
        assert code_of(partial(store.read_now, sha256)) == "F-208"
    go_on.set()
    wait_until(lambda: store.has(files[1]))
    assert store.has(files[2])


def test_the_connection_is_closed_when_nothing_is_asked_and_made_again(
    copy: WorkingCopy, server: FileServer, link: Link
) -> None:
    store = new_store(copy, link, idle_seconds=0.05)
    assert store.read(offer(copy, server)) == CONTENT
    wait_until(lambda: link.made[0].closed)
    assert store.read(offer(copy, server, OTHER)) == OTHER
    assert len(link.made) == 2
    store.close()
    wait_until(lambda: link.made[1].closed)


def test_signing_out_gives_up_the_connection_and_keeps_what_came(
    copy: WorkingCopy, store: RemoteStore, server: FileServer, link: Link
) -> None:
    sha256 = offer(copy, server)
    reached, go_on = threading.Event(), threading.Event()

    def hold(name: str, n: int) -> None:
        if n == 1 and not reached.is_set():
            reached.set()
            assert go_on.wait(10)

    link.before = hold
    assert code_of(lambda: store.read_now(sha256)) == "F-208"
    assert reached.wait(10)
    store.disconnect()
    go_on.set()
    wait_until(lambda: link.made[0].closed)
    assert not store.has(sha256)
    assert store.read(sha256) == CONTENT
    assert link.made[1].calls == ["get 2"]


def test_signing_out_of_an_idle_store_is_nothing(store: RemoteStore, link: Link) -> None:
    store.disconnect()
    assert link.made == []


def test_a_bug_in_the_thread_is_told_and_ends_nothing(
    copy: WorkingCopy, store: RemoteStore, server: FileServer, link: Link
) -> None:
    sha256 = offer(copy, server)

    def stumble(name: str, n: int) -> None:
        raise ZeroDivisionError

    link.before = stumble
    assert code_of(lambda: store.read(sha256)) == "F-209"
    link.made[0].before = lambda name, n: None
    assert store.read(sha256) == CONTENT


def test_a_file_larger_than_the_server_takes_is_refused_at_the_door(store: RemoteStore) -> None:
    with pytest.raises(RuleError) as caught:
        store.put(b"%PDF-" + bytes(MOST_FILE_BYTES), "大.pdf")
    assert (caught.value.code, caught.value.params["limit_mb"]) == ("F-104", 64)


def test_what_was_opened_is_remembered_for_the_cache(store: RemoteStore) -> None:
    ref = store.put(CONTENT, "论文.pdf")
    store.read_now(ref.sha256)
    assert set(store.take_uses()) == {ref.sha256}
    assert store.take_uses() == {}
