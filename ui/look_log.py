"""Collects looks at dossiers and reveals of masked numbers, and writes them in batches (DOMAIN facts §9).

Lives in a Session. A look is not a decision: it is written a few seconds after the fact, and at the latest when the
person signs out or the window closes. The same look is not written twice while it waits.

Failure: looks that could not be written (full disk) wait on and go with the next batch; the person is told once, not at
every dossier. A batch over which the program stumbles (a bug) is given up: it would stumble again.
"""

from PySide6.QtCore import QObject, QTimer, Signal

from app.domain.commands import Changed
from app.domain.decision import SubjectKind
from app.domain.errors import KnownError
from app.domain.looks import Look, LookAct
from app.domain.organisation import Actor
from app.ports.desk import Desk
from app.usecases.record_looks import record_looks
from ui.operations import Operations, UnexpectedError

BATCH_MS = 3000

_Key = tuple[LookAct, SubjectKind, str]


class LookLog(QObject):
    """GUI thread only."""

    noted = Signal(object, str)
    """SubjectKind and id of a dossier that was opened just now."""
    written = Signal(object)
    """Changed: the subjects that count as opened from now on (lists show it)."""

    def __init__(
        self, desk: Desk, actor: Actor, operations: Operations, parent: QObject | None = None
    ) -> None:
        super().__init__(parent)
        self._desk, self._actor, self._operations = desk, actor, operations
        self._waiting: dict[_Key, Look] = {}
        self._under_way: list[tuple[Look, ...]] = []
        self._told = False
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(BATCH_MS)
        self._timer.timeout.connect(self.flush)

    def note_look(self, kind: SubjectKind, subject_id: str) -> None:
        """打开看: the dossier was opened on the desk."""
        self._note(LookAct.LOOK, kind, subject_id)
        self.noted.emit(kind, subject_id)

    def note_reveal(self, kind: SubjectKind, subject_id: str) -> None:
        """显示证件号码: key I on the desk."""
        self._note(LookAct.REVEAL, kind, subject_id)

    def flush(self) -> None:
        """Write what waits, now."""
        self._timer.stop()
        looks = tuple(self._waiting.values())
        self._waiting.clear()
        if not looks:
            return
        new_unit_of_work = self._desk.new_unit_of_work

        def act() -> tuple[Look, ...]:
            record_looks(looks, new_unit_of_work)
            return looks

        self._under_way.append(looks)
        self._operations.write(act, self._tell, self._keep)

    def _note(self, act: LookAct, kind: SubjectKind, subject_id: str) -> None:
        look = Look(self._desk.clock.now(), self._actor.account_id, act, kind, subject_id)
        self._waiting.setdefault(_key_of(look), look)
        if not self._timer.isActive():
            self._timer.start()

    def _keep(self, error: KnownError) -> None:
        # Answers come in the order of the writes, so the oldest batch under way is the one that failed.
        failed = self._under_way.pop(0)
        if isinstance(error, UnexpectedError):
            return
        kept = {_key_of(look): look for look in failed}
        self._waiting = kept | {key: look for key, look in self._waiting.items() if key not in kept}
        if not self._told:
            self._told = True
            self._operations.error_raised.emit(error)

    def _tell(self, looks: tuple[Look, ...]) -> None:
        self._under_way.pop(0)
        self._told = False
        seen = [look for look in looks if look.act is LookAct.LOOK]
        self.written.emit(
            Changed(
                items=tuple(k.subject_id for k in seen if k.subject_kind is SubjectKind.ARCHIVE_ITEM),
                declarations=tuple(k.subject_id for k in seen if k.subject_kind is SubjectKind.DECLARATION),
            )
        )


def _key_of(look: Look) -> _Key:
    return look.act, look.subject_kind, look.subject_id
