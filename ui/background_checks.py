"""Pre-checks beside the work: after a write and when a dossier is opened, one subject at a time (DOMAIN facts §7).

Lives in a Session; silent until ``start``. For each subject: read it on the read lane, let the preview look into the files
that are not known yet, judge on the work lane, keep on the write lane what differs from the stored notices. It blocks no
window and no act; what moved on meanwhile is dropped by ``keep_judged``.

Failure: a subject that cannot be read (gone, another unit's, plan not at hand) or kept (disk full) is passed over; the next
write or look asks again. Nobody is told: the person did not ask for anything.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from PySide6.QtCore import QObject, QTimer, Signal

from app.domain.archive import FrozenItem
from app.domain.attachment import FileRef
from app.domain.commands import Changed
from app.domain.decision import SubjectKind
from app.domain.errors import KnownError
from app.domain.prechecks.checks import Surroundings
from app.domain.prechecks.repeats import UnitContent, own_wordings
from app.ports.check_queries import ArchiveToCheck, DeclarationToCheck
from app.ports.desk import Desk
from app.ports.queries import Scope
from app.usecases.background_checks import Judged, judge_archive, judge_declaration, keep_judged
from app.usecases.prechecks import lay_side_by_side
from ui.file_faults import FileFaults
from ui.operations import AFTER_PAINT_MS, Operations

SETTLE_MS = 600
"""The next dossier is read and painted first."""
MOST_FOLLOWED = 20
"""A write of more subjects (bulk acts) is not followed: each is checked when it is opened."""

_ARCHIVE, _ITEM, _DECLARATION = "archive", "item", "declaration"
_Subject = tuple[str, str]
"""What it is, and its id; of an archive the applicant's."""


@dataclass(frozen=True, slots=True)
class _Material:
    """A subject as read, and what of its files and words is elsewhere in the unit."""

    subject: ArchiveToCheck | DeclarationToCheck
    files: tuple[FileRef, ...]
    others: UnitContent | None


class BackgroundChecks(QObject):
    """GUI thread only. ``found``: Changed of the subjects that have other notices now; their revision did not move."""

    found = Signal(object)

    def __init__(
        self, desk: Desk, scope: Scope, operations: Operations, parent: QObject | None = None
    ) -> None:
        super().__init__(parent)
        self._desk, self._scope, self._operations = desk, scope, operations
        self._waiting: dict[_Subject, None] = {}
        self._material: _Material | None = None
        self._busy = False
        self._stopped = True
        self._own: Changed | None = None
        self._faults: FileFaults | None = None
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(SETTLE_MS)
        self._timer.timeout.connect(self._go_on)

    @property
    def is_resting(self) -> bool:
        """Nothing is waiting or under way."""
        return not self._busy and not self._waiting

    def start(self) -> None:
        """Follow the writes from now on."""
        self._stopped = False
        self._operations.changed.connect(self._follow)

    def stop(self) -> None:
        """Check nothing more (signed out)."""
        if self._stopped:
            return
        self._stopped = True
        self._timer.stop()
        self._waiting.clear()
        self._operations.changed.disconnect(self._follow)
        if self._faults is not None:
            self._faults.close()

    def look_at(self, kind: SubjectKind, subject_id: str) -> None:
        """A dossier was opened."""
        if kind is SubjectKind.ARCHIVE_ITEM:
            self._want((_ITEM, subject_id))
        elif kind is SubjectKind.DECLARATION:
            self._want((_DECLARATION, subject_id))

    def _follow(self, changed: Changed) -> None:
        if changed is self._own:
            self._own = None
            return
        subjects = [(_ARCHIVE, i) for i in dict.fromkeys(changed.applicants)] if changed.items else []
        subjects += [(_DECLARATION, i) for i in dict.fromkeys(changed.declarations)]
        if len(subjects) <= MOST_FOLLOWED:
            for subject in subjects:
                self._want(subject)

    def _want(self, subject: _Subject) -> None:
        if self._stopped:
            return
        # The newest goes first: it is the one on the screen.
        self._waiting.pop(subject, None)
        self._waiting = {subject: None, **self._waiting}
        if not self._busy:
            self._timer.start()

    # ---- one subject

    def _go_on(self) -> None:
        if self._busy or self._stopped or not self._waiting:
            return
        subject = next(iter(self._waiting))
        del self._waiting[subject]
        self._busy = True
        act = _make_reader(self._desk, self._scope, subject)
        self._operations.read(act, self._take, self._pass_over, after_ms=AFTER_PAINT_MS)

    def _take(self, material: _Material) -> None:
        if self._stopped:
            return
        self._material = material
        if self._faults is None:
            self._faults = FileFaults(self._desk.preview, self)
            self._faults.settled.connect(self._judge)
        if self._faults.ask(material.files):
            self._judge()

    def _judge(self) -> None:
        material, faults = self._material, self._faults
        if material is None or faults is None or self._stopped:
            return
        self._material = None
        around = Surroundings(dict(faults.faults()), material.others)
        kits, today = self._desk.plan_kits, self._desk.clock.today()

        def act() -> tuple[Judged, ...]:
            if isinstance(material.subject, ArchiveToCheck):
                return judge_archive(material.subject, kits, today, around)
            return judge_declaration(material.subject, kits, today, around)

        self._operations.work(act, self._keep, self._pass_over)

    def _keep(self, judged: tuple[Judged, ...]) -> None:
        if not judged:
            self._rest()
            return
        new_unit_of_work = self._desk.new_unit_of_work

        def act() -> Changed:
            return keep_judged(judged, new_unit_of_work)

        self._operations.write(act, self._kept, self._pass_over)

    def _kept(self, changed: Changed) -> None:
        if changed.items or changed.declarations:
            self._own = changed
            self.found.emit(changed)
        self._rest()

    def _pass_over(self, error: KnownError) -> None:
        self._rest()

    def _rest(self) -> None:
        self._busy = False
        if self._waiting and not self._stopped:
            self._timer.start()


def _make_reader(desk: Desk, scope: Scope, subject: _Subject) -> Callable[[], _Material]:
    """What the read lane runs."""
    kind, subject_id = subject

    def act() -> _Material:
        checks = desk.checks
        if kind == _DECLARATION:
            declaration = checks.declaration(scope, subject_id)
            items: Sequence[FrozenItem] = declaration.declaration.items
            person, files = declaration.applicant.id, declaration.declaration.files()
            return _Material(declaration, files, _look_around(person, items))
        applicant_id = checks.person_of(scope, subject_id) if kind == _ITEM else subject_id
        archive = checks.archive(scope, applicant_id)
        items = lay_side_by_side(archive.items)
        return _Material(archive, _files_of(items), _look_around(applicant_id, items))

    def _look_around(applicant_id: str, items: Sequence[FrozenItem]) -> UnitContent | None:
        shas = [ref.sha256 for ref in _files_of(items)]
        return desk.checks.unit_content(scope, applicant_id, shas, own_wordings(items))

    return act


def _files_of(items: Sequence[FrozenItem]) -> tuple[FileRef, ...]:
    return tuple(ref for item in items for ref in item.evidence)
