"""人员与档案: everybody of the unit, how far the archive is, and the way to a new person (B1.1, B1.5)."""

from collections.abc import Sequence

from PySide6.QtCore import QModelIndex, Qt
from PySide6.QtGui import QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QAbstractButton, QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from app.domain.commands import Changed, EnterApplicant, Outcome
from app.domain.errors import KnownError
from app.domain.organisation import Organisation
from app.ports.entry_queries import PersonRow
from app.usecases.enter_applicant import BASIC_SECTION, enter_applicant
from ui.models.rows_table import RowsTable
from ui.session import Session
from ui.shortcuts import bind_enter, bind_key
from ui.tabs.entry.people.columns import id_of, make_columns, make_looks, say_row
from ui.tabs.entry.people.new_person_sheet import NewPersonSheet
from ui.tabs.entry.sub_page import SubPage
from ui.widgets.buttons import PrimaryButton, TallSecondaryButton
from ui.widgets.empty_state import EmptyState
from ui.widgets.fields import SearchField
from ui.widgets.labels import TextLabel
from ui.widgets.pane import Pane
from ui.widgets.table_view import TableView
from ui.widgets.verdict_bar import VerdictBar

_PHONE, _DRAFTS = 3, 6
_NARROW_BELOW = 1180
"""Below this the phone gives its room to the plan's name."""


class PeoplePage(SubPage):
    """A person is opened by whoever holds this page (``person_wanted``)."""

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(session, parent)
        self.setObjectName("people")
        self._new_wanted = False
        self._adding = ("", "")
        self._current = ""
        self._make_table()
        self._make_empty()
        basic = next(s for s in session.desk.plan_kits.archive_sections() if s.key == BASIC_SECTION)
        self.sheet = NewPersonSheet(self, basic, session.today())
        self.sheet.confirmed.connect(self._enter_person)
        self.sheet.person_wanted.connect(self._open_known)
        ground = Pane("surface")
        column = QVBoxLayout(ground)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addLayout(self._make_search())
        column.addWidget(self._stack, 1)
        column.addWidget(self._make_bar())
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.addWidget(ground)
        bind_enter(self, self.open_current)
        bind_key(self, "J", self._next, repeats=True)
        bind_key(self, "K", self._previous, repeats=True)
        bind_key(self, "/", self._focus_search)
        bind_key(self, "N", self.begin_person)

    # ---- for the tab

    def refresh(self, changed: Changed | None) -> None:
        if changed is None or changed.applicants or changed.items or changed.declarations:
            self._read()

    def enter(self) -> None:
        self._read()
        self.focus_list()

    def focus_list(self) -> None:
        self.table.setFocus(Qt.FocusReason.OtherFocusReason)

    # ---- acts

    def open_current(self) -> None:
        """Enter: the person's archive."""
        row = self.model.row(self.table.current_row())
        if row is not None:
            self.person_wanted.emit(row.applicant.id, "")
        elif not self.search.text():
            self.begin_person()

    def begin_person(self) -> None:
        """新增人员: the sheet, or why the unit cannot (B1.5)."""
        self._new_wanted = True
        queries, unit_id = self.session.desk.queries, self.session.scope.organisation_id

        def act() -> Organisation | None:
            known = (choice.organisation for choice in queries.account_choices())
            return next((unit for unit in known if unit.id == unit_id), None)

        self.session.operations.read(act, self._open_sheet, key="people-unit")

    def declare(self) -> None:
        """马上申报 for the current person."""
        row = self.model.row(self.table.current_row())
        if row is not None:
            self.new_declaration_wanted.emit(row.applicant.id)

    def _open_sheet(self, unit: Organisation | None) -> None:
        if unit is not None and self._new_wanted:
            self._new_wanted = False
            self.sheet.open_for(unit)

    def _enter_person(self) -> None:
        values, desk = self.sheet.values(), self.session.desk
        command = EnterApplicant(
            op_id=self.session.new_op_id(),
            actor=self.session.actor,
            applicant_id=desk.new_id(),
            item_id=desk.new_id(),
            name=values.get("name", ""),
            id_number=values.get("id_number", ""),
            phone=values.get("phone", ""),
            id_type=values.get("id_type", ""),
        )
        self._adding = (command.applicant_id, command.item_id)

        def act() -> Outcome:
            return enter_applicant(command, desk.new_unit_of_work, desk.clock)

        self.sheet.show_running()
        self.session.operations.write(act, self._entered, self.sheet.show_error)

    def _entered(self, outcome: Outcome) -> None:
        name = self.sheet.values().get("name", "")
        self._current = self._adding[0]
        self.sheet.finish()
        self.session.say(self.tr("已建立 {0}，请填基本信息").replace("{0}", name.strip()))
        self.person_wanted.emit(*self._adding)

    def _open_known(self, applicant_id: str) -> None:
        self.person_wanted.emit(applicant_id, "")

    # ---- reading

    def _read(self) -> None:
        entry, scope, text = self.session.desk.entry, self.session.scope, self.search.text().strip()

        def act() -> tuple[str, Sequence[PersonRow]]:
            return text, entry.people(scope, text)

        self.session.operations.read(act, self._show, self._failed, key="people")

    def _failed(self, error: KnownError) -> None:
        self.session.show_error(error)

    def _show(self, answer: tuple[str, Sequence[PersonRow]]) -> None:
        text, rows = answer
        row = self.model.row(self.table.current_row())
        wanted = self._current or (id_of(row) if row is not None else "")
        self._current = ""
        self.model.set_rows(rows)
        place = self.model.find(wanted)
        self.table.set_current_row(place if place >= 0 else (0 if rows else -1))
        self._stack.setCurrentIndex(0 if rows else 1)
        words = self.tr("找到 {0} 人") if text else self.tr("共 {0} 人")
        self._count.setText(words.replace("{0}", str(len(rows))) if rows else "")
        if not rows:
            self._say_empty(text)
        # The empty list has the same primary in its middle; a view has one.
        self.new_button.setVisible(bool(rows or text))
        self._show_acts()

    def _say_empty(self, text: str) -> None:
        if text:
            sentence = self.tr("没有找到“{0}”").replace("{0}", text)
            detail = self.tr("可以换姓名、拼音首字母或证件号码片段再找。")
            self.empty.set_content(sentence, detail, icon="search", state="info")
            button = PrimaryButton(self.tr("清除搜索"), "x")
            button.clicked.connect(self.search.clear)
        else:
            detail = self.tr("先录入人员和业绩档案，审核通过后就可以申报。")
            self.empty.set_content(self.tr("还没有人员"), detail, icon="users", state="info")
            button = PrimaryButton(self.tr("新增人员"), "plus", "N")
            button.clicked.connect(self.begin_person)
        button.setObjectName("people.empty_act")
        buttons: list[QAbstractButton] = [button]
        self.empty.set_buttons(buttons)

    # ---- parts

    def _make_table(self) -> None:
        row_roles = {int(Qt.ItemDataRole.AccessibleTextRole): say_row}
        self.model = RowsTable(make_columns(), id_of, row_roles, self)
        self.table = TableView(self)
        self.table.setObjectName("people.table")
        self.table.setAccessibleName(self.tr("人员与档案"))
        self.table.setModel(self.model)
        self.table.set_columns(make_looks())
        self.table.doubleClicked.connect(self._open_clicked)
        self.table.selectionModel().currentChanged.connect(self._show_acts)

    def _make_empty(self) -> None:
        self.empty = EmptyState(self)
        self.empty.setObjectName("people.empty")
        self._stack = QStackedWidget(self)
        self._stack.addWidget(self.table)
        self._stack.addWidget(self.empty)

    def _make_search(self) -> QHBoxLayout:
        self.search = SearchField(self.tr("请输入姓名或证件号码关键字模糊查询"))
        self.search.setObjectName("people.search")
        self.search.setMaximumWidth(420)
        self.search.textChanged.connect(self._read)
        self._count = TextLabel("", "caption", "muted")
        self._count.setObjectName("people.count")
        row = QHBoxLayout()
        row.setContentsMargins(16, 9, 14, 9)
        row.setSpacing(10)
        row.addWidget(self.search, 1)
        row.addWidget(self._count)
        row.addStretch(1)
        return row

    def _make_bar(self) -> VerdictBar:
        self.bar = VerdictBar(self)
        self.new_button = PrimaryButton(self.tr("新增人员"), "plus", "N", self)
        self.new_button.setObjectName("people.add")
        self.new_button.clicked.connect(self.begin_person)
        self.open_button = TallSecondaryButton(self.tr("打开档案"), "folder-open", "Enter", self)
        self.open_button.setObjectName("people.open")
        self.open_button.clicked.connect(self.open_current)
        self.declare_button = TallSecondaryButton(self.tr("马上申报"), "send", None, self)
        self.declare_button.setObjectName("people.declare")
        self.declare_button.clicked.connect(self.declare)
        for button in (self.new_button, self.open_button, self.declare_button):
            self.bar.add_button(button)
        self.bar.set_hints([(("K", "J"), self.tr("上 / 下一人")), (("/",), self.tr("查找"))])
        return self.bar

    def _show_acts(self) -> None:
        chosen = self.table.current_row() >= 0
        self.open_button.setEnabled(chosen)
        self.declare_button.setEnabled(chosen)

    # ---- keys

    def _open_clicked(self, index: QModelIndex) -> None:
        self.open_current()

    def _next(self) -> None:
        self._move(1)

    def _previous(self) -> None:
        self._move(-1)

    def _move(self, by: int) -> None:
        place = self.table.current_row() + by
        if 0 <= place < self.model.rowCount():
            self.table.set_current_row(place)

    def _focus_search(self) -> None:
        self.search.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self.search.selectAll()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        # Not a shortcut: fields and sheets take Esc first.
        if event.key() == Qt.Key.Key_Escape and self.search.hasFocus():
            self.focus_list()
            return
        super().keyPressEvent(event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        narrow = self.width() < _NARROW_BELOW
        self.table.setColumnHidden(_PHONE, narrow)
        self.table.setColumnHidden(_DRAFTS, narrow)
