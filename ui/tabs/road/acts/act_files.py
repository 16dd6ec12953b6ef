"""The files of an act (a receipt, a scan): dropped, pasted or chosen, stored at once, attached when the act is recorded.

What was put in stays when recording fails; a file that cannot be taken is named with its reason.
"""

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from app.domain.attachment import FileRef
from ui.dialogs.file_sheet import FileSheet
from ui.file_taking import FileTaking
from ui.session import Session
from ui.widgets.evidence.files import make_evidence
from ui.widgets.file_strip import FileStrip
from ui.widgets.labels import TextLabel

_TARGET = "act"


class ActFiles(QWidget):
    """``changed``: other files, or some are under way."""

    changed = Signal()

    def __init__(self, session: Session, name: str, label: str, host: QWidget, parent: QWidget) -> None:
        super().__init__(parent)
        self._label, self._host, self._name = label, host, name
        self._session = session
        self._preview: FileSheet | None = None
        self.strip = FileStrip(f"{name}.files")
        self.taking = FileTaking(session, self)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(3)
        column.addWidget(TextLabel(label, "caption", "muted"))
        column.addWidget(self.strip)
        self.strip.files_changed.connect(self.show_files)
        self.strip.look_wanted.connect(self._look)
        self.strip.paths_dropped.connect(self._take)
        self.strip.paste_wanted.connect(self._paste)
        self.strip.choose_wanted.connect(self._choose)
        self.taking.taken.connect(self._taken)
        self.taking.refused.connect(self._refused)
        self.taking.busy_changed.connect(self._tell)

    @property
    def files(self) -> tuple[FileRef, ...]:
        return self.strip.files

    @property
    def is_busy(self) -> bool:
        return self.taking.is_busy

    def show_files(self, files: Sequence[FileRef]) -> None:
        self.strip.show_files(files)
        self.changed.emit()

    def clear(self) -> None:
        self.strip.show_refusals([])
        self.show_files(())

    def _take(self, paths: list[str]) -> None:
        self.strip.show_refusals([])
        self.taking.take(_TARGET, paths)

    def _paste(self) -> None:
        self.strip.show_refusals([])
        self.taking.paste(_TARGET)

    def _choose(self) -> None:
        self.strip.show_refusals([])
        self.taking.choose(_TARGET, self)

    def _taken(self, target: str, files: Sequence[FileRef]) -> None:
        known = {file.sha256 for file in self.files}
        self.show_files((*self.files, *(file for file in files if file.sha256 not in known)))

    def _refused(self, target: str, sentences: list[str]) -> None:
        self.strip.show_refusals(sentences)

    def _tell(self, busy: bool) -> None:
        self.changed.emit()

    def _look(self, place: int) -> None:
        if self._preview is None:
            self._preview = FileSheet(self._host, self._session.desk.preview, f"{self._name}.preview")
        self._preview.show_files(self._label, [make_evidence(file) for file in self.files], place)
