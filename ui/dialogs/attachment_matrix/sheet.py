"""附件矩阵: the people of a review list × the materials asked of them, in a side sheet (LOOK pictures 17, 21).

For every reviewing desk: it gets the keys of the list on the screen and hands back the declaration to open. It judges nothing:
a tile says what is there, what is missing and what the pre-checks noted.
"""

from collections.abc import Callable, Sequence

from PySide6.QtCore import QModelIndex, Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QStackedWidget, QWidget

from app.domain.errors import KnownError
from app.domain.next_acts import CellState
from app.domain.organisation import Role
from ui.dialogs.attachment_matrix.lines import (
    MatrixAnswer,
    MatrixLine,
    explain_cell,
    make_columns,
    make_reader,
    word_of_state,
)
from ui.dialogs.attachment_matrix.model import FIRST_TILE, AttachmentModel
from ui.session import Session
from ui.shortcuts import bind_enter, bind_key
from ui.texts.errors import describe
from ui.widgets.buttons import PrimaryButton
from ui.widgets.choice import CheckBox
from ui.widgets.empty_state import EmptyState
from ui.widgets.labels import TextLabel
from ui.widgets.side_sheet import SideSheet
from ui.widgets.tile_matrix.explain_line import ExplainLine
from ui.widgets.tile_matrix.head import Group
from ui.widgets.tile_matrix.legend import TileLegend
from ui.widgets.tile_matrix.view import TileMatrix

WIDTH = 960
_LEGEND = (CellState.DONE, CellState.MISSING, CellState.NOTICED, CellState.NOT_APPLICABLE)
_LEGEND_FROM = 760


class AttachmentMatrixSheet(SideSheet):
    """One per desk, reused. ``host`` is the widget between tab bar and status bar."""

    declaration_wanted = Signal(str)
    """Enter or a double click: the declaration of the current row."""

    def __init__(self, host: QWidget, session: Session) -> None:
        super().__init__(host, WIDTH)
        self.setObjectName("attachment_matrix")
        self._session = session
        self._answer = MatrixAnswer((), 0)
        self.model = AttachmentModel(session.actor.role is not Role.EMPLOYER, self)
        self.table = TileMatrix()
        self.table.setObjectName("attachment_matrix.table")
        self.table.setAccessibleName(self.tr("附件矩阵"))
        self.table.setModel(self.model)
        self.table.cell_changed.connect(self._show_cell)
        self.table.doubleClicked.connect(self._open_clicked)
        self.empty = EmptyState()
        self.empty.setObjectName("attachment_matrix.empty")
        self._stack = QStackedWidget()
        self._stack.addWidget(self.table)
        self._stack.addWidget(self.empty)
        self.explain = ExplainLine("")
        self.explain.setObjectName("attachment_matrix.explain")
        self.body.addWidget(self._stack, 1)
        self.body.addWidget(self.explain)
        self._make_tools()
        self._open_button = PrimaryButton(self.tr("打开审查"), "file-search", "Enter")
        self._open_button.setObjectName("attachment_matrix.open")
        self._open_button.clicked.connect(self.open_current)
        self.footer.add_button(self._open_button)
        self.footer.set_hints([(("K", "J"), self.tr("上 / 下一人")), (("Esc",), self.tr("关闭"))])
        bind_enter(self, self.open_current)
        bind_key(self, "J", self._key_next, repeats=True)
        bind_key(self, "K", self._key_previous, repeats=True)

    def open_for(self, keys: Callable[[], Sequence[int]], what: str) -> None:
        """Open for a list; ``keys`` is asked on the read lane, ``what`` names the list (待审查　水利工程师)."""
        self.set_title(self.tr("附件矩阵"), what)
        self._show(MatrixAnswer((), 0), waiting=True)
        self.open()
        read = make_reader(self._session, keys)
        self._session.operations.read(read, self._take, self._fail, key="attachment-matrix")

    def current(self) -> MatrixLine | None:
        return self.model.line(self.table.current_row())

    def open_current(self) -> None:
        line = self.current()
        if line is not None:
            self.close_overlay()
            self.declaration_wanted.emit(line.id)

    # ---- inside

    def _make_tools(self) -> None:
        self._facts = TextLabel("", "body", "muted")
        self._facts.setObjectName("attachment_matrix.facts")
        self.only = CheckBox(self.tr("只看缺件或需留意的"), self)
        self.only.setObjectName("attachment_matrix.only")
        self.only.toggled.connect(self._show_chosen)
        self._legend = TileLegend([(state.value, word_of_state(state)) for state in _LEGEND])
        row = QHBoxLayout()
        row.setSpacing(14)
        row.addWidget(self._facts)
        row.addWidget(self.only)
        row.addStretch(1)
        row.addWidget(self._legend)
        self.tools.addLayout(row)

    def _take(self, answer: MatrixAnswer) -> None:
        self._show(answer)

    def _fail(self, error: KnownError) -> None:
        self._show(MatrixAnswer((), 0), failure=describe(error))

    def _show(self, answer: MatrixAnswer, *, waiting: bool = False, failure: str = "") -> None:
        self._answer = answer
        self._waiting, self._failure = waiting, failure
        self._facts.setText("" if waiting or failure else self._say_facts(answer))
        self._show_chosen()

    def _say_facts(self, answer: MatrixAnswer) -> str:
        lines = answer.lines
        lacking = sum(line.missing > 0 for line in lines)
        noticed = sum(line.noticed > 0 for line in lines)
        people = self.tr("{0} 份") if len(lines) == answer.total else self.tr("{1} 份里的前 {0} 份")
        parts = [people.replace("{0}", str(len(lines))).replace("{1}", str(answer.total))]
        parts.append(self.tr("{0} 份缺件").replace("{0}", str(lacking)) if lacking else self.tr("都不缺件"))
        if noticed:
            parts.append(self.tr("{0} 份需留意").replace("{0}", str(noticed)))
        return "　".join(parts)

    def _show_chosen(self) -> None:
        here = self.current()
        lines = self._answer.lines
        if self.only.isChecked():
            lines = tuple(line for line in lines if line.missing or line.noticed)
        self.model.show(lines, make_columns(self._answer.lines))
        self._lay_columns()
        self._stack.setCurrentWidget(self.table if lines or self._waiting else self.empty)
        self._show_emptiness()
        if lines:
            place = next((n for n, line in enumerate(lines) if here is not None and line.id == here.id), 0)
            self.table.set_current_cell(place, self._first_tile(lines[place]))
            self.table.setFocus(Qt.FocusReason.OtherFocusReason)
        self._show_cell()

    def _show_emptiness(self) -> None:
        if self._failure:
            self.empty.set_content(self._failure, icon="circle-alert", state="flag")
        elif self._answer.lines:
            self.empty.set_content(self.tr("没有缺件，也没有需留意的"))
        else:
            self.empty.set_content(self.tr("这个列表里没有申报"), icon="file-text", state="info")

    def _first_tile(self, line: MatrixLine) -> int:
        """The first tile that is 缺 or 需留意, else the first."""
        for place in range(FIRST_TILE, self.model.columnCount() - 1):
            material = self.model.material(place)
            if material is not None and line.state(material.key) in (CellState.MISSING, CellState.NOTICED):
                return place
        return FIRST_TILE

    def _show_cell(self) -> None:
        line, material = self.current(), self.model.material(self.table.current_cell()[1])
        self._open_button.setEnabled(line is not None)
        if line is None or material is None:
            self.explain.show_cell("", "", "", "")
            return
        state = line.state(material.key)
        name, sentence = line.attached.name, explain_cell(line, material.key)
        self.explain.show_cell(state.value, name, material.head, sentence)

    def _lay_columns(self) -> None:
        looks = self.model.looks(self.table.viewport().width())
        self.table.set_columns(looks)
        last = len(looks) - 2
        title = self.tr("18 申报材料附件信息")
        self.table.set_groups([Group(title, FIRST_TILE, last)] if last >= FIRST_TILE else [])

    def _open_clicked(self, index: QModelIndex) -> None:
        self.open_current()

    def _key_next(self) -> None:
        self._move(1)

    def _key_previous(self) -> None:
        self._move(-1)

    def _move(self, by: int) -> None:
        row, column = self.table.current_cell()
        if 0 <= row + by < self.model.rowCount():
            self.table.set_current_cell(row + by, column)

    # ---- Qt's side

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._legend.setVisible(min(self.width(), WIDTH) >= _LEGEND_FROM)
        self._lay_columns()
