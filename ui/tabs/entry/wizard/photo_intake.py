"""One file on its way to be the photo: read, measured and looked at in the worker, then stored. GUI thread.

Only what can be seen is stored: a file that opens nowhere would pass every measured rule and fail at the first desk.
Whatever fails is said with the file's name; the photo that was there stays.
"""

import hashlib
from collections.abc import Callable, Mapping, Sequence

from PySide6.QtCore import QObject, Signal
from PySide6.QtGui import QImage

from app.domain.attachment import FileRef
from app.domain.errors import KnownError
from app.ports.intake import RefusedFile, TakenFile
from app.ports.preview import PageRequest, PhotoInspection, PreviewCode, PreviewError, PreviewSource
from ui.file_taking import png_of
from ui.session import Session
from ui.tabs.entry.wizard.photo_words import say_refusal
from ui.widgets.evidence.preview_relay import PagePicture
from ui.widgets.photo_editor.photo_relay import PhotoRelay, make_request

Read = TakenFile | RefusedFile | None


class PhotoIntake(QObject):
    """One file at a time; a second one waits for nothing and is refused by ``is_busy``."""

    chosen = Signal(object, object)
    """FileRef and its PhotoInspection: stored, measured, seen."""
    refused = Signal(str)
    """A whole sentence."""
    busy_changed = Signal(bool)

    def __init__(self, session: Session, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self._relay = PhotoRelay(session.desk.preview, self)
        self._relay.measured.connect(self._measured)
        self._relay.picture_arrived.connect(self._seen)
        self._taken: TakenFile | None = None
        self._source: PreviewSource | None = None
        self._request: PageRequest | None = None
        self._inspection: PhotoInspection | None = None
        self._busy = False
        self._turn = 0
        """Which attempt an answer belongs to: ``drop`` forgets all that went before."""

    @property
    def is_busy(self) -> bool:
        return self._busy

    def take(self, paths: Sequence[str]) -> None:
        """The first file of the paths; the others stay where they are."""
        if self._busy or not paths:
            return
        intake, wanted, turn = self._session.desk.intake, tuple(paths), self._turn

        def act() -> tuple[int, Read, str]:
            found = intake.find_files(wanted)
            if not found.paths:
                return turn, (found.refused[0] if found.refused else None), ""
            taken = next(iter(intake.read_files(found.paths[:1])))
            return turn, taken, _hash(taken)

        self._begin(act)

    def take_picture(self, image: QImage, name: str) -> None:
        """A picture without a file (from the clipboard): kept as PNG, without loss."""
        if self._busy:
            return
        turn = self._turn

        def act() -> tuple[int, Read, str]:
            taken = TakenFile(name, png_of(image))
            return turn, taken, _hash(taken)

        self._begin(act)

    def drop(self) -> None:
        """Another person is on the screen: what is on its way belongs to nobody any more."""
        self._turn += 1
        self._relay.cancel()
        self._end()

    def _begin(self, act: Callable[[], tuple[int, Read, str]]) -> None:
        self._busy = True
        self.busy_changed.emit(True)
        self._session.operations.work(act, self._read, self._failed)

    def _end(self) -> None:
        self._taken = self._source = self._request = self._inspection = None
        if self._busy:
            self._busy = False
            self.busy_changed.emit(False)

    def _read(self, answer: tuple[int, Read, str]) -> None:
        turn, taken, sha256 = answer
        if turn != self._turn:
            return
        if isinstance(taken, TakenFile):
            self._taken = taken
            self._source = PreviewSource(sha256, taken.name, len(taken.content), _Bytes(taken.content))
            # The same file may be tried again after the load is gone.
            self._relay.forget(self._source)
            self._relay.measure(self._source)
        elif taken is not None:
            self._refuse(taken.code, taken.params, taken.name)
        else:
            self._end()

    def _measured(self, source: PreviewSource, answer: object) -> None:
        if source != self._source or self._taken is None:
            return
        if isinstance(answer, PreviewError):
            self._refuse(answer.code, answer.params, source.name)
        elif isinstance(answer, PhotoInspection):
            self._inspection = answer
            facts = answer.facts
            self._request = make_request(source, (facts.width_px, facts.height_px), 0)
            self._relay.ask_picture(self._request)

    def _seen(self, request: PageRequest, answer: object) -> None:
        if request != self._request or self._taken is None:
            return
        if isinstance(answer, PreviewError):
            self._refuse(answer.code, answer.params, self._taken.name)
            return
        if isinstance(answer, PagePicture) and answer.page.incomplete:
            self._refuse(PreviewCode.BROKEN, {}, self._taken.name)
            return
        store, taken, turn = self._session.desk.attachments, self._taken, self._turn

        def act() -> tuple[int, FileRef]:
            return turn, store.put(taken.content, taken.name)

        self._session.operations.write(act, self._stored, self._failed)

    def _stored(self, answer: tuple[int, FileRef]) -> None:
        turn, file = answer
        inspection = self._inspection
        if turn != self._turn or inspection is None:
            return
        self._end()
        self.chosen.emit(file, inspection)

    def _failed(self, error: KnownError) -> None:
        name = self._taken.name if self._taken is not None else ""
        self._refuse(error.code, error.params, name)

    def _refuse(self, code: str, params: Mapping[str, object], name: str) -> None:
        sentence = say_refusal(code, params, name)
        self._end()
        self.refused.emit(sentence)


class _Bytes:
    """A loader for bytes that are at hand; runs on a preview thread."""

    def __init__(self, content: bytes) -> None:
        self._content = content

    def __call__(self) -> bytes:
        return self._content


def _hash(taken: TakenFile | RefusedFile) -> str:
    return hashlib.sha256(taken.content).hexdigest() if isinstance(taken, TakenFile) else ""
