"""What a person answers to a conflict or a refusal, written: accept it, or ask for a reopening too. GUI thread."""

from PySide6.QtCore import QObject, Signal

from app.domain.answering import AcceptStanding
from app.domain.commands import Outcome
from app.domain.errors import KnownError
from app.ports.sync import ConflictCase
from app.usecases.accept_standing import accept_standing
from app.usecases.request_reopening import request_reopening
from ui.session import Session
from ui.texts.sync_words import note_of_case


class Answers(QObject):
    """One answer at a time. ``answered`` carries the op_id of the own command, ``failed`` the error."""

    answered = Signal(str)
    failed = Signal(object)

    def __init__(self, session: Session, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self._op_id = ""

    @property
    def is_busy(self) -> bool:
        return self._op_id != ""

    def accept(self, op_id: str, note: str = "") -> None:
        """接受已生效的结论, or a refusal was read."""
        session = self._session
        desk, command = session.desk, AcceptStanding(session.new_op_id(), session.actor, op_id, note)

        def act() -> Outcome:
            return accept_standing(command, desk.new_unit_of_work, desk.clock)

        self._op_id = op_id
        session.operations.write(act, self._written, self._refused)

    def accept_case(self, case: ConflictCase) -> None:
        self.accept(case.op_id, note_of_case(case))

    def ask_again(self, case: ConflictCase, reason: str) -> None:
        """申请重开: the standing verdict is accepted, and whoever has the dossier in hand is asked to take it up again."""
        session, desk = self._session, self._session.desk
        asked, accepted = session.new_op_id(), session.new_op_id()
        command = AcceptStanding(accepted, session.actor, case.op_id, note_of_case(case))

        def act() -> list[Outcome]:
            request = request_reopening(
                *(asked, session.actor, case.subject_id, reason),
                new_unit_of_work=desk.new_unit_of_work,
                clock=desk.clock,
                plan_kits=desk.plan_kits,
            )
            return [request, accept_standing(command, desk.new_unit_of_work, desk.clock)]

        self._op_id = case.op_id
        session.operations.write(act, self._written, self._refused)

    def _written(self, outcome: object) -> None:
        op_id, self._op_id = self._op_id, ""
        self.answered.emit(op_id)

    def _refused(self, error: KnownError) -> None:
        self._op_id = ""
        self.failed.emit(error)
