"""Time as usecases and screens see it. Stored times are UTC; screens show Asia/Shanghai."""

from datetime import date, datetime
from typing import Protocol


class Clock(Protocol):
    def now(self) -> datetime:
        """Aware UTC time."""
        ...

    def today(self) -> date:
        """The date in Asia/Shanghai."""
        ...


class MovableClock(Clock, Protocol):
    """Only a 样例 copy has one: its "now" can be set, and it keeps the offset inside the copy."""

    def set_now(self, moment: datetime) -> None:
        """``moment``: aware time that ``now()`` returns from here on, running."""
        ...
