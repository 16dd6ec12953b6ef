"""The two doors to the background: ``read`` (ReadOp) and ``write`` (WriteOp); ``work`` for everything else slow, ``network``
for the exchange with the shared database.

Made once by ``ui.main_window``; tabs get it through ``ui.session.Session``. One thread a lane, started when first
used: the read lane is the only caller of ``Desk.queries``, the write lane the only user of units of work, the work
lane touches neither (documents, files, hashing), the network lane calls ``Desk.sync.synchroniser`` and nothing else.
Results come back on the GUI thread, in order.

Failure: a KnownError goes to ``failed`` or, without one, out of ``error_raised``; anything else is a bug: it is
logged, goes out of ``bug_found`` and reaches ``failed`` as UnexpectedError. A receiver that was deleted meanwhile
gets nothing. No thread is ever killed: ``close`` waits for the writes, and a moment for the network, which may hang.
"""

import contextlib
import functools
import logging
import operator
import queue
import threading
import time
import weakref
from collections.abc import Callable
from typing import Protocol, TypeVar, runtime_checkable

import shiboken6
from PySide6.QtCore import QObject, Qt, QTimer, Signal

from app.domain.errors import KnownError

T = TypeVar("T")
BUSY_AFTER_MS = 300
AFTER_PAINT_MS = 30
"""``after_ms`` of reads that nobody waits for: beside the painting of what was just asked for they would double its time."""
NETWORK_ENDS_WITHIN_S = 5.0
"""A round that was cancelled ends at its next answer; what it had not written down it does again next time."""

_log = logging.getLogger(__name__)


class UnexpectedError(KnownError):
    """A bug, as ``failed`` receives it. The report dialog shows by itself; the receiver only tidies up."""

    def __init__(self, cause: BaseException) -> None:
        super().__init__("X-001", kind=type(cause).__name__)
        self.__cause__ = cause


class _Ticket:
    """One operation: what to run, whom to tell. Made on the GUI thread, answered on a worker."""

    def __init__(
        self,
        act: Callable[[], object],
        done: Callable[..., object],
        failed: Callable[[KnownError], object] | None,
        key: str | None,
    ) -> None:
        self.act = act
        self.done = _weak_method(done)
        self.failed = _weak_method(failed) if failed is not None else None
        self.key = key
        self.tells_changes = False
        self.counts_as_busy = True
        self.dropped = False
        self.answer: object = None
        self.error: BaseException | None = None

    def run(self) -> None:
        try:
            self.answer = self.act()
        except BaseException as error:  # noqa: BLE001 - handed to the GUI thread, where it is shown or reported
            self.error = error


class _Lane:
    """One thread that runs tickets in order. ``answered`` is a signal's emit: queued to the GUI thread."""

    def __init__(self, name: str, answered: Callable[[object], None]) -> None:
        self._name = name
        self._answered = answered
        self._tickets: queue.SimpleQueue[_Ticket | None] = queue.SimpleQueue()
        self._thread: threading.Thread | None = None
        self._muted = False

    def give(self, ticket: _Ticket) -> None:
        if self._thread is None:
            # A daemon: a read that hangs on a dead disk must not keep the process alive after ``close``.
            self._thread = threading.Thread(target=self._run, name=self._name, daemon=True)
            self._thread.start()
        self._tickets.put(ticket)

    def finish(self) -> None:
        """Run what is waiting, then end; answer nothing more (the window may be gone by then)."""
        self._muted = True
        self._tickets.put(None)

    def wait(self, timeout: float) -> bool:
        """Whether the lane came to its end within ``timeout`` seconds."""
        if self._thread is None:
            return True
        self._thread.join(max(0.0, timeout))
        return not self._thread.is_alive()

    def _run(self) -> None:
        while (ticket := self._tickets.get()) is not None:
            if not ticket.dropped:
                ticket.run()
            if not self._muted:
                # A window that was thrown away without ``close`` has no use for the answer.
                with contextlib.suppress(RuntimeError):
                    self._answered(ticket)


class Operations(QObject):
    """Lives in the GUI thread; every method is called there."""

    changed = Signal(object)
    """``app.domain.commands.Changed`` after each write that was applied, after its ``done``."""
    busy_changed = Signal(bool)
    """True once something has been running for 300 ms, False when all is done."""
    error_raised = Signal(object)
    """KnownError of an operation without a ``failed`` of its own."""
    bug_found = Signal(object)
    """The exception of a bug; already logged."""
    idle = Signal()
    """Nothing is running or waiting any more."""
    _answered = Signal(object)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        # Emitted in the workers; queued because this object lives in the GUI thread (facts §F).
        self._answered.connect(self._deliver, Qt.ConnectionType.QueuedConnection)
        emit = self._answered.emit
        self._lanes = {name: _Lane(name, emit) for name in ("read", "write", "work", "network")}
        self._latest: dict[str, _Ticket] = {}
        self._later: list[tuple[str, _Ticket]] = []
        self._open = 0
        self._closed = False
        self._busy = False
        self._busy_timer = QTimer(self)
        self._busy_timer.setSingleShot(True)
        self._busy_timer.setInterval(BUSY_AFTER_MS)
        self._busy_timer.timeout.connect(self._say_busy)

    def read(
        self,
        act: Callable[[], T],
        done: Callable[[T], object],
        failed: Callable[[KnownError], object] | None = None,
        key: str | None = None,
        after_ms: int = 0,
    ) -> None:
        """Run ``act`` on the read thread and give its answer to ``done``; ``after_ms``: not at once.

        ``done`` and ``failed`` are bound methods of QObjects living in the GUI thread (TypeError otherwise). A newer
        read with the same ``key`` drops the older one: it is not run if it still waits, and never answered.
        """
        self._give("read", _Ticket(act, done, failed, key), after_ms)

    def write(
        self,
        act: Callable[[], T],
        done: Callable[[T], object],
        failed: Callable[[KnownError], object] | None = None,
    ) -> None:
        """Run ``act`` on the write thread. Never dropped; order kept.

        When the answer is an Outcome, a Changed, or a sequence of Outcomes, ``changed`` follows after ``done``.
        """
        ticket = _Ticket(act, done, failed, None)
        ticket.tells_changes = True
        self._give("write", ticket)

    def work(
        self,
        act: Callable[[], T],
        done: Callable[[T], object],
        failed: Callable[[KnownError], object] | None = None,
        key: str | None = None,
    ) -> None:
        """Run slow work that touches neither queries nor units of work: making documents, saving files, hashing."""
        self._give("work", _Ticket(act, done, failed, key))

    def network(
        self,
        act: Callable[[], T],
        done: Callable[[T], object],
        failed: Callable[[KnownError], object] | None = None,
    ) -> None:
        """Run ``act`` on the network thread, beside everything: nobody waits for it, the window is not busy with it.

        What its answer says was changed is told by ``changed`` like a write's.
        """
        ticket = _Ticket(act, done, failed, None)
        ticket.tells_changes, ticket.counts_as_busy = True, False
        self._give("network", ticket)

    @property
    def is_busy(self) -> bool:
        """Whether anything but the network is running or waiting, however short."""
        return self._open > 0

    def close(self, timeout: float = 30.0) -> bool:
        """Take nothing more, finish the writes and the work under way, drop waiting reads; no answers any more.

        Returns False when something was still running after ``timeout`` seconds.
        """
        if self._closed:
            return True
        self._closed = True
        self._busy_timer.stop()
        for ticket in self._latest.values():
            ticket.dropped = True
        end = time.monotonic() + timeout
        for lane in self._lanes.values():
            lane.finish()
        done = all(self._lanes[name].wait(end - time.monotonic()) for name in ("write", "work", "read"))
        return self._lanes["network"].wait(min(NETWORK_ENDS_WITHIN_S, end - time.monotonic())) and done

    def _give(self, lane: str, ticket: _Ticket, after_ms: int = 0) -> None:
        if self._closed:
            return
        if ticket.key is not None:
            name = f"{lane}:{ticket.key}"
            older = self._latest.get(name)
            if older is not None:
                older.dropped = True
            self._latest[name] = ticket
        self._open += ticket.counts_as_busy
        if ticket.counts_as_busy and not self._busy and not self._busy_timer.isActive():
            self._busy_timer.start()
        if after_ms:
            self._later.append((lane, ticket))
            QTimer.singleShot(after_ms, self._give_later)
        else:
            self._lanes[lane].give(ticket)

    def _give_later(self) -> None:
        """One call for each ticket put off, all by the same time: the oldest is due."""
        lane, ticket = self._later.pop(0)
        if not self._closed:
            self._lanes[lane].give(ticket)

    def _say_busy(self) -> None:
        if self._open and not self._busy:
            self._busy = True
            self.busy_changed.emit(True)

    def _deliver(self, ticket: _Ticket) -> None:
        if self._closed:
            return
        self._open -= ticket.counts_as_busy
        for name, latest in list(self._latest.items()):
            if latest is ticket:
                del self._latest[name]
        try:
            if not ticket.dropped:
                self._tell(ticket)
        finally:
            if self._open == 0 and ticket.counts_as_busy:
                self._busy_timer.stop()
                if self._busy:
                    self._busy = False
                    self.busy_changed.emit(False)
                self.idle.emit()

    def _tell(self, ticket: _Ticket) -> None:
        if ticket.error is not None:
            self._tell_failure(ticket, ticket.error)
            return
        done = _living(ticket.done)
        if done is not None:
            done(ticket.answer)
        if ticket.tells_changes:
            changes = _changes_in(ticket.answer)
            if changes:
                self.changed.emit(functools.reduce(operator.or_, changes))

    def _tell_failure(self, ticket: _Ticket, error: BaseException) -> None:
        failed = _living(ticket.failed) if ticket.failed is not None else None
        if isinstance(error, KnownError):
            if failed is not None:
                failed(error)
            elif ticket.failed is None and _living(ticket.done) is not None:
                self.error_raised.emit(error)
            return
        _log.error("operation failed unexpectedly", exc_info=error)
        if failed is not None:
            failed(UnexpectedError(error))
        self.bug_found.emit(error)


def _weak_method(method: Callable[..., object]) -> "weakref.WeakMethod[Callable[..., object]]":
    owner = getattr(method, "__self__", None)
    if not isinstance(owner, QObject):
        raise TypeError(f"{method!r} is not a method of a QObject: it could run or outlive its receiver")
    return weakref.WeakMethod(method)


def _living(method: "weakref.WeakMethod[Callable[..., object]]") -> Callable[..., object] | None:
    """The method, unless its receiver is gone in Python or in Qt."""
    bound = method()
    return bound if bound is not None and shiboken6.isValid(getattr(bound, "__self__", None)) else None


def _changes_in(answer: object) -> "list[_Change]":
    """What the answer says was changed: a Changed, an Outcome, or a sequence of Outcomes.

    Read by shape, not by class: this module is imported before the first paint and the commands are not.
    """
    answers = answer if isinstance(answer, list | tuple) else [answer]
    found = [getattr(one, "changed", one) for one in answers]
    return [
        c
        for c in found
        if isinstance(c, _Change)
        and (c.items or c.declarations or c.publicities or c.applicants or c.meetings)
    ]


@runtime_checkable
class _Change(Protocol):
    """``app.domain.commands.Changed``."""

    @property
    def items(self) -> tuple[str, ...]: ...
    @property
    def declarations(self) -> tuple[str, ...]: ...
    @property
    def publicities(self) -> tuple[str, ...]: ...
    @property
    def applicants(self) -> tuple[str, ...]: ...
    @property
    def meetings(self) -> tuple[str, ...]: ...

    def __or__(self, other: "_Change") -> "_Change": ...
