"""The evidence pane: bar, page list, canvas, facts. The one widget of this package that tabs use.

    pane = EvidencePane(desk.preview)
    pane.show_files([make_evidence(ref) for ref in item.evidence])
    pane.set_next([make_evidence(ref) for ref in following.evidence])     # prefetched
    pane.last_page_passed.connect(self.tick_section)

Keys (空格, Shift 空格, [ ], + - 0, T, F11) work in the whole window while the pane is visible and nothing lies over it.
"""

from collections.abc import Callable, Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QDragEnterEvent, QDragLeaveEvent, QDropEvent
from PySide6.QtWidgets import QApplication, QHBoxLayout, QStackedLayout, QVBoxLayout, QWidget

from app.domain.errors import KnownError
from app.ports.preview import DocumentInfo, PageRequest, PreviewService, Priority
from ui.shortcuts import bind_key
from ui.texts.errors import describe
from ui.widgets.buttons import SecondaryButton
from ui.widgets.empty_state import EmptyState
from ui.widgets.evidence.bar import EvidenceBar
from ui.widgets.evidence.canvas import EvidenceCanvas
from ui.widgets.evidence.drop_frame import DropFrame
from ui.widgets.evidence.dropped_files import expand_drop, may_drop
from ui.widgets.evidence.facts_line import say_facts, say_remark
from ui.widgets.evidence.files import EvidenceFile, PageMark
from ui.widgets.evidence.footer import EvidenceFooter
from ui.widgets.evidence.full_screen import FullScreenWindow
from ui.widgets.evidence.page_list import PageList
from ui.widgets.evidence.preview_relay import PreviewRelay
from ui.widgets.evidence.zoom import Zoom, ZoomMode, make_target
from ui.widgets.pane import Pane

_PREFETCHED_FILES = 2


class EvidencePane(Pane):
    """Without `word_error` errors are worded by ui.texts.errors."""

    last_page_passed = Signal()
    """空格 after everything has been in view."""
    position_changed = Signal(int, int)
    """File and page (from 0) looked at."""
    page_painted = Signal(int, int)
    """File and page whose picture stands on the screen for the first time since `show_files`."""
    files_dropped = Signal(list)
    """list[str] of paths, folders opened; empty when nothing in them can be used."""
    add_requested = Signal()
    """添加文件: open the file dialog."""

    def __init__(
        self,
        preview: PreviewService,
        word_error: Callable[[KnownError], str] = describe,
        parent: QWidget | None = None,
        *,
        keys: bool = True,
    ) -> None:
        super().__init__("sunken", "", parent)
        self._can_add = False
        self._next: list[EvidenceFile] = []
        self._next_hint = ""
        self._ahead = PreviewRelay(preview)
        self._content = QWidget(self)
        self.bar = EvidenceBar()
        self.canvas = EvidenceCanvas(preview, word_error)
        self.page_list = PageList(preview, self.canvas.shown)
        self.footer = EvidenceFooter()
        self._full: FullScreenWindow | None = None
        self._empty = EmptyState()
        self._add_button = SecondaryButton(self.tr("添加文件"), "file-plus-2")
        self._frame = DropFrame(self)
        self._build()
        self._connect()
        if keys:
            self._bind_keys()
        self.set_can_add(False)
        self.show_files([])

    def show_files(self, files: Sequence[EvidenceFile]) -> None:
        """Show the files of one item from the first page on; files added at the end leave the view where it is."""
        had_focus = self._has_focus()
        if had_focus and not files:
            # The pane keeps the focus while it is empty: hiding the canvas would hand it to a stranger.
            self.setFocus(Qt.FocusReason.OtherFocusReason)
        self.canvas.set_files(files)
        self._stack.setCurrentIndex(0 if files else 1)
        if had_focus and files and self.hasFocus():
            self.canvas.setFocus(Qt.FocusReason.OtherFocusReason)

    def files(self) -> list[EvidenceFile]:
        """The files shown."""
        return list(self.canvas.shown.files)

    def set_next(self, files: Sequence[EvidenceFile]) -> None:
        """Get the first pages of the item that will probably come next ready, at the size shown now."""
        self._next = list(files)
        self._prefetch()

    def set_next_hint(self, text: str) -> None:
        """What 空格 does after the last page (下一部分), shown in the last line; empty for nothing."""
        self._next_hint = text
        self._refresh_page()

    def set_can_add(self, allowed: bool) -> None:
        """Offer 添加文件 and take dropped files."""
        self._can_add = allowed
        self.setAcceptDrops(allowed)
        self.bar.set_can_add(allowed)
        self._add_button.setVisible(allowed)
        detail = self.tr("把 PDF、JPG、PNG 或文件夹拖到这里") if allowed else ""
        self._empty.set_content(self.tr("没有佐证材料"), detail, icon="paperclip", state="neutral")

    def set_marks(self, marks: Sequence[PageMark]) -> None:
        """Draw numbered boxes on pages, until the next files."""
        self.canvas.set_marks(marks)

    def go_to(self, file: int, page: int = 0) -> None:
        """Bring a page (both from 0) to the top of the view (看第 1 页)."""
        self.canvas.go_to(file, page)

    def show_next_page(self) -> None:
        """空格."""
        self.canvas.show_next_page()

    def set_page_list_shown(self, shown: bool) -> None:
        """Open or close the page list."""
        if not shown and self.page_list.hasFocus():
            self.canvas.setFocus()
        self.page_list.setVisible(shown)
        self.bar.set_page_list_shown(shown)
        self.footer.set_page_list_shown(shown)
        self.page_list.set_position(*self.canvas.position())

    def toggle_full_screen(self) -> None:
        """Show the evidence on the whole screen, or bring it back."""
        if self._full is not None:
            self._full.close()
        elif self.files():
            self._full = FullScreenWindow(self._content, self)
            self._full.closed.connect(self._leave_full_screen)
            self.bar.set_full_screen(True)
            self._full.showFullScreen()
            self.canvas.setFocus()

    def is_full_screen(self) -> bool:
        """Tell whether the evidence has a window of its own now."""
        return self._full is not None

    def close_preview(self) -> None:
        """Ask and answer nothing any more (the window closes)."""
        self.canvas.close_preview()
        self.page_list.close_preview()
        self._ahead.close()

    def _has_focus(self) -> bool:
        focused = QApplication.focusWidget()
        return focused is not None and (focused is self or self.isAncestorOf(focused))

    def _build(self) -> None:
        self.setFocusPolicy(Qt.FocusPolicy.ClickFocus)
        self.bar.set_focus_fallback(self.canvas)
        middle = QHBoxLayout()
        middle.setSpacing(0)
        middle.addWidget(self.page_list)
        middle.addWidget(self.canvas, 1)
        self.page_list.hide()
        column = QVBoxLayout(self._content)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.bar)
        column.addLayout(middle, 1)
        column.addWidget(self.footer)
        self._empty.set_buttons([self._add_button])
        self._stack = QStackedLayout(self)
        self._stack.setContentsMargins(0, 0, 0, 0)
        self._stack.addWidget(self._content)
        ground = Pane("surface")
        around = QVBoxLayout(ground)
        around.setContentsMargins(0, 0, 0, 0)
        around.addWidget(self._empty)
        self._stack.addWidget(ground)
        self.setMinimumWidth(280)

    def _connect(self) -> None:
        bar, canvas = self.bar, self.canvas
        bar.previous_file.connect(canvas.show_previous_file)
        bar.next_file.connect(canvas.show_next_file)
        bar.zoom_out.connect(canvas.zoom_out)
        bar.zoom_in.connect(canvas.zoom_in)
        bar.zoom_chosen.connect(self._choose_zoom)
        bar.rotated.connect(canvas.rotate)
        bar.add_requested.connect(self.add_requested)
        bar.page_list_toggled.connect(self.set_page_list_shown)
        bar.full_screen_toggled.connect(self.toggle_full_screen)
        self.footer.page_list_toggled.connect(self.set_page_list_shown)
        self.page_list.page_chosen.connect(canvas.go_to)
        self._add_button.clicked.connect(self.add_requested)
        canvas.position_changed.connect(self._refresh_page)
        canvas.position_changed.connect(self.position_changed)
        canvas.position_changed.connect(self.page_list.set_position)
        canvas.files_changed.connect(self._refresh_page)
        canvas.files_changed.connect(self.page_list.refresh)
        canvas.zoom_changed.connect(self._refresh_zoom)
        canvas.page_painted.connect(self._refresh_page)
        canvas.page_painted.connect(self.page_painted)
        canvas.last_page_passed.connect(self.last_page_passed)
        canvas.room_changed.connect(self._prefetch)
        self.destroyed.connect(self._ahead.close)

    def _bind_keys(self) -> None:
        canvas, owner = self.canvas, self._content
        for keys, act, repeats in (
            ("Space", canvas.show_next_page, False),
            ("Shift+Space", canvas.show_previous_page, False),
            ("[", canvas.show_previous_file, False),
            ("]", canvas.show_next_file, False),
            ("+", canvas.zoom_in, True),
            ("=", canvas.zoom_in, True),
            ("Ctrl++", canvas.zoom_in, True),
            ("Ctrl+=", canvas.zoom_in, True),
            ("-", canvas.zoom_out, True),
            ("Ctrl+-", canvas.zoom_out, True),
            ("0", self._toggle_fit, False),
            ("Ctrl+0", self._toggle_fit, False),
            ("T", canvas.rotate, False),
            ("F11", self.toggle_full_screen, False),
        ):
            bind_key(owner, keys, act, repeats=repeats)

    def _choose_zoom(self, zoom: Zoom) -> None:
        if zoom.mode == ZoomMode.FIT_WIDTH:
            self.canvas.fit_width()
        elif zoom.mode == ZoomMode.FIT_PAGE:
            self.canvas.fit_page()
        else:
            self.canvas.set_zoom(zoom)

    def _toggle_fit(self) -> None:
        if self.canvas.zoom().mode == ZoomMode.FIT_WIDTH:
            self.canvas.fit_page()
        else:
            self.canvas.fit_width()

    def _refresh_zoom(self) -> None:
        self.bar.set_zoom(self.canvas.zoom(), self.canvas.shown_scale())

    def _refresh_page(self) -> None:
        files, states = self.canvas.shown.files, self.canvas.shown.states
        file, page = self.canvas.position()
        if file >= len(files):
            self.bar.set_file(0, 0, "")
            self.footer.set_facts([], "")
            self.footer.set_page(0, 0, "")
            return
        state, name = states[file], files[file].name
        self.bar.set_file(file, len(files), name)
        self.footer.set_facts(say_facts(state), say_remark(name, state, self.canvas.is_page_incomplete()))
        count = state.page_count if isinstance(state, DocumentInfo) else 0
        is_last = file == len(files) - 1 and page >= count - 1
        self.footer.set_page(
            page, count, self._next_hint if is_last and self._next_hint else self.tr("下一页")
        )
        self._refresh_zoom()

    def _prefetch(self) -> None:
        self._ahead.cancel()
        zoom, room = self.canvas.fit_zoom(), self.canvas.room(len(self._next))
        for file in self._next[:_PREFETCHED_FILES]:
            request = PageRequest(file.source, 0, make_target(zoom, room, (0, 0)))
            self._ahead.prefetch(request, Priority.NEXT_DOSSIER)

    def _leave_full_screen(self) -> None:
        window, self._full = self._full, None
        if window is None:
            return
        self._stack.insertWidget(0, self._content)
        self._stack.setCurrentIndex(0 if self.files() else 1)
        self.bar.set_full_screen(False)
        window.deleteLater()
        self.canvas.setFocus()

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        if self._can_add and may_drop(event.mimeData()):
            self._frame.cover()
            event.acceptProposedAction()

    def dragLeaveEvent(self, event: QDragLeaveEvent) -> None:
        self._frame.hide()

    def dropEvent(self, event: QDropEvent) -> None:
        self._frame.hide()
        event.acceptProposedAction()
        self.files_dropped.emit(expand_drop(event.mimeData()))
