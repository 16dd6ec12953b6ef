"""Choose a year's holiday file and take it into the working copy (DOMAIN facts §6). A view that offers it owns one."""

from dataclasses import dataclass
from pathlib import Path

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QFileDialog, QWidget

from app.domain.commands import ImportHolidayYear, Outcome
from app.domain.errors import KnownError, RuleError
from app.usecases.import_holiday_year import import_holiday_year
from ui.session import Session

LARGEST = 1024 * 1024
"""Bytes. A year's file has a few kilobytes; anything larger is another file."""


@dataclass(frozen=True, slots=True)
class _Read:
    year: int
    content: str


class HolidayImport(QObject):
    """``imported`` carries the year, ``refused`` the KnownError (H-1xx)."""

    imported = Signal(int)
    refused = Signal(object)

    def __init__(self, session: Session, parent: QWidget) -> None:
        super().__init__(parent)
        self._session = session
        self._window = parent
        self._year = 0

    def choose(self) -> None:
        """Ask for a file; the window stays alive meanwhile."""
        dialog = QFileDialog(self._window, self.tr("选择节假日文件"), "", self.tr("节假日文件 (*.json)"))
        dialog.setFileMode(QFileDialog.FileMode.ExistingFile)
        dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptOpen)
        dialog.fileSelected.connect(self.take)
        dialog.finished.connect(dialog.deleteLater)
        dialog.open()

    def take(self, path: str) -> None:
        """Read, check and keep the file."""
        calendar = self._session.desk.calendar

        def act() -> _Read:
            content = _read_text(Path(path))
            return _Read(calendar.check_year_file(content), content)

        self._session.operations.work(act, self._keep, self._refuse)

    def _keep(self, read: _Read) -> None:
        session, desk = self._session, self._session.desk
        command = ImportHolidayYear(session.new_op_id(), session.actor, read.year, read.content)
        self._year = read.year

        def act() -> Outcome:
            return import_holiday_year(command, desk.new_unit_of_work, desk.clock, desk.calendar)

        session.operations.write(act, self._done, self._refuse)

    def _done(self, outcome: Outcome) -> None:
        self.imported.emit(self._year)

    def _refuse(self, error: KnownError) -> None:
        self.refused.emit(error)


def _read_text(path: Path) -> str:
    """Raises RuleError("H-101") for anything that is not a small text file."""
    try:
        if path.stat().st_size > LARGEST:
            raise RuleError("H-101")
        return path.read_text(encoding="utf-8-sig")
    except (OSError, UnicodeDecodeError) as fault:
        raise RuleError("H-101") from fault
