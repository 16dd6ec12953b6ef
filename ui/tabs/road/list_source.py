"""One queue as the queries give it, and the same by unit with a group row before each unit."""

from array import array
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import date

from app.ports.queries import Scope
from app.ports.road_queries import RoadFilter, RoadQueries, RoadRow, UnitGroup


@dataclass(frozen=True)
class RoadSource:
    """Read thread only (``ui.models.list_source``). ``today`` is asked each time: midnight passes."""

    queries: RoadQueries
    scope: Scope
    wanted: RoadFilter
    today: Callable[[], date]

    def keys(self) -> "array[int]":
        return self.queries.road_keys(self.scope, self.wanted, self.today())

    def first_keys(self, limit: int) -> "array[int]":
        """What fills the screen, before all keys are known."""
        return self.queries.road_keys(self.scope, self.wanted, self.today(), limit)

    def rows(self, keys: Sequence[int]) -> Sequence[RoadRow]:
        return self.queries.road_rows(self.scope, keys, self.today())


@dataclass(frozen=True, slots=True)
class GroupRow:
    """Stands before the dossiers of a unit."""

    key: int
    id: str
    group: UnitGroup


@dataclass(frozen=True)
class GroupedSource:
    """By unit. A unit keeps the key its group row was given first, so that a refresh moves nothing."""

    queries: RoadQueries
    scope: Scope
    wanted: RoadFilter
    today: Callable[[], date]
    _groups: dict[int, UnitGroup] = field(default_factory=dict)
    _keys: dict[str, int] = field(default_factory=dict)

    def keys(self) -> "array[int]":
        rows = self.queries.road_keys(self.scope, self.wanted, self.today())
        groups = self.queries.road_groups(self.scope, self.wanted, self.today())
        keys, place = array("q"), 0
        for group in groups:
            key = self._keys.setdefault(group.unit_id, -1 - len(self._keys))
            self._groups[key] = group
            keys.append(key)
            keys.extend(rows[place : place + group.count])
            place += group.count
        # Somebody wrote between the two reads: the next refresh sorts them in.
        keys.extend(rows[place:])
        return keys

    def rows(self, keys: Sequence[int]) -> Sequence[RoadRow | GroupRow]:
        heads = [
            GroupRow(key, f"unit:{self._groups[key].unit_id}", self._groups[key])
            for key in keys
            if key in self._groups
        ]
        return [*heads, *self.queries.road_rows(self.scope, [key for key in keys if key >= 0], self.today())]
