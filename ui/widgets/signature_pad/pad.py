"""A place to sign by pen, finger or mouse: white paper in both themes, smooth strokes, the last one can be taken back.

``to_png`` gives the signature as the commitment's paper carries it. Whether it can be read is
``app.domain.handwriting``'s question.
"""

from itertools import pairwise

from PySide6.QtCore import QBuffer, QByteArray, QEvent, QIODevice, QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import (
    QColor,
    QImage,
    QKeyEvent,
    QKeySequence,
    QMouseEvent,
    QPainter,
    QPainterPath,
    QPaintEvent,
    QPen,
    QTabletEvent,
)
from PySide6.QtWidgets import QSizePolicy, QWidget

from app.domain.handwriting import HandwritingProblem, check_handwriting
from ui.theme import current, shapes
from ui.widgets.keyboard_focus import KeyboardFocus

PAPER_WIDTH, PAPER_HEIGHT = 900, 360
"""Pixels of the picture; strokes are kept in its units, so that a resized pad loses nothing."""
PEN, THIN, THICK = 7.0, 3.0, 11.0
_INK = Qt.GlobalColor.black
_PAPER = Qt.GlobalColor.white


class SignaturePad(KeyboardFocus, QWidget):
    """``changed``: a stroke was written or taken back."""

    changed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._strokes: list[list[tuple[float, float]]] = []
        self._widths: list[float] = []
        self._writing = False
        self._by_pen = False
        self._locked = False
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setCursor(Qt.CursorShape.CrossCursor)
        self.setAccessibleName(self.tr("签名板，用笔或鼠标书写；也可以上传签好的扫描件"))
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)

    @property
    def strokes(self) -> tuple[tuple[tuple[float, float], ...], ...]:
        """In the units of the picture."""
        return tuple(tuple(stroke) for stroke in self._strokes)

    def problem(self) -> HandwritingProblem | None:
        """Why this is no signature yet."""
        return check_handwriting(self._strokes, PAPER_WIDTH, PAPER_HEIGHT)

    def clear(self) -> None:
        """重写."""
        self._strokes.clear()
        self._widths.clear()
        self.update()
        self.changed.emit()

    def take_back(self) -> None:
        """撤一笔."""
        if self._strokes:
            self._strokes.pop()
            self._widths.pop()
            self.update()
            self.changed.emit()

    def set_locked(self, locked: bool) -> None:
        self._locked = locked
        self.setEnabled(not locked)

    def to_png(self) -> bytes:
        """Black on white, 900×360."""
        image = QImage(PAPER_WIDTH, PAPER_HEIGHT, QImage.Format.Format_RGB32)
        image.fill(_PAPER)
        painter = QPainter(image)
        self._draw(painter)
        painter.end()
        data = QByteArray()
        buffer = QBuffer(data)
        buffer.open(QIODevice.OpenModeFlag.WriteOnly)
        image.save(buffer, "PNG")  # type: ignore[call-overload]  # the stub knows bytes only, Qt text only
        buffer.close()
        return bytes(data.data())

    # ---- Qt's side

    def sizeHint(self) -> QSize:
        return QSize(560, 224)

    def minimumSizeHint(self) -> QSize:
        return QSize(300, 120)

    def hasHeightForWidth(self) -> bool:
        return True

    def heightForWidth(self, width: int) -> int:
        return round(width * PAPER_HEIGHT / PAPER_WIDTH)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        super().mousePressEvent(event)
        if event.button() is Qt.MouseButton.LeftButton and not self._by_pen:
            self._begin(event.position(), PEN)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        if self._writing and not self._by_pen:
            self._add(event.position())

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        if event.button() is Qt.MouseButton.LeftButton and not self._by_pen:
            self._end()

    def tabletEvent(self, event: QTabletEvent) -> None:
        kind = event.type()
        if kind is QEvent.Type.TabletPress:
            self._by_pen = True
            self._begin(event.position(), THIN + event.pressure() * (THICK - THIN))
        elif kind is QEvent.Type.TabletMove and self._writing:
            self._add(event.position())
        elif kind is QEvent.Type.TabletRelease:
            self._end()
            self._by_pen = False
        event.accept()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.matches(QKeySequence.StandardKey.Undo):
            self.take_back()
            return
        super().keyPressEvent(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        sheet = self._sheet()
        painter.fillRect(sheet, QColor(_PAPER))
        line = QPen(current.color("control"), 1.0, Qt.PenStyle.DashLine)
        painter.setPen(line)
        base = sheet.top() + sheet.height() * 0.8
        painter.drawLine(QPointF(sheet.left() + 24, base), QPointF(sheet.right() - 24, base))
        painter.drawRect(sheet.adjusted(0.5, 0.5, -0.5, -0.5))
        painter.save()
        painter.translate(sheet.topLeft())
        scale = sheet.width() / PAPER_WIDTH
        painter.scale(scale, scale)
        self._draw(painter)
        painter.restore()
        if self.shows_ring():
            shapes.focus_ring(painter, self.rect())

    # ---- inside

    def _sheet(self) -> QRectF:
        """The paper inside the widget, in its own proportion."""
        width = min(float(self.width()), self.height() * PAPER_WIDTH / PAPER_HEIGHT)
        height = width * PAPER_HEIGHT / PAPER_WIDTH
        return QRectF((self.width() - width) / 2, (self.height() - height) / 2, width, height)

    def _to_paper(self, at: QPointF) -> tuple[float, float]:
        sheet = self._sheet()
        scale = PAPER_WIDTH / max(1.0, sheet.width())
        x, y = (at.x() - sheet.left()) * scale, (at.y() - sheet.top()) * scale
        return min(max(0.0, x), PAPER_WIDTH), min(max(0.0, y), PAPER_HEIGHT)

    def _begin(self, at: QPointF, width: float) -> None:
        if self._locked:
            return
        self._writing = True
        self._strokes.append([self._to_paper(at)])
        self._widths.append(width)
        self.update()

    def _add(self, at: QPointF) -> None:
        self._strokes[-1].append(self._to_paper(at))
        self.update()

    def _end(self) -> None:
        if self._writing:
            self._writing = False
            self.changed.emit()

    def _draw(self, painter: QPainter) -> None:
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        for stroke, width in zip(self._strokes, self._widths, strict=True):
            pen = QPen(
                QColor(_INK), width, Qt.PenStyle.SolidLine, Qt.PenCapStyle.RoundCap, Qt.PenJoinStyle.RoundJoin
            )
            painter.setPen(pen)
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawPath(_smooth(stroke))


def _smooth(stroke: list[tuple[float, float]]) -> QPainterPath:
    """A curve through the middles of the segments: no corners where the mouse was sampled."""
    path = QPainterPath(QPointF(*stroke[0]))
    if len(stroke) == 1:
        path.lineTo(QPointF(stroke[0][0] + 0.1, stroke[0][1]))
        return path
    for (x, y), (next_x, next_y) in pairwise(stroke[1:]):
        path.quadTo(QPointF(x, y), QPointF((x + next_x) / 2, (y + next_y) / 2))
    path.lineTo(QPointF(*stroke[-1]))
    return path
