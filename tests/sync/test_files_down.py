"""Downloads: cut at every chunk, altered on the way, no longer readable. tests/sync/file_server.py stands for the server."""

import random
import threading
from pathlib import Path

import pytest

from app.domain.errors import EnvironmentFault
from db.attachments import EncryptedAttachmentStore
from db.sync.file_rows import RemoteFile
from db.sync.files_down import FileDownloads, FileProgress
from db.sync.gateway import CHUNK_BYTES, NotAnsweredError
from tests.copies import KEY
from tests.sync.file_server import FileGateway, FileServer, flip

HERE, THERE = "330106", "330108"
CONTENT = random.Random(3).randbytes(3 * CHUNK_BYTES + 50)


@pytest.fixture
def store(tmp_path: Path) -> EncryptedAttachmentStore:
    return EncryptedAttachmentStore(tmp_path / "attachments", KEY)


@pytest.fixture
def server() -> FileServer:
    return FileServer()


@pytest.fixture
def file(server: FileServer) -> RemoteFile:
    return RemoteFile(server.offer(CONTENT), len(CONTENT), (HERE,))


def parts(tmp_path: Path) -> list[Path]:
    return list((tmp_path / "attachments" / "arriving").glob("*"))


def test_cut_at_every_chunk_it_goes_on_at_the_first_missing_one(
    tmp_path: Path, server: FileServer, file: RemoteFile
) -> None:
    """Each time another store, as after a new start of the program."""
    asked: list[str] = []
    for _ in range(4):
        store = EncryptedAttachmentStore(tmp_path / "attachments", KEY)
        gateway = FileGateway(server, cut_after=1)
        if len(asked) < 3:
            with pytest.raises(NotAnsweredError):
                FileDownloads(store).fetch(gateway, file)
            assert not store.has(file.sha256)
        else:
            assert FileDownloads(store).fetch(gateway, file)
        asked += gateway.calls
    assert asked == ["get 0", "get 1", "get 2", "get 3"]
    assert store.read(file.sha256) == CONTENT
    assert not parts(tmp_path)


@pytest.mark.parametrize("number", range(4))
def test_one_flipped_bit_deletes_the_part_and_is_said(
    store: EncryptedAttachmentStore, tmp_path: Path, server: FileServer, file: RemoteFile, number: int
) -> None:
    downloads = FileDownloads(store)
    with pytest.raises(EnvironmentFault) as caught:
        downloads.fetch(FileGateway(server, change=flip(number)), file)
    assert caught.value.code == "F-202"
    assert not store.has(file.sha256)
    assert not parts(tmp_path)
    assert downloads.fetch(FileGateway(server), file)
    assert store.read(file.sha256) == CONTENT


def test_a_bit_that_was_wrong_before_the_cut_is_had_again(
    store: EncryptedAttachmentStore, server: FileServer, file: RemoteFile
) -> None:
    with pytest.raises(NotAnsweredError):
        FileDownloads(store).fetch(FileGateway(server, cut_after=2, change=flip(1)), file)
    gateway = FileGateway(server)
    assert FileDownloads(store).fetch(gateway, file)
    assert gateway.calls == ["get 2", "get 3", "get 0", "get 1", "get 2", "get 3"]
    assert store.read(file.sha256) == CONTENT


def test_a_chunk_of_another_size_is_an_altered_file(
    store: EncryptedAttachmentStore, server: FileServer, file: RemoteFile
) -> None:
    with pytest.raises(EnvironmentFault) as caught:
        FileDownloads(store).fetch(FileGateway(server, change=lambda n, data: data[:-1]), file)
    assert caught.value.code == "F-202"


def test_a_row_that_left_this_desk_says_so_and_keeps_what_came(
    store: EncryptedAttachmentStore, tmp_path: Path, server: FileServer, file: RemoteFile
) -> None:
    gateway = FileGateway(server)
    gateway.before = lambda name, n: server.readable.clear() if n == 2 else None
    with pytest.raises(EnvironmentFault) as caught:
        FileDownloads(store).fetch(gateway, file)
    assert caught.value.code == "F-203"
    assert not store.has(file.sha256)
    server.readable.add((HERE, file.sha256))
    again = FileGateway(server)
    assert FileDownloads(store).fetch(again, file)
    assert again.calls == ["get 2", "get 3"]


def test_another_district_is_asked_where_the_first_gives_nothing(
    store: EncryptedAttachmentStore, server: FileServer
) -> None:
    sha256 = server.offer(CONTENT, THERE)
    assert FileDownloads(store).fetch(FileGateway(server), RemoteFile(sha256, len(CONTENT), (HERE, THERE)))
    assert store.read(sha256) == CONTENT


def test_it_can_be_cancelled_between_chunks(
    store: EncryptedAttachmentStore, server: FileServer, file: RemoteFile
) -> None:
    gateway = FileGateway(server)
    assert not FileDownloads(store).fetch(gateway, file, lambda: len(gateway.calls) == 2)
    assert FileDownloads(store).fetch(gateway, file)
    assert gateway.calls == ["get 0", "get 1", "get 2", "get 3"]


def test_what_is_here_is_not_fetched_unless_it_is_damaged(
    store: EncryptedAttachmentStore, tmp_path: Path, server: FileServer, file: RemoteFile
) -> None:
    downloads, gateway = FileDownloads(store), FileGateway(server)
    for _ in range(2):
        assert downloads.fetch(gateway, file)
    assert len(gateway.calls) == 4
    (path,) = (each for each in (tmp_path / "attachments").rglob("*") if each.is_file())
    path.write_bytes(path.read_bytes()[:-1])
    assert downloads.fetch(gateway, file, damaged=True)
    assert store.read(file.sha256) == CONTENT


def test_a_file_comes_on_one_thread_at_a_time_and_its_progress_is_seen(
    store: EncryptedAttachmentStore, server: FileServer, file: RemoteFile
) -> None:
    downloads = FileDownloads(store)
    reached, go_on = threading.Event(), threading.Event()

    def wait(name: str, n: int) -> None:
        if n == 2:
            reached.set()
            assert go_on.wait(10)

    answers: list[bool] = []
    gateway = FileGateway(server, before=wait)
    thread = threading.Thread(target=lambda: answers.append(downloads.fetch(gateway, file)))
    thread.start()
    assert reached.wait(10)
    other = FileGateway(server)
    assert not downloads.fetch(other, file)
    assert other.calls == []
    assert downloads.progress(file.sha256) == FileProgress(2 * CHUNK_BYTES, len(CONTENT))
    go_on.set()
    thread.join(10)
    assert answers == [True]
    assert downloads.progress(file.sha256) is None
