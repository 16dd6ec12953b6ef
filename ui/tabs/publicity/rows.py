"""The list of the publicity desk: publicities by tab, or in 待发起 the persons that wait for one.

A unit has dozens of these, so the model holds them all; the query gives them in list order.
"""

from collections.abc import Sequence
from datetime import date
from typing import Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt, Signal

from app.domain.publicity import PublicityKind
from app.ports.queries import PublicityRow, PublicityTab
from ui.tabs.publicity.members import say_names
from ui.texts.dates import format_short_day
from ui.texts.translate import fill, translate
from ui.texts.words import word
from ui.widgets import roles
from ui.widgets.table_columns import Column, ColumnKind

_NOWHERE = QModelIndex()
_Index = QModelIndex | QPersistentModelIndex
CHECK_STATE = int(Qt.ItemDataRole.CheckStateRole)


def columns_of(tab: PublicityTab, narrow: bool, office: bool = False) -> list[Column]:
    """424 px (narrow 320): 姓名 申报职称 截止日 进度; in 待发起 a box, and the plan instead of dates.

    ``office``: the committee's, whose persons come from several units and wait for one of two kinds.
    """
    if office and tab is PublicityTab.WAITING:
        box, name = Column("", 44, ColumnKind.CHECK), Column("姓名", 90, ColumnKind.NAME)
        return [box, name, Column("公示类别", 84, stretch=narrow), Column("单位", 60, stretch=not narrow)]
    if office:
        kind = Column("公示类别", 74, stretch=not narrow)
        by_tab = 92 if tab is PublicityTab.ENDED else 66
        pill = Column("进度", 120, ColumnKind.PILL)
        name = Column("姓名", 122, ColumnKind.NAME, stretch=narrow)
        return [name, kind, Column("截止日", by_tab), pill]
    if tab is PublicityTab.WAITING:
        box, name = Column("", 44, ColumnKind.CHECK), Column("姓名", 90, ColumnKind.NAME)
        return [box, name, Column("申报职称", 130, stretch=narrow), Column("计划", 60, stretch=not narrow)]
    name = Column("姓名", 122, ColumnKind.NAME, stretch=narrow)
    pill = Column("进度", 120, ColumnKind.PILL)
    return [
        name,
        Column("申报职称", 60, stretch=not narrow),
        Column("截止日", 92 if tab is PublicityTab.ENDED else 66),
        pill,
    ]


class PublicityModel(QAbstractTableModel):
    """``ticked_changed`` after every change of the ticks (待发起 only)."""

    ticked_changed = Signal()

    def __init__(self, parent: QObject | None = None, *, office: bool = False) -> None:
        super().__init__(parent)
        self.office = office
        self.tab = PublicityTab.RUNNING
        self._rows: list[PublicityRow] = []
        self._titles = tuple(c.title for c in columns_of(self.tab, narrow=False, office=office))
        self._ticks: set[int] = set()
        self._today = date.min

    def show(self, tab: PublicityTab, rows: Sequence[PublicityRow], today: date) -> None:
        """Replace the list; ticks of persons that are still in it stay."""
        ticked = self._ticks & {row.key for row in rows} if tab is self.tab else set()
        lost = ticked != self._ticks
        self.beginResetModel()
        self.tab, self._rows, self._today, self._ticks = tab, list(rows), today, ticked
        self._titles = tuple(c.title for c in columns_of(tab, narrow=False, office=self.office))
        self.endResetModel()
        if lost:
            self.ticked_changed.emit()

    def row_at(self, place: int) -> PublicityRow | None:
        return self._rows[place] if 0 <= place < len(self._rows) else None

    def find_id(self, row_id: str) -> int:
        """The place of a publicity, or in 待发起 of a declaration; -1 when it is not in the list."""
        return next((n for n, row in enumerate(self._rows) if id_of(row) == row_id), -1)

    def ticked(self) -> tuple[PublicityRow, ...]:
        """In list order."""
        return tuple(row for row in self._rows if row.key in self._ticks)

    def set_ticked(self, place: int, on: bool) -> None:
        row = self.row_at(place)
        if row is None or self.tab is not PublicityTab.WAITING or (row.key in self._ticks) == on:
            return
        self._ticks ^= {row.key}
        self.dataChanged.emit(self.index(place, 0), self.index(place, 0), [CHECK_STATE])
        self.ticked_changed.emit()

    def is_ticked(self, place: int) -> bool:
        row = self.row_at(place)
        return row is not None and row.key in self._ticks

    def tick_all(self, on: bool) -> None:
        self.tick_ids([id_of(row) for row in self._rows] if on else ())

    def tick_ids(self, declaration_ids: Sequence[str]) -> None:
        """Exactly these."""
        wanted = {row.key for row in self._rows if id_of(row) in set(declaration_ids)}
        if wanted == self._ticks or self.tab is not PublicityTab.WAITING:
            return
        self._ticks = wanted
        if self._rows:
            self.dataChanged.emit(self.index(0, 0), self.index(len(self._rows) - 1, 0), [CHECK_STATE])
        self.ticked_changed.emit()

    def tick_state(self) -> Qt.CheckState:
        if not self._ticks:
            return Qt.CheckState.Unchecked
        full = len(self._ticks) == len(self._rows)
        return Qt.CheckState.Checked if full else Qt.CheckState.PartiallyChecked

    # ---- Qt's side

    def rowCount(self, parent: _Index = _NOWHERE) -> int:
        return 0 if parent.isValid() else len(self._rows)

    def columnCount(self, parent: _Index = _NOWHERE) -> int:
        return 0 if parent.isValid() else len(self._titles)

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = 0) -> Any:
        if orientation == Qt.Orientation.Horizontal and role == 0 and 0 <= section < len(self._titles):
            return self._titles[section]
        return None

    def data(self, index: _Index, role: int = 0) -> Any:
        row = self.row_at(index.row())
        if row is None:
            return None
        column = index.column()
        waiting = self.tab is PublicityTab.WAITING
        if role == CHECK_STATE:
            if waiting and column == 0:
                return Qt.CheckState.Checked if row.key in self._ticks else Qt.CheckState.Unchecked
            return None
        if role == int(Qt.ItemDataRole.AccessibleTextRole):
            return self._spoken(row)
        texts = self._texts(row)
        if role == 0:
            return texts[column]
        if role == roles.TOOLTIP and texts[column] and texts[column] != self._whole(row, column):
            return self._whole(row, column)
        if not waiting and column == 3:
            state, words, icon = say_progress(self.tab, row, self._today)
            return {roles.STATE: state, roles.STATE_WORD: words, roles.STATE_ICON: icon}.get(role)
        return None

    def setData(self, index: _Index, value: Any, role: int = int(Qt.ItemDataRole.EditRole)) -> bool:
        if role != CHECK_STATE or not index.isValid():
            return False
        self.set_ticked(index.row(), Qt.CheckState(value) == Qt.CheckState.Checked)
        return True

    def flags(self, index: _Index) -> Qt.ItemFlag:
        if not index.isValid():
            return Qt.ItemFlag.NoItemFlags
        flags = Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable | Qt.ItemFlag.ItemNeverHasChildren
        if self.tab is PublicityTab.WAITING and index.column() == 0:
            flags |= Qt.ItemFlag.ItemIsUserCheckable
        return flags

    def _spoken(self, row: PublicityRow) -> str:
        if self.tab is PublicityTab.WAITING:
            return " ".join(self._texts(row)[1:])
        return " ".join((*self._texts(row)[:3], say_progress(self.tab, row, self._today)[1]))

    def _texts(self, row: PublicityRow) -> tuple[str, str, str, str]:
        if self.tab is PublicityTab.WAITING:
            named = "、".join(row.units) if self.office else "、".join(row.plan_names)
            return "", row.names[0], word_kind(row.kind) if self.office else row.titles[0], named
        what = word_kind(row.kind) if self.office else "、".join(dict.fromkeys(row.titles))
        return say_names(row.names, 1), what, format_short_day(row.end, self._today), ""

    def _whole(self, row: PublicityRow, column: int) -> str:
        if self.tab is not PublicityTab.WAITING and column == 0:
            return "、".join(row.names)
        return self._texts(row)[column]


def word_kind(kind: PublicityKind) -> str:
    """Short, where 公示 stands above it: 申报人, 评审结果."""
    return {
        PublicityKind.EMPLOYER: word(kind),
        PublicityKind.APPLICANTS: translate("publicity", "申报人"),
        PublicityKind.RESULTS: translate("publicity", "评审结果"),
    }[kind]


def id_of(row: PublicityRow) -> str:
    """The publicity's id, in 待发起 the declaration's."""
    return row.publicity_id or row.declaration_ids[0]


def say_progress(tab: PublicityTab, row: PublicityRow, today: date) -> tuple[str, str, str]:
    """State, word and icon of the pill."""
    if row.open_objections:
        return (
            "flag",
            fill(translate("publicity", "有异议 {count}"), {"count": str(row.open_objections)}),
            "triangle-alert",
        )
    if tab is PublicityTab.ENDED:
        return (
            ("neutral", translate("publicity", "已结束"), "calendar-check")
            if row.over
            else ("neutral", translate("publicity", "已中止"), "calendar-x")
        )
    if row.over:
        own = row.kind is PublicityKind.EMPLOYER
        over = translate("publicity", "期满待通过") if own else translate("publicity", "期满待写结论")
        return "passed", over, "calendar-check"
    if row.end == today:
        return "passed", translate("publicity", "今天期满"), "calendar-check"
    done, needed = row.day or (0, 0)
    words = fill(
        translate("publicity", "第 {done} / {needed} 日"), {"done": str(done), "needed": str(needed)}
    )
    return "pending", words, "calendar-clock"
