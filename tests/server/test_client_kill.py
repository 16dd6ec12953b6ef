"""The program is killed between sending and hearing: what it had said to be saved is at the server in the end, once."""

import random
import subprocess
import sys
import threading
from dataclasses import dataclass, field
from pathlib import Path

import pytest

from app.domain.organisation import Role
from db.sync.handshake import SCHEMA
from tests.server.cut_proxy import CutProxy, Direction
from tests.server.desk_child import Card
from tests.server.dossiers import put_dossiers
from tests.server.gateways import plain_gateway
from tests.server.waiting import wait_until
from tests.server.world import Login, StandardWorld, World

ROOT = Path(__file__).resolve().parents[2]
KILLS = 2
PATIENCE = 60.0
DOSSIERS = 15
A_ROUND_HAS = {Direction.TO_SERVER: 2_500, Direction.TO_DESK: 4_000}
"""Bytes on the line from the greeting to some answer of a push."""


@dataclass
class Child:
    """``said``: its lines so far."""

    process: "subprocess.Popen[str]"
    said: list[str] = field(default_factory=list)

    def __post_init__(self) -> None:
        self._reader = threading.Thread(target=self._read)
        self._reader.start()

    def _read(self) -> None:
        assert self.process.stdout is not None
        for line in self.process.stdout:
            self.said.append(line.rstrip("\n"))

    def saved(self) -> list[str]:
        return [line.split()[1] for line in self.said if line.startswith("saved")]

    @property
    def has_ended(self) -> bool:
        return self.process.poll() is not None

    def kill(self) -> None:
        self.process.kill()
        self.end()

    def end(self) -> None:
        self.process.wait(60)
        self._reader.join()
        assert self.process.stdout is not None
        self.process.stdout.close()


def start(folder: Path, card: Path) -> Child:
    command = [sys.executable, "-m", "tests.server.desk_child", str(folder), str(card)]
    return Child(subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, text=True))


def kill_in_the_middle(child: Child, proxy: CutProxy, direction: Direction, after: int) -> None:
    """When it has saved something, its line goes silent ``after`` some more bytes; while it waits for an answer, it dies."""
    wait_until(lambda: child.has_ended or child.saved(), PATIENCE)
    line = proxy.last
    line.cut_after(direction, after, frozen=True)
    wait_until(lambda: child.has_ended or line.was_cut, PATIENCE)
    child.kill()
    line.close(reset=True)


@pytest.fixture
def login(standard: StandardWorld) -> Login:
    return standard.login(standard.near[Role.ACCEPTANCE])


def test_a_desk_killed_between_sending_and_hearing_loses_and_doubles_nothing(
    world: World, standard: StandardWorld, login: Login, copy_folder: Path, tmp_path: Path
) -> None:
    put_dossiers(world, standard, DOSSIERS)
    gateway = plain_gateway(world, login)
    account = dict(gateway.hello(SCHEMA).account)
    gateway.close()
    chance = random.Random(11)
    saved: list[str] = []
    unheard = 0
    with CutProxy(world.cluster.port) as proxy:
        card = Card(proxy.port, world.database, login.login, login.password, account)
        card_file = card.write(tmp_path / "card.json")
        for kill in range(KILLS):
            child = start(copy_folder, card_file)
            direction = list(Direction)[kill % 2]
            kill_in_the_middle(child, proxy, direction, chance.randrange(A_ROUND_HAS[direction]))
            saved += child.saved()
            unheard += "end" not in child.said
        last = start(copy_folder, card_file)
        last.end()
        saved += last.saved()
    assert last.said[-1] == "end", last.said
    assert unheard == KILLS, "the kills came while something was under way"
    kept = {row[0] for row in world.all("SELECT id FROM rd.decision")}
    assert set(saved) <= kept, "said to be saved and lost"
    assert world.all("SELECT count(*), count(DISTINCT subject_id) FROM rd.decision") == [(DOSSIERS, DOSSIERS)]
    assert world.all("SELECT DISTINCT outcome FROM rd.op_result") == [("applied",)]
    desk = Card(world.cluster.port, world.database, login.login, login.password, account).open(copy_folder)
    assert desk.rows("SELECT DISTINCT state FROM outbox") == [("applied",)]
    assert desk.one("SELECT count(*) FROM outbox") == DOSSIERS
    desk.close()
