"""How often a wrong password may be typed: five times, then a wait that doubles (A-102, A-103). Pure.

Local accounts separate duties, they are no secrecy border; the wait only stops somebody who tries passwords at the
desk. It is kept in memory and measured by a steady clock, never by the movable one of a 样例 copy.
"""

import math
import time
from collections.abc import Callable
from dataclasses import dataclass

FREE_TRIES = 5
FIRST_WAIT = 30.0
LONGEST_WAIT = 600.0


@dataclass
class _Record:
    wrong: int = 0
    blocked_until: float = 0.0


class Attempts:
    """Counts for each account of the page."""

    def __init__(self, steady_clock: Callable[[], float] = time.monotonic) -> None:
        self._now = steady_clock
        self._records: dict[str, _Record] = {}

    def note_wrong(self, account_id: str) -> None:
        """A wrong password: from the fifth on, each one costs twice the wait of the one before."""
        record = self._records.setdefault(account_id, _Record())
        record.wrong += 1
        if record.wrong >= FREE_TRIES:
            wait = min(LONGEST_WAIT, FIRST_WAIT * 2 ** (record.wrong - FREE_TRIES))
            record.blocked_until = self._now() + wait

    def note_right(self, account_id: str) -> None:
        self._records.pop(account_id, None)

    def wrong(self, account_id: str) -> int:
        record = self._records.get(account_id)
        return record.wrong if record else 0

    def tries_left(self, account_id: str) -> int:
        """Tries before the next wait; 0 while waiting and after it (each further wrong one waits again)."""
        return max(0, FREE_TRIES - self.wrong(account_id))

    def seconds_to_wait(self, account_id: str) -> int:
        """Whole seconds until the next try, rounded up; 0 = now."""
        record = self._records.get(account_id)
        return max(0, math.ceil(record.blocked_until - self._now())) if record else 0
