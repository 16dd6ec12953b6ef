"""The few shapes everything is painted from: round fills and frames, hairlines, boxes, chips, icons, text.

For painters in `ui/` only. All measures are logical px; colours come from the theme at paint time.
Hairlines are filled rectangles: a line drawn on a widget's last pixel vanishes at 150 %.
"""

from collections.abc import Sequence
from functools import lru_cache

from PySide6.QtCore import QPoint, QPointF, QRect, QRectF, Qt
from PySide6.QtGui import QColor, QFontMetrics, QPainter, QPen

from ui.theme import active, fonts

RADIUS_BOX = 4
RADIUS_CONTROL = 6
RADIUS_CARD = 8
RADIUS_DIALOG = 10
KEY_HEIGHT = 18
BOX_SIZE = 16

_Rect = QRect | QRectF
_ONE_LINE = int(Qt.AlignmentFlag.AlignVCenter | Qt.TextFlag.TextSingleLine | Qt.TextFlag.TextDontClip)


def fill_round(painter: QPainter, rect: _Rect, fill: QColor, radius: float) -> None:
    """Fill a rounded rectangle."""
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(fill)
    painter.drawRoundedRect(QRectF(rect), radius, radius)
    painter.restore()


def frame_round(
    painter: QPainter,
    rect: _Rect,
    stroke: QColor,
    radius: float,
    width: float = 1.0,
    fill: QColor | None = None,
    dashes: Sequence[float] | None = None,
) -> None:
    """Draw a frame of `width` px wholly inside `rect`, filled with `fill` when given."""
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    pen = QPen(stroke, width)
    if dashes:
        pen.setDashPattern(list(dashes))
        pen.setCapStyle(Qt.PenCapStyle.FlatCap)
    painter.setPen(pen)
    painter.setBrush(fill if fill is not None else Qt.BrushStyle.NoBrush)
    half = width / 2
    inner = QRectF(rect).adjusted(half, half, -half, -half)
    painter.drawRoundedRect(inner, max(radius - half, 0), max(radius - half, 0))
    painter.restore()


def focus_ring(painter: QPainter, rect: _Rect, radius: float = RADIUS_CONTROL, token: str = "focus") -> None:
    """Draw the 2 px ring inside the edge."""
    frame_round(painter, rect, active.shared_color(token), radius, 2.0)


def hairline(painter: QPainter, x: int, y: int, width: int, token: str = "line") -> None:
    """Draw a horizontal 1 px line."""
    painter.fillRect(x, y, width, 1, active.shared_color(token))


def vertical_hairline(painter: QPainter, x: int, y: int, height: int, token: str = "line") -> None:
    """Draw a vertical 1 px line."""
    painter.fillRect(x, y, 1, height, active.shared_color(token))


def draw_icon(painter: QPainter, at: QPoint, name: str, tint: str | QColor, size: int = 16) -> None:
    """Draw a Lucide icon with its left top corner at `at`; `tint` is a token or a colour."""
    ratio = painter.device().devicePixelRatioF()
    ink = active.shared_color(tint) if isinstance(tint, str) else tint
    painter.drawPixmap(at, active.tinted_pixmap(name, ink, size, ratio))


def draw_text(
    painter: QPainter,
    rect: QRect,
    text: str,
    role: str = "body",
    tint: str | QColor = "text",
    align: Qt.AlignmentFlag = Qt.AlignmentFlag.AlignLeft,
    elide: Qt.TextElideMode = Qt.TextElideMode.ElideRight,
) -> int:
    """Draw one line of text, vertically centred and elided to `rect`; return its painted width."""
    if not text:
        return 0
    width = text_width(text, role)
    # Asked first: elidedText compares unrounded widths and would cut a text that just fits.
    if width > rect.width():
        text = _elide(text, role, elide, max(rect.width(), 0))
        width = text_width(text, role)
    painter.setFont(fonts.shared_font(role))
    painter.setPen(active.shared_color(tint) if isinstance(tint, str) else tint)
    painter.drawText(rect, _ONE_LINE | int(align), text)
    return width


# Shaping Chinese text costs more than drawing it, and a repaint asks for the same words again.
@lru_cache(maxsize=8192)
def text_width(text: str, role: str = "body") -> int:
    """Return the advance of `text` in px."""
    return QFontMetrics(fonts.shared_font(role)).horizontalAdvance(text)


@lru_cache(maxsize=2048)
def _elide(text: str, role: str, mode: Qt.TextElideMode, width: int) -> str:
    return QFontMetrics(fonts.shared_font(role)).elidedText(text, mode, width)


def forget_widths() -> None:
    """Measure again: the font database changed (called by `current.install`)."""
    text_width.cache_clear()
    _elide.cache_clear()


def key_chip_width(key: str) -> int:
    """Return the width of a key chip."""
    return max(KEY_HEIGHT, text_width(key, "caption") + 8)


def draw_key_chip(painter: QPainter, left: int, center_y: int, key: str, ink: QColor, edge: QColor) -> int:
    """Draw a key chip (18 px high) at `left`, centred on `center_y`; return its width."""
    width = key_chip_width(key)
    rect = QRect(left, center_y - KEY_HEIGHT // 2, width, KEY_HEIGHT)
    frame_round(painter, rect, edge, RADIUS_BOX)
    draw_text(painter, rect, key, "caption", ink, Qt.AlignmentFlag.AlignHCenter)
    return width


def draw_check_box(
    painter: QPainter, rect: _Rect, state: Qt.CheckState, enabled: bool = True, hovered: bool = False
) -> None:
    """Draw the 16 px box; partial shows a bar."""
    box = QRectF(rect)
    if state == Qt.CheckState.Unchecked:
        fill = active.shared_color("hover" if hovered and enabled else "surface")
        frame_round(
            painter, box, active.shared_color("control" if enabled else "line"), RADIUS_BOX, 1.2, fill
        )
        return
    fill_round(painter, box, active.shared_color("accent" if enabled else "line"), RADIUS_BOX)
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    pen = QPen(active.shared_color("on_accent" if enabled else "muted"), 1.6)
    pen.setCapStyle(Qt.PenCapStyle.RoundCap)
    pen.setJoinStyle(Qt.PenJoinStyle.RoundJoin)
    painter.setPen(pen)
    x, y = box.x(), box.y()
    if state == Qt.CheckState.PartiallyChecked:
        painter.drawLine(QPointF(x + 4.5, y + 8), QPointF(x + 11.5, y + 8))
    else:
        painter.drawPolyline([QPointF(x + 4, y + 8.3), QPointF(x + 6.8, y + 11), QPointF(x + 12, y + 5.2)])
    painter.restore()


def draw_radio(
    painter: QPainter, rect: _Rect, checked: bool, enabled: bool = True, hovered: bool = False
) -> None:
    """Draw the 16 px radio button: an accent ring with a white heart when checked."""
    box = QRectF(rect)
    if not checked:
        fill = active.shared_color("hover" if hovered and enabled else "surface")
        frame_round(
            painter, box, active.shared_color("control" if enabled else "line"), box.width() / 2, 1.2, fill
        )
        return
    fill_round(painter, box, active.shared_color("accent" if enabled else "line"), box.width() / 2)
    heart = box.adjusted(5, 5, -5, -5)
    fill_round(painter, heart, active.shared_color("on_accent" if enabled else "muted"), heart.width() / 2)


def draw_badge(
    painter: QPainter,
    right: int,
    center_y: int,
    text: str,
    tint: str = "text",
    fill: str = "line",
    bold: bool = False,
) -> int:
    """Draw a count badge (18 px high) whose right edge is `right`; return its width."""
    width = badge_width(text)
    rect = QRect(right - width, center_y - 9, width, 18)
    fill_round(painter, rect, active.shared_color(fill), 9)
    draw_text(painter, rect, text, "caption_bold" if bold else "caption", tint, Qt.AlignmentFlag.AlignHCenter)
    return width


def badge_width(text: str) -> int:
    """Return a badge's width: room for one digit at least, so that counts do not move the row."""
    return max(20, text_width(text, "caption_bold") + 11)


def paint_choice_card(painter: QPainter, rect: _Rect, chosen: bool, hovered: bool) -> None:
    """Draw the ground of a card that can be chosen: accent frame and accent_soft when it is."""
    fill = "accent_soft" if chosen else ("hover" if hovered else "surface")
    edge = "accent" if chosen else "line"
    frame_round(painter, rect, active.shared_color(edge), RADIUS_CONTROL, 1.0, active.shared_color(fill))
