"""The exchange with the shared database: first pull, reading over TLS and row security, one decision there and back, decisions a second.

Goals (DESIGN §7): first pull of 100,000 rows ≤ 9 × ``COPY`` of the same rows to a file; one decision outbox → server → applied ≤ 15 ×
a bare committed INSERT. Server and desk share this machine; the server syncs to the disk.
"""

import os
import shutil
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from dataclasses import replace
from pathlib import Path
from typing import Any

from psycopg import Connection

from app.domain.commands import ReviewDeclaration
from app.domain.decision import Action
from app.joining import PcJoining
from app.services.clocks import SystemClock
from app.services.passwords import Argon2Cost, Argon2Passwords
from app.usecases.review_declaration import review_declaration
from bench.rows import Row
from bench.sync_server import BenchServer, bench_server, fill
from db.connection import connect
from db.migrate import upgrade
from db.name_readings import read_name
from db.sync.gateway import PAGE_ROWS, Gateway
from db.sync.handshake import SCHEMA
from db.working_copy import DATABASE
from tests.copies import create_test_copy
from tests.factories import FixedPlanKits, make_id
from tests.server.torture import verdict
from tests.server.world import NEAR, Login
from tests.sync.exchange_desk import ExchangeDesk, open_exchange_desk

ROWS = 100_000
DOSSIERS = ROWS // 4
STOCK = 1_500
"""Dossiers of each further district."""
PULLS = RUNS = 3
ROUNDS, WARM_UP = 60, 10
SESSIONS = 8
SECONDS = 4.0
COPIED, INSERTED = "COPY to a file", "bare committed INSERT"
INSERTS_ONE, INSERTS = "bare INSERTs, 1 session", "bare INSERTs, 8 sessions"
SEEN = ("declaration", "submission", "decision")


def run() -> list[Row]:
    with tempfile.TemporaryDirectory(prefix="reviewdesk-bench-", ignore_cleanup_errors=True) as folder:
        place = Path(folder)
        os.environ["REVIEWDESK_HOME"] = str(place / "home")
        create_test_copy(place / "empty").close()
        with bench_server(place) as server:
            return measure(server, place)


def measure(server: BenchServer, place: Path) -> list[Row]:
    count = fill(server, DOSSIERS)
    assert count == ROWS, count
    (login,) = server.logins(NEAR, 1)
    copied, read, joined = [], [], []
    for number in range(PULLS):
        copied.append(copy_out(server, place / "floor.copy"))
        read.append(read_pages(server, login))
        joined.append(join(server, login, number))
    desk = open_desk(server, login, place, "0")
    pulled = pull(desk)
    inserts, decided = decide_one_by_one(server, desk, login)
    desk.close()
    return [
        Row(COPIED, "s", tuple(copied)),
        Row("pages over TLS and row security, read only", "s", tuple(read), COPIED),
        Row("first pull into an encrypted copy", "s", tuple(joined), COPIED, 9),
        Row("the same beside somebody at work", "s", (pulled,), COPIED),
        Row("rows a second read", "rows/s", tuple(ROWS / seconds for seconds in read)),
        Row("rows a second pulled", "rows/s", tuple(ROWS / seconds for seconds in joined)),
        Row(INSERTED, "ms", inserts),
        Row("decision: outbox, server, applied", "ms", decided, INSERTED, 15),
        *decisions_a_second(server),
    ]


def open_desk(server: BenchServer, login: Login, place: Path, name: str) -> ExchangeDesk:
    folder = place / f"copy-{name}"
    if not folder.exists():
        shutil.copytree(place / "empty", folder)
    gateway = server.gateway(login)
    account = gateway.hello(SCHEMA).account
    gateway.close()
    return open_exchange_desk(folder, account, login.login, lambda: server.gateway(login))


def copy_out(server: BenchServer, target: Path) -> float:
    """The same rows, as the owner of the database, into one file."""
    begin = time.perf_counter()
    with target.open("wb") as file:
        for table in SEEN:
            statement = f"COPY (SELECT * FROM rd.{table} WHERE district_id = '{NEAR}') TO STDOUT"
            with server.world.owner.cursor() as cursor, cursor.copy(statement.encode()) as rows:
                for block in rows:
                    file.write(block)
    return time.perf_counter() - begin


def read_pages(server: BenchServer, login: Login) -> float:
    gateway = server.gateway(login)
    head = gateway.head(NEAR).head
    begin, count = time.perf_counter(), 0
    for kind in SEEN:
        cursor = 0
        while page := gateway.feed(NEAR, kind, cursor, head, PAGE_ROWS):
            cursor = page[-1].seq
            count += len(page)
    seconds = time.perf_counter() - begin
    gateway.close()
    assert count == ROWS, count
    return seconds


def join(server: BenchServer, login: Login, number: int) -> float:
    """As the joining page does it: sign in, make the copy, pull everything, compare the digests."""
    drawer = Drawer()
    joining = PcJoining(
        lambda: drawer, Argon2Passwords(Argon2Cost()), FixedPlanKits(), SystemClock(), read_name, upgrade
    )
    profile = replace(server.profile(), name=f"bench {number}")
    begin = time.perf_counter()
    known = joining.join_profile(
        profile, login.login, login.password, report=lambda told: None, cancelled=lambda: False
    )
    seconds = time.perf_counter() - begin
    with closing(connect(known.folder / DATABASE, drawer.keys[known.copy_id])) as connection:
        rows = connection.execute("SELECT count(*) FROM mirror WHERE seq > 0").fetchone()[0]
    assert rows >= ROWS, rows
    shutil.rmtree(known.folder)
    return seconds


def pull(desk: ExchangeDesk) -> float:
    """The same in a round of a desk at which somebody works: no write of it may make others wait."""
    begin = time.perf_counter()
    report = desk.round()
    assert report.problem == "" and report.pulled >= ROWS, report
    return time.perf_counter() - begin


class Drawer:
    """A key vault."""

    def __init__(self) -> None:
        self.keys: dict[str, bytes] = {}

    def read(self, copy_id: str) -> bytes | None:
        return self.keys.get(copy_id)

    def keep(self, copy_id: str, key: bytes) -> None:
        self.keys[copy_id] = key


def decide_one_by_one(
    server: BenchServer, desk: ExchangeDesk, login: Login
) -> tuple[tuple[float, ...], tuple[float, ...]]:
    """Milliseconds of an INSERT committed at the server over the same kind of line, and of a verdict from the person's command to the
    server's row taken in here."""
    waiting = desk.rows("SELECT id, rev FROM declaration ORDER BY id LIMIT ?", ROUNDS)
    inserts, decided = [], []
    line = server.connect(login)
    for declaration_id, rev in waiting:
        begin = time.perf_counter()
        insert(line)
        inserts.append((time.perf_counter() - begin) * 1000)
        begin = time.perf_counter()
        command = ReviewDeclaration(make_id(), desk.actor, declaration_id, rev, Action.PASS, opinion="同意")
        review_declaration(command, desk.new_uow, desk.clock, desk.kits)
        report = desk.round()
        decided.append((time.perf_counter() - begin) * 1000)
        assert report.pushed == 1 and not report.problem, report
    line.close()
    return tuple(inserts[WARM_UP:]), tuple(decided[WARM_UP:])


def insert(line: "Connection[Any]") -> None:
    line.execute("INSERT INTO floor.floor (words) VALUES (%s)", ["决定" * 200])


def decisions_a_second(server: BenchServer) -> list[Row]:
    """Sessions that decide as fast as they are answered, each with a login of its own; some seconds a time."""
    districts = [NEAR, *server.more_districts(SESSIONS - 1, STOCK)]
    stocks = {district: iter(server.waiting(district)) for district in districts}
    logins = {district: server.logins(district, SESSIONS) for district in districts}

    def decide(where: Sequence[str]) -> tuple[float, ...]:
        def act(number: int) -> Callable[[], None]:
            district = where[number]
            gateway = server.gateway(logins[district][number])
            gateway.hello(SCHEMA)
            return lambda: push_next(gateway, district, stocks[district])

        return tuple(rate(act, len(where)) for _ in range(RUNS))

    def insert_only(number: int) -> Callable[[], None]:
        line = server.connect(logins[NEAR][number])
        return lambda: insert(line)

    return [
        Row(INSERTS_ONE, "1/s", tuple(rate(insert_only, 1) for _ in range(RUNS))),
        Row("decisions, 1 session", "1/s", decide([NEAR]), INSERTS_ONE),
        Row(INSERTS, "1/s", tuple(rate(insert_only, SESSIONS) for _ in range(RUNS))),
        Row("decisions, 8 sessions, one district", "1/s", decide([NEAR] * SESSIONS), INSERTS),
        Row("decisions, 8 sessions, 8 districts", "1/s", decide(districts), INSERTS),
    ]


def push_next(gateway: Gateway, district: str, stock: Iterator[tuple[str, int]]) -> None:
    declaration_id, rev = next(stock)
    answer = gateway.push(verdict(make_id(), declaration_id, base_rev=rev, district=district))
    assert answer.outcome == "applied", answer


def rate(make_act: Callable[[int], Callable[[], None]], sessions: int) -> float:
    """How often a second ``sessions`` threads together do their act, over some seconds."""
    acts = [make_act(number) for number in range(sessions)]
    counts = [0] * sessions
    end = time.perf_counter() + SECONDS

    def work(number: int) -> None:
        while time.perf_counter() < end:
            acts[number]()
            counts[number] += 1

    with ThreadPoolExecutor(sessions) as pool:
        list(pool.map(work, range(sessions)))
    return sum(counts) / SECONDS
