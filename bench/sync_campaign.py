"""Disturb pushes in every way at once and count what is lost or done twice. ``python dev.py campaign sync [--pushes N]``.

Four desks send verdicts through proxies that cut one push in three at a random byte of the request or of the answer, and freeze one in a
hundred. Meanwhile backends are terminated at random and the whole server is stopped without a checkpoint now and then (its
``synchronous_commit`` is off: a push turns it on for itself). Every push is sent until it is answered. Then the server's rows are held
against what the desks were told.
"""

import argparse
import dataclasses
import random
import threading
import time
from collections import Counter
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field

import psycopg

from app.domain.organisation import Role
from db.sync.gateway import NotAnsweredError
from db.sync.pg_gateway import PostgresGateway
from tests.server.cluster import Cluster, start_cluster, wheel_bin
from tests.server.cut_proxy import CutProxy, Direction
from tests.server.dossiers import put_dossiers
from tests.server.gateways import plain_profile
from tests.server.schema import SchemaServer
from tests.server.torture import Account, Told, account_of, verdict
from tests.server.world import NEAR, Login, StandardWorld, World

DESKS = 4
MOST_SENDS = 5_000
BETWEEN_KILLS, BETWEEN_CRASHES = 0.25, 15.0
"""Seconds, on average."""
CUT_ONE_IN, FREEZE_ONE_IN = 3, 100
REQUEST_BYTES, ANSWER_BYTES = 700, 400
"""A little more than a push and its answer have, so that some cuts come behind them."""
DEADLINE = 1.0
ON_DISK = {"synchronous_commit": "off", "max_connections": "60"}


@dataclass
class Disturbances:
    """Until ``stop``: ends backends of the desks, and the server itself."""

    cluster: Cluster
    database: str
    logins: Sequence[str]
    chance: random.Random
    counts: "Counter[str]" = field(default_factory=Counter)

    def __post_init__(self) -> None:
        self._done = threading.Event()
        self._thread = threading.Thread(target=self._run)
        self._thread.start()

    def stop(self) -> None:
        self._done.set()
        self._thread.join()

    def _run(self) -> None:
        crash_at = time.monotonic() + BETWEEN_CRASHES
        while not self._done.wait(self.chance.expovariate(1 / BETWEEN_KILLS)):
            if time.monotonic() > crash_at:
                self.cluster.control("restart", "-m", "immediate", "-s")
                self.counts["crashes of the server"] += 1
                crash_at = time.monotonic() + self.chance.expovariate(1 / BETWEEN_CRASHES)
            else:
                self._kill_backends()

    def _kill_backends(self) -> None:
        statement = (
            "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE usename = %s AND state = 'active'"
        )
        try:
            with self.cluster.connect(self.database) as connection:
                found = connection.execute(statement, [self.chance.choice(self.logins)]).fetchall()
        except psycopg.OperationalError:
            return  # it is not up again yet
        self.counts["backends killed"] += len(found)


@dataclass
class Desk:
    """Sends its share, one after the other, over a line of its own."""

    world: World
    login: Login
    ids: Sequence[str]
    chance: random.Random
    told: Told = field(default_factory=Told)
    counts: "Counter[str]" = field(default_factory=Counter)

    def work(self) -> None:
        with CutProxy(self.world.cluster.port) as proxy:
            profile = dataclasses.replace(plain_profile(self.world, proxy.port), deadline=DEADLINE)
            gateway = PostgresGateway(profile, self.login.login, self.login.password, None)
            for declaration_id in self.ids:
                self._disturb(proxy)
                self._send(gateway, declaration_id)
            gateway.close()

    def _disturb(self, proxy: CutProxy) -> None:
        if not proxy.lines or self.chance.randrange(CUT_ONE_IN):
            return
        direction = self.chance.choice(list(Direction))
        longest = REQUEST_BYTES if direction is Direction.TO_SERVER else ANSWER_BYTES
        frozen = not self.chance.randrange(FREEZE_ONE_IN // CUT_ONE_IN)
        proxy.last.cut_after(
            direction, self.chance.randrange(longest), reset=self.chance.random() < 0.5, frozen=frozen
        )
        self.counts["lines frozen" if frozen else f"cuts {direction}"] += 1

    def _send(self, gateway: PostgresGateway, declaration_id: str) -> None:
        push = verdict(f"op-{declaration_id}", declaration_id)
        while True:
            try:
                self.told.send(gateway, push, most=self.told.sends.get(push.op_id, 0) + 1)
                return
            except NotAnsweredError as error:
                self.counts[f"not answered {error.code}"] += 1
                if self.told.sends[push.op_id] > MOST_SENDS:
                    raise
                time.sleep(0.01)  # the server may be starting


def main(arguments: Sequence[str]) -> int:
    parser = argparse.ArgumentParser(prog="dev.py campaign sync", description=__doc__)
    parser.add_argument("--pushes", type=int, default=10_000)
    parser.add_argument("--seed", type=int, default=6)
    chosen = parser.parse_args(arguments)
    began = time.perf_counter()
    cluster = start_cluster(wheel_bin(), ON_DISK, on_disk=True)
    try:
        account, counts = run(cluster, chosen.pushes, chosen.seed)
    finally:
        cluster.close()
    for name, count in sorted(counts.items()):
        print(f"{name:32} {count:7}")
    for name, count in dataclasses.asdict(account).items():
        print(f"{name:32} {count:7}")
    print(f"({time.perf_counter() - began:.0f} s) {'clean' if account.is_clean else 'NOT CLEAN'}")
    return 0 if account.is_clean else 1


def run(cluster: Cluster, pushes: int, seed: int) -> tuple[Account, "Counter[str]"]:
    server = SchemaServer(cluster)
    server.make_template()
    world = World.enter(cluster, server.new_database())
    standard = world.standard()
    desks = make_desks(world, standard, pushes, seed)
    cluster.run("psql", "-c", "CHECKPOINT", world.database)
    disturbances = Disturbances(
        cluster, world.database, [desk.login.login for desk in desks], random.Random(seed)
    )
    try:
        with ThreadPoolExecutor(DESKS) as pool:
            list(pool.map(Desk.work, desks))
    finally:
        disturbances.stop()
    world.leave()
    world = World.enter(cluster, world.database)
    told, counts = Told(), disturbances.counts
    for desk in desks:
        told.answers |= desk.told.answers
        told.sends |= desk.told.sends
        counts += desk.counts
    counts["sends"] = sum(told.sends.values())
    broken = world.one("SELECT rd.verify_audit(%s)", NEAR)
    assert broken is None, f"the audit chain breaks at entry {broken}"
    account = account_of(world, told)
    world.leave()
    return account, counts


def make_desks(world: World, standard: StandardWorld, pushes: int, seed: int) -> Sequence[Desk]:
    ids = [put.declaration_id for put in put_dossiers(world, standard, pushes)]
    return [
        Desk(
            world,
            world.add_login(standard.near[Role.ACCEPTANCE]),
            ids[number::DESKS],
            random.Random(seed * DESKS + number),
        )
        for number in range(DESKS)
    ]
