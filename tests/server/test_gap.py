"""Rows that commit late: a reader who goes by a sequence loses them for ever, a reader of our feed does not (docs/protocol.md §1).

The loss is shown on a table as one would build it first, so that the second test means something.
"""

import threading
from collections.abc import Callable
from typing import Any

import psycopg
import pytest

from app.domain.organisation import Role
from tests.server.dossiers import push_verdict, put_dossiers
from tests.server.waiting import wait_until
from tests.server.world import NEAR, StandardWorld, World

Connection = psycopg.Connection[Any]


def read_by_sequence(connection: Connection, last: int) -> tuple[list[str], int]:
    rows = connection.execute("SELECT seq, id FROM broken WHERE seq > %s ORDER BY seq", [last]).fetchall()
    return [row[1] for row in rows], rows[-1][0] if rows else last


def read_feed(connection: Connection, cursor: int) -> tuple[list[str], int]:
    """As a desk pulls: the head first, then what lies between."""
    head = connection.execute("SELECT head FROM rd.head(%s)", [NEAR]).fetchone()
    assert head is not None
    rows = connection.execute(
        "SELECT id, seq FROM rd.feed(%s, 'declaration', %s, %s, 2000)", [NEAR, cursor, head[0]]
    ).fetchall()
    return [row[0] for row in rows], head[0]


def test_a_sequence_watermark_loses_what_commits_late(world: World) -> None:
    world.owner.execute("CREATE TABLE broken (seq bigserial, id text)")
    slow = world.cluster.connect(world.database)
    with slow.transaction():
        slow.execute("INSERT INTO broken (id) VALUES ('first')")
        world.owner.execute("INSERT INTO broken (id) VALUES ('second')")
        seen, last = read_by_sequence(world.owner, 0)
        assert seen == ["second"]
    seen, last = read_by_sequence(world.owner, last)
    assert seen == [], "the first row is there and is never read"
    assert world.one("SELECT count(*) FROM broken") == 2
    slow.close()


@pytest.fixture
def desks(world: World, standard: StandardWorld) -> Callable[[], Connection]:
    """Connections of the 受理点, each with an account of its own."""
    return lambda: world.connect_as(world.add_login(standard.near[Role.ACCEPTANCE]))


def test_the_feed_gives_what_commits_late(
    world: World, standard: StandardWorld, desks: Callable[[], Connection]
) -> None:
    first, second = (put.declaration_id for put in put_dossiers(world, standard, 2))
    slow, quick, reader = desks(), desks(), desks()
    _, cursor = read_feed(reader, 0)
    answers: list[tuple[Any, ...]] = []
    with slow.transaction():
        assert push_verdict(slow, NEAR, first)[0] == "applied"
        other = threading.Thread(target=lambda: answers.append(push_verdict(quick, NEAR, second)))
        other.start()
        wait_until(lambda: waits_for_a_lock(world, quick))
        # Neither is there yet: the second waits for the counter row that the first holds.
        seen, cursor = read_feed(reader, cursor)
        assert seen == []
    other.join()
    assert answers[0][0] == "applied"
    seen, cursor = read_feed(reader, cursor)
    assert seen == [first, second]


def test_the_feed_goes_on_when_an_open_push_is_given_up(
    world: World, standard: StandardWorld, desks: Callable[[], Connection]
) -> None:
    first, second = (put.declaration_id for put in put_dossiers(world, standard, 2))
    slow, quick, reader = desks(), desks(), desks()
    _, cursor = read_feed(reader, 0)
    with slow.transaction(force_rollback=True):
        push_verdict(slow, NEAR, first)
        other = threading.Thread(target=push_verdict, args=[quick, NEAR, second])
        other.start()
        wait_until(lambda: waits_for_a_lock(world, quick))
    other.join()
    assert read_feed(reader, cursor)[0] == [second]
    head, rows = world.all(
        "SELECT head, (SELECT max(seq) FROM rd.declaration) FROM rd.district WHERE district_id = %s", NEAR
    )[0]
    assert head == rows, "a seq that nobody uses would be waited for by nobody, but there is none"


def test_an_idle_transaction_of_a_reader_holds_nobody_up(
    world: World, standard: StandardWorld, desks: Callable[[], Connection]
) -> None:
    """With a watermark of transaction ids any login could freeze everybody's feed (facts: sync §3)."""
    (put,) = put_dossiers(world, standard, 1)
    idle, busy, reader = desks(), desks(), desks()
    _, cursor = read_feed(reader, 0)
    with idle.transaction():
        idle.execute("SELECT pg_current_xact_id()")
        read_feed(idle, 0)
        assert push_verdict(busy, NEAR, put.declaration_id)[0] == "applied"
        assert read_feed(reader, cursor)[0] == [put.declaration_id]


def waits_for_a_lock(world: World, connection: Connection) -> bool:
    event = world.one(
        "SELECT wait_event_type FROM pg_stat_activity WHERE pid = %s", connection.info.backend_pid
    )
    return bool(event == "Lock")
