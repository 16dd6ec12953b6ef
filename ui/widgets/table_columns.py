"""What a table's columns are: data for `TableView` and its delegate."""

from dataclasses import dataclass
from enum import Enum


class ColumnKind(Enum):
    """How a column's cells are drawn."""

    TEXT = "text"
    NAME = "name"  # bold in the current row
    NUMBER = "number"  # muted ordinal (#)
    CHECK = "check"  # the tick box; the head carries the tri-state box
    PILL = "pill"  # state pill, flags right of it
    LINK = "link"  # 查看: a word that is clicked
    COUNT = "count"  # right aligned number
    ACT = "act"  # words with an icon before them, in an ink of their own (roles.ICON, roles.INK)
    TILE = "tile"  # one cell of a tile matrix (ui/widgets/tile_matrix)


@dataclass(frozen=True)
class Column:
    """One column. `width` in px; the one with `stretch` takes the rest."""

    title: str
    width: int = 100
    kind: ColumnKind = ColumnKind.TEXT
    stretch: bool = False
    muted: bool = False
