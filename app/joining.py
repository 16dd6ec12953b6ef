"""PcJoining: ``app.ports.server_sign_in.ServerJoining`` on this PC. Imported by ``app.main`` when a window asks for it."""

import os
import shutil
from collections.abc import Callable, Sequence
from contextlib import closing
from pathlib import Path

from app.domain.errors import EnvironmentFault, RuleError
from app.late import import_late
from app.ports.clock import Clock
from app.ports.plan_kits import PlanKits
from app.ports.secrets import KeyVault, PasswordHasher
from app.ports.server_sign_in import KnownCopy, ServerCard
from app.ports.sync import SyncProgress
from app.services.clocks import SystemClock
from app.services.new_ids import new_id
from app.services.user_paths import copies_dir, copy_dir, make_private_dir
from app.wiring import load_passwords, load_plan_kits, read_name_late, upgrade
from app.wiring_server import MakeGateway, ServerLogin, make_engine, write_ca
from db.connection import KEY_BYTES, connect
from db.engine import open_engine
from db.json_text import load_json
from db.repositories.people import ReadName
from db.sync.copy_settings import ACCOUNT, PROFILE
from db.sync.gateway import Hello, NotAnsweredError, ServerRefusedError
from db.sync.handshake import SCHEMA, Mode, judge_versions
from db.sync.joining import settle_account
from db.sync.pg_gateway import PostgresGateway
from db.sync.pull import UNWATCHED_WRITE
from db.sync.remote_store import open_remote_store
from db.sync.server_profile import ServerProfile, read_profile
from db.working_copy import DATABASE, Upgrade, create_copy, has_copy, open_copy, read_copy_id

MOST_ROUNDS = 3
"""A first pull that breaks off goes on; after so many tries the copy's own rounds do the rest."""


class PcJoining:
    """``vault``: makes the key vault; it may raise S-101 where there is no safe keyring."""

    def __init__(
        self,
        vault: Callable[[], KeyVault],
        passwords: PasswordHasher,
        plan_kits: PlanKits,
        clock: Clock,
        read_name: ReadName,
        upgrade: Upgrade,
        make_gateway: MakeGateway = PostgresGateway,
    ) -> None:
        self._vault = vault
        self._passwords = passwords
        self._plan_kits = plan_kits
        self._clock = clock
        self._read_name = read_name
        self._upgrade = upgrade
        self._make_gateway = make_gateway

    def read_profile(self, path: Path) -> ServerCard:
        profile = _read_file(path)
        return ServerCard(
            profile.name, tuple(f"{host}:{port}" for host, port in profile.hosts), profile.database
        )

    def join(
        self,
        path: Path,
        login: str,
        password: str,
        *,
        report: Callable[[SyncProgress], None],
        cancelled: Callable[[], bool],
    ) -> KnownCopy:
        return self.join_profile(_read_file(path), login, password, report=report, cancelled=cancelled)

    def join_profile(
        self,
        profile: ServerProfile,
        login: str,
        password: str,
        *,
        report: Callable[[SyncProgress], None],
        cancelled: Callable[[], bool],
    ) -> KnownCopy:
        """As ``join``, of a profile that was read."""
        login = login.strip()
        vault = self._vault()
        self._require_new(profile, login, vault)
        copy_id = new_id()
        folder = make_private_dir(copy_dir(copy_id))
        made = False
        try:
            hello = self._greet(profile, login, password, folder)
            key = os.urandom(KEY_BYTES)
            vault.keep(copy_id, key)
            self._make(folder, copy_id, key, profile, login, password, hello)
            made = True
        finally:
            if not made:
                shutil.rmtree(folder, ignore_errors=True)
        self._pull(folder, key, profile, hello, password, report, cancelled)
        account = hello.account
        return KnownCopy(
            *(copy_id, folder, profile.name, login, account["name"], account["organisation_name"])
        )

    def copies(self) -> Sequence[KnownCopy]:
        try:
            folders = [place for place in sorted(copies_dir().iterdir()) if has_copy(place)]
        except FileNotFoundError:
            return ()
        vault = self._vault() if folders else None
        found = [_look_at(folder, vault) for folder in folders if vault is not None]
        return [copy for copy in found if copy is not None]

    def _require_new(self, profile: ServerProfile, login: str, vault: KeyVault) -> None:
        for copy in self.copies():
            if (copy.server, copy.login) == (profile.name, login):
                raise RuleError("Y-133", login=login, folder=str(copy.folder))

    def _greet(self, profile: ServerProfile, login: str, password: str, folder: Path) -> Hello:
        """Who the server says this is. Raises SyncError: also Y-106 for a login without an account, Y-111."""
        gateway = self._make_gateway(profile, login, password, write_ca(folder, profile))
        try:
            hello = gateway.hello(SCHEMA)
        finally:
            gateway.close()
        if judge_versions(hello.schema_version, hello.min_schema) is Mode.NEITHER:
            raise ServerRefusedError("Y-111")
        if not hello.account:
            raise NotAnsweredError("Y-103")
        return hello

    def _make(
        self,
        folder: Path,
        copy_id: str,
        key: bytes,
        profile: ServerProfile,
        login: str,
        password: str,
        hello: Hello,
    ) -> None:
        copy = create_copy(folder, key, copy_id=copy_id, upgrade=self._upgrade)
        try:
            with copy.write_engine.begin() as connection:
                settle_account(connection, profile, login, hello.account, self._passwords.hash(password))
        finally:
            copy.close()

    def _pull(
        self,
        folder: Path,
        key: bytes,
        profile: ServerProfile,
        hello: Hello,
        password: str,
        report: Callable[[SyncProgress], None],
        cancelled: Callable[[], bool],
    ) -> None:
        """The first pull, as far as it comes; the copy is good for use whatever ends it."""
        copy = open_copy(folder, key, upgrade=self._upgrade)
        engine = open_engine(folder / DATABASE, key)
        try:
            account = hello.account
            login = ServerLogin(
                *(copy, profile, account["login"], account["account_id"], self._passwords, self._make_gateway)
            )
            login.unlock(password)
            remote = open_remote_store(copy, login.require_gateway)
            sync = make_engine(
                *(copy, engine, login, self._plan_kits, self._clock, self._read_name, remote, account),
                longest_write=UNWATCHED_WRITE,
            )
            for _ in range(MOST_ROUNDS):
                done = sync.run_round(everything=True, report=report, cancelled=cancelled)
                if not done.problem or cancelled():
                    break
            sync.close()
            remote.close()
        finally:
            engine.dispose()
            copy.close()


def make_joining() -> PcJoining:
    """With this PC's keyring and this program's own kits. Raises nothing yet: a missing keyring is said when it is asked."""
    vault = import_late("app.services.key_vault")
    return PcJoining(
        vault.KeyringVault, load_passwords(), load_plan_kits(), SystemClock(), read_name_late, upgrade
    )


def _read_file(path: Path) -> ServerProfile:
    try:
        return read_profile(path.read_text(encoding="utf-8-sig"))
    except (OSError, UnicodeDecodeError):
        raise RuleError("Y-131") from None


def _look_at(folder: Path, vault: KeyVault) -> KnownCopy | None:
    """None: it cannot be opened here and now."""
    try:
        copy_id = read_copy_id(folder)
        key = vault.read(copy_id)
        if key is None:
            return None
        with closing(connect(folder / DATABASE, key, read_only=True)) as connection:
            settings = dict(
                connection.execute(
                    "SELECT key, value FROM setting WHERE key IN (?, ?)", (PROFILE, ACCOUNT)
                ).fetchall()
            )
    except EnvironmentFault:
        return None
    if PROFILE not in settings:
        return KnownCopy(copy_id, folder)
    profile, account = load_json(settings[PROFILE]), load_json(settings[ACCOUNT])
    return KnownCopy(
        *(copy_id, folder, profile["name"], account["login"], account["name"], account["organisation_name"])
    )
