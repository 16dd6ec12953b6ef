"""Attachments on the server (docs/protocol.md §6): what put_chunk, finish_file, get_chunk and clean_files do and refuse."""

import hashlib
import random
import threading
from collections.abc import Callable
from typing import Any

import psycopg
import pytest
from psycopg import errors

from app.domain.organisation import Organisation, Role
from tests.server.world import FAR, NEAR, Login, StandardWorld, World

CHUNK = 256 * 1024
MOST = 64 * 1024 * 1024

Desk = psycopg.Connection[Any]


def make_bytes(size: int, seed: int = 1) -> bytes:
    return random.Random(seed).randbytes(size)


def hash_of(content: bytes) -> str:
    return hashlib.sha256(content).hexdigest()


def put(desk: Desk, content: bytes, n: int, *, sha256: str = "", district: str = NEAR, size: int = 0) -> int:
    row = desk.execute(
        "SELECT received FROM rd.put_chunk(%s, %s, %s, %s, %s)",
        [district, sha256 or hash_of(content), size or len(content), n, content[n * CHUNK : (n + 1) * CHUNK]],
    ).fetchone()
    assert row is not None
    return int(row[0])


def finish(desk: Desk, sha256: str, district: str = NEAR) -> str:
    row = desk.execute("SELECT outcome FROM rd.finish_file(%s, %s)", [district, sha256]).fetchone()
    assert row is not None
    return str(row[0])


def get(desk: Desk, sha256: str, n: int, district: str = NEAR) -> bytes | None:
    row = desk.execute("SELECT bytes FROM rd.get_chunk(%s, %s, %s)", [district, sha256, n]).fetchone()
    return None if row is None else bytes(row[0])


def upload(desk: Desk, content: bytes, district: str = NEAR) -> str:
    sha256 = hash_of(content)
    for n in range(-(-len(content) // CHUNK)):
        put(desk, content, n, district=district)
    assert finish(desk, sha256, district) == "stored"
    return sha256


def download(desk: Desk, sha256: str, size: int, district: str = NEAR) -> bytes | None:
    parts = [get(desk, sha256, n, district) for n in range(-(-size // CHUNK))]
    return None if None in parts else b"".join(part for part in parts if part is not None)


def name_file(world: World, sha256: str, holder: Organisation, **scope: Any) -> None:
    """A row by which the file may be read."""
    row = {
        "owner_kind": "declaration",
        "owner_id": "d-1",
        "holder_id": holder.id,
        "media_type": "application/pdf",
    }
    world.put_row(
        "file_ref",
        NEAR,
        f"declaration:{scope.pop('owner_id', 'd-1')}:{sha256}",
        sha256=sha256,
        size=1,
        **row | {"employer_id": holder.id} | scope,
    )


@pytest.fixture
def unit(standard: StandardWorld) -> Organisation:
    return standard.employers[NEAR][0]


@pytest.fixture
def desk(world: World, standard: StandardWorld, unit: Organisation) -> Desk:
    return world.connect_as(standard.login(unit))


def test_a_file_goes_up_and_comes_down_through_a_readable_row(
    world: World, desk: Desk, unit: Organisation
) -> None:
    content = make_bytes(2 * CHUNK + 77)
    sha256 = upload(desk, content)
    assert download(desk, sha256, len(content)) is None
    name_file(world, sha256, unit)
    assert download(desk, sha256, len(content)) == content
    assert get(desk, sha256, 3) is None


def test_the_answer_says_where_to_go_on(world: World, desk: Desk) -> None:
    content = make_bytes(4 * CHUNK + 1)
    sha256 = hash_of(content)
    assert finish(desk, sha256) == "missing"
    assert put(desk, content, 0) == CHUNK
    assert put(desk, content, 0) == CHUNK
    assert put(desk, content, 2) == CHUNK
    assert finish(desk, sha256) == "missing"
    assert put(desk, content, 1) == 3 * CHUNK
    assert put(desk, content, 4) == 3 * CHUNK
    assert put(desk, content, 3) == len(content)
    assert finish(desk, sha256) == "stored"
    assert finish(desk, sha256) == "stored"
    assert put(desk, content, 0) == len(content)
    assert world.one("SELECT count(*) FROM rd.chunk") == 5


def test_sizes_around_a_chunk(world: World, desk: Desk, unit: Organisation) -> None:
    for size in (1, CHUNK - 1, CHUNK, CHUNK + 1):
        content = make_bytes(size)
        sha256 = upload(desk, content)
        name_file(world, sha256, unit)
        assert download(desk, sha256, size) == content


def test_one_flipped_bit_is_refused_and_nothing_is_kept(world: World, desk: Desk) -> None:
    content = make_bytes(2 * CHUNK + 5)
    altered = bytearray(content)
    altered[CHUNK + 9] ^= 1
    for n in range(3):
        put(desk, bytes(altered), n, sha256=hash_of(content))
    assert finish(desk, hash_of(content)) == "altered"
    assert world.one("SELECT (SELECT count(*) FROM rd.chunk) + (SELECT count(*) FROM rd.upload)") == 0
    assert upload(desk, content) == hash_of(content)


def test_two_holders_of_one_file_learn_nothing_of_each_other(
    world: World, standard: StandardWorld, desk: Desk
) -> None:
    content = make_bytes(CHUNK + 5)
    sha256 = upload(desk, content)
    other_unit = standard.employers[NEAR][1]
    other = world.connect_as(standard.login(other_unit))
    assert finish(other, sha256) == "missing"
    assert put(other, content, 0) == CHUNK
    assert finish(other, sha256) == "missing"
    assert put(other, content, 1) == len(content)
    assert finish(other, sha256) == "stored"
    assert world.one("SELECT count(*) FROM rd.chunk") == 4
    name_file(world, sha256, other_unit)
    assert get(desk, sha256, 0) is None
    assert get(other, sha256, 0) == content[:CHUNK]


def test_desks_of_one_holder_share_an_upload(world: World, unit: Organisation, desk: Desk) -> None:
    second = world.connect_as(world.add_login(unit, "王芳"))
    content = make_bytes(CHUNK + 5)
    put(desk, content, 0)
    assert put(second, content, 1) == len(content)
    assert finish(second, hash_of(content)) == "stored"
    assert finish(desk, hash_of(content)) == "stored"


def test_districts_keep_their_own(world: World, unit: Organisation, desk: Desk) -> None:
    content = make_bytes(100)
    sha256 = upload(desk, content, NEAR)
    assert finish(desk, sha256, FAR) == "missing"
    name_file(world, sha256, unit)
    assert get(desk, sha256, 0, FAR) is None


LEVELS = (
    (Role.ACCEPTANCE, "acceptance_id", 2),
    (Role.HR_BUREAU, "hr_bureau_id", 4),
    (Role.MUNICIPAL_UNIT, "municipal_id", 8),
    (Role.COMMITTEE, "committee_id", 16),
)


def test_a_level_reads_the_file_from_the_arrival_on(
    world: World, standard: StandardWorld, desk: Desk, unit: Organisation
) -> None:
    content = make_bytes(CHUNK + 1)
    sha256 = upload(desk, content)
    name_file(world, sha256, unit, reached=1)
    stranger = world.connect_as(standard.login(standard.employers[NEAR][1]))
    for role, column, bit in LEVELS:
        office = standard.near[role]
        level = world.connect_as(standard.login(office))
        world.owner.execute(f"UPDATE rd.file_ref SET {column} = %s", [office.id])
        assert get(level, sha256, 0) is None, role
        world.owner.execute("UPDATE rd.file_ref SET reached = reached | %s", [bit])
        assert download(level, sha256, len(content)) == content, role
        assert get(stranger, sha256, 0) is None
    for role in (Role.ACCEPTANCE, Role.HR_BUREAU):
        assert get(world.connect_as(standard.login(standard.far[role])), sha256, 0) is None


def test_the_city_reads_what_was_reported(
    world: World, standard: StandardWorld, desk: Desk, unit: Organisation
) -> None:
    content = make_bytes(10)
    sha256 = upload(desk, content)
    name_file(world, sha256, unit, reached=31)
    city = world.connect_as(standard.login(standard.near[Role.CITY]))
    assert get(city, sha256, 0) is None
    world.owner.execute("UPDATE rd.file_ref SET reached = 63")
    assert get(city, sha256, 0) == content


def test_a_row_of_the_same_bytes_held_by_another_opens_nothing(
    world: World, standard: StandardWorld, desk: Desk, unit: Organisation
) -> None:
    """The office may read unit B's row of the file; B's bytes are not there, A's are none of its business."""
    content = make_bytes(10)
    sha256 = upload(desk, content)
    office, other = standard.near[Role.ACCEPTANCE], standard.employers[NEAR][1]
    name_file(world, sha256, other, acceptance_id=office.id, reached=3)
    assert get(world.connect_as(standard.login(office)), sha256, 0) is None


MALFORMED: tuple[tuple[str, Callable[[Desk], object]], ...] = (
    ("hash", lambda d: put(d, b"x", 0, sha256="A" * 64)),
    ("size 0", lambda d: d.execute("SELECT rd.put_chunk(%s, %s, 0, 0, ''::bytea)", [NEAR, "a" * 64])),
    ("too large", lambda d: put(d, bytes(CHUNK), 0, size=MOST + 1)),
    ("n below", lambda d: put(d, bytes(CHUNK), -1, size=CHUNK)),
    ("n above", lambda d: put(d, bytes(CHUNK), 1)),
    (
        "long chunk",
        lambda d: d.execute(
            "SELECT rd.put_chunk(%s, %s, %s, 0, %s)", [NEAR, "a" * 64, MOST, bytes(CHUNK + 1)]
        ),
    ),
    ("short chunk", lambda d: put(d, b"abc", 0, size=CHUNK)),
    ("no bytes", lambda d: d.execute("SELECT rd.put_chunk(%s, %s, 3, 0, NULL)", [NEAR, "a" * 64])),
    ("no n", lambda d: d.execute("SELECT rd.put_chunk(%s, %s, 3, NULL, 'abc')", [NEAR, "a" * 64])),
    ("hash of finish", lambda d: finish(d, "nonsense")),
)


def test_malformed_calls_are_refused(world: World, desk: Desk) -> None:
    for name, act in MALFORMED:
        with pytest.raises(errors.InvalidParameterValue):
            act(desk)
        assert world.one("SELECT count(*) FROM rd.upload") == 0, name


def test_the_largest_file_is_taken(desk: Desk) -> None:
    assert put(desk, bytes(CHUNK), 0, sha256="a" * 64, size=MOST) == CHUNK


def test_a_wrong_size_at_the_beginning_does_not_block_the_file(desk: Desk) -> None:
    content = make_bytes(CHUNK + 7)
    put(desk, content, 0, size=CHUNK + 8)
    upload(desk, content)
    with pytest.raises(errors.InvalidParameterValue):
        put(desk, content, 0, size=CHUNK + 8)


def test_a_district_that_is_not_here(desk: Desk) -> None:
    for act in (lambda: put(desk, b"abc", 0, district="no"), lambda: finish(desk, "a" * 64, "no")):
        with pytest.raises(errors.CannotConnectNow):
            act()


def test_unfinished_uploads_are_bounded_and_finishing_makes_room(world: World, desk: Desk) -> None:
    holder = world.one("SELECT organisation_id FROM rd.account WHERE login = %s", desk.info.user)
    world.owner.execute(
        "INSERT INTO rd.upload (district_id, holder_id, sha256, size) SELECT %s, %s, lpad(to_hex(i), 64, '0'), 5 "
        "FROM generate_series(1, 199) i",
        [NEAR, holder],
    )
    put(desk, b"first", 0)
    with pytest.raises(errors.ConfigurationLimitExceeded):
        put(desk, b"second", 0)
    assert put(desk, b"first", 0) == 5
    assert finish(desk, hash_of(b"first")) == "stored"
    assert put(desk, b"second", 0) == 6


def test_unfinished_bytes_are_bounded(world: World, desk: Desk) -> None:
    for n in range(32):
        put(desk, bytes(CHUNK), 0, sha256=f"{n:064x}", size=MOST)
    with pytest.raises(errors.ConfigurationLimitExceeded):
        put(desk, b"x", 0)
    assert put(desk, b"x", 0, district=FAR) == 1


def test_who_has_no_account_or_only_administers_may_not_upload(world: World, standard: StandardWorld) -> None:
    admin = world.connect_as(standard.login(standard.near[Role.ADMIN]))
    gone = world.add_login(standard.employers[NEAR][0], active=False)
    for desk in (admin, world.connect_as(gone)):
        with pytest.raises(errors.InsufficientPrivilege):
            put(desk, b"abc", 0)
        with pytest.raises(errors.InsufficientPrivilege):
            finish(desk, hash_of(b"abc"))


def test_inner_functions_and_tables_are_out_of_reach(desk: Desk, unit: Organisation) -> None:
    for statement in (
        f"SELECT rd.begin_upload('{NEAR}', 'another', repeat('a', 64), 5)",
        f"SELECT rd.received_bytes('{NEAR}', '{unit.id}', repeat('a', 64), 5)",
        f"SELECT rd.upload_holder('{NEAR}')",
        f"SELECT rd.clean_files('{NEAR}', 0)",
        "SELECT * FROM rd.upload",
        "INSERT INTO rd.chunk VALUES ('x', 'y', 'z', 0, '')",
        "DELETE FROM rd.chunk",
    ):
        with pytest.raises(errors.InsufficientPrivilege):
            desk.execute(statement)


def test_two_desks_that_begin_and_finish_at_once_do_not_hurt_the_file(
    world: World, unit: Organisation, standard: StandardWorld
) -> None:
    contents = [make_bytes(CHUNK + seed, seed) for seed in range(1, 9)]
    logins: list[Login] = [standard.login(unit), world.add_login(unit), world.add_login(unit)]
    failures: list[BaseException] = []

    def work(desk: Desk) -> None:
        try:
            for content in contents:
                upload(desk, content)
        except BaseException as error:  # noqa: BLE001 - told by the main thread
            failures.append(error)

    threads = [threading.Thread(target=work, args=(world.connect_as(login),)) for login in logins]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert not failures
    for content in contents:
        name_file(world, hash_of(content), unit)
    desk = world.connect_as(logins[0])
    assert all(download(desk, hash_of(content), len(content)) == content for content in contents)


def test_cleaning_removes_what_was_abandoned_and_nothing_else(
    world: World, desk: Desk, unit: Organisation
) -> None:
    named, unnamed, fresh = (upload(desk, make_bytes(CHUNK + 3, seed)) for seed in (1, 2, 3))
    put(desk, make_bytes(CHUNK + 3, 4), 0)
    name_file(world, named, unit)
    world.owner.execute(
        "UPDATE rd.upload SET begun_at = begun_at - interval '8 days', finished_at = finished_at - interval '8 days' "
        "WHERE sha256 <> %s",
        [fresh],
    )
    assert world.all("SELECT * FROM rd.clean_files(%s, 7)", NEAR) == [(2, 3)]
    assert [finish(desk, sha256) for sha256 in (named, unnamed, fresh)] == ["stored", "missing", "stored"]
    assert world.all("SELECT * FROM rd.clean_files(%s, 7)", NEAR) == [(0, 0)]


def test_asking_for_a_file_keeps_it_from_being_cleaned(world: World, desk: Desk) -> None:
    sha256 = upload(desk, make_bytes(10))
    world.owner.execute(
        "UPDATE rd.upload SET begun_at = now() - interval '30 days', finished_at = now() - interval '30 days'"
    )
    assert finish(desk, sha256) == "stored"
    assert world.all("SELECT * FROM rd.clean_files(%s, 7)", NEAR) == [(0, 0)]


def test_bytes_and_holders_are_out_of_reach_but_by_the_function(
    world: World, standard: StandardWorld, desk: Desk
) -> None:
    """EXPLAIN ANALYZE counts rows that an index found before row security: who may not SELECT learns nothing of them."""
    other = world.connect_as(standard.login(standard.employers[NEAR][1]))
    sha256 = upload(other, make_bytes(10))
    for table in ("chunk", "upload"):
        for statement in (
            f"SELECT 1 FROM rd.{table} WHERE sha256 = '{sha256}'",
            f"EXPLAIN SELECT 1 FROM rd.{table}",
        ):
            with pytest.raises(errors.InsufficientPrivilege):
                desk.execute(statement)
    call = "EXPLAIN (ANALYZE, TIMING OFF, SUMMARY OFF, BUFFERS OFF) SELECT * FROM rd.get_chunk(%s, %s, 0)"
    told = [desk.execute(call, [NEAR, each]).fetchall() for each in (sha256, "a" * 64)]
    assert told[0] == told[1]


def test_a_login_outside_of_its_group_reads_nothing(
    world: World, standard: StandardWorld, unit: Organisation
) -> None:
    login = world.add_login(unit)
    desk = world.connect_as(login)
    sha256 = upload(desk, make_bytes(10))
    name_file(world, sha256, unit)
    assert get(desk, sha256, 0) is not None
    world.owner.execute(f"REVOKE rd_employer FROM {login.login}")
    world.owner.execute(f"GRANT rd_committee TO {login.login}")
    assert get(desk, sha256, 0) is None
