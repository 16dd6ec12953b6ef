"""A desk in a process of its own: the real window over a copy that belongs to a server, and hands that press and click.

``python -m tests.flows.desk_window CARD``: a JSON file with the copy's folder, its key, the password and the person's name. Commands come on
standard input, a line each; every one is answered by a line: ``ok``, ``ok: WORDS`` or ``failed: WHAT``. The first ``ok`` says that somebody
sits there.
"""

import json
import os
import sys
import tempfile
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLineEdit, QTabBar, QTableView

from app.version import VERSION
from app.wiring import OpenedDesk, wire
from db.migrate import upgrade
from db.working_copy import open_copy
from tests.flows.road_hands import READING, Hands
from tests.flows.road_stretches import turn_down
from ui.application import build_application, finish
from ui.interior import load_interior
from ui.main_window import MainWindow
from ui.preferences import Preferences
from ui.tour.driver import TourFailure
from ui.tour.sign_in_steps import open_tab, open_window
from ui.widgets.side_sheet import SideSheet
from ui.widgets.status_bar import StatusItem
from ui.widgets.work_tabs import WorkTabs

RETURNED = "退回记录"
PATIENCE_MS = 60_000


class PatientHands(Hands):
    """A process of its own has everything still to import, with others beside it."""

    def wait_until(self, holds: Callable[[], bool], what: str, patience_ms: int = PATIENCE_MS) -> None:
        super().wait_until(holds, what, max(patience_ms, PATIENCE_MS))


@dataclass
class DeskWindow:
    opened: OpenedDesk
    hands: Hands

    def sit_down(self, password: str) -> None:
        open_window(self.hands)
        self.hands.type_text(self.hands.find(QLineEdit, "密码"), password)
        self.hands.press(Qt.Key.Key_Return)
        self.hands.find(WorkTabs, "页签")
        self.hands.settle()

    def send_back(self, name: str) -> str:
        """退回 of that person's declaration by the 受理点, with one reason of the kit."""
        turn_down(self.hands, name, "work/", "A-02")
        return ""

    def sync_now(self) -> str:
        """The mark in the status bar, 立即同步, until the round is over and nothing waits. What the mark says then."""
        hands, sync = self.hands, self.opened.desk.sync
        assert sync is not None
        hands.click(hands.find(StatusItem, "sync"))
        sheet = hands.find(SideSheet, "sync")
        before = sync.queries.last_round()
        hands.click_button("sync.now", sheet)
        hands.wait_until(lambda: sync.queries.last_round() != before, "一轮同步")
        hands.wait_until(lambda: sync.queries.counts().waiting == 0, "没有待上报的")
        hands.press(Qt.Key.Key_Escape)
        hands.settle()
        return hands.find(StatusItem, "sync").accessibleName()

    def see_returned(self, name: str) -> str:
        """The rows of 退回记录 in 职称申报资格审查 that name the person."""
        hands = self.hands
        open_tab(hands, READING)
        tabs = hands.find(QTabBar, "declarations.tabs")
        place = next(n for n in range(tabs.count()) if tabs.tabText(n).startswith(RETURNED))
        hands.click(tabs, tabs.tabRect(place).center().toPointF())
        hands.settle()
        table = hands.window.findChild(QTableView, "declarations.table")
        if table is None or not table.isVisible():
            return ""  # nobody was returned
        model = table.model()
        rows = [
            " ".join(str(model.index(row, column).data() or "") for column in range(model.columnCount()))
            for row in range(model.rowCount())
        ]
        return " / ".join(row for row in rows if name in row)

    def run(self, command: str) -> str:
        act, *words = command.split()
        acts: dict[str, Any] = {
            "return": self.send_back,
            "sync": self.sync_now,
            "returned": self.see_returned,
        }
        said: str = acts[act](*words)
        return said


def main(card_file: Path) -> None:
    card = json.loads(card_file.read_text(encoding="utf-8"))
    out = card_file.parent
    app = build_application(["desk"], VERSION, Preferences())
    opened = wire(open_copy(Path(card["folder"]), bytes.fromhex(card["key"]), upgrade=upgrade))
    window = MainWindow(lambda report: opened.desk, load_interior, Preferences())
    window.resize(1366, 696)
    window.show()
    unused: Any = None
    desk = DeskWindow(opened, PatientHands(window, out, unused))
    try:
        desk.sit_down(card["password"])
        say("ok")
        for line in sys.stdin:
            try:
                words = desk.run(line.strip())
                say(f"ok: {words}" if words else "ok")
            except TourFailure as failure:
                say(f"failed: {failure}")
    except TourFailure as failure:
        say(f"failed: {failure}")
    finish(window)
    opened.close()
    app.quit()


def say(words: str) -> None:
    print(words, flush=True)


if __name__ == "__main__":
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    os.environ.setdefault("REVIEWDESK_HOME", tempfile.mkdtemp(prefix="reviewdesk-window-"))
    main(Path(sys.argv[1]))
