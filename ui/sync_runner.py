"""Runs the rounds of the exchange beside the work and says how it stands (docs/protocol.md §5). Nobody ever waits for it.

Lives in the session of a desk with a server. A round comes every 45 s give or take, at once after a write that need not
rest, when the rest of a decision is over, and on 立即同步; without an answer the pauses grow to 10 minutes. Counts are
read on the read lane, rounds run on the network lane.

Failure: what ended a round is told with its code (``SyncState.problem``) and tried again; what was not sent stays in the
outbox. A fault of the working copy itself (disk full) is shown once, a bug has its own dialog; both wait the longest pause.
"""

import random
import threading
import time
from dataclasses import dataclass, field, replace
from datetime import datetime

from PySide6.QtCore import QObject, QTimer, Signal

from app.domain.commands import Changed
from app.domain.errors import KnownError
from app.ports.clock import Clock
from app.ports.sync import DeskSync, OutboxCounts, RoundReport, SyncPhase, SyncProgress
from ui.operations import Operations, UnexpectedError

FIRST_AFTER_MS = 400
EVERY_S, JITTER_S = 45.0, 12.0
LONGEST_PAUSE_S = 600.0
REPORT_EVERY_S = 0.08
"""A page of rows takes less: the screen is not told of each."""
OFFLINE = frozenset({"Y-101", "Y-102", "Y-103"})
"""No answer: nothing is wrong with this desk, it goes on later."""


@dataclass(frozen=True, slots=True)
class SyncState:
    """What the status bar and the sheets say. ``progress`` is None while no round runs."""

    counts: OutboxCounts = field(default_factory=OutboxCounts)
    last_round: datetime | None = None
    progress: SyncProgress | None = None
    asked: bool = False
    """The running round was asked for by 立即同步."""
    problem: str = ""
    params: dict[str, object] = field(default_factory=dict)
    warnings: tuple[str, ...] = ()
    is_known: bool = False
    """The counts were read once."""

    @property
    def is_offline(self) -> bool:
        return self.problem in OFFLINE


class SyncRunner(QObject):
    """GUI thread only. Silent until ``start``; ``stop`` ends it for good."""

    state_changed = Signal(object)
    """SyncState."""
    reloaded = Signal()
    """More came than a list of ids can say: views read everything again."""
    round_ended = Signal(object)
    """RoundReport."""
    conflict_came = Signal()
    """One more than before, found by a round."""
    _progressed = Signal(object)

    def __init__(
        self,
        sync: DeskSync,
        operations: Operations,
        clock: Clock,
        parent: QObject | None = None,
        chance: random.Random | None = None,
    ) -> None:
        super().__init__(parent)
        self._sync, self._operations, self._clock = sync, operations, clock
        self._chance = chance or random.Random()
        self.state = SyncState()
        self._cancel = threading.Event()
        self._told_at = 0.0
        self._told_phase: SyncPhase | None = None
        self._again = False
        """A round was asked for while one was running."""
        self._failures = 0
        self._own: Changed | None = None
        self._fault = ""
        self._started = self._stopped = False
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.timeout.connect(self._run_due)
        self._due = QTimer(self)
        self._due.setSingleShot(True)
        self._due.timeout.connect(self._run_due)
        # Emitted on the network thread, so it is queued to this object.
        self._progressed.connect(self._show_progress)

    @property
    def server_name(self) -> str:
        return self._sync.server_name

    @property
    def is_running(self) -> bool:
        return self.state.progress is not None

    @property
    def runs_again(self) -> bool:
        """Another round follows the running one at once."""
        return self._again

    def start(self) -> None:
        """Follow the writes, and begin with a round."""
        self._started = True
        self._operations.changed.connect(self._follow)
        self.read_counts()
        self._timer.start(FIRST_AFTER_MS)

    def stop(self) -> None:
        """Nothing more is begun; a running round ends at its next answer."""
        if self._started and not self._stopped:
            self._operations.changed.disconnect(self._follow)
        self._stopped = True
        self._timer.stop()
        self._due.stop()
        self._cancel.set()

    def sync_now(self) -> None:
        """立即同步: the rest of every decision ends, whatever the pause is."""
        if self.is_running:
            self._again = True
            self._set(replace(self.state, asked=True))
        else:
            self._run(everything=True)

    def cancel(self) -> None:
        """What was sent is sent; the rest comes with the next round."""
        self._again = False
        self._cancel.set()

    def read_counts(self) -> None:
        queries = self._sync.queries

        def act() -> tuple[OutboxCounts, datetime | None]:
            return queries.counts(), queries.last_round()

        self._operations.read(act, self._take_counts, key="sync-counts")

    # ---- rounds

    def _run_due(self) -> None:
        if not self.is_running:
            self._run(everything=False)

    def _run(self, *, everything: bool) -> None:
        if self._stopped:
            return
        self._timer.stop()
        self._cancel.clear()
        self._told_phase = None
        synchroniser = self._sync.synchroniser
        report, cancelled = self._report, self._cancel.is_set

        def act() -> RoundReport:
            return synchroniser.run_round(everything=everything, report=report, cancelled=cancelled)

        self._set(replace(self.state, progress=SyncProgress(SyncPhase.CONNECTING), asked=everything))
        self._operations.network(act, self._ended, self._failed)

    def _report(self, progress: SyncProgress) -> None:
        """Network thread. A new phase is told at once, the rest now and then."""
        now = time.monotonic()
        if progress.phase is self._told_phase and now - self._told_at < REPORT_EVERY_S:
            return
        self._told_phase, self._told_at = progress.phase, now
        self._progressed.emit(progress)

    def _show_progress(self, progress: SyncProgress) -> None:
        # What is still queued when the round has ended says nothing any more.
        if self.is_running:
            self._set(replace(self.state, progress=progress))

    def _ended(self, report: RoundReport) -> None:
        self._own = report.changed
        self._failures = self._failures + 1 if report.problem else 0
        self._fault = ""
        self._set(
            replace(
                self.state,
                progress=None,
                asked=False,
                problem=report.problem,
                params=dict(report.params),
                warnings=report.warnings,
            )
        )
        self.read_counts()
        if report.reload:
            self.reloaded.emit()
        if report.conflicts:
            self.conflict_came.emit()
        self.round_ended.emit(report)
        self._go_on()

    def _failed(self, error: KnownError) -> None:
        self._failures = 99
        self._set(
            replace(self.state, progress=None, asked=False, problem=error.code, params=dict(error.params))
        )
        if error.code != self._fault and not isinstance(error, UnexpectedError):
            self._operations.error_raised.emit(error)
        self._fault = error.code
        self._go_on()

    def _go_on(self) -> None:
        if self._again:
            self._again = False
            self._run(everything=True)
        elif not self._stopped:
            self._timer.start(round(self.pause() * 1000))

    def pause(self) -> float:
        """Seconds until the next round of itself: jitter keeps the desks of a district apart."""
        if not self._failures:
            return EVERY_S + self._chance.uniform(-JITTER_S, JITTER_S)
        longest: float = min(LONGEST_PAUSE_S, EVERY_S * 2.0 ** min(self._failures - 1, 10))
        return longest * self._chance.uniform(0.8, 1.0)

    # ---- counts

    def _follow(self, changed: Changed) -> None:
        """A write, or what a round of one's own brought."""
        if changed is self._own:
            self._own = None
            return
        self.read_counts()

    def _take_counts(self, answer: tuple[OutboxCounts, datetime | None]) -> None:
        counts, last_round = answer
        grew = counts.pending > self.state.counts.pending
        self._set(replace(self.state, counts=counts, last_round=last_round, is_known=True))
        if self._stopped or self.is_running or self._failures:
            # Without a server the pauses decide; asking at every write would only hang.
            return
        if grew and self._timer.isActive():
            self._run(everything=False)
        elif counts.next_due is not None:
            wait = (counts.next_due - self._clock.now()).total_seconds()
            self._due.start(max(200, round(wait * 1000) + 200))

    def _set(self, state: SyncState) -> None:
        if state != self.state:
            self.state = state
            self.state_changed.emit(state)
