"""A 20 MB attachment to the server and back, beside writing and hashing the same bytes here. Called by ``bench.sync``.

No goal stands in DESIGN §7; the floor is what no transfer can go below on this disk.
"""

import hashlib
import os
import random
import tempfile
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from sqlalchemy import Engine

from app.domain.organisation import Organisation
from bench.rows import Row
from db.attachments import EncryptedAttachmentStore
from db.engine import open_engine
from db.sync.file_rows import RemoteFile
from db.sync.files_down import FileDownloads, never
from db.sync.files_up import FileUploads
from db.sync.gateway import Gateway
from db.working_copy import DATABASE
from tests.copies import KEY, create_test_copy
from tests.server.world import World

SIZE = 20 * 1024 * 1024
RUNS = 3
FLOOR = "20 MB written and hashed here"


def measure_files(world: World, gateway: Gateway, unit: Organisation, district: str) -> list[Row]:
    """``gateway``: of a login of the employer ``unit``."""
    runs = [Run(world, gateway, unit, district, number).measure() for number in range(RUNS)]
    floor, up, down = zip(*runs, strict=True)
    return [
        Row(FLOOR, "s", floor),
        Row("20 MB uploaded", "s", up, FLOOR),
        Row("20 MB downloaded into the encrypted store", "s", down, FLOOR),
    ]


@dataclass(frozen=True)
class Run:
    """One file there and back."""

    world: World
    gateway: Gateway
    unit: Organisation
    district: str
    number: int

    def measure(self) -> tuple[float, float, float]:
        content = b"%PDF-1.7 " + random.Random(self.number).randbytes(SIZE - 9)
        file = RemoteFile(hashlib.sha256(content).hexdigest(), SIZE, (self.district,))
        with tempfile.TemporaryDirectory(prefix="reviewdesk-bench-") as folder:
            floor = seconds(lambda: write_and_hash(Path(folder) / "floor", content))
            copy = create_test_copy(Path(folder) / "copy")
            rows = open_engine(copy.folder / DATABASE, KEY)
            store = EncryptedAttachmentStore(copy.attachments_folder, KEY)
            store.put(content, "bench.pdf")
            up = seconds(lambda: self.upload(store, rows, file))
            let_read(self.world, self.unit, self.district, file.sha256)
            store.drop(file.sha256)
            down = seconds(lambda: FileDownloads(store).fetch(self.gateway, file))
            assert store.read(file.sha256) == content
            rows.dispose()
            copy.close()
        return floor, up, down

    def upload(self, store: EncryptedAttachmentStore, rows: Engine, file: RemoteFile) -> None:
        entry = {"sha256": file.sha256, "size": file.size, "name": "bench.pdf"}
        uploads = FileUploads(store, FileDownloads(store), rows)
        found = uploads.upload(self.gateway, self.district, entry, lambda progress: None, never)
        assert found.sent == 1


def seconds(act: Callable[[], object]) -> float:
    begin = time.perf_counter()
    act()
    return time.perf_counter() - begin


def write_and_hash(path: Path, content: bytes) -> None:
    hashlib.sha256(content).hexdigest()
    with path.open("xb") as stream:
        stream.write(content)
        stream.flush()
        os.fsync(stream.fileno())


def let_read(world: World, unit: Organisation, district: str, sha256: str) -> None:
    """A row by which the unit may read the file."""
    world.put_row(
        "file_ref",
        district,
        f"archive_item:bench:{sha256}",
        employer_id=unit.id,
        holder_id=unit.id,
        owner_kind="archive_item",
        owner_id="bench",
        sha256=sha256,
        size=SIZE,
        media_type="application/pdf",
    )
