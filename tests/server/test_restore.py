"""The server is not what it was: restored from a backup, failed over, behind, older, newer, with another clock. What the desks do then
(docs/protocol.md §5)."""

import os
import shutil
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import psycopg
import pytest

from app.domain.archive import ArchiveStatus
from app.domain.decision import Action
from app.domain.organisation import Role
from app.ports.sync import SyncLogKind
from db.server.epochs import change_epoch
from tests.server.cluster import Cluster, start_standby
from tests.server.dossiers import put_dossiers
from tests.server.exchange_world import (
    ExchangeWorld,
    assert_agrees,
    enter_item,
    enter_person,
    judge,
    judge_item,
    passed_person,
    stored_item,
)
from tests.server.waiting import wait_until
from tests.server.world import FAR, NEAR, StandardWorld, World
from tests.sync.exchange_desk import ExchangeDesk


@pytest.fixture
def exchange(
    world: World, standard: StandardWorld, empty_copy: Path, tmp_path: Path
) -> Iterator[ExchangeWorld]:
    made = ExchangeWorld(world, standard, empty_copy, tmp_path)
    yield made
    made.close()


@pytest.fixture
def desk(exchange: ExchangeWorld) -> ExchangeDesk:
    return exchange.open(exchange.standard.employers[NEAR][0])


@pytest.fixture
def second(exchange: ExchangeWorld) -> ExchangeDesk:
    """Another desk of the same login."""
    return exchange.open(exchange.standard.employers[NEAR][0])


def dump(world: World, folder: Path) -> Path:
    """As docs/server.md makes a backup."""
    path = folder / "backup"
    world.cluster.run("pg_dump", "-Fd", "-f", str(path), world.database)
    return path


def restore(exchange: ExchangeWorld, backup: Path) -> None:
    """Into a database of the same name; every desk's line ends."""
    world = exchange.world
    for desk in exchange.desks:
        desk.sync.disconnect()
    world.leave()
    with world.cluster.connect() as connection:
        connection.execute(f"DROP DATABASE {world.database} WITH (FORCE)")
        connection.execute(f"CREATE DATABASE {world.database}")
    world.cluster.run("pg_restore", "-d", world.database, str(backup))
    world.owner = world.cluster.connect(world.database)


@pytest.fixture
def backups(world: World) -> Iterator[Path]:
    """A folder that the server's own tools may write to."""
    place = world.cluster.folder / "backups"
    place.mkdir()
    if world.cluster.system_user:
        os.chown(place, *world.cluster.system_user)
    yield place
    shutil.rmtree(place)


@pytest.mark.parametrize("tells", [True, False], ids=["under a new epoch", "and nobody changed the epoch"])
def test_a_server_restored_from_a_backup_gets_again_what_it_lost(
    exchange: ExchangeWorld, desk: ExchangeDesk, second: ExchangeDesk, backups: Path, tells: bool
) -> None:
    person, _ = passed_person(desk)
    award = enter_item(desk, person, "award", name="优质工程奖")
    desk.round()
    second.round()
    backup = dump(exchange.world, backups)
    judge_item(desk, award.id)
    late = enter_item(desk, person, "award", name="科技进步奖")
    desk.round()
    second.round()
    judge_item(second, late.id)
    second.round()
    restore(exchange, backup)
    assert exchange.world.one("SELECT count(*) FROM rd.archive_item") == 2, (
        "restored to before the second award"
    )
    if tells:
        change_epoch(exchange.world.owner, "all")
    for _ in range(2):
        for each in (desk, second):
            report = each.round()
            assert (report.problem, report.refused, report.conflicts) == ("", 0, 0)
    for each in (desk, second):
        assert stored_item(each, award.id).status is ArchiveStatus.PASSED
        assert stored_item(each, late.id).status is ArchiveStatus.PASSED
        assert SyncLogKind.REPULL.value in {row[0] for row in each.rows("SELECT kind FROM sync_log")}
    assert (
        exchange.world.all("SELECT subject_id, count(*) FROM rd.decision GROUP BY 1 HAVING count(*) > 1")
        == []
    )
    assert exchange.world.one("SELECT count(*) FROM rd.decision") == 3
    assert exchange.world.one("SELECT rd.verify_audit(%s)", NEAR) is None
    assert_agrees(exchange, desk, second)


def test_rights_come_back_with_a_backup(exchange: ExchangeWorld, desk: ExchangeDesk, backups: Path) -> None:
    """A restored server shows a desk what the first one showed, and not more."""
    passed_person(desk)
    desk.round()
    restore(exchange, dump(exchange.world, backups))
    stranger = exchange.open(exchange.standard.employers[FAR][0])
    assert stranger.one("SELECT count(*) FROM applicant") == 0
    login = exchange.standard.login(exchange.standard.employers[NEAR][0])
    connection = exchange.world.connect_as(login)
    for statement in (
        "DELETE FROM rd.applicant",
        "SELECT * FROM rd.account",
        "UPDATE rd.applicant SET name = ''",
    ):
        with pytest.raises(psycopg.errors.InsufficientPrivilege):
            connection.execute(statement)


@pytest.fixture
def standby(world: World) -> Iterator[Cluster]:
    cluster = start_standby(world.cluster)
    yield cluster
    cluster.close()


def test_a_fail_over_pulls_nothing_anew_and_the_old_primary_is_left_alone(
    exchange: ExchangeWorld, standby: Cluster
) -> None:
    """The epoch stays, the line is a higher one. The old server comes back with its old state: nobody may follow it."""
    world, old = exchange.world, exchange.world.cluster
    desk = exchange.open(exchange.standard.employers[NEAR][0])
    person = enter_person(desk)
    desk.round()
    wait_until(lambda: has_all(old, standby))
    standby.control("promote")
    move(exchange, standby)
    report = desk.round()
    assert (report.problem, report.reload) == ("", False)
    item = enter_item(desk, person)
    assert desk.round().pushed == 1
    assert_agrees(exchange, desk)
    before = desk.rows("SELECT kind, id, rev, seq FROM mirror ORDER BY 1, 2")
    move(exchange, old)
    judge_item(desk, item.id)
    report = desk.round()
    assert report.problem == "Y-115"
    assert desk.rows("SELECT kind, id, rev, seq FROM mirror ORDER BY 1, 2") == before
    assert desk.rows("SELECT state FROM outbox ORDER BY seq DESC LIMIT 1") == [("pending",)]
    assert world.one("SELECT count(*) FROM rd.archive_item") == 0, "nothing was sent to it"
    move(exchange, standby)
    assert desk.round().pushed == 1
    assert_agrees(exchange, desk)
    move(exchange, old)


def move(exchange: ExchangeWorld, cluster: Cluster) -> None:
    """The name of the server leads there from now on."""
    for desk in exchange.desks:
        desk.sync.disconnect()
    exchange.world.owner.close()
    exchange.world.cluster = cluster
    exchange.world.owner = cluster.connect(exchange.world.database)


def has_all(primary: Cluster, standby: Cluster) -> bool:
    with primary.connect() as first, standby.connect() as second:
        sent = first.execute("SELECT pg_current_wal_lsn()").fetchone()
        assert sent is not None
        (got,) = second.execute("SELECT pg_last_wal_replay_lsn() >= %s::pg_lsn", [sent[0]]).fetchone() or (
            False,
        )
    return bool(got)


def test_clocks_that_differ_are_warned_of_and_the_servers_counts(
    exchange: ExchangeWorld, desk: ExchangeDesk
) -> None:
    now = datetime.now(UTC)
    exchange.world.set_now(None)
    exchange.clock.set_now(now - timedelta(seconds=900))
    passed_person(desk)
    report = desk.round()
    assert report.warnings == ("Y-121",) and report.problem == ""
    at, decided_at = exchange.world.all("SELECT at, decided_at FROM rd.decision")[0]
    assert at >= now and decided_at == now - timedelta(seconds=900)
    exchange.clock.set_now(datetime.now(UTC) - timedelta(seconds=100))
    assert desk.round().warnings == ()


def test_a_server_older_than_the_program_is_read_only(exchange: ExchangeWorld, desk: ExchangeDesk) -> None:
    second = exchange.open(exchange.standard.employers[NEAR][0])
    enter_person(second)
    second.round()
    exchange.world.owner.execute("UPDATE rd.meta SET schema_version = 0, min_schema = 0")
    enter_person(desk, 2)
    report = desk.round()
    assert (report.problem, report.pushed) == ("Y-112", 0)
    assert desk.one("SELECT count(*) FROM applicant") == 2
    assert exchange.world.one("SELECT count(*) FROM rd.applicant") == 1
    exchange.world.owner.execute("UPDATE rd.meta SET schema_version = 1, min_schema = 1")
    assert desk.round().pushed == 1


def test_a_server_that_wants_a_newer_program_gets_and_gives_nothing(
    exchange: ExchangeWorld, desk: ExchangeDesk
) -> None:
    enter_person(desk)
    exchange.world.owner.execute("UPDATE rd.meta SET schema_version = 2, min_schema = 2")
    report = desk.round()
    assert (report.problem, report.pushed, report.pulled) == ("Y-111", 0, 0)
    assert desk.rows("SELECT DISTINCT state FROM outbox") == [("pending",)]


def test_a_newer_server_that_still_takes_this_program_may_say_more_than_it_knows(
    exchange: ExchangeWorld, desk: ExchangeDesk, second: ExchangeDesk
) -> None:
    exchange.world.owner.execute("UPDATE rd.meta SET schema_version = 2")
    exchange.world.owner.execute(MORE_COLUMNS)
    passed_person(second)
    assert second.round().problem == ""
    assert desk.round().problem == ""
    assert_agrees(exchange, desk, second)


MORE_COLUMNS = """
ALTER TABLE rd.archive_item ADD COLUMN of_version_2 text NOT NULL DEFAULT 'unknown to version 1';
CREATE OR REPLACE FUNCTION rd.doc(p_row rd.archive_item) RETURNS text LANGUAGE sql STABLE
RETURN (to_jsonb(p_row) || jsonb_build_object('submitted_at', rd.iso((p_row).submitted_at)))::text;
"""


def test_a_district_that_is_listed_no_longer_leaves_and_its_outbox_is_kept_as_a_file(
    exchange: ExchangeWorld,
) -> None:
    """A unit handed in at another district's 受理点 for a while."""
    world, unit = exchange.world, exchange.standard.near[Role.ACCEPTANCE]
    stays, leaves = (
        put_dossiers(world, exchange.standard, 1, district=district)[0].declaration_id
        for district in (NEAR, FAR)
    )
    world.serve(unit, FAR)
    for table in ("declaration", "submission"):
        world.owner.execute(
            f"UPDATE rd.{table} SET acceptance_id = %s WHERE district_id = %s", [unit.id, FAR]
        )
    desk = exchange.open(unit)
    judge(desk, leaves, Action.PASS)
    world.owner.execute(
        "DELETE FROM rd.organisation_district WHERE organisation_id = %s AND district_id = %s", [unit.id, FAR]
    )
    report = desk.round()
    assert report.problem == "" and report.reload
    assert desk.rows("SELECT id FROM declaration") == [(stays,)]
    (exported,) = desk.copy.folder.glob(f"outbox-{FAR}-*.jsonl")
    _, act = exported.read_text(encoding="utf-8").splitlines()
    assert leaves in act
    assert desk.rows("SELECT state, code FROM outbox") == [("refused", "Y-113")]
