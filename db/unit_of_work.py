"""SqlUnitOfWork: app.ports.unit_of_work on the write engine of a working copy. Write thread only."""

from types import TracebackType
from typing import Self

from sqlalchemy import Connection, Engine, Transaction

from app.ports.plan_kits import PlanKits
from db.repositories.archive import ArchiveItemRepository
from db.repositories.decisions import DecisionRepository
from db.repositories.declarations import DeclarationRepository
from db.repositories.flags import FlagRepository
from db.repositories.item_drafts import ItemDraftRepository
from db.repositories.logs import (
    AuditLogRepository,
    FileRepository,
    LookRepository,
    OutboxRepository,
    SettingRepository,
)
from db.repositories.meetings import MeetingRepository
from db.repositories.people import AccountRepository, ApplicantRepository, OrganisationRepository, ReadName
from db.repositories.publicities import PublicityRepository


class SqlUnitOfWork:
    """One transaction, begun IMMEDIATE: what is read inside cannot be changed by another process before the commit.

    Everything not committed is rolled back, also when the process dies. Errors of the disk and the file leave as
    EnvironmentFault (db.faults); nothing of the transaction is kept then.
    """

    def __init__(self, engine: Engine, plan_kits: PlanKits, read_name: ReadName) -> None:
        self._engine = engine
        self._plan_kits = plan_kits
        self._read_name = read_name
        self._connection: Connection | None = None
        self._transaction: Transaction | None = None

    def __enter__(self) -> Self:
        connection = self._connection = self._engine.connect()
        try:
            self._transaction = connection.begin()
        except BaseException:
            connection.close()
            raise
        self.organisations = OrganisationRepository(connection)
        self.accounts = AccountRepository(connection)
        self.applicants = ApplicantRepository(connection, self._read_name)
        self.archive = ArchiveItemRepository(connection, self._plan_kits)
        self.item_drafts = ItemDraftRepository(connection)
        self.declarations = DeclarationRepository(connection, self._plan_kits)
        self.publicities = PublicityRepository(connection)
        self.meetings = MeetingRepository(connection)
        self.decisions = DecisionRepository(connection)
        self.flags = FlagRepository(connection)
        self.audit = AuditLogRepository(connection)
        self.looks = LookRepository(connection)
        self.outbox = OutboxRepository(connection)
        self.files = FileRepository(connection)
        self.settings = SettingRepository(connection)
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if self._transaction is not None and self._transaction.is_active:
            self._transaction.rollback()
        if self._connection is not None:
            self._connection.close()
        self._connection = self._transaction = None

    def commit(self) -> None:
        if self._transaction is None:
            raise RuntimeError("commit outside the with block")
        self._transaction.commit()
