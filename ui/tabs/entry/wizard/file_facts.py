"""What a look into attached files says: how many pages, or why the preview cannot open one. GUI thread only."""

from collections.abc import Iterable

from PySide6.QtCore import QObject, Signal

from app.domain.attachment import FileRef
from app.ports.preview import (
    DocumentAnswer,
    DocumentInfo,
    PreviewCode,
    PreviewError,
    PreviewService,
    PreviewSource,
    Priority,
)
from ui.texts.errors import describe_plainly
from ui.widgets.evidence.files import make_evidence
from ui.widgets.evidence.preview_relay import PreviewRelay

_OF_THE_FILE = frozenset(
    {
        PreviewCode.DAMAGED,
        PreviewCode.MISSING,
        PreviewCode.BROKEN,
        PreviewCode.ENCRYPTED,
        PreviewCode.EMPTY,
        PreviewCode.NO_PAGES,
        PreviewCode.TOO_LARGE,
        PreviewCode.TOO_MANY_PIXELS,
        PreviewCode.UNSUPPORTED,
        PreviewCode.OUT_OF_MEMORY,
    }
)
"""The file is to blame, so that it is said of the file; a preview that died says nothing about it."""


class FileFacts(QObject):
    """``changed`` carries the SHA-256 of a file of which something is known now."""

    changed = Signal(str)

    def __init__(self, service: PreviewService, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._answers: dict[str, DocumentAnswer | None] = {}
        self._relay = PreviewRelay(service)
        self._relay.document_arrived.connect(self._take)
        self.destroyed.connect(self._relay.close)

    def ask(self, files: Iterable[FileRef]) -> None:
        """Look into what has not been asked for yet; behind everything that is on the screen."""
        for file in files:
            if file.sha256 in self._answers:
                continue
            source = make_evidence(file).source
            self._answers[file.sha256] = known = self._relay.known_document(source)
            if known is None:
                self._relay.request_document(source, Priority.NEXT_FILE)

    def pages_of(self, sha256: str) -> int:
        """0: not known, or a picture."""
        answer = self._answers.get(sha256)
        return answer.page_count if isinstance(answer, DocumentInfo) and answer.kind == "pdf" else 0

    def problem_of(self, sha256: str) -> str:
        """Why nobody can see it, one line without full stop; "" = it can be seen, or is not known."""
        answer = self._answers.get(sha256)
        if isinstance(answer, PreviewError) and answer.code in _OF_THE_FILE:
            return describe_plainly(answer.code, answer.params).split("。", 1)[0]
        return ""

    def _take(self, source: PreviewSource, answer: DocumentAnswer) -> None:
        if answer != self._answers.get(source.key):
            self._answers[source.key] = answer
            self.changed.emit(source.key)
