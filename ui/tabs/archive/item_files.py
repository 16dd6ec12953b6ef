"""Files for the item on the screen: dropped on the evidence or chosen in a dialog (A5.2), refusals said in the form."""

from collections.abc import Sequence

from PySide6.QtCore import QEvent, QObject
from PySide6.QtGui import QDropEvent

from app.domain.archive import ArchiveStatus
from app.domain.attachment import FileRef
from app.ports.intake import RefusedFile
from app.ports.queries import ArchiveDossier
from app.usecases.review_archive import OPEN_FOR_EVIDENCE
from ui.dialogs.file_choice import choose_evidence
from ui.evidence_intake import EvidenceIntake, TakenIn
from ui.session import Session
from ui.tabs.archive.item_pane import TO_FILE, TO_FILES
from ui.tabs.archive.review_desk import ReviewDesk
from ui.tabs.archive.review_view import ReviewView
from ui.tabs.archive.verdicts import Verdicts
from ui.texts.errors import describe_code
from ui.texts.words import word


class ItemFiles(QObject):
    """Nothing is lost: what could not be taken stays where it was and is named."""

    def __init__(
        self,
        session: Session,
        view: ReviewView,
        desk: ReviewDesk,
        verdicts: Verdicts,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._session, self._view, self._desk, self._verdicts = session, view, desk, verdicts
        self._intake = EvidenceIntake(session, self)
        self._intake.finished.connect(self._taken_in)
        self._intake.progressed.connect(self._show_progress)
        self._waiting: dict[str, tuple[FileRef, ...]] = {}
        self._dropped: list[str] = []
        self._adding = 0
        view.evidence.installEventFilter(self)
        view.evidence.files_dropped.connect(self._take_drop)
        view.evidence.add_requested.connect(self.choose)
        view.item.jump_wanted.connect(self._jump)
        desk.item_shown.connect(self._item_shown)
        verdicts.evidence_added.connect(self._added)

    def choose(self) -> None:
        """添加文件: a dialog that does not stop the window."""
        if self._is_open():
            choose_evidence(self._view, self.take)

    def take(self, paths: Sequence[str]) -> None:
        """Paths of files and folders."""
        dossier = self._desk.dossier
        if dossier is not None and self._is_open():
            self._view.item.show_file_problems(())
            self._intake.take(dossier.item.id, paths)

    def _take_drop(self, usable: list[str]) -> None:
        """What was dropped itself, not what the pane found in it: the intake opens folders off this thread, in the
        order people count, and names everything it cannot take."""
        paths, self._dropped = self._dropped or usable, []
        if usable:
            self.take(paths)
        else:
            words = self.tr("拖来的内容里没有 PDF、JPG 或 PNG。请换成这几种文件再拖。")
            self._view.item.show_file_problems([words])

    def _is_open(self) -> bool:
        """Whether the item takes files now; otherwise say why it does not."""
        dossier = self._desk.dossier
        if dossier is None or not self._view.shows_item():
            return False
        if self._intake.is_running:
            self._session.say(self.tr("上一批文件还在放进来，请稍等"), "info")
            return False
        if dossier.item.status not in OPEN_FOR_EVIDENCE:
            sentence = describe_code("W-104", {"status": dossier.item.status.value})
            self._view.item.show_file_problems([sentence])
            return False
        return True

    def _show_progress(self, name: str, done: int, total: int) -> None:
        words = self.tr("正在放进 {0} / {1}：{2}").replace("{0}", str(done)).replace("{1}", str(total))
        if total > 1:
            self._session.say(words.replace("{2}", name), "info")

    def _taken_in(self, taken: TakenIn) -> None:
        if taken.refused:
            self._view.item.show_file_problems([_say_refusal(refused) for refused in taken.refused])
        if not taken.files:
            if len(taken.refused) > 1:
                # Otherwise the last "being put in" would stay on the screen.
                self._session.say(self.tr("没有文件放进来，原因写在条目上方"), "flag")
            return
        dossier = self._desk.dossier
        if dossier is not None and dossier.item.id == taken.item_id and not self._verdicts.is_busy:
            self._add(dossier, taken.files)
        else:
            # The clerk went on meanwhile: the files are stored and wait until that item is on the screen again.
            self._waiting[taken.item_id] = self._waiting.get(taken.item_id, ()) + taken.files
            self._session.say(self.tr("文件已存好，回到那一条时放进去"), "info")

    def _add(self, dossier: ArchiveDossier, files: tuple[FileRef, ...]) -> None:
        self._adding = len(files)
        self._verdicts.add_files(dossier, files)

    def _added(self, dossier: ArchiveDossier) -> None:
        self._session.say(self.tr("已放进 {0} 个文件").replace("{0}", str(self._adding)))

    def _item_shown(self, dossier: ArchiveDossier) -> None:
        status = dossier.item.status
        self._view.evidence.set_can_add(status in OPEN_FOR_EVIDENCE)
        files = self._waiting.pop(dossier.item.id, ())
        if files:
            if status in (ArchiveStatus.PENDING, ArchiveStatus.RETURNED):
                self._add(dossier, files)
            else:
                words = self.tr("这一条已{0}，刚才的文件没有放进去").replace("{0}", word(status))
                self._view.item.show_file_problems([words])

    def _jump(self, target: str) -> None:
        dossier = self._desk.dossier
        if target == TO_FILES:
            self.choose()
        elif target.startswith(TO_FILE) and dossier is not None:
            sha256 = target.removeprefix(TO_FILE)
            place = next((n for n, f in enumerate(dossier.item.evidence) if f.sha256 == sha256), -1)
            if place >= 0:
                self._view.evidence.go_to(place)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.Drop and isinstance(event, QDropEvent):
            urls = event.mimeData().urls()
            self._dropped = [url.toLocalFile() for url in urls if url.isLocalFile()]
        return super().eventFilter(watched, event)


def _say_refusal(refused: RefusedFile) -> str:
    """The sentence of the code; the file's name stands in it."""
    sentence = describe_code(refused.code, {"name": refused.name, **refused.params})
    return sentence if refused.name in sentence else f"{refused.name}：{sentence}"
