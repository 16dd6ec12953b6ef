"""Files that a person dropped or chose for something on a desk: found, read one at a time, stored, then handed back.

Reading runs on the work lane (disks may be slow), storing on the write lane (the attachment store is written there
only). One file is in memory at a time. A file that cannot be taken is named with its reason and stops nothing.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from PySide6.QtCore import QObject, Signal

from app.domain.attachment import FileRef
from app.domain.errors import KnownError
from app.ports.intake import FoundFiles, RefusedFile, TakenFile
from ui.session import Session


@dataclass(frozen=True, slots=True)
class TakenIn:
    """What came of it. ``files`` are stored; ``refused`` stay where they were."""

    item_id: str
    files: tuple[FileRef, ...]
    refused: tuple[RefusedFile, ...]


class EvidenceIntake(QObject):
    """One batch at a time. ``progressed``: the file under way, how many of how many."""

    progressed = Signal(str, int, int)
    finished = Signal(object)

    def __init__(self, session: Session, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self._item_id = ""
        self._paths: list[str] = []
        self._total = 0
        self._files: list[FileRef] = []
        self._refused: list[RefusedFile] = []

    @property
    def is_running(self) -> bool:
        return bool(self._item_id)

    def take(self, item_id: str, paths: Sequence[str]) -> None:
        """Begin; a batch that is still running is not disturbed."""
        if self.is_running or not paths:
            return
        self._item_id, self._files, self._refused = item_id, [], []
        intake, wanted = self._session.desk.intake, tuple(paths)

        def act() -> FoundFiles:
            return intake.find_files(wanted)

        self._session.operations.work(act, self._found, self._broken_off)

    def _found(self, found: FoundFiles) -> None:
        self._paths, self._total = list(found.paths), len(found.paths)
        self._refused.extend(found.refused)
        self._read_next()

    def _read_next(self) -> None:
        if not self._paths:
            self._end()
            return
        path = self._paths.pop(0)
        done = self._total - len(self._paths)
        self.progressed.emit(path.replace("\\", "/").rpartition("/")[2], done, self._total)
        self._session.operations.work(self._reader(path), self._read, self._broken_off)

    def _reader(self, path: str) -> Callable[[], TakenFile | RefusedFile]:
        intake = self._session.desk.intake

        def act() -> TakenFile | RefusedFile:
            return next(iter(intake.read_files([path])))

        return act

    def _read(self, answer: TakenFile | RefusedFile) -> None:
        if isinstance(answer, RefusedFile):
            self._refused.append(answer)
            self._read_next()
            return
        store, taken = self._session.desk.attachments, answer

        def act() -> FileRef | RefusedFile:
            try:
                return store.put(taken.content, taken.name)
            except KnownError as error:
                # A full disk or a file the store does not take: this one is named, the next one is tried.
                params: Mapping[str, object] = {"name": taken.name, **error.params}
                return RefusedFile(taken.name, error.code, params)

        self._session.operations.write(act, self._stored, self._broken_off)

    def _stored(self, answer: FileRef | RefusedFile) -> None:
        if isinstance(answer, RefusedFile):
            self._refused.append(answer)
        else:
            self._files.append(answer)
        self._read_next()

    def _broken_off(self, error: KnownError) -> None:
        self._refused.extend(RefusedFile(path, error.code, error.params) for path in self._paths[:1])
        self._paths.clear()
        self._session.show_error(error)
        self._end()

    def _end(self) -> None:
        answer = TakenIn(self._item_id, tuple(self._files), tuple(self._refused))
        self._item_id = ""
        self.finished.emit(answer)
