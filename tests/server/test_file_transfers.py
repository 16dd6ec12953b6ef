"""Attachments between a desk and a real server: cut at every chunk, altered, killed, seen only through a readable row."""

import hashlib
import random
import subprocess
import sys
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

import pytest

from app.domain.errors import EnvironmentFault
from app.domain.organisation import Organisation, Role
from db.attachments import EncryptedAttachmentStore
from db.engine import open_engine
from db.sync.file_rows import RemoteFile, note_file
from db.sync.files_down import FileDownloads, never
from db.sync.files_up import FileUploads, Uploaded
from db.sync.gateway import CHUNK_BYTES, Gateway, NotAnsweredError
from db.sync.prefetch import Prefetch
from db.sync.remote_store import RemoteStore
from db.working_copy import DATABASE, WorkingCopy
from tests.copies import KEY
from tests.factories import NOW
from tests.server.cut_proxy import CutProxy, Direction
from tests.server.gateways import plain_gateway
from tests.server.test_file_functions import name_file
from tests.server.waiting import wait_until
from tests.server.world import NEAR, StandardWorld, World

CONTENT = b"%PDF-1.7 " + random.Random(7).randbytes(3 * CHUNK_BYTES + 100)
SHA = hashlib.sha256(CONTENT).hexdigest()
CHUNKS = 4
FILE = RemoteFile(SHA, len(CONTENT), (NEAR,))
ENTRY = {"sha256": SHA, "size": len(CONTENT), "name": "论文.pdf", "media_type": "application/pdf"}


@pytest.fixture
def unit(standard: StandardWorld) -> Organisation:
    return standard.employers[NEAR][0]


@pytest.fixture
def proxy(world: World) -> Iterator[CutProxy]:
    with CutProxy(world.cluster.port) as opened:
        yield opened


@pytest.fixture
def gateway(world: World, standard: StandardWorld, unit: Organisation) -> Iterator[Gateway]:
    opened = plain_gateway(world, standard.login(unit))
    yield opened
    opened.close()


def new_store(folder: Path) -> EncryptedAttachmentStore:
    return EncryptedAttachmentStore(folder / "attachments", KEY)


def upload(copy: WorkingCopy, gateway: Gateway) -> Uploaded:
    store = new_store(copy.folder)
    if not store.has(SHA):
        store.put(CONTENT, "论文.pdf")
    uploads = FileUploads(store, FileDownloads(store), copy.write_engine)
    return uploads.upload(gateway, NEAR, {"files": [ENTRY]}, lambda progress: None, never)


def count_chunks(world: World) -> int:
    return int(world.one("SELECT count(*) FROM rd.chunk"))


@pytest.mark.parametrize("reset", [True, False])
def test_an_upload_cut_within_every_chunk_and_answer_goes_on(
    world: World, standard: StandardWorld, unit: Organisation, copy: WorkingCopy, proxy: CutProxy, reset: bool
) -> None:
    """The line breaks in the middle of each chunk, and before each answer."""
    login = standard.login(unit)
    cuts = [(Direction.TO_SERVER, n * CHUNK_BYTES + 1000) for n in range(1, CHUNKS)]
    cuts += [(Direction.TO_DESK, n) for n in (1, 60, 130, 200)]
    for direction, after in cuts:
        gateway = plain_gateway(world, login, proxy.port)
        gateway.finish_file(NEAR, "0" * 64)
        proxy.last.cut_after(direction, after, reset=reset)
        with suppress(NotAnsweredError):
            upload(copy, gateway)
        gateway.close()
    gateway = plain_gateway(world, login, proxy.port)
    assert upload(copy, gateway).may_push
    gateway.close()
    stored = world.all("SELECT bytes FROM rd.chunk ORDER BY n")
    assert b"".join(row[0] for row in stored) == CONTENT
    assert world.all("SELECT size, finished_at IS NOT NULL FROM rd.upload") == [(len(CONTENT), True)]


def test_a_download_cut_within_every_chunk_goes_on_at_the_first_missing_one(
    world: World,
    standard: StandardWorld,
    unit: Organisation,
    copy: WorkingCopy,
    gateway: Gateway,
    proxy: CutProxy,
    tmp_path: Path,
) -> None:
    upload(copy, gateway)
    name_file(world, SHA, unit)
    passed = 0
    for _ in range(CHUNKS):
        # Another store each time, as after a new start of the program.
        store = new_store(tmp_path)
        broken = plain_gateway(world, standard.login(unit), proxy.port)
        broken.finish_file(NEAR, "0" * 64)
        proxy.last.cut_after(Direction.TO_DESK, CHUNK_BYTES + CHUNK_BYTES // 2)
        seen = proxy.last.seen[Direction.TO_DESK]
        with suppress(NotAnsweredError):
            FileDownloads(store).fetch(broken, FILE)
        passed += proxy.last.seen[Direction.TO_DESK] - seen
        broken.close()
        if store.has(SHA):
            break
    assert store.read(SHA) == CONTENT
    # No chunk passed twice but the ones that were cut.
    assert passed < len(CONTENT) + CHUNKS * (CHUNK_BYTES // 2 + 1000)


def test_bytes_altered_at_the_server_are_never_shown(
    world: World, unit: Organisation, copy: WorkingCopy, gateway: Gateway, tmp_path: Path
) -> None:
    upload(copy, gateway)
    name_file(world, SHA, unit)
    world.owner.execute("UPDATE rd.chunk SET bytes = set_byte(bytes, 5, get_byte(bytes, 5) # 1) WHERE n = 2")
    store = new_store(tmp_path)
    with pytest.raises(EnvironmentFault) as caught:
        FileDownloads(store).fetch(gateway, FILE)
    assert caught.value.code == "F-202"
    assert not store.has(SHA)
    assert not list((tmp_path / "attachments" / "arriving").iterdir())


def test_bytes_altered_on_the_way_up_are_sent_again(
    world: World, copy: WorkingCopy, gateway: Gateway
) -> None:
    """A chunk stands at the server from another time and is wrong: finish finds it, drops all, and everything goes up again."""
    gateway.put_chunk(NEAR, SHA, len(CONTENT), 1, bytes(CHUNK_BYTES))
    assert upload(copy, gateway).may_push
    assert b"".join(row[0] for row in world.all("SELECT bytes FROM rd.chunk ORDER BY n")) == CONTENT


def test_a_file_of_another_level_is_readable_from_the_arrival_on(
    world: World,
    standard: StandardWorld,
    unit: Organisation,
    copy: WorkingCopy,
    gateway: Gateway,
    tmp_path: Path,
) -> None:
    upload(copy, gateway)
    office = standard.near[Role.HR_BUREAU]
    name_file(world, SHA, unit, hr_bureau_id=office.id, reached=3)
    above = plain_gateway(world, standard.login(office))
    store = new_store(tmp_path)
    with pytest.raises(EnvironmentFault) as caught:
        FileDownloads(store).fetch(above, FILE)
    assert caught.value.code == "F-203"
    world.owner.execute("UPDATE rd.file_ref SET reached = 7")
    assert FileDownloads(store).fetch(above, FILE)
    assert store.read(SHA) == CONTENT
    above.close()


def test_no_room_for_unfinished_uploads_makes_a_part_wait(
    world: World, unit: Organisation, copy: WorkingCopy, gateway: Gateway
) -> None:
    world.owner.execute(
        "INSERT INTO rd.upload (district_id, holder_id, sha256, size) SELECT %s, %s, lpad(to_hex(i), 64, '0'), 5 "
        "FROM generate_series(1, 200) i",
        [NEAR, unit.id],
    )
    assert upload(copy, gateway).code == "F-205"
    world.owner.execute("DELETE FROM rd.upload")
    assert upload(copy, gateway).may_push


def test_opening_prefetching_and_the_limit_against_a_real_server(
    world: World, standard: StandardWorld, unit: Organisation, copy: WorkingCopy, gateway: Gateway
) -> None:
    """A file is dropped when the server shows it, comes again when it is opened, and stays when the server cannot show it."""
    upload(copy, gateway)
    name_file(world, SHA, unit)
    with copy.write_engine.begin() as connection:
        note_file(connection, NEAR, SHA, len(CONTENT))
        connection.exec_driver_sql(
            "INSERT INTO mirror (kind, id, district_id, rev, seq) VALUES ('file_ref', ?, ?, 1, 1)",
            (f"declaration:d-1:{SHA}", NEAR),
        )
    store = RemoteStore(
        new_store(copy.folder),
        lambda: open_engine(copy.folder / DATABASE, KEY),
        lambda: plain_gateway(world, standard.login(unit)),
    )
    files = Prefetch(store, copy.write_engine, Role.EMPLOYER, unit.id)
    assert files.run(gateway, 0, NOW, lambda progress: None, never).dropped == 1
    assert not store.has(SHA)
    assert store.read(SHA) == CONTENT
    wait_until(lambda: count_here(copy) == 1)
    world.owner.execute("DELETE FROM rd.file_ref")
    assert files.run(gateway, 0, NOW, lambda progress: None, never).dropped == 0
    assert store.has(SHA)
    store.close()


def count_here(copy: WorkingCopy) -> int:
    with copy.read_engine.connect() as connection:
        found = connection.exec_driver_sql("SELECT count(*) FROM file_transfer WHERE state = 'here'").scalar()
    return int(found or 0)


VICTIM = """
import sys
from pathlib import Path
from db.attachments import EncryptedAttachmentStore
from db.sync.file_rows import RemoteFile
from db.sync.files_down import FileDownloads
from db.sync.pg_gateway import PostgresGateway
from db.sync.server_profile import ServerProfile
from tests.copies import KEY

folder, port, database, login, password, sha256, size, district, upto = sys.argv[1:]
profile = ServerProfile("t", (("127.0.0.1", int(port)),), database, sslmode="disable")
gateway = PostgresGateway(profile, login, password, None)
real = gateway.get_chunk

def get_chunk(district_id, sha256, n):
    if n == int(upto):
        print("there", flush=True)
        sys.stdin.readline()
    return real(district_id, sha256, n)

gateway.get_chunk = get_chunk
store = EncryptedAttachmentStore(Path(folder) / "attachments", KEY)
FileDownloads(store).fetch(gateway, RemoteFile(sha256, int(size), (district,)))
"""


def test_a_killed_desk_goes_on_where_it_was(
    world: World,
    standard: StandardWorld,
    unit: Organisation,
    copy: WorkingCopy,
    gateway: Gateway,
    tmp_path: Path,
) -> None:
    upload(copy, gateway)
    name_file(world, SHA, unit)
    login = standard.login(unit)
    arguments = [tmp_path, world.cluster.port, world.database, login.login, login.password]
    arguments += [SHA, len(CONTENT), NEAR, 2]
    process = subprocess.Popen(
        [sys.executable, "-c", VICTIM, *map(str, arguments)],
        cwd=Path(__file__).resolve().parents[2],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    )
    assert process.stdout is not None
    assert process.stdout.readline() == "there\n"
    process.kill()
    process.communicate()
    store = new_store(tmp_path)
    with store.arriving(SHA, len(CONTENT)) as part:
        assert part.next == 2
    assert FileDownloads(store).fetch(gateway, FILE)
    assert store.read(SHA) == CONTENT
