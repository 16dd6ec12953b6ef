"""What stands behind a copy that belongs to a server: the exchange, its account, attachments that come when they are opened.

``app.wiring`` imports this only for such a copy. Knows services and db, not the screen.
"""

import threading
from collections.abc import Callable, Mapping
from contextlib import closing
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from sqlalchemy import Engine

from app.domain.organisation import Role
from app.ports.clock import Clock
from app.ports.plan_kits import PlanKits
from app.ports.secrets import PasswordHasher
from app.ports.sync import DeskSync
from app.ports.unit_of_work import NewUnitOfWork
from db.connection import connect
from db.engine import open_engine
from db.queries.sql_queries import SqlQueries
from db.repositories.people import ReadName
from db.sync.engine import SyncEngine
from db.sync.export import export_outbox
from db.sync.gateway import Gateway, NotAnsweredError
from db.sync.handshake import SCHEMA
from db.sync.joining import read_copy_account, read_copy_profile
from db.sync.materialise.arrival import Surroundings
from db.sync.pg_gateway import PostgresGateway
from db.sync.pull import LONGEST_WRITE
from db.sync.queries import SqlSyncQueries
from db.sync.remote_store import RemoteStore, open_remote_store
from db.sync.round_files import CopyFiles
from db.sync.server_profile import ServerProfile
from db.sync.settings import SqlSyncSettings
from db.working_copy import DATABASE, WorkingCopy

CA_FILE = "server-ca.pem"
"""Beside the copy: libpq reads certificates from files only. It holds no secret."""
NOBODY_SIGNED_IN = "Y-114"

MakeGateway = Callable[[ServerProfile, str, str, Path | None], Gateway]


@dataclass(frozen=True, slots=True)
class ServerParts:
    """``close``: when the window is gone, before the copy itself."""

    sync: DeskSync
    attachments: RemoteStore
    close: Callable[[], None]


class ServerLogin:
    """``app.ports.sync.ServerAccount``: the password lives in memory only, from the sign-in to the sign-out. Any thread."""

    def __init__(
        self,
        copy: WorkingCopy,
        profile: ServerProfile,
        login: str,
        account_id: str,
        passwords: PasswordHasher,
        make_gateway: MakeGateway = PostgresGateway,
    ) -> None:
        self._copy = copy
        self._profile = profile
        self._login = login
        self._account_id = account_id
        self._passwords = passwords
        self._make_gateway = make_gateway
        self._password: str | None = None
        self._lock = threading.Lock()
        self._ca_file = write_ca(copy.folder, profile)
        self.on_lock: Callable[[], None] = _nothing
        """Closes the connection of the rounds: signing out is network thread's work."""

    @property
    def login(self) -> str:
        return self._login

    def unlock(self, password: str) -> bool:
        with closing(connect(self._copy.folder / DATABASE, self._copy.key, read_only=True)) as connection:
            row = connection.execute(
                "SELECT password_hash FROM account WHERE id = ? AND active", (self._account_id,)
            ).fetchone()
        right = row is not None and self._passwords.verify(row[0], password)
        if right:
            self._take(password)
        return right

    def renew(self, password: str) -> None:
        gateway = self._make_gateway(self._profile, self._login, password, self._ca_file)
        try:
            gateway.hello(SCHEMA)
        finally:
            gateway.close()
        kept = self._passwords.hash(password)
        with closing(connect(self._copy.folder / DATABASE, self._copy.key)) as connection:
            connection.execute("UPDATE account SET password_hash = ? WHERE id = ?", (kept, self._account_id))
        self._take(password)

    def lock(self) -> None:
        self._take(None)
        self.on_lock()

    def open_gateway(self) -> Gateway | None:
        """None while nobody is signed in."""
        with self._lock:
            password = self._password
        if password is None:
            return None
        return self._make_gateway(self._profile, self._login, password, self._ca_file)

    def require_gateway(self) -> Gateway:
        gateway = self.open_gateway()
        if gateway is None:
            raise NotAnsweredError(NOBODY_SIGNED_IN)
        return gateway

    def _take(self, password: str | None) -> None:
        with self._lock:
            self._password = password


def hang_up(sync: SyncEngine, remote: RemoteStore) -> None:
    """Nobody sits there any more: no connection of theirs stays open."""
    sync.disconnect()
    remote.disconnect()


def _nothing() -> None:
    """Of a login that no engine uses yet."""


def write_ca(folder: Path, profile: ServerProfile) -> Path | None:
    if not profile.ca:
        return None
    path = folder / CA_FILE
    if not path.exists() or path.read_text(encoding="ascii") != profile.ca:
        part = path.with_suffix(".part")
        part.write_text(profile.ca, encoding="ascii")
        part.replace(path)
    return path


def open_server_parts(
    copy: WorkingCopy,
    kits: PlanKits,
    clock: Clock,
    queries: SqlQueries,
    new_unit_of_work: NewUnitOfWork,
    passwords: PasswordHasher,
    read_name: ReadName,
    make_gateway: MakeGateway = PostgresGateway,
) -> ServerParts:
    """The exchange of a copy with a server. Its database connection is its own, for the network thread.

    Raises RuleError Y-131, Y-132 for a damaged profile, EnvironmentFault as opening a copy does.
    """
    engine = open_engine(copy.folder / DATABASE, copy.key)
    try:
        with engine.connect() as connection:
            profile, account = read_copy_profile(connection), read_copy_account(connection)
            # Only a copy that has a profile comes here.
            assert profile is not None
        role = Role(account["role"])
        login = ServerLogin(copy, profile, account["login"], account["account_id"], passwords, make_gateway)
        remote = open_remote_store(copy, login.require_gateway)
        sync = make_engine(copy, engine, login, kits, clock, read_name, remote, account)
        login.on_lock = partial(hang_up, sync, remote)
    except BaseException:
        engine.dispose()
        raise

    def name_entry(key: str, fields: Mapping[str, str]) -> str:
        section = next((section for section in kits.archive_sections() if section.key == key), None)
        return section.name_entry(fields) if section is not None else key

    def export(path: str) -> int:
        with queries.snapshot() as connection:
            return export_outbox(connection, Path(path))

    def close() -> None:
        remote.close()
        sync.close()
        engine.dispose()

    desk_sync = DeskSync(
        server_name=profile.name,
        queries=SqlSyncQueries(queries.snapshot, name_entry, role),
        synchroniser=sync,
        settings=SqlSyncSettings(new_unit_of_work),
        export_outbox=export,
        account=login,
    )
    return ServerParts(desk_sync, remote, close)


def make_engine(
    copy: WorkingCopy,
    engine: Engine,
    login: ServerLogin,
    kits: PlanKits,
    clock: Clock,
    read_name: ReadName,
    remote: RemoteStore,
    account: Mapping[str, str],
    longest_write: float = LONGEST_WRITE,
) -> SyncEngine:
    organisation_id = account["organisation_id"]
    files = CopyFiles(remote, engine, Role(account["role"]), organisation_id, clock)
    around = Surroundings(kits, read_name, organisation_id)
    return SyncEngine(
        *(engine, login.open_gateway, clock, around, files),
        copy_id=copy.copy_id,
        folder=copy.folder,
        longest_write=longest_write,
    )
