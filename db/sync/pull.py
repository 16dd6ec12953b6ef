"""Pull a district: pages of its feeds into the copy, page and cursor in one transaction, none longer than some 20 ms (docs/protocol.md §5).

Initial and incremental pull are the same; both go on where they broke off. Raises the gateway's errors; what was taken in stays.
"""

import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

from sqlalchemy import Engine

from app.ports.sync import SyncPhase, SyncProgress
from db.sync.cursors import kinds_of, move_cursor, read_cursors
from db.sync.gateway import PAGE_ROWS, DistrictHead, FeedRow, Gateway
from db.sync.materialise.arrival import Arrival, Surroundings, Taken
from db.sync.materialise.take import release_held, take_rows

LONGEST_WRITE = 0.015
"""Seconds a transaction is meant to take; the next portion is made so that it does (limit: 20 ms)."""
UNWATCHED_WRITE = 0.3
"""The same where nobody works in the copy yet: the first pull while joining."""
FIRST_PORTION, LEAST_PORTION = 100, 10


@dataclass
class Portion:
    """How many rows a transaction takes; learns from how long the last one took."""

    rows: int = FIRST_PORTION
    longest: float = LONGEST_WRITE

    def learn(self, count: int, seconds: float) -> None:
        if seconds > self.longest:
            self.rows = max(LEAST_PORTION, count * 2 // 3)
        elif seconds < self.longest / 2 and count >= self.rows:
            self.rows = min(PAGE_ROWS, self.rows * 2)


@dataclass
class PullOutcome:
    pulled: int = 0
    taken: Taken = field(default_factory=Taken)
    ended: bool = True
    """False: cancelled before the end."""


@dataclass
class Puller:
    """One a round; a drain of one district after the other."""

    engine: Engine
    gateway: Gateway
    around: Surroundings
    report: Callable[[SyncProgress], None]
    cancelled: Callable[[], bool]
    longest_write: float = LONGEST_WRITE
    portions: dict[str, Portion] = field(default_factory=dict)

    def drain(self, told: DistrictHead) -> PullOutcome:
        """Every kind up to the told head, then what was held. What is above the head comes next time."""
        outcome = PullOutcome()
        with self.engine.connect() as connection:
            cursors = read_cursors(connection, told.district_id)
        for kind in kinds_of(told.district_id):
            if cursors.get(kind, 0) < told.head and not self._drain_kind(
                told, kind, cursors.get(kind, 0), outcome
            ):
                outcome.ended = False
                return outcome
        self.release(outcome)
        return outcome

    def _drain_kind(self, told: DistrictHead, kind: str, cursor: int, outcome: PullOutcome) -> bool:
        while True:
            if self.cancelled():
                return False
            self.report(SyncProgress(SyncPhase.PULLING, outcome.pulled, 0, told.name or told.district_id))
            page = self.gateway.feed(told.district_id, kind, cursor, told.head, PAGE_ROWS)
            # A page ends with all rows of its last seq: shorter than asked means there are no more.
            is_last = len(page) < PAGE_ROWS
            end = told.head if is_last else page[-1].seq
            self._take_page(told.district_id, kind, page, end, outcome)
            outcome.pulled += len(page)
            cursor = end
            if is_last:
                return True

    def _take_page(
        self, district_id: str, kind: str, page: Sequence[FeedRow], end: int, outcome: PullOutcome
    ) -> None:
        portion = self.portions.setdefault(kind, Portion(longest=self.longest_write))
        start = 0
        while True:
            rows = page[start : start + portion.rows]
            start += len(rows)
            is_end = start >= len(page)
            cursor = end if is_end else _whole_seqs(page, start)
            arrivals = [Arrival.read(row, district_id) for row in rows]
            with self.engine.begin() as connection:
                began = time.perf_counter()
                outcome.taken.add(take_rows(connection, arrivals, self.around))
                if cursor is not None:
                    move_cursor(connection, district_id, kind, cursor)
                portion.learn(len(rows), time.perf_counter() - began)
            outcome.taken.orphans.clear()
            if is_end:
                return

    def release(self, outcome: PullOutcome) -> None:
        """Held rows whose group was answered, and those whose parent came later."""
        portion = self.portions.setdefault("held", Portion(longest=self.longest_write))
        while True:
            with self.engine.begin() as connection:
                began = time.perf_counter()
                taken, applied = release_held(connection, self.around, portion.rows)
                portion.learn(applied, time.perf_counter() - began)
            outcome.taken.add(taken)
            if not applied:
                return


def _whole_seqs(page: Sequence[FeedRow], start: int) -> int | None:
    """The last seq all of whose rows lie before ``start``; None = none yet: the cursor stays."""
    following = page[start].seq
    return next((row.seq for row in reversed(page[:start]) if row.seq != following), None)
