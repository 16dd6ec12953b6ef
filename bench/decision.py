"""A decision: key press → durable → next dossier with its first evidence page painted (DESIGN §7: ≤ 50 ms p95).

The real window over a 样例 copy of 60 people; P is pressed as a clerk does, without waiting longer than the screen
needs. The floor is a bare INSERT committed to an encrypted file on the same disk (WAL, synchronous=FULL).
"""

import os
import sqlite3
import tempfile
import time
from pathlib import Path

from PySide6.QtCore import QEventLoop, QObject, Qt, QTimer
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLineEdit, QListView, QTableView

from app.ports.desk import Desk
from app.version import VERSION
from app.wiring import SAMPLE_PEOPLE, OpenedDesk, Report, open_desk
from bench.rows import Row
from ui.application import build_application, finish
from ui.interior import load_interior
from ui.main_window import MainWindow
from ui.preferences import Preferences
from ui.tour.archive_steps import AWARDS, choose_category, wait_for_page
from ui.tour.driver import Driver
from ui.tour.sign_in_steps import open_tab, open_window, sign_in
from ui.widgets.evidence.pane import EvidencePane

GIVE_UP_MS = 3000
DECISIONS = 20
FLOOR = "bare committed INSERT"


class Stopwatch(QObject):
    """Notes when the write came back durable and when a page of the evidence was painted after it."""

    def __init__(self, window: MainWindow, evidence: EvidencePane) -> None:
        super().__init__()
        self.loop = QEventLoop()
        self.began = self.durable = self.painted = 0.0
        window.operations.changed.connect(self.note_durable)
        evidence.page_painted.connect(self.note_page)

    def decide(self, target: QListView) -> None:
        self.began, self.durable, self.painted = time.perf_counter(), 0.0, 0.0
        QTimer.singleShot(GIVE_UP_MS, self.loop.quit)
        QTest.keyClick(target, Qt.Key.Key_P)
        if not (self.durable and self.painted):
            self.loop.exec()

    def note_durable(self, changed: object) -> None:
        self.durable = time.perf_counter()

    def note_page(self, file: int, page: int) -> None:
        # A page of the dossier that was just decided may still be painted; only one after the write counts.
        if self.durable and not self.painted:
            self.painted = time.perf_counter()
            self.loop.quit()


def run() -> list[Row]:
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    with tempfile.TemporaryDirectory(prefix="reviewdesk-bench-", ignore_cleanup_errors=True) as place:
        floor = time_inserts(Path(place) / "floor.db")
        durable, shown = time_decisions(Path(place))
    return [
        Row(FLOOR, "ms", floor),
        Row("key press to durable", "ms", durable, FLOOR),
        Row("key press to next first page painted", "ms", shown, FLOOR),
    ]


def time_inserts(database: Path) -> tuple[float, ...]:
    """Milliseconds of single committed INSERTs, plain SQLite, WAL, synchronous=FULL."""
    connection = sqlite3.connect(database, isolation_level=None)
    connection.execute("PRAGMA journal_mode=WAL")
    connection.execute("PRAGMA synchronous=FULL")
    connection.execute("CREATE TABLE t (id INTEGER PRIMARY KEY, v TEXT)")
    times = []
    for number in range(60):
        begin = time.perf_counter()
        connection.execute("INSERT INTO t (v) VALUES (?)", (f"row {number}" * 40,))
        times.append((time.perf_counter() - begin) * 1000)
    connection.close()
    return tuple(times[10:])


def time_decisions(place: Path) -> tuple[tuple[float, ...], tuple[float, ...]]:
    """Milliseconds from the key press to the durable write, and to the next dossier's first painted page."""
    app = build_application(["bench"], VERSION, Preferences())
    opened: list[OpenedDesk] = []

    def load(report: Report) -> Desk:
        opened.append(open_desk(sample=True, folder=place / "copy", people=SAMPLE_PEOPLE, report=report))
        return opened[-1].desk

    window = MainWindow(load, load_interior, Preferences())
    window.resize(1366, 696)
    window.show()
    hands = Driver(window, place)
    hands.find(QLineEdit, "密码", patience_ms=600_000)
    open_window(hands)
    sign_in(hands)
    open_tab(hands, "业绩档案审核")
    choose_category(hands, AWARDS)
    hands.find(QTableView, "archive.table").setFocus()
    hands.press(Qt.Key.Key_Return)
    rows = hands.find(QListView, "archive.list")
    wait_for_page(hands)
    watch = Stopwatch(window, hands.find(EvidencePane, "archive.evidence"))
    durable: list[float] = []
    shown: list[float] = []
    for _ in range(min(DECISIONS, rows.model().rowCount() - 1)):
        hands.settle()
        watch.decide(rows)
        if watch.durable and watch.painted:  # a dossier without evidence shows no page
            durable.append((watch.durable - watch.began) * 1000)
            shown.append((watch.painted - watch.began) * 1000)
    finish(window)
    for desk in opened:
        desk.close()
    app.quit()
    return tuple(durable), tuple(shown)
