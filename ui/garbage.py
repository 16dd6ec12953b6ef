"""Cyclic garbage is collected on the GUI thread only.

Python may start a collection on any thread that allocates. If that is a worker and the garbage holds a widget, Qt
objects die in the wrong thread and the process with them (seen: segmentation fault while a read compiled its SQL).
So automatic collection is off, and a timer of the GUI thread does the same work in the same three generations.
"""

import gc

from PySide6.QtCore import QObject, QTimer

EVERY_MS = 400


class GuiThreadCollector(QObject):
    """Make one on the GUI thread, as a child of the application; automatic collection is off from then on."""

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        gc.disable()
        self._timer = QTimer(self)
        self._timer.setInterval(EVERY_MS)
        self._timer.timeout.connect(self.collect)
        self._timer.start()

    def collect(self) -> None:
        """Collect the oldest generation that is due; nothing when none is."""
        for generation in (2, 1, 0):
            if gc.get_count()[generation] > gc.get_threshold()[generation]:
                gc.collect(generation)
                return
