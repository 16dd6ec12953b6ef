"""The panes of the archive entry: head, categories, entries, form, evidence, bar. It shows; the page acts."""

from collections.abc import Sequence

from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from app.domain.plan import SectionSpec
from app.ports.entry_queries import PersonCase
from ui.models.rows_table import RowsTable
from ui.session import Session
from ui.tabs.entry.archive.entry_rows import (
    ENTRY_ROLES,
    ListedEntry,
    entries_in,
    make_entry_columns,
    make_side_rows,
)
from ui.tabs.entry.archive.form_column import FormColumn
from ui.widgets.buttons import PrimaryButton, QuietButton, TallSecondaryButton
from ui.widgets.evidence.pane import EvidencePane
from ui.widgets.labels import ElidedLabel, TextLabel
from ui.widgets.pane import Pane, PaneSplitter
from ui.widgets.row_view import RowView
from ui.widgets.section_list import CategoryList
from ui.widgets.two_line_delegate import TwoLineDelegate
from ui.widgets.verdict_bar import VerdictBar

SIDE_WIDTH, LIST_WIDTH = 196, 250


def identity_of(row: ListedEntry) -> str:
    return row.entry.id


class ArchiveFrame(QWidget):
    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.name = TextLabel("", "title")
        self.facts = ElidedLabel("", "caption", "muted")
        self.back = QuietButton(self.tr("返回"), "arrow-left", "Esc")
        self.back.setObjectName("entry.archive.back")
        self.declare = QuietButton(self.tr("马上申报"), "send")
        self.declare.setObjectName("entry.archive.declare")
        self.categories = CategoryList()
        self.categories.setObjectName("entry.archive.categories")
        self.entries = RowView()
        self.entries.setObjectName("entry.archive.entries")
        self.entries.setAccessibleName(self.tr("条目"))
        self.entries.setItemDelegate(TwoLineDelegate(self.entries, show_pills=True))
        self.model = RowsTable(make_entry_columns(), identity_of, ENTRY_ROLES, self)
        self.entries.setModel(self.model)
        self.form = FormColumn(session.today())
        self.evidence = EvidencePane(session.desk.preview, keys=False)
        self.evidence.setObjectName("entry.archive.evidence")
        self.save_button = PrimaryButton(self.tr("保存"), "save", "Ctrl S")
        self.save_button.setObjectName("entry.archive.save")
        self.new_button = TallSecondaryButton(self.tr("新增一条"), "plus", "N")
        self.new_button.setObjectName("entry.archive.new")
        self.copy_button = TallSecondaryButton(self.tr("照此再加一条"), "copy")
        self.copy_button.setObjectName("entry.archive.copy")
        self.drop_button = TallSecondaryButton(self.tr("放弃草稿"), "trash-2")
        self.drop_button.setObjectName("entry.archive.drop")
        self.draft_line = TextLabel("", "caption", "muted")
        self.draft_line.setObjectName("entry.archive.draft_line")
        self.bar = VerdictBar()
        self._lay_out()

    def list_entries(
        self, sections: Sequence[SectionSpec], case: PersonCase, section: SectionSpec, extra: Sequence[ListedEntry] = ()
    ) -> Sequence[ListedEntry]:
        """Fill the side list and the entries of one category; silent, the caller sets the current one."""
        self.categories.set_rows(make_side_rows(sections, case))
        listed = [ListedEntry(entry, section) for entry in entries_in(case, section.key)]
        listed += [row for row in extra if all(known.entry.id != row.entry.id for known in listed)]
        selection = self.entries.selectionModel()
        selection.blockSignals(True)
        self.model.set_rows(listed)
        selection.blockSignals(False)
        return listed

    def mark_entry(self, entry_id: str) -> None:
        """Make an entry the current one without telling."""
        selection = self.entries.selectionModel()
        selection.blockSignals(True)
        place = self.model.find(entry_id)
        if place >= 0:
            self.entries.set_current_row(place)
        else:
            self.entries.clearSelection()
        selection.blockSignals(False)
        self.entries.viewport().update()

    def mark_category(self, key: str) -> None:
        self.categories.blockSignals(True)
        self.categories.set_current_key(key)
        self.categories.blockSignals(False)

    def _lay_out(self) -> None:
        head = Pane("surface", "b")
        head.setFixedHeight(44)
        row = QHBoxLayout(head)
        row.setContentsMargins(10, 0, 14, 0)
        row.setSpacing(10)
        for widget in (self.back, self.name):
            row.addWidget(widget)
        row.addWidget(self.facts, 1)
        row.addWidget(self.declare)
        side, middle = Pane("window", "r"), Pane("surface", "r")
        side.setFixedWidth(SIDE_WIDTH)
        middle.setFixedWidth(LIST_WIDTH)
        for pane, view in ((side, self.categories), (middle, self.entries)):
            box = QVBoxLayout(pane)
            box.setContentsMargins(0, 6, 1, 6)
            box.addWidget(view)
        splitter = PaneSplitter()
        splitter.addWidget(self.form)
        splitter.addWidget(self.evidence)
        splitter.setStretchFactor(0, 3)
        splitter.setStretchFactor(1, 2)
        splitter.setSizes([500, 420])
        body = QHBoxLayout()
        body.setSpacing(0)
        body.addWidget(side)
        body.addWidget(middle)
        body.addWidget(splitter, 1)
        for button in (self.save_button, self.new_button, self.copy_button, self.drop_button):
            self.bar.add_button(button)
        self.bar.add_right(self.draft_line)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(head)
        column.addLayout(body, 1)
        column.addWidget(self._bar)

