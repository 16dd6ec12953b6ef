"""Where each page of each file lies on the canvas. Pure geometry in logical px; no widgets.

All files follow one another: a caption above each but the first (whose name stands in the bar), 12 px between pages.
A file that is not known yet holds the place of one A4 page; a file that cannot be shown, that of its message.
"""

from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QRect

from app.ports.preview import DocumentAnswer, DocumentInfo, PageSize, PreviewError
from ui.widgets.evidence.zoom import Room, Zoom, draw_size, natural_size

MARGIN = 16
PAGE_GAP = 12
CAPTION = 36
ERROR_HEIGHT = 96
_A4 = PageSize(595, 842)


@dataclass(frozen=True, slots=True)
class Block:
    """A page (from 0), a place held for an unknown file (`page` 0, `pending`), or a message (`page` -1)."""

    file: int
    page: int
    rect: QRect
    pending: bool = False

    @property
    def is_page(self) -> bool:
        """True when there is a page to draw."""
        return self.page >= 0 and not self.pending


@dataclass(frozen=True, slots=True)
class Caption:
    """The line above a file, `top` to `top` + CAPTION."""

    file: int
    top: int


class PageLayout:
    """Blocks in reading order; they never overlap."""

    def __init__(self, blocks: list[Block], captions: list[Caption], width: int, height: int) -> None:
        self.blocks = blocks
        self.captions = captions
        self.width = width
        self.height = height
        self._tops = [block.rect.top() for block in blocks]
        self._bottoms = [block.rect.bottom() for block in blocks]

    def find_visible(self, top: int, bottom: int) -> list[Block]:
        """Blocks that touch the lines from `top` to `bottom`."""
        return self.blocks[bisect_left(self._bottoms, top) : bisect_right(self._tops, bottom)]

    def find_index(self, file: int, page: int) -> int | None:
        """Place of a page in `blocks`; of the file's first block when the page is not there."""
        fallback = None
        for index, block in enumerate(self.blocks):
            if block.file == file:
                if block.page == page:
                    return index
                if fallback is None:
                    fallback = index
        return fallback

    def scroll_top(self, block: Block) -> int:
        """Where the view must begin so that the block starts it, with its caption when it is the first of its file."""
        for caption in self.captions:
            if caption.file == block.file and caption.top + CAPTION == block.rect.top():
                return caption.top
        return block.rect.top() - (MARGIN if block is self.blocks[0] else PAGE_GAP)


def lay_out(
    states: Sequence[DocumentAnswer | None], rotations: Sequence[int], zoom: Zoom, room: Room
) -> PageLayout:
    """Stack everything; narrower pages are centred in the room."""
    sized = [
        _size_file(state, rotation, zoom, room) for state, rotation in zip(states, rotations, strict=True)
    ]
    width = max((size[0] for sizes in sized for size in sizes), default=room.width)
    width = max(width, room.width)
    blocks: list[Block] = []
    captions: list[Caption] = []
    top = MARGIN
    for file, (state, sizes) in enumerate(zip(states, sized, strict=True)):
        if file:
            captions.append(Caption(file, top))
            top += CAPTION
        for page, size in enumerate(sizes):
            rect = QRect(MARGIN + (width - size[0]) // 2, top, *size)
            number = -1 if isinstance(state, PreviewError) else page
            blocks.append(Block(file, number, rect, pending=state is None))
            top += size[1] + PAGE_GAP
        top -= PAGE_GAP
    return PageLayout(blocks, captions, width + 2 * MARGIN, top + MARGIN)


def _size_file(state: DocumentAnswer | None, rotation: int, zoom: Zoom, room: Room) -> list[tuple[int, int]]:
    if isinstance(state, DocumentInfo):
        return [draw_size(natural_size(state, page, rotation), zoom, room) for page in state.pages]
    if isinstance(state, PreviewError):
        return [(room.width, ERROR_HEIGHT)]
    natural = (_A4.width * 96 / 72, _A4.height * 96 / 72)
    return [draw_size(natural, zoom, room)]
