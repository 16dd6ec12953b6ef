"""The review log, newest first: a list with an axis, discs and periods (picture 19). Stands in a side sheet."""

from collections.abc import Sequence

from PySide6.QtCore import QModelIndex, Signal
from PySide6.QtGui import QPalette
from PySide6.QtWidgets import QWidget

from ui.widgets.log_delegate import LogDelegate
from ui.widgets.log_rows import LOG_ROW, LogEntry, LogModel, LogRow, LogSpan
from ui.widgets.row_view import RowView


class LogTimeline(RowView):
    """`entry_activated` carries the key of an act that was double-clicked or opened with Enter."""

    entry_activated = Signal(str)

    def __init__(self, parent: QWidget | None = None, *, with_spans: bool = True) -> None:
        super().__init__(parent, uniform=False)
        self._model = LogModel(self)
        self.setModel(self._model)
        self.setItemDelegate(LogDelegate(self, with_spans=with_spans))
        # It lies on a raised sheet; Light carries that token in our palette.
        self.viewport().setBackgroundRole(QPalette.ColorRole.Light)
        self.activated.connect(self._activate)

    def set_rows(self, rows: Sequence[LogRow], spans: Sequence[LogSpan] = ()) -> None:
        """Show acts and waits; a span names the rows it covers."""
        self._model.set_rows(rows, spans)

    def _activate(self, index: QModelIndex) -> None:
        row = index.data(LOG_ROW)
        if isinstance(row, LogEntry) and row.key:
            self.entry_activated.emit(row.key)
