"""Choosing files and folders without blocking the window: a dialog is opened and answers through a signal.

The last folder is remembered for the session. Tests and the tour type into the same dialog (it is Qt's own where
the platform has none).
"""

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QDir, QObject, Signal
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QFileDialog, QWidget

EVIDENCE_FILTER = "佐证材料 (*.pdf *.jpg *.jpeg *.png)"


class FileChoice(QObject):
    """One question. Keeps itself alive as a child of ``parent`` until it is answered."""

    chosen = Signal(list)
    """list[str] of paths; not emitted when the person cancels."""

    _last_folder = ""

    def __init__(self, parent: QWidget, title: str) -> None:
        super().__init__(parent)
        self.dialog = QFileDialog(parent, title)
        self.dialog.setDirectory(FileChoice._last_folder or QDir.homePath())
        if QGuiApplication.platformName() in ("offscreen", "minimal"):
            self.dialog.setOption(QFileDialog.Option.DontUseNativeDialog)
        self.dialog.accepted.connect(self._answer)
        self.dialog.finished.connect(self.dialog.deleteLater)
        self.dialog.destroyed.connect(self.deleteLater)

    def _answer(self) -> None:
        paths = self.dialog.selectedFiles()
        if paths:
            FileChoice._last_folder = str(Path(paths[0]).parent)
            self.chosen.emit(paths)


def _open(question: FileChoice, answer: Callable[[list[str]], None]) -> FileChoice:
    question.chosen.connect(answer)
    question.dialog.open()
    return question


def choose_evidence(parent: QWidget, answer: Callable[[list[str]], None]) -> FileChoice:
    """Existing PDF, JPEG or PNG files, several at once. ``answer``: a bound method of a QObject."""
    question = FileChoice(parent, "添加佐证材料")
    question.dialog.setFileMode(QFileDialog.FileMode.ExistingFiles)
    question.dialog.setNameFilters([EVIDENCE_FILTER, "所有文件 (*)"])
    return _open(question, answer)


def choose_existing(
    parent: QWidget, title: str, name_filter: str, answer: Callable[[list[str]], None]
) -> FileChoice:
    """One existing file."""
    question = FileChoice(parent, title)
    question.dialog.setFileMode(QFileDialog.FileMode.ExistingFile)
    question.dialog.setNameFilter(name_filter)
    return _open(question, answer)


def choose_save_path(
    parent: QWidget, title: str, proposal: str, name_filter: str, answer: Callable[[list[str]], None]
) -> FileChoice:
    """Where to save one document; ``proposal`` is a bare file name with its ending."""
    question = FileChoice(parent, title)
    question.dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
    question.dialog.setNameFilter(name_filter)
    question.dialog.setDefaultSuffix(Path(proposal).suffix.lstrip("."))
    question.dialog.selectFile(proposal)
    return _open(question, answer)


def choose_folder(parent: QWidget, title: str, answer: Callable[[list[str]], None]) -> FileChoice:
    """A folder into which several documents go."""
    question = FileChoice(parent, title)
    question.dialog.setFileMode(QFileDialog.FileMode.Directory)
    question.dialog.setOption(QFileDialog.Option.ShowDirsOnly)
    return _open(question, answer)
