"""Kills what misses its deadline. One thread for all workers of a client; blocking pipe calls have no time-out of
their own that works on Windows and Linux alike, but they end when the other side dies.
"""

import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager


class Alarm:
    """One running deadline."""

    def __init__(self, due: float, action: Callable[[], None]) -> None:
        self.due = due
        self.action = action
        self.fired = False


class Watchdog:
    """Start it once, stop it once; `guard` may be used by several threads."""

    def __init__(self) -> None:
        self._changed = threading.Condition()
        self._alarms: set[Alarm] = set()
        self._stopped = False
        self._thread = threading.Thread(target=self._run, name="preview-watchdog", daemon=True)

    def start(self) -> None:
        """Start the thread."""
        self._thread.start()

    def stop(self) -> None:
        """End the thread; deadlines still running never fire."""
        with self._changed:
            self._stopped = True
            self._changed.notify()
        self._thread.join()

    @contextmanager
    def guard(self, action: Callable[[], None], seconds: float) -> Iterator[Alarm]:
        """Call `action` on the watchdog's thread when the block takes longer; `fired` then says so."""
        alarm = Alarm(time.monotonic() + seconds, action)
        with self._changed:
            self._alarms.add(alarm)
            # Waking the thread costs a context switch; it looks by itself at the soonest deadline it knows.
            if len(self._alarms) == 1:
                self._changed.notify()
        try:
            yield alarm
        finally:
            with self._changed:
                self._alarms.discard(alarm)

    def _run(self) -> None:
        with self._changed:
            while not self._stopped:
                now = time.monotonic()
                for alarm in [alarm for alarm in self._alarms if alarm.due <= now]:
                    self._alarms.discard(alarm)
                    alarm.fired = True
                    alarm.action()
                soonest = min((alarm.due for alarm in self._alarms), default=now + 3600.0)
                # Alarms added during the wait are seen after at most a second.
                self._changed.wait(min(max(soonest - now, 0.0), 1.0) if self._alarms else None)
