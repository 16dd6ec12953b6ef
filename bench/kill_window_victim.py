"""The window that is killed: signs in, passes archive items by the key P, says aloud what the screen shows as done.

Started by ``bench.kill_window`` as ``python -m bench.kill_window_victim FOLDER``. A line ``shown 已通过 …`` is written and
flushed when those words stand on the desk's bar, where Z would take them back. Everything goes through widgets; the
hands are a timer in the window's own event loop, so that the threads behind it run as they do for a person.
"""

import sys
from pathlib import Path

from PySide6.QtCore import QObject, Qt, QTimer
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QPushButton

from app.ports.desk import Desk
from app.version import VERSION
from app.wiring import OpenedDesk, Report, wire
from bench.kill_desk import KEY, PASSWORD
from db.working_copy import open_copy
from ui.application import build_application, run
from ui.interior import load_interior
from ui.main_window import MainWindow
from ui.preferences import Preferences

LOOK_MS = 2


class Hands(QObject):
    """Looks at the screen every other millisecond and presses the next key when the desk is at rest."""

    def __init__(self, window: MainWindow) -> None:
        super().__init__(window)
        self._window = window
        self._said = ""
        self._signed_in = False
        self._timer = QTimer(self)
        self._timer.setInterval(LOOK_MS)
        self._timer.timeout.connect(self._look)
        window.opened.connect(self._sign_in)

    def _sign_in(self) -> None:
        password = self._window.sign_in.form.password
        QTest.keyClicks(password, PASSWORD)
        QTest.keyClick(password, Qt.Key.Key_Return)
        self._timer.start()

    def _look(self) -> None:
        shell = self._window.shell
        if shell is None:
            return
        if not self._signed_in:
            self._signed_in = True
            press(shell, Qt.Key.Key_3, Qt.KeyboardModifier.ControlModifier)
            return
        self._say_what_is_shown()
        if not self._window.operations.is_busy:
            waits = self._find("archive.pass")
            if waits is None:
                press(shell, Qt.Key.Key_Return)
            elif waits.isEnabled():
                press(shell, Qt.Key.Key_P)

    def _say_what_is_shown(self) -> None:
        undo = self._find("archive.undo")
        words = undo.toolTip() if undo is not None else ""
        if words and words != self._said:
            self._said = words
            print(f"shown {words}", flush=True)

    def _find(self, name: str) -> QPushButton | None:
        found = self._window.findChildren(QPushButton, name)
        return next((button for button in found if button.isVisible()), None)


def press(
    target: QObject, key: Qt.Key, modifiers: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier
) -> None:
    QTest.keyClick(QApplication.focusWidget() or target, key, modifiers)  # type: ignore[call-overload]


def refuse_upgrade(engine: object) -> None:
    raise RuntimeError("the campaign's copy is of the present schema")


def main() -> int:
    folder, opened = Path(sys.argv[1]), list[OpenedDesk]()

    def load(report: Report) -> Desk:
        opened.append(wire(open_copy(folder, KEY, upgrade=refuse_upgrade)))
        return opened[-1].desk

    app = build_application(sys.argv[:1], VERSION, Preferences())
    window = MainWindow(load, load_interior, Preferences())
    Hands(window)
    return run(app, window)


if __name__ == "__main__":
    sys.exit(main())
