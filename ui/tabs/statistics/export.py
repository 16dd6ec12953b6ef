"""导出 xlsx: what was counted and how, then a sheet for each picture, written off the GUI thread (issue 5, 7)."""

from collections.abc import Sequence

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QWidget

from app.domain.errors import KnownError
from app.domain.statistics_times import FEW
from app.ports.documents import NumberSheet
from app.ports.road_queries import LATE_AFTER
from ui.dialogs.file_choice import FileChoice, choose_save_path
from ui.document_file import write_document
from ui.session import Session
from ui.tabs.statistics.counting import StatisticsCount
from ui.tabs.statistics.figures import Figures
from ui.tabs.statistics.names import Names, fill_in, say
from ui.tabs.statistics.tables import make_sheets
from ui.texts.dates import format_minute
from ui.texts.words import word


class StatisticsExport(QObject):
    """One export at a time, of the figures that are on the screen when the place is chosen."""

    busy_changed = Signal(bool)

    def __init__(self, session: Session, counting: StatisticsCount, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._session, self._counting = session, counting
        self.is_busy = False
        self.choice: FileChoice | None = None
        """The open question, for tests and the tour."""

    def begin(self, host: QWidget) -> None:
        if not self.is_busy and self._counting.figures is not None:
            kind = self.tr("Excel 工作簿 (*.xlsx)")
            self.choice = choose_save_path(host, self.tr("导出统计"), self.propose_name(), kind, self._chosen)

    def propose_name(self) -> str:
        """职称申报统计_2026-10-09.xlsx."""
        return f"{self.tr('职称申报统计')}_{self._session.today().isoformat()}.xlsx"

    def _chosen(self, paths: list[str]) -> None:
        figures = self._counting.figures
        if figures is None:
            return
        names, role, path = self._counting.names(), self._session.actor.role, paths[0]
        sheets = (self._explain(figures, names), *make_sheets(figures, names, role))
        documents, title = self._session.desk.documents, self.tr("职称申报统计")
        self._set_busy(True)

        def act() -> str:
            write_document(path, documents.number_workbook(title, sheets))
            return path

        self._session.operations.work(act, self._written, self._fail)

    def _explain(self, figures: Figures, names: Names) -> NumberSheet:
        rows: Sequence[tuple[str, str]] = (
            (say("统计单位"), self._session.actor.organisation_name),
            (say("统计时间"), format_minute(figures.as_of)),
            *say_filters(figures, names),
            (say("份数"), str(figures.total)),
            (say("工作日"), say("按放假安排计算，到达当天不算")),
            (say("超期"), fill_in("等了 {0} 个工作日以上，缴费按缴费截止日", LATE_AFTER)),
            (say("走完、在等、超期"), say("份数；其余各列是工作日数")),
            (say("80%从…到"), fill_in("最短和最长各一成除外，少于 {0} 份不算", FEW)),
            (say("没退回过"), say("一次也没有退回，也没有不通过，包括还在审的")),
        )
        return NumberSheet(say("说明"), (say("项目"), say("内容")), rows)

    def _written(self, path: str) -> None:
        self._set_busy(False)
        name = path.replace("\\", "/").rpartition("/")[2]
        self._session.say(self.tr("已导出统计到 {0}").replace("{0}", name), "passed")

    def _fail(self, error: KnownError) -> None:
        self._set_busy(False)
        self._session.show_error(error)

    def _set_busy(self, busy: bool) -> None:
        self.is_busy = busy
        self.busy_changed.emit(busy)


def say_filters(figures: Figures, names: Names) -> Sequence[tuple[str, str]]:
    """Each filter and what it says."""
    wanted = figures.wanted
    first, last = (day.isoformat() if day else "" for day in (wanted.submitted_from, wanted.submitted_to))
    every = say("全部")
    return (
        (say("申报年度"), str(wanted.year) if wanted.year is not None else every),
        (say("申报计划"), names.plans.get(wanted.plan_id, wanted.plan_id) if wanted.plan_id else every),
        (say("单位"), names.units.get(wanted.unit_id, wanted.unit_id) if wanted.unit_id else every),
        (say("申报方式"), word(wanted.mode) if wanted.mode else every),
        (say("申报时间"), fill_in("{0} 至 {1}", first, last).strip() if first or last else every),
    )
