"""缺件矩阵: people × steps and materials; what is missing is seen at a glance, Enter leads to the place (LOOK picture 21)."""

from collections.abc import Callable, Sequence

from PySide6.QtCore import QModelIndex, QPoint, Qt
from PySide6.QtGui import QAction, QResizeEvent
from PySide6.QtWidgets import QMenu, QWidget

from app.domain.next_acts import CellState
from ui.session import Session
from ui.shortcuts import bind_key
from ui.tabs.entry.list_page import ListPage
from ui.tabs.entry.matrix.filters import LackingBox, PlanChoice
from ui.tabs.entry.matrix.handouts import Handouts
from ui.tabs.entry.matrix.materials import make_material_tiles, make_step_tiles
from ui.tabs.entry.matrix.model import TITLE, MatrixModel
from ui.tabs.entry.matrix.words import explain_cell, state_of, word_of_cell
from ui.tabs.entry.progress.counts import count_lacking, lacks
from ui.tabs.entry.progress.lines import Line, make_reader
from ui.tabs.entry.progress.opening import open_cell, open_line
from ui.widgets.buttons import PrimaryButton, QuietButton, TallSecondaryButton
from ui.widgets.labels import TextLabel
from ui.widgets.tile_matrix.explain_line import ExplainLine
from ui.widgets.tile_matrix.legend import TileLegend
from ui.widgets.tile_matrix.view import TileMatrix

_LEGEND_FROM = 1240
"""Below this width the counts need the room of the legend: it goes into the bar at the bottom, in the note's place."""


class MatrixPage(ListPage):
    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        table = TileMatrix()
        super().__init__(session, "entry.matrix", table, parent)
        self.table = table
        self._lines: Sequence[Line] = ()
        self._wanted: tuple[str, str] = ("", "")
        """Declaration and tile to stand on again when other rows arrive."""
        self.model = MatrixModel(session.today(), self)
        table.setObjectName("entry.matrix.table")
        table.setAccessibleName(self.tr("缺件矩阵"))
        table.setModel(self.model)
        table.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        self.handouts = Handouts(session, self)
        self._make_filters()
        self._make_foot()
        self._make_menu()
        table.cell_changed.connect(self._show_cell)
        table.doubleClicked.connect(self._open_clicked)
        table.link_activated.connect(self._open_link)
        table.customContextMenuRequested.connect(self._open_menu)
        session.day_changed.connect(self._follow_day)
        bind_key(self, "J", self._key_next, repeats=True)
        bind_key(self, "K", self._key_previous, repeats=True)
        bind_key(self, "Ctrl+C", self._copy_current)
        bind_key(self, "Ctrl+P", self.print_shown)
        self.reload()

    # ---- ListPage

    def reading(self, text: str) -> Callable[[], Sequence[Line]]:
        return make_reader(self.session, text)

    def show_rows(self, rows: Sequence[Line]) -> None:
        """Lines arrived, by name; those that are over with the unit have no place here."""
        self._lines = [line for line in rows if not line.is_sent]
        self.plan.add_plans(self._lines)
        self._show_chosen()

    def open_current(self) -> None:
        """Enter: the place of the current tile."""
        line, key = self.current()
        if line is not None:
            open_cell(self, line, key)

    # ---- for tests and the tour

    def current(self) -> tuple[Line | None, str]:
        """The current line and the key of its tile."""
        row, column = self.table.current_cell()
        tile = self.model.tile(column)
        return self.model.line(row), tile.key if tile is not None else ""

    def print_shown(self) -> None:
        """缺件清单 of everybody shown who misses something."""
        lines = self._lacking()
        if lines:
            self.handouts.print_list(lines)

    def save_shown(self) -> None:
        """The same as PDF."""
        lines = self._lacking()
        if lines:
            self.handouts.save_list(lines)

    def copy_shown(self) -> None:
        """The same for the clipboard."""
        lines = self._lacking()
        if lines:
            self.handouts.copy_list(lines)

    def export(self) -> None:
        """导出名单."""
        self.handouts.export(self.model.lines, self.model.tiles)

    # ---- parts

    def _make_filters(self) -> None:
        self.plan = PlanChoice()
        self.lacking = LackingBox()
        entries = [(state.value, word_of_cell(state)) for state in _LEGEND]
        self.legend, self.low_legend = TileLegend(entries), TileLegend(entries, compact=True)
        self.tools.addWidget(self.plan)
        self.tools.addWidget(self.lacking)
        self.head.setSpacing(14)
        self.head.addWidget(self.legend)
        self.plan.plan_chosen.connect(self._show_chosen)
        self.lacking.toggled.connect(self._show_chosen)

    def _make_foot(self) -> None:
        self.explain = ExplainLine(self.tr("方向键移动，Enter 去补"))
        self.explain.setObjectName("entry.matrix.explain")
        self.below.addWidget(self.explain)
        self.open_button = PrimaryButton(self.tr("去补这一件"), "upload", "Enter")
        self.open_button.setObjectName("entry.matrix.open")
        self.print_button = TallSecondaryButton(self.tr("打印缺件清单"), "printer")
        self.print_button.setObjectName("entry.matrix.print")
        self.save_button = QuietButton(self.tr("保存为 PDF"), "file-down")
        self.save_button.setObjectName("entry.matrix.save_pdf")
        self.copy_button = TallSecondaryButton("", "copy")
        self.copy_button.setObjectName("entry.matrix.copy")
        self._note = TextLabel(self.tr("每人一段，写明缺什么、怎么办、到哪天"), "caption", "muted")
        self.export_button = QuietButton(self.tr("导出名单"), "download")
        self.export_button.setObjectName("entry.matrix.export")
        for widget in (self.open_button, self.print_button, self.copy_button):
            self.bar.add_button(widget)
        self.bar.add_button(self._note)
        self.bar.add_button(self.low_legend)
        # Until the page knows its width: all at once would push a small window open.
        self._note.hide()
        self.legend.hide()
        self.bar.add_right(self.save_button)
        self.bar.add_right(self.export_button)
        self.open_button.clicked.connect(self.open_current)
        self.print_button.clicked.connect(self.print_shown)
        self.save_button.clicked.connect(self.save_shown)
        self.copy_button.clicked.connect(self.copy_shown)
        self.export_button.clicked.connect(self.export)

    def _make_menu(self) -> None:
        self._menu = QMenu(self)
        self._print_one = QAction("", self._menu)
        self._copy_one = QAction("", self._menu)
        self._print_one.triggered.connect(self._print_current)
        self._copy_one.triggered.connect(self._copy_current)
        self._menu.addAction(self._print_one)
        self._menu.addAction(self._copy_one)

    # ---- rows

    def _show_chosen(self) -> None:
        """The lines of the plan chosen; on request only those who miss something."""
        line, key = self.current()
        if line is not None:
            self._wanted = line.id, key
        plan_id, place = self.plan.plan_id(), self.table.current_row()
        of_plan = [line for line in self._lines if plan_id in ("", line.kit.id)]
        shown = [line for line in of_plan if lacks(line)] if self.lacking.isChecked() else of_plan
        self.model.show(shown, make_step_tiles(), make_material_tiles(of_plan, plan_id))
        self._lay_columns()
        self._count(of_plan)
        if shown:
            self.show_list()
            self._stand(max(0, min(place, len(shown) - 1)))
        else:
            self._show_emptiness()
        self._show_buttons()
        self._show_cell()

    def _stand(self, otherwise: int) -> None:
        """On the tile as before; a first time on the first that is missing."""
        line_id, key = self._wanted
        row, column = self.model.find(line_id), self.model.find_tile(key)
        line = self.model.line(row if row >= 0 else otherwise)
        if line is not None:
            at = column if column >= 0 and line_id else self.model.first_missing(line)
            self.table.set_current_cell(row if row >= 0 else otherwise, at)

    def _count(self, lines: Sequence[Line]) -> None:
        counts = count_lacking(lines)
        self.lacking.show_count(counts.lacking)
        people = self.tr("{0} 人").replace("{0}", str(counts.people))
        lacking = self.tr("{0} 人缺 {1} 件").replace("{0}", str(counts.lacking))
        noticed = self.tr("{0} 件需留意").replace("{0}", str(counts.noticed))
        parts = [
            people,
            lacking.replace("{1}", str(counts.missing)) if counts.lacking else self.tr("都不缺件"),
        ]
        self.facts.setText("　".join([*parts, noticed] if counts.noticed else parts))
        if not self.search.text().strip():
            self.lacking_counted.emit(count_lacking(self._lines).lacking)

    def _show_emptiness(self) -> None:
        if self.lacking.isChecked() and self._lines:
            everybody = PrimaryButton(self.tr("看全部人"), "users")
            everybody.setObjectName("entry.matrix.everybody")
            everybody.clicked.connect(self._show_everybody)
            detail = self.tr("需留意的地方在全部人里看。")
            self.show_nothing(self.tr("没有人缺件"), detail, "circle-check", [everybody])
            return
        begin = PrimaryButton(self.tr("马上申报"), "file-plus-2")
        begin.setObjectName("entry.matrix.begin")
        begin.clicked.connect(self._begin_new)
        detail = self.tr("开始申报以后，每个人还缺什么列在这里。")
        self.show_nothing(self.tr("还没有申报"), detail, "file-text", [begin])

    def _show_everybody(self) -> None:
        self.lacking.setChecked(False)

    def _begin_new(self) -> None:
        self.new_declaration_wanted.emit("")

    def _lacking(self) -> list[Line]:
        return [line for line in self.model.lines if lacks(line)]

    # ---- the current tile

    def _show_cell(self) -> None:
        line, key = self.current()
        tile = self.model.tile(self.table.current_cell()[1])
        self.open_button.setEnabled(line is not None)
        if line is None or tile is None or not self.shows_list():
            self.explain.show_cell("", "", "", "")
            return
        state = state_of(line, key)
        cell_title = self._title_in(line, key) or tile.head
        self.explain.show_cell(state.value, line.applicant.name, cell_title, explain_cell(line, key))
        self.open_button.setText(self._say_open(line, state))
        self.open_button.set_icon_name("upload" if line.is_open else "eye")

    def _say_open(self, line: Line, state: CellState) -> str:
        if not line.is_open:
            return self.tr("去看这一份")
        if state is CellState.MISSING:
            return self.tr("去补这一件")
        return self.tr("去看这一件")

    def _title_in(self, line: Line, key: str) -> str:
        """The number and short name as the person's own plan has it."""
        tile = next((t for t in make_material_tiles([line], line.kit.id) if t.key == key), None)
        return tile.head if tile is not None else ""

    def _show_buttons(self) -> None:
        lines = self._lacking()
        # Where the legend stands in the bar the number of people has no room; the check box above says it.
        people = len({line.applicant.id for line in lines}) if self.width() >= _LEGEND_FROM else 0
        words = self.tr("复制 {0} 人的清单").replace("{0}", str(people))
        self.copy_button.setText(words if people else self.tr("复制清单"))
        self.copy_button.updateGeometry()
        for button in (self.print_button, self.save_button, self.copy_button):
            button.setEnabled(bool(lines))
        self.export_button.setEnabled(bool(self.model.lines))

    def _print_current(self) -> None:
        line, _ = self.current()
        if line is not None and lacks(line):
            self.handouts.print_list([line])

    def _copy_current(self) -> None:
        line, _ = self.current()
        if line is not None and lacks(line):
            self.handouts.copy_list([line])

    def _open_menu(self, at: QPoint) -> None:
        line, _ = self.current()
        if line is None:
            return
        for action, words in (
            (self._print_one, self.tr("打印{0}的缺件清单")),
            (self._copy_one, self.tr("复制{0}的清单")),
        ):
            action.setText(words.replace("{0}", line.applicant.name))
            action.setEnabled(lacks(line))
        self._menu.popup(self.table.viewport().mapToGlobal(at))

    # ---- keys and clicks

    def _open_clicked(self, index: QModelIndex) -> None:
        if self.model.tile(index.column()) is not None:
            self.open_current()
        else:
            self._open_link(index)

    def _open_link(self, index: QModelIndex) -> None:
        line = self.model.line(index.row())
        if line is not None:
            open_line(self, line)

    def _key_next(self) -> None:
        self._move(1)

    def _key_previous(self) -> None:
        self._move(-1)

    def _move(self, by: int) -> None:
        row, column = self.table.current_cell()
        if 0 <= row + by < self.model.rowCount():
            self.table.set_current_cell(row + by, column)
            self.table.setFocus(Qt.FocusReason.OtherFocusReason)

    def _follow_day(self) -> None:
        self.model.today = self.session.today()
        self.reload()

    def _lay_columns(self) -> None:
        looks = self.model.looks(self.table.viewport().width())
        self.table.set_columns(looks)
        self.table.setColumnHidden(TITLE, looks[TITLE].width == 0)
        self.table.set_groups(self.model.groups())

    # ---- Qt's side

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        wide = self.width() >= _LEGEND_FROM
        self.legend.setVisible(wide)
        self._note.setVisible(wide)
        self.low_legend.setVisible(not wide)
        self._show_buttons()
        if self.model.columnCount() > 4 and event.size().width() != event.oldSize().width():
            self._lay_columns()


_LEGEND = (
    CellState.DONE,
    CellState.MISSING,
    CellState.NOTICED,
    CellState.IN_REVIEW,
    CellState.NOT_APPLICABLE,
)
