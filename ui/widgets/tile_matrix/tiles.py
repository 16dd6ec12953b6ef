"""What a tile looks like (LOOK "Matrix"): only 缺 and 需留意 have a ground, the rest is an icon on the row."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from PySide6.QtCore import QPoint, QRect
from PySide6.QtGui import QPainter

from ui.theme import current, shapes

WIDTH, HEIGHT = 36, 24
ICON = 16
RING = 2

DONE: Final = "done"
MISSING: Final = "missing"
NOTICED: Final = "noticed"
IN_REVIEW: Final = "in_review"
NOT_APPLICABLE: Final = "not_applicable"


@dataclass(frozen=True, slots=True)
class TileLook:
    """Icon, token of its ink, token of the ground (None: none)."""

    icon: str
    ink: str
    ground: str | None = None


LOOKS: Mapping[str, TileLook] = {
    DONE: TileLook("check", "passed"),
    MISSING: TileLook("file-x-2", "failed", "failed_tint"),
    NOTICED: TileLook("triangle-alert", "returned", "returned_fill"),
    IN_REVIEW: TileLook("circle-dashed", "pending"),
    NOT_APPLICABLE: TileLook("minus", "muted"),
}


def tile_rect(cell: QRect) -> QRect:
    """Where the tile stands in its cell (the last pixel is the hairline's)."""
    width = min(WIDTH, cell.width() - 6)
    left = cell.x() + (cell.width() - width) // 2
    return QRect(left, cell.y() + (cell.height() - 1 - HEIGHT) // 2, width, HEIGHT)


def paint_tile(painter: QPainter, tile: QRect, state: str, ground: bool = True) -> None:
    """Draw one tile; unknown states draw nothing. ``ground`` False: the icon alone (the line that explains it)."""
    look = LOOKS.get(state)
    if look is None:
        return
    if look.ground is not None and ground:
        shapes.fill_round(painter, tile, current.color(look.ground), shapes.RADIUS_CONTROL)
    at = QPoint(tile.x() + (tile.width() - ICON) // 2, tile.y() + (tile.height() - ICON) // 2)
    shapes.draw_icon(painter, at, look.icon, look.ink, ICON)


def paint_ring(painter: QPainter, tile: QRect, focused: bool) -> None:
    """Draw the ring of the current cell around its tile."""
    around = tile.adjusted(-RING, -RING, RING, RING)
    radius = shapes.RADIUS_CONTROL + RING
    shapes.frame_round(painter, around, current.color("focus" if focused else "control"), radius, 2.0)
