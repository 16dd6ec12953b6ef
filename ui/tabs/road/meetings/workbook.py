"""The meeting's list out to Excel and back (B11.2). Dossiers are read on the read lane, files on the work lane."""

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QWidget

from app.domain.errors import EnvironmentFault, KnownError
from app.domain.meeting import Meeting
from app.domain.plan import PlanKit
from app.domain.verdict_sheet import ReadSheet, read_verdicts
from app.ports.documents import VerdictSheet
from app.ports.queries import DeclarationDossier
from ui.dialogs.file_choice import FileChoice, choose_existing, choose_save_path
from ui.document_file import write_document
from ui.file_saving import make_file_name
from ui.session import Session
from ui.tabs.road.meetings.people import CaseWithDossiers, list_people, make_case_reader, make_lines
from ui.tabs.road.meetings.preview_sheet import Proposal

MOST_BYTES = 64 * 1024 * 1024
"""No more is read of a file; ``Documents.read_workbook`` refuses far smaller ones by name."""


class MeetingWorkbook(QObject):
    """One thing at a time. ``read`` carries a Proposal."""

    read = Signal(object)

    def __init__(self, session: Session, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self._meeting: Meeting | None = None
        self._path = ""
        self._count = 0
        self.is_busy = False
        self.choice: FileChoice | None = None
        """The open question, for tests and the tour."""

    def export(self, meeting: Meeting, host: QWidget) -> None:
        """The list with empty columns for votes, result and note."""
        if self.is_busy:
            return
        self._meeting = meeting
        name = make_file_name(f"{meeting.title} 评审名单", "xlsx")
        title, kind = self.tr("导出评审名单"), self.tr("Excel 工作簿 (*.xlsx)")
        self.choice = choose_save_path(host, title, name, kind, self._export_chosen)

    def ask_file(self, meeting: Meeting, host: QWidget) -> None:
        """Which filled list to read."""
        if self.is_busy:
            return
        self._meeting = meeting
        title, kind = self.tr("导入评审结果"), self.tr("Excel 工作簿 (*.xlsx *.xlsm *.xls)")
        self.choice = choose_existing(host, title, kind, self._import_chosen)

    # ---- out

    def _export_chosen(self, paths: list[str]) -> None:
        self._begin(paths[0], self._export_read)

    def _export_read(self, full: CaseWithDossiers) -> None:
        self._count = len(full.case.members)
        self._session.operations.work(self._writer(full), self._written, self._fail)

    def _writer(self, full: CaseWithDossiers) -> Callable[[], str]:
        desk, path = self._session.desk, self._path

        def kit_of(dossier: DeclarationDossier) -> PlanKit:
            return desk.plan_kits.get(dossier.declaration.plan_id, dossier.declaration.plan_version)

        def act() -> str:
            sheet = VerdictSheet(full.case.meeting.title, make_lines(full, kit_of))
            write_document(path, desk.documents.verdict_workbook(sheet))
            return path

        return act

    def _written(self, path: str) -> None:
        self.is_busy = False
        words = self.tr("已导出 {0} 人到 {1}").replace("{0}", str(self._count))
        self._session.say(words.replace("{1}", Path(path).name), "passed")

    # ---- in

    def _import_chosen(self, paths: list[str]) -> None:
        self._begin(paths[0], self._import_read)

    def _import_read(self, full: CaseWithDossiers) -> None:
        self._session.operations.work(self._reader(full), self._understood, self._fail)

    def _reader(self, full: CaseWithDossiers) -> Callable[[], ReadSheet]:
        documents, path = self._session.desk.documents, self._path
        people, experts = list_people(full), full.case.meeting.experts

        def act() -> ReadSheet:
            return read_verdicts(documents.read_workbook(_read_bytes(path)), people, experts)

        return act

    def _understood(self, sheet: ReadSheet) -> None:
        self.is_busy = False
        self.read.emit(Proposal(sheet, Path(self._path).name))

    # ---- both

    def _begin(self, path: str, then: Callable[[CaseWithDossiers], None]) -> None:
        if self._meeting is None:
            return
        self._path, self.is_busy = path, True
        self._session.operations.read(make_case_reader(self._session, self._meeting.id), then, self._fail)

    def _fail(self, error: KnownError) -> None:
        self.is_busy = False
        self._session.show_error(error)


def _read_bytes(path: str) -> bytes:
    """Raises EnvironmentFault E-210."""
    try:
        with Path(path).open("rb") as file:
            return file.read(MOST_BYTES)
    except OSError as error:
        raise EnvironmentFault("E-210", path=Path(path).name) from error
