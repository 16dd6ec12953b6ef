"""A place to sign by pen, finger or mouse: white paper in both themes, smooth strokes, the last one can be taken back.

``to_png`` gives the signature as the commitment's paper carries it. Whether it can be read is
``app.domain.handwriting``'s question. Who has no pointing device attaches a signed scan; the page offers that.
"""

from PySide6.QtCore import (
    QBuffer,
    QByteArray,
    QEvent,
    QIODevice,
    QPoint,
    QPointF,
    QRect,
    QRectF,
    QSize,
    Qt,
    Signal,
)
from PySide6.QtGui import (
    QColor,
    QImage,
    QInputDevice,
    QKeyEvent,
    QKeySequence,
    QMouseEvent,
    QPainter,
    QPainterPath,
    QPaintEvent,
    QTabletEvent,
)
from PySide6.QtWidgets import QSizePolicy, QWidget

from app.domain.handwriting import HandwritingProblem, Point, check_handwriting
from ui.theme import current, shapes
from ui.widgets.keyboard_focus import KeyboardFocus
from ui.widgets.signature_pad.ink import (
    EVEN,
    PAPER_HEIGHT,
    PAPER_WIDTH,
    InkStroke,
    breadth_of,
    draw_stroke,
)

WIDTH, HEIGHT = 520, 208
_PAPER = QColor(Qt.GlobalColor.white)
_RULE, _WORDS = QColor(Qt.GlobalColor.lightGray), QColor(Qt.GlobalColor.black)
_WORDS.setAlphaF(0.62)
"""On white paper in both themes, so not the theme's."""
_BASE = 0.82
"""Of the height: where the line to sign on lies."""
_INDENT = 24


class SignaturePad(KeyboardFocus, QWidget):
    """``changed``: a stroke was written or taken back. ``hint`` stands on the line while the paper is empty."""

    changed = Signal()

    def __init__(self, hint: str = "", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._hint = hint
        self._strokes: list[InkStroke] = []
        self._writing = False
        self._by_pen = False
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setCursor(Qt.CursorShape.CrossCursor)
        self.setAccessibleName(self.tr("签名板，用笔、手指或鼠标书写；也可以上传签好的扫描件"))
        policy = QSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        self.setMaximumWidth(WIDTH)

    @property
    def strokes(self) -> tuple[tuple[Point, ...], ...]:
        """In the units of the picture (900×360); what left the paper lies outside of it."""
        return tuple(tuple(stroke.points) for stroke in self._strokes)

    def problem(self) -> HandwritingProblem | None:
        """Why this is no signature yet."""
        return check_handwriting(self.strokes, PAPER_WIDTH, PAPER_HEIGHT)

    def clear(self) -> None:
        """重写."""
        self._writing = False
        if self._strokes:
            self._strokes.clear()
            self._tell()

    def take_back(self) -> None:
        """撤一笔."""
        self._writing = False
        if self._strokes:
            self._strokes.pop()
            self._tell()

    def to_png(self) -> bytes:
        """Black on white, 900×360."""
        image = QImage(PAPER_WIDTH, PAPER_HEIGHT, QImage.Format.Format_RGB32)
        image.fill(_PAPER)
        painter = QPainter(image)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        for stroke in self._strokes:
            draw_stroke(painter, stroke)
        painter.end()
        data = QByteArray()
        buffer = QBuffer(data)
        buffer.open(QIODevice.OpenModeFlag.WriteOnly)
        image.save(buffer, "PNG")  # type: ignore[call-overload]  # the stub knows bytes only, Qt text only
        buffer.close()
        return bytes(data.data())

    # ---- Qt's side

    def sizeHint(self) -> QSize:
        return QSize(WIDTH, HEIGHT)

    def minimumSizeHint(self) -> QSize:
        return QSize(300, 120)

    def hasHeightForWidth(self) -> bool:
        return True

    def heightForWidth(self, width: int) -> int:
        return round(min(width, WIDTH) * PAPER_HEIGHT / PAPER_WIDTH)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        super().mousePressEvent(event)
        if event.device().type() is QInputDevice.DeviceType.Mouse:
            # A pen that left without a release must not keep the mouse from writing.
            self._by_pen = False
        if event.button() is Qt.MouseButton.LeftButton and not self._by_pen:
            self._begin(event.position(), EVEN)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        if not self._by_pen:
            self._add(event.position(), EVEN)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        if event.button() is Qt.MouseButton.LeftButton and not self._by_pen:
            self._end()

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        # Two quick strokes: the second press comes as a double click, and is a stroke like any other.
        self.mousePressEvent(event)

    def tabletEvent(self, event: QTabletEvent) -> None:
        match event.type():
            case QEvent.Type.TabletPress:
                self._by_pen = True
                self.setFocus(Qt.FocusReason.MouseFocusReason)
                self._begin(event.position(), breadth_of(event.pressure()))
            case QEvent.Type.TabletMove:
                self._add(event.position(), breadth_of(event.pressure()))
            case QEvent.Type.TabletRelease:
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
        paper = QPainterPath()
        paper.addRoundedRect(sheet, shapes.RADIUS_CONTROL, shapes.RADIUS_CONTROL)
        painter.fillPath(paper, _PAPER)
        base = round(sheet.top() + sheet.height() * _BASE)
        left, right = round(sheet.left()) + _INDENT, round(sheet.right()) - _INDENT
        painter.fillRect(QRect(left, base, right - left, 1), _RULE)
        if not self._strokes:
            shapes.draw_icon(painter, QPoint(left, base - 24), "pencil", _WORDS)
            words = QRect(left + 24, base - 28, right - left - 24, 24)
            painter.setFont(current.font("body"))
            painter.setPen(_WORDS)
            painter.drawText(words, int(Qt.AlignmentFlag.AlignVCenter), self._hint)
        painter.save()
        painter.setClipPath(paper)
        painter.translate(sheet.topLeft())
        scale = sheet.width() / PAPER_WIDTH
        painter.scale(scale, scale)
        for stroke in self._strokes:
            draw_stroke(painter, stroke)
        painter.restore()
        shapes.frame_round(painter, sheet, current.color("control"), shapes.RADIUS_CONTROL)
        if self.shows_ring():
            shapes.focus_ring(painter, sheet)

    # ---- inside

    def _sheet(self) -> QRectF:
        """The paper inside the widget, in its own proportion, from the left."""
        width = min(float(self.width()), self.height() * PAPER_WIDTH / PAPER_HEIGHT)
        return QRectF(0, 0, width, width * PAPER_HEIGHT / PAPER_WIDTH)

    def _to_paper(self, at: QPointF) -> Point:
        sheet = self._sheet()
        scale = PAPER_WIDTH / max(1.0, sheet.width())
        return (at.x() - sheet.left()) * scale, (at.y() - sheet.top()) * scale

    def _begin(self, at: QPointF, breadth: float) -> None:
        self._writing = True
        stroke = InkStroke()
        stroke.add(self._to_paper(at), breadth)
        self._strokes.append(stroke)
        self.update()

    def _add(self, at: QPointF, breadth: float) -> None:
        if self._writing:
            self._strokes[-1].add(self._to_paper(at), breadth)
            self.update()

    def _end(self) -> None:
        if self._writing:
            self._writing = False
            self.changed.emit()

    def _tell(self) -> None:
        self.update()
        self.changed.emit()
