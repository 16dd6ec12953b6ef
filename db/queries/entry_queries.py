"""SqlEntryQueries: app.ports.entry_queries on the read connection. Read thread only; imports no ORM.

Shares its Reader with SqlQueries: one connection, one people index. Only an employer enters.
"""

from collections.abc import Sequence

from app.domain.organisation import Role
from app.ports.entry_queries import (
    DeclaringCase,
    EntryCounts,
    PersonCase,
    PersonRow,
    ReturnedRow,
    UnitCase,
)
from app.ports.queries import Scope
from db.queries import entry_cases, entry_lists
from db.queries.reader import Reader
from db.repositories.revisions import unknown


class SqlEntryQueries:
    def __init__(self, reader: Reader) -> None:
        self._reader = reader

    def people(self, scope: Scope, text: str = "") -> Sequence[PersonRow]:
        return entry_lists.list_people(self._reader, scope, text) if _enters(scope) else []

    def person(self, scope: Scope, applicant_id: str) -> PersonCase:
        if not _enters(scope):
            raise unknown("applicant", applicant_id)
        return entry_cases.read_person(self._reader, scope, applicant_id)

    def case(self, scope: Scope, declaration_id: str) -> DeclaringCase:
        if not _enters(scope):
            raise unknown("declaration", declaration_id)
        return entry_cases.read_case(self._reader, scope, declaration_id)

    def unit_cases(self, scope: Scope, text: str = "") -> Sequence[UnitCase]:
        return entry_lists.list_unit_cases(self._reader, scope, text) if _enters(scope) else []

    def returned(self, scope: Scope, text: str = "") -> Sequence[ReturnedRow]:
        return entry_lists.list_returned(self._reader, scope, text) if _enters(scope) else []

    def counts(self, scope: Scope) -> EntryCounts:
        return entry_lists.count_entries(self._reader, scope) if _enters(scope) else EntryCounts(0, 0, 0, 0)


def _enters(scope: Scope) -> bool:
    return scope.role is Role.EMPLOYER
