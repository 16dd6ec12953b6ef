"""The server's side of a line dies while a push runs there (a fail-over, an administrator, out of memory)."""

import queue
import random
import threading

from app.domain.organisation import Role
from db.sync.handshake import SCHEMA
from tests.server.dossiers import put_dossiers
from tests.server.gateways import plain_gateway
from tests.server.torture import Told, account_of, verdict
from tests.server.world import Login, StandardWorld, World

PUSHES = 250
LATEST_STRIKE = 0.004
"""Seconds; a push takes about as long."""


def test_backends_killed_at_random_lose_and_double_nothing(world: World, standard: StandardWorld) -> None:
    puts = put_dossiers(world, standard, PUSHES)
    login = standard.login(standard.near[Role.ACCEPTANCE])
    gateway = plain_gateway(world, login)
    gateway.hello(SCHEMA)
    told = Told()
    with Killer(world, login) as killer:
        for number, put in enumerate(puts):
            if number % 5 < 3:
                killer.strike()
            told.send(gateway, verdict(f"op-{number}", put.declaration_id))
    gateway.close()
    account = account_of(world, told)
    assert account.is_clean, account
    assert sum(told.sends.values()) > PUSHES, "some pushes were hit"
    assert len(killer.hit) > PUSHES // 20
    assert world.one("SELECT rd.verify_audit('330106')") is None


class Killer:
    """Ends the busy backend of ``login`` once for every ``strike``, some milliseconds after it."""

    def __init__(self, world: World, login: Login) -> None:
        self._world, self._login = world, login
        self._connection = world.cluster.connect(world.database)
        self._chance = random.Random(6)
        self._strikes: queue.SimpleQueue[bool] = queue.SimpleQueue()
        self.hit: list[int] = []

    def strike(self) -> None:
        self._strikes.put(True)

    def __enter__(self) -> "Killer":
        self._thread = threading.Thread(target=self._run)
        self._thread.start()
        return self

    def __exit__(self, *exception: object) -> None:
        self._strikes.put(False)
        self._thread.join()
        self._connection.close()

    def _run(self) -> None:
        # In the list, not in the condition: a condition may be asked before the others hold.
        statement = "SELECT pg_terminate_backend(pid), pid FROM pg_stat_activity WHERE usename = %s AND state = 'active'"
        never = threading.Event()
        while self._strikes.get():
            never.wait(self._chance.random() * LATEST_STRIKE)
            self.hit += [row[1] for row in self._connection.execute(statement, [self._login.login])]
