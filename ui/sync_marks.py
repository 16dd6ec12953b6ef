"""What the exchange says of single dossiers, for marks in lists and heads: the own acts not answered yet, and the last answered.

One in every session; without a server it stays empty and nothing is drawn. Read anew on the read lane when the counts moved,
after the first paint: lists never wait for it.
"""

from datetime import datetime

from PySide6.QtCore import QObject, Signal

from app.domain.errors import KnownError
from app.ports.clock import Clock
from app.ports.sync import OPEN_STATES, DeskSync, OpState, OutboxRow
from ui.operations import AFTER_PAINT_MS, Operations
from ui.texts.sync_words import pill_of, say_mark

MOST_OPEN, MOST_ANSWERED = 2000, 100
_UNANSWERED = OPEN_STATES | {OpState.CONFLICT, OpState.REFUSED}
_ICONS = {OpState.CONFLICT: ("equal-not", "conflict"), OpState.REFUSED: ("circle-alert", "failed")}
_WAITS = ("cloud-upload", "muted")


class SyncMarks(QObject):
    """GUI thread only."""

    changed = Signal()

    def __init__(
        self, sync: DeskSync | None, operations: Operations, clock: Clock, parent: QObject | None = None
    ) -> None:
        super().__init__(parent)
        self._sync, self._operations, self._clock = sync, operations, clock
        self._unanswered: dict[str, OutboxRow] = {}
        self._answered: dict[str, OutboxRow] = {}

    def reload(self) -> None:
        if self._sync is None:
            return
        queries = self._sync.queries

        def act() -> tuple[dict[str, OutboxRow], dict[str, OutboxRow]]:
            # Newest first: the oldest act of a dossier must not hide a later one.
            waiting = {row.subject_id: row for row in reversed(queries.outbox(_UNANSWERED, MOST_OPEN))}
            answered = queries.outbox(frozenset({OpState.APPLIED}), MOST_ANSWERED)
            return waiting, {row.subject_id: row for row in reversed(answered)}

        self._operations.read(act, self._take, self._not_read, key="sync-marks", after_ms=AFTER_PAINT_MS)

    def icon_of(self, subject_id: str) -> tuple[str, str] | None:
        """Icon and token of the mark of a row; None where nothing waits."""
        row = self._unanswered.get(subject_id)
        return None if row is None else _ICONS.get(row.state, _WAITS)

    def word_of(self, subject_id: str) -> str:
        """待上报, 冲突 … for a screen reader."""
        row = self._unanswered.get(subject_id)
        return "" if row is None else pill_of(row.state)[1]

    def say(self, subject_id: str) -> tuple[str, str, str]:
        """Icon, token and words of the head of a dossier: 待上报，2 分钟内可撤销; 已上报."""
        row = self._unanswered.get(subject_id) or self._answered.get(subject_id)
        if row is None:
            return "", "", ""
        icon, token = _ICONS.get(row.state, _WAITS)
        icon = "cloud-check" if row.state is OpState.APPLIED else icon
        return icon, token, say_mark(row, self.now())

    def now(self) -> datetime:
        return self._clock.now()

    def _take(self, answer: tuple[dict[str, OutboxRow], dict[str, OutboxRow]]) -> None:
        if answer != (self._unanswered, self._answered):
            self._unanswered, self._answered = answer
            self.changed.emit()

    def _not_read(self, error: KnownError) -> None:
        """Marks say nothing then; the status bar does."""
