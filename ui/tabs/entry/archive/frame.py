"""The panes of the archive entry: head, categories, entries, form, files, bar (LOOK 02). It shows; the page acts."""

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from app.domain.identity import mask_id, mask_phone
from app.ports.entry_queries import PersonCase
from ui.models.rows_table import RowsTable
from ui.session import Session
from ui.tabs.entry.archive.entry_rows import COLUMNS, ROW_ROLES, ListedEntry, identity_of, say_entry
from ui.tabs.entry.archive.files_pane import FilesPane
from ui.tabs.entry.archive.form_column import FormColumn
from ui.tabs.entry.archive.side import CategoryCombo, CategorySide
from ui.widgets.buttons import IconButton, PrimaryButton, QuietButton, SecondaryButton, TallSecondaryButton
from ui.widgets.labels import ElidedLabel, TextLabel
from ui.widgets.pane import Pane, PaneSplitter
from ui.widgets.row_view import RowView
from ui.widgets.side_rows import SideRow
from ui.widgets.two_line_delegate import TwoLineDelegate
from ui.widgets.verdict_bar import VerdictBar

LIST_WIDTH, NARROW_LIST = 248, 212
FILES_WIDTH, NARROW_FILES = 440, 320
COMBO_WIDTH = 220
NARROW_BELOW = 1280
_SIZES = "entry.archive.files"


class ArchiveFrame(QWidget):
    """Layout and nothing else."""

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.session = session
        self._narrow = False
        self._has_list = False
        self.side = CategorySide(self)
        self.categories = self.side.list
        self.combo = CategoryCombo(self)
        self.combo.setFixedWidth(COMBO_WIDTH)
        self.combo.hide()
        self.form = FormColumn(session.today(), self)
        self.files = FilesPane(session.desk.preview, self)
        self._make_list()
        self._make_bar()
        self.setMinimumWidth(640)
        body = QHBoxLayout()
        body.setSpacing(0)
        body.addWidget(self.side)
        body.addWidget(self._middle)
        self._splitter = PaneSplitter(parent=self)
        self._splitter.addWidget(self.form)
        self._splitter.addWidget(self.files)
        self._splitter.setStretchFactor(0, 1)
        self._splitter.splitterMoved.connect(self._remember)
        right = QVBoxLayout()
        right.setSpacing(0)
        right.addWidget(self._splitter, 1)
        right.addWidget(self.bar)
        body.addLayout(right, 1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self._make_head())
        column.addLayout(body, 1)

    # ---- for the page

    def show_person(self, case: PersonCase) -> None:
        """Name and masked numbers."""
        person = case.applicant
        self.name.setText(person.name)
        parts = [mask_id(person.id_number), mask_phone(person.phone), case.employer.name]
        self.facts.set_text("　".join(part for part in parts if part))

    def show_categories(self, rows: Sequence[SideRow], current_key: str) -> None:
        self.side.show_rows(rows, current_key)
        self.combo.show_rows(rows, current_key)

    def show_entries(self, rows: Sequence[ListedEntry], current_id: str) -> None:
        """The list of the category; nobody is told."""
        selection = self.entries.selectionModel()
        selection.blockSignals(True)
        if [row.item_id for row in rows] == [row.item_id for row in self.model.rows]:
            if list(rows) != list(self.model.rows):
                self.model.set_rows(rows)
        else:
            self.model.set_rows(rows)
        place = self.model.find(current_id)
        if place != self.entries.current_row():
            self.entries.set_current_row(place)
        selection.blockSignals(False)
        self.entries.viewport().update()
        self.list_head.setText(self.tr("{0} 条").replace("{0}", str(len(rows))))

    def focus_lists(self) -> None:
        """What moves through the entries, else through the categories."""
        lists = [self.entries] if self._has_list else []
        shown = [w for w in (*lists, self.categories, self.combo) if w.isVisible()]
        if shown:
            shown[0].setFocus(Qt.FocusReason.OtherFocusReason)

    def set_list_shown(self, shown: bool) -> None:
        """基本信息 is one entry: its form takes the list's room."""
        if shown == self._has_list:
            return
        # Before the list goes: Qt would hand its focus to a field.
        had_focus = self.entries.hasFocus()
        self._has_list = shown
        if had_focus and not shown:
            self.categories.setFocus(Qt.FocusReason.OtherFocusReason)
        self._place()

    # ---- parts

    def _make_head(self) -> QWidget:
        self.back = QuietButton(self.tr("返回"), "arrow-left", "Esc")
        self.back.setObjectName("entry.archive.back")
        self.name = TextLabel("", "title")
        self.name.setObjectName("entry.archive.name")
        self.facts = ElidedLabel("", "body", "muted")
        self.facts.setObjectName("entry.archive.facts")
        self.declare = SecondaryButton(self.tr("马上申报"), "send")
        self.declare.setObjectName("entry.archive.declare")
        head = Pane("surface", "b")
        head.setFixedHeight(44)
        row = QHBoxLayout(head)
        row.setContentsMargins(10, 0, 14, 1)
        row.setSpacing(12)
        row.addWidget(self.back)
        row.addWidget(self.name)
        row.addWidget(self.combo)
        row.addWidget(self.facts, 1)
        row.addWidget(self.declare)
        return head

    def _make_list(self) -> None:
        self.list_head = TextLabel("", "caption", "muted")
        self.copy_button = IconButton("copy", self.tr("照这条再加一条"))
        self.copy_button.setObjectName("entry.archive.copy")
        self.new_button = QuietButton(self.tr("新增一条"), "plus", "N")
        self.new_button.setObjectName("entry.archive.new")
        self.model = RowsTable(
            COLUMNS, identity_of, {**ROW_ROLES, int(Qt.ItemDataRole.AccessibleTextRole): say_entry}, self
        )
        self.entries = RowView()
        self.entries.setObjectName("entry.archive.entries")
        self.entries.setAccessibleName(self.tr("这一类的条目"))
        self.entries.setModel(self.model)
        self.entries.setItemDelegate(TwoLineDelegate(self.entries, show_pills=True))
        self._middle = Pane("surface", "r")
        tools = QHBoxLayout()
        tools.setContentsMargins(16, 6, 8, 6)
        tools.setSpacing(2)
        tools.addWidget(self.list_head, 1)
        tools.addWidget(self.copy_button)
        tools.addWidget(self.new_button)
        box = QVBoxLayout(self._middle)
        box.setContentsMargins(0, 0, 1, 0)
        box.setSpacing(0)
        box.addLayout(tools)
        box.addWidget(self.entries, 1)
        self._middle.hide()

    def _make_bar(self) -> None:
        self.save_button = PrimaryButton(self.tr("保存"), "save", "Ctrl S", self)
        self.save_button.setObjectName("entry.archive.save")
        self.drop_button = TallSecondaryButton(self.tr("放弃草稿"), "trash-2", None, self)
        self.drop_button.setObjectName("entry.archive.drop")
        self.bar = VerdictBar(self)
        self.bar.add_button(self.save_button)
        self.bar.add_button(self.drop_button)

    # ---- sizes

    def _place(self) -> None:
        self.side.setVisible(not self._narrow)
        self.combo.setVisible(self._narrow)
        self._middle.setVisible(self._has_list)
        self._middle.setFixedWidth(NARROW_LIST if self._narrow else LIST_WIDTH)
        usual = NARROW_FILES if self._narrow else FILES_WIDTH
        wanted = (self.session.preferences.sizes(self._named()) or [usual])[0]
        self._splitter.setSizes([max(self._splitter.width() - wanted, 330), wanted])

    def _named(self) -> str:
        return f"{_SIZES}.narrow" if self._narrow else _SIZES

    def _remember(self) -> None:
        self.session.preferences.set_sizes(self._named(), self._splitter.sizes()[1:])

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        narrow = self.width() < NARROW_BELOW
        if narrow != self._narrow or event.oldSize().width() <= 0:
            self._narrow = narrow
            self._place()
