"""Paint a cell of the publicity calendar (LOOK.md "Calendar", pictures 07 and 08)."""

from PySide6.QtCore import QModelIndex, QObject, QPersistentModelIndex, QRect, QRectF, Qt
from PySide6.QtGui import QPainter, QPainterPath, QPen
from PySide6.QtWidgets import QStyledItemDelegate, QStyleOptionViewItem

from ui.theme import current, shapes
from ui.widgets import row_paint
from ui.widgets.calendar_days import DAY, CalendarDay, DayFrame, DayKind

_GAP = 2
_DISC = 20
_CHIP = 17
_HATCH = 6
_LOW = 46  # a lower cell has room for one line only
_Index = QModelIndex | QPersistentModelIndex


def paint_hatch(painter: QPainter, rect: QRect, radius: float) -> None:
    """Fill a rounded rectangle with thin diagonals."""
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    path = QPainterPath()
    path.addRoundedRect(QRectF(rect), radius, radius)
    painter.setClipPath(path)
    painter.setPen(QPen(current.color("line"), 1.0))
    for offset in range(-rect.height(), rect.width(), _HATCH):
        left = rect.x() + offset
        painter.drawLine(left, rect.bottom() + 1, left + rect.height(), rect.y())
    painter.restore()


def paint_chip(painter: QPainter, rect: QRect, word: str, holiday: bool) -> None:
    """Draw 休 on a failed tint or 班 on a grey one."""
    style = current.state_style("error") if holiday else current.state_style("neutral")
    if style.fill is not None:
        shapes.fill_round(painter, rect, style.fill, shapes.RADIUS_BOX)
    ink = style.ink if holiday else "text"
    role = "caption_bold" if holiday else "caption"
    shapes.draw_text(painter, rect, word, role, ink, Qt.AlignmentFlag.AlignHCenter)


def paint_disc(painter: QPainter, rect: QRect, number: int) -> None:
    """Draw the numbered disc of a counted working day."""
    shapes.fill_round(painter, rect, current.color("accent"), rect.width() / 2)
    shapes.draw_text(painter, rect, str(number), "caption_bold", "on_accent", Qt.AlignmentFlag.AlignHCenter)


class CalendarDelegate(QStyledItemDelegate):
    """Ground, number, chip, caption, disc, frame; the focus ring comes last."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: _Index) -> None:
        entry: CalendarDay | None = index.data(DAY)
        if entry is None:
            return
        cell = option.rect.adjusted(_GAP, _GAP, -_GAP, -_GAP)
        self._paint_ground(painter, cell, entry, row_paint.is_hovered(option))
        self._paint_words(painter, cell, entry)
        self._paint_frame(painter, cell, entry)
        if row_paint.is_current(option) and row_paint.shows_ring(option.widget):
            shapes.focus_ring(painter, cell.adjusted(3, 3, -3, -3), 4, "text")

    def _paint_ground(self, painter: QPainter, cell: QRect, entry: CalendarDay, hovered: bool) -> None:
        radius = shapes.RADIUS_CONTROL
        if entry.counted is not None:
            shapes.fill_round(painter, cell, current.color("accent_soft"), radius)
        elif entry.kind in (DayKind.WEEKEND, DayKind.HOLIDAY):
            shapes.fill_round(painter, cell, current.color("window"), radius)
            if entry.kind is DayKind.HOLIDAY:
                paint_hatch(painter, cell, radius)
        else:
            fill = current.color("hover" if hovered else "surface")
            shapes.frame_round(painter, cell, current.color("line"), radius, 1.0, fill)

    def _paint_words(self, painter: QPainter, cell: QRect, entry: CalendarDay) -> None:
        if cell.height() < _LOW:
            self._paint_one_line(painter, cell, entry)
            return
        quiet = entry.counted is None and entry.kind is not DayKind.WORK
        role = "day_bold" if entry.counted is not None or entry.today else "day"
        line = QRect(cell.x() + 8, cell.y() + 6, cell.width() - 16, 20)
        width = shapes.draw_text(painter, line, entry.label, role, "muted" if quiet else "text")
        chip = QRect(line.x() + width + 6, cell.y() + 8, _CHIP, _CHIP)
        if entry.kind is DayKind.HOLIDAY:
            paint_chip(painter, chip, self.tr("休"), holiday=True)
        elif entry.kind is DayKind.MAKEUP:
            paint_chip(painter, chip, self.tr("班"), holiday=False)
        if entry.today:
            shapes.draw_text(
                painter, line, self.tr("今天"), "caption", "accent_ink", Qt.AlignmentFlag.AlignRight
            )
        foot = QRect(cell.x() + 8, cell.bottom() - 23, cell.width() - 14, 20)
        if entry.counted is not None:
            disc = QRect(cell.right() - 6 - _DISC, cell.bottom() - 5 - _DISC, _DISC, _DISC)
            paint_disc(painter, disc, entry.counted)
            foot.setRight(disc.x() - 3)
        shapes.draw_text(painter, foot, entry.caption, "caption", "accent_ink" if entry.marked else "muted")

    def _paint_one_line(self, painter: QPainter, cell: QRect, entry: CalendarDay) -> None:
        """Number, chip, caption and disc beside one another; 今天 is told by its frame."""
        quiet = entry.counted is None and entry.kind is not DayKind.WORK
        role = "day_bold" if entry.counted is not None or entry.today else "day"
        middle = cell.y() + cell.height() // 2
        line = QRect(cell.x() + 7, middle - 10, cell.width() - 12, 20)
        label = entry.label
        if shapes.text_width(label, role) > line.width() // 2:
            label = f"{entry.day.month}-{entry.day.day}" if len(label) > 2 else label
        left = line.x() + shapes.draw_text(painter, line, label, role, "muted" if quiet else "text") + 4
        if entry.kind in (DayKind.HOLIDAY, DayKind.MAKEUP) and left + _CHIP < cell.right():
            holiday = entry.kind is DayKind.HOLIDAY
            chip = QRect(left, middle - _CHIP // 2, _CHIP, _CHIP)
            paint_chip(painter, chip, self.tr("休") if holiday else self.tr("班"), holiday=holiday)
            left = chip.right() + 4
        right = cell.right() - 4
        if entry.counted is not None:
            disc = QRect(right - _DISC + 1, middle - _DISC // 2, _DISC, _DISC)
            paint_disc(painter, disc, entry.counted)
            right = disc.x() - 2
        if right - left >= shapes.text_width(entry.caption, "caption"):
            words = QRect(left, line.y(), right - left, 20)
            shapes.draw_text(
                painter, words, entry.caption, "caption", "accent_ink" if entry.marked else "muted"
            )

    def _paint_frame(self, painter: QPainter, cell: QRect, entry: CalendarDay) -> None:
        accent = current.color("accent")
        if entry.today:
            shapes.frame_round(painter, cell, accent, shapes.RADIUS_CONTROL, 2.0)
        if entry.frame is DayFrame.SOLID:
            shapes.frame_round(painter, cell, accent, shapes.RADIUS_CONTROL, 1.4)
        elif entry.frame is DayFrame.DASHED:
            inner = cell.adjusted(3, 3, -3, -3) if entry.today else cell
            shapes.frame_round(painter, inner, accent, shapes.RADIUS_CONTROL, 1.6, None, (3, 2))
