"""The base of `startup`: a process with a bare PySide6 window of the program's size."""

import sys

from PySide6.QtCore import QTimer
from PySide6.QtGui import QPaintEvent
from PySide6.QtWidgets import QApplication, QWidget

from bench.child import tell
from bench.memory import resident_mb


class BareWindow(QWidget):
    painted = False

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        if not self.painted:
            self.painted = True
            tell("painted")
            tell("memory", resident_mb())
            QTimer.singleShot(0, self.close)


def main() -> int:
    app = QApplication(sys.argv[:1])
    window = BareWindow()
    window.resize(1366, 696)
    window.show()
    code = app.exec()
    del window
    return code


if __name__ == "__main__":
    sys.exit(main())
