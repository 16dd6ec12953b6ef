"""The picture with the crop frame on it, for hands and keys. Knows pixels, not files.

Arrows move the frame, Shift with arrows resizes it, Ctrl makes both a single pixel; + - 0 zoom, T turns. Everything the
mouse can do the keys can.
"""

from PySide6.QtCore import QPoint, QPointF, QRectF, Qt, Signal
from PySide6.QtGui import QImage, QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QResizeEvent, QWheelEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from app.domain.photo_fix import Frame, choose_size, find_frame_fault
from ui.theme import current, shapes
from ui.widgets.keyboard_focus import KeyboardFocus
from ui.widgets.photo_editor import canvas_paint, photo_view
from ui.widgets.photo_editor.frame_moves import GRIPS, Grip, Shape, drag, grow, lock, move
from ui.widgets.photo_editor.photo_view import PhotoView, fit_scale, place, step_zoom
from ui.widgets.photo_editor.ratio_words import say_ratio

_REACH = 9
"""Logical px around a handle's middle that still mean the handle."""
_STEPS_ACROSS = 160
"""An arrow moves the frame by this part of the picture's longer side."""
_ARROWS = {
    Qt.Key.Key_Left: (-1, 0),
    Qt.Key.Key_Right: (1, 0),
    Qt.Key.Key_Up: (0, -1),
    Qt.Key.Key_Down: (0, 1),
}
_MOVE = Grip(0, 0)
_CURSORS = {
    (0, 0): Qt.CursorShape.SizeAllCursor,
    (1, 1): Qt.CursorShape.SizeFDiagCursor,
    (-1, -1): Qt.CursorShape.SizeFDiagCursor,
    (1, -1): Qt.CursorShape.SizeBDiagCursor,
    (-1, 1): Qt.CursorShape.SizeBDiagCursor,
    (1, 0): Qt.CursorShape.SizeHorCursor,
    (-1, 0): Qt.CursorShape.SizeHorCursor,
    (0, 1): Qt.CursorShape.SizeVerCursor,
    (0, -1): Qt.CursorShape.SizeVerCursor,
}


class PhotoCanvas(KeyboardFocus, QWidget):
    """``frame`` None: the picture is only shown. Sizes are the picture's real pixels, whatever the image's are."""

    frame_changed = Signal()
    """By hand or key."""
    turn_wanted = Signal(int)
    """Degrees clockwise."""
    zoom_changed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._image: QImage | None = None
        self._picture = (0, 0)
        self._frame: Frame | None = None
        self._shape = lock(0.7)
        self._words = ""
        self._zoom = 1.0
        self._centre = (0.0, 0.0)
        self._grip: Grip | None = None
        self._pans = False
        self._start = QPointF()
        self._start_frame: Frame | None = None
        self._start_centre = (0.0, 0.0)
        self.setMouseTracking(True)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        self.setMinimumSize(220, 240)
        self.setAccessibleName(self.tr("照片裁剪框"))

    def show_picture(self, size: tuple[int, int], frame: Frame | None, words: str) -> None:
        """Another picture: its pixels as a person sees it, its frame, and what to say until the image is there."""
        self._picture, self._frame, self._words = size, frame, words
        self._image = None
        self._grip, self._pans = None, False
        self._zoom, self._centre = 1.0, (size[0] / 2, size[1] / 2)
        self._tell()
        self.zoom_changed.emit()

    def set_image(self, image: QImage) -> None:
        """What to paint, in whatever resolution; kept as given."""
        self._image = image
        self.update()

    def set_words(self, words: str) -> None:
        """Why there is no image."""
        self._words = words
        self._tell()

    def set_frame(self, frame: Frame | None, shape: Shape | None = None) -> None:
        """Another frame, without ``frame_changed``."""
        self._frame = frame
        self._shape = shape or self._shape
        self._tell()

    def frame_shown(self) -> Frame | None:
        return self._frame

    def has_image(self) -> bool:
        return self._image is not None

    def zoom(self) -> float:
        """1 = the whole picture."""
        return self._zoom

    def step_zoom(self, inwards: bool, at: QPointF | None = None) -> None:
        """Nearer or farther; what is under ``at`` stays there."""
        self.set_zoom(step_zoom(self._zoom, inwards), at)

    def set_zoom(self, zoom: float, at: QPointF | None = None) -> None:
        if zoom == self._zoom:
            return
        if at is None and self._frame is not None:
            self._centre = (self._frame.x + self._frame.width / 2, self._frame.y + self._frame.height / 2)
        elif at is not None:
            spot = self.view().to_picture(at)
            scale = fit_scale(self._picture, self._room()) * zoom
            self._centre = (
                spot[0] + (self.width() / 2 - at.x()) / scale,
                spot[1] + (self.height() / 2 - at.y()) / scale,
            )
        self._zoom = zoom
        self.update()
        self.zoom_changed.emit()

    def view(self) -> PhotoView:
        """Where the picture lies now."""
        scale = fit_scale(self._picture, self._room()) * self._zoom
        return place(self._picture, self._room(), scale, self._centre)

    def tag(self) -> str:
        """The frame's words: what the photo becomes, and its ratio."""
        if self._frame is None:
            return ""
        size = choose_size(self._frame) or (self._frame.width, self._frame.height)
        ratio = self.tr("宽高比 {0}").replace("{0}", say_ratio(*size))
        return f"{size[0]} × {size[1]}    {ratio}"

    def _room(self) -> tuple[int, int]:
        return self.width(), self.height()

    def _tell(self) -> None:
        """Repaint, and say the same to a screen reader."""
        self.setAccessibleDescription(self.tag() if self._frame is not None else self._words)
        self.update()

    def _change(self, frame: Frame) -> None:
        if frame != self._frame:
            self._frame = frame
            self._tell()
            self.frame_changed.emit()

    def _grip_at(self, point: QPointF) -> Grip | None:
        if self._frame is None:
            return None
        shown = self.view().to_screen(self._frame)
        for grip in GRIPS:
            middle = canvas_paint.handle_rect(shown, grip).center()
            if abs(point.x() - middle.x()) <= _REACH and abs(point.y() - middle.y()) <= _REACH:
                return grip
        return _MOVE if shown.contains(point) else None

    def mousePressEvent(self, event: QMouseEvent) -> None:
        super().mousePressEvent(event)
        if event.button() != Qt.MouseButton.LeftButton:
            return
        self._grip = self._grip_at(event.position())
        self._pans = self._grip is None and self._zoom > 1
        self._start, self._start_frame = event.position(), self._frame
        middle = QPointF(self.width() / 2, self.height() / 2)
        self._start_centre = self.view().to_picture(middle)
        event.accept()

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        point = event.position()
        if self._pans:
            scale = self.view().scale
            moved = point - self._start
            self._centre = (
                self._start_centre[0] - moved.x() / scale,
                self._start_centre[1] - moved.y() / scale,
            )
            self.update()
        elif self._grip is not None and self._start_frame is not None:
            self._pull(self._grip, self._start_frame, point)
        else:
            grip = self._grip_at(point)
            self.setCursor(Qt.CursorShape.ArrowCursor if grip is None else _CURSORS[grip.across, grip.down])

    def _pull(self, grip: Grip, frame: Frame, point: QPointF) -> None:
        view = self.view()
        if grip == _MOVE:
            moved = point - self._start
            across, down = round(moved.x() / view.scale), round(moved.y() / view.scale)
            self._change(move(frame, across, down, self._picture))
        else:
            self._change(drag(frame, grip, view.to_picture(point), self._picture, self._shape))

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        if event.button() == Qt.MouseButton.LeftButton:
            self._grip, self._pans = None, False

    def wheelEvent(self, event: QWheelEvent) -> None:
        if self._picture == (0, 0):
            event.ignore()
            return
        turned = event.angleDelta().y()
        if event.modifiers() & Qt.KeyboardModifier.ControlModifier or self._zoom <= 1:
            if turned:
                self.step_zoom(turned > 0, event.position())
        else:
            scale = self.view().scale
            pixels: QPoint = event.pixelDelta() if not event.pixelDelta().isNull() else event.angleDelta()
            self._centre = self.view().to_picture(QPointF(self.width() / 2, self.height() / 2))
            self._centre = (self._centre[0] - pixels.x() / scale, self._centre[1] - pixels.y() / scale)
            self.update()
        event.accept()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        key, modifiers = Qt.Key(event.key()), event.modifiers()
        arrow = _ARROWS.get(key)
        if arrow is not None and self._frame is not None:
            fine = bool(modifiers & Qt.KeyboardModifier.ControlModifier)
            step = 1 if fine else max(max(self._picture) // _STEPS_ACROSS, 1)
            across, down = arrow[0] * step, arrow[1] * step
            if modifiers & Qt.KeyboardModifier.ShiftModifier:
                self._change(grow(self._frame, 2 * across, 2 * down, self._picture, self._shape))
            else:
                self._change(move(self._frame, across, down, self._picture))
        elif key in (Qt.Key.Key_Plus, Qt.Key.Key_Equal):
            self.step_zoom(True)
        elif key == Qt.Key.Key_Minus:
            self.step_zoom(False)
        elif key == Qt.Key.Key_0:
            self.set_zoom(photo_view.STEPS[0])
        elif key == Qt.Key.Key_T and self._frame is not None:
            self.turn_wanted.emit(-90 if modifiers & Qt.KeyboardModifier.ShiftModifier else 90)
        else:
            super().keyPressEvent(event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.fillRect(self.rect(), current.color("sunken"))
        if self._picture != (0, 0):
            view = self.view()
            whole = view.to_screen(Frame(0, 0, *self._picture))
            if self._image is None:
                painter.fillRect(whole, current.color("hover"))
                canvas_paint.paint_words(painter, self.rect(), self._words)
            else:
                self._paint_photo(painter, view, whole, self._image)
        elif self._words:
            canvas_paint.paint_words(painter, self.rect(), self._words)
        if self.shows_ring():
            shapes.focus_ring(painter, self.rect())

    def _paint_photo(self, painter: QPainter, view: PhotoView, whole: QRectF, image: QImage) -> None:
        canvas_paint.paint_picture(painter, whole, image)
        if self._frame is not None:
            fault = find_frame_fault(self._frame) is not None
            canvas_paint.paint_frame(painter, whole, view.to_screen(self._frame), self.tag(), fault)
