"""Paints the canvas: picture, darkened rest, frame with thirds and handles, size tag. No state.

The picture itself is never tinted: ground and skin are judged here (B3.2).
"""

from PySide6.QtCore import QPointF, QRect, QRectF, Qt
from PySide6.QtGui import QColor, QImage, QPainter

from ui.theme import current, shapes
from ui.widgets.photo_editor.frame_moves import GRIPS, Grip

HANDLE = 10
_OUTSIDE = 0.47
_THIRDS = 0.55
_TAG_HEIGHT = 20
_TAG_ABOVE = 12
"""From the frame's lower edge."""


def paint_picture(painter: QPainter, place: QRectF, image: QImage) -> None:
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
    painter.drawImage(place, image)
    painter.restore()


def paint_frame(painter: QPainter, picture: QRectF, frame: QRectF, tag: str, faulty: bool) -> None:
    """Everything about the frame. A faulty one (too small) is in the failed colour and keeps its words."""
    shade = QColor(Qt.GlobalColor.black)
    shade.setAlphaF(_OUTSIDE)
    for part in _around(picture, frame):
        painter.fillRect(part, shade)
    _paint_thirds(painter, frame)
    ink = current.color("failed" if faulty else "accent")
    shapes.frame_round(painter, frame.adjusted(-1, -1, 1, 1), ink, 1, 2.0)
    for grip in GRIPS:
        shapes.frame_round(painter, handle_rect(frame, grip), ink, 3, 2.0, QColor(Qt.GlobalColor.white))
    _paint_tag(painter, frame, tag, ink, current.color("on_failed" if faulty else "on_accent"))


def handle_rect(frame: QRectF, grip: Grip) -> QRectF:
    """The square of a handle, centred on the frame's line."""
    middle = QPointF(
        frame.left() + frame.width() * (1 + grip.across) / 2,
        frame.top() + frame.height() * (1 + grip.down) / 2,
    )
    return QRectF(middle.x() - HANDLE / 2, middle.y() - HANDLE / 2, HANDLE, HANDLE)


def paint_words(painter: QPainter, room: QRect, text: str) -> None:
    """What stands there while the picture is on its way."""
    shapes.draw_text(painter, room, text, "body", "muted", Qt.AlignmentFlag.AlignHCenter)


def _around(picture: QRectF, frame: QRectF) -> tuple[QRectF, ...]:
    """The picture without the frame, in four parts."""
    return (
        QRectF(picture.left(), picture.top(), picture.width(), frame.top() - picture.top()),
        QRectF(picture.left(), frame.bottom(), picture.width(), picture.bottom() - frame.bottom()),
        QRectF(picture.left(), frame.top(), frame.left() - picture.left(), frame.height()),
        QRectF(frame.right(), frame.top(), picture.right() - frame.right(), frame.height()),
    )


def _paint_thirds(painter: QPainter, frame: QRectF) -> None:
    ink = QColor(Qt.GlobalColor.white)
    ink.setAlphaF(_THIRDS)
    for third in (1, 2):
        painter.fillRect(
            QRectF(frame.left() + frame.width() * third / 3, frame.top(), 1, frame.height()), ink
        )
        painter.fillRect(
            QRectF(frame.left(), frame.top() + frame.height() * third / 3, frame.width(), 1), ink
        )


def _paint_tag(painter: QPainter, frame: QRectF, text: str, fill: QColor, ink: QColor) -> None:
    width = shapes.text_width(text, "caption_bold") + 16
    left = round(frame.center().x() - width / 2)
    top = round(frame.bottom() - _TAG_ABOVE - _TAG_HEIGHT)
    if frame.height() < 4 * _TAG_HEIGHT or frame.width() < width + 2 * HANDLE:
        top = round(frame.bottom() + HANDLE)  # below a small frame, so that the face stays free
    place = QRect(left, top, width, _TAG_HEIGHT)
    shapes.fill_round(painter, place, fill, shapes.RADIUS_BOX)
    shapes.draw_text(painter, place, text, "caption_bold", ink, Qt.AlignmentFlag.AlignHCenter)
