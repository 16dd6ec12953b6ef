"""The archive's list over a filled copy (argument: its folder): from asking to the first paint with rows in it, and
until the list stands in its whole length.

The list of `ui.tabs.archive.list_view` as it is: model, source, columns, table. Shown again and again in one process.
"""

import sys
import time
from pathlib import Path

from PySide6.QtCore import QEventLoop
from PySide6.QtGui import QPaintEvent
from PySide6.QtWidgets import QApplication

import resources
from app.domain.plan import SectionSpec
from app.ports.queries import ArchiveFilter, Queries, Scope
from app.services.calendar import open_calendar
from app.services.plan_kits import FolderPlanKits
from bench.child import tell
from bench.fill import KEY
from bench.list_bare import TIMES
from db.migrate import upgrade
from db.queries.sql_queries import SqlQueries
from db.working_copy import open_copy
from ui.garbage import GuiThreadCollector
from ui.models.windowed_table import PAGE, WindowedTable
from ui.operations import Operations
from ui.tabs.archive.columns import make_columns, make_looks
from ui.tabs.archive.list_source import ArchiveSource
from ui.theme import current
from ui.widgets.table_view import TableView

SECTION = "award"


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


def show_once(
    source: ArchiveSource, section: SectionSpec, operations: Operations
) -> tuple[float, float, int]:
    """Milliseconds from asking for the list to its first paint and to its whole length, and that length."""
    loop = QEventLoop()
    begin = time.perf_counter()
    model = WindowedTable(operations, make_columns(section))
    view = PaintedList(model, loop)
    view.setModel(model)
    view.set_columns(make_looks(section))
    view.resize(1366, 696)
    model.show(source)
    view.show()
    loop.exec()
    took = (time.perf_counter() - begin) * 1000
    model.refreshed.connect(loop.quit)
    while model.rowCount() == PAGE:  # the rest of the keys is to come; each paint ends the loop too
        loop.exec()
    whole = (time.perf_counter() - begin) * 1000
    view.close()
    return took, whole, model.rowCount()


def time_keys(queries: Queries, source: ArchiveSource) -> float:
    """Milliseconds of the query alone: every key, in order."""
    begin = time.perf_counter()
    queries.archive_keys(source.scope, source.wanted)
    return (time.perf_counter() - begin) * 1000


def main(folder: Path) -> int:
    app = QApplication(sys.argv[:1])
    GuiThreadCollector(app)  # as the program: views must not be collected on the read thread
    current.install(app, "light")
    copy = open_copy(folder, KEY, upgrade=upgrade)
    operations = Operations()
    calendar = open_calendar(resources.holidays_dir(), {"": ""}.get)
    queries = SqlQueries(copy.read_engine, calendar.working_days)
    unit = queries.account_choices()[0].organisation
    section = next(s for s in FolderPlanKits(resources.plans_dir()).archive_sections() if s.key == SECTION)
    source = ArchiveSource(queries, Scope(unit.role, unit.id), ArchiveFilter(SECTION, status=None))
    show_once(source, section, operations)
    shown = [show_once(source, section, operations) for _ in range(TIMES)]
    tell("list", *(took for took, _, _ in shown))
    tell("whole", *(whole for _, whole, _ in shown))
    tell("rows", shown[0][2])
    operations.close()
    tell("keys", *(time_keys(queries, source) for _ in range(TIMES)))
    copy.close()
    app.processEvents()
    return 0


if __name__ == "__main__":
    sys.exit(main(Path(sys.argv[1])))
