"""A picture of rows: a label, something drawn to scale, numbers at it. The base of 统计's charts (LOOK "Charts").

Mouse and keys reach a row that leads somewhere; a screen reader hears the row the keys are at, and the whole picture as
the description. The same numbers stand in a table beside it (``ui.tabs.statistics.chart_card``).
"""

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QEvent, QPoint, QRect, QSize, Qt, Signal
from PySide6.QtGui import QHelpEvent, QKeyEvent, QMouseEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QToolTip, QWidget

from ui.theme import current, shapes
from ui.widgets.keyboard_focus import KeyboardFocus

PITCH = 24
BAR = 14
_MOST_LABEL = 0.34
"""A label takes no more of the width than this."""
_GAP = 10


@dataclass(frozen=True, slots=True)
class ChartRow:
    key: str
    label: str
    spoken: str
    """The row in words."""
    opens: bool = False
    """A click leads to the dossiers it counts."""


class RowChart(KeyboardFocus, QWidget):
    """``HEAD`` and ``FOOT`` px stay free above and below the rows. Subclasses paint a row right of its label."""

    row_chosen = Signal(str)
    """Key of the row."""

    HEAD = 0
    FOOT = 0
    pitch = PITCH

    def __init__(self, title: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._title = title
        self._rows: Sequence[ChartRow] = ()
        self._hovered = -1
        self._place = 0
        self.setMouseTracking(True)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setAccessibleName(title)

    # ---- what it shows

    def rows(self) -> Sequence[ChartRow]:
        return self._rows

    def show_rows(self, rows: Sequence[ChartRow]) -> None:
        """Subclasses keep their numbers first."""
        self._rows = tuple(rows)
        self._hovered = -1
        self._place = min(self._place, max(len(rows) - 1, 0))
        self.setAccessibleDescription("；".join(row.spoken for row in rows))
        self._say_place()
        self.updateGeometry()
        self.update()

    def paint_row(self, painter: QPainter, place: int, room: QRect) -> None:
        """Draw what is right of the label into ``room``."""
        raise NotImplementedError

    def paint_ground(self, painter: QPainter, room: QRect) -> None:
        """Drawn before the rows, over their whole height."""

    # ---- measures

    def row_rect(self, place: int) -> QRect:
        return QRect(0, self.HEAD + place * self.pitch, self.width(), self.pitch)

    def label_width(self) -> int:
        widest = max((shapes.text_width(row.label) for row in self._rows), default=0)
        return min(widest, round(self.width() * _MOST_LABEL)) + _GAP

    def room_of(self, place: int) -> QRect:
        """Right of the label."""
        return self.row_rect(place).adjusted(self.label_width(), 0, 0, 0)

    def sizeHint(self) -> QSize:
        return QSize(560, self.HEAD + len(self._rows) * self.pitch + self.FOOT)

    def minimumSizeHint(self) -> QSize:
        return QSize(300, self.sizeHint().height())

    # ---- painting

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        if self._rows:
            self.paint_ground(painter, self.room_of(0).united(self.room_of(len(self._rows) - 1)))
        for place, row in enumerate(self._rows):
            rect = self.row_rect(place)
            if row.opens and place == self._hovered:
                shapes.fill_round(painter, rect, current.color("hover"), shapes.RADIUS_BOX)
            label = QRect(0, rect.y(), self.label_width() - _GAP, rect.height())
            shapes.draw_text(painter, label, row.label)
            self.paint_row(painter, place, self.room_of(place))
        if self.shows_ring() and self._rows:
            shapes.focus_ring(painter, self.row_rect(self._place).adjusted(-1, 0, 1, 0))

    # ---- mouse and keys

    def _row_at(self, at: QPoint) -> int:
        place = (at.y() - self.HEAD) // self.pitch
        return place if 0 <= place < len(self._rows) and at.y() >= self.HEAD else -1

    def _open(self, place: int) -> None:
        if 0 <= place < len(self._rows) and self._rows[place].opens:
            self.row_chosen.emit(self._rows[place].key)

    def _go(self, place: int) -> None:
        self._place = max(0, min(place, len(self._rows) - 1))
        self._by_keyboard = True
        self._say_place()
        self.update()

    def _say_place(self) -> None:
        here = self._rows[self._place].spoken if self._rows else ""
        self.setAccessibleName(f"{self._title}：{here}" if here else self._title)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        hovered = self._row_at(event.position().toPoint())
        if hovered != self._hovered:
            self._hovered = hovered
            opens = hovered >= 0 and self._rows[hovered].opens
            self.setCursor(Qt.CursorShape.PointingHandCursor if opens else Qt.CursorShape.ArrowCursor)
            self.update()

    def leaveEvent(self, event: QEvent) -> None:
        self._hovered = -1
        self.update()
        super().leaveEvent(event)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        if event.button() == Qt.MouseButton.LeftButton:
            self._open(self._row_at(event.position().toPoint()))
        super().mouseReleaseEvent(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        moves = {
            Qt.Key.Key_Down: self._place + 1,
            Qt.Key.Key_Up: self._place - 1,
            Qt.Key.Key_Home: 0,
            Qt.Key.Key_End: len(self._rows) - 1,
        }
        if event.key() in moves and self._rows:
            self._go(moves[Qt.Key(event.key())])
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self._open(self._place)
        else:
            super().keyPressEvent(event)

    def event(self, event: QEvent) -> bool:
        if event.type() == QEvent.Type.ToolTip and isinstance(event, QHelpEvent):
            place = self._row_at(event.pos())
            if place >= 0:
                QToolTip.showText(event.globalPos(), self._rows[place].spoken, self)
                return True
        return super().event(event)
