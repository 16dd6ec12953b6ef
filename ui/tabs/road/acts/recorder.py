"""Records one act, or a bulk 通过, on one or many dossiers, each as a command of its own on the revision that was seen.

One that is refused does not stop the others; a failing disk stops everything after it, and what was not come to is handed
back. What was recorded can be taken back together with Z within 120 seconds (``ui.decision_writer``).
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from PySide6.QtCore import QObject, Signal

from app.domain.attachment import FileRef
from app.domain.commands import AdvanceDeclaration, Changed, Outcome, OutcomeKind, ReviewDeclaration
from app.domain.decision import Action
from app.domain.errors import ConflictError, KnownError, RuleError
from app.ports.desk import Desk
from app.ports.road_queries import RoadRow
from app.usecases.advance_declaration import advance_declaration
from app.usecases.review_declaration import review_declaration
from ui.decision_writer import DecisionWriter
from ui.session import Session
from ui.undo import Undoable, UndoStack

Command = AdvanceDeclaration | ReviewDeclaration
PORTION = 20
"""Dossiers a write, each in a transaction of its own: about 0.1 s, so that the sheet can say how far it is."""


@dataclass(frozen=True, slots=True)
class ActEntry:
    """One dossier as it was seen, with what is recorded for it."""

    row: RoadRow
    record: Mapping[str, str]
    action: Action | None = None
    """Another act than that of the others: 评审通过 and 评审未通过 are recorded together."""
    reason: str = ""
    """Of this one alone; empty: that of all. Of a 通过 the opinion."""


@dataclass(slots=True)
class ActResult:
    """``left``: not come to, because it was stopped or the surroundings failed (``fault``); nothing happened to them."""

    action: Action
    total: int
    applied: list[RoadRow] = field(default_factory=list)
    decision_ids: list[str] = field(default_factory=list)
    refused: list[tuple[RoadRow, KnownError]] = field(default_factory=list)
    left: list[ActEntry] = field(default_factory=list)
    fault: KnownError | None = None
    changed: Changed = field(default_factory=Changed)


@dataclass(frozen=True, slots=True)
class _Answer:
    """Of one portion. ``changed`` is what Operations spreads to the other pages."""

    outcomes: tuple[Outcome | KnownError, ...]
    changed: Changed
    fault: KnownError | None


class ActRecorder(DecisionWriter):
    """One act at a time. ``recorded`` carries an ActResult, ``progressed`` how many of how many."""

    recorded = Signal(object)
    progressed = Signal(int, int)

    def __init__(
        self, session: Session, undo: UndoStack | None = None, parent: QObject | None = None
    ) -> None:
        super().__init__(session, parent)
        if undo is not None:
            self.undo = undo
        self._waiting: list[tuple[ActEntry, Command]] = []
        self._running: list[tuple[ActEntry, Command]] = []
        self._stopped: list[ActEntry] = []
        self._result: ActResult | None = None
        self._done = ""

    def record(
        self,
        action: Action,
        entries: Sequence[ActEntry],
        *,
        reason: str = "",
        files: Sequence[FileRef] = (),
        done: str,
    ) -> bool:
        """Begin; False while something else is being written. ``done``: 已登记缴费."""
        if self.is_busy or not entries:
            return False
        self._waiting = [(entry, self._command(action, entry, reason, files)) for entry in entries]
        self._stopped = []
        self._result, self._done = ActResult(action, len(entries)), done
        self._next()
        return True

    def stop(self) -> None:
        """After the portion under way; the rest is handed back as ``left``."""
        self._stopped += [entry for entry, _ in self._waiting]
        self._waiting = []

    def _command(self, action: Action, entry: ActEntry, reason: str, files: Sequence[FileRef]) -> Command:
        session, row = self._session, entry.row
        words, record = (entry.reason or reason).strip(), dict(entry.record)
        seen = (session.new_op_id(), session.actor, row.id, row.rev)
        if action is Action.PASS:
            return ReviewDeclaration(*seen, action, words, record=record)
        return AdvanceDeclaration(*seen, entry.action or action, record, tuple(files), words)

    def _next(self) -> None:
        self._running, self._waiting = self._waiting[:PORTION], self._waiting[PORTION:]
        commands = [command for _, command in self._running]
        desk = self._session.desk

        def act() -> _Answer:
            outcomes: list[Outcome | KnownError] = []
            changed, fault = Changed(), None
            for command in commands:
                try:
                    outcome = _apply(command, desk)
                except (RuleError, ConflictError) as error:
                    outcomes.append(error)
                except KnownError as error:
                    fault = error
                    break
                else:
                    outcomes.append(outcome)
                    changed |= outcome.changed
            return _Answer(tuple(outcomes), changed, fault)

        self._write(act, self._take)

    def _take(self, answer: _Answer) -> None:
        result = self._result
        if result is None:
            return
        for (entry, _), outcome in zip(self._running, answer.outcomes, strict=False):
            if isinstance(outcome, KnownError):
                result.refused.append((entry.row, outcome))
            elif outcome.kind is OutcomeKind.APPLIED:
                result.applied.append(entry.row)
                result.decision_ids.append(outcome.op_id)
            else:
                result.refused.append((entry.row, RuleError(outcome.code, **outcome.params)))
        result.changed |= answer.changed
        if answer.fault is not None:
            result.fault = answer.fault
            rest = [entry for entry, _ in (*self._running[len(answer.outcomes) :], *self._waiting)]
            self._end([*rest, *self._stopped])
            return
        self.progressed.emit(len(result.applied) + len(result.refused), result.total)
        if self._waiting:
            self._next()
        else:
            self._end(self._stopped)

    def _tell_failure(self, error: KnownError) -> None:
        """A bug in the middle of a portion: what had been answered before stands."""
        if self._result is None:
            super()._tell_failure(error)
            return
        self._result.fault = error
        self._end([*(entry for entry, _ in (*self._running, *self._waiting)), *self._stopped])

    def _end(self, left: list[ActEntry]) -> None:
        self.is_busy = False
        result, self._result = self._result, None
        self._waiting, self._running = [], []
        if result is None:
            return
        result.left = left
        if result.applied:
            words = self.say(result)
            first = result.applied[0].id
            self.undo.push(Undoable(tuple(result.decision_ids), words, first, "", self._session.now()))
        self.recorded.emit(result)

    def say(self, result: ActResult) -> str:
        """已登记缴费 陈晓东; of several 已登记缴费 7 份."""
        if len(result.applied) == 1:
            return f"{self._done} {result.applied[0].name}"
        return self.tr("{0} {1} 份").replace("{0}", self._done).replace("{1}", str(len(result.applied)))


def _apply(command: Command, desk: Desk) -> Outcome:
    """Work lane: the command in a transaction of its own."""
    if isinstance(command, ReviewDeclaration):
        return review_declaration(command, desk.new_unit_of_work, desk.clock, desk.plan_kits)
    return advance_declaration(command, desk.new_unit_of_work, desk.clock, desk.plan_kits)
