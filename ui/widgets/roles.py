"""Data roles that our delegates read from any model. Plain ints: a model's `data(index, role)` compares fast.

A model answers only the roles its list shows and None for the rest. `Qt.DisplayRole` is the first line (the
name) or the cell's text; `Qt.CheckStateRole` draws the box when it is not None and takes `setData`;
`Qt.AccessibleTextRole` should say the whole row in words.
"""

from typing import Final

from PySide6.QtCore import Qt

_BASE = int(Qt.ItemDataRole.UserRole)

KEY: Final = _BASE + 1  # str: the row's id for the desk
UNIT: Final = _BASE + 2  # str: muted words after the name
DATE: Final = _BASE + 3  # str: right end of the first line
ITEM: Final = _BASE + 4  # str: second line
FLAGS: Final = _BASE + 5  # int: pre-check flags, nothing is drawn at 0
STATE: Final = _BASE + 6  # str: a name for state_style; a pill is drawn where the list shows pills
STATE_WORD: Final = _BASE + 7  # str: the pill's word
STATE_ICON: Final = _BASE + 8  # str | None: another icon than the state's own
TRAILING_ICON: Final = _BASE + 9  # tuple[str, str]: icon and token at the end of the second line
MUTED: Final = _BASE + 10  # bool: draw the row in muted ink
TOOLTIP: Final = _BASE + 11  # str: what a tooltip says when it is not just the elided text
ICON: Final = _BASE + 12  # tuple[str, str] | None: icon and token before the words of an ACT cell
INK: Final = _BASE + 13  # str | None: token of the words of an ACT or COUNT cell
SYNC_MARK: Final = _BASE + 15  # tuple[str, str] | None: icon and token of what the server has not taken yet
TILE: Final = _BASE + 14  # str: what a TILE cell shows (ui/widgets/tile_matrix/tiles.py)
