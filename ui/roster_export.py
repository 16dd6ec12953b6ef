"""导出名单 (A3.17): a list as it stands on the screen, every row of the filter, written as xlsx off the GUI thread.

For every tab with a list: the tab says with a Roster what the list is when the person asks.
"""

from array import array
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QWidget

from app.domain.errors import KnownError
from app.ports.documents import RosterSheet
from ui.dialogs.file_choice import FileChoice, choose_save_path
from ui.document_file import write_document
from ui.session import Session

PORTION = 500
"""Rows a read, so that a long list keeps nothing waiting."""


@dataclass(frozen=True, slots=True)
class Roster:
    """``kind`` and ``list_name`` name the file: 职称申报名单, 待审查. The three functions run on the read lane."""

    kind: str
    list_name: str
    heads: tuple[str, ...]
    keys: Callable[[], "array[int]"]
    rows: Callable[[Sequence[int]], Sequence[Any]]
    cells: Callable[[int, Any], tuple[str, ...]]
    """(place from 0, row)."""


class RosterExport(QObject):
    """One export at a time. ``busy_changed`` while it runs; ``ask`` is called when the person wants the list."""

    busy_changed = Signal(bool)

    def __init__(self, session: Session, ask: Callable[[], Roster], parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._session, self._ask = session, ask
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
        roster = self._ask()
        return f"{roster.kind}_{roster.list_name}_{self._session.today().isoformat()}.xlsx"

    def _chosen(self, paths: list[str]) -> None:
        self._path = paths[0]
        self._set_busy(True)
        self._session.operations.read(self._reader(), self._read, self._fail)

    def _reader(self) -> Callable[[], RosterSheet]:
        roster = self._ask()

        def act() -> RosterSheet:
            keys = roster.keys()
            rows: list[Any] = []
            for start in range(0, len(keys), PORTION):
                rows += roster.rows(keys[start : start + PORTION])
            cells = [roster.cells(place, row) for place, row in enumerate(rows)]
            return RosterSheet(roster.list_name, roster.heads, cells)

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
