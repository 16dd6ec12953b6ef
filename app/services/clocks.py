"""Clocks: the machine's, and the movable one of a 样例 copy. Implement app.ports.clock; built by app/main.py."""

from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta

from app.domain.working_days import SHANGHAI

OFFSET_SETTING = "sample.clock_offset_us"
"""Where a 样例 copy keeps its offset; main's two callables read and write it."""

_MICROSECOND = timedelta(microseconds=1)


def read_machine_time() -> datetime:
    """Aware UTC."""
    return datetime.now(UTC)


class SystemClock:
    """The machine's time."""

    def now(self) -> datetime:
        return read_machine_time()

    def today(self) -> date:
        return self.now().astimezone(SHANGHAI).date()


class SampleClock:
    """Runs at the machine's pace, moved by an offset that lies in the copy's settings.

    ``now`` and ``today`` may be called from any thread. ``set_now`` writes, so it is called where the copy may be
    written (the write thread); the new time counts only after ``write_offset`` has returned, so that a failed write
    leaves the clock as it was.
    """

    def __init__(
        self,
        read_offset: Callable[[], str | None],
        write_offset: Callable[[str], None],
        base: Callable[[], datetime] = read_machine_time,
    ) -> None:
        self._write_offset = write_offset
        self._base = base
        self._offset = _read(read_offset())

    def now(self) -> datetime:
        return self._base() + self._offset

    def today(self) -> date:
        return self.now().astimezone(SHANGHAI).date()

    def set_now(self, moment: datetime) -> None:
        """``moment``: aware. Going back is possible; the audit log refuses dated acts until its last entry is past
        again (T-101)."""
        if moment.tzinfo is None:
            raise ValueError("a moment without a time zone")
        offset = moment - self._base()
        self._write_offset(str(offset // _MICROSECOND))
        self._offset = offset


def _read(text: str | None) -> timedelta:
    """No offset where none was kept, or where it is not a number that a date can hold."""
    try:
        return timedelta(microseconds=int(text or 0))
    except (ValueError, OverflowError):
        return timedelta()
