"""What a column of a windowed table shows: a title and, for each role, a function of the row.

How a column looks is ``ui.widgets.table_columns``. Tabs write their columns with these and
``ui.models.windowed_table`` asks them. Functions get the row object of ``app.ports.queries`` and run in ``data()``:
cheap, no Qt objects made on the way.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

from PySide6.QtCore import Qt

RowFunction = Callable[[Any], object]

DISPLAY = int(Qt.ItemDataRole.DisplayRole)
TOOL_TIP = int(Qt.ItemDataRole.ToolTipRole)


@dataclass(frozen=True, slots=True)
class DataColumn:
    """``text`` answers Qt.DisplayRole; ``roles`` the others (``ui.widgets.roles``)."""

    title: str
    text: RowFunction | None = None
    roles: Mapping[int, RowFunction] = field(default_factory=dict)
    is_number: bool = False
    """Shows the row's number in the list, 1 first (#)."""
    is_tick: bool = False
    """Holds the check box; its head ticks all."""

    def functions(self) -> dict[int, RowFunction]:
        """All roles of the column in one dictionary."""
        own = dict(self.roles)
        if self.text is not None:
            own[DISPLAY] = self.text
        return own


NUMBER_COLUMN = DataColumn("#", is_number=True)
TICK_COLUMN = DataColumn("", is_tick=True)
