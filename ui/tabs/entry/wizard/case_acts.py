"""The acts on a whole declaration: 提交, 撤回, 放弃草稿. Each waits until everything typed is kept, and is one at a time."""

from collections.abc import Callable

from PySide6.QtCore import QObject, Signal

from app.domain.commands import DropDeclaration, Outcome, OutcomeKind, SubmitDeclaration, TakeBack
from app.domain.declaration import Declaration
from app.domain.errors import KnownError, RuleError
from app.usecases.fill_declaration import drop_declaration
from app.usecases.submit_declaration import submit_declaration
from app.usecases.take_back import take_back
from ui.session import Session
from ui.tabs.entry.wizard.case_keeper import CaseKeeper

SUBMIT, TAKE_BACK, DROP = "submit", "take_back", "drop"


class CaseActs(QObject):
    """``done``: the act's name; ``refused``: its name and a KnownError, nothing was changed."""

    done = Signal(str)
    refused = Signal(str, object)

    def __init__(self, session: Session, keeper: CaseKeeper, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self._keeper = keeper
        self._waiting = ""
        self._under_way = ""
        keeper.flushed.connect(self._flushed)
        keeper.failed.connect(self._not_kept)

    @property
    def is_busy(self) -> bool:
        return bool(self._waiting or self._under_way)

    def begin(self, act: str) -> None:
        """Do it as soon as nothing waits to be kept."""
        if self.is_busy or self._keeper.declaration is None:
            return
        if act == TAKE_BACK:
            # Looks are written in batches: one of this very window must not come too late.
            self._session.looks.flush()
        self._waiting = act
        if self._keeper.is_settled:
            self._flushed()
        else:
            self._keeper.try_again()

    def forget(self) -> None:
        """Another declaration is opened: what still waited is not done."""
        self._waiting = ""

    # ---- inside

    def _flushed(self) -> None:
        declaration = self._keeper.declaration
        if not self._waiting or declaration is None:
            return
        self._under_way, self._waiting = self._waiting, ""
        self._session.operations.write(self._make(self._under_way, declaration), self._done, self._failed)

    def _make(self, act: str, declaration: Declaration) -> Callable[[], Outcome]:
        desk, actor, op_id = self._session.desk, self._session.actor, self._session.new_op_id()
        subject, rev = declaration.id, declaration.rev

        def submit() -> Outcome:
            command = SubmitDeclaration(op_id, actor, subject, rev)
            return submit_declaration(command, desk.new_unit_of_work, desk.clock, desk.plan_kits)

        def back() -> Outcome:
            return take_back(TakeBack(op_id, actor, subject, rev), desk.new_unit_of_work, desk.clock)

        def drop() -> Outcome:
            return drop_declaration(
                DropDeclaration(op_id, actor, subject, rev), desk.new_unit_of_work, desk.clock
            )

        return {SUBMIT: submit, TAKE_BACK: back, DROP: drop}[act]

    def _done(self, outcome: Outcome) -> None:
        act, self._under_way = self._under_way, ""
        if outcome.kind is OutcomeKind.APPLIED:
            if act == DROP:
                self._keeper.close()
            self.done.emit(act)
        else:
            self.refused.emit(act, RuleError(outcome.code, **outcome.params))

    def _failed(self, error: KnownError) -> None:
        act, self._under_way = self._under_way, ""
        self.refused.emit(act, error)

    def _not_kept(self, error: KnownError) -> None:
        """What was typed could not be kept, so the act does not go."""
        if self._waiting:
            act, self._waiting = self._waiting, ""
            self.refused.emit(act, error)
