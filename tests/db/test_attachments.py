"""The attachment store: what was put comes back, what was altered does not, a full disk leaves nothing behind."""

import hashlib
import os
import subprocess
import sys
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from app.domain.errors import EnvironmentFault, RuleError
from app.ports import attachments as port
from db import attachments
from db.attachments import EncryptedAttachmentStore
from db.sealed_file import CHUNK, HEADER
from tests.copies import KEY

PDF = b"%PDF-1.7\n"


@pytest.fixture
def store(tmp_path: Path) -> EncryptedAttachmentStore:
    return EncryptedAttachmentStore(tmp_path / "attachments", KEY)


def stored_files(folder: Path) -> list[Path]:
    return [path for path in folder.rglob("*") if path.is_file()]


def only_file(tmp_path: Path) -> Path:
    (path,) = stored_files(tmp_path)
    return path


@pytest.mark.parametrize(
    "size", [1, CHUNK - len(PDF) - 1, CHUNK - len(PDF), CHUNK - len(PDF) + 1, 2 * CHUNK - len(PDF), 3 * CHUNK]
)
def test_bytes_come_back_around_chunk_borders(
    store: EncryptedAttachmentStore, tmp_path: Path, size: int
) -> None:
    content = PDF + os.urandom(size)
    ref = store.put(content, "证书.pdf")
    assert (ref.sha256, ref.size, ref.name) == (hashlib.sha256(content).hexdigest(), len(content), "证书.pdf")
    assert store.has(ref.sha256)
    assert store.read(ref.sha256) == content
    chunks = list(store.stream(ref.sha256))
    assert b"".join(chunks) == content
    assert max(map(len, chunks)) <= CHUNK
    assert EncryptedAttachmentStore(tmp_path / "attachments", KEY).read(ref.sha256) == content


def test_the_disk_shows_neither_name_nor_digest_nor_clear_bytes(
    store: EncryptedAttachmentStore, tmp_path: Path
) -> None:
    content = PDF + "陈晓东的学历证书".encode() * 50
    ref = store.put(content, "陈晓东.pdf")
    path = only_file(tmp_path)
    assert ref.sha256 not in str(path)
    assert "陈晓东" not in str(path)
    assert "陈晓东".encode() not in path.read_bytes()
    assert PDF not in path.read_bytes()


def test_same_bytes_under_two_names_are_kept_once(store: EncryptedAttachmentStore, tmp_path: Path) -> None:
    first = store.put(PDF, "一.pdf")
    inode = only_file(tmp_path).stat().st_mtime_ns
    second = store.put(PDF, "二.pdf")
    assert first.sha256 == second.sha256
    assert second.name == "二.pdf"
    assert only_file(tmp_path).stat().st_mtime_ns == inode


@pytest.mark.parametrize(
    ("content", "media_type"),
    [
        (b"%PDF-1.4 x", "application/pdf"),
        (b"\n\n junk before %PDF-1.4", "application/pdf"),
        (b"\xff\xd8\xff\xe0 jfif", "image/jpeg"),
        (b"\x89PNG\r\n\x1a\n rest", "image/png"),
    ],
)
def test_the_kind_is_what_the_bytes_are(
    store: EncryptedAttachmentStore, content: bytes, media_type: str
) -> None:
    assert store.put(content, "随便.doc").media_type == media_type


@pytest.mark.parametrize("content", [b"PK\x03\x04", b"GIF89a", b"x" * 2000 + b"%PDF-1.4", b"\x89PNG"])
def test_other_kinds_are_refused(store: EncryptedAttachmentStore, tmp_path: Path, content: bytes) -> None:
    with pytest.raises(RuleError, match="F-102") as caught:
        store.put(content, "压缩包.pdf")
    assert caught.value.params["name"] == "压缩包.pdf"
    assert stored_files(tmp_path) == []


def test_empty_and_too_large_files_are_refused(
    store: EncryptedAttachmentStore, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with pytest.raises(RuleError, match="F-101"):
        store.put(b"", "空.pdf")
    assert port.MAX_FILE_BYTES == 200 * 1024 * 1024
    monkeypatch.setattr(attachments, "MAX_FILE_BYTES", 1 << 20)
    assert store.put(PDF.ljust(1 << 20), "刚好.pdf").size == 1 << 20
    with pytest.raises(RuleError, match="F-104") as caught:
        store.put(PDF.ljust((1 << 20) + 1), "大.pdf")
    assert (caught.value.params["size_mb"], caught.value.params["limit_mb"]) == (2, 1)


def test_a_missing_file_is_named(store: EncryptedAttachmentStore) -> None:
    digest = hashlib.sha256(b"nothing").hexdigest()
    assert not store.has(digest)
    with pytest.raises(EnvironmentFault, match="E-301") as caught:
        store.read(digest)
    assert caught.value.params["sha256"] == digest


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.data())
def test_any_flipped_bit_any_cut_and_any_addition_is_found(
    store: EncryptedAttachmentStore, tmp_path: Path, data: st.DataObject
) -> None:
    content = PDF + bytes(CHUNK + 1000)
    ref = store.put(content, "证书.pdf")
    path = only_file(tmp_path)
    sealed = path.read_bytes()
    kind = data.draw(st.sampled_from(["flip", "cut", "add"]))
    place = data.draw(st.one_of(st.integers(0, HEADER), st.integers(0, len(sealed) - 1)))
    if kind == "flip":
        altered = bytearray(sealed)
        altered[place] ^= 1 << data.draw(st.integers(0, 7))
    elif kind == "cut":
        altered = bytearray(sealed[:place])
    else:
        altered = bytearray(sealed + bytes(data.draw(st.integers(1, 20))))
    path.write_bytes(altered)
    with pytest.raises(EnvironmentFault, match="E-302"):
        store.read(ref.sha256)
    assert store.put(content, "再交一次.pdf").sha256 == ref.sha256
    assert store.read(ref.sha256) == content


def test_a_cut_at_a_chunk_border_and_swapped_chunks_are_found(
    store: EncryptedAttachmentStore, tmp_path: Path
) -> None:
    ref = store.put(PDF + os.urandom(3 * CHUNK - len(PDF)), "证书.pdf")
    path = only_file(tmp_path)
    sealed = path.read_bytes()
    head, body, size = sealed[:HEADER], sealed[HEADER:], CHUNK + 16
    chunks = [body[n : n + size] for n in range(0, len(body), size)]
    for altered in (chunks[:2], chunks[:1], [], [chunks[1], chunks[0], chunks[2]], [*chunks, chunks[2]]):
        path.write_bytes(head + b"".join(altered))
        with pytest.raises(EnvironmentFault, match="E-302"):
            store.read(ref.sha256)


def test_a_file_under_another_name_or_key_is_not_taken(
    store: EncryptedAttachmentStore, tmp_path: Path
) -> None:
    one = store.put(PDF + b"one", "一.pdf")
    path_one = only_file(tmp_path)
    two = store.put(PDF + b"two", "二.pdf")
    (path_two,) = set(stored_files(tmp_path)) - {path_one}
    path_two.write_bytes(path_one.read_bytes())
    with pytest.raises(EnvironmentFault, match="E-302"):
        store.read(two.sha256)
    other = EncryptedAttachmentStore(tmp_path / "attachments", bytes(32))
    assert not other.has(one.sha256)


def test_left_over_parts_are_swept_at_the_next_start(tmp_path: Path) -> None:
    folder = tmp_path / "attachments"
    store = EncryptedAttachmentStore(folder, KEY)
    ref = store.put(PDF, "证书.pdf")
    (folder / "parts" / "deadbeef.part").write_bytes(b"half")
    again = EncryptedAttachmentStore(folder, KEY)
    assert list(folder.rglob("*.part")) == []
    assert again.read(ref.sha256) == PDF


_FULL = """
import resource, sys
from pathlib import Path
from app.domain.errors import EnvironmentFault
from db.attachments import EncryptedAttachmentStore
folder = Path(sys.argv[1])
store = EncryptedAttachmentStore(folder, bytes(range(32)))
kept = store.put(b"%PDF-1.7 small", "a.pdf")
resource.setrlimit(resource.RLIMIT_FSIZE, (300_000, 300_000))
import errno, signal
signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
try:
    store.put(b"%PDF-1.7" + bytes(1_000_000), "b.pdf")
except EnvironmentFault as fault:
    print(fault.code)
except OSError as error:
    print(errno.errorcode[error.errno])
print(len([p for p in folder.rglob("*") if p.is_file()]), store.read(kept.sha256) == b"%PDF-1.7 small")
"""


@pytest.mark.skipif(sys.platform == "win32", reason="file size limits are POSIX")
def test_a_write_that_fails_half_way_leaves_no_part(tmp_path: Path) -> None:
    done = subprocess.run(
        [sys.executable, "-c", _FULL, str(tmp_path)],
        capture_output=True,
        text=True,
        check=True,
        cwd=Path.cwd(),
    )
    assert done.stdout.split() == ["EFBIG", "1", "True"]


def test_a_full_disk_says_so(
    store: EncryptedAttachmentStore, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def no_space(file: int) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "fsync", no_space)
    with pytest.raises(EnvironmentFault, match="E-204"):
        store.put(PDF, "证书.pdf")
    assert stored_files(tmp_path) == []
