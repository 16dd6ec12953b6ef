"""Z: the decisions of a desk that can still be taken back, newest last, each for 120 seconds (DESIGN §4). Pure.

Each review tab has a stack of its own.
"""

from dataclasses import dataclass
from datetime import datetime

from app.domain.decision import UNDO_WITHIN


@dataclass(frozen=True, slots=True)
class Undoable:
    """One key press: one decision, or all of a bulk."""

    decision_ids: tuple[str, ...]
    words: str
    """已通过 陈思远."""
    subject_id: str
    """The item or declaration to go back to; of a bulk the first."""
    section: str
    """Where the item stands in the archive; empty for a declaration."""
    at: datetime


class UndoStack:
    """``now`` comes from the desk's clock: a 样例 copy can move it."""

    def __init__(self) -> None:
        self._entries: list[Undoable] = []

    def push(self, entry: Undoable) -> None:
        self._entries.append(entry)

    def last(self, now: datetime) -> Undoable | None:
        """The newest that is still open; the rest is dropped."""
        self._entries = [e for e in self._entries if self.seconds_left(e, now) > 0]
        return self._entries[-1] if self._entries else None

    def take(self, entry: Undoable) -> None:
        """It is being withdrawn, or can no longer be."""
        if entry in self._entries:
            self._entries.remove(entry)

    @staticmethod
    def seconds_left(entry: Undoable, now: datetime) -> int:
        left = UNDO_WITHIN - (now - entry.at)
        return max(0, min(round(left.total_seconds()), int(UNDO_WITHIN.total_seconds())))
