"""Files of the entry on the screen: taken in, ordered, removed and brought back (B1.1; bad files: A5.2).

What is dropped for one entry goes into that entry, whatever is on the screen when it is stored. Names are kept.
"""

from PySide6.QtCore import QObject, Signal

from app.domain.attachment import FileRef
from ui.file_taking import FileTaking
from ui.session import Session
from ui.tabs.entry.archive.files_pane import FilesPane
from ui.tabs.entry.archive.form_column import FormColumn
from ui.tabs.entry.archive.keeper import EntryKeeper
from ui.tabs.entry.archive.working import Working


class EntryFiles(QObject):
    """``changed``: the item whose files are others now; ``removed``: a file went, and ``undo`` brings it back."""

    changed = Signal(str)
    removed = Signal()

    def __init__(
        self,
        session: Session,
        keeper: EntryKeeper,
        pane: FilesPane,
        form: FormColumn,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._session, self._keeper, self._pane, self._form = session, keeper, pane, form
        self._taking = FileTaking(session, self)
        self._shown = ""
        self._before: tuple[str, tuple[FileRef, ...]] | None = None
        pane.files_changed.connect(self._order)
        pane.removed.connect(self._remove)
        pane.paths_dropped.connect(self.take)
        form.paths_dropped.connect(self.take)
        pane.choose_wanted.connect(self.choose)
        self._taking.taken.connect(self._taken)
        self._taking.refused.connect(self._refused)

    def show(self, working: Working) -> None:
        """Another entry, or other files of the same."""
        self._shown = working.item_id
        self._pane.show_files(working.evidence, locked=working.is_locked)

    def forget(self) -> None:
        """A removed file is not brought back any more: something else was done since."""
        self._before = None

    def take(self, paths: list[str]) -> None:
        """Dropped files and folders."""
        if not self._is_open():
            return
        self._form.show_file_problems(())
        if paths:
            self._taking.take(self._shown, paths)
        else:
            words = self.tr("拖来的内容里没有 PDF、JPG 或 PNG。请换成这几种文件再拖。")
            self._form.show_file_problems([words])

    def paste(self) -> None:
        """Ctrl V: files or a picture from the clipboard."""
        if self._is_open():
            self._form.show_file_problems(())
            self._taking.paste(self._shown)

    def choose(self) -> None:
        """选择文件: a dialog that does not stop the window."""
        if self._is_open():
            self._form.show_file_problems(())
            self._taking.choose(self._shown, self._pane)

    def undo(self) -> None:
        """Z, or 撤销 in the message: the file is back in its place."""
        if self._before is not None:
            (item_id, files), self._before = self._before, None
            self._set(item_id, files)

    def _is_open(self) -> bool:
        working = self._keeper.get(self._shown)
        return working is not None and not working.is_locked

    def _set(self, item_id: str, files: tuple[FileRef, ...]) -> None:
        self._keeper.set_files(item_id, files)
        self.changed.emit(item_id)

    def _order(self, files: tuple[FileRef, ...]) -> None:
        self.forget()
        self._set(self._shown, files)

    def _remove(self, place: int) -> None:
        working = self._keeper.get(self._shown)
        if working is None or working.is_locked or not 0 <= place < len(working.evidence):
            return
        files = working.evidence
        self._before = (working.item_id, files)
        self._set(working.item_id, files[:place] + files[place + 1 :])
        self.removed.emit()
        words = self.tr("已移除 {0}").replace("{0}", files[place].name)
        self._session.say(words, "info", action=self.tr("撤销"), key="Z", act=self.undo)

    def _taken(self, target: str, files: tuple[FileRef, ...]) -> None:
        working = self._keeper.get(target)
        if working is None:
            self._session.say(self.tr("那一条已经不在，文件没有放进去"), "flag")
            return
        if working.is_locked:
            self._session.say(self.tr("那一条不能再改，文件没有放进去"), "flag")
            return
        new = tuple(file for file in files if file not in working.evidence)
        self.forget()
        self._set(target, working.evidence + new)
        if new:
            self._session.say(self.tr("已放进 {0} 个文件").replace("{0}", str(len(new))))
        else:
            self._session.say(self.tr("这个文件已经在里面"), "info")

    def _refused(self, target: str, sentences: list[str]) -> None:
        if target == self._shown:
            self._form.show_file_problems(sentences)
        else:
            self._session.say(sentences[0], "flag")
