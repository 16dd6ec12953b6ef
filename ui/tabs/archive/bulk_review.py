"""Bulk 通过 / 退回 in portions of one transaction each (A3.12): progress after each, and it can be stopped between two.

What was decided stays decided; one refused item (changed meanwhile) does not stop the others.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field

from PySide6.QtCore import QObject, Signal

from app.domain.commands import Outcome, OutcomeKind, ReviewArchiveItem
from app.domain.decision import Action
from app.domain.errors import KnownError
from app.ports.queries import ArchiveRow
from app.usecases.review_archive import review_archive_items
from ui.dialogs.return_sheet.subject import ReturnVerdict
from ui.session import Session

PORTION = 40
"""Items a transaction: about 0.1 s, so that another desk's read never waits long."""


@dataclass
class BulkResult:
    """``applied`` are op_ids (decision ids) in the order given; ``refused`` rows with what the usecase answered;
    ``left`` rows that were not come to (stopped, or an error before them): nothing happened to them."""

    action: Action
    total: int
    applied: list[str] = field(default_factory=list)
    refused: list[tuple[ArchiveRow, Outcome]] = field(default_factory=list)
    left: list[ArchiveRow] = field(default_factory=list)
    first_item: str = ""
    stopped: bool = False
    error: KnownError | None = None


class BulkReview(QObject):
    """One bulk at a time. ``progressed``: how many of how many."""

    progressed = Signal(int, int)
    finished = Signal(object)

    def __init__(self, session: Session, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self._waiting: list[tuple[ArchiveRow, ReviewArchiveItem]] = []
        self._running: list[ArchiveRow] = []
        self._result: BulkResult | None = None

    @property
    def is_running(self) -> bool:
        return self._result is not None

    def run(self, action: Action, rows: Sequence[ArchiveRow], verdict: ReturnVerdict | None = None) -> None:
        """Decide all rows; a return words its notice for each person."""
        if self._result is not None or not rows:
            return
        session = self._session
        self._waiting = [
            (
                row,
                ReviewArchiveItem(
                    session.new_op_id(),
                    session.actor,
                    row.id,
                    row.rev,
                    action,
                    defects=verdict.defects if verdict else (),
                    notice=verdict.notice_for(row.name) if verdict else "",
                ),
            )
            for row in rows
        ]
        self._result = BulkResult(action, len(rows), first_item=rows[0].id)
        self._next()

    def stop(self) -> None:
        """After the portion under way."""
        if self._result is not None:
            self._result.stopped = bool(self._waiting)
            self._result.left = [row for row, _ in self._waiting]
            self._waiting.clear()

    def _next(self) -> None:
        portion, self._waiting = self._waiting[:PORTION], self._waiting[PORTION:]
        self._running = [row for row, _ in portion]
        commands = [command for _, command in portion]
        desk = self._session.desk

        def act() -> Sequence[Outcome]:
            return review_archive_items(commands, desk.new_unit_of_work, desk.clock)

        self._session.operations.write(act, self._take, self._fail)

    def _take(self, outcomes: Sequence[Outcome]) -> None:
        result = self._result
        if result is None:
            return
        for row, outcome in zip(self._running, outcomes, strict=True):
            if outcome.kind is OutcomeKind.APPLIED:
                result.applied.append(outcome.op_id)
            else:
                result.refused.append((row, outcome))
        self.progressed.emit(len(result.applied) + len(result.refused), result.total)
        if self._waiting:
            self._next()
        else:
            self._end()

    def _fail(self, error: KnownError) -> None:
        if self._result is not None:
            self._result.error = error
            self._result.left = [*self._running, *(row for row, _ in self._waiting), *self._result.left]
            self._end()

    def _end(self) -> None:
        result, self._result = self._result, None
        self._waiting, self._running = [], []
        self.finished.emit(result)
