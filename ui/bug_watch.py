"""Exceptions that nobody caught: they reach the log and the window instead of a console nobody sees."""

import sys

from PySide6.QtCore import QObject, Signal


class BugWatch(QObject):
    """Hears of exceptions that nobody caught, in any thread; ``found`` reaches the GUI thread."""

    found = Signal(object)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._older = sys.excepthook

    def hook(self, kind: type[BaseException], error: BaseException, trace: object, /) -> None:
        """For ``sys.excepthook``: the old hook (log) first, then the dialog."""
        self._older(kind, error, error.__traceback__)
        if isinstance(error, Exception):
            self.found.emit(error)
