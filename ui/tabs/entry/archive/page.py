"""A person's archive as HR enters it: categories, entries, form, files (seed B 一; B1.1, B1.2, B1.5).

Every change is kept as a draft; 保存 hands the entry to review. What is typed survives another entry, another page and
a crash. The tab opens it with ``open_person`` and goes back on ``left``.
"""

from PySide6.QtCore import QEvent, QModelIndex, QObject, Qt, Signal
from PySide6.QtGui import QGuiApplication, QKeyEvent, QKeySequence
from PySide6.QtWidgets import QApplication, QWidget

from app.domain.commands import Changed
from app.domain.errors import KnownError
from app.domain.plan import SectionSpec
from ui.field_text import BASIC
from ui.session import Session
from ui.shortcuts import bind_key
from ui.tabs.entry.archive.entry_files import EntryFiles
from ui.tabs.entry.archive.entry_rows import list_entry, make_side_rows
from ui.tabs.entry.archive.entry_words import (
    DISMISS,
    PERSON,
    RETRY,
    TO_FIELD,
    TO_FILES,
    TO_PAGE,
    judge_saving,
)
from ui.tabs.entry.archive.frame import ArchiveFrame
from ui.tabs.entry.archive.keeper import EntryKeeper
from ui.tabs.entry.archive.working import Working, copy_fields
from ui.texts.errors import describe
from ui.widgets.callout import CalloutLine
from ui.widgets.drop_zone import paths_in

CONFLICT, DUPLICATE = "C-101", "R-102"
_CHORDS = Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.AltModifier


class ArchivePage(ArchiveFrame):
    """``left``: back to where it was opened from; ``declare_wanted``: 马上申报 for this person."""

    left = Signal()
    declare_wanted = Signal(str)
    person_wanted = Signal(str, str)
    """Another person of the unit: the one who has the number that was typed."""

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(session, parent)
        self.setObjectName("entry.archive")
        self._sections = list(session.desk.plan_kits.archive_sections())
        self._section = self._sections[0]
        self._shown = ""
        self._wanted_item = ""
        self._gone: Working | None = None
        self.keeper = EntryKeeper(session, self)
        self.handling = EntryFiles(session, self.keeper, self.files, self.form, self)
        self._connect()
        self._bind_keys()

    # ---- for the tab

    def open_person(self, applicant_id: str, item_id: str = "") -> None:
        """Read a person and show the entry; "" = 基本信息, or where one was with the same person."""
        case = self.keeper.case
        self.settle()
        if case is None or case.applicant.id != applicant_id:
            self._section, self._shown = self._sections[0], ""
            self._gone = None
            self.handling.forget()
            self.name.setText("")
            self.facts.set_text("")
        self._wanted_item = item_id
        self.keeper.open(applicant_id)

    def refresh(self, changed: Changed | None) -> None:
        case = self.keeper.case
        if case is None:
            return
        own = {working.item_id for working in self.keeper.all()}
        if changed is None or case.applicant.id in changed.applicants or own & set(changed.items):
            self.keeper.reload()

    def enter(self) -> None:
        """The page came to the front."""
        if not self._in_form():
            self.focus_lists()

    def settle(self) -> None:
        """Keep what was typed: the page goes to the back, or the window closes."""
        self.form.form.settle()
        self.keeper.keep_all()

    # ---- showing

    def current(self) -> Working | None:
        """The entry on the screen."""
        return self.keeper.get(self._shown)

    def _loaded(self) -> None:
        case = self.keeper.case
        if case is None:
            return
        self.show_person(case)
        wanted, self._wanted_item = self.keeper.get(self._wanted_item), ""
        if wanted is not None:
            self._section, self._shown = self._spec(wanted.section), wanted.item_id
        self._show_section()
        if wanted is not None and wanted.section == BASIC and wanted.item is None and self.isVisible():
            # Begun and never handed in, as 建立 leaves it: what comes next is filling it in.
            self.form.form.focus_field("")

    def _show_section(self) -> None:
        """The category; the entry wanted, else its first, else a new one that is begun."""
        own = self.keeper.of_section(self._section.key)
        if all(working.item_id != self._shown for working in own):
            first = own[0] if own else self.keeper.begin(self._section.key, {})
            self._shown = first.item_id if first is not None else ""
        self.keeper.drop_blanks(self._shown)
        self.set_list_shown(self._section.key != BASIC)
        self._show_entry()

    def _show_entry(self) -> None:
        working = self.current()
        if working is None:
            return
        self.form.show_entry(self._section, working, self.name.text())
        self._guard_keys()
        self.handling.show(working)
        self._show_lists()
        self._show_bar()

    def _show_lists(self) -> None:
        self.show_categories(make_side_rows(self._sections, self.keeper.all()), self._section.key)
        today = self.session.today()
        own = self.keeper.of_section(self._section.key)
        self.show_entries([list_entry(self._section, working, today) for working in own], self._shown)
        place, count = self.model.find(self._shown) + 1, len(own)
        if self._section.key == BASIC:
            self.bar.set_hints([])
        else:
            where = self.tr("第 {0} / {1} 条").replace("{0}", str(place)).replace("{1}", str(count))
            self.bar.set_hints([((), where), (("K", "J"), self.tr("上 / 下一条"))])

    def _show_bar(self) -> None:
        working, case = self.current(), self.keeper.case
        if working is None or case is None:
            return
        saving = bool(self.keeper.saving)
        reason = judge_saving(self._section, working, case, saving=saving)
        self.save_button.setEnabled(reason.can_save)
        self.bar.set_reason(reason.text, reason.icon, reason.token)
        self.drop_button.setEnabled(working.differs and not working.is_locked and not saving)
        words = self.tr("放弃草稿") if working.item is None else self.tr("放弃改动")
        if self.drop_button.text() != words:
            self.drop_button.setText(words)
        self.copy_button.setEnabled(bool(working.fields) and self._section.key != BASIC)

    def _refresh_current(self) -> None:
        """Something about the entry on the screen is different, its form is not."""
        working = self.current()
        if working is not None:
            self.form.refresh(self._section, working, self.name.text())
            self._show_lists()
            self._show_bar()

    # ---- typing

    def _typed(self, fields: dict[str, str]) -> None:
        self.keeper.type_fields(self._shown, fields, self.form.shown_keys(self._section))
        self._show_bar()

    def _settled(self, fields: dict[str, str]) -> None:
        self.keeper.keep(self._shown)
        self._refresh_current()

    def _draft_changed(self, item_id: str) -> None:
        working = self.keeper.get(item_id)
        if working is not None and working.problem is not None and not self.isVisible():
            # Whoever typed is somewhere else by now; the text is still here.
            self.session.show_error(working.problem)
        if item_id == self._shown:
            self._refresh_current()
        else:
            self._show_lists()

    # ---- acts

    def save(self) -> None:
        """保存: hand the entry to review."""
        self.form.form.settle()
        working = self.current()
        if working is None or not self.save_button.isEnabled():
            return
        self.form.show_problem(())
        if self.form.form.show_required():
            return
        self.keeper.save(working.item_id)
        self._show_bar()

    def _saved(self, item_id: str) -> None:
        working = self.keeper.get(item_id)
        section = self._spec(working.section) if working is not None else self._section
        if working is not None and section.evidence_required and not working.evidence:
            self.session.say(self.tr("已保存，已交审核。还没有佐证材料"), "flag")
        else:
            self.session.say(self.tr("已保存，已交审核"))
        self._show_bar()

    def _refused(self, item_id: str, error: KnownError) -> None:
        self._show_bar()
        if item_id != self._shown:
            self.session.show_error(error)
            return
        link = CalloutLine(describe(error))
        if error.code == DUPLICATE:
            target = PERSON + str(error.params.get("applicant", ""))
            link = CalloutLine(describe(error), self.tr("打开档案"), target)
        self.form.show_problem([link])
        if error.code == CONFLICT:
            self.keeper.reload()

    def begin_new(self) -> None:
        """新增一条 in this category."""
        self._begin({})

    def copy_current(self) -> None:
        """照这条再加一条: the same text without the files; a year is the next one."""
        self.form.form.settle()
        working = self.current()
        if working is not None:
            self._begin(copy_fields(self._section, working.fields))

    def _begin(self, fields: dict[str, str]) -> None:
        if self._section.key == BASIC or self.keeper.case is None:
            return
        self.form.form.settle()
        working = self.keeper.begin(self._section.key, fields)
        if working is not None:
            self._shown = working.item_id
            self.keeper.drop_blanks(self._shown)
            self._show_entry()
            self.form.form.focus_field("")

    def drop_draft(self) -> None:
        """放弃草稿, 放弃改动: what was handed in stays; it can be taken back."""
        working = self.current()
        if working is not None and self.drop_button.isEnabled():
            self.form.form.settle()
            self.keeper.drop(working.item_id)
            self._show_section()

    def _dropped(self, was: Working) -> None:
        self._gone = was
        self.handling.forget()
        words = self.tr("已放弃草稿") if was.item is None else self.tr("已放弃改动")
        self.session.say(words, "info", action=self.tr("撤销"), key="Z", act=self.undo)

    def _forget_dropped(self) -> None:
        """Z takes back what was done last."""
        self._gone = None

    def undo(self) -> None:
        """Z: the draft that was given up, or the file that was removed, comes back."""
        if self._gone is not None:
            was, self._gone = self._gone, None
            self.keeper.restore(was)
            self._section, self._shown = self._spec(was.section), was.item_id
            self._show_section()
        else:
            self.handling.undo()

    def leave_page(self) -> None:
        """返回, Esc."""
        self.settle()
        self.left.emit()

    def _declare(self) -> None:
        case = self.keeper.case
        if case is not None:
            self.settle()
            self.declare_wanted.emit(case.applicant.id)

    def _files_shown(self, item_id: str) -> None:
        if item_id == self._shown:
            self._show_entry()
        else:
            self._show_lists()

    # ---- moving

    def go_to_section(self, key: str) -> None:
        """Another category."""
        if key and key != self._section.key:
            self.form.form.settle()
            self._section, self._shown = self._spec(key), ""
            self._show_section()

    def _row_changed(self, now: QModelIndex, before: QModelIndex) -> None:
        row = self.model.row(now.row())
        if row is not None and row.item_id != self._shown:
            self.form.form.settle()
            self._shown = row.item_id
            self.keeper.drop_blanks(self._shown)
            self._show_entry()

    def _move(self, by: int) -> None:
        place = self.model.find(self._shown) + by
        if self._section.key != BASIC and 0 <= place < self.model.rowCount():
            self.entries.set_current_row(place)

    def _jump(self, target: str) -> None:
        if target.startswith(TO_FIELD):
            self.form.form.focus_field(target.removeprefix(TO_FIELD))
        elif target.startswith(TO_PAGE):
            self.files.evidence.go_to(0, max(int(target.removeprefix(TO_PAGE)) - 1, 0))
        elif target.startswith(PERSON):
            self.person_wanted.emit(target.removeprefix(PERSON), "")
        elif target == TO_FILES:
            self.handling.choose()
        elif target == RETRY:
            self.keeper.keep(self._shown)
        elif target == DISMISS:
            self.form.show_file_problems(())

    def _spec(self, key: str) -> SectionSpec:
        return next(s for s in self._sections if s.key == key)

    # ---- keys

    def _bind_keys(self) -> None:
        bind_key(self, "Ctrl+S", self.save)
        bind_key(self, "Ctrl+V", self.handling.paste)
        bind_key(self, "N", self.begin_new)
        bind_key(self, "Z", self.undo)
        bind_key(self, "J", self._key_next, repeats=True)
        bind_key(self, "K", self._key_previous, repeats=True)

    def _key_next(self) -> None:
        self._move(1)

    def _key_previous(self) -> None:
        self._move(-1)

    def _in_form(self) -> bool:
        focused = QApplication.focusWidget()
        return focused is not None and self.form.form.isAncestorOf(focused)

    def _guard_keys(self) -> None:
        """The form's fields have their keys to themselves (``eventFilter``)."""
        for widget in self.form.form.findChildren(QWidget):
            if widget.focusPolicy() != Qt.FocusPolicy.NoFocus:
                widget.installEventFilter(self)

    # ---- making

    def _connect(self) -> None:
        self.back.clicked.connect(self.leave_page)
        self.declare.clicked.connect(self._declare)
        self.side.chosen.connect(self.go_to_section)
        self.combo.chosen.connect(self.go_to_section)
        self.entries.selectionModel().currentChanged.connect(self._row_changed)
        self.form.form.changed.connect(self._typed)
        self.form.form.settled.connect(self._settled)
        self.form.jump_wanted.connect(self._jump)
        self.handling.changed.connect(self._files_shown)
        self.handling.removed.connect(self._forget_dropped)
        self.keeper.loaded.connect(self._loaded)
        self.keeper.failed.connect(self.session.show_error)
        self.keeper.draft_changed.connect(self._draft_changed)
        self.keeper.saved.connect(self._saved)
        self.keeper.refused.connect(self._refused)
        self.keeper.dropped.connect(self._dropped)
        self.save_button.clicked.connect(self.save)
        self.drop_button.clicked.connect(self.drop_draft)
        self.new_button.clicked.connect(self.begin_new)
        self.copy_button.clicked.connect(self.copy_current)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Letters and Space in a choice field are the field's, not the page's. Ctrl V while files lie on the clipboard
        means the files: Qt would paste their paths as text."""
        if event.type() == QEvent.Type.ShortcutOverride and isinstance(event, QKeyEvent):
            if event.matches(QKeySequence.StandardKey.Paste):
                if paths_in(QGuiApplication.clipboard().mimeData()):
                    event.ignore()
                    return True
            elif event.text().isprintable() and event.text() and not event.modifiers() & _CHORDS:
                event.accept()
                return True
        return super().eventFilter(watched, event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        # Not a shortcut: fields, lists and sheets take Esc first.
        if event.key() == Qt.Key.Key_Escape:
            if self._in_form():
                self.focus_lists()
            else:
                self.leave_page()
            return
        super().keyPressEvent(event)
