"""评审结果报送名单: the paper that goes to 市人力社保局 with the results, one a plan, as PDF and as Excel (B12.2)."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QWidget

from app.domain.errors import KnownError
from app.domain.plan import PlanKit
from app.ports.desk import Desk
from app.ports.documents import ResultMember, RosterSheet
from app.ports.queries import DeclarationDossier
from app.ports.road_queries import RoadRow
from ui.dialogs.file_choice import FileChoice, choose_folder
from ui.file_saving import make_file_name, save_into
from ui.result_lines import list_result
from ui.session import Session
from ui.tabs.road.acts.case import make_reader
from ui.texts.translate import translate

TITLE = "评审结果报送名单"
COLUMNS = ("姓名", "工作单位", "申报职称", "级别", "专业", "评审结果")


@dataclass(frozen=True, slots=True)
class Report:
    """Who reports to whom, and when."""

    body: str
    to: str
    on: date


def make_reports(
    desk: Desk, report: Report, members: Sequence[DeclarationDossier]
) -> list[tuple[str, bytes]]:
    """File names and contents, a PDF and an xlsx a plan, in the order given."""
    by_plan: dict[str, list[ResultMember]] = {}
    for member in members:
        kit: PlanKit = desk.plan_kits.get(member.declaration.plan_id, member.declaration.plan_version)
        by_plan.setdefault(kit.name, []).append(list_result(member, kit))
    papers = []
    for plan, lines in by_plan.items():
        content = desk.documents.results_report(
            body=report.body, to=report.to, reported_on=report.on, plan_name=plan, members=lines
        )
        stem = f"{translate('road', TITLE)} {report.on.isoformat()}"
        stem += f" {plan}" if len(by_plan) > 1 else ""
        rows = [(m.name, m.unit, m.title, m.rank, m.specialty, m.result) for m in lines]
        columns = tuple(translate("road", title) for title in COLUMNS)
        sheet = RosterSheet(translate("road", TITLE), columns, rows)
        papers.append((make_file_name(stem, "pdf"), content))
        papers.append((make_file_name(stem, "xlsx"), desk.documents.roster_xlsx(sheet)))
    return papers


class ReportExport(QObject):
    """Asks for a folder, then reads, makes and saves off the GUI thread. One at a time."""

    def __init__(self, session: Session, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self._rows: tuple[RoadRow, ...] = ()
        self._report = Report("", "", date.min)
        self._folder = ""
        self.is_busy = False
        self.choice: FileChoice | None = None
        """The open question, for tests and the tour."""

    def begin(self, rows: Sequence[RoadRow], to: str, on: date, host: QWidget) -> None:
        if self.is_busy or not rows:
            return
        self._rows = tuple(rows)
        self._report = Report(self._session.actor.organisation_name, to, on)
        self.choice = choose_folder(host, self.tr("导出评审结果报送名单"), self._chosen)

    def _chosen(self, paths: list[str]) -> None:
        self._folder, self.is_busy = paths[0], True
        self._session.operations.read(make_reader(self._session, self._rows), self._read, self._fail)

    def _read(self, dossiers: Mapping[str, DeclarationDossier]) -> None:
        members = [dossiers[row.id] for row in self._rows if row.id in dossiers]
        self._session.operations.work(self._writer(members), self._written, self._fail)

    def _writer(self, members: Sequence[DeclarationDossier]) -> Callable[[], int]:
        desk, report, folder = self._session.desk, self._report, self._folder

        def act() -> int:
            return len(save_into(Path(folder), make_reports(desk, report, members)))

        return act

    def _written(self, files: int) -> None:
        self.is_busy = False
        words = self.tr("已导出 {0} 个文件到 {1}").replace("{0}", str(files))
        self._session.say(words.replace("{1}", Path(self._folder).name), "passed")

    def _fail(self, error: KnownError) -> None:
        self.is_busy = False
        self._session.show_error(error)
