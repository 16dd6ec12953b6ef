"""SqlQueries: app.ports.queries on the read engine of a working copy. Read thread only; imports no ORM.

``app.main`` builds it: ``SqlQueries(copy.read_engine, calendar.working_days)``, and calls ``prepare_search`` once after the
first rows are shown, so that the first search does not wait for the people index.
"""

from array import array
from collections.abc import Callable, Mapping, Sequence
from datetime import date

from sqlalchemy import Engine

from app.domain.applicant import Applicant
from app.domain.archive import ArchiveStatus
from app.domain.audit import AuditContent, AuditEntry
from app.domain.declaration import DeclarationTab, EmployerStep
from app.domain.organisation import Actor
from app.domain.working_days import WorkingDayCalendar
from app.ports.queries import (
    AccountChoice,
    ArchiveDossier,
    ArchiveFilter,
    ArchiveRow,
    DeclarationDossier,
    DeclarationFilter,
    DeclarationRow,
    HomeFacts,
    LogLine,
    PublicityDossier,
    PublicityRow,
    PublicityTab,
    Scope,
)
from db.queries import (
    archive_list,
    declaration_list,
    declaration_rows,
    dossiers,
    home,
    people,
    publicity_list,
    review_logs,
)
from db.queries.audit_entries import AuditEntries
from db.queries.check_reads import SqlCheckQueries
from db.queries.entering import SqlEnteringQueries
from db.queries.entry_queries import SqlEntryQueries
from db.queries.package_records import SqlPackageRecords
from db.queries.reader import Reader
from db.queries.return_list import list_return_keys
from db.queries.road_queries import SqlRoadQueries
from db.queries.statistics import SqlStatistics


class SqlQueries:
    def __init__(self, engine: Engine, calendar: Callable[[], WorkingDayCalendar]) -> None:
        self._reader = Reader(engine, calendar)
        self.snapshot = self._reader.snapshot
        """For reads that have no place here, on the same connection."""
        self.entry = SqlEntryQueries(self._reader)
        """The read side of 人员与申报, on the same connection."""
        self.checks = SqlCheckQueries(self._reader)
        """The read side of the pre-checks that look beyond one dossier, on the same connection."""
        self.road = SqlRoadQueries(self._reader)
        """The read side of 受理与评审, on the same connection."""
        self.entering = SqlEnteringQueries(self._reader)
        """The read side of 省平台录入, on the same connection."""
        self.statistics = SqlStatistics(self._reader)
        """The read side of 统计, on the same connection."""
        self.package_records = SqlPackageRecords(self._reader)
        """What archive packages are made of, on the same connection."""

    def prepare_search(self) -> None:
        """Read everybody into the people index (0.4 s at 100,000 people)."""
        with self._reader.snapshot() as connection:
            self._reader.refresh_people(connection)

    def account_choices(self) -> Sequence[AccountChoice]:
        return people.list_account_choices(self._reader)

    def find_people(self, scope: Scope, text: str, limit: int = 20) -> Sequence[Applicant]:
        return people.find_people(self._reader, scope, text, limit)

    def archive_keys(self, scope: Scope, wanted: ArchiveFilter, limit: int | None = None) -> "array[int]":
        return archive_list.list_keys(self._reader, scope, wanted, limit)

    def archive_rows(self, scope: Scope, keys: Sequence[int]) -> Sequence[ArchiveRow]:
        return archive_list.list_rows(self._reader, scope, keys)

    def archive_counts(self, scope: Scope, wanted: ArchiveFilter) -> Mapping[ArchiveStatus, int]:
        return archive_list.count_statuses(self._reader, scope, wanted)

    def section_counts(self, scope: Scope) -> Mapping[str, int]:
        return archive_list.count_sections(self._reader, scope)

    def archive_dossier(self, scope: Scope, item_id: str) -> ArchiveDossier:
        return dossiers.read_archive_dossier(self._reader, scope, item_id)

    def archive_log(self, scope: Scope, item_id: str) -> Sequence[LogLine]:
        return review_logs.read_archive_log(self._reader, scope, item_id)

    def declaration_keys(
        self, scope: Scope, wanted: DeclarationFilter, today: date, limit: int | None = None
    ) -> "array[int]":
        if wanted.tab is DeclarationTab.RETURNS:
            return list_return_keys(self._reader, scope, wanted, limit)
        return declaration_list.list_keys(self._reader, scope, wanted, today, limit)

    def declaration_rows(
        self, scope: Scope, wanted: DeclarationFilter, keys: Sequence[int], today: date
    ) -> Sequence[DeclarationRow]:
        return declaration_rows.list_rows(self._reader, scope, wanted, keys, today)

    def declaration_counts(self, scope: Scope, wanted: DeclarationFilter) -> Mapping[DeclarationTab, int]:
        return declaration_list.count_tabs(self._reader, scope, wanted)

    def step_counts(self, scope: Scope, wanted: DeclarationFilter, today: date) -> Mapping[EmployerStep, int]:
        return declaration_list.count_steps(self._reader, scope, wanted, today)

    def declaration_years(self, scope: Scope) -> Sequence[int]:
        return declaration_list.list_years(self._reader, scope)

    def declaration_dossier(
        self, scope: Scope, declaration_id: str, actor: Actor, today: date
    ) -> DeclarationDossier:
        return dossiers.read_declaration_dossier(self._reader, scope, declaration_id, actor, today)

    def declaration_log(self, scope: Scope, declaration_id: str) -> Sequence[LogLine]:
        return review_logs.read_declaration_log(self._reader, scope, declaration_id)

    def publicity_rows(
        self, scope: Scope, tab: PublicityTab, text: str, today: date
    ) -> Sequence[PublicityRow]:
        return publicity_list.list_publicities(self._reader, scope, tab, text, today)

    def publicity_counts(self, scope: Scope, today: date) -> Mapping[PublicityTab, int]:
        return publicity_list.count_publicities(self._reader, scope, today)

    def publicity_dossier(
        self, scope: Scope, publicity_id: str, actor: Actor, today: date
    ) -> PublicityDossier:
        return dossiers.read_publicity_dossier(self._reader, scope, publicity_id, actor, today)

    def home(self, scope: Scope, actor: Actor, today: date) -> HomeFacts:
        return home.read_home(self._reader, scope, actor, today)

    def audit_entries(self) -> Sequence[tuple[AuditEntry, AuditContent | None]]:
        return AuditEntries(self._reader)
