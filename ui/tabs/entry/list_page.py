"""What the lists of declarations share: search, a line of filters, the table or the empty state, the action bar.

A kind says how rows are read (``reading``, read lane), shown (``show_rows``) and opened (``open_current``).
"""

from collections.abc import Callable, Sequence
from datetime import date
from typing import Any, Protocol

from PySide6.QtCore import QModelIndex, Qt, QTimer, Signal
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QAbstractButton, QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from app.domain.commands import Changed
from ui.models.rows_table import RowsTable
from ui.session import Session
from ui.shortcuts import bind_enter, bind_key
from ui.tabs.entry.sub_page import SubPage
from ui.theme import current
from ui.widgets.buttons import PrimaryButton
from ui.widgets.empty_state import EmptyState
from ui.widgets.fields import SearchField
from ui.widgets.labels import TextLabel
from ui.widgets.table_columns import Column
from ui.widgets.table_view import TableView
from ui.widgets.verdict_bar import VerdictBar

SEARCH_MS = 120
"""A pause in typing before the list is read again."""
SEARCH_WIDTH = 264


class DatedColumns(Protocol):
    """Columns whose words depend on the day and the room."""

    today: date

    def looks(self, narrow: bool) -> list[Column]: ...


class ListPage(SubPage):
    """``body`` is the table; ``tools`` stands beside the search, ``strip`` below it, ``below`` under the table. The tab may
    take ``facts`` into its own bar."""

    lacking_counted = Signal(int)
    """How many people of the unit miss something: the number at 缺件矩阵."""

    def __init__(self, session: Session, name: str, body: QWidget, parent: QWidget | None = None) -> None:
        super().__init__(session, parent)
        self.setObjectName(name)
        self.body = body
        self.search = SearchField(self.tr("姓名或证件号码"))
        self.search.setObjectName(f"{name}.search")
        self.search.setFixedWidth(SEARCH_WIDTH)
        self.facts = TextLabel("", "caption", "muted")
        self.facts.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        self.facts.setObjectName(f"{name}.facts")
        self.empty = EmptyState()
        self.empty.setObjectName(f"{name}.empty")
        self.bar = VerdictBar()
        self.head = QHBoxLayout()
        self.tools = QHBoxLayout()
        self.strip = QVBoxLayout()
        self.below = QVBoxLayout()
        self._rooms = QStackedWidget(self)
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(SEARCH_MS)
        self._timer.timeout.connect(self.reload)
        self.search.textChanged.connect(self._timer.start)
        self._lay_out()
        bind_enter(self, self.open_current)
        bind_key(self, "/", self._focus_search)

    # ---- what a kind says

    def reading(self, text: str) -> Callable[[], Sequence[Any]]:
        """What reads the rows on the read lane."""
        raise NotImplementedError

    def show_rows(self, rows: Sequence[Any]) -> None:
        """Rows arrived."""
        raise NotImplementedError

    def open_current(self) -> None:
        """Enter."""
        raise NotImplementedError

    # ---- SubPage

    def refresh(self, changed: Changed | None) -> None:
        if changed is None or _concerns(changed):
            self.reload()

    def enter(self) -> None:
        (self.body if self.shows_list() else self.search).setFocus()

    # ---- for a kind

    def reload(self) -> None:
        """Read again; an answer that was overtaken is dropped."""
        self._timer.stop()
        read = self.reading(self.search.text().strip())
        self.session.operations.read(read, self.show_rows, key=self.objectName())

    def shows_list(self) -> bool:
        return self._rooms.currentIndex() == 0

    def show_list(self) -> None:
        """The table in its place."""
        self._rooms.setCurrentIndex(0)

    def show_nothing(
        self, sentence: str, detail: str, icon: str, buttons: Sequence[QAbstractButton] = ()
    ) -> None:
        """No rows; while something is searched for, the way back instead."""
        text = self.search.text().strip()
        if text:
            clear = PrimaryButton(self.tr("清除搜索"), "x")
            clear.setObjectName(f"{self.objectName()}.clear_search")
            clear.clicked.connect(self.search.clear)
            sentence = self.tr("没有找到“{0}”").replace("{0}", text)
            detail, icon = self.tr("可以换姓名、拼音首字母或证件号码的一段再找。"), "search"
            buttons = [clear]
        state = "passed" if icon == "circle-check" else "info"
        self.empty.set_content(sentence, detail, icon=icon, state=state)
        self.empty.set_buttons(list(buttons))
        self._rooms.setCurrentIndex(1)

    # ---- inside

    def _focus_search(self) -> None:
        self.search.setFocus()
        self.search.selectAll()

    def _lay_out(self) -> None:
        self.head.setContentsMargins(16, 9, 16, 9)
        self.head.setSpacing(10)
        self.tools.setSpacing(12)
        self.head.addWidget(self.search)
        self.head.addLayout(self.tools)
        self.head.addStretch(1)
        self.head.addWidget(self.facts)
        self._rooms.addWidget(self.body)
        self._rooms.addWidget(self.empty)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addLayout(self.head)
        column.addLayout(self.strip)
        column.addWidget(self._rooms, 1)
        column.addLayout(self.below)
        column.addWidget(self.bar)

    # ---- Qt's side

    def paintEvent(self, event: QPaintEvent) -> None:
        QPainter(self).fillRect(self.rect(), current.color("surface"))


def _concerns(changed: Changed) -> bool:
    return bool(changed.declarations or changed.items or changed.applicants or changed.publicities)


class TableListPage(ListPage):
    """A list in a ``TableView``: J and K, double click, another day. A kind sets ``table``, ``model`` and ``_columns``."""

    table: TableView
    model: RowsTable
    _columns: DatedColumns

    def _open_index(self, index: QModelIndex) -> None:
        self.table.set_current_row(index.row())
        self.open_current()

    def _key_next(self) -> None:
        self._move(1)

    def _key_previous(self) -> None:
        self._move(-1)

    def _move(self, by: int) -> None:
        place = self.table.current_row() + by
        if 0 <= place < self.model.rowCount():
            self.table.set_current_row(place)
            self.table.setFocus(Qt.FocusReason.OtherFocusReason)

    def _follow_day(self) -> None:
        self._columns.today = self.session.today()
        self.reload()
