"""The rig itself: each test has its own database, the usual world stands, no server outlives its test process."""

import os
import socket
import subprocess
import sys
from datetime import UTC, datetime
from pathlib import Path

import psycopg
import pytest

from app.domain.organisation import Role
from tests.server.waiting import wait_until
from tests.server.world import FAR, NEAR, StandardWorld, World

WAYS = ["die"] if os.name == "nt" else ["die", "end the keeper"]
"""Windows ends a process without asking it."""
VICTIM = """
import os, sys
from tests.server.cluster import FAST, start_cluster, wheel_bin
cluster = start_cluster(wheel_bin(), FAST)
print(cluster.folder, flush=True)
if sys.stdin.readline() == "end the keeper\\n":
    cluster._keeper.terminate()
    sys.stdin.read()
os._exit(1)
"""


def test_the_usual_world_has_every_level_and_two_districts(world: World, standard: StandardWorld) -> None:
    assert set(standard.near) == set(Role) - {Role.EMPLOYER}
    assert standard.near[Role.ACCEPTANCE] != standard.far[Role.ACCEPTANCE]
    assert standard.employers[NEAR][1].municipal_unit_id == standard.near[Role.MUNICIPAL_UNIT].id
    connection = world.connect_as(standard.login(standard.employers[FAR][0]))
    assert connection.execute("SELECT session_user").fetchone() == (
        standard.login(standard.employers[FAR][0]).login,
    )


def test_a_desk_reaches_the_database_with_its_password_only(world: World, standard: StandardWorld) -> None:
    login = standard.login(standard.near[Role.ACCEPTANCE])
    psycopg.connect(world.conninfo(login)).close()
    with pytest.raises(psycopg.OperationalError):
        psycopg.connect(world.conninfo(login, password="another"))


def test_the_servers_day_can_be_moved(world: World) -> None:
    moment = datetime(2026, 9, 1, 2, 0, tzinfo=UTC)
    world.set_now(moment)
    assert world.one("SELECT rd.clock()") == moment


@pytest.mark.parametrize("turn", [1, 2])
def test_databases_are_not_shared(world: World, turn: int) -> None:
    assert world.one("SELECT count(*) FROM rd.district WHERE district_id = %s", NEAR) == 0
    world.add_district(NEAR, name=f"{turn}")


def test_tls_is_spoken_by_the_installed_server(tls_world: World) -> None:
    assert tls_world.one("SHOW ssl") == "on"


@pytest.mark.parametrize("way", WAYS)
def test_a_server_ends_with_its_test_process_or_its_keeper(way: str) -> None:
    root = Path(__file__).resolve().parents[2]
    process = subprocess.Popen(
        [sys.executable, "-c", VICTIM], stdin=subprocess.PIPE, stdout=subprocess.PIPE, cwd=root, text=True
    )
    assert process.stdout is not None and process.stdin is not None
    folder = Path(process.stdout.readline().strip())
    port = int((folder / "data" / "postmaster.pid").read_text().splitlines()[3])
    socket.create_connection(("127.0.0.1", port)).close()
    process.stdin.write(f"{way}\n")
    process.stdin.flush()
    wait_until(lambda: not folder.exists())
    with pytest.raises(ConnectionRefusedError):
        socket.create_connection(("127.0.0.1", port))
    process.communicate()
