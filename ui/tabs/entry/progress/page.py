"""申报进度: each person's next act and its date (issue: HR sees at a glance what waits)."""

from collections.abc import Callable, Sequence
from datetime import date

from PySide6.QtCore import QModelIndex
from PySide6.QtWidgets import QWidget

from app.domain.declaration import Stage
from ui.models.columns import NUMBER_COLUMN, DataColumn
from ui.models.rows_table import RowsTable
from ui.session import Session
from ui.shortcuts import bind_key
from ui.tabs.entry.list_page import ListPage
from ui.tabs.entry.unit_progress import ProgressLine, read_unit_progress
from ui.texts.next_acts import say_next, say_next_date
from ui.texts.words import word
from ui.widgets import roles
from ui.widgets.buttons import PrimaryButton, TallSecondaryButton
from ui.widgets.table_columns import Column, ColumnKind
from ui.widgets.table_view import TableView

_STATES = {
    Stage.DRAFT: "neutral",
    Stage.RETURNED: "returned",
    Stage.FAILED: "failed",
    Stage.EMPLOYER_REVIEW: "pending",
    Stage.AWAITING_PUBLICITY: "pending",
    Stage.IN_PUBLICITY: "info",
}
FAR = date(9999, 12, 31)


def identity_of(row: ProgressLine) -> str:
    return row.id


class ProgressPage(ListPage):
    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        table = TableView()
        super().__init__(session, "entry.progress", table, parent)
        self.table = table
        table.setObjectName("entry.progress.table")
        table.setAccessibleName(self.tr("申报进度"))
        self.model = RowsTable(self._make_data_columns(), identity_of, parent=self)
        table.setModel(self.model)
        table.set_columns(self._make_columns())
        self.open_button = PrimaryButton(self.tr("去办"), "play", "Enter")
        self.open_button.setObjectName("entry.progress.open")
        self.new_button = TallSecondaryButton(self.tr("马上申报"), "send", "N")
        self.new_button.setObjectName("entry.progress.new")
        self.empty_new = PrimaryButton(self.tr("马上申报"), "send", "N")
        self.bar.add_button(self.open_button)
        self.bar.add_button(self.new_button)
        table.doubleClicked.connect(self._open_index)
        table.link_activated.connect(self._open_link)
        self.open_button.clicked.connect(self.open_current)
        self.new_button.clicked.connect(self.begin_new)
        self.empty_new.clicked.connect(self.begin_new)
        bind_key(self, "N", self.begin_new)
        self.reload()

    def reading(self, text: str) -> Callable[[], Sequence[ProgressLine]]:
        desk, scope, today = self.session.desk, self.session.scope, self.session.today()

        def act() -> Sequence[ProgressLine]:
            lines = read_unit_progress(desk, scope, text, today)
            # What somebody here must do comes first, the earliest day on top; what is waited for below.
            return sorted(lines, key=lambda line: (not line.progress.next.is_ours, line.progress.next.on or FAR))

        return act

    def show_rows(self, rows: Sequence[ProgressLine]) -> None:
        current = self.model.row(self.table.current_row())
        self.model.set_rows(rows)
        self.open_button.setEnabled(bool(rows))
        ours = sum(row.progress.next.is_ours for row in rows)
        self.facts.setText(
            self.tr("{0} 份申报　{1} 份要办").replace("{0}", str(len(rows))).replace("{1}", str(ours))
        )
        if not rows:
            self.show_emptiness(
                self.tr("还没有申报"), self.tr("选一个计划，看完要求后马上申报"), "file-text", [self.empty_new]
            )
            return
        place = self.model.find(current.id) if current is not None else 0
        self.table.set_current_row(max(0, place))

    def open_current(self) -> None:
        row: ProgressLine | None = self.model.row(self.table.current_row())
        if row is not None:
            act = row.progress.next
            self.case_wanted.emit(row.id, act.step, act.material)

    def begin_new(self) -> None:
        """马上申报: the person is chosen there."""
        self.new_declaration_wanted.emit("")

    def _open_index(self, index: QModelIndex) -> None:
        self.open_current()

    def _open_link(self, index: QModelIndex) -> None:
        self.table.set_current_row(index.row())
        self.open_current()

    def _make_data_columns(self) -> list[DataColumn]:
        return [
            NUMBER_COLUMN,
            DataColumn(self.tr("姓名"), lambda row: row.case.applicant.name),
            DataColumn(self.tr("专业技术资格"), lambda row: row.kit.title_with_rank),
            DataColumn(self.tr("计划"), lambda row: row.kit.name),
            DataColumn(
                self.tr("状态"),
                None,
                {
                    roles.STATE: lambda row: _STATES.get(row.case.declaration.stage, "passed"),
                    roles.STATE_WORD: lambda row: word(row.case.declaration.stage),
                },
            ),
            DataColumn(self.tr("缺"), lambda row: str(row.progress.missing) if row.progress.missing else ""),
            DataColumn(self.tr("下一步"), lambda row: say_next(row.progress.next, row.kit)),
            DataColumn(
                self.tr("日期"), lambda row: say_next_date(row.progress.next, self.session.today())
            ),
            DataColumn("", lambda row: self.tr("去办") if row.progress.next.is_ours else self.tr("看")),
        ]

    def _make_columns(self) -> list[Column]:
        return [
            Column("#", 48, muted=True),
            Column(self.tr("姓名"), 110),
            Column(self.tr("专业技术资格"), 160),
            Column(self.tr("计划"), 260, stretch=True, muted=True),
            Column(self.tr("状态"), 130, ColumnKind.PILL),
            Column(self.tr("缺"), 50),
            Column(self.tr("下一步"), 250),
            Column(self.tr("日期"), 100),
            Column("", 70, ColumnKind.LINK),
        ]
