"""退回待改: archive entries and declarations that wait for their correction, the newest return first."""

from collections.abc import Callable, Sequence

from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QWidget

from app.ports.entry_queries import ReturnedRow
from ui.models.rows_table import RowsTable
from ui.session import Session
from ui.shortcuts import bind_key
from ui.tabs.entry.list_page import TableListPage
from ui.tabs.entry.returned.columns import ReturnedColumns, reasons_of
from ui.widgets.buttons import PrimaryButton
from ui.widgets.table_view import TableView

NARROW = 1200
_TITLE, _WHO = 2, 5


def identity_of(row: ReturnedRow) -> str:
    return row.declaration_id or row.item_id


class ReturnedPage(TableListPage):
    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        table = TableView()
        super().__init__(session, "entry.returned", table, parent)
        self.table = table
        self._narrow: bool | None = None
        self._columns = ReturnedColumns(session.desk.plan_kits.archive_sections(), session.today())
        self.model = RowsTable(self._columns.data(), identity_of, parent=self)
        table.setObjectName("entry.returned.table")
        table.setAccessibleName(self.tr("退回待改"))
        table.setModel(self.model)
        self.open_button = PrimaryButton(self.tr("去改"), "pencil", "Enter")
        self.open_button.setObjectName("entry.returned.open")
        self.bar.add_button(self.open_button)
        self.open_button.clicked.connect(self.open_current)
        table.doubleClicked.connect(self._open_index)
        table.link_activated.connect(self._open_index)
        table.selectionModel().currentRowChanged.connect(self._show_current)
        session.day_changed.connect(self._follow_day)
        bind_key(self, "J", self._key_next, repeats=True)
        bind_key(self, "K", self._key_previous, repeats=True)
        self._follow_width()
        self.reload()

    # ---- ListPage

    def reading(self, text: str) -> Callable[[], Sequence[ReturnedRow]]:
        entry, scope = self.session.desk.entry, self.session.scope

        def act() -> Sequence[ReturnedRow]:
            return entry.returned(scope, text)

        return act

    def show_rows(self, rows: Sequence[ReturnedRow]) -> None:
        current, place = self.current_row(), self.table.current_row()
        self.model.set_rows(rows)
        found = self.model.find(identity_of(current)) if current is not None else -1
        if found < 0:
            found = max(0, min(place, len(rows) - 1))
        self.table.set_current_row(found if rows else -1)
        self._count(rows)
        if rows:
            self.show_list()
        else:
            detail = self.tr("退回的业绩和申报会列在这里，写明哪里要改。")
            self.show_nothing(self.tr("没有退回待改的"), detail, "circle-check")
        self._show_current()

    def open_current(self) -> None:
        """去改: the entry in the person's archive, or the declaration."""
        row = self.current_row()
        if row is None:
            return
        if row.declaration_id:
            self.case_wanted.emit(row.declaration_id, None, "")
        else:
            self.person_wanted.emit(row.applicant.id, row.item_id)

    def current_row(self) -> ReturnedRow | None:
        row: ReturnedRow | None = self.model.row(self.table.current_row())
        return row

    # ---- inside

    def _count(self, rows: Sequence[ReturnedRow]) -> None:
        items = sum(not row.declaration_id for row in rows)
        begun = sum(row.has_draft for row in rows)
        parts = [
            (items, self.tr("{0} 条业绩")),
            (len(rows) - items, self.tr("{0} 份申报")),
            (begun, self.tr("{0} 条已改未交")),
        ]
        self.facts.setText("　".join(words.replace("{0}", str(n)) for n, words in parts if n))

    def _show_current(self) -> None:
        row = self.current_row()
        self.open_button.setEnabled(row is not None)
        reasons = reasons_of(row) if row is not None else []
        words = f"{row.applicant.name}　{'；'.join(reasons)}" if row is not None and reasons else ""
        self.bar.set_reason(words, "undo-2", "returned")
        total, place = self.model.rowCount(), self.table.current_row()
        where = self.tr("第 {0} / {1} 条").replace("{0}", str(place + 1)).replace("{1}", str(total))
        self.bar.set_hints([((), where if total else ""), (("K", "J"), self.tr("上 / 下一条"))])

    def _follow_width(self) -> None:
        narrow = self.width() < NARROW
        if narrow != self._narrow:
            self._narrow = narrow
            self.table.set_columns(self._columns.looks(narrow))
            self.table.setColumnHidden(_TITLE, narrow)
            self.table.setColumnHidden(_WHO, narrow)

    # ---- Qt's side

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._follow_width()
