"""A list of any length: an array of row keys in list order, and only the rows that are looked at (DESIGN §8, facts C).

Made by review tabs, one a list; used by a QTableView or by a RowView with a two-line delegate. Keys and rows come
from a ListSource on the read thread; a row that is not there yet shows blank and is filled by ``dataChanged``. A
QuickSource's first page is shown before the array of all keys is read: the list then grows once.
Sorting and filtering are the source's business (SQL): no proxy model is ever put on top. A view in SingleSelection
moves to the next row when the current one leaves, which is what "next item" means on a desk.

Failure: a source that raises leaves the list as it is; ``failed`` carries the KnownError.
"""

from array import array
from collections.abc import Callable, Mapping, Sequence
from typing import Any

from PySide6.QtCore import (
    QAbstractTableModel,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    Qt,
    Signal,
)

from app.domain.commands import Changed
from app.domain.errors import KnownError
from ui.models.columns import DISPLAY, DataColumn, RowFunction
from ui.models.list_change import compare_keys, find_survivor
from ui.models.list_source import KeysAnswer, ListSource, QuickSource
from ui.models.row_ticks import RowTicks
from ui.operations import AFTER_PAINT_MS, Operations

PAGE = 128
MOST_ROWS = 40 * PAGE
CHECK_STATE = int(Qt.ItemDataRole.CheckStateRole)

# Put together once: a painted cell asks for them, and a flag operation costs as much as the answer.
_CELL_FLAGS = Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable | Qt.ItemFlag.ItemNeverHasChildren
_TICK_FLAGS = _CELL_FLAGS | Qt.ItemFlag.ItemIsUserCheckable
_NOWHERE = QModelIndex()
_Index = QModelIndex | QPersistentModelIndex


class WindowedTable(QAbstractTableModel):
    """See the module. ``row_roles`` are answered in every column, for list views and delegates."""

    loaded = Signal(int)
    """A list asked for by ``show`` stands; its length, or that of its first page while the rest is still to come."""
    refreshed = Signal()
    """A refresh is done, or the rest of a list has come."""
    ticks_changed = Signal(int)
    failed = Signal(object)

    def __init__(
        self,
        operations: Operations,
        columns: Sequence[DataColumn],
        row_roles: Mapping[int, RowFunction] | None = None,
        relevant: Callable[[Changed], Sequence[str]] | None = None,
        parent: QObject | None = None,
    ) -> None:
        """``relevant``: the ids of a Changed that concern this list's rows (default: all of them)."""
        super().__init__(parent)
        self._operations = operations
        self._relevant = relevant or _every_id
        self._row_roles = dict(row_roles or {})
        self._columns: tuple[DataColumn, ...] = ()
        self._functions: list[dict[int, RowFunction]] = []
        self._keys: array[int] = array("q")
        self._rows: dict[int, Any] = {}
        self._ticks = RowTicks()
        self._shown: ListSource | None = None
        self._wanted: ListSource | None = None
        self._stale: set[int] = set()
        self._is_whole = True
        self._ticks_all = False
        self._fetching = False
        self._blocks: list[int] = []
        self._last_row = 0
        self._take_columns(columns)

    # ---- what the list shows

    def show(self, source: ListSource) -> None:
        """Replace the list. What stands stays on the screen until the new keys and the first page are there."""
        self._wanted = source
        self._ticks_all = False
        if isinstance(source, QuickSource):
            self._ask_for_beginning(source)
        else:
            self._ask_for_keys(source)

    def refresh(self, changed: Changed | None = None) -> None:
        """Read the list again after a write; None = whatever changed. Rows keep their place, views their row."""
        if self._wanted is None:
            return
        ids = None if changed is None else set(self._relevant(changed))
        if ids is not None and not ids:
            return
        # Gathered, because a newer refresh drops an older one that still waits.
        self._stale.update(
            k for k, row in self._rows.items() if row is not None and (ids is None or row.id in ids)
        )
        self._ask_for_keys(self._wanted)

    def clear(self) -> None:
        """Show nothing (signed out, no section)."""
        self._wanted = self._shown = None
        self.beginResetModel()
        self._keys, self._rows = array("q"), {}
        self.endResetModel()
        self.clear_ticks()

    def set_columns(self, columns: Sequence[DataColumn]) -> None:
        """Other columns (another section): the list is emptied, ``show`` follows."""
        self.beginResetModel()
        self._take_columns(columns)
        self._keys, self._rows = array("q"), {}
        self.endResetModel()
        self.clear_ticks()

    # ---- rows

    def row_at(self, row: int) -> Any | None:
        """The row object, None where it is not loaded (it is asked for) or there is no such row."""
        if not 0 <= row < len(self._keys):
            return None
        return self._row_of(row)

    def key_at(self, row: int) -> int | None:
        return self._keys[row] if 0 <= row < len(self._keys) else None

    def find_key(self, key: int) -> int:
        """The row of a key, -1 when it is not in the list."""
        try:
            return self._keys.index(key)
        except ValueError:
            return -1

    def find_id(self, row_id: str) -> int:
        """The row of an id among the rows that are loaded, -1 otherwise."""
        key = next((k for k, row in self._rows.items() if row is not None and row.id == row_id), None)
        return self.find_key(key) if key is not None else -1

    # ---- ticks

    def tick_count(self) -> int:
        return len(self._ticks)

    def tick_state(self) -> Qt.CheckState:
        """None, some or all: for the box in the table's head."""
        if not len(self._ticks):
            return Qt.CheckState.Unchecked
        full = len(self._ticks) == len(self._keys)
        return Qt.CheckState.Checked if full else Qt.CheckState.PartiallyChecked

    def is_ticked(self, row: int) -> bool:
        key = self.key_at(row)
        return key is not None and key in self._ticks

    def set_ticked(self, row: int, on: bool) -> None:
        """Tick one row or not (X on the desk)."""
        key = self.key_at(row)
        if key is not None and self._ticks.set(key, on):
            self.dataChanged.emit(self.index(row, 0), self.index(row, self.columnCount() - 1), [CHECK_STATE])
            self._tell_ticks()

    def tick_all(self, on: bool = True) -> None:
        """Tick every row of the list, loaded or not; while only its beginning stands, as soon as the rest is there."""
        self._ticks_all = on and not self._is_whole
        if not self._ticks_all and self._ticks.replace(self._keys if on else ()):
            self.repaint_rows([CHECK_STATE])
            self._tell_ticks()

    def clear_ticks(self) -> None:
        self.tick_all(False)

    def read_ticked(
        self, done: Callable[[Sequence[Any]], object], failed: Callable[[KnownError], object] | None = None
    ) -> None:
        """Give the ticked rows in list order to ``done``: as they stand on the screen, read where not loaded."""
        keys = self._ticks.in_order(self._keys)
        known = {k: self._rows[k] for k in keys if self._rows.get(k) is not None}
        source = self._shown

        def act() -> list[Any]:
            missing = [k for k in keys if k not in known]
            read = {row.key: row for row in source.rows(missing)} if missing and source is not None else {}
            return [row for k in keys if (row := known.get(k) or read.get(k)) is not None]

        self._operations.read(act, done, failed)

    # ---- Qt's side

    def rowCount(self, parent: _Index = _NOWHERE) -> int:
        return 0 if parent.isValid() else len(self._keys)

    def columnCount(self, parent: _Index = _NOWHERE) -> int:
        return 0 if parent.isValid() else len(self._columns)

    def data(self, index: _Index, role: int = DISPLAY) -> Any:
        place, column = index.row(), index.column()
        if not 0 <= place < len(self._keys):
            return None
        function = self._functions[column].get(role)
        if function is not None:
            row = self._rows.get(self._keys[place])
            if row is None:
                row = self._row_of(place)
            return None if row is None else function(row)
        if role == DISPLAY:
            return str(place + 1) if self._columns[column].is_number else None
        if role == CHECK_STATE and self._has_ticks and self._columns[column].is_tick:
            on = self._keys[place] in self._ticks
            return Qt.CheckState.Checked if on else Qt.CheckState.Unchecked
        return None

    def setData(self, index: _Index, value: Any, role: int = int(Qt.ItemDataRole.EditRole)) -> bool:
        if role != CHECK_STATE or not index.isValid() or not self._columns[index.column()].is_tick:
            return False
        self.set_ticked(index.row(), Qt.CheckState(value) == Qt.CheckState.Checked)
        return True

    def flags(self, index: _Index) -> Qt.ItemFlag:
        if not index.isValid():
            return Qt.ItemFlag.NoItemFlags
        return _TICK_FLAGS if self._columns[index.column()].is_tick else _CELL_FLAGS

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = DISPLAY) -> Any:
        if orientation != Qt.Orientation.Horizontal or not 0 <= section < len(self._columns):
            return None
        if role == DISPLAY:
            return self._columns[section].title
        if role == CHECK_STATE and self._columns[section].is_tick:
            return self.tick_state()
        return None

    # ---- inside

    def _take_columns(self, columns: Sequence[DataColumn]) -> None:
        self._columns = tuple(columns)
        self._has_ticks = any(c.is_tick for c in self._columns)
        self._functions = [{**self._row_roles, **c.functions()} for c in self._columns]

    def _row_of(self, place: int) -> Any | None:
        """The row object or None; a row never read yet is asked for, one that left the list is not."""
        self._last_row = place
        key = self._keys[place]
        if key not in self._rows:
            self._want_block(place // PAGE)
        return self._rows.get(key)

    def _want_block(self, block: int) -> None:
        if block in self._blocks:
            return
        self._blocks.append(block)
        if not self._fetching:
            self._fetch_block()

    def _fetch_block(self) -> None:
        """Fetch the block wanted last: after a jump of the scroll bar the ones passed over come later or never."""
        if not self._blocks or self._shown is None:
            return
        self._fetching = True
        block = self._blocks.pop()
        # What was passed over long ago is asked for again when it is looked at.
        del self._blocks[:-3]
        keys = [k for k in self._keys[block * PAGE : (block + 1) * PAGE] if k not in self._rows]
        source = self._shown

        def act() -> tuple[ListSource, list[int], Sequence[Any]]:
            return source, keys, source.rows(keys) if keys else ()

        self._operations.read(act, self._block_arrived, self._block_failed)

    def _block_arrived(self, answer: tuple[ListSource, list[int], Sequence[Any]]) -> None:
        source, keys, rows = answer
        self._fetching = False
        if source is self._shown:
            self._keep_rows(keys, rows)
            places = [self.find_key(keys[0]), self.find_key(keys[-1])] if keys else [-1]
            if min(places) >= 0:
                last_column = self.columnCount() - 1
                self.dataChanged.emit(self.index(places[0], 0), self.index(places[-1], last_column))
            else:
                self.repaint_rows()
        self._fetch_block()

    def _block_failed(self, error: KnownError) -> None:
        self._fetching = False
        self._blocks.clear()
        self.failed.emit(error)

    def _keep_rows(self, keys: Sequence[int], rows: Sequence[Any]) -> None:
        # A key without a row left the list meanwhile: remembered as None, or each repaint would ask again.
        self._rows.update(dict.fromkeys(keys))
        self._rows.update({row.key: row for row in rows})
        if len(self._rows) > MOST_ROWS:
            first = max(0, self._last_row - MOST_ROWS // 4)
            near = [*self._keys[first : self._last_row + MOST_ROWS // 4], *keys]
            self._rows = {k: self._rows[k] for k in near if k in self._rows}

    def _ask_for_keys(self, source: ListSource) -> None:
        place, stale = (self._last_row, list(self._stale)) if source is self._shown else (0, [])

        def act() -> KeysAnswer:
            keys = source.keys()
            start = max(0, min(place, len(keys) - 1)) // PAGE * PAGE
            wanted = list(dict.fromkeys([*stale, *keys[start : start + PAGE]]))
            return source, keys, wanted, source.rows(wanted) if wanted else (), True

        # After a write the next dossier is painted first.
        self._read_keys(act, AFTER_PAINT_MS if source is self._shown else 0)

    def _ask_for_beginning(self, source: QuickSource) -> None:
        def act() -> KeysAnswer:
            keys = source.first_keys(PAGE)
            return source, keys, keys[:PAGE], source.rows(keys[:PAGE]) if keys else (), len(keys) != PAGE

        self._read_keys(act)

    def _ask_for_rest(self, source: ListSource) -> None:
        def act() -> KeysAnswer:
            return source, source.keys(), (), (), True

        self._read_keys(act, AFTER_PAINT_MS)

    def _read_keys(self, act: Callable[[], KeysAnswer], after_ms: int = 0) -> None:
        key = f"list:{id(self)}"
        self._operations.read(act, self._keys_arrived, self._keys_failed, key, after_ms)

    def _keys_failed(self, error: KnownError) -> None:
        self.failed.emit(error)

    def _keys_arrived(self, answer: KeysAnswer) -> None:
        source, keys, wanted, rows, is_whole = answer
        if source is not self._wanted:
            return  # cleared meanwhile
        self._is_whole = is_whole
        is_new = source is not self._shown
        if not is_new:
            self._keep_rows(wanted, rows)
            self._stale.difference_update(wanted)
            self._change_to(keys)
            if wanted:
                self.repaint_rows()
        else:
            self.beginResetModel()
            self._shown, self._keys, self._rows, self._last_row = source, keys, {}, 0
            self._blocks.clear()
            self._stale.clear()
            self._keep_rows(wanted, rows)
            self.endResetModel()
        if not self._is_whole:
            self._ask_for_rest(source)
        elif self._ticks_all:
            self.tick_all()
        elif self._ticks.keep_only(keys):
            self._tell_ticks()
        if is_new:
            self.loaded.emit(len(keys))
        else:
            self.refreshed.emit()

    def _change_to(self, keys: "array[int]") -> None:
        change = compare_keys(self._keys, keys)
        if change.rearranged:
            self._rearrange_to(keys)
            return
        for first, last in change.removed:
            self.beginRemoveRows(QModelIndex(), first, last)
            del self._keys[first : last + 1]
            self.endRemoveRows()
        for first, last in change.inserted:
            self.beginInsertRows(QModelIndex(), first, last)
            self._keys[first:first] = keys[first : last + 1]
            self.endInsertRows()

    def _rearrange_to(self, keys: "array[int]") -> None:
        self.layoutAboutToBeChanged.emit()
        before = self.persistentIndexList()
        old, self._keys = self._keys, keys
        new_rows = {key: row for row, key in enumerate(keys)} if before else {}
        after = [self.index(find_survivor(old, i.row(), new_rows), i.column()) for i in before]
        self.changePersistentIndexList(before, after)
        self.layoutChanged.emit()

    def repaint_rows(self, roles: Sequence[int] = ()) -> None:
        """What is said of or beside the rows changed; the rows did not."""
        if len(self._keys):
            last = self.index(len(self._keys) - 1, self.columnCount() - 1)
            self.dataChanged.emit(self.index(0, 0), last, list(roles))

    def _tell_ticks(self) -> None:
        self.headerDataChanged.emit(Qt.Orientation.Horizontal, 0, max(0, self.columnCount() - 1))
        self.ticks_changed.emit(len(self._ticks))


def _every_id(changed: Changed) -> Sequence[str]:
    return (*changed.items, *changed.declarations, *changed.publicities, *changed.applicants)
