"""What the writers of all review tabs share: one act at a time, and Z. No widgets.

Every act is one usecase call on the write thread; signals come back on the GUI thread after the commit, so that 已保存
is never said too early. While ``is_busy`` another key press does nothing.
"""

from collections.abc import Callable, Sequence

from PySide6.QtCore import QObject, Signal

from app.domain.commands import Outcome, OutcomeKind, WithdrawDecision
from app.domain.decision import Action
from app.domain.errors import ConflictError, KnownError, RuleError
from app.ports.clock import Clock
from app.ports.plan_kits import PlanKits
from app.ports.unit_of_work import NewUnitOfWork
from app.usecases.withdraw_decision import withdraw_decision
from ui.session import Session
from ui.texts.words import word
from ui.undo import Undoable, UndoStack


class DecisionWriter(QObject):
    """GUI thread only. A tab's writer adds its acts and gives each to ``_write``."""

    decided = Signal(object, object)
    """(Action, the dossier as it was) after the commit."""
    withdrawn = Signal(object)
    """Undoable."""
    failed = Signal(object)
    """KnownError; nothing was changed and nothing typed is lost."""

    def __init__(self, session: Session, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self.undo = UndoStack()
        self.is_busy = False
        self._withdrawing: Undoable | None = None

    def withdraw_last(self) -> bool:
        """Z. False when there is nothing to take back."""
        entry = self.undo.last(self._session.now())
        if entry is None or self.is_busy:
            return False
        desk, actor = self._session.desk, self._session.actor
        commands = [
            WithdrawDecision(self._session.new_op_id(), actor, decision) for decision in entry.decision_ids
        ]

        def act() -> list[Outcome]:
            return [
                _withdraw_one(command, desk.new_unit_of_work, desk.clock, desk.plan_kits)
                for command in commands
            ]

        self._withdrawing = entry
        self._write(act, self._tell_withdrawn)
        return True

    def _write(self, act: Callable[[], object], done: Callable[..., object]) -> None:
        """``done`` sets ``is_busy`` back."""
        self.is_busy = True
        self._session.operations.write(act, done, self._tell_failure)

    def _tell_withdrawn(self, outcomes: Sequence[Outcome]) -> None:
        self.is_busy = False
        entry, self._withdrawing = self._withdrawing, None
        if entry is None:
            return
        self.undo.take(entry)
        refused = [o for o in outcomes if o.kind is not OutcomeKind.APPLIED]
        if len(refused) < len(outcomes):
            self.withdrawn.emit(entry)
        if refused:
            self.failed.emit(RuleError(refused[0].code, **refused[0].params))

    def _tell_failure(self, error: KnownError) -> None:
        self.is_busy = False
        entry, self._withdrawing = self._withdrawing, None
        if entry is not None and isinstance(error, RuleError | ConflictError):
            # Somebody else's act came first: it cannot be taken back any more. After a full disk it still can.
            self.undo.take(entry)
        self.failed.emit(error)


def _withdraw_one(
    command: WithdrawDecision, new_unit_of_work: NewUnitOfWork, clock: Clock, plan_kits: PlanKits
) -> Outcome:
    """One of a bulk that cannot be taken back does not stop the others."""
    try:
        return withdraw_decision(command, new_unit_of_work, clock, plan_kits)
    except RuleError as error:
        return Outcome(command.op_id, OutcomeKind.REFUSED, error.code, dict(error.params))


def say_done(action: Action, name: str) -> str:
    """已通过 陈思远, 已退回 …, 已判不通过 …, 已审核无误 …"""
    words = word(action)
    return f"已判{words} {name}" if action is Action.FAIL else f"已{words} {name}"
