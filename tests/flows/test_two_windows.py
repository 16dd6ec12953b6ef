"""Two desks in processes of their own, each with its window, share one server: what one decides the other sees."""

import json
import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from app.domain.declaration import Stage
from app.domain.organisation import Role
from app.joining import PcJoining
from app.services.clocks import SystemClock
from app.services.passwords import Argon2Cost, Argon2Passwords
from app.services.plan_kits import FolderPlanKits
from db.migrate import upgrade
from db.name_readings import read_name
from db.sync.server_profile import ServerProfile
from resources import plans_dir
from tests.flows.road_world import CONSTRUCTION
from tests.server.certificates import HOST
from tests.server.dossiers import put_dossiers
from tests.server.world import NEAR, Login, StandardWorld, World
from tests.server_fixtures import TlsServer

ROOT = Path(__file__).resolve().parents[2]
QUICK = Argon2Passwords(Argon2Cost(memory_kib=64, passes=1, lanes=1))
KITS = FolderPlanKits(plans_dir())
PERSON = "陈晓东"


class Drawer:
    def __init__(self) -> None:
        self.keys: dict[str, bytes] = {}

    def read(self, copy_id: str) -> bytes | None:
        return self.keys.get(copy_id)

    def keep(self, copy_id: str, key: bytes) -> None:
        self.keys[copy_id] = key


class Desk:
    """A window's process, sat down."""

    def __init__(self, card: Path) -> None:
        command = [sys.executable, "-m", "tests.flows.desk_window", str(card)]
        environment = os.environ | {"REVIEWDESK_HOME": str(card.parent / "home"), "PYTHONUTF8": "1"}
        pipe = subprocess.PIPE
        self.process = subprocess.Popen(
            command, cwd=ROOT, stdin=pipe, stdout=pipe, text=True, encoding="utf-8", env=environment
        )

    def answer(self) -> str:
        assert self.process.stdout is not None
        return self.process.stdout.readline().rstrip("\n")

    def do(self, command: str) -> str:
        assert self.process.stdin is not None
        self.process.stdin.write(command + "\n")
        self.process.stdin.flush()
        return self.answer()

    def leave(self) -> None:
        """The end of its commands closes the window."""
        assert self.process.stdin is not None and self.process.stdout is not None
        self.process.stdin.close()
        try:
            self.process.wait(30)
        finally:
            self.process.kill()
            self.process.stdout.close()


@pytest.fixture
def desks(
    tls_world: World, tls_server: TlsServer, tls_standard: StandardWorld, tmp_path: Path
) -> Iterator[dict[Role, Desk]]:
    """Of the 受理点 and of the unit whose dossier waits there. Both sit down at the same time."""
    kit = KITS.get(CONSTRUCTION)
    tls_world.load_kit(kit)
    put_dossiers(tls_world, tls_standard, 1, plan_id=kit.id, plan_version=kit.version)
    profile = ServerProfile(
        "示例市职称库", ((HOST, tls_world.cluster.port),), tls_world.database, tls_server.ca_file.read_text()
    )
    units = {
        Role.ACCEPTANCE: tls_standard.near[Role.ACCEPTANCE],
        Role.EMPLOYER: tls_standard.employers[NEAR][0],
    }
    opened = {
        role: Desk(make_card(profile, tls_standard.login(unit), tmp_path / role))
        for role, unit in units.items()
    }
    yield opened
    for desk in opened.values():
        desk.leave()


def make_card(profile: ServerProfile, login: Login, folder: Path) -> Path:
    """Join the server, as the sign-in page does, and say where the copy is."""
    folder.mkdir()
    drawer = Drawer()
    joining = PcJoining(lambda: drawer, QUICK, KITS, SystemClock(), read_name, upgrade)
    nothing: Any = lambda *told: None  # noqa: E731
    known = joining.join_profile(
        profile, login.login, login.password, report=nothing, cancelled=lambda: False
    )
    card = folder / "card.json"
    entry = {"folder": str(known.folder), "key": drawer.keys[known.copy_id].hex(), "password": login.password}
    card.write_text(json.dumps(entry), encoding="utf-8")
    return card


def test_what_the_acceptance_point_returns_the_unit_sees(tls_world: World, desks: dict[Role, Desk]) -> None:
    point, unit = desks[Role.ACCEPTANCE], desks[Role.EMPLOYER]
    assert [point.answer(), unit.answer()] == ["ok", "ok"]
    assert unit.do(f"returned {PERSON}") == "ok", "nothing is returned yet"
    assert point.do(f"return {PERSON}") == "ok"
    assert tls_world.one("SELECT stage FROM rd.declaration") == Stage.ACCEPTANCE_REVIEW, "it rests"
    assert point.do("sync").startswith("ok: 已同步")
    assert tls_world.one("SELECT stage FROM rd.declaration") == Stage.RETURNED
    assert unit.do("sync").startswith("ok: 已同步")
    seen = unit.do(f"returned {PERSON}")
    assert seen.startswith("ok: ") and PERSON in seen
    assert tls_world.all("SELECT action, opinion <> notice FROM rd.decision") == [("return", True)]
