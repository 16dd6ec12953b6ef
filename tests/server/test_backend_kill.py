"""The server's side of a line dies while a push runs there (a fail-over, an administrator, out of memory)."""

import random
import threading
from collections.abc import Iterator
from contextlib import contextmanager

from app.domain.organisation import Role
from db.sync.handshake import SCHEMA
from tests.server.dossiers import put_dossiers
from tests.server.gateways import plain_gateway
from tests.server.torture import Told, account_of, verdict
from tests.server.world import Login, StandardWorld, World

PUSHES = 250
MOST_SENDS = 200
MEAN_PAUSE = 0.02
"""Seconds; a first push on a new connection takes about 10 ms."""


def test_backends_killed_at_random_lose_and_double_nothing(world: World, standard: StandardWorld) -> None:
    puts = put_dossiers(world, standard, PUSHES)
    login = standard.login(standard.near[Role.ACCEPTANCE])
    gateway = plain_gateway(world, login)
    gateway.hello(SCHEMA)
    told = Told()
    with killing(world, login) as kills:
        for number, put in enumerate(puts):
            told.send(gateway, verdict(f"op-{number}", put.declaration_id), MOST_SENDS)
    gateway.close()
    account = account_of(world, told)
    assert account.is_clean, account
    assert sum(told.sends.values()) > PUSHES, "some pushes were hit"
    assert len(kills) > 10
    assert world.one("SELECT rd.verify_audit('330106')") is None


@contextmanager
def killing(world: World, login: Login) -> Iterator[list[int]]:
    """Ends every busy backend of ``login``, again and again; the numbers of those it hit."""
    done = threading.Event()
    kills: list[int] = []
    pauses = random.Random(6)
    killer = world.cluster.connect(world.database)

    def kill() -> None:
        # In the list, not in the condition: a condition may be asked before the others hold.
        statement = "SELECT pg_terminate_backend(pid), pid FROM pg_stat_activity WHERE usename = %s AND state = 'active'"
        while not done.wait(pauses.expovariate(1 / MEAN_PAUSE)):
            kills.extend(row[1] for row in killer.execute(statement, [login.login]))

    thread = threading.Thread(target=kill)
    thread.start()
    try:
        yield kills
    finally:
        done.set()
        thread.join()
        killer.close()
