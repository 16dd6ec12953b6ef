"""How one moves through the evidence: page by page, file by file, with keys and the slots below.

The position (file and page, from 0) is where the person was led, or, after scrolling by hand, the page that takes
most of the view.
"""

from collections.abc import Callable, Sequence

from PySide6.QtCore import QPoint, Qt, Signal
from PySide6.QtGui import QKeyEvent, QMouseEvent
from PySide6.QtWidgets import QWidget

from app.domain.errors import KnownError
from app.ports.preview import DocumentInfo, PreviewService
from ui.widgets.evidence.files import EvidenceFile
from ui.widgets.evidence.page_canvas import PageCanvas
from ui.widgets.evidence.page_layout import MARGIN, Block
from ui.widgets.evidence.zoom import Zoom, ZoomMode, natural_size, scale_of, step_factor

_OVERLAP = 40
_CLOSER = 2.5
_NOTCH = 120


class EvidenceCanvas(PageCanvas):
    """Give it files with `set_files`; it takes keys while it has the focus."""

    position_changed = Signal(int, int)
    files_changed = Signal()
    """Other files, or something became known about one."""
    last_page_passed = Signal()

    def __init__(
        self, service: PreviewService, word_error: Callable[[KnownError], str], parent: QWidget | None = None
    ) -> None:
        super().__init__(service, word_error, parent)
        self._position = (0, 0)
        self._fit = Zoom()
        self._turned_notches = 0
        self.shown.changed.connect(self._file_changed)
        self.scrolled_by_hand.connect(self._follow_scroll)

    def set_files(self, files: Sequence[EvidenceFile]) -> None:
        """Show other files from their first page on; files added at the end leave the view where it is."""
        if self.shown.set_files(files):
            self._keep_view()
        else:
            if self.zoom() != self._fit:
                # Looking closer belongs to one item; how pages are fitted belongs to the person.
                self._zoom = self._fit
                self.zoom_changed.emit()
            self._position = (0, 0)
            self._start_over()
            self.position_changed.emit(0, 0)
        self.shown.request_missing()
        self._name_position()
        self.files_changed.emit()

    def position(self) -> tuple[int, int]:
        """File and page that the person looks at."""
        return self._position

    def fit_zoom(self) -> Zoom:
        """How the next item will be sized."""
        return self._fit

    def shown_scale(self) -> float:
        """The factor of the page looked at, 1.0 = natural size."""
        file, page = self._position
        state = self.shown.states[file] if file < len(self.shown.states) else None
        if not isinstance(state, DocumentInfo):
            return 1.0
        size = state.pages[min(page, state.page_count - 1)]
        return scale_of(natural_size(state, size, self.shown.rotations[file]), self.zoom(), self.room())

    def is_page_incomplete(self) -> bool:
        """Whether something on the page looked at could not be drawn."""
        block = self._current_block()
        if block is None or not block.is_page:
            return False
        pieces = self._pictures.find_pieces(block, self.zoom(), self.room())
        return any(piece.picture.page.incomplete for piece in pieces)

    def zoom_in(self) -> None:
        """One step larger."""
        self.set_zoom(Zoom(ZoomMode.FACTOR, step_factor(self.shown_scale(), inwards=True)))

    def zoom_out(self) -> None:
        """One step smaller."""
        self.set_zoom(Zoom(ZoomMode.FACTOR, step_factor(self.shown_scale(), inwards=False)))

    def fit_width(self) -> None:
        """Pages as wide as the view, from now on."""
        self._fit = Zoom(ZoomMode.FIT_WIDTH)
        self.set_zoom(self._fit)

    def fit_page(self) -> None:
        """Whole pages, from now on."""
        self._fit = Zoom(ZoomMode.FIT_PAGE)
        self.set_zoom(self._fit)
        self.go_to(*self._position)

    def rotate(self) -> None:
        """Turn the file looked at clockwise by a quarter."""
        if self.shown.files:
            self.shown.turn(self._position[0], 90)

    def go_to(self, file: int, page: int = 0) -> None:
        """Bring a page to the top of the view."""
        index = self._layout.find_index(file, page)
        if index is not None:
            self._lead_to(self._layout.blocks[index])

    def show_next_page(self) -> None:
        """On within a page that goes on below the view, else to the next page; past the end `last_page_passed`."""
        block = self._current_block()
        bar = self.verticalScrollBar()
        if block is None or bar.value() >= bar.maximum():
            # Everything that follows is in view already.
            self._tell_end()
            return
        height = self.viewport().height()
        unseen = block.rect.y() + block.rect.height() + MARGIN - (bar.value() + height)
        if unseen > MARGIN:
            self._scroll_to(bar.value() + min(unseen, max(height - _OVERLAP, 1)))
            return
        following = self._layout.blocks.index(block) + 1
        if following < len(self._layout.blocks):
            self._lead_to(self._layout.blocks[following])
        else:
            self._tell_end()

    def show_previous_page(self) -> None:
        """Back to the top of the page, then to the page before."""
        block = self._current_block()
        if block is None:
            return
        bar = self.verticalScrollBar()
        top = min(self._layout.scroll_top(block), bar.maximum())
        if bar.value() > top:
            self._scroll_to(max(top, bar.value() - self.viewport().height() + _OVERLAP))
            return
        index = self._layout.blocks.index(block)
        if index:
            self._lead_to(self._layout.blocks[index - 1])

    def show_next_file(self) -> None:
        """The first page of the next file."""
        if self._position[0] + 1 < len(self.shown.files):
            self.go_to(self._position[0] + 1)

    def show_previous_file(self) -> None:
        """The first page of this file, then of the file before."""
        file, page = self._position
        self.go_to(file if page else max(file - 1, 0))

    def _tell_end(self) -> None:
        # A file that is still being opened may hold more pages than the place kept for it.
        if None not in self.shown.states:
            self.last_page_passed.emit()

    def _current_block(self) -> Block | None:
        index = self._layout.find_index(*self._position)
        return self._layout.blocks[index] if index is not None else None

    def _lead_to(self, block: Block) -> None:
        self._set_position(block.file, max(block.page, 0))
        self._scroll_to(self._layout.scroll_top(block))

    def _set_position(self, file: int, page: int) -> None:
        if (file, page) != self._position:
            self._position = (file, page)
            self._name_position()
            self.position_changed.emit(file, page)

    def _follow_scroll(self) -> None:
        view = self._view_rect()
        blocks = self._layout.find_visible(view.top(), view.bottom())
        if blocks:
            largest = max(blocks, key=self._count_visible_pixels)
            self._set_position(largest.file, max(largest.page, 0))

    def _count_visible_pixels(self, block: Block) -> int:
        seen = block.rect.intersected(self._view_rect())
        return seen.width() * seen.height()

    def _file_changed(self, file: int) -> None:
        self._keep_view()
        self._name_position()
        self.files_changed.emit()

    def _name_position(self) -> None:
        file, page = self._position
        if file >= len(self.shown.files):
            self.setAccessibleName(self.tr("没有佐证材料"))
            return
        state = self.shown.states[file]
        count = state.page_count if isinstance(state, DocumentInfo) else 1
        words = self.tr("{0}，第 {1} / {2} 页")
        name = words.replace("{0}", self.shown.files[file].name)
        self.setAccessibleName(name.replace("{1}", str(page + 1)).replace("{2}", str(count)))

    def _zoom_by_wheel(self, delta: int, at: QPoint) -> None:
        # Touchpads send many small turns; one step for each notch's worth.
        self._turned_notches += delta
        while abs(self._turned_notches) >= _NOTCH:
            inwards = self._turned_notches > 0
            self._turned_notches -= _NOTCH if inwards else -_NOTCH
            self.set_zoom(Zoom(ZoomMode.FACTOR, step_factor(self.shown_scale(), inwards)), at)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        key = event.key()
        if key == Qt.Key.Key_PageDown:
            self.show_next_page()
        elif key == Qt.Key.Key_PageUp:
            self.show_previous_page()
        elif key == Qt.Key.Key_Home:
            self.go_to(0)
        elif key == Qt.Key.Key_End and self._layout.blocks:
            self._lead_to(self._layout.blocks[-1])
        else:
            super().keyPressEvent(event)

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        at = event.position().toPoint()
        if self.zoom().mode == ZoomMode.FACTOR:
            self.set_zoom(self._fit, at)
        else:
            self.set_zoom(Zoom(ZoomMode.FACTOR, self.shown_scale() * _CLOSER), at)
