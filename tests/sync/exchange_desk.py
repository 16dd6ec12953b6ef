"""A desk with a server: a real working copy, the engine over it, a gateway that the test gives. The window's part of it is the usecases."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from sqlalchemy import Engine

from app.domain.organisation import Actor, Role
from app.ports.plan_kits import PlanKits
from app.ports.sync import RoundReport, SyncProgress
from db.engine import open_engine
from db.name_readings import read_name
from db.sync.copy_settings import REST_SECONDS, write_settings
from db.sync.engine import SyncEngine
from db.sync.gateway import Gateway
from db.sync.joining import settle_account
from db.sync.materialise.arrival import Surroundings
from db.sync.server_profile import ServerProfile
from db.unit_of_work import SqlUnitOfWork
from db.working_copy import DATABASE, WorkingCopy
from tests.copies import KEY, open_test_copy
from tests.factories import FixedClock, FixedPlanKits

NO_PROFILE = ServerProfile("测试", (("localhost", 5432),), "reviewdesk", "-", sslmode="disable")


@dataclass(frozen=True)
class NothingUploaded:
    code: str = ""
    params: Mapping[str, object] = field(default_factory=dict)
    sent: int = 0
    may_push: bool = True


@dataclass(frozen=True)
class NothingFetched:
    fetched: int = 0
    problem: str = ""
    warnings: tuple[str, ...] = ()


@dataclass
class NoFiles:
    """Files are the matter of other tests: here everything that is named is at the server."""

    named: list[tuple[str, object]] = field(default_factory=list)

    def uploader(self):
        def upload(gateway, district_id, doc, report, cancelled):
            self.named.append((district_id, doc))
            return NothingUploaded()

        return upload

    def exchange(self, gateway, report, cancelled):
        return NothingFetched()


@dataclass
class ExchangeDesk:
    copy: WorkingCopy
    engine: Engine
    sync: SyncEngine
    actor: Actor
    clock: FixedClock
    kits: PlanKits
    files: NoFiles
    cancel: bool = False
    told: list[SyncProgress] = field(default_factory=list)

    def new_uow(self) -> SqlUnitOfWork:
        return self.copy.new_unit_of_work(self.kits, read_name)

    def round(self, *, everything: bool = True) -> RoundReport:
        return self.sync.run_round(
            everything=everything, report=self.told.append, cancelled=lambda: self.cancel
        )

    def rows(self, statement: str, *values: object) -> Sequence[tuple[Any, ...]]:
        with self.copy.read_engine.connect() as connection:
            return [tuple(row) for row in connection.exec_driver_sql(statement, values)]

    def one(self, statement: str, *values: object) -> Any:
        rows = self.rows(statement, *values)
        return rows[0][0] if rows else None

    def state_of(self, op_id: str) -> str:
        return str(self.one("SELECT state FROM outbox WHERE op_id = ?", op_id))

    def rest(self, seconds: int) -> None:
        with self.engine.begin() as connection:
            write_settings(connection, {REST_SECONDS: str(seconds)})

    def close(self) -> None:
        self.sync.disconnect()
        self.engine.dispose()
        self.copy.close()


def open_exchange_desk(
    folder: Path,
    account: Mapping[str, Any],
    login: str,
    open_gateway: Callable[[], Gateway],
    *,
    clock: FixedClock | None = None,
    kits: PlanKits | None = None,
    profile: ServerProfile = NO_PROFILE,
    rest: int = 0,
) -> ExchangeDesk:
    """``folder``: a migrated copy without data. ``account`` as ``rd.hello`` says it."""
    copy = open_test_copy(folder)
    clock = clock or FixedClock()
    kits = kits or FixedPlanKits()
    engine = open_engine(copy.folder / DATABASE, KEY)
    files = NoFiles()
    around = Surroundings(kits, read_name, str(account["organisation_id"]))
    sync = SyncEngine(engine, open_gateway, clock, around, files, copy_id=copy.copy_id, folder=folder)
    with engine.begin() as connection:
        settle_account(connection, profile, login, account, "not-a-hash")
        write_settings(connection, {REST_SECONDS: str(rest)})
    actor = Actor(
        account["account_id"],
        account["name"],
        Role(account["role"]),
        account["organisation_id"],
        account["organisation_name"],
    )
    return ExchangeDesk(copy, engine, sync, actor, clock, kits, files)
