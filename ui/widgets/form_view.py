"""The read-only form beside the evidence: labels 92 px muted left, values left, 8 px between, no boxes.

`set_blocks` refills existing rows, so moving to the next dossier builds nothing. Values can be selected with
mouse and keyboard. Rows reflow with the width.
"""

from collections.abc import Iterator, Sequence
from typing import Any

from PySide6.QtCore import QSize, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from ui.widgets.form_blocks import (
    FormBlock,
    FormCaption,
    FormEntry,
    FormField,
    FormHeading,
    FormTableHead,
    FormTableRow,
    FormText,
)
from ui.widgets.form_rows import CaptionRow, EntryRow, FieldRow, HeadingRow
from ui.widgets.form_table import TableHeadRow, TableRow, TextRow

_GAP = 8
_Row = FieldRow | HeadingRow | CaptionRow | EntryRow | TextRow | TableHeadRow | TableRow
_JOINED = (EntryRow, TableRow)
"""Rows with a hairline of their own follow one another without a gap."""


class FormView(QWidget):
    """Put it into a scroll area or a layout, with a stretch below; its height follows its width.

    `action_triggered` carries the action of a field (reveal), `entry_activated` the key of an entry.
    """

    action_triggered = Signal(str)
    entry_activated = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._rows: list[_Row] = []
        self._shown = 0
        self._heights: dict[int, int] = {}
        # Not Fixed: a box layout would then cap the height at the size hint, whatever the width asks for.
        policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Preferred)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)

    def set_blocks(self, blocks: Sequence[FormBlock]) -> None:
        """Show these blocks, top to bottom."""
        for place, block in enumerate(blocks):
            row = self._row_for(place, block)
            row.show_block(block)
            if row.isHidden():
                row.show()
        for row in self._rows[len(blocks) :]:
            row.hide()
        self._shown = len(blocks)
        self._heights.clear()
        self._arrange(self.width())
        self.updateGeometry()

    def row(self, place: int) -> QWidget:
        """Return the row widget at `place` (to scroll to it)."""
        if not 0 <= place < self._shown:
            raise IndexError(place)
        return self._rows[place]

    def row_of_label(self, label: str) -> QWidget | None:
        """Return the row of the field with this label, None when it is not shown (看字段 jumps there)."""
        for row in self._rows[: self._shown]:
            if isinstance(row, FieldRow) and row.block().label == label:
                return row
        return None

    def _row_for(self, place: int, block: FormBlock) -> Any:
        # Any: a row of the right kind takes the block, which the type checker cannot see from the table.
        wanted = _KINDS[type(block)]
        if place < len(self._rows):
            row = self._rows[place]
            if type(row) is wanted:
                return row
            row.hide()
            row.deleteLater()
            self._rows[place] = self._make(wanted)
            return self._rows[place]
        self._rows.append(self._make(wanted))
        return self._rows[-1]

    def _make(self, kind: type[_Row]) -> _Row:
        row = kind(self)
        if isinstance(row, FieldRow):
            row.action_triggered.connect(self.action_triggered)
        elif isinstance(row, _JOINED):
            row.activated.connect(self.entry_activated)
        return row

    def _walk(self, width: int) -> Iterator[tuple[_Row, int, int]]:
        """Yield each shown row with its top and its height at `width`."""
        y = 0
        before: _Row | None = None
        for row in self._rows[: self._shown]:
            if before is not None:
                joined = isinstance(row, _JOINED) and not isinstance(before, FieldRow | TextRow)
                y += 0 if joined else _GAP
            height = row.heightForWidth(width)
            yield row, y, height
            y += height
            before = row

    def _arrange(self, width: int) -> None:
        for row, top, height in self._walk(width):
            row.setGeometry(0, top, width, height)
            if isinstance(row, FieldRow):
                row.arrange(width)

    def hasHeightForWidth(self) -> bool:
        return True

    def heightForWidth(self, width: int) -> int:
        # Asked for widths that never come: it must move nothing.
        if width not in self._heights:
            self._heights[width] = max((top + height for _, top, height in self._walk(width)), default=0)
        return self._heights[width]

    def sizeHint(self) -> QSize:
        return QSize(320, self.heightForWidth(self.width() if self.width() > 120 else 386))

    def minimumSizeHint(self) -> QSize:
        return QSize(240, 0)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._arrange(event.size().width())


_KINDS: dict[type[FormBlock], type[_Row]] = {
    FormField: FieldRow,
    FormHeading: HeadingRow,
    FormCaption: CaptionRow,
    FormEntry: EntryRow,
    FormText: TextRow,
    FormTableHead: TableHeadRow,
    FormTableRow: TableRow,
}
