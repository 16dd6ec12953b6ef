"""Small tables inside a form, and running text: rows of `FormView` for sections that the seed shows as tables.

No grid: a 9 pt head, a hairline a row. Words wrap and the row grows; nothing is elided.
"""

from PySide6.QtCore import QPoint, QRect, QSize, Qt, Signal
from PySide6.QtGui import QFontMetrics, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QPushButton, QWidget

from ui.theme import current, shapes
from ui.widgets.form_blocks import FormCell, FormColumn, FormTableHead, FormTableRow, FormText
from ui.widgets.form_rows import ValueLabel
from ui.widgets.keyboard_focus import KeyboardFocus

HEAD_HEIGHT = 24
_PAD = 7
_GAP = 10
_ICON = 22
_WRAP = int(Qt.TextFlag.TextWrapAnywhere | Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignTop)


def place_columns(columns: tuple[FormColumn, ...], width: int) -> list[tuple[int, int]]:
    """Left edge and width of each column."""
    gaps = _GAP * max(0, len(columns) - 1)
    rest = max(40, width - gaps - sum(column.width for column in columns))
    placed: list[tuple[int, int]] = []
    left = 0
    for column in columns:
        wide = column.width or rest
        placed.append((left, wide))
        left += wide + _GAP
    return placed


class TextRow(QWidget):
    """Words over the whole width; selectable."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self._block = FormText("")
        self._label = ValueLabel(self)

    def show_block(self, block: FormText) -> None:
        """Show another text."""
        self._block = block
        self._label.setText(block.text)
        self._label.setAccessibleName(block.text)
        self._label.set_token("muted" if block.muted else "text")

    def block(self) -> FormText:
        """Return the text shown."""
        return self._block

    def heightForWidth(self, width: int) -> int:
        """Return the height of the wrapped words."""
        return self._label.heightForWidth(width + 8)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        # The label's padding is room for the focus ring; the words stand flush with everything else.
        self._label.setGeometry(-4, 0, self.width() + 8, self.height())


class TableHeadRow(QWidget):
    """9 pt muted heads, hairline."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self._block = FormTableHead(())

    def show_block(self, block: FormTableHead) -> None:
        """Show other heads."""
        self._block = block
        self.setAccessibleName(" ".join(column.title for column in block.columns))
        self.update()

    def block(self) -> FormTableHead:
        """Return the heads shown."""
        return self._block

    def heightForWidth(self, width: int) -> int:
        """Return the fixed height."""
        return HEAD_HEIGHT

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        for (left, width), column in zip(
            place_columns(self._block.columns, self.width()), self._block.columns, strict=True
        ):
            rect = QRect(left, 0, width, self.height() - 2)
            shapes.draw_text(painter, rect, column.title, "caption", "muted")
        shapes.hairline(painter, 0, self.height() - 1, self.width())


class TableRow(KeyboardFocus, QPushButton):
    """One row; a button when the block has a key."""

    activated = Signal(str)

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self._block = FormTableRow((), ())
        self.setAutoDefault(False)
        self.clicked.connect(self._activate)

    def show_block(self, block: FormTableRow) -> None:
        """Show another row."""
        self._block = block
        said = [part for cell in block.cells for part in (cell.text, cell.note) if part]
        self.setText(" ".join(said))
        live = bool(block.key)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus if live else Qt.FocusPolicy.NoFocus)
        self.setCursor(Qt.CursorShape.PointingHandCursor if live else Qt.CursorShape.ArrowCursor)
        self.update()

    def block(self) -> FormTableRow:
        """Return the row shown."""
        return self._block

    def heightForWidth(self, width: int) -> int:
        """Return the height of the tallest cell."""
        placed = place_columns(self._block.columns, width)
        cells = zip(placed, self._block.cells, strict=True)
        return 2 * _PAD + max((_cell_height(cell, wide) for (_, wide), cell in cells), default=20) + 1

    def sizeHint(self) -> QSize:
        return QSize(200, self.heightForWidth(200))

    def _activate(self) -> None:
        if self._block.key:
            self.activated.emit(self._block.key)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        if self._block.key and (self.underMouse() or self.isDown()):
            shapes.fill_round(painter, self.rect().adjusted(0, 1, 0, -2), current.color("hover"), 6)
        placed = place_columns(self._block.columns, self.width())
        for (left, width), cell in zip(placed, self._block.cells, strict=True):
            _paint_cell(painter, cell, left, width)
        shapes.hairline(painter, 0, self.height() - 1, self.width())
        if self.shows_ring():
            shapes.focus_ring(painter, self.rect().adjusted(0, 0, 0, -1))


def _paint_cell(painter: QPainter, cell: FormCell, left: int, width: int) -> None:
    if cell.state:
        _paint_state(painter, cell.state, left)
        left, width = left + _ICON, width - _ICON
    top = _PAD
    for text, role, token in _lines_of(cell):
        font = current.font(role)
        painter.setFont(font)
        painter.setPen(current.color(token))
        height = _height_of(text, role, width)
        painter.drawText(QRect(left, top, width, height + 4), _WRAP, text)
        top += height


def _paint_state(painter: QPainter, state: str, left: int) -> None:
    if state == "none":
        shapes.draw_icon(painter, QPoint(left, _PAD + 2), "minus", "muted")
        return
    style = current.state_style(state)
    shapes.draw_icon(painter, QPoint(left, _PAD + 2), style.icon, style.mark)


def _cell_height(cell: FormCell, width: int) -> int:
    room = width - (_ICON if cell.state else 0)
    return max(20, sum(_height_of(text, role, room) for text, role, _ in _lines_of(cell)))


def _lines_of(cell: FormCell) -> list[tuple[str, str, str]]:
    lines = [(cell.text, "body_bold" if cell.bold else "body", cell.token)]
    if cell.note:
        lines.append((cell.note, "caption", cell.note_token))
    return lines


def _height_of(text: str, role: str, width: int) -> int:
    metrics = QFontMetrics(current.font(role))
    if metrics.horizontalAdvance(text) <= width and "\n" not in text:
        return metrics.height()
    return metrics.boundingRect(QRect(0, 0, max(width, 1), 10_000), _WRAP, text).height()
