"""A person's archive as HR enters it: categories, entries, form, evidence (seed B 一; B1.1, B1.2).

Every change is kept as a draft; 保存 hands the entry to review. What is typed survives another entry, another page and
a crash.
"""

from dataclasses import replace
from datetime import datetime

from PySide6.QtCore import QModelIndex, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from app.domain.archive import ArchiveStatus, ItemDraft
from app.domain.attachment import FileRef
from app.domain.commands import Changed
from app.domain.errors import KnownError
from app.domain.identity import mask_id, mask_phone
from app.domain.plan import SectionSpec
from app.ports.entry_queries import ArchiveEntry, PersonCase
from ui.field_text import BASIC
from ui.models.rows_table import RowsTable
from ui.session import Session
from ui.shortcuts import bind_key
from ui.tabs.entry.archive.entry_rows import (
    ENTRY_ROLES,
    ListedEntry,
    entries_in,
    evidence_of,
    fields_of,
    is_locked,
    make_entry_columns,
    make_side_rows,
    status_of,
)
from ui.tabs.entry.archive.frame import ArchiveFrame
from ui.tabs.entry.archive.keeper import EntryKeeper, Typed
from ui.tabs.entry.file_taking import FileTaking
from ui.texts.dates import format_clock
from ui.texts.errors import describe
from ui.widgets.buttons import PrimaryButton, QuietButton, TallSecondaryButton
from ui.widgets.evidence.files import make_evidence
from ui.widgets.evidence.pane import EvidencePane
from ui.widgets.labels import ElidedLabel, TextLabel
from ui.widgets.pane import Pane, PaneSplitter
from ui.widgets.row_view import RowView
from ui.widgets.section_list import CategoryList
from ui.widgets.two_line_delegate import TwoLineDelegate
from ui.widgets.verdict_bar import VerdictBar

class ArchivePage(ArchiveFrame):
    """``left``: back to the list it came from; ``declare_wanted``: 马上申报 for this person."""

    left = Signal()
    declare_wanted = Signal(str)

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(session, parent)
        self.setObjectName("entry.archive")
        self._session = session
        self._sections = list(session.desk.plan_kits.archive_sections())
        self._case: PersonCase | None = None
        self._section = self._sections[0]
        self._entry: ArchiveEntry | None = None
        self._wanted_item = ""
        self._keeper = EntryKeeper(session, self)
        self._taking = FileTaking(session, self)
        self._connect()

    # ---- for the tab

    def open_person(self, applicant_id: str, item_id: str = "") -> None:
        """Read a person and show the entry (""; the first that needs a hand)."""
        if self._case is not None and self._case.applicant.id != applicant_id:
            self._case, self._entry = None, None
        self._wanted_item = item_id
        self._read(applicant_id)

    def refresh(self, changed: Changed | None) -> None:
        case = self._case
        if case is not None and (changed is None or case.applicant.id in changed.applicants):
            self._read(case.applicant.id)

    def settle(self) -> None:
        """Keep what was typed before the page goes."""
        self.form.form.settle()

    # ---- reading

    def _read(self, applicant_id: str) -> None:
        entry, scope = self._session.desk.entry, self._session.scope

        def act() -> PersonCase:
            return entry.person(scope, applicant_id)

        self._session.operations.read(act, self._show, self._session.show_error, key="entry.person")

    def _show(self, case: PersonCase) -> None:
        first = self._case is None or self._case.applicant.id != case.applicant.id
        self.settle()
        self._case = case
        person = case.applicant
        self.name.setText(person.name)
        self.facts.set_text(
            "　".join(filter(None, (mask_id(person.id_number), mask_phone(person.phone), case.employer.name)))
        )
        if self._wanted_item:
            wanted = next((e for e in case.entries if e.id == self._wanted_item), None)
            self._wanted_item = ""
            if wanted is not None:
                self._go_to(wanted.section, wanted.id)
                return
        if first:
            self._go_to(self._sections[0].key, "")
            return
        self._show_section(self._entry.id if self._entry else "")

    def _go_to(self, section: str, entry_id: str) -> None:
        self._section = self._spec(section)
        self._entry = None
        self._show_section(entry_id)
        self.mark_category(section)

    def _show_section(self, entry_id: str) -> None:
        """The category's entries; the one wanted, else the first, else an empty form for a new one."""
        case = self._case
        if case is None:
            return
        before = self._entry
        # Begun here and not kept yet: it stays in the list while it is the one being filled in.
        begun = before is not None and before.item is None and entry_id == before.id
        extra = [ListedEntry(before, self._section)] if begun and before is not None else []
        listed = self.list_entries(self._sections, case, self._section, extra)
        found = next((row.entry for row in listed if row.entry.id == entry_id), None)
        entry = found or (listed[0].entry if listed else self._make_entry({}))
        self.mark_entry(entry.id)
        self._open(entry)

    def _open(self, entry: ArchiveEntry) -> None:
        before, self._entry = self._entry, entry
        is_same = before is not None and before.id == entry.id and _rev(before) == _rev(entry)
        if is_same and before is not None and before.section == entry.section:
            # What stands in the form is newer than what was read.
            self.form.show_files(self._section, entry)
        else:
            self.form.show_entry(self._section, entry)
        self._show_evidence(entry)
        self._show_bar(entry)

    def _show_evidence(self, entry: ArchiveEntry) -> None:
        self.evidence.show_files([make_evidence(file) for file in evidence_of(entry)])
        self.evidence.set_can_add(not is_locked(entry))

    def _show_bar(self, entry: ArchiveEntry) -> None:
        locked, status = is_locked(entry), status_of(entry)
        self.save_button.setEnabled(not locked and not self._keeper.is_saving)
        self.new_button.setEnabled(self._section.key != BASIC)
        self.copy_button.setEnabled(self._section.key != BASIC and bool(fields_of(entry)))
        self.drop_button.setEnabled(entry.draft is not None)
        self.bar.set_reason(self.tr("不通过是结论，不能再改") if locked else "")
        if status is ArchiveStatus.RETURNED and entry.draft is None:
            self.bar.set_reason(self.tr("按退回意见改好后保存，重新送审"), "undo-2", "returned")
        draft = entry.draft
        self._say_kept(draft.kept_at if draft is not None else None)

    # ---- what is typed

    def _typed(self) -> Typed | None:
        entry, case = self._entry, self._case
        if entry is None or case is None:
            return None
        base = entry.item.rev if entry.item is not None else None
        fields = self.form.form.fields()
        return Typed(entry.id, case.applicant.id, entry.section, fields, evidence_of(entry), base)

    def _fields_settled(self, fields: dict[str, str]) -> None:
        self._keep(fields, evidence_of(self._entry) if self._entry else ())

    def _files_changed(self, files: tuple[FileRef, ...]) -> None:
        self._keep(self.form.form.fields(), files)
        if self._entry is not None:
            self.form.show_files(self._section, self._entry)
            self._show_evidence(self._entry)

    def _keep(self, fields: dict[str, str], files: tuple[FileRef, ...]) -> None:
        """Into the entry at once, and durable a moment later."""
        entry, case = self._entry, self._case
        if entry is None or case is None or is_locked(entry):
            return
        item, base = entry.item, entry.item.rev if entry.item is not None else None
        before_fields, before_files = fields_of(entry), evidence_of(entry)
        if (fields, files) == (before_fields, before_files):
            return
        if entry.draft is None and item is None and not fields and not files:
            return
        now = self._session.now()
        draft = ItemDraft(
            entry.id, case.applicant.id, case.employer.id, entry.section, fields, files, base, now
        )
        self._replace_entry(replace(entry, draft=draft))
        self._keeper.keep(Typed(entry.id, case.applicant.id, entry.section, fields, files, base))

    def _replace_entry(self, entry: ArchiveEntry) -> None:
        case = self._case
        if case is None:
            return
        self._entry = entry
        known = any(e.id == entry.id for e in case.entries)
        entries = [entry if e.id == entry.id else e for e in case.entries]
        self._case = replace(case, entries=tuple(entries if known else [*entries, entry]))
        self.list_entries(self._sections, self._case, self._section)
        self.mark_entry(entry.id)
        self.drop_button.setEnabled(True)

    def _kept(self, typed: Typed, at: datetime) -> None:
        self._say_kept(at)

    def _say_kept(self, at: datetime | None) -> None:
        words = self.tr("草稿已保存 {0}").replace("{0}", format_clock(at)) if at else ""
        self.draft_line.set_token("muted")
        self.draft_line.setText(words)

    def _keeping_failed(self, error: KnownError) -> None:
        self.draft_line.set_token("failed")
        self.draft_line.setText(self.tr("草稿没有存上，内容还在这里"))
        self.form.problem.set_content("", [describe(error)])

    # ---- acts

    def save(self) -> None:
        """保存: hand the entry to review."""
        entry = self._entry
        if entry is None or is_locked(entry) or self._keeper.is_saving:
            return
        self.settle()
        if self.form.form.show_required():
            self.form.problem.set_content("", [self.tr("还有必填项空着，已标在栏目下。填好后再保存，已填的都在草稿里。")])
            return
        typed = self._typed()
        if typed is not None:
            self.form.problem.set_content("")
            self.save_button.setEnabled(False)
            self._keeper.save(typed)

    def _saved(self, typed: Typed) -> None:
        self._session.say(self.tr("已保存，送审"))
        self._entry = None
        self._wanted_item = typed.item_id

    def _saving_failed(self, error: KnownError) -> None:
        self.save_button.setEnabled(True)
        self.form.problem.set_content("", [describe(error)])
        if error.code == "C-101" and self._case is not None:
            self._read(self._case.applicant.id)

    def begin_new(self) -> None:
        """新增一条 in this category."""
        if self._section.key != BASIC:
            self._begin({})

    def copy_current(self) -> None:
        """照此再加一条: the same fields without the files."""
        if self._entry is not None and self._section.key != BASIC:
            self.settle()
            self._begin(fields_of(self._entry))

    def _begin(self, fields: dict[str, str]) -> None:
        self.settle()
        entry = self._make_entry(fields)
        self._entry = entry
        self.form.show_entry(self._section, entry)
        self._show_evidence(entry)
        self._show_bar(entry)
        self.mark_entry("")
        if fields:
            self._keep_new(fields)
        self.form.form.focus_field("")

    def _keep_new(self, fields: dict[str, str]) -> None:
        entry = self._entry
        if entry is not None:
            self._entry = replace(entry, draft=None)
            self._keep(fields, ())

    def _make_entry(self, fields: dict[str, str]) -> ArchiveEntry:
        case = self._case
        assert case is not None
        entry_id = self._session.desk.new_id()
        if self._section.key == BASIC:
            person = case.applicant
            fields = {
                "name": person.name,
                "id_number": person.id_number,
                "phone": person.phone,
                "unit": case.employer.name,
                **fields,
            }
        draft = ItemDraft(
            entry_id, case.applicant.id, case.employer.id, self._section.key, fields, (), None, self._session.now()
        )
        return ArchiveEntry(self._section.key, None, draft)

    def drop_draft(self) -> None:
        """放弃草稿: what was handed in stays."""
        entry = self._entry
        if entry is not None and entry.draft is not None:
            self._keeper.drop(entry.id)

    def _dropped(self, item_id: str) -> None:
        self._session.say(self.tr("草稿已放弃"))
        self._entry = None

    def leave(self) -> None:
        self.settle()
        self.left.emit()

    def _declare(self) -> None:
        if self._case is not None:
            self.settle()
            self.declare_wanted.emit(self._case.applicant.id)

    # ---- files

    def _take_paths(self, paths: list[str]) -> None:
        if self._entry is not None and not is_locked(self._entry):
            self.form.files.show_refusals([])
            self._taking.take(self._entry.id, paths)

    def _choose(self) -> None:
        if self._entry is not None:
            self._taking.choose(self._entry.id, self)

    def paste(self) -> None:
        """Ctrl V outside a text field."""
        if self._entry is not None and not is_locked(self._entry):
            self._taking.paste(self._entry.id)

    def _taken(self, target: str, files: tuple[FileRef, ...]) -> None:
        entry = self._entry
        if entry is None or entry.id != target:
            self._session.say(self.tr("文件已存好，请回到那一条再添加"), "info")
            return
        known = evidence_of(entry)
        self._files_changed(known + tuple(f for f in files if f not in known))

    def _refused(self, target: str, sentences: list[str]) -> None:
        self.form.files.show_refusals(sentences)

    def _look(self, place: int) -> None:
        self.evidence.go_to(place)

    # ---- moving

    def _category_chosen(self, key: str) -> None:
        if key and key != self._section.key:
            self.settle()
            self._go_to(key, "")

    def _row_changed(self, now: QModelIndex, before: QModelIndex) -> None:
        row = self.model.row(now.row())
        if row is not None and (self._entry is None or row.entry.id != self._entry.id):
            self.settle()
            # Settling may have put another state into the list.
            place = self.model.find(row.entry.id)
            fresh = self.model.row(place)
            self._open(fresh.entry if fresh is not None else row.entry)

    def _spec(self, key: str) -> SectionSpec:
        return next(s for s in self._sections if s.key == key)

    # ---- making

    def _connect(self) -> None:
        self.back.clicked.connect(self.leave)
        self.declare.clicked.connect(self._declare)
        self.categories.current_changed.connect(self._category_chosen)
        self.entries.selectionModel().currentChanged.connect(self._row_changed)
        self.form.typed.connect(self._fields_settled)
        self.form.files_changed.connect(self._files_changed)
        self.form.files.paths_dropped.connect(self._take_paths)
        self.form.files.choose_wanted.connect(self._choose)
        self.form.files.paste_wanted.connect(self.paste)
        self.form.files.look_wanted.connect(self._look)
        self.evidence.files_dropped.connect(self._take_paths)
        self.evidence.add_requested.connect(self._choose)
        self._taking.taken.connect(self._taken)
        self._taking.refused.connect(self._refused)
        self._keeper.kept.connect(self._kept)
        self._keeper.keeping_failed.connect(self._keeping_failed)
        self._keeper.saved.connect(self._saved)
        self._keeper.saving_failed.connect(self._saving_failed)
        self._keeper.dropped.connect(self._dropped)
        self.save_button.clicked.connect(self.save)
        self.new_button.clicked.connect(self.begin_new)
        self.copy_button.clicked.connect(self.copy_current)
        self.drop_button.clicked.connect(self.drop_draft)
        bind_key(self, "Ctrl+S", self.save)
        bind_key(self, "N", self.begin_new)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.leave()
            return
        super().keyPressEvent(event)


def _rev(entry: ArchiveEntry) -> int:
    return entry.item.rev if entry.item is not None else 0
