"""Paints the parts of the canvas: page grounds, pictures, captions, marks, waiting words. No state.

Pictures are painted in device pixels: at 125 % a logical position is no whole pixel, and a picture drawn there would
be blurred.
"""

from collections.abc import Iterable

from PySide6.QtCore import QPoint, QRect, QRectF, Qt
from PySide6.QtGui import QPainter

from ui.theme import current, shapes
from ui.widgets.evidence.files import PageMark
from ui.widgets.evidence.page_layout import CAPTION
from ui.widgets.evidence.page_pictures import Piece

_DISC = 18
_EDGE = ((4, 0.15), (3, 0.3), (2, 0.45), (1, 0.6))
"""Rings around a page: distance in px, share of the shadow's strength."""


def paint_page_ground(painter: QPainter, rect: QRect) -> None:
    """White paper (in both themes: a page is never inverted) with a soft edge."""
    edge = current.color("shadow")
    strength = edge.alphaF()
    for distance, share in _EDGE:
        edge.setAlphaF(strength * share)
        outer = rect.adjusted(-distance, 1 - distance, distance, 1 + distance)
        painter.fillRect(outer.x(), outer.y(), outer.width(), 1, edge)
        painter.fillRect(outer.x(), outer.bottom(), outer.width(), 1, edge)
        painter.fillRect(outer.x(), outer.y() + 1, 1, outer.height() - 2, edge)
        painter.fillRect(outer.right(), outer.y() + 1, 1, outer.height() - 2, edge)
    painter.fillRect(rect, Qt.GlobalColor.white)


def paint_pieces(painter: QPainter, rect: QRect, pieces: Iterable[Piece], ratio: float) -> None:
    """The page's pictures at their place."""
    painter.save()
    painter.scale(1 / ratio, 1 / ratio)
    left, top = round(rect.left() * ratio), round(rect.top() * ratio)
    for piece in pieces:
        place = piece.rect.translated(left, top)
        if piece.exact:
            painter.drawImage(place.topLeft(), piece.picture.image)
        else:
            painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
            painter.drawImage(QRectF(place), piece.picture.image)
    painter.restore()


def paint_caption(painter: QPainter, rect: QRect, text: str) -> None:
    """The line above the second and later files: 2/2 排名证明.pdf."""
    shapes.draw_text(painter, rect, text, "caption", "muted", elide=Qt.TextElideMode.ElideMiddle)


def paint_waiting(painter: QPainter, rect: QRect, text: str) -> None:
    """An icon and a word in the middle of what will be the page."""
    width = 24 + shapes.text_width(text, "caption")
    left, middle = rect.center().x() - width // 2, rect.center().y()
    # Always ink for white paper: the page stays white in the dark theme.
    ink = current.color("line" if current.is_dark() else "muted")
    shapes.draw_icon(painter, QPoint(left, middle - 8), "hourglass", ink)
    shapes.draw_text(painter, QRect(left + 24, middle - CAPTION // 2, width, CAPTION), text, "caption", ink)


def paint_mark(painter: QPainter, page: QRect, mark: PageMark, rotation: int) -> None:
    """A 2 px box with a numbered disc at its upper right corner."""
    box = place_mark(page, mark, rotation)
    style = current.state_style(mark.state)
    ink = style.mark
    shapes.frame_round(painter, box, ink, 4, 2.0)
    disc = QRect(box.right() - _DISC // 2, box.top() - _DISC // 2 - 2, _DISC, _DISC)
    shapes.fill_round(painter, disc, ink, _DISC / 2)
    word = current.color("surface")
    shapes.draw_text(painter, disc, str(mark.number), "caption_bold", word, Qt.AlignmentFlag.AlignHCenter)


def place_mark(page: QRect, mark: PageMark, rotation: int) -> QRect:
    """The box in canvas coordinates on a page turned clockwise."""
    left, top, right, bottom = mark.left, mark.top, mark.left + mark.width, mark.top + mark.height
    if rotation == 90:
        left, top, right, bottom = 1 - bottom, left, 1 - top, right
    elif rotation == 180:
        left, top, right, bottom = 1 - right, 1 - bottom, 1 - left, 1 - top
    elif rotation == 270:
        left, top, right, bottom = top, 1 - right, bottom, 1 - left
    return QRect(
        page.left() + round(left * page.width()),
        page.top() + round(top * page.height()),
        max(round((right - left) * page.width()), 4),
        max(round((bottom - top) * page.height()), 4),
    )
