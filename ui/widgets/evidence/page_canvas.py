"""The canvas below the navigation: lays pages out, paints what is there, asks for the rest, zooms and pans.

Sizes are known before pictures, so nothing jumps; when something above the view changes its size, what is in view
keeps its place. `canvas.EvidenceCanvas` adds how one moves from page to page.
"""

from collections.abc import Callable, Sequence

from PySide6.QtCore import QCoreApplication, QEvent, QPoint, QRect, Qt, QTimer, Signal
from PySide6.QtGui import QMouseEvent, QPainter, QPaintEvent, QResizeEvent, QWheelEvent
from PySide6.QtWidgets import QAbstractScrollArea, QFrame, QWidget

from app.domain.errors import KnownError
from app.ports.preview import PreviewError, PreviewService
from ui.theme import current
from ui.widgets.evidence import canvas_paint
from ui.widgets.evidence.canvas_errors import CanvasErrors
from ui.widgets.evidence.canvas_scroll_bar import CanvasScrollBar
from ui.widgets.evidence.facts_line import say_fetch
from ui.widgets.evidence.files import PageMark
from ui.widgets.evidence.page_layout import CAPTION, MARGIN, Block, PageLayout, lay_out
from ui.widgets.evidence.page_pictures import PagePictures
from ui.widgets.evidence.shown_files import ShownFiles
from ui.widgets.evidence.zoom import Room, Zoom
from ui.widgets.scroll_bar import WIDTH as BAR_WIDTH

WAITING_MS = 300
_NEAR_PAGES = 2
_HOLD_MS = 25
"""The old page may stay that long while the new one is on its way: a white page in between would flicker."""
_LINE = 48
_PAINTED = QEvent.Type(QEvent.registerEventType())

_Spot = tuple[int, int, float, float]
"""File, page, and shares of the page's width and height."""


class PageCanvas(QAbstractScrollArea):
    """Shows `shown`; positions are in canvas coordinates unless called viewport."""

    page_painted = Signal(int, int)
    """File and page whose own picture stands on the screen for the first time since the files were set."""
    zoom_changed = Signal()
    scrolled_by_hand = Signal()
    room_changed = Signal()
    """What a fitted page may take is another size now."""

    def __init__(
        self, service: PreviewService, word_error: Callable[[KnownError], str], parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.shown = ShownFiles(service, self)
        self._pictures = PagePictures(service, self.shown, self)
        self._errors = CanvasErrors(self.viewport(), word_error)
        self._zoom = Zoom()
        self._layout: PageLayout = lay_out([], [], self._zoom, Room(1, 1))
        self._marks: list[PageMark] = []
        self._painted: set[tuple[int, int]] = set()
        self._just_painted: list[tuple[int, int]] = []
        self._waits_visibly = False
        self._moving = False
        self._grip: QPoint | None = None
        self._waiting = QTimer(self)
        self._waiting.setSingleShot(True)
        self._waiting.setInterval(WAITING_MS)
        self._waiting.timeout.connect(self._wait_visibly)
        self._holding = QTimer(self)
        self._holding.setSingleShot(True)
        self._holding.setInterval(_HOLD_MS)
        self._holding.timeout.connect(self.viewport().update)

        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setVerticalScrollBar(CanvasScrollBar(Qt.Orientation.Vertical, self))
        self.setHorizontalScrollBar(CanvasScrollBar(Qt.Orientation.Horizontal, self))
        # Always there: a bar that comes and goes would change the width that pages fit to.
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOn)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)

        self._pictures.changed.connect(self._page_changed)
        self._errors.retried.connect(self._retry)
        self.shown.progressed.connect(self.viewport().update)
        current.signals.changed.connect(self.viewport().update)

    def zoom(self) -> Zoom:
        """How pages are sized."""
        return self._zoom

    def set_zoom(self, zoom: Zoom, anchor: QPoint | None = None) -> None:
        """Size pages another way; what lies under `anchor` (in the viewport) stays there."""
        if zoom == self._zoom:
            return
        anchor = anchor if anchor is not None else QPoint(self.viewport().width() // 2, MARGIN)
        spot = self._find_spot(anchor)
        self._zoom = zoom
        self._relayout(spot, anchor)
        self.zoom_changed.emit()

    def room(self, file_count: int | None = None) -> Room:
        """What a fitted page may take; below a caption when there are several files."""
        count = len(self.shown.files) if file_count is None else file_count
        above = CAPTION if count > 1 else MARGIN
        view = self.viewport()
        # The scroll bar lies in the right margin.
        width = view.width() + BAR_WIDTH - 2 * MARGIN
        return Room(max(width, 40), max(view.height() - above - MARGIN, 40), view.devicePixelRatioF())

    def set_marks(self, marks: Sequence[PageMark]) -> None:
        """Draw numbered boxes on pages, until the next files."""
        self._marks = list(marks)
        self.viewport().update()

    def list_error_texts(self) -> list[str]:
        """What the messages on the screen say."""
        return self._errors.list_texts()

    def list_waiting_texts(self) -> list[str]:
        """What stands in place of the pages of files that are still being opened."""
        return [
            self._say_waiting(number)
            for number, state in enumerate(self.shown.states)
            if state is None and self._waits_visibly
        ]

    def close_preview(self) -> None:
        """Ask and answer nothing any more."""
        self._waiting.stop()
        self._holding.stop()
        self.shown.close()
        self._pictures.close()

    def _start_over(self) -> None:
        """Forget everything about the files shown before."""
        self._pictures.clear()
        self._painted.clear()
        self._marks = []
        self._waits_visibly = False
        self._waiting.start()
        self._holding.start()
        self._relayout(None, QPoint())
        self._scroll_to(0)

    def _relayout(self, spot: _Spot | None, anchor: QPoint) -> None:
        self._layout = lay_out(self.shown.states, self.shown.rotations, self._zoom, self.room())
        view = self.viewport()
        self._moving = True
        vertical, horizontal = self.verticalScrollBar(), self.horizontalScrollBar()
        vertical.setRange(0, max(self._layout.height - view.height(), 0))
        vertical.setPageStep(view.height())
        vertical.setSingleStep(_LINE)
        horizontal.setRange(0, max(self._layout.width - BAR_WIDTH - view.width(), 0))
        horizontal.setPageStep(view.width())
        horizontal.setSingleStep(_LINE)
        if spot is not None:
            self._restore_spot(spot, anchor)
        self._moving = False
        self._refresh()

    def _find_spot(self, anchor: QPoint) -> _Spot | None:
        """What lies under a point of the viewport, or is nearest below it."""
        point = anchor + self._offset()
        blocks = self._layout.find_visible(point.y(), self._layout.height)
        if not blocks:
            return None
        rect = blocks[0].rect
        across = (point.x() - rect.x()) / rect.width()
        return blocks[0].file, blocks[0].page, across, (point.y() - rect.y()) / rect.height()

    def _restore_spot(self, spot: _Spot, anchor: QPoint) -> None:
        file, page, across, down = spot
        index = self._layout.find_index(file, page)
        if index is None:
            return
        rect = self._layout.blocks[index].rect
        self.horizontalScrollBar().setValue(rect.x() + round(across * rect.width()) - anchor.x())
        self.verticalScrollBar().setValue(rect.y() + round(down * rect.height()) - anchor.y())

    def _keep_view(self) -> None:
        """Lay out again without moving what is at the top of the view."""
        at_start = self.verticalScrollBar().value() == 0
        self._relayout(None if at_start else self._find_spot(QPoint()), QPoint())

    def _scroll_to(self, top: int) -> None:
        self._moving = True
        self.verticalScrollBar().setValue(top)
        self._moving = False
        self._refresh()

    def _offset(self) -> QPoint:
        return QPoint(self.horizontalScrollBar().value(), self.verticalScrollBar().value())

    def _view_rect(self) -> QRect:
        return QRect(self._offset(), self.viewport().size())

    def _refresh(self) -> None:
        """Ask for what is in view now and after it; put the messages in their places."""
        view = self._view_rect()
        blocks = self._layout.blocks
        visible = self._layout.find_visible(view.top(), view.bottom())
        # Also for a file that is still being opened: how a fitted page is asked for does not depend on its size.
        pages = [block for block in visible if block.page >= 0]
        near: list[Block] = []
        if visible:
            first, last = blocks.index(visible[0]), blocks.index(visible[-1])
            near = blocks[last + 1 : last + 1 + _NEAR_PAGES] + blocks[max(first - 1, 0) : first]
        near = [block for block in near if block.page >= 0]
        if self.isVisible():
            self._pictures.want(pages, near, view, self._zoom, self.room())
        self._errors.show_errors(self._find_errors(visible))
        if (
            not self._holding.isActive()
            or not pages
            or self._pictures.has_exact(pages[0], self._zoom, self.room())
        ):
            self._update_now()

    def _find_errors(self, blocks: list[Block]) -> dict[tuple[int, int], tuple[PreviewError, QRect]]:
        found = {}
        for block in blocks:
            state = self.shown.states[block.file]
            error = state if isinstance(state, PreviewError) else self._pictures.find_error(block)
            if error is not None and not block.pending:
                rect = block.rect.translated(-self._offset())
                inner = rect if isinstance(state, PreviewError) else rect.adjusted(12, 12, -12, -12)
                found[block.file, block.page] = (error, inner)
        return found

    def _page_changed(self, file: int, page: int) -> None:
        self.shown.look_again(file)
        view = self._view_rect()
        visible = self._layout.find_visible(view.top(), view.bottom())
        self._errors.show_errors(self._find_errors(visible))
        if not any(block.pending and (block.file, block.page) == (file, page) for block in visible):
            self._update_now()

    def _update_now(self) -> None:
        self._holding.stop()
        self.viewport().update()

    def _retry(self, file: int, page: int) -> None:
        self._pictures.retry(file, max(page, 0))
        if page < 0:
            self.shown.retry(file)
        else:
            self._refresh()

    def _wait_visibly(self) -> None:
        self._waits_visibly = True
        self.viewport().update()

    def _paint_block(self, painter: QPainter, block: Block, rect: QRect) -> None:
        if block.page < 0:
            return
        canvas_paint.paint_page_ground(painter, rect)
        room = self.room()
        pieces = self._pictures.find_pieces(block, self._zoom, room) if block.is_page else []
        canvas_paint.paint_pieces(painter, rect, pieces, room.ratio)
        place = (block.file, block.page)
        if pieces and pieces[0].exact and place not in self._painted:
            self._painted.add(place)
            # Told after the painting (who hears it may change what is being painted), but before anything else.
            self._just_painted.append(place)
            event = QEvent(_PAINTED)
            QCoreApplication.postEvent(self, event, Qt.EventPriority.HighEventPriority.value)
        if not pieces and self._waits_visibly and self._pictures.find_error(block) is None:
            canvas_paint.paint_waiting(painter, rect, self._say_waiting(block.file))
        for mark in self._marks:
            if block.is_page and (mark.file, mark.page) == place:
                canvas_paint.paint_mark(painter, rect, mark, self.shown.rotations[block.file])

    def _say_waiting(self, file: int) -> str:
        fetch = self.shown.fetches[file]
        return self.tr("正在打开…") if fetch is None else say_fetch(fetch)

    def _pan(self, event: QMouseEvent) -> None:
        if self._grip is None:
            return
        moved = event.position().toPoint() - self._grip
        self._grip = event.position().toPoint()
        self.horizontalScrollBar().setValue(self.horizontalScrollBar().value() - moved.x())
        self.verticalScrollBar().setValue(self.verticalScrollBar().value() - moved.y())

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self.viewport())
        painter.fillRect(event.rect(), current.color("sunken"))
        offset = self._offset()
        dirty = event.rect().translated(offset)
        for block in self._layout.find_visible(dirty.top() - 4, dirty.bottom() + 4):
            self._paint_block(painter, block, block.rect.translated(-offset))
        total = len(self.shown.files)
        for caption in self._layout.captions:
            if caption.top <= dirty.bottom() and caption.top + CAPTION >= dirty.top():
                rect = QRect(MARGIN, caption.top - offset.y(), self.room().width, CAPTION)
                name = self.shown.files[caption.file].name
                canvas_paint.paint_caption(painter, rect, f"{caption.file + 1}/{total}　{name}")

    def customEvent(self, event: QEvent) -> None:
        if event.type() == _PAINTED:
            told, self._just_painted = self._just_painted, []
            for place in told:
                self.page_painted.emit(*place)

    def scrollContentsBy(self, dx: int, dy: int) -> None:
        if not self._moving:
            self._refresh()
            self.scrolled_by_hand.emit()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._keep_view()
        self.room_changed.emit()

    def viewportEvent(self, event: QEvent) -> bool:
        if event.type() in (QEvent.Type.DevicePixelRatioChange, QEvent.Type.Show):
            self._keep_view()
        return super().viewportEvent(event)

    def wheelEvent(self, event: QWheelEvent) -> None:
        if event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            self._zoom_by_wheel(event.angleDelta().y(), event.position().toPoint())
            event.accept()
            return
        super().wheelEvent(event)

    def _zoom_by_wheel(self, delta: int, at: QPoint) -> None:
        raise NotImplementedError

    def mousePressEvent(self, event: QMouseEvent) -> None:
        if event.button() == Qt.MouseButton.LeftButton:
            self._grip = event.position().toPoint()
            self.viewport().setCursor(Qt.CursorShape.ClosedHandCursor)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        self._pan(event)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        self._grip = None
        self.viewport().unsetCursor()
