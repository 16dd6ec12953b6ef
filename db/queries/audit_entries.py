"""The audit chain as a sequence that reads as it goes, for app.domain.audit.verify_chain. Read thread only."""

from collections.abc import Iterator, Sequence
from typing import overload

from sqlalchemy import bindparam, func, select

from app.domain.audit import AuditContent, AuditEntry
from db.models.records import audit
from db.queries.reader import Reader
from db.repositories.logs import ENTRIES, read_entry

PAGE = 1000
_COUNT = select(func.count()).select_from(audit)
_PAGE = ENTRIES.where(audit.c.seq > bindparam("after")).limit(bindparam("size"))
_AT = ENTRIES.limit(1).offset(bindparam("place"))

Entry = tuple[AuditEntry, AuditContent | None]


class AuditEntries(Sequence[Entry]):
    """All entries in their order. A hundred thousand of them are never in memory together."""

    def __init__(self, reader: Reader) -> None:
        self._reader = reader

    def __len__(self) -> int:
        with self._reader.snapshot() as connection:
            return connection.scalar(_COUNT) or 0

    def __iter__(self) -> Iterator[Entry]:
        after = -1
        while True:
            with self._reader.snapshot() as connection:
                page = [read_entry(row) for row in connection.execute(_PAGE, {"after": after, "size": PAGE})]
            yield from page
            if len(page) < PAGE:
                return
            after = page[-1][0].seq

    @overload
    def __getitem__(self, place: int) -> Entry: ...
    @overload
    def __getitem__(self, place: slice) -> Sequence[Entry]: ...
    def __getitem__(self, place: int | slice) -> Entry | Sequence[Entry]:
        if isinstance(place, slice):
            return [self[n] for n in range(*place.indices(len(self)))]
        if place < 0:
            place += len(self)
        with self._reader.snapshot() as connection:
            row = connection.execute(_AT, {"place": place}).first() if place >= 0 else None
        if row is None:
            raise IndexError(place)
        return read_entry(row)
