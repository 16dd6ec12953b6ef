"""Uploads before a push: cut anywhere, altered on the way, not on this PC, no room. tests/sync/file_server.py stands for the server."""

import random
from collections.abc import Mapping
from typing import Any

import pytest

from app.ports.sync import SyncProgress
from db.attachments import EncryptedAttachmentStore
from db.sync.file_rows import note_file
from db.sync.files_down import FileDownloads, never
from db.sync.files_up import FileUploads, Uploaded, named_files
from db.sync.gateway import CHUNK_BYTES, MOST_FILE_BYTES, NotAnsweredError
from db.working_copy import WorkingCopy
from tests.copies import KEY
from tests.sync.file_server import FileGateway, FileServer, flip

HERE = "330106"
CONTENT = b"%PDF-1.7 " + random.Random(2).randbytes(2 * CHUNK_BYTES + 50)


@pytest.fixture
def store(copy: WorkingCopy) -> EncryptedAttachmentStore:
    return EncryptedAttachmentStore(copy.attachments_folder, KEY)


@pytest.fixture
def server() -> FileServer:
    return FileServer()


def new_uploads(copy: WorkingCopy, store: EncryptedAttachmentStore) -> FileUploads:
    return FileUploads(store, FileDownloads(store), copy.write_engine)


def put(store: EncryptedAttachmentStore, content: bytes = CONTENT, name: str = "论文.pdf") -> dict[str, Any]:
    ref = store.put(content, name)
    return {"sha256": ref.sha256, "size": ref.size, "media_type": ref.media_type, "name": ref.name}


def send(uploads: FileUploads, gateway: FileGateway, *files: Mapping[str, Any]) -> Uploaded:
    return uploads.upload(gateway, HERE, {"files": files}, lambda progress: None, never)


def states(copy: WorkingCopy) -> list[tuple[Any, ...]]:
    with copy.write_engine.connect() as connection:
        rows = connection.exec_driver_sql(
            "SELECT district_id, direction, state, code FROM file_transfer ORDER BY 1, 2"
        )
        return [tuple(row) for row in rows]


def test_a_named_file_is_there_before_the_push(
    copy: WorkingCopy, store: EncryptedAttachmentStore, server: FileServer
) -> None:
    entry = put(store)
    gateway = FileGateway(server)
    assert send(new_uploads(copy, store), gateway, entry) == Uploaded(sent=1)
    assert server.content_of(entry["sha256"]) == CONTENT
    assert gateway.calls == ["finish", "put 0", "put 1", "put 2", "finish"]
    assert states(copy) == [(HERE, "up", "done", "")]


def test_what_the_server_has_is_not_sent_and_asked_once_a_round(
    copy: WorkingCopy, store: EncryptedAttachmentStore, server: FileServer
) -> None:
    entry = put(store)
    send(new_uploads(copy, store), FileGateway(server), entry)
    gateway, uploads = FileGateway(server), new_uploads(copy, store)
    for _ in range(3):
        assert send(uploads, gateway, entry) == Uploaded()
    assert gateway.calls == ["finish"]


def test_a_server_that_lost_the_file_gets_it_again(
    copy: WorkingCopy, store: EncryptedAttachmentStore, server: FileServer
) -> None:
    """Restored from an older backup, or cleaned: a row here that says done is no proof."""
    entry = put(store)
    send(new_uploads(copy, store), FileGateway(server), entry)
    empty = FileServer()
    assert send(new_uploads(copy, store), FileGateway(empty), entry).sent == 1
    assert empty.content_of(entry["sha256"]) == CONTENT


def test_a_broken_upload_goes_on_where_the_server_says(
    copy: WorkingCopy, store: EncryptedAttachmentStore, server: FileServer
) -> None:
    entry = put(store)
    for answered in range(4):
        with pytest.raises(NotAnsweredError):
            send(new_uploads(copy, store), FileGateway(server, cut_after=answered), entry)
    gateway = FileGateway(server)
    assert send(new_uploads(copy, store), gateway, entry).may_push
    assert gateway.calls == ["finish", "put 0", "put 2", "finish"]
    assert server.content_of(entry["sha256"]) == CONTENT


def test_it_can_be_cancelled_between_chunks_and_goes_on_later(
    copy: WorkingCopy, store: EncryptedAttachmentStore, server: FileServer
) -> None:
    entry = put(store)
    gateway = FileGateway(server)
    seen: list[SyncProgress] = []
    found = new_uploads(copy, store).upload(
        gateway, HERE, {"photo": entry}, seen.append, lambda: "put 1" in gateway.calls
    )
    assert found.cancelled
    assert not found.may_push
    assert [(p.done, p.total, p.subject) for p in seen] == [
        (0, len(CONTENT), "论文.pdf"),
        (CHUNK_BYTES, len(CONTENT), "论文.pdf"),
    ]
    again = FileGateway(server)
    assert send(new_uploads(copy, store), again, entry).may_push
    assert again.calls == ["finish", "put 0", "put 2", "finish"]


def test_bytes_altered_once_are_sent_again(
    copy: WorkingCopy, store: EncryptedAttachmentStore, server: FileServer
) -> None:
    entry = put(store)
    gateway = FileGateway(server)
    gateway.change = lambda n, data: data if gateway.calls.count("put 1") > 1 else flip(1)(n, data)
    assert send(new_uploads(copy, store), gateway, entry).may_push
    assert server.content_of(entry["sha256"]) == CONTENT


def test_bytes_altered_twice_make_the_part_wait(
    copy: WorkingCopy, store: EncryptedAttachmentStore, server: FileServer
) -> None:
    entry = put(store)
    found = send(new_uploads(copy, store), FileGateway(server, change=flip(2)), entry)
    assert (found.code, found.params["name"], found.may_push) == ("F-207", "论文.pdf", False)
    assert not server.chunks
    assert states(copy) == [(HERE, "up", "failed", "F-207")]


def test_a_file_that_is_not_here_waits_and_keeps_no_other_back(
    copy: WorkingCopy, store: EncryptedAttachmentStore, server: FileServer
) -> None:
    lost = {"sha256": "a" * 64, "size": 5, "media_type": "application/pdf", "name": "丢失.pdf"}
    entry = put(store)
    found = send(new_uploads(copy, store), FileGateway(server), lost, entry)
    assert (found.code, found.params["name"], found.sent) == ("F-204", "丢失.pdf", 1)
    assert server.content_of(entry["sha256"]) == CONTENT


def test_a_damaged_file_waits(copy: WorkingCopy, store: EncryptedAttachmentStore, server: FileServer) -> None:
    entry = put(store)
    (path,) = (each for each in copy.attachments_folder.rglob("*") if each.is_file())
    path.write_bytes(path.read_bytes()[:-1])
    assert send(new_uploads(copy, store), FileGateway(server), entry).code == "F-204"


def test_a_file_dropped_here_is_fetched_for_another_district(
    copy: WorkingCopy, store: EncryptedAttachmentStore, server: FileServer
) -> None:
    """The cache let it go; the server has it in a row of another district that this desk may read."""
    entry = put(store)
    store.drop(entry["sha256"])
    server.offer(CONTENT, "330108")
    with copy.write_engine.begin() as connection:
        note_file(connection, "330108", entry["sha256"], len(CONTENT))
    assert send(new_uploads(copy, store), FileGateway(server), entry).sent == 1
    assert server.content_of(entry["sha256"], HERE) == CONTENT


def test_no_room_at_the_server_waits_for_the_next_round(
    copy: WorkingCopy, store: EncryptedAttachmentStore, server: FileServer
) -> None:
    entry = put(store)
    server.room = False
    assert send(new_uploads(copy, store), FileGateway(server), entry).code == "F-205"
    server.room = True
    assert send(new_uploads(copy, store), FileGateway(server), entry).may_push


def test_a_file_larger_than_the_server_takes_waits(
    copy: WorkingCopy, store: EncryptedAttachmentStore, server: FileServer
) -> None:
    entry = put(store, b"%PDF-" + bytes(MOST_FILE_BYTES))
    gateway = FileGateway(server)
    found = send(new_uploads(copy, store), gateway, entry)
    assert (found.code, found.params["limit_mb"]) == ("F-206", 64)
    assert gateway.calls == ["finish"]


def test_files_are_found_wherever_a_document_names_them() -> None:
    def entry(number: int) -> dict[str, Any]:
        return {
            "sha256": f"{number:064x}",
            "size": number,
            "media_type": "image/png",
            "name": f"{number}.png",
        }

    doc = {
        "evidence": [entry(1), entry(2)],
        "content": {
            "photo": entry(3),
            "commitment": None,
            "materials": [{"material": "m", "files": [entry(1), entry(4)]}],
            "facts": {"sha256": "no file: it has no size"},
        },
        "opinion": "sha256",
    }
    assert [file.size for file in named_files(doc)] == [1, 2, 3, 4]
