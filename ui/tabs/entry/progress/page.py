"""申报进度: every declaration of the unit with what comes next and by when, the nearest day on top."""

from collections.abc import Callable, Sequence

from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QWidget

from ui.models.rows_table import RowsTable
from ui.session import Session
from ui.shortcuts import bind_key
from ui.tabs.entry.list_page import SEARCH_WIDTH, TableListPage
from ui.tabs.entry.progress.columns import ProgressColumns
from ui.tabs.entry.progress.counts import count_lacking
from ui.tabs.entry.progress.kinds import count_kinds, kind_of, make_chips
from ui.tabs.entry.progress.lines import Line, make_reader, sort_by_date
from ui.tabs.entry.progress.opening import open_line
from ui.texts.stops import describe_stop
from ui.widgets.buttons import PrimaryButton, TallSecondaryButton
from ui.widgets.choice import CheckBox
from ui.widgets.filter_chips import FilterChipBar
from ui.widgets.table_view import TableView

NARROW = 1200
_MARGINS = 60
"""Around search, filters and facts in their line."""


def identity_of(row: Line) -> str:
    return row.id


class ProgressPage(TableListPage):
    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        table = TableView()
        super().__init__(session, "entry.progress", table, parent)
        self.table = table
        self._lines: Sequence[Line] = ()
        self._narrow: bool | None = None
        self._beside: bool | None = None
        self._columns = ProgressColumns(session.today())
        self.model = RowsTable(self._columns.data(), identity_of, parent=self)
        table.setObjectName("entry.progress.table")
        table.setAccessibleName(self.tr("申报进度"))
        table.setModel(self.model)
        self._make_filters()
        self._make_buttons()
        table.doubleClicked.connect(self._open_index)
        table.link_activated.connect(self._open_index)
        table.selectionModel().currentRowChanged.connect(self._show_current)
        session.day_changed.connect(self._follow_day)
        bind_key(self, "N", self.begin_new)
        bind_key(self, "J", self._key_next, repeats=True)
        bind_key(self, "K", self._key_previous, repeats=True)
        self._follow_width()
        self.reload()

    # ---- ListPage

    def reading(self, text: str) -> Callable[[], Sequence[Line]]:
        return make_reader(self.session, text)

    def show_rows(self, rows: Sequence[Line]) -> None:
        """Lines arrived; chips and box choose among them."""
        self._lines = sort_by_date(rows)
        running = [line for line in self._lines if not line.is_over]
        for key, count in count_kinds(running).items():
            self.chips.set_count(key, count)
        over = len(self._lines) - len(running)
        self.over_box.setText(self.tr("也看已办结的 {0} 份").replace("{0}", str(over)))
        self.over_box.setVisible(over > 0)
        self.over_box.updateGeometry()
        ours = sum(not line.act.waits for line in running)
        words = self.tr("{0} 份申报　{1} 份要办").replace("{0}", str(len(running)))
        self.facts.setText(words.replace("{1}", str(ours)))
        self._place_filters()
        if not self.search.text().strip():
            self.lacking_counted.emit(count_lacking(running).lacking)
        self._show_chosen()

    def open_current(self) -> None:
        line = self.current_line()
        if line is not None:
            open_line(self, line)
        elif not self._lines and not self.search.text().strip():
            self.begin_new()

    def current_line(self) -> Line | None:
        line: Line | None = self.model.row(self.table.current_row())
        return line

    def begin_new(self) -> None:
        """马上申报: the person is chosen there."""
        self.new_declaration_wanted.emit("")

    # ---- inside

    def _make_filters(self) -> None:
        self.chips = FilterChipBar()
        self.chips.setObjectName("entry.progress.chips")
        self.chips.set_chips(make_chips())
        self.chips.selection_changed.connect(self._show_chosen)
        self.over_box = CheckBox("")
        self.over_box.setObjectName("entry.progress.over")
        self.over_box.hide()
        self.over_box.toggled.connect(self._show_chosen)
        self._filters = QWidget()
        # Beside the search they must not hold the window wide: they go below first.
        self._filters.setMinimumWidth(1)
        self._filter_row = row = QHBoxLayout(self._filters)
        row.setSpacing(12)
        row.addWidget(self.chips)
        row.addWidget(self.over_box)
        row.addStretch(1)

    def _make_buttons(self) -> None:
        self.open_button = PrimaryButton(self.tr("去办"), "play", "Enter")
        self.open_button.setObjectName("entry.progress.open")
        self.new_button = TallSecondaryButton(self.tr("马上申报"), "file-plus-2", "N")
        self.new_button.setObjectName("entry.progress.new")
        self.bar.add_button(self.open_button)
        self.bar.add_button(self.new_button)
        self.open_button.clicked.connect(self.open_current)
        self.new_button.clicked.connect(self.begin_new)

    def _show_chosen(self) -> None:
        """The lines of the chips that are on (none = all), without the ones that are over unless they are asked for."""
        current, place = self.current_line(), self.table.current_row()
        kinds = set(self.chips.selected())
        rows = [line for line in self._lines if self._is_chosen(line, kinds)]
        self.model.set_rows(rows)
        found = self.model.find(current.id) if current is not None else -1
        if found < 0:
            found = max(0, min(place, len(rows) - 1))
        self.table.set_current_row(found if rows else -1)
        if not rows:
            self._show_nothing()
        else:
            self.show_list()
        self._show_current()

    def _is_chosen(self, line: Line, kinds: set[str]) -> bool:
        if line.is_over:
            return self.over_box.isChecked() and not kinds
        return not kinds or kind_of(line) in kinds

    def _show_nothing(self) -> None:
        if self.chips.selected() and self._lines:
            show_all = PrimaryButton(self.tr("看全部"), "list")
            show_all.setObjectName("entry.progress.show_all")
            show_all.clicked.connect(self._clear_chips)
            sentence = self.tr("这一类没有申报")
            self.show_nothing(sentence, self.tr("可以换一类，或看全部。"), "list-filter", [show_all])
            return
        begin = PrimaryButton(self.tr("马上申报"), "file-plus-2", "N")
        begin.setObjectName("entry.progress.begin")
        begin.clicked.connect(self.begin_new)
        over = self.tr("已办结的申报可以在上面勾选来看。") if self._lines else ""
        detail = over or self.tr("选一个计划，看完要求后马上申报。")
        sentence = self.tr("没有要办的申报") if self._lines else self.tr("还没有申报")
        self.show_nothing(sentence, detail, "file-text", [begin])

    def _show_current(self) -> None:
        line = self.current_line()
        self.open_button.setEnabled(line is not None)
        self.open_button.setText(self.tr("看") if line is not None and line.act.waits else self.tr("去办"))
        self.open_button.set_icon_name("eye" if line is not None and line.act.waits else "play")
        self.bar.set_reason(self._explain(line) if line is not None else "", "info")
        total, place = self.model.rowCount(), self.table.current_row()
        words = self.tr("第 {0} / {1} 份").replace("{0}", str(place + 1)).replace("{1}", str(total))
        self.bar.set_hints([((), words if total else ""), (("K", "J"), self.tr("上 / 下一份"))])

    def _explain(self, line: Line) -> str:
        """林致远　缺 2 现任专业技术职务资格聘书，等 3 处."""
        stops = line.progress.stops
        if not stops:
            return f"{line.applicant.name}　{line.act.text}"
        more = self.tr("，等 {0} 处").replace("{0}", str(len(stops))) if len(stops) > 1 else ""
        return f"{line.applicant.name}　{describe_stop(stops[0], line.kit)}{more}"

    def _clear_chips(self) -> None:
        self.chips.set_selected(())
        self._show_chosen()

    def _follow_width(self) -> None:
        narrow = self.width() < NARROW
        if narrow != self._narrow:
            self._narrow = narrow
            self.table.set_columns(self._columns.looks(narrow))
        self._place_filters()

    def _place_filters(self) -> None:
        """Beside the search where there is room for them, else on a line of their own."""
        facts = self.facts.sizeHint().width() if self.isAncestorOf(self.facts) else 0
        beside = SEARCH_WIDTH + self._filters.sizeHint().width() + facts + _MARGINS <= self.width()
        if beside != self._beside:
            self._beside = beside
            self._filter_row.setContentsMargins(6 if beside else 16, 0, 0, 0 if beside else 9)
            (self.tools if beside else self.strip).addWidget(self._filters)

    # ---- Qt's side

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._follow_width()
