"""A desk's long list over a filled copy (arguments: archive, declarations or road, folder): from asking to the first paint with
rows in it, and until the list stands in its whole length.

Model, source, columns and table are those of the desk's list view. Shown again and again in one process.
"""

import sys
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from PySide6.QtCore import QEventLoop
from PySide6.QtGui import QPaintEvent
from PySide6.QtWidgets import QApplication

import resources
from app.domain.declaration import DeclarationTab
from app.domain.organisation import Role
from app.ports.queries import ArchiveFilter, DeclarationFilter, DeclarationRow, Scope
from app.ports.road_queries import Queue, RoadFilter
from app.services.calendar import open_calendar
from app.services.plan_kits import FolderPlanKits
from bench.child import tell
from bench.fill import KEY
from bench.list_bare import TIMES
from db.migrate import upgrade
from db.queries.sql_queries import SqlQueries
from db.working_copy import open_copy
from ui.garbage import GuiThreadCollector
from ui.models.columns import DataColumn
from ui.models.list_source import ListSource
from ui.models.windowed_table import PAGE, WindowedTable
from ui.operations import Operations
from ui.tabs.archive import columns as archive_columns
from ui.tabs.archive.list_source import ArchiveSource
from ui.tabs.declarations import columns as declaration_columns
from ui.tabs.declarations.list_source import DeclarationSource
from ui.tabs.declarations.row_words import StatePill, make_pill, standing_of
from ui.tabs.road import columns as road_columns
from ui.tabs.road.list_source import RoadSource
from ui.theme import current
from ui.widgets.table_columns import Column
from ui.widgets.table_view import TableView

SECTION = "award"
TODAY = date(2026, 11, 2)
POINT = "01991000-0000-7000-8000-000000000001"
AT_POINT = Scope(Role.ACCEPTANCE, POINT)


@dataclass(frozen=True)
class LongList:
    """What one desk shows."""

    source: ListSource
    columns: Callable[[], Sequence[DataColumn]]
    looks: Callable[[], Sequence[Column]]


class PaintedList(TableView):
    """Ends the loop when it has been painted with its first row."""

    def __init__(self, rows: WindowedTable, loop: QEventLoop) -> None:
        super().__init__()
        self._rows = rows
        self._loop = loop

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        if self._rows.row_at(0) is not None:
            self._loop.quit()


def show_once(shown: LongList, operations: Operations) -> tuple[float, float, int]:
    """Milliseconds from asking for the list to its first paint and to its whole length, and that length."""
    loop = QEventLoop()
    begin = time.perf_counter()
    model = WindowedTable(operations, shown.columns())
    view = PaintedList(model, loop)
    view.setModel(model)
    view.set_columns(shown.looks())
    view.resize(1366, 696)
    model.show(shown.source)
    view.show()
    loop.exec()
    took = (time.perf_counter() - begin) * 1000
    model.refreshed.connect(loop.quit)
    while model.rowCount() == PAGE:  # the rest of the keys is to come; each paint ends the loop too
        loop.exec()
    whole = (time.perf_counter() - begin) * 1000
    view.close()
    return took, whole, model.rowCount()


def time_keys(source: ListSource) -> float:
    """Milliseconds of the query alone: every key, in order."""
    begin = time.perf_counter()
    source.keys()
    return (time.perf_counter() - begin) * 1000


def time_counts(queries: SqlQueries) -> float:
    """Milliseconds for what the stage list of 受理与评审 shows."""
    begin = time.perf_counter()
    queries.road.queue_counts(AT_POINT, RoadFilter(Queue.ALL), TODAY)
    return (time.perf_counter() - begin) * 1000


def _today() -> date:
    return TODAY


def list_archive(queries: SqlQueries, scope: Scope) -> LongList:
    """获奖情况, 全部."""
    section = next(s for s in FolderPlanKits(resources.plans_dir()).archive_sections() if s.key == SECTION)
    return LongList(
        ArchiveSource(queries, scope, ArchiveFilter(SECTION, status=None)),
        lambda: archive_columns.make_columns(section),
        lambda: archive_columns.make_looks(section),
    )


def list_declarations(queries: SqlQueries, scope: Scope) -> LongList:
    """职称申报资格审查, 全部."""

    def pill_of(row: DeclarationRow) -> StatePill:
        return make_pill(standing_of(row), scope.role, TODAY)

    return LongList(
        DeclarationSource(queries, scope, DeclarationFilter(DeclarationTab.ALL), _today),
        lambda: declaration_columns.make_columns(pill_of, scope.role, returns=False),
        lambda: declaration_columns.make_looks(scope.role, returns=False),
    )


def list_road(queries: SqlQueries, scope: Scope) -> LongList:
    """受理与评审 of a 受理点, 全部; the scope is the point's."""
    return LongList(
        RoadSource(queries.road, AT_POINT, RoadFilter(Queue.ALL), _today),
        lambda: road_columns.make_columns(_today),
        road_columns.make_looks,
    )


LISTS = {"road": list_road, "archive": list_archive, "declarations": list_declarations}


def main(name: str, folder: Path) -> int:
    app = QApplication(sys.argv[:1])
    GuiThreadCollector(app)  # as the program: views must not be collected on the read thread
    current.install(app, "light")
    copy = open_copy(folder, KEY, upgrade=upgrade)
    operations = Operations()
    calendar = open_calendar(resources.holidays_dir(), {"": ""}.get)
    queries = SqlQueries(copy.read_engine, calendar.working_days)
    unit = queries.account_choices()[0].organisation
    wanted = LISTS[name](queries, Scope(unit.role, unit.id))
    show_once(wanted, operations)
    shown = [show_once(wanted, operations) for _ in range(TIMES)]
    tell("list", *(took for took, _, _ in shown))
    tell("whole", *(whole for _, whole, _ in shown))
    tell("rows", shown[0][2])
    operations.close()
    if name == "road":
        tell("counts", *(time_counts(queries) for _ in range(TIMES)))
    tell("keys", *(time_keys(wanted.source) for _ in range(TIMES)))
    copy.close()
    app.processEvents()
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1], Path(sys.argv[2])))
