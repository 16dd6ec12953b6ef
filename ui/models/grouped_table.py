"""A windowed list with group rows between its rows (the list of 受理与评审 by unit, LOOK "Group row").

A key below zero is a group row: it heads the rows up to the next one, its box ticks all of them, and it is never ticked
itself, counted or handed out. Sources put the group keys into ``keys`` and answer a row object for each.
"""

from array import array
from bisect import bisect_right
from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Any, Final

from PySide6.QtCore import QModelIndex, QObject, QPersistentModelIndex, Qt

from app.domain.commands import Changed
from ui.models.columns import DISPLAY, DataColumn, RowFunction
from ui.models.row_ticks import RowTicks
from ui.models.windowed_table import CHECK_STATE, WindowedTable
from ui.operations import Operations

GROUP: Final = int(Qt.ItemDataRole.UserRole) + 70
"""bool: a group row."""

_Index = QModelIndex | QPersistentModelIndex


class _RowsOnly(RowTicks):
    """Group rows carry no tick of their own."""

    def replace(self, keys: Iterable[int]) -> bool:
        return super().replace(key for key in keys if key >= 0)


class GroupedTable(WindowedTable):
    """Without a key below zero it is a WindowedTable."""

    def __init__(
        self,
        operations: Operations,
        columns: Sequence[DataColumn],
        row_roles: Mapping[int, RowFunction] | None = None,
        relevant: Callable[[Changed], Sequence[str]] | None = None,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(operations, columns, row_roles, relevant, parent)
        self._ticks = _RowsOnly()
        self._heads: list[int] | None = None
        for signal in (self.modelReset, self.rowsInserted, self.rowsRemoved, self.layoutChanged):
            signal.connect(self._forget_heads)

    def is_group(self, place: int) -> bool:
        key = self.key_at(place)
        return key is not None and key < 0

    def group_places(self) -> Sequence[int]:
        """Where the group rows stand."""
        if self._heads is None:
            self._heads = [place for place, key in enumerate(self._keys) if key < 0]
        return self._heads

    def record_count(self) -> int:
        """Rows without the group rows."""
        return len(self._keys) - len(self.group_places())

    def number_at(self, place: int) -> int:
        """What # shows: 1 first, group rows not counted."""
        return place + 1 - bisect_right(self.group_places(), place)

    def refresh(self, changed: Changed | None = None) -> None:
        """The group rows count their rows: they are read again with any of them."""
        self._stale.update(key for key in self._rows if key < 0)
        super().refresh(changed)

    # ---- ticks

    def tick_state(self) -> Qt.CheckState:
        return _state_of(self.tick_count(), self.record_count())

    def is_ticked(self, row: int) -> bool:
        return (
            self._group_state(row) == Qt.CheckState.Checked if self.is_group(row) else super().is_ticked(row)
        )

    def set_ticked(self, row: int, on: bool) -> None:
        """Of a group row: all of its rows."""
        if not self.is_group(row):
            super().set_ticked(row, on)
            self._repaint_heads()
            return
        changed = [key for key in self._members(row) if self._ticks.set(key, on)]
        if changed:
            self.repaint_rows([CHECK_STATE])
            self._tell_ticks()

    # ---- Qt's side

    def data(self, index: _Index, role: int = DISPLAY) -> Any:
        place = index.row()
        if role == GROUP:
            return self.is_group(place)
        if self.is_group(place):
            column = self._columns[index.column()]
            if role == CHECK_STATE:
                return self._group_state(place) if column.is_tick else None
            if role == DISPLAY and column.is_number:
                return None
        elif role == DISPLAY and self._columns[index.column()].is_number:
            return str(self.number_at(place))
        return super().data(index, role)

    # ---- inside

    def _members(self, place: int) -> "array[int]":
        heads = self.group_places()
        after = bisect_right(heads, place)
        return self._keys[place + 1 : heads[after] if after < len(heads) else len(self._keys)]

    def _group_state(self, place: int) -> Qt.CheckState:
        members = self._members(place)
        return _state_of(sum(key in self._ticks for key in members), len(members))

    def _repaint_heads(self) -> None:
        for place in self.group_places():
            self.dataChanged.emit(
                self.index(place, 0), self.index(place, self.columnCount() - 1), [CHECK_STATE]
            )

    def _forget_heads(self) -> None:
        self._heads = None


def _state_of(ticked: int, total: int) -> Qt.CheckState:
    if not ticked:
        return Qt.CheckState.Unchecked
    return Qt.CheckState.Checked if ticked == total else Qt.CheckState.PartiallyChecked
