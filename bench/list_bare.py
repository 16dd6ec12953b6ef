"""The base of list benchmarks: a bare QTableView with 50 rows of 8 columns, shown again and again in one process."""

import sys
import time

from PySide6.QtCore import QAbstractTableModel, QEventLoop, QModelIndex, QPersistentModelIndex
from PySide6.QtGui import QPaintEvent
from PySide6.QtWidgets import QApplication, QTableView

from bench.child import tell

ROWS, COLUMNS = 50, 8
TIMES = 12
Index = QModelIndex | QPersistentModelIndex
_NOWHERE = QModelIndex()


class FixedModel(QAbstractTableModel):
    """Text that is already there."""

    def __init__(self) -> None:
        super().__init__()
        self._texts = [[f"城北第{row * COLUMNS + n}泵站" for n in range(COLUMNS)] for row in range(ROWS)]

    def rowCount(self, parent: Index = _NOWHERE) -> int:
        return 0 if parent.isValid() else ROWS

    def columnCount(self, parent: Index = _NOWHERE) -> int:
        return 0 if parent.isValid() else COLUMNS

    def data(self, index: Index, role: int = 0) -> str | None:
        return self._texts[index.row()][index.column()] if role == 0 else None


class PaintedTable(QTableView):
    """Ends the loop when it has been painted."""

    def __init__(self, loop: QEventLoop) -> None:
        super().__init__()
        self._loop = loop

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        self._loop.quit()


def show_once(model: FixedModel) -> float:
    """Milliseconds from making the view to its first paint."""
    loop = QEventLoop()
    begin = time.perf_counter()
    view = PaintedTable(loop)
    view.setModel(model)
    view.resize(1366, 696)
    view.show()
    loop.exec()
    took = (time.perf_counter() - begin) * 1000
    view.close()
    return took


def main() -> int:
    app = QApplication(sys.argv[:1])
    model = FixedModel()
    show_once(model)
    tell("list", *(show_once(model) for _ in range(TIMES)))
    app.processEvents()
    return 0


if __name__ == "__main__":
    sys.exit(main())
