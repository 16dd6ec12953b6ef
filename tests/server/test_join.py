"""A desk joins a server over TLS: its copy, its first pull, and a window's desk on it that exchanges by itself."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from app.domain.errors import RuleError
from app.domain.organisation import Role
from app.joining import PcJoining
from app.ports.server_sign_in import KnownCopy
from app.ports.sync import OpState
from app.services.passwords import Argon2Cost, Argon2Passwords
from app.wiring import OpenedDesk, wire
from db.migrate import upgrade
from db.name_readings import read_name
from db.sync.gateway import SyncError
from db.sync.server_profile import ServerProfile, write_profile
from db.working_copy import open_copy
from tests.factories import FixedClock, FixedPlanKits
from tests.server.certificates import HOST
from tests.server.world import NEAR, Login, StandardWorld, World
from tests.server_fixtures import TlsServer

QUICK = Argon2Passwords(Argon2Cost(memory_kib=64, passes=1, lanes=1))


class Drawer:
    """A key vault of a test."""

    def __init__(self) -> None:
        self.keys: dict[str, bytes] = {}

    def read(self, copy_id: str) -> bytes | None:
        return self.keys.get(copy_id)

    def keep(self, copy_id: str, key: bytes) -> None:
        self.keys[copy_id] = key


@pytest.fixture
def drawer() -> Drawer:
    return Drawer()


@pytest.fixture
def joining(drawer: Drawer, tls_standard: StandardWorld) -> PcJoining:
    kits = FixedPlanKits((tls_standard.kit,))
    return PcJoining(lambda: drawer, QUICK, kits, FixedClock(), read_name, upgrade)


@pytest.fixture
def profile_file(tls_world: World, tls_server: TlsServer, tmp_path: Path) -> Path:
    profile = ServerProfile(
        "示例市职称库", ((HOST, tls_world.cluster.port),), tls_world.database, tls_server.ca_file.read_text()
    )
    path = tmp_path / "示例市.json"
    path.write_text(write_profile(profile), encoding="utf-8")
    return path


@pytest.fixture
def login(tls_standard: StandardWorld) -> Login:
    return tls_standard.login(tls_standard.employers[NEAR][0])


def join(joining: PcJoining, profile_file: Path, login: Login, password: str = "") -> KnownCopy:
    return joining.join(
        profile_file,
        login.login,
        password or login.password,
        report=lambda progress: None,
        cancelled=lambda: False,
    )


@pytest.fixture
def opened(joining: PcJoining, profile_file: Path, login: Login, drawer: Drawer) -> Iterator[OpenedDesk]:
    known = join(joining, profile_file, login)
    desk = wire(open_copy(known.folder, drawer.keys[known.copy_id], upgrade=upgrade))
    yield desk
    desk.close()


def test_a_joined_copy_knows_its_login_and_what_the_server_says(
    joining: PcJoining, profile_file: Path, login: Login, tls_standard: StandardWorld
) -> None:
    card = joining.read_profile(profile_file)
    assert (card.name, card.hosts[0].split(":")[0]) == ("示例市职称库", HOST)
    known = join(joining, profile_file, login)
    assert joining.copies() == [known]
    assert (known.server, known.login, known.person) == ("示例市职称库", login.login, login.name)
    assert known.organisation == tls_standard.employers[NEAR][0].name
    with pytest.raises(RuleError, match="Y-133"):
        join(joining, profile_file, login)


def test_a_wrong_password_leaves_no_copy_behind(joining: PcJoining, profile_file: Path, login: Login) -> None:
    with pytest.raises(SyncError, match="Y-105"):
        join(joining, profile_file, login, "another-passphrase")
    assert not joining.copies()


def test_a_file_that_is_no_profile_is_named_as_such(joining: PcJoining, tmp_path: Path) -> None:
    path = tmp_path / "x.json"
    path.write_text("{}", encoding="utf-8")
    with pytest.raises(RuleError, match="Y-131"):
        joining.read_profile(path)


def test_the_desk_of_a_joined_copy_exchanges_once_somebody_signed_in(
    opened: OpenedDesk, login: Login, tls_standard: StandardWorld
) -> None:
    sync = opened.desk.sync
    assert sync is not None and sync.account is not None
    choices = opened.desk.queries.account_choices()
    assert [choice.account.login for choice in choices] == [login.login]
    locked = sync.synchroniser.run_round(everything=True, report=print, cancelled=lambda: False)
    assert locked.problem == "Y-114"
    assert not sync.account.unlock("another-passphrase")
    assert sync.account.unlock(login.password)
    report = sync.synchroniser.run_round(everything=True, report=lambda p: None, cancelled=lambda: False)
    assert report.problem == ""
    assert sync.queries.last_round() is not None
    assert sync.queries.counts().waiting == 0
    assert sync.queries.outbox(frozenset(OpState)) == []
    sync.settings.set_rest_seconds(601)
    assert sync.settings.rest_seconds() == 600
    with opened.desk.new_unit_of_work() as uow:
        offices = {office.id for office in uow.organisations.offices()}
    assert tls_standard.near[Role.ACCEPTANCE].id in offices


def test_a_password_changed_at_the_server_opens_the_copy_after_asking_it(
    opened: OpenedDesk, login: Login, tls_world: World
) -> None:
    account = opened.desk.sync.account
    assert account is not None
    with pytest.raises(SyncError, match="Y-105"):
        account.renew("another-passphrase")
    tls_world.owner.execute(f"ALTER ROLE {login.login} PASSWORD 'another-passphrase'")
    try:
        account.renew("another-passphrase")
        assert account.unlock("another-passphrase")
        assert not account.unlock(login.password)
    finally:
        tls_world.owner.execute(f"ALTER ROLE {login.login} PASSWORD '{login.password}'")
