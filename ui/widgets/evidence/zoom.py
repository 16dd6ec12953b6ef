"""How large a page is drawn: fit to the width, fit whole, or a factor. Pure arithmetic; no widgets."""

from dataclasses import dataclass
from enum import Enum

from app.ports.preview import DocumentInfo, PageSize, RenderTarget

POINT = 96 / 72
"""Logical px of a PDF point at 100 %. An image shows one pixel per logical px."""

STEPS = (0.1, 0.25, 0.33, 0.5, 0.67, 0.75, 1.0, 1.25, 1.5, 2.0, 2.5, 3.0, 4.0, 6.0, 8.0)

TILE_FROM_PIXELS = 12_000_000
"""Above this a page is drawn from a coarse picture and sharp tiles of what is visible."""

COARSE_PIXELS = 4_000_000
TILE_SIDE = 1024
_LONGEST = 60_000


class ZoomMode(Enum):
    """What decides the size."""

    FIT_WIDTH = "fit_width"
    FIT_PAGE = "fit_page"
    FACTOR = "factor"


@dataclass(frozen=True, slots=True)
class Zoom:
    """`factor` counts in mode FACTOR only; 1.0 is natural size."""

    mode: ZoomMode = ZoomMode.FIT_WIDTH
    factor: float = 1.0


@dataclass(frozen=True, slots=True)
class Room:
    """Logical px that a page may take, and the screen's pixel ratio."""

    width: int
    height: int
    ratio: float = 1.0


def natural_size(info: DocumentInfo, size: PageSize, rotation: int) -> tuple[float, float]:
    """Logical px at 100 %, turned."""
    unit = POINT if info.kind == "pdf" else 1.0
    width, height = size.width * unit, size.height * unit
    return (height, width) if rotation in (90, 270) else (width, height)


def scale_of(natural: tuple[float, float], zoom: Zoom, room: Room) -> float:
    """The factor that the zoom means for this page."""
    width, height = natural
    if zoom.mode == ZoomMode.FIT_WIDTH:
        scale = room.width / width
    elif zoom.mode == ZoomMode.FIT_PAGE:
        scale = min(room.width / width, room.height / height)
    else:
        scale = zoom.factor
    return min(scale, _LONGEST / width / room.ratio, _LONGEST / height / room.ratio)


def draw_size(natural: tuple[float, float], zoom: Zoom, room: Room) -> tuple[int, int]:
    """Logical px of the page on the screen, at least 1×1."""
    scale = scale_of(natural, zoom, room)
    return max(round(natural[0] * scale), 1), max(round(natural[1] * scale), 1)


def make_target(zoom: Zoom, room: Room, size: tuple[int, int]) -> RenderTarget:
    """What to ask for. The fit modes do not depend on the page, so that it can be asked for before it is known."""
    if zoom.mode == ZoomMode.FACTOR or is_tiled(size, room.ratio):
        return RenderTarget(width=max(round(size[0] * room.ratio), 1))
    width = max(round(room.width * room.ratio), 1)
    if zoom.mode == ZoomMode.FIT_WIDTH:
        return RenderTarget(width=width)
    return RenderTarget(width=width, height=max(round(room.height * room.ratio), 1))


def is_tiled(size: tuple[int, int], ratio: float) -> bool:
    """Whether the page is too large for one picture."""
    return size[0] * size[1] * ratio * ratio > TILE_FROM_PIXELS


def make_coarse_target(size: tuple[int, int]) -> RenderTarget:
    """The one picture under the tiles."""
    share = (COARSE_PIXELS / (size[0] * size[1])) ** 0.5
    return RenderTarget(width=max(round(size[0] * share), 1))


def step_factor(current: float, inwards: bool) -> float:
    """The next step above or below the factor shown now."""
    if inwards:
        return next((step for step in STEPS if step > current * 1.02), STEPS[-1])
    return next((step for step in reversed(STEPS) if step < current * 0.98), STEPS[0])
