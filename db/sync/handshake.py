"""What to do with each district after the server said where it stands: the table of docs/protocol.md §5. Pure."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

from db.sync.gateway import DistrictHead, Hello

SCHEMA = 1
"""The schema of the shared database that this program was built for."""
CLOCK_TOLERANCE = timedelta(seconds=300)


class Step(StrEnum):
    NOTHING = "nothing"  # the head has not moved
    PULL = "pull"
    REPULL = "repull"  # restored or rebuilt: everything from 0, and send again what it does not know
    COMPARE = "compare"  # failed over to another line: digests, pull anew only on difference
    STALE = "stale"  # a standby that fell behind: leave it, try later, never pull from 0
    EMPTY = "empty"  # rebuilt and not loaded yet: nothing here is touched


class Mode(StrEnum):
    BOTH = "both"
    PULL_ONLY = "pull_only"  # the server is older than this program (Y-112)
    NEITHER = "neither"  # the server wants a newer program (Y-111)


@dataclass(frozen=True, slots=True)
class KnownDistrict:
    """As of the last full drain. ``rows``: how many this copy has from there."""

    epoch: str
    line: str | None
    cursor: int
    """The furthest of its kinds."""
    drained: int
    """The least far of its kinds: a drain that broke off goes on from there."""
    rows: int


def judge_versions(schema_version: int, min_schema: int, own: int = SCHEMA) -> Mode:
    if min_schema > own:
        return Mode.NEITHER
    return Mode.PULL_ONLY if schema_version < own else Mode.BOTH


def judge_district(known: KnownDistrict | None, told: DistrictHead) -> Step:
    if known is None:
        return Step.PULL
    if told.epoch != known.epoch:
        return Step.EMPTY if told.head == 0 and known.rows else Step.REPULL
    if told.head < known.cursor:
        return Step.STALE if _is_lower(told.line, known.line) else Step.REPULL
    if told.line != known.line and told.line is not None and known.line is not None:
        return Step.COMPARE
    return Step.PULL if told.head > known.drained else Step.NOTHING


def districts_left(known: Mapping[str, KnownDistrict], hello: Hello) -> tuple[str, ...]:
    """Districts that the server lists no longer. It always lists "*": without it the answer says nothing about the rest."""
    told = {district.district_id for district in hello.districts}
    return tuple(sorted(known.keys() - told)) if "*" in told else ()


def clocks_differ(server_time: datetime, own_time: datetime) -> bool:
    return abs(server_time - own_time) > CLOCK_TOLERANCE


def _is_lower(told: str | None, known: str | None) -> bool:
    """A timeline is eight hexadecimal digits, so that text order is number order."""
    return told is not None and known is not None and told < known
