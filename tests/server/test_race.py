"""Many desks decide the same dossiers at the same moment: each is decided once, everybody else hears that somebody was first."""

import collections
import random
import threading
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import psycopg
import pytest

from app.domain.organisation import Role
from tests.server.dossiers import push_verdict, put_dossiers
from tests.server.world import NEAR, StandardWorld, World

SESSIONS = 8
DECLARATIONS = 500


def test_eight_desks_decide_500_declarations_once_each(world: World, standard: StandardWorld) -> None:
    ids = [put.declaration_id for put in put_dossiers(world, standard, DECLARATIONS)]
    desks = [world.connect_as(world.add_login(standard.near[Role.ACCEPTANCE])) for _ in range(SESSIONS)]
    outcomes: collections.Counter[tuple[str, str]] = collections.Counter()
    gate = threading.Barrier(SESSIONS)

    def decide(number: int) -> None:
        """Half of the desks pass, half return; all go through the dossiers in nearly the same order."""
        order = ids[:]
        for place in range(0, DECLARATIONS, SESSIONS):
            part = order[place : place + SESSIONS]
            random.Random(place * SESSIONS + number).shuffle(part)
            order[place : place + SESSIONS] = part
        gate.wait()
        for declaration_id in order:
            action = "pass" if number % 2 else "return"
            outcome, code, *_ = push_verdict(desks[number], NEAR, declaration_id, action=action)
            outcomes[outcome, code or ""] += 1

    run_at_once(decide, SESSIONS)
    assert outcomes == {
        ("applied", ""): DECLARATIONS,
        ("conflict", "C-101"): DECLARATIONS * (SESSIONS - 1),
    }
    assert world.all(
        "SELECT count(*), count(DISTINCT subject_id), count(DISTINCT seq) FROM rd.decision WHERE district_id = %s",
        NEAR,
    ) == [(DECLARATIONS, DECLARATIONS, DECLARATIONS)]
    assert world.all("SELECT DISTINCT rev FROM rd.declaration") == [(2,)]
    assert world.one("SELECT count(*) FROM rd.op_result") == DECLARATIONS * SESSIONS
    assert world.one("SELECT rd.verify_audit(%s)", NEAR) is None


def test_the_same_op_sent_by_several_connections_at_once_is_done_once(
    world: World, standard: StandardWorld
) -> None:
    """A desk that gave up waiting sends again while its first call still runs."""
    puts = put_dossiers(world, standard, 40)
    login = world.add_login(standard.near[Role.ACCEPTANCE])
    desks = [world.connect_as(login) for _ in range(4)]
    answers: dict[str, set[tuple[Any, ...]]] = collections.defaultdict(set)
    gate = threading.Barrier(len(desks))

    def send(number: int) -> None:
        for put in puts:
            gate.wait()
            answers[put.declaration_id].add(
                push_verdict(desks[number], NEAR, put.declaration_id, op=f"op-{put.declaration_id}")
            )

    run_at_once(send, len(desks))
    assert [len(given) for given in answers.values()] == [1] * len(puts)
    assert {answer[0] for given in answers.values() for answer in given} == {"applied"}
    assert world.one("SELECT count(*) FROM rd.decision") == len(puts)
    assert world.all("SELECT DISTINCT asked FROM rd.op_result") == [(len(desks),)]


def test_a_second_decision_on_one_revision_is_stopped_by_the_table_too(
    world: World, standard: StandardWorld
) -> None:
    """The guard that would hold if the function's own check were wrong."""
    (put,) = put_dossiers(world, standard, 1)
    desk = world.connect_as(standard.login(standard.near[Role.ACCEPTANCE]))
    push_verdict(desk, NEAR, put.declaration_id, op="first")
    copy = (
        "INSERT INTO rd.decision SELECT (jsonb_populate_record(d, jsonb_build_object('id', 'second'))).* "
        "FROM rd.decision d WHERE id = 'first'"
    )
    with pytest.raises(psycopg.errors.UniqueViolation):
        world.owner.execute(copy)


def run_at_once(act: Callable[[int], None], count: int) -> None:
    """``act(n)`` on ``count`` threads; the first exception is raised again."""
    with ThreadPoolExecutor(count) as pool:
        list(pool.map(act, range(count)))
