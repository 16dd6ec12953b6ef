"""Papers that the tab makes: made and saved on the work lane where the person chose, then opened by whoever opens PDFs."""

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QObject, QUrl, Signal
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QWidget

from app.domain.errors import KnownError
from ui.dialogs.file_choice import choose_save_path
from ui.file_saving import make_file_name, save_document
from ui.session import Session


class PaperSaving(QObject):
    """One paper at a time. ``saved`` carries the path."""

    saved = Signal(str)

    def __init__(self, session: Session, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self._make: Callable[[], bytes] | None = None
        self._path = ""

    def save(self, parent: QWidget, stem: str, ending: str, make: Callable[[], bytes]) -> None:
        """Ask where, then ``make`` on the work lane."""
        self._make = make
        proposal = make_file_name(stem, ending)
        choose_save_path(parent, self.tr("保存"), proposal, f"*.{ending}", self.save_at)

    def save_at(self, paths: list[str]) -> None:
        """The answer of the dialog."""
        make, self._make = self._make, None
        if make is None or not paths:
            return
        path = paths[0]

        def act() -> str:
            return str(save_document(Path(path), make()))

        self._session.operations.work(act, self._tell, self._tell_failure)

    def open_saved(self) -> None:
        """The toast's word."""
        QDesktopServices.openUrl(QUrl.fromLocalFile(self._path))

    def _tell(self, path: str) -> None:
        self._path = path
        self._session.say(
            self.tr("已保存 {0}").replace("{0}", Path(path).name), action=self.tr("打开"), act=self.open_saved
        )
        self.saved.emit(path)

    def _tell_failure(self, error: KnownError) -> None:
        self._session.show_error(error)
