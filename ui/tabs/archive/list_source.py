"""One list of the archive desk as queries give it: a section, a status tab, a fragment, an order."""

from array import array
from collections.abc import Sequence
from dataclasses import dataclass

from app.ports.queries import ArchiveFilter, ArchiveRow, Queries, Scope


@dataclass(frozen=True)
class ArchiveSource:
    """Read thread only (``ui.models.windowed_table.QuickSource``)."""

    queries: Queries
    scope: Scope
    wanted: ArchiveFilter

    def keys(self) -> "array[int]":
        return self.queries.archive_keys(self.scope, self.wanted)

    def first_keys(self, limit: int) -> "array[int]":
        return self.queries.archive_keys(self.scope, self.wanted, limit)

    def rows(self, keys: Sequence[int]) -> Sequence[ArchiveRow]:
        return self.queries.archive_rows(self.scope, keys)
