"""Files that arrive in chunks: wherever it was cut, it goes on at the first missing chunk; what is wrong is never kept."""

import hashlib
import random
import time
from pathlib import Path

import pytest

from app.domain.errors import EnvironmentFault
from db.attachments import EncryptedAttachmentStore
from db.sealed_file import CHUNK, HEADER, TAG
from db.sealed_part import AlteredChunkError
from tests.copies import KEY

CONTENT = random.Random(1).randbytes(2 * CHUNK + 100)
SHA = hashlib.sha256(CONTENT).hexdigest()
CHUNKS = [CONTENT[at : at + CHUNK] for at in range(0, len(CONTENT), CHUNK)]


@pytest.fixture
def store(tmp_path: Path) -> EncryptedAttachmentStore:
    return EncryptedAttachmentStore(tmp_path / "attachments", KEY)


def part_file(tmp_path: Path) -> Path:
    (path,) = (tmp_path / "attachments" / "arriving").iterdir()
    return path


def take_from(store: EncryptedAttachmentStore, first: int, upto: int = 3) -> None:
    """Take the chunks from ``first`` (which must be the one that is wanted) up to ``upto``; keep a complete file."""
    with store.arriving(SHA, len(CONTENT)) as part:
        assert part.next == first
        for number in range(first, upto):
            part.take(CHUNKS[number])
        assert part.received == min(upto * CHUNK, len(CONTENT))
        if part.is_complete:
            assert part.is_right
            store.arrived(part, SHA)


def test_a_part_cut_at_every_chunk_goes_on_there(store: EncryptedAttachmentStore, tmp_path: Path) -> None:
    for taken in range(3):
        take_from(store, taken, taken + 1)
        # Another start of the program clears what `put` left behind, not this.
        store = EncryptedAttachmentStore(tmp_path / "attachments", KEY)
    assert store.read(SHA) == CONTENT
    assert not list((tmp_path / "attachments" / "arriving").iterdir())


WHOLE = HEADER + CHUNK + TAG


@pytest.mark.parametrize(
    ("length", "next_chunk"),
    [
        (0, 0),
        (5, 0),
        (HEADER - 1, 0),
        (HEADER, 0),
        (HEADER + 9, 0),
        (WHOLE - 1, 0),
        (WHOLE, 1),
        (WHOLE + 1, 1),
    ],
)
def test_a_part_torn_anywhere_goes_on_at_the_first_missing_chunk(
    store: EncryptedAttachmentStore, tmp_path: Path, length: int, next_chunk: int
) -> None:
    take_from(store, 0, 2)
    path = part_file(tmp_path)
    path.write_bytes(path.read_bytes()[:length])
    take_from(store, next_chunk)
    assert store.read(SHA) == CONTENT


def test_a_damaged_part_begins_anew(store: EncryptedAttachmentStore, tmp_path: Path) -> None:
    take_from(store, 0, 2)
    path = part_file(tmp_path)
    content = bytearray(path.read_bytes())
    content[HEADER + 7] ^= 1
    path.write_bytes(bytes(content))
    take_from(store, 0)
    assert store.read(SHA) == CONTENT


def test_nothing_lies_in_the_clear_and_no_name_tells_the_hash(
    store: EncryptedAttachmentStore, tmp_path: Path
) -> None:
    clear = b"%PDF-1.7 " + "陈晓东的学历证书".encode() * 40
    sha256 = hashlib.sha256(clear).hexdigest()
    with store.arriving(sha256, len(clear)) as part:
        part.take(clear)
    path = part_file(tmp_path)
    assert sha256 not in path.name
    assert b"%PDF" not in path.read_bytes()
    assert "陈晓东".encode() not in path.read_bytes()


def test_another_content_for_a_torn_chunk_is_not_written(
    store: EncryptedAttachmentStore, tmp_path: Path
) -> None:
    """Two contents under one key and nonce would give away what authenticates the file."""
    take_from(store, 0, 2)
    path = part_file(tmp_path)
    torn = path.read_bytes()[: HEADER + 100]
    path.write_bytes(torn)
    with store.arriving(SHA, len(CONTENT)) as part, pytest.raises(AlteredChunkError):
        part.take(bytes([CHUNKS[0][0] ^ 1]) + CHUNKS[0][1:])
    assert path.read_bytes() == torn[:HEADER]
    take_from(store, 0)


def test_a_chunk_of_another_size_is_not_taken(store: EncryptedAttachmentStore) -> None:
    with store.arriving(SHA, len(CONTENT)) as part:
        for wrong in (b"", CHUNKS[0][:-1], CHUNKS[0] + b"x"):
            with pytest.raises(AlteredChunkError):
                part.take(wrong)
        assert part.next == 0


def test_one_flipped_bit_is_never_right(store: EncryptedAttachmentStore) -> None:
    with store.arriving(SHA, len(CONTENT)) as part:
        part.take(CHUNKS[0])
        part.take(bytes([CHUNKS[1][0] ^ 1]) + CHUNKS[1][1:])
        part.take(CHUNKS[2])
        assert part.is_complete
        assert not part.is_right
        part.drop()
    assert not store.has(SHA)
    take_from(store, 0)


def test_a_part_of_another_size_begins_anew(store: EncryptedAttachmentStore) -> None:
    with store.arriving(SHA, len(CONTENT) + 1) as part:
        part.take(CHUNKS[0])
    take_from(store, 0)


def test_a_damaged_file_is_replaced(store: EncryptedAttachmentStore, tmp_path: Path) -> None:
    take_from(store, 0)
    (path,) = (each for each in (tmp_path / "attachments").rglob("*") if each.is_file())
    path.write_bytes(path.read_bytes()[:-1])
    with pytest.raises(EnvironmentFault) as caught:
        store.read(SHA)
    assert caught.value.code == "E-302"
    take_from(store, 0)
    assert store.read(SHA) == CONTENT


def test_a_file_is_dropped_and_gone(store: EncryptedAttachmentStore) -> None:
    take_from(store, 0)
    store.drop(SHA)
    store.drop(SHA)
    assert not store.has(SHA)


def test_parts_that_nobody_goes_on_with_are_removed(store: EncryptedAttachmentStore, tmp_path: Path) -> None:
    take_from(store, 0, 1)
    now = time.time()
    store.drop_parts(now - 3600)
    assert part_file(tmp_path).exists()
    store.drop_parts(now + 3600)
    assert not list((tmp_path / "attachments" / "arriving").iterdir())
