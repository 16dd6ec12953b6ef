"""What the modules of ``db.sync.materialise`` take and give. They write with plain SQL: pages are long (facts: objects cost twice)."""

import json
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from sqlalchemy import Connection

from app.domain.audit import canonical_json
from app.domain.commands import Changed
from app.ports.plan_kits import PlanKits
from db.models.columns import to_microseconds
from db.repositories.people import ReadName
from db.sync.gateway import FeedRow

MOST_VALUES = 500
"""Values of one IN list."""


@dataclass(frozen=True, slots=True)
class Arrival:
    """A row of the feed, read. ``again``: it was taken in before and is the newest that is known."""

    kind: str
    id: str
    district_id: str
    rev: int
    seq: int
    doc: Mapping[str, Any]

    @classmethod
    def read(cls, row: FeedRow, district_id: str) -> "Arrival":
        return cls(row.kind, row.id, district_id, row.rev, row.seq, json.loads(row.doc))

    def hold(self) -> str:
        """As ``mirror.held`` keeps it."""
        return canonical_json({"rev": self.rev, "seq": self.seq, "doc": self.doc})

    @classmethod
    def unhold(cls, kind: str, row_id: str, district_id: str, held: str) -> "Arrival":
        kept = json.loads(held)
        return cls(kind, row_id, district_id, kept["rev"], kept["seq"], kept["doc"])


@dataclass(frozen=True, slots=True)
class Surroundings:
    """What the copy has beside its rows."""

    plan_kits: PlanKits
    read_name: ReadName
    organisation_id: str
    """Whose desk this is."""


@dataclass
class Taken:
    """What a batch did. ``orphans``: ids of rows whose parent is not here yet."""

    orphans: set[str] = field(default_factory=set)
    items: set[str] = field(default_factory=set)
    declarations: set[str] = field(default_factory=set)
    publicities: set[str] = field(default_factory=set)
    applicants: set[str] = field(default_factory=set)
    meetings: set[str] = field(default_factory=set)

    def add(self, other: "Taken") -> None:
        for name in ("orphans", "items", "declarations", "publicities", "applicants", "meetings"):
            getattr(self, name).update(getattr(other, name))

    def changed(self) -> Changed:
        return Changed(
            *(tuple(sorted(ids)) for ids in (self.items, self.declarations, self.publicities)),
            *(tuple(sorted(ids)) for ids in (self.applicants, self.meetings)),
        )

    def __len__(self) -> int:
        return sum(
            map(len, (self.items, self.declarations, self.publicities, self.applicants, self.meetings))
        )


Materialiser = Callable[[Connection, Sequence[Arrival], Surroundings], Taken]


def moment(text: str | None) -> int | None:
    """ISO text with its offset → microseconds, as columns of times keep it."""
    return None if text is None else to_microseconds(datetime.fromisoformat(text))


def plain(value: object) -> str:
    """As columns of JSON keep it."""
    return canonical_json(value)


def in_portions(values: Iterable[str]) -> Iterator[list[str]]:
    every = list(values)
    for start in range(0, len(every), MOST_VALUES):
        yield every[start : start + MOST_VALUES]


def select_in(connection: Connection, statement: str, values: Iterable[str]) -> list[tuple[Any, ...]]:
    """Rows of ``statement`` with {} as the IN list."""
    found: list[tuple[Any, ...]] = []
    for portion in in_portions(values):
        places = ",".join("?" * len(portion))
        rows = connection.exec_driver_sql(statement.format(f"({places})"), tuple(portion))
        found += [tuple(row) for row in rows]
    return found


def run_many(connection: Connection, statement: str, rows: Sequence[tuple[Any, ...]]) -> None:
    if rows:
        connection.exec_driver_sql(statement, list(rows))
