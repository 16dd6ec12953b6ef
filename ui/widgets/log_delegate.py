"""Paint the review log: time 88, span 56, axis, disc 20, title and text (LOOK.md "Log (19)").

Acts are 47 px, acts without text 32, waits 24.
"""

from PySide6.QtCore import QEvent, QModelIndex, QObject, QPersistentModelIndex, QPoint, QRect, QSize, Qt
from PySide6.QtGui import QColor, QHelpEvent, QPainter
from PySide6.QtWidgets import QAbstractItemView, QStyledItemDelegate, QStyleOptionViewItem, QToolTip

from ui.theme import current, shapes
from ui.widgets import row_paint
from ui.widgets.log_rows import LOG_ROW, LogEntry, LogModel, LogSpan, LogWait

TIME_WIDTH = 108
"""2020-04-15 09:41: of other years the year too."""
SPAN_LEFT = 112
SPAN_WIDTH = 56
AXIS = 188
TEXT_LEFT = 212
_DISC = 20
_TITLE = 14  # from a row's top to the middle of its title
_Index = QModelIndex | QPersistentModelIndex


class LogDelegate(QStyledItemDelegate):
    """One instance per view; reads spans from the view's LogModel."""

    def __init__(
        self, view: QAbstractItemView, parent: QObject | None = None, *, with_spans: bool = True
    ) -> None:
        """``with_spans`` False: a log without periods keeps no room for them."""
        super().__init__(parent or view)
        self._view = view
        saved = 0 if with_spans else SPAN_WIDTH + 16
        self._axis, self._text_left = AXIS - saved, TEXT_LEFT - saved

    def sizeHint(self, option: QStyleOptionViewItem, index: _Index) -> QSize:
        row = index.data(LOG_ROW)
        if isinstance(row, LogWait):
            return QSize(300, 24)
        return QSize(300, 47 if row.text else 32)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: _Index) -> None:
        row, rect = index.data(LOG_ROW), option.rect
        painter.save()
        painter.setClipRect(rect)
        self._paint_spans(painter, index)
        self._paint_axis(painter, rect, index)
        if isinstance(row, LogWait):
            line = QRect(rect.x() + self._text_left, rect.y() + 2, rect.width() - self._text_left, 20)
            shapes.draw_text(painter, line, row.text, "caption", "muted")
        else:
            self._paint_entry(painter, rect, row)
        if row_paint.is_current(option) and row_paint.shows_ring(option.widget):
            shapes.focus_ring(painter, rect.adjusted(SPAN_LEFT + SPAN_WIDTH + 4, 0, 0, -1))
        painter.restore()

    def _paint_entry(self, painter: QPainter, rect: QRect, row: LogEntry) -> None:
        middle = rect.y() + _TITLE
        shapes.draw_text(painter, QRect(rect.x(), middle - 10, TIME_WIDTH, 20), row.time, "caption", "muted")
        self._paint_disc(painter, QPoint(rect.x() + self._axis, middle), row)
        end = shapes.text_width(row.right, "caption") + (12 if row.right else 0)
        left, room = rect.x() + self._text_left, rect.width() - self._text_left - end
        width = shapes.draw_text(painter, QRect(left, middle - 10, room, 20), row.title, "body_bold")
        meta = QRect(left + width + 10, middle - 10, room - width - 10, 20)
        shapes.draw_text(painter, meta, row.meta, "caption", "muted")
        right = QRect(left + room, middle - 10, end, 20)
        shapes.draw_text(painter, right, row.right, "caption", "muted", Qt.AlignmentFlag.AlignRight)
        if row.text:
            line = QRect(left, middle + 12, rect.width() - self._text_left - 16, 20)
            shapes.draw_text(painter, line, row.text)

    def _paint_disc(self, painter: QPainter, centre: QPoint, row: LogEntry) -> None:
        disc = QRect(centre.x() - _DISC // 2, centre.y() - _DISC // 2, _DISC, _DISC)
        ink = _tone(row.tone)
        ground = self._view.viewport().palette().color(self._view.viewport().backgroundRole())
        if row.filled:
            shapes.fill_round(painter, disc, ink, _DISC / 2)
            icon_ink = current.color("on_accent") if row.tone == "accent" else ground
        else:
            edge = current.color("control") if row.tone == "pending" else ink
            shapes.frame_round(painter, disc, edge, _DISC / 2, 1.4, ground)
            icon_ink = current.color("muted") if row.tone == "pending" else ink
        shapes.draw_icon(painter, centre - QPoint(6, 6), row.icon, icon_ink, 12)

    def _paint_axis(self, painter: QPainter, rect: QRect, index: _Index) -> None:
        last = index.model().rowCount() - 1
        top = rect.y() + (_TITLE if index.row() == 0 else 0)
        bottom = rect.y() + _TITLE if index.row() == last else rect.bottom() + 1
        if isinstance(index.data(LOG_ROW), LogWait) and index.row() == last:
            bottom = rect.bottom() + 1
        painter.fillRect(rect.x() + self._axis - 1, top, 2, bottom - top, current.color("line"))

    def _paint_spans(self, painter: QPainter, index: _Index) -> None:
        model = self._view.model()
        if not isinstance(model, LogModel):
            return
        for span in model.spans:
            if span.first <= index.row() <= span.last:
                self._paint_span(painter, span, model)

    def _paint_span(self, painter: QPainter, span: LogSpan, model: LogModel) -> None:
        top = self._view.visualRect(model.index(span.first)).y() + _TITLE - 8
        last = self._view.visualRect(model.index(span.last))
        rect = QRect(last.x() + SPAN_LEFT, top, SPAN_WIDTH, last.y() + _TITLE + 8 - top)
        style = current.state_style(span.state)
        edge = current.color("accent") if span.state == "info" else style.mark
        shapes.fill_round(painter, rect, style.fill or current.color("line"), shapes.RADIUS_BOX)
        painter.fillRect(rect.right() - 2, rect.y(), 3, rect.height(), edge)
        y = rect.y() + max((rect.height() - 50) // 2, 2)
        shapes.draw_icon(painter, QPoint(rect.x() + 8, y), span.icon, style.mark, 14)
        for place, word in enumerate(span.words):
            line = QRect(rect.x() + 8, y + 16 + place * 17, SPAN_WIDTH - 14, 18)
            shapes.draw_text(painter, line, word, "caption", style.mark)

    def helpEvent(
        self, event: QHelpEvent, view: QAbstractItemView, option: QStyleOptionViewItem, index: _Index
    ) -> bool:
        if event.type() != QEvent.Type.ToolTip or not index.isValid():
            return super().helpEvent(event, view, option, index)
        row = index.data(LOG_ROW)
        text = row.text
        cut = shapes.text_width(text) > option.rect.width() - self._text_left - 16
        QToolTip.showText(event.globalPos(), text if cut else "", view)
        return True


def _tone(tone: str) -> QColor:
    return current.color("accent") if tone == "accent" else current.state_style(tone).mark
