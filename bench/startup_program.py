"""The program as a person starts it on the 样例 copy, telling when its first page is painted and when the copy is open."""

import sys

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QApplication

from app.main import main
from bench.child import tell
from bench.memory import resident_mb
from ui import application
from ui.main_window import MainWindow


class Teller(QObject):
    def __init__(self, window: MainWindow) -> None:
        super().__init__(window)
        self._window = window
        window.sign_in.first_painted.connect(self.tell_painted)
        window.opened.connect(self.tell_opened)
        window.failed_to_open.connect(self.give_up)

    def tell_painted(self) -> None:
        tell("painted")
        tell("memory", resident_mb())

    def tell_opened(self) -> None:
        tell("opened")
        tell("memory_opened", resident_mb())
        self._window.close()

    def give_up(self, sentence: str) -> None:
        print(sentence, file=sys.stderr)
        self._window.close()


_run = application.run


def run_telling(app: QApplication, window: MainWindow) -> int:
    """``ui.application.run`` with somebody who tells."""
    Teller(window)
    return _run(app, window)


if __name__ == "__main__":
    application.run = run_telling
    sys.exit(main(["run", "--sample"]))
