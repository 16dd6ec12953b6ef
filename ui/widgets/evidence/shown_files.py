"""The files of one item and what is known about each: asked for in order, the current one first. GUI thread only."""

from collections.abc import Sequence

from PySide6.QtCore import QObject, Signal

from app.ports.preview import (
    DocumentAnswer,
    DocumentInfo,
    PreviewCode,
    PreviewError,
    PreviewService,
    PreviewSource,
    Priority,
)
from ui.widgets.evidence.files import EvidenceFile
from ui.widgets.evidence.preview_relay import PreviewRelay


class ShownFiles(QObject):
    """States are None (being opened), DocumentInfo or PreviewError; rotations are 0, 90, 180 or 270 clockwise."""

    changed = Signal(int)
    """A file's state is another one now."""
    progressed = Signal(int)
    """More of a file has come from the server."""

    def __init__(self, service: PreviewService, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.files: list[EvidenceFile] = []
        self.states: list[DocumentAnswer | None] = []
        self.rotations: list[int] = []
        self.fetches: list[PreviewError | None] = []
        """How far a file is that still has to come from the server (FETCHING); its state is None until it has."""
        self._relay = PreviewRelay(service)
        self._relay.document_arrived.connect(self._take)
        self.destroyed.connect(self._relay.close)

    def set_files(self, files: Sequence[EvidenceFile]) -> bool:
        """Show these; `request_missing` must follow. Returns True when they only grew at the end: the place on the
        screen can stay.
        """
        known = len(self.files)
        grew = 0 < known <= len(files) and list(files[:known]) == self.files
        self._relay.cancel()
        self.files = list(files)
        self.rotations = self.rotations + [0] * (len(files) - known) if grew else [0] * len(files)
        self.states = [self._look_up(file) for file in self.files]
        self.fetches = [None] * len(files)
        return grew

    def request_missing(self) -> None:
        """Ask for what is not known. To be called after the first page has been asked for: opening the file for it
        answers this question too.
        """
        for number, (file, state) in enumerate(zip(self.files, self.states, strict=True)):
            if state is None or _is_partial(state):
                self._relay.request_document(file.source, Priority.NEAR if number else Priority.VISIBLE)

    def look_again(self, number: int) -> None:
        """Take over what opening a file for its first page has brought to light."""
        if self.states[number] is None:
            self.states[number] = self._relay.known_document(self.files[number].source)
            if self.states[number] is not None:
                self.changed.emit(number)

    def retry(self, number: int) -> None:
        """Ask again for a file that failed."""
        self._relay.forget(self.files[number].source)
        self.states[number] = None
        self.changed.emit(number)
        self._relay.request_document(self.files[number].source)

    def turn(self, number: int, by: int) -> None:
        """Rotate a file clockwise by `by` degrees."""
        self.rotations[number] = (self.rotations[number] + by) % 360
        self.changed.emit(number)

    def close(self) -> None:
        """Ask and answer nothing any more."""
        self._relay.close()

    def _look_up(self, file: EvidenceFile) -> DocumentAnswer | None:
        state = self._relay.known_document(file.source)
        if isinstance(state, PreviewError) and state.is_transient:
            # The person came back to it: that is as good as 重试.
            self._relay.forget(file.source)
            return None
        return state

    def _take(self, source: PreviewSource, answer: DocumentAnswer) -> None:
        fetch = answer if isinstance(answer, PreviewError) and answer.code == PreviewCode.FETCHING else None
        for number, file in enumerate(self.files):
            if file.source != source:
                continue
            self.fetches[number] = fetch
            if fetch is not None:
                self.progressed.emit(number)
            elif answer != self.states[number]:
                self.states[number] = answer
                self.changed.emit(number)


def _is_partial(state: DocumentAnswer) -> bool:
    return isinstance(state, DocumentInfo) and not state.is_complete
