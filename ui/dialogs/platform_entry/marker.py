"""Writes 已录入 and 未录入 of one or many decisions, and takes the last one back (Z). No widgets.

One that is refused (withdrawn meanwhile) does not stop the others; a failing disk stops what comes after it.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QObject, Signal

from app.domain.commands import Changed, MarkEntered, OutcomeKind
from app.domain.errors import ConflictError, KnownError, RuleError
from app.ports.entering_queries import EnteringRow
from app.usecases.mark_entered import mark_entered
from ui.session import Session


@dataclass(frozen=True, slots=True)
class MarkResult:
    """``error``: of the first that was refused, or what stopped the rest."""

    rows: tuple[EnteringRow, ...]
    entered: bool
    error: KnownError | None


@dataclass(frozen=True, slots=True)
class _Answer:
    applied: tuple[EnteringRow, ...]
    changed: Changed
    error: KnownError | None


class Marker(QObject):
    """GUI thread only. ``marked`` carries a MarkResult, also when nothing could be written."""

    marked = Signal(object)

    def __init__(self, session: Session, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self._last: MarkResult | None = None
        self._under_way: tuple[tuple[EnteringRow, ...], bool, bool] | None = None

    @property
    def is_busy(self) -> bool:
        return self._under_way is not None

    def last(self) -> MarkResult | None:
        """What Z would take back."""
        return self._last

    def mark(self, rows: Sequence[EnteringRow], entered: bool) -> None:
        """While something is being written it does nothing."""
        self._begin(rows, entered, undone=False)

    def undo(self) -> bool:
        """Z: the last one as it was before. False when there is nothing."""
        last = self._last
        if last is None or self.is_busy:
            return False
        self._begin(last.rows, not last.entered, undone=True)
        return True

    def _begin(self, rows: Sequence[EnteringRow], entered: bool, *, undone: bool) -> None:
        if self.is_busy or not rows:
            return
        session, chosen = self._session, tuple(rows)
        commands = [
            (row, MarkEntered(session.new_op_id(), session.actor, row.decision.id, entered)) for row in chosen
        ]
        desk = session.desk

        def act() -> _Answer:
            applied: list[EnteringRow] = []
            changed = Changed()
            error: KnownError | None = None
            for row, command in commands:
                try:
                    outcome = mark_entered(command, desk.new_unit_of_work, desk.clock)
                except (RuleError, ConflictError) as refused:
                    error = error or refused
                except KnownError as fault:
                    error = fault
                    break
                else:
                    if outcome.kind is OutcomeKind.APPLIED:
                        applied.append(row)
                        changed |= outcome.changed
            return _Answer(tuple(applied), changed, error)

        self._under_way = (chosen, entered, undone)
        session.operations.write(act, self._take, self._fail)

    def _take(self, answer: _Answer) -> None:
        self._end(answer.applied, answer.error)

    def _fail(self, error: KnownError) -> None:
        """A bug has its own dialog; the sheet is free again."""
        self._end((), error)

    def _end(self, applied: tuple[EnteringRow, ...], error: KnownError | None) -> None:
        under_way, self._under_way = self._under_way, None
        if under_way is None:
            return
        _, entered, undone = under_way
        result = MarkResult(applied, entered, error)
        if applied and not undone:
            self._last = result
        elif undone and (applied or isinstance(error, RuleError)):
            # After a full disk it can still be taken back.
            self._last = None
        self.marked.emit(result)
