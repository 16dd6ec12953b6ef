"""导出名单 (A3.17): the list as it stands on the screen, every row of the filter, written as xlsx off the GUI thread."""

from collections.abc import Callable, Sequence

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QWidget

from app.domain.errors import KnownError
from app.ports.documents import RosterSheet
from app.ports.queries import DeclarationRow
from ui.dialogs.file_choice import FileChoice, choose_save_path
from ui.document_file import write_document
from ui.session import Session
from ui.tabs.declarations.columns import texts_of
from ui.tabs.declarations.list_state import DeclarationList
from ui.texts.words import word

PORTION = 500
"""Rows a read, so that a long list keeps nothing waiting."""


class RosterExport(QObject):
    """One export at a time. ``busy_changed`` while it runs."""

    busy_changed = Signal(bool)

    def __init__(self, session: Session, state: DeclarationList, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._session, self._state = session, state
        self.is_busy = False
        self.choice: FileChoice | None = None
        """The open question, for tests and the tour."""
        self._path = ""
        self._sheet: RosterSheet | None = None

    def begin(self, host: QWidget) -> None:
        """Ask where to save; nothing is read before that."""
        if not self.is_busy:
            title, kind = self.tr("导出名单"), self.tr("Excel 工作簿 (*.xlsx)")
            self.choice = choose_save_path(host, title, self.propose_name(), kind, self._chosen)

    def propose_name(self) -> str:
        """职称申报名单_待审查_2026-10-09.xlsx."""
        tab = word(self._state.wanted.tab)
        return f"{self.tr('职称申报名单')}_{tab}_{self._session.today().isoformat()}.xlsx"

    def _chosen(self, paths: list[str]) -> None:
        self._path = paths[0]
        self._set_busy(True)
        self._session.operations.read(self._reader(), self._read, self._fail)

    def _reader(self) -> Callable[[], RosterSheet]:
        source, columns = self._state.source(), list(self._state.columns)
        title = word(self._state.wanted.tab)

        def act() -> RosterSheet:
            keys = source.keys()
            rows: list[DeclarationRow] = []
            for start in range(0, len(keys), PORTION):
                rows += source.rows(keys[start : start + PORTION])
            cells: Sequence[tuple[str, ...]] = [
                texts_of(columns, place, row) for place, row in enumerate(rows)
            ]
            return RosterSheet(title, tuple(column.title for column in columns[:-1]), cells)

        return act

    def _read(self, sheet: RosterSheet) -> None:
        self._sheet = sheet
        documents, path = self._session.desk.documents, self._path

        def act() -> str:
            write_document(path, documents.roster_xlsx(sheet))
            return path

        self._session.operations.work(act, self._written, self._fail)

    def _written(self, path: str) -> None:
        self._set_busy(False)
        count = len(self._sheet.rows) if self._sheet is not None else 0
        name = path.replace("\\", "/").rpartition("/")[2]
        words = self.tr("已导出 {0} 行到 {1}").replace("{0}", str(count)).replace("{1}", name)
        self._session.say(words, "passed")

    def _fail(self, error: KnownError) -> None:
        self._set_busy(False)
        self._session.show_error(error)

    def _set_busy(self, busy: bool) -> None:
        self.is_busy = busy
        self.busy_changed.emit(busy)
