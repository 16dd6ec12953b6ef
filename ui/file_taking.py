"""Files for whatever is being filled in: dropped, pasted, or chosen in a dialog; stored one after the other.

A target is any text that names where the files belong (an item's id, a material's key). Batches queue; what cannot be
taken is named with its reason and stops nothing. A pasted picture is stored as PNG.
"""

from collections.abc import Sequence

from PySide6.QtCore import QBuffer, QByteArray, QIODevice, QObject, Signal
from PySide6.QtGui import QGuiApplication, QImage
from PySide6.QtWidgets import QWidget

from app.domain.attachment import FileRef
from app.domain.errors import KnownError
from app.ports.intake import RefusedFile
from ui.dialogs.file_choice import choose_evidence
from ui.evidence_intake import EvidenceIntake, TakenIn
from ui.session import Session
from ui.texts.errors import describe_code
from ui.widgets.drop_zone import paths_in


class FileTaking(QObject):
    """``taken``: target and stored files; ``refused``: target and sentences."""

    taken = Signal(str, object)
    refused = Signal(str, list)
    busy_changed = Signal(bool)

    def __init__(self, session: Session, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self._intake = EvidenceIntake(session, self)
        self._intake.finished.connect(self._finished)
        self._waiting: list[tuple[str, list[str]]] = []
        self._target = ""
        self._choosing = ""
        self._pasting: list[str] = []

    @property
    def is_busy(self) -> bool:
        return self._intake.is_running or bool(self._pasting)

    def take(self, target: str, paths: Sequence[str]) -> None:
        """Files or folders by their paths."""
        if not paths:
            return
        self._waiting.append((target, list(paths)))
        self._take_next()

    def choose(self, target: str, parent: QWidget) -> None:
        """选择文件: a dialog that does not stop the window."""
        self._choosing = target
        choose_evidence(parent, self._chosen)

    def paste(self, target: str) -> bool:
        """Ctrl V: files, or a picture, from the clipboard; False when it holds neither."""
        data = QGuiApplication.clipboard().mimeData()
        paths = paths_in(data)
        if paths:
            self.take(target, paths)
            return True
        if data.hasImage():
            image = data.imageData()
            if isinstance(image, QImage) and not image.isNull():
                self._store_picture(target, image)
                return True
        return False

    def _chosen(self, paths: list[str]) -> None:
        self.take(self._choosing, paths)

    def _take_next(self) -> None:
        if self._intake.is_running or not self._waiting:
            return
        self._target, paths = self._waiting.pop(0)
        self.busy_changed.emit(True)
        self._intake.take(self._target, paths)

    def _finished(self, answer: TakenIn) -> None:
        if answer.refused:
            self.refused.emit(answer.item_id, [say_refusal(refused) for refused in answer.refused])
        if answer.files:
            self.taken.emit(answer.item_id, answer.files)
        self.busy_changed.emit(False)
        self._take_next()

    def _store_picture(self, target: str, image: QImage) -> None:
        content = png_of(image)
        store, name = self._session.desk.attachments, self.tr("粘贴的图片.png")
        self._pasting.append(target)

        def act() -> FileRef:
            return store.put(content, name)

        self._session.operations.write(act, self._picture_stored, self._picture_refused)

    def _picture_stored(self, file: FileRef) -> None:
        self.taken.emit(self._pasting.pop(0), (file,))

    def _picture_refused(self, error: KnownError) -> None:
        sentence = describe_code(error.code, {"name": self.tr("粘贴的图片.png"), **error.params})
        self.refused.emit(self._pasting.pop(0), [sentence])


def png_of(image: QImage) -> bytes:
    """The picture as PNG."""
    data = QByteArray()
    buffer = QBuffer(data)
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    image.save(buffer, "PNG")  # type: ignore[call-overload]  # the stub knows bytes only, Qt text only
    buffer.close()
    return bytes(data.data())


def say_refusal(refused: RefusedFile) -> str:
    """The sentence of the code; the file's name stands in it."""
    sentence = describe_code(refused.code, {"name": refused.name, **refused.params})
    return sentence if refused.name in sentence else f"{refused.name}：{sentence}"
