"""Which picture stands for a page right now, and what has to be asked for. GUI thread only.

A page is drawn from the exact picture when it is there; until then from the last one of any size, scaled, so that
zooming and flipping never show an empty page twice. Pages above TILE_FROM_PIXELS get tiles of what is visible.
"""

from collections.abc import Iterable
from dataclasses import dataclass

from PySide6.QtCore import QObject, QRect, Signal

from app.ports.preview import Clip, PageRequest, PreviewCode, PreviewError, PreviewService, Priority
from ui.widgets.evidence.page_layout import Block
from ui.widgets.evidence.preview_relay import PagePicture, PreviewRelay
from ui.widgets.evidence.shown_files import ShownFiles
from ui.widgets.evidence.zoom import (
    TILE_SIDE,
    Room,
    Zoom,
    is_tiled,
    make_coarse_target,
    make_target,
)

_Page = tuple[int, int]
_NOT_COME = frozenset({PreviewCode.ALTERED, PreviewCode.WITHDRAWN, PreviewCode.OFFLINE})
"""The file itself did not come from the server: where it is not open yet, its own answer says so, and may be a better one."""


@dataclass(frozen=True, slots=True)
class Piece:
    """A picture and where it goes, in device px from the page's upper left corner; `exact`: without scaling."""

    picture: PagePicture
    rect: QRect
    exact: bool


class PagePictures(QObject):
    """Knows the current files, zoom and room through what the canvas passes in."""

    changed = Signal(int, int)
    """File and page: there is something new to draw."""

    def __init__(self, service: PreviewService, shown: ShownFiles, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._shown = shown
        self._relay = PreviewRelay(service)
        self._relay.page_arrived.connect(self._take)
        self.destroyed.connect(self._relay.close)
        self._wanted: dict[PageRequest, list[_Page]] = {}  # a file may be listed twice
        self._asked: dict[PageRequest, Priority] = {}
        self._latest: dict[_Page, PagePicture] = {}
        self._tiles: dict[PageRequest, PagePicture] = {}
        self._errors: dict[_Page, PreviewError] = {}

    def clear(self) -> None:
        """Other files are shown now."""
        self._relay.cancel()
        self._wanted.clear()
        self._asked.clear()
        self._latest.clear()
        self._tiles.clear()
        self._errors.clear()

    def find_error(self, block: Block) -> PreviewError | None:
        """Why this page cannot be shown."""
        return self._errors.get((block.file, block.page))

    def retry(self, file: int, page: int) -> None:
        """Forget a page's error; the next `want` asks again."""
        self._errors.pop((file, page), None)
        self._relay.forget(self._shown.files[file].source)

    def find_pieces(self, block: Block, zoom: Zoom, room: Room) -> list[Piece]:
        """What to draw for the page, in this order; empty while there is nothing."""
        base = self._make_base(block, zoom, room)
        size = (round(block.rect.width() * room.ratio), round(block.rect.height() * room.ratio))
        picture = self._find_exact(block, base) or self._latest.get((block.file, block.page))
        pieces = []
        if picture is not None:
            page = picture.page
            exact = abs(page.width - size[0]) <= 1 and abs(page.height - size[1]) <= 1
            width, height = (page.width, page.height) if exact else size
            pieces.append(Piece(picture, QRect(0, 0, width, height), exact))
        for request, tile in self._tiles.items():
            clip = request.clip
            if clip is not None and (block.file, block.page) in self._wanted.get(request, ()):
                rect = QRect(clip.x, clip.y, tile.page.width, tile.page.height)
                pieces.append(Piece(tile, rect, exact=True))
        return pieces

    def has_exact(self, block: Block, zoom: Zoom, room: Room) -> bool:
        """Whether the page's own picture (the coarse one for a tiled page) is there."""
        return self._find_exact(block, self._make_base(block, zoom, room)) is not None

    def want(
        self, visible: Iterable[Block], near: Iterable[Block], view: QRect, zoom: Zoom, room: Room
    ) -> None:
        """Ask for what `visible` needs now, then for `near`; drop everything else. `view` is the visible part of the
        canvas in its coordinates.
        """
        self._wanted = {}
        priorities: dict[PageRequest, Priority] = {}
        for priority, blocks in ((Priority.VISIBLE, visible), (Priority.NEAR, near)):
            for block in blocks:
                requests = [self._make_base(block, zoom, room)]
                if priority == Priority.VISIBLE:
                    requests += self._make_tiles(block, view, room)
                for request in requests:
                    self._wanted.setdefault(request, []).append((block.file, block.page))
                    priorities.setdefault(request, priority)
        self._relay.cancel(keep=self._wanted)
        self._forget_far()
        for request, places in self._wanted.items():
            picture = self._relay.cached_picture(request)
            for place in places:
                if picture is not None:
                    self._keep(request, place, picture)
            if picture is None and not self._is_settled(request, places[0]):
                if self._asked.get(request, Priority.NEXT_DOSSIER) > priorities[request]:
                    self._asked[request] = priorities[request]
                    self._relay.request_page(request, priorities[request])

    def close(self) -> None:
        """Ask and answer nothing any more."""
        self._relay.close()

    def _make_base(self, block: Block, zoom: Zoom, room: Room) -> PageRequest:
        size = (block.rect.width(), block.rect.height())
        target = make_coarse_target(size) if is_tiled(size, room.ratio) else make_target(zoom, room, size)
        return PageRequest(
            self._shown.files[block.file].source, block.page, target, self._shown.rotations[block.file]
        )

    def _make_tiles(self, block: Block, view: QRect, room: Room) -> list[PageRequest]:
        size = (block.rect.width(), block.rect.height())
        seen = block.rect.intersected(view).translated(-block.rect.topLeft())
        if not is_tiled(size, room.ratio) or seen.isEmpty():
            return []
        target = make_target(Zoom(), room, size)
        width, height = round(size[0] * room.ratio), round(size[1] * room.ratio)
        columns = range(
            int(seen.left() * room.ratio) // TILE_SIDE, int(seen.right() * room.ratio) // TILE_SIDE + 1
        )
        rows = range(
            int(seen.top() * room.ratio) // TILE_SIDE, int(seen.bottom() * room.ratio) // TILE_SIDE + 1
        )
        source, rotation = self._shown.files[block.file].source, self._shown.rotations[block.file]
        return [
            PageRequest(
                source,
                block.page,
                target,
                rotation,
                Clip(x, y, min(TILE_SIDE, width - x), min(TILE_SIDE, height - y)),
            )
            for y in (row * TILE_SIDE for row in rows)
            for x in (column * TILE_SIDE for column in columns)
            if x < width and y < height
        ]

    def _find_exact(self, block: Block, base: PageRequest) -> PagePicture | None:
        latest = self._latest.get((block.file, block.page))
        if latest is not None and latest.page.request == base:
            return latest
        return self._relay.cached_picture(base)

    def _is_settled(self, request: PageRequest, place: _Page) -> bool:
        """Whether asking would bring nothing new: there is an error, or a picture too large for the cache."""
        if place in self._errors:
            return True
        if request.clip is not None:
            return request in self._tiles
        latest = self._latest.get(place)
        return latest is not None and latest.page.request == request

    def _keep(self, request: PageRequest, place: _Page, picture: PagePicture) -> None:
        if request.clip is not None:
            self._tiles[request] = picture
        else:
            self._latest[place] = picture

    def _forget_far(self) -> None:
        places = {place for places in self._wanted.values() for place in places}
        self._latest = {place: picture for place, picture in self._latest.items() if place in places}
        self._asked = {request: how for request, how in self._asked.items() if request in self._wanted}
        self._tiles = {request: tile for request, tile in self._tiles.items() if request in self._wanted}

    def _take(self, request: PageRequest, answer: PagePicture | PreviewError) -> None:
        self._asked.pop(request, None)
        for place in self._wanted.get(request, []):
            if isinstance(answer, PreviewError):
                if answer.code in _NOT_COME and self._shown.states[place[0]] is None:
                    continue
                self._errors[place] = answer
            else:
                self._keep(request, place, answer)
            self.changed.emit(*place)
